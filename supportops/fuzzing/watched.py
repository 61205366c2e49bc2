"""A case that is watched: every step is checked by what must hold of every step, and counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.fuzzing.arguments import misjudged
from supportops.fuzzing.coverage import Coverage
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.observation import observe
from supportops.proofs import broken_by_step
from supportops.vocabulary import RewardMode
from supportops.workflow import advance

Advance = Callable[[Case, ToolUseAction], Step]
"""How a step is taken: `supportops.workflow.advance`, or what stands in for it in a test."""


class Violated(AssertionError):
    """A step broke an invariant; the actions lead there from a fresh case."""

    def __init__(self, invariants: Sequence[str], actions: Sequence[ToolUseAction]) -> None:
        super().__init__("; ".join(invariants))
        self.invariants, self.actions = tuple(invariants), tuple(actions)


class Watched:
    """One episode, in process. Raises `Violated` from the step that breaks an invariant."""

    def __init__(
        self,
        file: CaseFile,
        mode: RewardMode = RewardMode.SHAPED,
        coverage: Coverage | None = None,
        take: Advance = advance,
    ) -> None:
        self.case = Case(file, mode)
        self.coverage = Coverage() if coverage is None else coverage
        self.actions: list[ToolUseAction] = []
        self.last: Step | None = None
        self._take = take

    def take(self, action: ToolUseAction) -> Step:
        """Take one step, and check it."""
        before = replace(self.case)
        self.actions.append(action)
        try:
            step = self._take(self.case, action)
            broken = [*misjudged(before, step), *broken_by_step(before, step)]
            self.last = step
            _ = self.observation
        except Exception as error:  # whatever the workflow raises, it must not
            raised = f"a step raises nothing: {type(error).__name__}: {error}"
            raise Violated([raised], self.actions) from error
        self.coverage.note(before, step)
        if broken:
            raise Violated(broken, self.actions)
        return step

    @property
    def observation(self) -> ToolUseObservation:
        """What an agent sees now."""
        return observe(self.case, self.last)


def broken_by(
    file: CaseFile,
    mode: RewardMode,
    actions: Iterable[ToolUseAction],
    take: Advance = advance,
    coverage: Coverage | None = None,
) -> Violated | None:
    """Play a list of actions; the violation it leads to, if there is one."""
    watched = Watched(file, mode, coverage, take)
    try:
        for action in actions:
            watched.take(action)
    except Violated as found:
        return found
    return None
