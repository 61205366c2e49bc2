"""`SupportOpsEnvironment`: reset, step and state over the workflow, for one episode at a time.

It turns cases into observations and keeps the action log. The log is the snapshot: replaying it
costs microseconds and gives the same bytes on every machine, so saving, resuming and forking an
episode are all replay. Privileged knowledge leaves only through `state`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from supportops.case import Case, Refusal, Step
from supportops.cases import case_file, is_named, task_at, task_for_seed
from supportops.errors import SnapshotMismatch
from supportops.models import ActionRecord, ToolUseAction, ToolUseObservation, ToolUseState
from supportops.observation import END_REASON, observe
from supportops.vocabulary import BENCHMARK_VERSION, FULL, RefusalCode, RewardMode
from supportops.workflow import advance

_NOT_STARTED = Refusal(
    RefusalCode.NOT_STARTED,
    "No episode is running here. Reset first; over plain HTTP, send the session_id that the reset "
    "returned in its metadata with every step.",
)


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


@dataclass(slots=True)
class _Episode:
    task: str
    """The task as it was asked for; a twin's observations bear the id of its base."""
    case: Case
    seed: int | None
    episode_id: str | None
    history: list[ActionRecord]
    actions: list[ToolUseAction]
    total: int = 0


class SupportOpsEnvironment:
    """One desk with one case on it.

    Every observation is fixed by (task, seed, actions): no clock and no randomness. A reset
    without `task_id` and `seed` walks through the tasks in their published order.
    """

    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self) -> None:
        self._episode: _Episode | None = None
        self._resets = 0

    def reset(  # noqa: PLR0913 - the options of the protocol, each by name
        self,
        seed: int | None = None,
        episode_id: str | None = None,
        *,
        task_id: str | None = None,
        split: str | None = None,
        index: int | None = None,
        reward_mode: RewardMode | str | None = None,
    ) -> ToolUseObservation:
        """Start an episode and return its first observation; its reward is None.

        Args:
            seed: picks the task if `task_id` does not; a non-negative integer.
            episode_id: an id of the caller's own, reported by `state`.
            task_id: a named task, or the address of a generated one.
            split: one of `SPLITS`; with `index` it names the task, without it the seed picks.
            index: position in the split, from 0.
            reward_mode: `shaped` (default), `delta` or `terminal`.

        Raises:
            UnknownTask: no task has this id, or this place in a split.
            TypeError: the seed is no integer.
            ValueError: the seed is negative, the reward mode is none of the three, an index comes
                without its split, or both a task and a split are named.

        """
        _check_seed(seed)
        mode = RewardMode.SHAPED if reward_mode is None else _reward_mode(reward_mode)
        drawn = self._resets if seed is None else seed
        task = _chosen(drawn, task_id, split, index)
        case = Case(case_file(task), mode)
        self._episode = _Episode(task, case, seed, episode_id, [], [])
        self._resets += 1
        return observe(self._episode.case, None)

    def step(self, action: ToolUseAction | Mapping[str, Any]) -> ToolUseObservation:
        """Take one action. An agent's mistake is answered in `last_action_error`, never raised.

        Raises:
            pydantic.ValidationError: what was given is not shaped like an action.

        """
        if not isinstance(action, ToolUseAction):
            action = ToolUseAction.model_validate(action)
        episode = self._episode
        if episode is None:
            return _unstarted(action)
        was_open = episode.case.is_open
        step = advance(episode.case, action)
        if was_open:
            kept = action.essence()
            episode.actions.append(kept)
            episode.history.append(_record(step, kept))
            episode.total += step.reward
        return observe(episode.case, step)

    @property
    def state(self) -> ToolUseState:
        """Progress of the episode, gold included; an empty state before the first reset."""
        episode = self._episode
        if episode is None:
            return ToolUseState()
        case = episode.case
        return ToolUseState(
            episode_id=episode.episode_id,
            step_count=case.steps,
            task_id=case.file.task_id,
            seed=episode.seed,
            difficulty=case.file.difficulty,
            reward_mode=case.reward_mode,
            phase=case.phase,
            remaining_steps=case.remaining,
            done=not case.is_open,
            end_reason=END_REASON.get(case.phase),
            drafted_reply=case.draft,
            resolution_code=case.resolution,
            required_evidence=sorted(case.file.relevant),
            collected_evidence=list(case.evidence),
            action_history=list(episode.history),
            total_reward=episode.total / FULL,
            final_score=case.card.score if case.card else None,
            score_card=case.card,
        )

    @property
    def public_state(self) -> ToolUseState:
        """Progress of the episode as a client may see it without privileges.

        Of a generated case that is still open, the required evidence is left out.
        """
        state, episode = self.state, self._episode
        if episode is None or is_named(episode.task) or state.done:
            return state
        return state.model_copy(update={"required_evidence": []})

    def snapshot(self) -> Snapshot:
        """The running episode as its action log. Raises `ValueError` before the first reset."""
        episode = self._episode
        if episode is None:
            raise ValueError("no episode to take a snapshot of: reset first")
        return Snapshot(
            benchmark_version=BENCHMARK_VERSION,
            case_digest=episode.case.file.digest,
            task_id=episode.task,
            seed=episode.seed,
            episode_id=episode.episode_id,
            reward_mode=episode.case.reward_mode,
            actions=tuple(episode.actions),
        )

    @classmethod
    def restore(cls, snapshot: Snapshot) -> Self:
        """An environment in the state the snapshot was taken in, by replaying its actions.

        Raises:
            SnapshotMismatch: the benchmark version or the case is another than it was then.
            UnknownTask: the task is not published any more.

        """
        if snapshot.benchmark_version != BENCHMARK_VERSION:
            raise SnapshotMismatch(
                f"snapshot of benchmark {snapshot.benchmark_version}, this is {BENCHMARK_VERSION}"
            )
        if snapshot.case_digest != case_file(snapshot.task_id).digest:
            raise SnapshotMismatch(f"the case of {snapshot.task_id!r} is not the one it was")
        env = cls()
        env.reset(
            snapshot.seed,
            snapshot.episode_id,
            task_id=snapshot.task_id,
            reward_mode=snapshot.reward_mode,
        )
        for action in snapshot.actions:
            env.step(action)
        return env

    def close(self) -> None:
        """Forget the episode; a later `reset` starts a new one."""
        self._episode = None


