"""`SupportOpsEnvironment`: reset, step and state over the workflow, for one episode at a time.

It turns cases into observations. Privileged knowledge leaves only through `state`.
"""

from collections.abc import Mapping
from typing import Any, Self

from supportops.case import Case, Refusal, Step
from supportops.cases import case_file, task_at, task_for_seed
from supportops.episode import Episode, Snapshot, Taken
from supportops.errors import SnapshotMismatch
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.observation import observe
from supportops.vocabulary import BENCHMARK_VERSION, RefusalCode, RewardMode

__all__ = ["Snapshot", "SupportOpsEnvironment"]

_NOT_STARTED = Refusal(
    RefusalCode.NOT_STARTED,
    "No episode is running here. Reset first; over plain HTTP, send the session_id that the reset "
    "returned in its metadata with every step.",
)


class SupportOpsEnvironment:
    """One desk with one case on it.

    Every observation is fixed by (task, seed, actions): no clock and no randomness. A reset
    without `task_id` and `seed` walks through the tasks in their published order.
    """

    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self) -> None:
        self._episode: Episode | None = None
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
        case = self.begin(
            seed,
            episode_id,
            task_id=task_id,
            split=split,
            index=index,
            reward_mode=reward_mode,
        )
        return observe(case, None)

    def begin(  # noqa: PLR0913 - the same options
        self,
        seed: int | None = None,
        episode_id: str | None = None,
        *,
        task_id: str | None = None,
        split: str | None = None,
        index: int | None = None,
        reward_mode: RewardMode | str | None = None,
    ) -> Case:
        """Reset without an observation, for a caller that writes its own; raises as `reset`."""
        _check_seed(seed)
        mode = RewardMode.SHAPED if reward_mode is None else _reward_mode(reward_mode)
        drawn = self._resets if seed is None else seed
        task = _chosen(drawn, task_id, split, index)
        case = Case(case_file(task), mode)
        self._episode = Episode(task, case, seed, episode_id)
        self._resets += 1
        return self._episode.case

    def step(self, action: ToolUseAction | Mapping[str, Any]) -> ToolUseObservation:
        """Take one action. An agent's mistake is answered in `last_action_error`, never raised.

        Raises:
            pydantic.ValidationError: what was given is not shaped like an action.

        """
        if not isinstance(action, ToolUseAction):
            action = ToolUseAction.model_validate(action)
        step = self.take(action)
        return observe(step.case, step)

    def take(self, action: ToolUseAction) -> Step:
        """Step without an observation, for a caller that writes its own."""
        episode = self._episode
        if episode is None:
            return _unstarted(action)
        return episode.take(action)

    @property
    def state(self) -> ToolUseState:
        """Progress of the episode, gold included; an empty state before the first reset."""
        episode = self._episode
        if episode is None:
            return ToolUseState()
        return episode.state()

    def snapshot(self) -> Snapshot:
        """The running episode as its action log. Raises `ValueError` before the first reset."""
        episode = self._episode
        if episode is None:
            raise ValueError("no episode to take a snapshot of: reset first")
        return episode.snapshot()

    @classmethod
    def restore(cls, snapshot: Snapshot) -> Self:
        """An environment in the state the snapshot was taken in, by replaying its actions.

        Raises:
            SnapshotMismatch: the benchmark version or the case is another than it was then.
            UnknownTask: the task is not published any more.

        """
        env = cls()
        env.resume(snapshot)
        return env

    def resume(self, snapshot: Snapshot, resets: int = 1) -> None:
        """Go on where a snapshot was taken, after so many resets; raises as `restore`."""
        if snapshot.benchmark_version != BENCHMARK_VERSION:
            raise SnapshotMismatch(
                f"snapshot of benchmark {snapshot.benchmark_version}, this is {BENCHMARK_VERSION}"
            )
        if snapshot.case_digest != case_file(snapshot.task_id).digest:
            raise SnapshotMismatch(f"the case of {snapshot.task_id!r} is not the one it was")
        self.begin(
            snapshot.seed,
            snapshot.episode_id,
            task_id=snapshot.task_id,
            reward_mode=snapshot.reward_mode,
        )
        for action in snapshot.actions:
            self.take(action)
        self._resets = resets

    @property
    def resets(self) -> int:
        """How often it was reset; without a task and a seed, the next task depends on it."""
        return self._resets

    @property
    def running(self) -> Episode | None:
        """The episode that runs here, or has ended here; None before the first reset."""
        return self._episode

    @property
    def last(self) -> Taken | None:
        """What is kept of the last step of the running episode; None before the first."""
        return self._episode.taken[-1] if self._episode and self._episode.taken else None

    @property
    def case(self) -> Case | None:
        """The case of the running episode; None before the first reset."""
        return self._episode.case if self._episode else None

    @property
    def episode_id(self) -> str | None:
        """The caller's own id of the running episode."""
        return self._episode.episode_id if self._episode else None

    def mend(self) -> None:
        """Rebuild the episode from its log, without what a failed step left behind."""
        if self._episode is not None:
            self._episode = self._episode.replayed()

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


def _unstarted(action: ToolUseAction) -> Step:
    """A step on the desk as the first reset would show it, where nothing is possible."""
    step = Step(Case(case_file(task_for_seed(0))), action)
    step.refuse(_NOT_STARTED)
    return step
