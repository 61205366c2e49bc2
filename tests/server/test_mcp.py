"""`/mcp`: JSON-RPC over POST, over a socket of its own, and in a frame of `/ws`."""

import json
from typing import Any

import httpx
import pytest

from supportops.vocabulary import ARGUMENT_OF, ActionType
from tests.server.talk import MUG, REVIEW, Json, Rpc, Socket, observation_of, post, talking
from tests.serving import Server

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND = -32700, -32600, -32601
INVALID_PARAMS, INTERNAL_ERROR = -32602, -32603
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def request(method: str, *, request_id: Any = 1, **params: Any) -> Json:
    return {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}


NOT_READABLE = ["", " ", "{", "nope", "[]", "5", "null", '"x"', json.dumps([request("tools/list")])]
NOT_REQUESTS: list[Json] = [
    {},
    {"jsonrpc": "2.0", "id": 3},
    {"method": "tools/list", "id": 3},
    {"jsonrpc": "1.0", "method": "tools/list", "id": 3},
    {"jsonrpc": "2.0", "method": 5, "id": 3},
    {"jsonrpc": "2.0", "method": "tools/list", "id": 3, "params": None},
    {"jsonrpc": "2.0", "method": "tools/list", "id": 3, "params": []},
    {"jsonrpc": "2.0", "method": "tools/list", "id": [3]},
    {"jsonrpc": "2.0", "method": "tools/list", "id": 1.5},
    {"jsonrpc": "2.0", "method": "tools/list", "id": 3, "trace": 1},
]
REFUSED: list[tuple[Json, int, str]] = [
    (request("initialize"), METHOD_NOT_FOUND, "Method not found: initialize"),
    (request("ping"), METHOD_NOT_FOUND, "Method not found: ping"),
    (request("notifications/initialized"), METHOD_NOT_FOUND, "Method not found: notifications/"),
    (request("Tools/List"), METHOD_NOT_FOUND, "Method not found: Tools/List"),
    (request(""), METHOD_NOT_FOUND, "Method not found: "),
    (request("tools/call"), INVALID_PARAMS, "Missing 'name' in params"),
    (request("tools/call", session_id=UNKNOWN), INVALID_PARAMS, "Missing 'name' in params"),
    (request("tools/call", name="reset"), INTERNAL_ERROR, "Unknown tool: reset"),
    (request("tools/call", name=["a"]), INTERNAL_ERROR, "Unknown tool: "),
    (
        request("tools/call", name="review_ticket", arguments={"artifact_id": "order"}),
        INVALID_PARAMS,
        "review_ticket takes no arguments",
    ),
    (
        request("tools/call", name="inspect_artifact", arguments={"query": "x"}),
        INVALID_PARAMS,
        "inspect_artifact takes only artifact_id",
    ),
    (
        request("tools/call", name="inspect_artifact", arguments={"artifact_id": 5}),
        INVALID_PARAMS,
        "artifact_id must be text",
    ),
    (
        request("tools/call", name="inspect_artifact", arguments=["order"]),
        INVALID_PARAMS,
        "inspect_artifact takes only artifact_id",
    ),
    (request("openenv/session/close"), INVALID_PARAMS, "Invalid params - 'session_id' is required"),
]
ON_UNKNOWN_SESSIONS = [
    request("tools/list", session_id=UNKNOWN),
    request("tools/call", name="review_ticket", session_id=UNKNOWN),
    request("openenv/session/close", session_id=UNKNOWN),
]


def error_of(answer: Json) -> Json:
    """The error of a response, which has no result then."""
    assert answer.keys() == {"jsonrpc", "id", "error"}
    assert answer["jsonrpc"] == "2.0"
    assert answer["error"].keys() == {"code", "message", "data"}
    found: Json = answer["error"]
    return found


def sent(http: httpx.Client, body: str | Json) -> Json:
    answer = post(http, "/mcp", body if isinstance(body, str) else json.dumps(body))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    found: Json = answer.json()
    return found


@pytest.mark.parametrize("body", NOT_READABLE)
def test_what_is_no_json_object_is_a_parse_error(http: httpx.Client, body: str) -> None:
    answer = sent(http, body)

    assert answer["id"] is None
    assert error_of(answer)["code"] == PARSE_ERROR
    assert error_of(answer)["message"].startswith("Parse error")


@pytest.mark.parametrize("body", NOT_REQUESTS)
def test_what_is_no_request_is_invalid_and_its_id_is_not_believed(
    http: httpx.Client, body: Json
) -> None:
    answer = sent(http, body)

    assert answer["id"] is None
    assert error_of(answer)["code"] == INVALID_REQUEST
    assert error_of(answer)["message"].startswith("Invalid request: ")