def _check_seed(seed: object) -> None:
    if seed is None:
        return
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise TypeError(f"seed must be an integer, got {seed!r:.60}")
    if seed < 0:
        raise ValueError(f"seed must not be negative, got {seed}")


def _chosen(drawn: int, task_id: str | None, split: str | None, index: int | None) -> str:
    if task_id is not None:
        if split is not None or index is not None:
            raise ValueError("name either a task_id or a split, not both")
        return task_id
    if index is None:
        return task_for_seed(drawn, split)
    if split is None:
        raise ValueError("an index needs the split it counts in")
    return task_at(split, index)


def _reward_mode(name: RewardMode | str) -> RewardMode:
    try:
        return RewardMode(name)
    except ValueError:
        modes = ", ".join(RewardMode)
        raise ValueError(f"unknown reward_mode {str(name)[:60]!r}; use one of {modes}") from None


def _unstarted(action: ToolUseAction) -> ToolUseObservation:
    """The desk as the first reset would show it, with nothing that is possible on it."""
    step = Step(Case(case_file(task_for_seed(0))), action)
    step.refuse(_NOT_STARTED)
    return observe(step.case, step).model_copy(update={"available_actions": []})


def _record(step: Step, kept: ToolUseAction) -> ActionRecord:
    return ActionRecord(
        step=step.case.steps,
        action_type=kept.action_type,
        argument=kept.argument,
        refusal=step.refusal.code if step.refusal else None,
        reward=step.reward / FULL,
    )
