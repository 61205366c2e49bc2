"""An agent that asks the score: it drafts a letter for every outcome and keeps what pays best.

It reads the records, so that a letter can show what it is worth, and leaves the article unread: the
score is to tell it what the article would.
"""

from supportops.agents.panel.knowledge import briefing
from supportops.agents.scripts import (
    CLOSING_STEPS,
    Play,
    closing,
    draft,
    in_turn,
    inspect,
)
from supportops.models import ToolUseObservation


def probe_drafts(seen: ToolUseObservation) -> Play:
    """Draft for each code in turn, the likeliest first, and close with the best paid of them."""
    known = briefing(seen.task_id)
    codes = known.likeliest(known.kind.table.codes)
    spare = seen.remaining_steps - len(codes) - CLOSING_STEPS
    yield from in_turn(map(inspect, known.records[:spare]))
    best, most = codes[0], -1.0
    for code in codes:
        probed = yield draft(known.letter(code))
        worth = probed.current_score + (probed.reward or 0.0)
        if worth > most:
            best, most = code, worth
    yield from closing(known.letter(best), best)
