"""An agent that knows the answer and shows no reason for it."""

from supportops.agents.scripts import Play, closing, review
from supportops.cases import case_file
from supportops.models import ToolUseObservation


def know_the_answer(seen: ToolUseObservation) -> Play:
    """Close with the right code and the reference reply, having read the ticket only."""
    file = case_file(seen.task_id)
    yield review()
    yield from closing(file.reply, file.gold.resolution)
