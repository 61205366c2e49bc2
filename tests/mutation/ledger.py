"""What is known of mutants: verdicts of earlier runs, and survivors that somebody explained."""

import ast
import json
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Self

from tests.mutation.plan import ROOT, Group

EXPLAINED = ROOT / "tests/mutants.toml"
KEPT = ROOT / "build/mutants/verdicts.jsonl"


class Mutant(NamedTuple):
    """A stretch of lines, and what stands there instead."""

    path: str
    operator: str
    line: int
    """The first line of the stretch, from 1."""
    before: str
    after: str

    @property
    def change(self) -> tuple[str, str, str, str]:
        """What tells it from others, wherever the lines stand."""
        return self.path, self.where, self.before.strip(), self.after.strip()

    @property
    def where(self) -> str:
        """The innermost function or class around it; empty at the top of the module."""
        around = [
            node
            for node in ast.walk(ast.parse((ROOT / self.path).read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and node.lineno <= self.line <= (node.end_lineno or 0)
        ]
        return max(around, key=lambda node: node.lineno).name if around else ""

    def source(self) -> str:
        """The module with this change. Raises `ValueError` if the lines stand there no more."""
        lines = (ROOT / self.path).read_text(encoding="utf-8").splitlines(keepends=True)
        first, last = self.line - 1, self.line - 1 + len(self.before.splitlines())
        if "".join(lines[first:last]) != self.before:
            raise ValueError(f"{self.path} has changed at line {self.line}; make the mutants again")
        return "".join((*lines[:first], self.after, *lines[last:]))


class Ledger:
    """Verdicts by mutant, kept in a file as they come, so that a run can be taken up again.

    A verdict holds as long as the module stays as it is, and the tests that gave it.
    """

    def __init__(self, group: Group, kept: Path = KEPT) -> None:
        self._all = [f"tests/{name}.py" for name in (*group.tests, *group.then)]
        self._kept = kept
        self._known: dict[str, tuple[str, str]] = {}
        if kept.exists():
            for line in kept.read_text(encoding="utf-8").splitlines():
                mutant, killer, tests = json.loads(line)
                self._known[mutant] = killer, tests

    def verdict(self, mutant: Mutant) -> str | None:
        """The test that killed it, empty if it survived, None if it was not tried."""
        killer, tests = self._known.get(_digest(mutant.source()), ("", "never"))
        return killer if tests == self._witnesses(killer) else None

    def keep(self, mutant: Mutant, killer: str) -> None:
        """Write a verdict down."""
        key, tests = _digest(mutant.source()), self._witnesses(killer)
        self._known[key] = killer, tests
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        with self._kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, killer, tests]) + "\n")

    def _witnesses(self, killer: str) -> str:
        """A digest of the tests that a verdict rests on: of the one that failed, or of all."""
        one = killer.partition("::")[0].removesuffix(" (not collected)")
        paths = [one] if one in self._all else self._all
        return _digest(*((ROOT / path).read_text(encoding="utf-8") for path in paths))


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:24]


class Survivor(NamedTuple):
    """A mutant that no test can notice, or need not, and why."""

    path: str
    where: str
    """The innermost function or class around it."""
    before: str
    after: str
    why: str

    @classmethod
    def of(cls, entry: dict[str, str]) -> Self:
        """From an entry of the file."""
        before, after = entry["before"].strip(), entry["after"].strip()
        return cls(entry["path"], entry.get("in", ""), before, after, entry["why"])

    @property
    def change(self) -> tuple[str, str, str, str]:
        """What tells it from others."""
        return self.path, self.where, self.before, self.after


def explained(path: Path = EXPLAINED) -> list[Survivor]:
    """The survivors that were explained."""
    if not path.exists():
        return []
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", [])
    return [Survivor.of(entry) for entry in entries]
