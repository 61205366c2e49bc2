"""What holds for any list of actions whatsoever."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import isfinite
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.environment import Snapshot, SupportOpsEnvironment
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.observation import observe
from supportops.rewards import shaped_progress
from supportops.scoring import guaranteed
from supportops.vocabulary import FULL, ActionType, Phase, RewardMode
from supportops.workflow import advance
from tests.play import (
    INSPECT,
    REVIEW,
    SUBMIT,
    act,
    case_in,
    good,
    observations,
    opened,
    otherwise,
    played,
    steps_of,
    transcript,
    turned,
)
from tests.strategies import Episode, actions, episodes, lookalikes, task_ids

PHASES = list(Phase)


@given(episodes())
def test_scores_and_rewards_are_finite_and_in_bounds(episode: Episode) -> None:
    first, *seen = observations(*episode)

    assert first.reward is None
    for observation in seen:
        assert observation.reward is not None
        for number in (observation.reward, observation.current_score):
            assert isfinite(number)
            assert 0 <= number <= 1


@given(episodes())
def test_an_open_case_shows_a_score_of_at_most_0_45(episode: Episode) -> None:
    seen = observations(*episode)

    assert all(0 <= shown.current_score <= 0.45 for shown in seen if not shown.done)


@given(episodes())
def test_the_same_actions_give_the_same_bytes(episode: Episode) -> None:
    assert transcript(*episode) == transcript(*episode)


@given(episodes())
def test_a_refused_action_changes_nothing_but_the_budget(episode: Episode) -> None:
    case = Case(episode.file, episode.mode)
    for action in episode.actions:
        before = replace(case)
        step = advance(case, action)
        if step.refusal and case.is_open:
            assert case == replace(before, steps=before.steps + 1)
            assert (step.reward, step.result) == (0, None)


@given(episodes())
def test_nothing_changes_after_the_end(episode: Episode) -> None:
    env = opened(episode.task_id, episode.mode)
    for action in episode.actions:
        before = env.state
        seen = env.step(action)
        if before.done:
            assert (seen.done, seen.reward, seen.last_tool_result) == (True, 0, None)
            assert seen.last_action_error
            assert env.state == before


@given(episodes())
def test_evidence_never_shrinks_and_phases_never_go_back(episode: Episode) -> None:
    for before, after in pairwise(observations(*episode)):
        known = len(before.collected_evidence)

        assert after.collected_evidence[:known] == before.collected_evidence
        assert len(set(after.collected_evidence)) == len(after.collected_evidence)
        assert PHASES.index(after.phase) >= PHASES.index(before.phase)


@given(episodes(), st.data())
def test_a_restored_episode_goes_on_as_the_original(episode: Episode, data: st.DataObject) -> None:
    task_id, mode, acts = episode
    cut = data.draw(st.integers(0, len(acts)), "steps before the snapshot")
    original = opened(task_id, mode, acts[:cut])
    saved = original.snapshot().model_dump_json()
    copy = SupportOpsEnvironment.restore(Snapshot.model_validate_json(saved))

    assert copy.state == original.state
    for action in acts[cut:]:
        assert copy.step(action).model_dump_json() == original.step(action).model_dump_json()


@given(episodes(RewardMode.DELTA))
def test_delta_rewards_add_up_to_what_is_guaranteed_and_in_the_end_to_the_score(
    episode: Episode,
) -> None:
    case, rewards = _paid(episode)

    assert sum(rewards) == (case.card.basis_points if case.card else guaranteed(case))


@given(episodes(RewardMode.TERMINAL))
def test_terminal_rewards_are_nothing_but_the_score_at_the_end(episode: Episode) -> None:
    case, rewards = _paid(episode)
    last = rewards.pop() if case.card else 0

    assert last == (case.card.basis_points if case.card else 0)
    assert not any(rewards)


@given(episodes(RewardMode.SHAPED))
def test_shaped_rewards_add_up_to_the_best_progress_and_end_with_the_score(
    episode: Episode,
) -> None:
    case, rewards = _paid(episode)
    if case.card:
        assert rewards.pop() == case.card.basis_points

    assert sum(rewards) <= 2300
    assert case.card or sum(rewards) >= shaped_progress(case)


@given(episodes())
def test_the_same_actions_score_the_same_in_every_reward_mode(episode: Episode) -> None:
    cards = [played(episode.file, episode.actions, reward_mode=mode).card for mode in RewardMode]

    assert cards[0] == cards[1] == cards[2]


@given(episodes())
def test_the_books_of_an_episode_balance(episode: Episode) -> None:
    state = opened(*episode).state
    rewards = [round(record.reward * FULL) for record in state.action_history]

    assert state.step_count == len(state.action_history)
    assert state.step_count + state.remaining_steps == episode.file.budget
    assert state.total_reward == sum(rewards) / FULL
    assert (state.final_score is not None) == state.done


@given(episodes(), st.data())
def test_which_resolution_is_right_shows_nowhere_before_the_end(
    episode: Episode, data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from([*otherwise(episode.file)]))

    assert _shown(episode.file, episode) == _shown(other, episode)


@given(episodes(), st.data())
def test_running_out_of_steps_does_not_show_which_resolution_was_right(
    episode: Episode, data: st.DataObject
) -> None:
    looks = [action for action in episode.actions if action.action_type is not SUBMIT]
    idle = [good(REVIEW)] * episode.file.budget
    other = data.draw(st.sampled_from([*otherwise(episode.file)]))
    ends = [played(file, (*looks, *idle)) for file in (episode.file, other)]

    assert ends[0].phase is ends[1].phase is Phase.EXHAUSTED
    assert observe(ends[0], None) == observe(ends[1], None)
    assert ends[0].card == ends[1].card


@given(episodes(RewardMode.TERMINAL))
def test_nothing_gold_shows_before_the_end_but_in_the_score(episode: Episode) -> None:
    scored, otherwise = (
        [seen.model_copy(update={"current_score": 0.0}) for seen in _shown(file, episode)]
        for file in (episode.file, turned(episode.file))
    )

    assert scored == otherwise


@given(episodes(), st.dictionaries(st.text(max_size=9), st.integers() | st.text(max_size=9)))
def test_metadata_of_an_action_is_never_read(episode: Episode, notes: dict[str, Any]) -> None:
    noted = [action.model_copy(update={"metadata": notes}) for action in episode.actions]

    assert transcript(*episode._replace(actions=tuple(noted))) == transcript(*episode)


@given(st.data(), task_ids, st.sampled_from([INSPECT, SUBMIT]))
def test_an_id_that_only_looks_right_is_refused(
    data: st.DataObject, task_id: str, verb: ActionType
) -> None:
    file = case_file(task_id)
    known = file.codes if verb is SUBMIT else tuple(file.artifact_of)
    value = data.draw(st.sampled_from(known).flatmap(lookalikes))

    assert advance(case_in(Phase.DRAFTED, file), act(verb, value)).refusal


@given(st.data(), task_ids, st.sampled_from(RewardMode))
def test_repeating_an_action_pays_nothing_more(
    data: st.DataObject, task_id: str, mode: RewardMode
) -> None:
    file = case_file(task_id)
    action = data.draw(actions(file))
    steps = steps_of(file, [good(REVIEW), *[action] * (file.budget - 2)], mode)

    assert not any(step.reward for step in steps[2:])


@dataclass
class Desk:
    """An environment in use, and what went in and came out since its reset."""

    env: SupportOpsEnvironment
    task_id: str
    mode: RewardMode
    actions: list[ToolUseAction] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def reset(self) -> None:
        first = self.env.reset(task_id=self.task_id, reward_mode=self.mode)
        self.actions, self.seen = [], [first.model_dump_json()]

    def step(self, action: ToolUseAction) -> None:
        self.actions.append(action)
        self.seen.append(self.env.step(action).model_dump_json())


class ManyDesks(RuleBasedStateMachine):
    """Episodes that are opened, played, forked and reset in any order never touch one another."""

    desks: Bundle[Desk] = Bundle("desks")

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Desk] = []

    @rule(target=desks, task_id=task_ids, mode=st.sampled_from(RewardMode))
    def open(self, task_id: str, mode: RewardMode) -> Desk:
        self.all.append(Desk(SupportOpsEnvironment(), task_id, mode))
        self.all[-1].reset()
        return self.all[-1]

    @rule(desk=desks, data=st.data())
    def step(self, desk: Desk, data: st.DataObject) -> None:
        desk.step(data.draw(actions(case_file(desk.task_id))))

    @rule(target=desks, desk=desks)
    def fork(self, desk: Desk) -> Desk:
        twin = SupportOpsEnvironment.restore(desk.env.snapshot())
        self.all.append(replace(desk, env=twin, actions=[*desk.actions], seen=[*desk.seen]))
        return self.all[-1]

    @rule(desk=desks)
    def reset(self, desk: Desk) -> None:
        desk.reset()

    def teardown(self) -> None:
        for desk in self.all:
            assert desk.seen == transcript(desk.task_id, desk.mode, desk.actions)


TestManyDesks = ManyDesks.TestCase
TestManyDesks.settings = settings(stateful_step_count=20)


def _paid(episode: Episode) -> tuple[Case, list[int]]:
    """The case and the rewards up to its end, in basis points."""
    case = Case(episode.file, episode.mode)
    return case, [advance(case, action).reward for action in episode.actions if case.is_open]


def _shown(file: CaseFile, episode: Episode) -> list[ToolUseObservation]:
    """What an agent sees of a case file while the case is open."""
    case = Case(file, episode.mode)
    seen = [observe(case, advance(case, action)) for action in episode.actions]
    return [observation for observation in seen if not observation.done]
