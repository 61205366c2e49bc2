"""The generated files of the documentation: what they should hold, and where they differ."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from supportops.diagram.graph import extract
from supportops.diagram.page import page
from supportops.diagram.svg import svg

DIFF_LIMIT = 24
"""Longest diff that is shown of a file, in lines."""


def generated() -> Mapping[Path, str]:
    """What each file should hold, by its path from the root of the project."""
    return {Path("docs/workflow.md"): page(), Path("docs/workflow.svg"): svg(extract())}


def write(root: Path) -> tuple[Path, ...]:
    """Write every generated file under a root whose folders exist; return their paths."""
    files = generated()
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return tuple(files)


def drifted(root: Path) -> Iterator[tuple[Path, str]]:
    """The files that are missing or out of date, each with a diff to what they should hold."""
    for path, wanted in generated().items():
        found = _read(root / path)
        if found != wanted:
            yield path, _diff(path, found, wanted)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _diff(path: Path, found: str, wanted: str) -> str:
    lines = [
        line.rstrip("\n")
        for line in unified_diff(
            found.splitlines(), wanted.splitlines(), str(path), "generated", n=1, lineterm=""
        )
    ]
    more = [f"... {len(lines) - DIFF_LIMIT} more lines"] if len(lines) > DIFF_LIMIT else []
    return "\n".join((*lines[:DIFF_LIMIT], *more))
