"""One episode on both sides, and the sum of many."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from supportops import RewardMode, SupportOpsEnvironment
from tests.differential.cases import Pair
from tests.differential.plays import Action, guided, stubborn, wild
from tests.differential.views import differences, of_environment, of_reference
from tests.reference import Episode

MODES = tuple(mode.value for mode in RewardMode)
STYLES = (guided, wild, guided, guided, stubborn, guided, wild)
"""Ways to play, in turn; their number and that of the modes have no divisor in common."""
AFTER_THE_END = 2
"""Steps that are tried when a case has ended."""
PLAYS_OF_A_CASE = 60
ENOUGH_SHOWN = 20


@dataclass
class Tally:
    """What was compared, and what differed."""

    steps: int = 0
    episodes: int = 0
    differing: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each rule, refusal, end and kind of case was met, below its heading."""
    shown: list[str] = field(default_factory=list)
    """The first differences, with the actions that lead there."""

    def __iadd__(self, other: "Tally") -> "Tally":
        self.steps += other.steps
        self.episodes += other.episodes
        self.differing += other.differing
        self.counts += other.counts
        self.shown = (self.shown + other.shown)[:ENOUGH_SHOWN]
        return self


def compared(
    task_ids: Iterable[str],
    seed: int,
    steps: int,
    *,
    plays: int = PLAYS_OF_A_CASE,
    patience: int = ENOUGH_SHOWN,
) -> Tally:
    """Play tasks, each some times, until so many steps are reached or so many episodes differ."""
    tally = Tally()
    for turn, task_id in enumerate(task_ids):
        pair = Pair(task_id)
        for play in range(plays):
            rng = Random(f"{seed} {turn} {task_id} {play}")
            actions = STYLES[play % len(STYLES)](pair, rng)
            one_episode(pair, MODES[play % len(MODES)], actions, tally)
            if tally.steps >= steps or tally.differing >= patience:
                return tally
    return tally


def one_episode(pair: Pair, mode: str, actions: Iterable[Action], tally: Tally) -> None:
    """Play one episode on both sides, until they differ or some steps after its end; count."""
    env, reference = SupportOpsEnvironment(), Episode(pair.desk, mode, pair.heard)
    seen = env.reset(task_id=pair.task_id, reward_mode=mode)
    taken: list[Action] = []
    found = differences(of_environment(seen, env.state), of_reference(reference))
    for action in actions:
        if found or len(taken) >= reference.steps + AFTER_THE_END:
            break
        before = reference.phase
        taken.append(action)
        seen = env.step(action)
        reference.step(action)
        tally.steps += 1
        found = differences(of_environment(seen, env.state), of_reference(reference))
        tally.counts.update(_met(before, action["action_type"], reference))
    tally.episodes += 1
    tally.counts.update(_kinds(pair, reference))
    if found:
        tally.differing += 1
        where = f"{pair.task_id} {mode} after {taken}"
        tally.shown = [*tally.shown, "\n  ".join((where, *found))][:ENOUGH_SHOWN]


def _met(before: str, verb: str, reference: Episode) -> Iterator[tuple[str, str]]:
    """What a step has met."""
    if reference.refusal:
        yield "refusals", f"{before} {verb} {reference.refusal[0]}"
        if reference.refusal[0] == "episode_over":
            return
    else:
        yield "rules", f"{before} {verb}"
        if verb == "submit_resolution":
            yield "graded", _graded(reference)
        if "customer answers" in (reference.result or ""):
            yield "answers", f"{reference.heard} of {len(reference.desk.answers)}"
    if reference.phase == "exhausted":
        yield "rules", f"{reference.phase_before_end} exhaust"


def _kinds(pair: Pair, reference: Episode) -> Iterator[tuple[str, str]]:
    """What kind of episode it was."""
    end = reference.phase if reference.done else "open"
    yield "ends", f"{end}, {reference.mode}"
    base, _, twin = pair.task_id.partition("#")
    yield "families", base.split("/")[1] if "/" in base else base
    yield from (("overlays", name) for name in pair.file.overlays or ("none",))
    if twin:
        yield "overlays", "twin"


def _graded(reference: Episode) -> str:
    parts, code = reference.parts, reference.resolution
    assert parts
    if parts.harm:
        return "harmful"
    if code in reference.desk.fallbacks:
        return "safe fallback"
    if code != reference.desk.resolution:
        return "wrong"
    if parts.total == 10_000:
        return "perfect"
    return "right, reply counts" if parts.reply else "right, reply worth nothing"
