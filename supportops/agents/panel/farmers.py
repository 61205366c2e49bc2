"""Agents that want the reward and not the score: while the case is open, and after it has ended."""

from itertools import cycle

from supportops.agents.panel.idle import EMPTY_WORDS
from supportops.agents.panel.knowledge import TICKET, briefing
from supportops.agents.scripts import Play, closing, draft, in_turn, inspect, search, submit
from supportops.models import ToolUseObservation


def farm_rewards(seen: ToolUseObservation) -> Play:
    """Collect all that pays on the way, a poor draft before a good one, again and again, and go on.

    The case is never closed, and what is tried after its end is what paid before it.
    """
    known = briefing(seen.task_id)
    looks = [*map(inspect, known.records), search(known.file.table.article)]
    drafts = [draft(EMPTY_WORDS), draft(known.letter(known.guess(TICKET)))]
    yield from in_turn(cycle((*looks, *drafts)))


def submit_again(seen: ToolUseObservation) -> Play:
    """Close with the likeliest code, and once the desk has told the score, with the right one."""
    known = briefing(seen.task_id)
    code, right = known.guess(TICKET), known.file.gold.resolution
    yield from in_turn(map(inspect, known.records))
    yield from closing(known.letter(code), code)
    yield from in_turn(
        cycle((search(known.file.table.article), draft(known.file.reply), submit(right)))
    )
