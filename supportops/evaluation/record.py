"""The record of the panel on the test split: kept as whole numbers, with the versions it is of.

README and benchmark card show the record; a check plays the panel again and compares. All of it
takes a minute or two, a sample seconds: the first cases of the split, three of each family.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

from supportops.evaluation.summary import Summary
from supportops.vocabulary import BENCHMARK_VERSION, CASES_VERSION

SPLIT = "test"
"""The split that the record is of."""

SAMPLE = 45
"""Cases of the sample: three of each of its fifteen families."""

PATH = Path("supportops/evaluation/panel.json")
"""Where the record is written, from the root of the project."""


class Record(NamedTuple):
    """What the panel came to, on the whole split and on its first cases."""

    versions: Mapping[str, str]
    whole: tuple[Summary, ...]
    sample: tuple[Summary, ...]

    @classmethod
    def of(cls, whole: Iterable[Summary], sample: Iterable[Summary]) -> Self:
        """A record of today's versions."""
        return cls(versions(), tuple(whole), tuple(sample))

    def written(self) -> str:
        """As JSON, one contestant a line."""
        parts = [
            f'  "versions": {json.dumps(dict(self.versions))}',
            f'  "whole": {_lines(self.whole)}',
            f'  "sample": {_lines(self.sample)}',
        ]
        return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(table: Iterable[Summary]) -> str:
    rows = ",\n".join(f"    {json.dumps(row._asdict())}" for row in table)
    return f"[\n{rows}\n  ]"


def versions() -> dict[str, str]:
    """What a record depends on, by name."""
    return {"benchmark": BENCHMARK_VERSION, "cases": CASES_VERSION}


@cache
def recorded() -> Record:
    """The record that is kept."""
    text = files(__package__).joinpath(PATH.name).read_text(encoding="utf-8")
    kept: dict[str, Any] = json.loads(text)
    tables = (tuple(Summary(**row) for row in kept[name]) for name in ("whole", "sample"))
    return Record(kept["versions"], *tables)


def drift(kept: Iterable[Summary], found: Iterable[Summary]) -> list[str]:
    """In which figures of which contestants two tables differ, in words."""
    before, now = ({row.agent: row for row in table} for table in (kept, found))
    lines = [f"{name} is on the panel and not in the record" for name in now if name not in before]
    lines += [f"{name} is in the record and not on the panel" for name in before if name not in now]
    return lines + [
        f"{name}: {field} was {old} and is {new}"
        for name in before
        if name in now
        for field, old, new in zip(Summary._fields, before[name], now[name], strict=True)
        if old != new
    ]
