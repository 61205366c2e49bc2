"""`/ws`: every frame has one answer, in order, and no mistake ends the session."""

import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests.server.conftest import Serve
from tests.server.talk import MUG, REVIEW, Json, Socket, observation_of, talking
from tests.serving import Server

UNKNOWN = "00000000-0000-4000-8000-000000000000"

INVALID: list[tuple[str, Json, str, list[str]]] = [
    ("a state takes no data", {"type": "state", "data": {}}, "extra_forbidden", ["data"]),
    ("a close takes no data", {"type": "close", "data": {}}, "extra_forbidden", ["data"]),
    ("no key to spare", {"type": "state", "id": 1}, "extra_forbidden", ["id"]),
    (
        "no request_id",
        {"type": "step", "data": REVIEW, "request_id": "r"},
        "extra_forbidden",
        ["request_id"],
    ),
    (
        "no timeout_s",
        {"type": "step", "data": REVIEW, "timeout_s": 1},
        "extra_forbidden",
        ["timeout_s"],
    ),
    ("reset: null", {"type": "reset", "data": None}, "dict_type", ["data"]),
    ("reset: a list", {"type": "reset", "data": []}, "dict_type", ["data"]),
    ("reset: a string", {"type": "reset", "data": "x"}, "dict_type", ["data"]),
    ("step: nothing", {"type": "step"}, "missing", ["data"]),
    ("step: null", {"type": "step", "data": None}, "dict_type", ["data"]),
    ("mcp: nothing", {"type": "mcp"}, "missing", ["data"]),
    ("mcp: a list", {"type": "mcp", "data": []}, "dict_type", ["data"]),
    ("no action_type", {"type": "step", "data": {}}, "missing", ["action_type"]),
    (
        "unknown action_type",
        {"type": "step", "data": {"action_type": "x"}},
        "enum",
        ["action_type"],
    ),
    (
        "extra field",
        {"type": "step", "data": REVIEW | {"reason": ""}},
        "extra_forbidden",
        ["reason"],
    ),
    (
        "wrong field",
        {"type": "step", "data": REVIEW | {"query": 5}},
        "string_type",
        ["query"],
    ),
    ("text as a seed", {"type": "reset", "data": {"seed": "7"}}, "int_type", ["seed"]),
    ("negative seed", {"type": "reset", "data": {"seed": -5}}, "greater_than_equal", ["seed"]),
    (
        "long episode_id",
        {"type": "reset", "data": {"episode_id": "x" * 256}},
        "string_too_long",
        ["episode_id"],
    ),
]
REFUSED: list[tuple[str | bytes, str, str]] = [
    ("", "INVALID_JSON", "Invalid JSON: "),
    ("{", "INVALID_JSON", "Invalid JSON: "),
    ("state", "INVALID_JSON", "Invalid JSON: "),
    ('{"type": "state"} {}', "INVALID_JSON", "Invalid JSON: "),
    ('{"type": "State"}', "UNKNOWN_TYPE", "Unknown message type: State"),
    ('{"type": "observation"}', "UNKNOWN_TYPE", "Unknown message type: observation"),
    ('{"type": null}', "UNKNOWN_TYPE", "Unknown message type: None"),
    ('{"type": 5}', "UNKNOWN_TYPE", "Unknown message type: 5"),
    ('{"type": ["reset"]}', "UNKNOWN_TYPE", "Unknown message type: ['reset']"),
    ('{"type": ""}', "UNKNOWN_TYPE", "Unknown message type: "),
    ("{}", "UNKNOWN_TYPE", "Unknown message type: "),
    ("[]", "VALIDATION_ERROR", "Invalid message"),
    ("5", "VALIDATION_ERROR", "Invalid message"),
    ("null", "VALIDATION_ERROR", "Invalid message"),
    ('"state"', "VALIDATION_ERROR", "Invalid message"),
    (b'{"type": "state"}', "VALIDATION_ERROR", "Frames are JSON text; this one is binary"),
    ("x" * (2**20 + 1), "VALIDATION_ERROR", "Invalid message"),
    ('{"type":"reset","data":{"task_id":"x"}}', "EXECUTION_ERROR", "unknown task_id 'x'; use one"),
    ('{"type":"reset","data":{"index":0}}', "EXECUTION_ERROR", "an index needs the split"),
]


