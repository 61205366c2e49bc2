"""A mutant in a process of its own: forked from a warm one, with one module loaded from memory.

What does not import the mutated module stays loaded, which is most of what takes long.
"""

import ast
import contextlib
import os
import resource
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import pytest

MEMORY = 4 << 30
"""Bytes that a mutant may take."""
WALL = 30
"""How many times as long as it may take the processor a mutant may take on a busy machine."""
OURS = ("supportops", "tests", "server")


class Mutated(MetaPathFinder):
    """Finds one module, with a source that is in no file."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source
        self.stale = importers(name)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module, if it is the one."""
        if fullname != self.name:
            return None
        loader = _Loader(fullname, str(self.path), self.source)
        return spec_from_file_location(fullname, self.path, loader=loader)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        """The mutated code, never a cached one."""
        return compile(self._source, self.path, "exec", dont_inherit=True)


class Verdict(NamedTuple):
    """How a run of tests ended: which failed first, or why it got nowhere; empty if all passed."""

    killer: str
    seconds: float
    """Of processor time."""


class _First:
    """Remembers the first test that failed."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for each phase of each test."""
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Called for each module of tests."""
        if report.failed:
            self.failed = self.failed or f"{report.nodeid} (not collected)"


class Running(NamedTuple):
    """A child, and where its word comes out."""

    pid: int
    reader: int


def start(mutated: Mutated | None, tests: Iterable[str], seconds: float) -> Running:
    """Run tests in a child, on a mutated module or on what there is."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        status = 1
        try:
            os.write(writer, _tested(mutated, tests, seconds).encode()[:4000])
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    return Running(pid, reader)


def ended(run: Running, status: int, seconds: float) -> Verdict:
    """What a child that is gone had to say, and how long the processor worked for it."""
    with os.fdopen(run.reader, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    if status:
        why = "too long" if os.WIFSIGNALED(status) else "died"
        return Verdict(why, seconds)
    return Verdict(said, seconds)


def _tested(mutated: Mutated | None, tests: Iterable[str], seconds: float) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(seconds) * WALL)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    if mutated:
        forget(mutated.stale)
        sys.meta_path.insert(0, mutated)
        try:
            import_module(mutated.name)
        except Exception as error:
            return f"import: {type(error).__name__}"
    first = _First()
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
    code = pytest.main([*options, *tests], plugins=[first])
    return first.failed or (f"pytest ended with {code}" if code else "")


def forget(names: Iterable[str]) -> None:
    """Unload modules, so that they are loaded anew."""
    for found in names:
        sys.modules.pop(found, None)
        parent, _, last = found.rpartition(".")
        with contextlib.suppress(AttributeError, KeyError):
            delattr(sys.modules[parent], last)


@cache
def importers(name: str) -> frozenset[str]:
    """A module, and all of ours that are loaded here and import it; worked out once for each."""
    return frozenset(dependents(name, _sources()))


def dependents(name: str, sources: Mapping[str, str]) -> set[str]:
    """The module, and the loaded ones that import it, directly or not."""
    imports = {module: _imported(source, sources) for module, source in sources.items()}
    found, fresh = {name}, {name}
    while fresh:
        fresh = {module for module, names in imports.items() if names & fresh} - found
        found |= fresh
    return found


def _sources() -> dict[str, str]:
    return {
        name: Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in OURS and getattr(module, "__file__", None)
    }


def _imported(source: str, known: Mapping[str, str]) -> set[str]:
    """Full names of the known modules that a source imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & known.keys()
