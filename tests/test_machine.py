"""The lean machine is the stock one, only faster: the same answers, callbacks and refusals."""

from collections.abc import Callable
from itertools import product
from typing import Any
from unittest import mock

import pytest
from transitions import MachineError

from supportops import workflow
from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.errors import WorkflowError
from supportops.machine import LeanMachine, Machine, State
from supportops.models import ToolUseAction
from supportops.vocabulary import ActionType, Phase, RewardMode
from supportops.workflow import RULES, advance, build_machine
from tests.play import FILES, act, case_in, good, on_last_step
from tests.replies import replies_to

STOCK = build_machine(RULES, Machine)


def actions_on(file: CaseFile) -> list[ToolUseAction]:
    """Every argument a verb may have, and one that is refused."""
    values: dict[ActionType, list[str]] = {
        ActionType.INSPECT_ARTIFACT: [item.id for item in file.artifacts],
        ActionType.SEARCH_POLICY: [item.id for item in file.policies],
        ActionType.DRAFT_REPLY: list(replies_to(file)),
        ActionType.SUBMIT_RESOLUTION: list(file.codes),
    }
    return [
        *(act(verb) for verb in ActionType),
        *(act(verb, value) for verb, found in values.items() for value in [*found, " "]),
    ]


def twins(file: CaseFile) -> list[tuple[Case, Case]]:
    """Pairs of equal cases in every phase, with much and with little of the budget left."""
    phases = [phase for phase in Phase if phase is not Phase.EXHAUSTED]
    return [
        (place(case_in(phase, file)), place(case_in(phase, file)))
        for phase, place in product(phases, (lambda case: case, on_last_step))
    ]


@pytest.mark.parametrize("mode", RewardMode)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.task_id)
def test_every_step_from_every_phase_is_the_step_of_the_stock_machine(
    file: CaseFile, mode: RewardMode
) -> None:
    for action in actions_on(file):
        for lean, stock in twins(file):
            lean.reward_mode = stock.reward_mode = mode
            step = advance(lean, action)
            with mock.patch.object(workflow, "MACHINE", STOCK):
                expected = advance(stock, action)

            assert (lean, step) == (stock, expected)


def test_an_event_that_has_fired_still_takes_a_new_transition() -> None:
    machine, thing, step = small(), mock.Mock(phase="a"), mock.Mock()
    machine.events["go"].trigger(thing, step)
    machine.add_transition("go", "b", "a")
    machine.events["go"].trigger(thing, step)

    assert thing.phase == "a"


def test_an_event_that_has_no_place_in_a_state_is_an_error() -> None:
    with pytest.raises(MachineError, match="Can't trigger event go from state b"):
        small().events["go"].trigger(mock.Mock(phase="b"), None)


@pytest.mark.parametrize(
    "change",
    [
        lambda machine, _: machine.prepare_event.append(print),
        lambda machine, _: machine.finalize_event.append(print),
        lambda machine, _: machine.on_exception.append(print),
        lambda machine, _: machine.before_state_change.append(print),
        lambda machine, _: machine.after_state_change.append("by_name"),
        lambda machine, _: setattr(machine, "send_event", True),
        lambda machine, _: machine.states["a"].on_exit.append(print),
        lambda machine, _: machine.states["b"].on_enter.append(print),
        lambda _, row: row.prepare.append(print),
        lambda _, row: row.before.append("by_name"),
        lambda _, row: row.conditions.append(mock.Mock(target=False)),
    ],
)
def test_a_definition_that_the_short_way_would_not_honour_is_refused(
    change: Callable[[Machine, Any], None],
) -> None:
    machine = small()
    change(machine, machine.events["go"].transitions["a"][0])

    with pytest.raises(WorkflowError, match="stock machine"):
        machine.events["go"].trigger(mock.Mock(phase="a"), None)


def small() -> LeanMachine:
    states = [State("a"), State("b")]
    machine = LeanMachine(
        model=None, states=states, initial="a", auto_transitions=False, model_attribute="phase"
    )
    machine.add_transition("go", "a", "b")
    return machine


def test_the_comparison_would_see_a_difference() -> None:
    lean, stock = case_in(Phase.TRIAGE), case_in(Phase.TRIAGE)
    assert lean == stock
    advance(lean, good(ActionType.REVIEW_TICKET))
    assert lean != stock
    assert Step(lean, good(ActionType.REVIEW_TICKET)) != Step(stock, act(ActionType.DRAFT_REPLY))
