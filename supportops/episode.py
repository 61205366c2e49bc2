"""An episode: a case, who asked for it, and the log of what was tried on it.

The log is the snapshot: replaying it costs microseconds and gives the same bytes on every machine,
so saving, resuming and forking an episode are all replay. What nobody may ever ask for (records,
states, snapshots) is built only when somebody does.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from supportops.case import Case, Step
from supportops.models import ActionRecord, ToolUseAction, ToolUseState
from supportops.observation import END_REASON
from supportops.vocabulary import (
    ARGUMENT_OF,
    BENCHMARK_VERSION,
    FULL,
    MESSAGE_LIMIT,
    ActionType,
    RefusalCode,
    RewardMode,
)
from supportops.workflow import advance


class Snapshot(BaseModel):
    """An episode as its action log: everything that `restore` needs, and nothing derived."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    benchmark_version: str = Field(description="Version of the cases and the grading.")
    case_digest: str = Field(description="SHA-256 of the case file.")
    task_id: str
    seed: int | None
    episode_id: str | None
    reward_mode: RewardMode
    actions: tuple[ToolUseAction, ...]


class Taken(NamedTuple):
    """What is kept of a step.

    The argument is cut one character past the longest message: what is cut was refused as it came,
    and is refused for the same reason when it is replayed.
    """

    action_type: ActionType
    argument: str | None
    refusal: RefusalCode | None
    reward: int
    """In basis points."""

    def action(self) -> ToolUseAction:
        """The verb and its argument, as they are replayed."""
        fields = {} if self.argument is None else {ARGUMENT_OF[self.action_type]: self.argument}
        return ToolUseAction.model_validate({"action_type": self.action_type, **fields})

    def record(self, number: int) -> ActionRecord:
        """The line of the history; steps count from 1."""
        return ActionRecord(
            step=number,
            action_type=self.action_type,
            argument=self.argument,
            refusal=self.refusal,
            reward=self.reward / FULL,
        )


@dataclass(slots=True)
class Episode:
    """One run of one case."""

    task: str
    """The task as it was asked for; a twin's observations bear the id of its base."""
    case: Case
    seed: int | None
    episode_id: str | None
    taken: list[Taken] = field(default_factory=list)
    total: int = 0
    """Sum of the rewards, in basis points."""

    def take(self, action: ToolUseAction) -> Step:
        """Try an action; what is tried after the end leaves no trace."""
        charged = self.case.steps
        step = advance(self.case, action)
        if self.case.steps > charged:
            argument, code = step.argument, None
            if step.refusal:
                argument, code = argument and argument[: MESSAGE_LIMIT + 1], step.refusal.code
            self.taken.append(Taken(step.verb, argument, code, step.reward))
            self.total += step.reward
        return step

    def replayed(self) -> "Episode":
        """The same episode from its log alone."""
        case = Case(self.case.file, self.case.reward_mode)
        fresh = Episode(self.task, case, self.seed, self.episode_id)
        for kept in self.taken:
            fresh.take(kept.action())
        return fresh

    def state(self) -> ToolUseState:
        """Progress, gold included."""
        case = self.case
        return ToolUseState(
            episode_id=self.episode_id,
            step_count=case.steps,
            task_id=case.file.task_id,
            seed=self.seed,
            difficulty=case.file.difficulty,
            reward_mode=case.reward_mode,
            phase=case.phase,
            remaining_steps=case.remaining,
            done=not case.is_open,
            end_reason=END_REASON.get(case.phase),
            drafted_reply=case.draft,
            resolution_code=case.resolution,
            required_evidence=sorted(case.stage.relevant),
            collected_evidence=list(case.evidence),
            action_history=[kept.record(number) for number, kept in enumerate(self.taken, 1)],
            total_reward=self.total / FULL,
            final_score=case.card.score if case.card else None,
            score_card=case.card,
        )

    def snapshot(self) -> Snapshot:
        """The log, with all that a replay depends on."""
        return Snapshot(
            benchmark_version=BENCHMARK_VERSION,
            case_digest=self.case.file.digest,
            task_id=self.task,
            seed=self.seed,
            episode_id=self.episode_id,
            reward_mode=self.case.reward_mode,
            actions=tuple(kept.action() for kept in self.taken),
        )