@pytest.mark.parametrize(("body", "code", "message"), REFUSED)
def test_a_refused_request_says_why(
    http: httpx.Client, body: Json, code: int, message: str
) -> None:
    answer = sent(http, body)

    assert answer["id"] == 1
    assert (error_of(answer)["code"], error_of(answer)["data"]) == (code, None)
    assert error_of(answer)["message"].startswith(message)


@pytest.mark.parametrize("body", ON_UNKNOWN_SESSIONS)
def test_an_unknown_session_is_said_so(http: httpx.Client, body: Json) -> None:
    error = error_of(sent(http, body))

    assert (error["code"], error["message"]) == (INVALID_PARAMS, f"Unknown session_id: {UNKNOWN}")


@pytest.mark.parametrize("request_id", ["abc", "", 0, -7, 2**70, None])
def test_the_id_of_a_request_is_echoed(http: httpx.Client, request_id: str | int | None) -> None:
    for method in ("tools/list", "ping"):
        answer = sent(http, request(method, request_id=request_id))
        assert (answer["jsonrpc"], answer["id"]) == ("2.0", request_id)


def test_a_request_without_an_id_is_answered_too(http: httpx.Client) -> None:
    answer = sent(http, {"jsonrpc": "2.0", "method": "tools/list"})

    assert set(answer) == {"jsonrpc", "id", "result"}
    assert answer["id"] is None


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", None])
def test_the_content_type_of_a_request_does_not_matter(
    http: httpx.Client, kind: str | None
) -> None:
    body = json.dumps(request("tools/list"))

    answer = http.post("/mcp", content=body, headers={"content-type": kind} if kind else {})

    assert "result" in answer.json()


def test_the_tools_are_the_five_verbs_with_their_arguments(rpc: Rpc) -> None:
    tools = rpc.result("tools/list")["tools"]

    assert [tool["name"] for tool in tools] == list(ActionType)
    for tool in tools:
        assert set(tool) == {"name", "description", "inputSchema"}
        argument = ARGUMENT_OF.get(ActionType(tool["name"]))
        assert list(tool["inputSchema"]["properties"]) == ([argument] if argument else [])
        assert tool["inputSchema"]["additionalProperties"] is False
        assert tool["inputSchema"].get("required", []) == ([argument] if argument else [])


def test_a_tool_call_gives_the_observation_as_text_and_as_data(server: Server, rpc: Rpc) -> None:
    session_id = rpc.create()
    with talking(server, f"/ws?session_id={session_id}") as ws:
        ws.data("reset", {"task_id": MUG})
        result = rpc.result("tools/call", session_id=session_id, name="review_ticket")

    data = result["data"]
    assert observation_of(data).phase == "investigating"
    text = {"type": "text", "text": data["observation"]["last_tool_result"]}
    assert result == {
        "content": [text],
        "structured_content": data,
        "data": data,
        "is_error": False,
        "meta": None,
    }


def test_a_tool_call_without_a_session_has_no_episode_to_act_in(rpc: Rpc) -> None:
    result = rpc.result("tools/call", name="review_ticket", arguments={})

    assert result["data"]["metadata"]["refusal"]["code"] == "not_started"
    assert result["content"][0]["text"] == result["data"]["observation"]["last_action_error"]


def test_a_refused_action_is_no_error_of_the_protocol(http: httpx.Client, rpc: Rpc) -> None:
    session_id = http.post("/reset", json={}).json()["metadata"]["session_id"]

    result = rpc.result("tools/call", session_id=session_id, name="inspect_artifact")

    assert result["data"]["metadata"]["refusal"]["code"] == "missing_argument"


def test_a_session_is_created_shared_and_closed(server: Server, rpc: Rpc) -> None:
    session_id = rpc.create()
    with talking(server, f"/ws?session_id={session_id}") as ws:
        ws.data("reset", {"episode_id": "mine"})
        rpc.result("tools/call", session_id=session_id, name="review_ticket")
        assert ws.data("state")["step_count"] == 1
    with talking(server, f"/ws?session_id={session_id}") as ws:
        assert ws.data("state")["episode_id"] == "mine"

    closed = rpc.result("openenv/session/close", session_id=session_id)
    assert closed == {"session_id": session_id, "closed": True}
    again = rpc("openenv/session/close", session_id=session_id)
    assert error_of(again)["message"] == f"Unknown session_id: {session_id}"


