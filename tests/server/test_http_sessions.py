"""Episodes over plain HTTP: a session is issued by a reset and named by whoever continues it."""

from uuid import UUID

import httpx
import pytest

from tests.server.conftest import Serve
from tests.server.talk import MUG, REVIEW, Json, Rpc, http_client, talking
from tests.serving import Server

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def issued(http: httpx.Client, **options: object) -> str:
    """The session of a new episode."""
    answer = http.post("/reset", json=options).raise_for_status()
    session_id: str = answer.json()["metadata"]["session_id"]
    return session_id


def stepped(http: httpx.Client, session_id: str, action: Json = REVIEW) -> Json:
    body = {"action": action, "session_id": session_id}
    found: Json = http.post("/step", json=body).raise_for_status().json()
    return found


def state_of(http: httpx.Client, session_id: str) -> Json:
    answer = http.get("/state", params={"session_id": session_id}).raise_for_status()
    found: Json = answer.json()
    return found


def lives(http: httpx.Client, session_id: str) -> bool:
    return http.get("/state", params={"session_id": session_id}).status_code == 200


def test_a_step_and_a_state_continue_the_episode_of_their_session(http: httpx.Client) -> None:
    session_id = issued(http, task_id=MUG, episode_id="mine", seed=7)

    observation = stepped(http, session_id)["observation"]

    assert observation["phase"] == "investigating"
    state = state_of(http, session_id)
    assert (state["episode_id"], state["step_count"], state["seed"]) == ("mine", 1, 7)


def test_sessions_do_not_influence_each_other(http: httpx.Client) -> None:
    one, other = issued(http), issued(http)

    stepped(http, one)

    assert (state_of(http, one)["step_count"], state_of(http, other)["step_count"]) == (1, 0)


def test_sessions_are_issued_by_the_server_whatever_the_episode_is_called(
    http: httpx.Client,
) -> None:
    issued_ids = {issued(http, episode_id="same") for _ in range(5)}

    assert len(issued_ids) == 5
    assert {UUID(session_id).version for session_id in issued_ids} == {4}


def test_a_reset_of_a_session_starts_over_in_it(http: httpx.Client) -> None:
    session_id = issued(http, episode_id="first")
    stepped(http, session_id)

    assert issued(http, session_id=session_id, episode_id="second") == session_id

    state = state_of(http, session_id)
    assert (state["episode_id"], state["step_count"]) == ("second", 0)


def test_a_reset_that_is_refused_leaves_the_episode_alone(http: httpx.Client) -> None:
    session_id = issued(http)
    stepped(http, session_id)

    for options in ({"seed": -1}, {"task_id": "nope"}):
        body = {"session_id": session_id, **options}
        assert http.post("/reset", json=body).status_code == 422

    assert state_of(http, session_id)["step_count"] == 1


def test_an_action_that_fails_its_model_is_not_counted(http: httpx.Client) -> None:
    session_id = issued(http)
    body = {"session_id": session_id, "action": {"action_type": "dance"}}

    assert http.post("/step", json=body).status_code == 422
    assert state_of(http, session_id)["step_count"] == 0


@pytest.mark.parametrize("session_id", [UNKNOWN, "x", "\x00", "ö" * 200])
def test_an_unknown_session_is_404_and_never_a_fresh_episode(
    http: httpx.Client, session_id: str
) -> None:
    detail = {"detail": f"Unknown session_id: {session_id[:60]}"}
    for answer in (
        http.post("/reset", json={"session_id": session_id}),
        http.post("/step", json={"session_id": session_id, "action": REVIEW}),
        http.get("/state", params={"session_id": session_id}),
    ):
        assert (answer.status_code, answer.json()) == (404, detail)


def test_an_empty_session_id_is_no_fresh_episode(http: httpx.Client) -> None:
    assert http.post("/reset", json={"session_id": ""}).status_code == 404
    assert http.get("/state?session_id=").status_code == 404


def test_a_socket_can_continue_the_episode_and_leave_it(server: Server, http: httpx.Client) -> None:
    session_id = issued(http, episode_id="mine")

    with talking(server, f"/ws?session_id={session_id}") as ws:
        ws.data("step", REVIEW)
        assert stepped(http, session_id)["observation"]["remaining_steps"] == 9
        assert ws.data("state")["step_count"] == 2

    assert state_of(http, session_id)["step_count"] == 2


def test_sessions_are_bounded_and_the_one_idle_longest_makes_room(serve: Serve) -> None:
    with http_client(serve(MAX_HTTP_SESSIONS="2")) as http:
        first, second = issued(http), issued(http)
        stepped(http, first)
        third = issued(http)

        assert [lives(http, one) for one in (first, second, third)] == [True, False, True]


def test_sessions_take_no_sockets_place(serve: Serve) -> None:
    server = serve(MAX_CONCURRENT_ENVS="1")
    with http_client(server) as http:
        session_id = issued(http)
        with talking(server) as ws:
            assert ws.data("reset")["done"] is False
            assert issued(http) != session_id
        assert lives(http, session_id)


def test_a_session_made_over_mcp_is_played_over_http_too(http: httpx.Client, rpc: Rpc) -> None:
    session_id = rpc.create()

    assert issued(http, session_id=session_id, task_id=MUG) == session_id
    assert stepped(http, session_id)["observation"]["phase"] == "investigating"
    assert rpc.result("openenv/session/close", session_id=session_id)["closed"] is True
    assert not lives(http, session_id)
