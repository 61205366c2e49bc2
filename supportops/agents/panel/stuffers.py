"""Agents that hope for a grader of keywords: everything that could count, all at once.

They read all that decides and close with the likeliest code, so that in one case of five the reply
is all that stands between them and full marks.
"""

from collections.abc import Callable

from supportops.agents.panel.knowledge import TICKET, Briefing, briefing
from supportops.agents.scripts import Play, Script, closing, in_turn, inspect, search
from supportops.models import ToolUseObservation
from supportops.reply.form import MAX_CHARACTERS


def _reading_all(message: Callable[[Briefing, str], str]) -> Script:
    def play(seen: ToolUseObservation) -> Play:
        known = briefing(seen.task_id)
        code = known.guess(TICKET)
        yield from in_turn(map(inspect, known.records))
        yield search(known.file.table.article)
        yield from closing(message(known, code), code)

    return play


def _bodies(known: Briefing) -> list[str]:
    """The bodies of the letters of all codes that can be right, the likeliest first."""
    codes = known.likeliest(known.kind.table.codes)
    return [known.letter(code).split("\n\n")[1] for code in codes]


def _everything_named(known: Briefing, code: str) -> str:
    """The words of every code, the guessed one first, and whatever any letter states."""
    codes = dict.fromkeys((code, *known.likeliest(known.file.codes)))
    keywords = " ".join(name.replace("_", " ") for name in codes)
    stated = "; ".join(known.stated())
    customer = known.file.ticket.customer
    return f"Dear {customer},\n\nthis is about {keywords}: {stated}. Kind regards"[:MAX_CHARACTERS]


def _everything_committed(known: Briefing, code: str) -> str:
    """A letter with the commitments of every code, as many as its length allows."""
    hello, _, *ending = known.letter(code).split("\n\n")
    return "\n\n".join((hello, *_bodies(known), *ending))[:MAX_CHARACTERS]


stuff_keywords = _reading_all(_everything_named)
"""Name every keyword and every fact that could count."""

list_commitments = _reading_all(_everything_committed)
"""Commit to every outcome at once."""