def test_a_session_holds_one_socket_at_a_time(server: Server, rpc: Rpc) -> None:
    session_id = rpc.create()
    with talking(server, f"/ws?session_id={session_id}") as first:
        with talking(server, f"/ws?session_id={session_id}") as second:
            error = second.next()["data"]
            assert error["code"] == "SESSION_ERROR"
            assert error["message"] == f"Session {session_id} already has an attached WebSocket"
            assert second.closed() == (1000, "")
        assert first.ask("state")["type"] == "state"
    rpc.result("openenv/session/close", session_id=session_id)


def test_closing_a_session_waits_for_its_socket(server: Server, rpc: Rpc) -> None:
    session_id = rpc.create()
    expected = {"session_id": session_id, "closed": False, "closing": True}
    with talking(server, f"/ws?session_id={session_id}") as ws:
        for _ in range(2):
            assert rpc.result("openenv/session/close", session_id=session_id) == expected
        assert ws.ask("state")["type"] == "state"

    with talking(server, f"/ws?session_id={session_id}") as late:
        assert late.next()["data"]["message"] == f"Unknown session_id: {session_id}"


def test_a_frame_carries_a_request_on_the_session_of_its_socket(ws: Socket) -> None:
    ws.data("reset", {"task_id": MUG})

    answer = ws.ask("mcp", request("tools/call", request_id="a", name="review_ticket"))

    assert (answer["type"], answer["data"]["id"]) == ("mcp", "a")
    assert answer["data"]["result"]["data"]["done"] is False
    assert ws.data("state")["step_count"] == 1


def test_a_frame_carries_an_error_as_a_response(ws: Socket) -> None:
    invalid = error_of(ws.data("mcp", {"id": 1}))
    unknown = error_of(ws.data("mcp", request("ping")))

    assert (invalid["code"], unknown["code"]) == (INVALID_REQUEST, METHOD_NOT_FOUND)


def test_a_sockets_own_session_is_named_and_ends_with_the_socket(server: Server, rpc: Rpc) -> None:
    with talking(server) as ws:
        session_id = ws.data("mcp", request("openenv/session/create"))["result"]["session_id"]
        own = request("openenv/session/close", session_id=session_id)
        assert error_of(ws.data("mcp", own))["code"] == INVALID_REQUEST
        ws.data("reset")
        rpc.result("tools/call", session_id=session_id, name="review_ticket")
        assert ws.data("state")["step_count"] == 1
        ws.connection.send('{"type": "close"}')
        assert ws.closed() == (1000, "")
    assert "error" in rpc("tools/list", session_id=session_id)


@pytest.fixture
def mcp_socket(server: Server) -> Any:
    with talking(server, "/mcp") as socket:
        yield socket


@pytest.mark.parametrize("text", [*NOT_READABLE, b"{}"])
def test_on_a_socket_a_parse_error_is_answered_and_the_socket_goes_on(
    mcp_socket: Socket, text: str | bytes
) -> None:
    assert error_of(mcp_socket.raw(text))["code"] == PARSE_ERROR
    assert "result" in mcp_socket.raw(json.dumps(request("tools/list")))


@pytest.mark.parametrize(("body", "code", "message"), REFUSED)
def test_on_a_socket_a_refused_request_is_answered_as_over_post(
    mcp_socket: Socket, body: Json, code: int, message: str
) -> None:
    error = error_of(mcp_socket.raw(json.dumps(body)))

    assert error["code"] == code
    assert error["message"].startswith(message)


def test_on_a_socket_the_session_is_that_of_the_socket(
    http: httpx.Client, mcp_socket: Socket
) -> None:
    created = mcp_socket.raw(json.dumps(request("openenv/session/create")))
    session_id = created["result"]["session_id"]
    http.post("/reset", json={"session_id": session_id, "task_id": MUG}).raise_for_status()

    played = mcp_socket.raw(json.dumps(request("tools/call", name="review_ticket")))
    own = mcp_socket.raw(json.dumps(request("openenv/session/close", session_id=session_id)))

    assert played["result"]["data"]["observation"]["phase"] == "investigating"
    assert error_of(own)["code"] == INVALID_REQUEST
    assert http.get("/state", params={"session_id": session_id}).json()["step_count"] == 1


def test_requests_on_a_socket_are_answered_in_order(mcp_socket: Socket) -> None:
    for number in range(20):
        mcp_socket.connection.send(json.dumps(request("tools/list", request_id=number)))

    assert [mcp_socket.next()["id"] for _ in range(20)] == list(range(20))


def test_tools_do_not_take_the_fields_of_other_verbs(rpc: Rpc) -> None:
    for name in ActionType:
        answer = rpc("tools/call", name=name, arguments=REVIEW)
        assert error_of(answer)["code"] == INVALID_PARAMS
