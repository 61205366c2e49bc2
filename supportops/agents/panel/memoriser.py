"""An agent that has learnt a benchmark by heart, and meets a case that only looks the same."""

from supportops.agents.scripted import oracle_plan
from supportops.agents.scripts import Play, in_turn
from supportops.cases import case_file, is_named
from supportops.models import ToolUseObservation


def play_the_twin(seen: ToolUseObservation) -> Play:
    """Play the perfect episode of the twin, step by step, whatever the desk shows.

    A named task has no twin: its perfect episode is played then, as there is nothing to mistake it
    for.
    """
    twin = "" if is_named(seen.task_id) else "#twin"
    yield from in_turn(oracle_plan(case_file(f"{seen.task_id}{twin}")))
