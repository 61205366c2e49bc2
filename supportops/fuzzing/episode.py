"""A state machine for Hypothesis: one episode, with every invariant checked after each step.

from supportops.fuzzing import EpisodeMachine

class TakeoverMachine(EpisodeMachine):
    task_id = "account-takeover-fraud"

TestTakeover = TakeoverMachine.TestCase
"""

from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from pydantic import ValidationError

from supportops.case import Step
from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.fuzzing.strategies import actions, drafts, legal_actions, malformed
from supportops.fuzzing.watched import Watched
from supportops.models import ToolUseAction
from supportops.vocabulary import ActionType, RewardMode
from supportops.workflow import AVAILABLE, advance


def _of_case(make: Callable[[CaseFile], st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """A strategy that depends on the case of the machine that draws from it; made once for each."""
    made: dict[str, st.SearchStrategy[Any]] = {}

    def chosen(machine: "EpisodeMachine") -> st.SearchStrategy[Any]:
        if machine.task_id not in made:
            made[machine.task_id] = make(machine.file)
        return made[machine.task_id]

    return st.runner().flatmap(chosen)


class EpisodeMachine(RuleBasedStateMachine):
    """Plays a case. Subclass it to choose another case, to play on something else, or to add rules.

    `watched` is the episode; `step` takes an action on it and returns what came of it.
    """

    task_id: ClassVar[str] = TASK_IDS[0]
    reward_mode: ClassVar[RewardMode] = RewardMode.SHAPED

    def __init__(self) -> None:
        super().__init__()
        self.file: CaseFile = case_file(self.task_id)
        self.watched = Watched(self.file, self.reward_mode, take=self.advance)

    advance = staticmethod(advance)
    """How a step is taken; give another function of a case and an action to test that instead."""

    def step(self, action: ToolUseAction) -> Step:
        """Take an action. Raises `Violated` if that breaks an invariant."""
        return self.watched.take(action)

    @rule(action=_of_case(legal_actions))
    def act(self, action: ToolUseAction) -> None:
        """Something the case knows."""
        self.step(action)

    @rule(action=_of_case(actions))
    def act_otherwise(self, action: ToolUseAction) -> None:
        """Anything that has the shape of an action."""
        self.step(action)

    @rule(message=_of_case(drafts))
    def draft(self, message: str) -> None:
        """A reply to the customer."""
        self.step(ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=message))

    @rule(payload=malformed())
    def send(self, payload: object) -> None:
        """Something that is no action: it never gets as far as the case."""
        try:
            ToolUseAction.model_validate(payload)
        except ValidationError:
            return
        raise AssertionError(f"{payload!r} was taken for an action")

    @invariant()
    def shows_what_is_possible(self) -> None:
        """The observation lists what the phase allows, and nothing once the case has ended."""
        seen, case = self.watched.observation, self.watched.case
        assert seen.available_actions == list(AVAILABLE[case.phase])
        assert seen.done == (not seen.available_actions)
