"""How an agent is written as a script, which yields actions and gets to see what comes of them.

    def play(seen: ToolUseObservation) -> Play:
        seen = yield review()
        yield draft(f"Dear customer, ...")

A script ends where it returns; the agent that follows it then stops.
"""

from collections.abc import Callable, Generator, Iterable

from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import ARGUMENT_OF, ActionType

Play = Generator[ToolUseAction, ToolUseObservation, None]
Script = Callable[[ToolUseObservation], Play]
"""From the first observation of an episode to what is done in it."""

CLOSING_STEPS = 2
"""Steps that a draft and a submission take."""


class Following:
    """The agent that follows a script, for one episode."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._play: Play | None = None

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """The next action of the script, which gets to see the observation; None at its end."""
        if self._play is None:
            self._play = self._script(observation)
            return next(self._play, None)
        try:
            return self._play.send(observation)
        except StopIteration:
            return None


def taking(verb: ActionType, value: str | None = None) -> ToolUseAction:
    """An action with the argument that belongs to its verb."""
    fields = {} if value is None else {ARGUMENT_OF[verb]: value}
    return ToolUseAction.model_validate({"action_type": verb, **fields})


def review() -> ToolUseAction:
    """Read the ticket."""
    return taking(ActionType.REVIEW_TICKET)


def inspect(artifact_id: str) -> ToolUseAction:
    """Open a record."""
    return taking(ActionType.INSPECT_ARTIFACT, artifact_id)


def search(policy_id: str) -> ToolUseAction:
    """Read an article."""
    return taking(ActionType.SEARCH_POLICY, policy_id)


def draft(message: str) -> ToolUseAction:
    """Write a reply."""
    return taking(ActionType.DRAFT_REPLY, message)


def submit(code: str) -> ToolUseAction:
    """Close the case."""
    return taking(ActionType.SUBMIT_RESOLUTION, code)


def closing(message: str, code: str) -> Play:
    """Write this reply and close the case with this code."""
    yield draft(message)
    yield submit(code)


def in_turn(actions: Iterable[ToolUseAction]) -> Play:
    """Take these actions, whatever comes of them."""
    yield from (action for action in actions)  # a generator, as only these can be sent something
