"""Agents whose code stands before the case is opened: of one kind always, or the first, or all.

They open the records, for the sake of their letter, and never the article: what cannot change one's
mind need not be read.
"""

from collections.abc import Iterable, Iterator

from supportops.agents.panel.knowledge import Briefing, briefing
from supportops.agents.scripts import Play, closing, draft, in_turn, inspect, submit
from supportops.cases.bearing import Bearing, bearing
from supportops.models import ToolUseAction, ToolUseObservation


def refund_code(codes: Iterable[str], known: Briefing) -> str:
    """The likeliest code that refunds; that gives anything, where none does."""
    giving = [code for code in known.likeliest(codes) if bearing(code) is Bearing.ACTS]
    return next((code for code in giving if "refund" in code), giving[0])


def always_refund(seen: ToolUseObservation) -> Play:
    """Refund, whatever the case."""
    known = briefing(seen.task_id)
    yield from _closed_with(refund_code(seen.available_resolution_codes, known), known)


def always_escalate(seen: ToolUseObservation) -> Play:
    """Pass the case on or put it off, by the likeliest code that does."""
    known = briefing(seen.task_id)
    codes = known.likeliest(seen.available_resolution_codes)
    yield from _closed_with(next(code for code in codes if bearing(code) is Bearing.HOLDS), known)


def first_code(seen: ToolUseObservation) -> Play:
    """Close every case with the first code of the list."""
    yield from _closed_with(seen.available_resolution_codes[0], briefing(seen.task_id))


def enumerate_codes(seen: ToolUseObservation) -> Play:
    """Submit one code after the other, the likeliest first, until the desk takes no more."""
    known = briefing(seen.task_id)
    codes = known.likeliest(seen.available_resolution_codes)
    yield from in_turn(map(inspect, known.records))
    yield from in_turn(_each(known, codes))


def _closed_with(code: str, known: Briefing) -> Play:
    yield from in_turn(map(inspect, known.records))
    yield from closing(known.letter(code), code)


def _each(known: Briefing, codes: list[str]) -> Iterator[ToolUseAction]:
    for code in codes:
        yield draft(known.letter(code))
        yield submit(code)