def error_of(frame: Json) -> Json:
    """What an error frame says."""
    assert list(frame) == ["type", "data"]
    assert frame["type"] == "error"
    found: Json = frame["data"]
    return found


@pytest.fixture
def playing(ws: Socket) -> Socket:
    """A socket with an episode of one step on it."""
    ws.data("reset", {"task_id": MUG, "episode_id": "mine"})
    ws.data("step", REVIEW)
    return ws


def untouched(playing: Socket) -> bool:
    state = playing.data("state")
    return (state["episode_id"], state["step_count"]) == ("mine", 1)


def test_a_reset_is_answered_with_an_observation(ws: Socket) -> None:
    for data in (None, {}, {"task_id": MUG}, {"unknown": "option"}):
        frame = ws.ask("reset", data)
        assert (list(frame), frame["type"]) == (["type", "data"], "observation")
        assert set(frame["data"]) == {"observation", "reward", "done"}
        assert (frame["data"]["reward"], frame["data"]["done"]) == (None, False)
        assert observation_of(frame["data"]).metadata == {}


def test_a_step_is_answered_with_an_observation(playing: Socket) -> None:
    frame = playing.ask("step", {"action_type": "inspect_artifact", "artifact_id": "order"})

    assert (list(frame), frame["type"]) == (["type", "data"], "observation")
    assert set(frame["data"]) == {"observation", "reward", "done"}
    assert type(frame["data"]["reward"]) is float


def test_metadata_is_repeated_at_the_top_when_there_is_any(playing: Socket) -> None:
    envelope = playing.data("step", {"action_type": "inspect_artifact", "artifact_id": "diary"})

    refusal = {"refusal": {"code": "unknown_artifact", "field": "artifact_id"}}
    assert envelope["metadata"] == envelope["observation"]["metadata"] == refusal


def test_explicit_nulls_and_metadata_of_an_action_are_accepted(playing: Socket) -> None:
    nulls = dict.fromkeys(("artifact_id", "query", "message", "resolution_code"))

    assert playing.data("step", REVIEW | nulls | {"metadata": {"note": [1]}})["done"] is False


def test_a_state_is_answered_with_the_state(playing: Socket) -> None:
    frame = playing.ask("state")

    assert (list(frame), frame["type"]) == (["type", "data"], "state")
    assert frame["data"]["episode_id"] == "mine"
    assert type(frame["data"]["step_count"]) is int


def test_a_state_before_the_first_reset_is_empty(ws: Socket) -> None:
    state = ws.data("state")

    assert (state["episode_id"], state["step_count"], state["task_id"]) == (None, 0, None)


def test_a_step_before_the_first_reset_is_refused(ws: Socket) -> None:
    envelope = ws.data("step", REVIEW)

    assert envelope["metadata"]["refusal"]["code"] == "not_started"
    assert (envelope["reward"], envelope["done"]) == (0.0, False)
    assert "Reset first" in envelope["observation"]["last_action_error"]
    assert ws.data("state")["step_count"] == 0


def test_a_reset_in_the_middle_starts_another_episode(playing: Socket) -> None:
    again = playing.data("reset", {"task_id": MUG, "episode_id": "other"})

    assert again["observation"]["phase"] == "triage"
    state = playing.data("state")
    assert (state["episode_id"], state["step_count"]) == ("other", 0)


def test_resets_without_an_option_walk_through_the_tasks(ws: Socket) -> None:
    seen = [ws.data("reset")["observation"]["task_id"] for _ in range(4)]

    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[0]


def test_an_episode_without_an_id_has_none(ws: Socket) -> None:
    ws.data("reset", {"episode_id": "mine"})
    ws.data("reset")

    assert ws.data("state")["episode_id"] is None


def test_a_close_is_answered_with_a_normal_close_and_no_frame(ws: Socket) -> None:
    ws.connection.send('{"type": "close"}')

    assert ws.closed() == (1000, "")


@pytest.mark.parametrize(("text", "code", "message"), REFUSED)
def test_a_refused_frame_is_answered_and_the_session_goes_on(
    playing: Socket, text: str | bytes, code: str, message: str
) -> None:
    error = error_of(playing.raw(text))

    assert error["code"] == code
    assert error["message"].startswith(message)
    assert untouched(playing)


