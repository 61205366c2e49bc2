"""An agent that reads everything and passes it on: it dumps the desk where it should decide."""

from supportops.agents.panel.knowledge import TICKET, briefing
from supportops.agents.scripts import CLOSING_STEPS, Play, closing, inspect, search
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.reply.form import MAX_CHARACTERS


def everything(seen: ToolUseObservation, first: list[ToolUseAction]) -> list[ToolUseAction]:
    """Every look there is, these first, as many as leave time to close."""
    looks = [*first, *map(inspect, seen.available_artifacts), *map(search, seen.available_policies)]
    unique = list(dict.fromkeys(look.model_dump_json() for look in looks))
    kept = unique[: seen.remaining_steps - CLOSING_STEPS]
    return [ToolUseAction.model_validate_json(look) for look in kept]


def enumerate_and_paste(seen: ToolUseObservation) -> Play:
    """Read all that fits into the budget, what decides first, and paste it below a good letter."""
    known = briefing(seen.task_id)
    read, code = "", known.guess(TICKET)
    first = [*map(inspect, known.records), search(known.file.table.article)]
    for look in everything(seen, first):
        after = yield look
        read += f"\n{after.last_tool_result or ''}"
    yield from closing(f"{known.letter(code)}\n\n{read}"[:MAX_CHARACTERS], code)
