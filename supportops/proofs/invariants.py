"""The invariants of the workflow, by name: of every step, and of every configuration visited.

Pure: nothing here writes to the case or the step it is given. An invariant of a step is asked with
a copy of the case as it was before (`dataclasses.replace`) and the step that was taken from it.
"""

from collections.abc import Sequence

from supportops.case import Case, Step
from supportops.proofs.of_a_step import OF_A_STEP
from supportops.proofs.of_a_visit import OF_A_VISIT

__all__ = ["OF_A_STEP", "OF_A_VISIT", "broken_by_step", "broken_by_visit"]


def broken_by_step(before: Case, step: Step) -> list[str]:
    """Names of the invariants that a step breaks; empty if all hold."""
    return [name for name, holds in OF_A_STEP.items() if not holds(before, step)]


def broken_by_visit(case: Case, steps: Sequence[Step]) -> list[str]:
    """Names of the invariants that a case breaks, by one step from it for each action."""
    return [name for name, holds in OF_A_VISIT.items() if not holds(case, steps)]
