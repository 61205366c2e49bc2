"""`SupportOpsEnvironment`: reset, step, state, snapshots, and what is a programmer's error."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from supportops.agents.scripted import oracle_plan
from supportops.cases import TASK_IDS
from supportops.environment import Snapshot, SupportOpsEnvironment
from supportops.errors import SnapshotMismatch, UnknownTask
from supportops.models import ToolUseAction, ToolUseState
from supportops.vocabulary import Phase, RewardMode
from tests.play import DRAFT, INSPECT, MUG, REVIEW, act, opened

REVIEWING = {"action_type": "review_ticket"}
GENERATED = "gen/damaged_item/train/0"


def test_resets_walk_through_the_tasks_in_order() -> None:
    env = SupportOpsEnvironment()

    assert [env.reset().task_id for _ in range(4)] == [*TASK_IDS, TASK_IDS[0]]


def test_a_seed_picks_the_task_unless_a_task_is_named() -> None:
    env = SupportOpsEnvironment()

    assert env.reset(4).task_id == TASK_IDS[1]
    assert env.reset(4, task_id=TASK_IDS[0]).task_id == TASK_IDS[0]
    assert env.state.seed == 4


@pytest.mark.parametrize("index", range(len(TASK_IDS)))
def test_a_place_in_a_split_names_a_task(index: int) -> None:
    assert SupportOpsEnvironment().reset(split="named", index=index).task_id == TASK_IDS[index]


def test_a_split_without_an_index_leaves_the_choice_to_the_seed() -> None:
    assert SupportOpsEnvironment().reset(4, split="named").task_id == TASK_IDS[1]


def test_zero_is_a_seed() -> None:
    assert SupportOpsEnvironment().reset(0).task_id == TASK_IDS[0]


def test_the_first_observation_shows_the_desk_and_no_reward() -> None:
    seen = SupportOpsEnvironment().reset(task_id=MUG.task_id)

    assert (seen.phase, seen.done, seen.reward, seen.current_score) == (
        Phase.TRIAGE,
        False,
        None,
        0,
    )
    assert seen.remaining_steps == MUG.budget
    assert seen.available_resolution_codes == sorted(seen.available_resolution_codes)
    assert seen.customer_message == MUG.ticket.message
    assert (seen.metadata, seen.collected_evidence, seen.last_tool_result) == ({}, [], None)


@pytest.mark.parametrize("mode", [*RewardMode, *(str(mode) for mode in RewardMode)])
def test_a_reward_mode_is_chosen_at_reset(mode: RewardMode | str) -> None:
    env = SupportOpsEnvironment()
    env.reset(reward_mode=mode)

    assert env.state.reward_mode == mode


def test_rewards_are_shaped_unless_asked_otherwise() -> None:
    env = SupportOpsEnvironment()
    env.reset()

    assert env.state.reward_mode is RewardMode.SHAPED


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"task_id": "no-such-task"}, UnknownTask, "no-such-task"),
        ({"seed": -1}, ValueError, "must not be negative"),
        ({"reward_mode": "generous"}, ValueError, "use one of shaped, delta, terminal"),
        ({"split": "rain"}, UnknownTask, "unknown split 'rain'; use one of named, train"),
        ({"split": "named", "index": -1}, UnknownTask, "holds 0 to 2"),
        ({"split": "named", "index": 3}, UnknownTask, "split 'named' has no index 3"),
        ({"index": 0}, ValueError, "an index needs the split"),
        ({"task_id": "gen/damaged_item/train"}, UnknownTask, "no address"),
        ({"task_id": "gen/no_family/train/0"}, UnknownTask, "no family 'no_family'"),
        ({"task_id": MUG.task_id, "split": "named"}, ValueError, "not both"),
        ({"task_id": MUG.task_id, "index": 0}, ValueError, "not both"),
    ],
)
def test_a_bad_reset_is_an_error_and_leaves_the_episode_alone(
    arguments: dict[str, Any], error: type[Exception], words: str
) -> None:
    env = opened(MUG.task_id, RewardMode.SHAPED, [act(REVIEW)])
    before = env.state
    with pytest.raises(error, match=words):
        env.reset(**arguments)

    assert env.state == before


@pytest.mark.parametrize(
    "malformed",
    [
        {},
        {"action_type": "exhaust"},
        {"action_type": "REVIEW_TICKET"},
        {"action_type": None},
        {"action_type": "review_ticket", "reward": 1},
        {"action_type": "inspect_artifact", "artifact_id": 7},
        {"action_type": "draft_reply", "message": ["Dear", "Maya"]},
        {"action_type": "review_ticket", "metadata": 3},
    ],
)
def test_what_is_not_shaped_like_an_action_is_an_error_and_is_not_counted(
    malformed: Mapping[str, Any],
) -> None:
    env = opened(MUG.task_id, RewardMode.SHAPED)
    before = env.state
    with pytest.raises(ValidationError):
        env.step(malformed)

    assert env.state == before


def test_an_action_may_be_a_model_or_a_mapping() -> None:
    model, mapping = (opened(MUG.task_id, RewardMode.SHAPED) for _ in range(2))

    assert model.step(ToolUseAction.model_validate(REVIEWING)) == mapping.step(REVIEWING)


def test_before_the_first_reset_there_is_nothing() -> None:
    env = SupportOpsEnvironment()

    assert env.state == ToolUseState()
    with pytest.raises(ValueError, match="reset first"):
        env.snapshot()


def test_a_step_before_the_first_reset_is_refused_and_changes_nothing() -> None:
    env = SupportOpsEnvironment()
    seen = env.step(REVIEWING)

    assert seen.metadata["refusal"] == {"code": "not_started", "field": None}
    assert (seen.reward, seen.done, seen.last_tool_result) == (0, False, None)
    assert seen.last_action_error is not None
    assert "Reset first" in seen.last_action_error
    assert env.state == ToolUseState()


def test_a_closed_environment_has_forgotten_its_episode() -> None:
    env = opened(MUG.task_id, RewardMode.SHAPED, [act(REVIEW)])
    env.close()

    assert env.state == ToolUseState()
    assert env.reset(task_id=MUG.task_id).remaining_steps == MUG.budget


def test_state_tells_everything_about_a_finished_episode() -> None:
    state = opened(MUG.task_id, RewardMode.DELTA, oracle_plan(MUG)).state

    assert (state.episode_id, state.seed, state.step_count) == ("mine", 7, MUG.par)
    assert (state.phase, state.done, state.end_reason) == (Phase.RESOLVED, True, "resolved")
    assert (state.final_score, state.total_reward) == (1.0, 1.0)
    assert state.resolution_code == MUG.gold.resolution
    assert state.drafted_reply == MUG.reply
    assert state.required_evidence == sorted(MUG.relevant) == sorted(state.collected_evidence)
    assert state.score_card is not None
    assert state.score_card.score == 1.0


def test_a_twin_is_played_under_the_id_of_its_base_and_restored_as_itself() -> None:
    base, twin = (
        opened(task_id, RewardMode.SHAPED) for task_id in (GENERATED, f"{GENERATED}#twin")
    )

    assert base.state.task_id == twin.state.task_id == GENERATED
    assert (base.snapshot().task_id, twin.snapshot().task_id) == (GENERATED, f"{GENERATED}#twin")
    assert SupportOpsEnvironment.restore(twin.snapshot()).snapshot() == twin.snapshot()
    assert base.snapshot().case_digest != twin.snapshot().case_digest


def test_the_history_keeps_every_attempt_with_its_refusal() -> None:
    attempts = [act(DRAFT, "Hi"), act(INSPECT, "diary"), act(INSPECT, "order")]
    history = opened(MUG.task_id, RewardMode.SHAPED, attempts).state.action_history

    assert [(line.step, line.argument, line.refusal, line.reward) for line in history] == [
        (1, "Hi", "wrong_phase", 0),
        (2, "diary", "unknown_artifact", 0),
        (3, "order", None, 0.012),
    ]


def test_state_survives_json() -> None:
    state = opened(MUG.task_id, RewardMode.SHAPED, oracle_plan(MUG)).state

    assert ToolUseState.model_validate_json(state.model_dump_json()) == state


def test_the_state_that_was_given_out_does_not_change_with_the_episode() -> None:
    env = opened(MUG.task_id, RewardMode.SHAPED, [act(REVIEW)])
    given, as_it_was = env.state, env.state.model_dump_json()
    env.step(act(INSPECT, "order"))

    assert given.model_dump_json() == as_it_was


@pytest.mark.parametrize("taken", range(MUG.par + 1))
def test_every_prefix_of_an_episode_can_be_restored(taken: int) -> None:
    plan = oracle_plan(MUG)
    env = opened(MUG.task_id, RewardMode.SHAPED, plan[:taken])
    copy = SupportOpsEnvironment.restore(env.snapshot())

    assert copy.state == env.state
    assert [copy.step(act) for act in plan[taken:]] == [env.step(act) for act in plan[taken:]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"benchmark_version": "0.0.1"}, "snapshot of benchmark 0.0.1"),
        ({"case_digest": "0" * 64}, "is not the one it was"),
    ],
)
def test_a_snapshot_of_another_benchmark_or_case_is_refused(
    change: dict[str, str], words: str
) -> None:
    snapshot = opened(MUG.task_id, RewardMode.SHAPED).snapshot()
    with pytest.raises(SnapshotMismatch, match=words):
        SupportOpsEnvironment.restore(snapshot.model_copy(update=change))


def test_a_snapshot_of_a_task_that_is_gone_is_refused() -> None:
    snapshot = opened(MUG.task_id, RewardMode.SHAPED).snapshot()
    with pytest.raises(UnknownTask):
        SupportOpsEnvironment.restore(snapshot.model_copy(update={"task_id": "gone"}))


def test_a_snapshot_holds_the_actions_and_nothing_derived() -> None:
    plan = oracle_plan(MUG)
    snapshot = opened(MUG.task_id, RewardMode.SHAPED, [*plan, act(REVIEW)]).snapshot()

    assert snapshot.actions == plan
    assert set(Snapshot.model_fields) == {
        "benchmark_version",
        "case_digest",
        "task_id",
        "seed",
        "episode_id",
        "reward_mode",
        "actions",
    }


def test_an_episode_does_not_keep_what_was_sent_to_no_use() -> None:
    env = SupportOpsEnvironment()
    env.reset(task_id=MUG.task_id)
    for _ in range(MUG.budget):
        env.step({"action_type": "search_policy", "query": "x" * 1_000_000, "message": "y" * 9})
        env.step({**REVIEWING, "message": "x" * 1_000_000, "metadata": {"a": "y" * 1_000_000}})

    assert len(env.snapshot().model_dump_json()) < 100_000
    assert len(env.state.model_dump_json()) < 100_000


def test_what_is_cut_of_a_query_does_not_turn_it_into_another() -> None:
    env = SupportOpsEnvironment()
    env.reset(task_id=MUG.task_id)
    env.step({"action_type": "search_policy", "query": "damaged_items" + " " * 5000 + "not"})

    assert env.state.action_history[0].refusal == "unknown_policy"
    assert SupportOpsEnvironment.restore(env.snapshot()).state == env.state