@pytest.mark.parametrize(
    ("frame", "kind", "loc"), [row[1:] for row in INVALID], ids=[row[0] for row in INVALID]
)
def test_an_invalid_frame_says_what_is_wrong_with_it(
    playing: Socket, frame: Json, kind: str, loc: list[str]
) -> None:
    error = error_of(playing.raw(json.dumps(frame)))

    assert (error["code"], error["message"]) == ("VALIDATION_ERROR", "Invalid message")
    [entry] = error["errors"]
    assert (entry["type"], entry["loc"]) == (kind, loc)
    assert {"msg", "input", "url"} <= entry.keys()
    assert untouched(playing)


def test_an_action_wrapped_as_over_http_is_invalid(playing: Socket) -> None:
    error = error_of(playing.ask("step", {"action": REVIEW}))

    assert [(entry["type"], entry["loc"]) for entry in error["errors"]] == [
        ("missing", ["action_type"]),
        ("extra_forbidden", ["action"]),
    ]


@pytest.mark.parametrize("kind", ["list_tools", "call_tool"])
def test_actions_of_the_tool_protocol_are_invalid(playing: Socket, kind: str) -> None:
    assert error_of(playing.ask("step", {"type": kind}))["code"] == "VALIDATION_ERROR"


def test_a_refused_reset_leaves_the_episode_alone(playing: Socket) -> None:
    for options in ({"seed": -1}, {"task_id": "nope"}, {"task_id": MUG, "split": "named"}):
        assert playing.ask("reset", options)["type"] == "error"

    assert untouched(playing)


def test_pipelined_frames_are_answered_in_order(ws: Socket) -> None:
    kinds: list[tuple[str, Any]] = [("reset", {}), *[("step", REVIEW)] * 5, ("state", None)]
    expected = ["observation"] * 6 + ["state"]
    for kind, data in kinds * 3:
        ws.connection.send(json.dumps({"type": kind} | ({"data": data} if data else {})))

    answers = [ws.next() for _ in kinds * 3]

    assert [answer["type"] for answer in answers] == expected * 3
    left = [a["data"]["observation"]["remaining_steps"] for a in answers[1:6]]
    assert left == [10, 9, 8, 7, 6]


def test_a_frame_in_fragments_is_one_frame(ws: Socket) -> None:
    ws.connection.send(['{"type":', ' "state"', "}"])

    assert ws.next()["type"] == "state"


def test_frames_are_compact_and_not_escaped(ws: Socket) -> None:
    ws.connection.send('{"type": "größe"}')

    text = ws.connection.recv(timeout=5)
    message = "Unknown message type: größe"
    expected = f'{{"type":"error","data":{{"message":"{message}","code":"UNKNOWN_TYPE"}}}}'
    assert text == expected


@pytest.mark.parametrize("setting", ["true", "false"])
@pytest.mark.parametrize("compression", ["deflate", None])
def test_frames_are_compressed_if_both_sides_want_it(
    serve: Serve, setting: str, compression: str | None
) -> None:
    with talking(serve(WS_DEFLATE=setting), compression=compression) as ws:
        assert ws.connection.response is not None
        negotiated = "sec-websocket-extensions" in ws.connection.response.headers
        assert negotiated == (compression is not None and setting == "true")
        assert ws.data("reset")["done"] is False


def test_any_subprotocol_is_accepted_and_none_selected(server: Server) -> None:
    with talking(server, subprotocols=["a", "b"]) as ws:
        assert ws.connection.subprotocol is None
        assert ws.ask("state")["type"] == "state"


@pytest.mark.parametrize("path", ["/", "/nope", "/health", "/ws/", "/ws/ui", "/ws/deep", "/state"])
def test_a_socket_elsewhere_is_refused_at_the_handshake(server: Server, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused, talking(server, path):
        pass

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("query", ["?session_id=", "?other=1", "?"])
def test_a_query_without_a_session_opens_a_new_one(server: Server, query: str) -> None:
    with talking(server, f"/ws{query}") as ws:
        assert ws.data("state")["task_id"] is None


@pytest.mark.parametrize("session_id", [UNKNOWN, "x", "%00", "%ff", "x" * 4000])
def test_an_unknown_session_is_said_so_and_closed(server: Server, session_id: str) -> None:
    with talking(server, f"/ws?session_id={session_id}") as ws:
        error = error_of(ws.next())
        assert error["code"] == "SESSION_ERROR"
        assert error["message"].startswith("Unknown session_id: ")
        assert len(error["message"]) <= 80
        assert ws.closed() == (1000, "")
