"""A rule of the workflow that raises, wherever it does: a bug of ours costs a turn and no more."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from supportops.agents.scripted import oracle_plan
from supportops.case import OPEN
from supportops.cases import case_file
from supportops.environment import SupportOpsEnvironment
from supportops.machine import LeanEvent, Row
from supportops.models import ToolUseAction
from supportops.server.sessions import Kind, Session, Sessions
from supportops.server.settings import Settings
from supportops.server.ws import answer
from supportops.vocabulary import ActionType, Phase
from supportops.workflow import EXHAUST, MACHINE
from tests.play import act
from tests.server.talk import MUG, REVIEW

EVENTS = {name: event for name, event in MACHINE.events.items() if isinstance(event, LeanEvent)}
PLAN = oracle_plan(case_file(MUG))


class Place(NamedTuple):
    """A callback of the workflow: of an event, in a phase, the one at an index."""

    event: str
    phase: Phase
    kind: str
    number: int
    late: bool
    """Whether it raises after it has done its work."""


def places() -> Iterator[Place]:
    """Every callback of every transition."""
    for name, event in EVENTS.items():
        phases = [phase for phase in OPEN if MACHINE.get_state(phase).name in event.transitions]
        for phase in phases:
            [row] = event._compiled(phase)
            for kind in ("guards", "effects", "after"):
                for number in range(len(getattr(row, kind))):
                    yield from (Place(name, phase, kind, number, late) for late in (False, True))


PLACES = list(places())


def compiled(event: LeanEvent, place: Place) -> tuple[Row, ...]:
    """The rows of an event in a phase, one callback of which raises."""

    def broken(row: Row) -> Row:
        callbacks = list(getattr(row, place.kind))
        real = callbacks[place.number]

        def raising(*args: Any) -> None:
            if place.late:
                real(*args)
            raise ZeroDivisionError("the gold answer")

        callbacks[place.number] = raising
        return row._replace(**{place.kind: tuple(callbacks)})

    return tuple(map(broken, event._compiled(place.phase)))


def session_in(phase: Phase, *, spent: bool) -> Session:
    """A session in a phase, with one step left if the rest of the budget is to be spent."""
    session = Session("s", Kind.SOCKET, 0.0, SupportOpsEnvironment(), held=True)
    case = session.env.begin(task_id=MUG, episode_id="mine")
    draft = next(one for one in PLAN if one.action_type is ActionType.DRAFT_REPLY)
    way = {Phase.TRIAGE: (), Phase.INVESTIGATING: (0,), Phase.DRAFTED: (0, 1)}[phase]
    for number in way:
        session.env.take((act(ActionType.REVIEW_TICKET), draft)[number])
    refused = act(ActionType.SUBMIT_RESOLUTION, "nope")
    while spent and case.remaining > 1:
        session.env.take(refused)
    assert case.phase is phase
    return session


def tried(place: Place) -> ToolUseAction:
    """An action that runs the event of a place."""
    if place.event == EXHAUST:
        return act(ActionType.SUBMIT_RESOLUTION, "nope")
    verbs = [ToolUseAction.model_validate(REVIEW), *PLAN]
    return next(one for one in verbs if one.action_type == place.event)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "-".join(map(str, place)))
def test_a_callback_that_raises_changes_nothing_and_the_session_lives(
    monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    event = EVENTS[place.event]
    session = session_in(place.phase, spent=place.event == EXHAUST)
    twin = session_in(place.phase, spent=place.event == EXHAUST)
    sessions, before = Sessions(Settings()), session.env.state
    fields = tried(place).model_dump(mode="json", exclude_none=True)
    frame = json.dumps({"type": "step", "data": fields})

    with monkeypatch.context() as patch:
        patch.setitem(event._rows, place.phase, compiled(event, place))
        told = json.loads(answer(sessions, session, frame) or "")
        assert told["data"] == {"message": "Internal error", "code": "EXECUTION_ERROR"}
        assert session.env.state == before
        assert sessions.turns.metrics.failures == 1

    assert answer(sessions, session, frame) == answer(sessions, twin, frame)
    assert session.env.state == twin.env.state != before


def test_every_transition_has_callbacks_that_were_made_to_raise() -> None:
    found = {(place.event, place.phase) for place in PLACES}

    assert len(found) == sum(len(event.transitions) for event in EVENTS.values()) == 15
    assert len(PLACES) >= 2 * 40
