"""What must hold of every configuration, given one step from it for each action of an alphabet.

The alphabet holds, for every verb, something the guards refuse and something they accept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from supportops.case import Case, Step
from supportops.proofs.alphabet import closing
from supportops.proofs.of_a_step import progress
from supportops.vocabulary import Phase, RefusalCode
from supportops.workflow import AVAILABLE, advance

OfAVisit = Callable[[Case, Sequence[Step]], bool]


def _mask_is_sound(case: Case, steps: Sequence[Step]) -> bool:
    """What the mask leaves out is refused as out of phase."""
    possible = AVAILABLE[case.phase]
    return not case.is_open or all(
        step.refusal is not None and step.refusal.code is RefusalCode.WRONG_PHASE
        for step in steps
        if step.action.action_type not in possible
    )


def _mask_is_complete(case: Case, steps: Sequence[Step]) -> bool:
    """What the mask holds is accepted with some argument."""
    accepted = {step.action.action_type for step in steps if step.refusal is None}
    return accepted == {*AVAILABLE[case.phase]}


def _can_idle(case: Case, steps: Sequence[Step]) -> bool:
    """Some action changes nothing but the steps that are left."""
    return (
        not case.is_open
        or case.remaining == 1
        or any(
            step.case.phase is case.phase and progress(step.case) == progress(case)
            for step in steps
        )
    )


def _resolves_in_time(case: Case, _: Sequence[Step]) -> bool:
    """The shortest way to a resolution is open when just as many steps are left as it takes."""
    if not case.is_open or case.remaining == 1:
        return True
    ways = closing(case)
    played = replace(case, steps=case.file.budget - len(ways))
    for action in ways:
        advance(played, action)
    return played.phase is Phase.RESOLVED


OF_A_VISIT: Mapping[str, OfAVisit] = {
    "the mask is sound: what it leaves out is refused as out of phase": _mask_is_sound,
    "the mask is complete: what it holds is accepted with some argument": _mask_is_complete,
    "an agent can idle": _can_idle,
    "a case can be resolved while enough steps are left": _resolves_in_time,
}
"""By name: a function of a case and a step from it for each action of an alphabet."""
