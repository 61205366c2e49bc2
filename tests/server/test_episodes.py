"""Whole episodes over the wire: what is solved, what is refused, and what is counted."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from supportops.cases import TASK_IDS, case_file
from supportops.vocabulary import RewardMode
from tests.server.talk import MUG, REVIEW, Json, Rpc, Socket, actions_of, observation_of, talking
from tests.serving import Server

each_task = pytest.mark.parametrize("task_id", TASK_IDS)
DRAFT = {"action_type": "draft_reply", "message": "We are looking into it."}
INSPECT = {"action_type": "inspect_artifact"}
SEARCH = {"action_type": "search_policy"}
SUBMIT_WRONG = {"action_type": "submit_resolution", "resolution_code": "deny_out_of_window"}

Step = Callable[[Json], Json]


def well_formed(envelope: Json) -> Json:
    """The envelope of a step, which every step must give: checked, and returned."""
    reward = envelope["reward"]
    assert type(reward) is float
    assert 0.0 <= reward <= 1.0
    assert type(envelope["done"]) is bool
    observation_of(envelope)
    return envelope


def played(step: Step, actions: list[Json]) -> Json:
    """The last envelope of an episode; only that one is done."""
    *before, last = [well_formed(step(action)) for action in actions]
    assert not any(envelope["done"] for envelope in before)
    return last


def solved(last: Json) -> bool:
    return (
        last["done"] is True
        and last["reward"] == last["metadata"]["final_score"] == 1.0
        and last["observation"]["current_score"] == 1.0
        and last["observation"]["phase"] == last["metadata"]["end_reason"] == "resolved"
    )


@each_task
def test_the_oracle_solves_a_task_over_a_socket(ws: Socket, task_id: str) -> None:
    ws.data("reset", {"task_id": task_id})

    last = played(lambda action: ws.data("step", action), actions_of(task_id))

    assert solved(last)
    state = ws.data("state")
    assert (state["final_score"], state["done"], state["end_reason"]) == (1.0, True, "resolved")
    assert state["step_count"] == len(actions_of(task_id)) == len(state["action_history"])


@each_task
def test_the_oracle_solves_a_task_over_http(http: httpx.Client, task_id: str) -> None:
    reset = http.post("/reset", json={"task_id": task_id}).json()
    session = {"session_id": reset["metadata"]["session_id"]}

    def step(action: Json) -> Json:
        found: Json = http.post("/step", json={"action": action} | session).json()
        return found

    assert solved(played(step, actions_of(task_id)))
    assert http.get("/state", params=session).json()["final_score"] == 1.0


@each_task
def test_the_oracle_solves_a_task_through_tools(server: Server, rpc: Rpc, task_id: str) -> None:
    session_id = rpc.create()

    def step(action: Json) -> Json:
        arguments = {key: value for key, value in action.items() if key != "action_type"}
        call: Json = {"name": action["action_type"], "arguments": arguments}
        data: Json = rpc.result("tools/call", session_id=session_id, **call)["data"]
        return data

    with talking(server, f"/ws?session_id={session_id}") as ws:
        ws.data("reset", {"task_id": task_id})
        assert solved(played(step, actions_of(task_id)))
        assert ws.data("state")["final_score"] == 1.0
    rpc.result("openenv/session/close", session_id=session_id)


@pytest.mark.parametrize("mode", RewardMode)
def test_every_reward_mode_ends_with_the_same_score(ws: Socket, mode: RewardMode) -> None:
    ws.data("reset", {"task_id": MUG, "reward_mode": mode})

    last = played(lambda action: ws.data("step", action), actions_of(MUG))

    assert last["metadata"]["final_score"] == 1.0
    assert ws.data("state")["reward_mode"] == mode


def test_a_wrong_resolution_ends_the_episode_with_what_it_is_worth(ws: Socket) -> None:
    ws.data("reset", {"task_id": MUG})

    last = played(lambda action: ws.data("step", action), [*actions_of(MUG)[:-1], SUBMIT_WRONG])

    assert last["done"] is True
    assert last["observation"]["last_action_error"] is None
    assert last["reward"] == last["metadata"]["final_score"] < 0.5
    assert last["metadata"]["score_parts"]["resolution"] == 0.0
    assert ws.data("reset", {"task_id": MUG})["done"] is False


REFUSALS: list[tuple[list[Json], Json, str, str, str]] = [
    ([], SUBMIT_WRONG, "wrong_phase", "action_type", "review_ticket"),
    ([], DRAFT, "wrong_phase", "action_type", "review_ticket"),
    ([REVIEW], INSPECT, "missing_argument", "artifact_id", "needs artifact_id: one of order, "),
    ([REVIEW], INSPECT | {"artifact_id": "diary"}, "unknown_artifact", "artifact_id", "'diary'"),
    ([], SEARCH | {"query": "love"}, "unknown_policy", "query", "'love'"),
    ([REVIEW], DRAFT | {"message": " \n"}, "blank_message", "message", "blank"),
    ([REVIEW], DRAFT | {"message": "x" * 4001}, "message_too_long", "message", "4000"),
    (
        [REVIEW, DRAFT],
        SUBMIT_WRONG | {"resolution_code": "hug"},
        "unknown_resolution_code",
        "resolution_code",
        "'hug'",
    ),
]


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row[2])
def test_a_refused_action_says_why_costs_a_step_and_the_session_goes_on(
    ws: Socket, row: tuple[list[Json], Json, str, str, str]
) -> None:
    before, action, code, field, words = row
    ws.data("reset", {"task_id": MUG})
    for earlier in before:
        ws.data("step", earlier)

    refused = well_formed(ws.data("step", action))

    assert refused["metadata"]["refusal"] == {"code": code, "field": field}
    assert words in refused["observation"]["last_action_error"]
    assert (refused["reward"], refused["done"]) == (0.0, False)
    assert refused["observation"]["last_tool_result"] is None
    assert ws.data("state")["step_count"] == len(before) + 1
    assert ws.data("step", REVIEW)["observation"]["last_action_error"] is None


def test_steps_are_counted_refused_ones_too_and_invalid_ones_not(ws: Socket) -> None:
    ws.data("reset", {"task_id": MUG, "episode_id": "mine"})
    sent: list[tuple[str, Any, int]] = [
        ("step", REVIEW, 1),
        ("step", SUBMIT_WRONG, 2),
        ("step", {"action_type": "dance"}, 2),
        ("step", {}, 2),
        ("reset", {"seed": -1}, 2),
        ("step", REVIEW | {"artifact_id": "diary"}, 3),
        ("mcp", {"jsonrpc": "2.0", "method": "tools/list"}, 3),
    ]
    for kind, data, count in sent:
        ws.ask(kind, data)
        state = ws.data("state")
        assert (state["episode_id"], state["step_count"]) == ("mine", count)


def test_an_episode_ends_when_the_budget_is_spent(ws: Socket) -> None:
    budget = ws.data("reset", {"task_id": MUG})["observation"]["remaining_steps"]

    last = played(lambda action: ws.data("step", action), [REVIEW] * budget)

    assert last["done"] is True
    assert last["metadata"]["end_reason"] == last["observation"]["phase"] == "exhausted"
    assert last["observation"]["available_actions"] == []


def test_after_the_end_every_step_is_refused_and_changes_nothing(ws: Socket) -> None:
    ws.data("reset", {"task_id": MUG})
    for action in actions_of(MUG):
        ws.data("step", action)
    ended = ws.data("state")

    for action in (REVIEW, DRAFT, *actions_of(MUG)):
        late = well_formed(ws.data("step", action))
        assert (late["reward"], late["done"]) == (0.0, True)
        assert late["metadata"]["refusal"]["code"] == "episode_over"

    assert ws.data("state") == ended


def test_two_sockets_play_the_same_episode_byte_for_byte(server: Server) -> None:
    def transcript() -> list[Json]:
        with talking(server) as ws:
            first = ws.data("reset", {"task_id": MUG, "seed": 3})
            return [
                first,
                *(ws.data("step", action) for action in actions_of(MUG)),
                ws.data("state"),
            ]

    assert transcript() == transcript()


def test_no_observation_holds_the_right_answer_before_it_is_given(ws: Socket) -> None:
    reply = case_file(MUG).reply
    envelopes = [ws.data("reset", {"task_id": MUG})]
    envelopes += [ws.data("step", action) for action in actions_of(MUG)[:-1]]

    for envelope in envelopes:
        assert reply not in str(envelope)
        assert "required_evidence" not in envelope["observation"]
        assert "final_score" not in str(envelope)
