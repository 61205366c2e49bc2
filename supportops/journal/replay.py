"""From events back to episodes: to go on with one, and to prove that it was answered so."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from supportops.environment import Snapshot, SupportOpsEnvironment
from supportops.episode import Taken
from supportops.errors import SupportOpsError
from supportops.journal.events import Event, Kind, digest
from supportops.models import ToolUseAction
from supportops.server.encoding import envelope_json
from supportops.vocabulary import ARGUMENT_OF


class Replayed(NamedTuple):
    """An event that was played again."""

    event: Event
    answer: str | None
    """The envelope that answers it, as JSON; None if the event is no reset and no step."""


class NotReplayable(SupportOpsError, ValueError):
    """Events that do not make an episode here: damaged, or of another version."""


def reset_body(env: SupportOpsEnvironment) -> str:
    """What a reset event tells, right after the reset."""
    kept = env.snapshot().model_dump(mode="json", exclude={"actions"})
    return to_json(kept | {"resets": env.resets}).decode()


def step_body(kept: Taken) -> str:
    """What a step event tells."""
    fields = {} if kept.argument is None else {ARGUMENT_OF[kept.action_type]: kept.argument}
    return to_json({"action_type": kept.action_type, **fields}).decode()


def rebuilt(events: Sequence[Event]) -> SupportOpsEnvironment:
    """The environment of a session, from its last reset on.

    Raises:
        NotReplayable: the events are not of this version, or make no episode.

    """
    env = SupportOpsEnvironment()
    for _ in replayed(events, env):
        pass
    return env


def replayed(
    events: Iterable[Event], env: SupportOpsEnvironment | None = None
) -> Iterator[Replayed]:
    """Play events again, one after the other. Raises `NotReplayable`."""
    env = env or SupportOpsEnvironment()
    for event in events:
        try:
            yield Replayed(event, _played(env, event))
        except (SupportOpsError, ValidationError, ValueError, KeyError, TypeError) as error:
            place = f"{event.session_id}, event {event.number}"
            raise NotReplayable(f"{place} cannot be replayed: {error}") from error


def differences(events: Iterable[Event]) -> Iterator[str]:
    """Where a replay answers otherwise than was answered."""
    for event, answer in replayed(events):
        if answer is not None and digest(answer) != event.answer:
            yield f"{event.session_id}, event {event.number}: the replay gives another answer"


def _played(env: SupportOpsEnvironment, event: Event) -> str | None:
    if event.kind == Kind.RESET:
        told = from_json(event.body)
        resets = int(told.pop("resets"))
        env.resume(Snapshot.model_validate({**told, "actions": ()}), resets)
        return None if env.case is None else envelope_json(env.case, None)
    if event.kind == Kind.STEP:
        step = env.take(ToolUseAction.model_validate_json(event.body))
        return envelope_json(step.case, step)
    return None
