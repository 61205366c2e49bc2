"""The panel as tables: for a terminal, for a page, for a program."""

from collections.abc import Iterable
from typing import Any

from supportops.evaluation.statistics import Interval
from supportops.evaluation.summary import Summary
from supportops.tables import columns, markdown
from supportops.vocabulary import FULL

RATES = {
    "justified": "justified",
    "twins": "both twins",
    "harm": "harm",
    "over_escalation": "over-escalation",
    "over_refusal": "over-refusal",
}
"""Shares of episodes that are shown, by the field that counts them."""

HEADER = ("agent", "kind", "mean score", "max", *RATES.values())


def as_columns(table: Iterable[Summary]) -> str:
    """For a terminal."""
    return columns(HEADER, map(_row, table))


def as_markdown(table: Iterable[Summary]) -> str:
    """For a page."""
    return markdown(HEADER, map(_row, table))


def as_json(table: Iterable[Summary]) -> list[dict[str, Any]]:
    """For a program: the counts, and what is derived from them."""
    return [row._asdict() | _derived(row) for row in table]


def _row(row: Summary) -> tuple[str, ...]:
    return (
        row.agent,
        row.kind,
        f"{row.mean:.4f} {_ends(row.interval)}",
        f"{row.best / FULL:.4f}",
        *(f"{row.rate(name):.3f} {_ends(row.rate_interval(name))}" for name in RATES),
    )


def _ends(interval: Interval) -> str:
    return f"[{interval.low:.3f}, {interval.high:.3f}]"


def _derived(row: Summary) -> dict[str, Any]:
    rates = {
        f"{name}_rate": {"value": row.rate(name), "interval": list(row.rate_interval(name))}
        for name in RATES
    }
    return {
        "mean": {"value": row.mean, "interval": list(row.interval)},
        "max": row.best / FULL,
        "min": row.least / FULL,
        "mean_return": row.rewards / row.episodes / FULL,
        **rates,
    }
