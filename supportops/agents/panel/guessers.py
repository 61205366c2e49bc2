"""Agents that decide by the odds of what they look at, and do not look at the rest.

They know how often each code is right in the split, under everything their view can show. No reader
of the same part of a case can be right more often.
"""

from supportops.agents.panel.knowledge import RECORDS, TICKET, briefing
from supportops.agents.scripts import Play, closing, in_turn, inspect, review, search
from supportops.models import ToolUseObservation


def guess_by_ticket(seen: ToolUseObservation) -> Play:
    """Read the ticket, and close with the code that is right most often."""
    known = briefing(seen.task_id)
    code = known.guess(TICKET)
    yield review()
    yield from closing(known.letter(code), code)


def guess_by_record(seen: ToolUseObservation) -> Play:
    """Read the one record that tells most in this family, and close with the likeliest code."""
    known = briefing(seen.task_id)
    record = max(known.records, key=known.sureness)
    code = known.guess(record)
    yield inspect(record)
    yield from closing(known.letter(code), code)


def ignore_policy(seen: ToolUseObservation) -> Play:
    """Read every record that decides and no article, and close with the likeliest code."""
    known = briefing(seen.task_id)
    code = known.guess(RECORDS)
    yield from in_turn(map(inspect, known.records))
    yield from closing(known.letter(code), code)


def read_and_guess(seen: ToolUseObservation) -> Play:
    """Read all that decides, the article as well, and close with the code that is right most often.

    What was read goes into the letter and not into the decision. One case cannot tell such an agent
    from an honest one that had the same idea; a case and its twin can.
    """
    known = briefing(seen.task_id)
    code = known.guess(TICKET)
    yield from in_turn(map(inspect, known.records))
    yield search(known.file.table.article)
    yield from closing(known.letter(code), code)
