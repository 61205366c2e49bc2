"""Hostile input, in every field of every door: always an answer, never a 5xx or a dead socket."""

import json

import httpx
import pytest

from tests.server.talk import MUG, REVIEW, Json, Socket, post, strict, talking
from tests.serving import Server

ANSWER_LIMIT = 65_536

VALUES = {
    "NaN": "NaN",
    "Infinity": "-Infinity",
    "overflow": "1e999",
    "lone surrogate": '"\\ud800"',
    "surrogate key": '{"\\udc00": 1}',
    "deep list": "[" * 100_000 + "]" * 100_000,
    "deep object": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "depth 150": "[" * 150 + "]" * 150,
    "depth in bounds": "[" * 60 + "]" * 60,
    "key twice": '{"a": 1, "b": {}, "a": 1}',
    "1 MB of lists": "[" + "[]," * 330_000 + "1]",
    "4300 digits": "9" * 4300,
    "5000 digits": "9" * 5000,
    "65 bits": str(2**64),
    "1 MB": json.dumps("x" * 1_000_000),
    "300 KB of escapes": json.dumps("\x00\u2028\ud83d\ude00" * 17_000),
    "1 MB key": json.dumps({"k" * 1_000_000: 1}),
    "100 KB of keys": json.dumps({f"k{n}": n for n in range(10_000)}),
    "nothing": "null",
    "false": "false",
    "fraction": "1.5",
    "text": '"x"',
    "list": '["a", 1, null]',
    "object": '{"a": {}, "": []}',
    "NUL": '"\\u0000"',
}
RESET_FIELDS = ("seed", "episode_id", "task_id", "split", "index", "reward_mode")
ACTION_FIELDS = ("action_type", "artifact_id", "query", "message", "resolution_code", "metadata")
RESETS = [*(f'{{"{field}": %s}}' for field in (*RESET_FIELDS, "other")), '{"seed": 1, "seed": %s}']
ACTIONS = [
    *(f'{{"action_type": "review_ticket", "{field}": %s}}' for field in (*ACTION_FIELDS, "other")),
    '{"action_type": "inspect_artifact", "artifact_id": %s}',
    '{"action_type": "search_policy", "query": %s}',
    '{"action_type": "draft_reply", "message": %s}',
    '{"action_type": "submit_resolution", "resolution_code": %s}',
    '{"action_type": "review_ticket", "metadata": {"a": %s}}',
]
RPC = '"jsonrpc": "2.0", "id": 1'
REQUESTS = [
    '{"jsonrpc": "2.0", "method": "ping", "other": %s}',
    '{"jsonrpc": %s, "method": "tools/list"}',
    '{"jsonrpc": "2.0", "method": %s}',
    '{"jsonrpc": "2.0", "method": "ping", "id": %s}',
    f'{{{RPC}, "method": "tools/list", "params": %s}}',
    f'{{{RPC}, "method": "tools/list", "params": {{"session_id": %s}}}}',
    f'{{{RPC}, "method": "tools/call", "params": {{"name": %s}}}}',
    f'{{{RPC}, "method": "tools/call", "params": {{"name": "draft_reply", "arguments": %s}}}}',
    f'{{{RPC}, "method": "tools/call", "params": {{"name": "draft_reply", '
    '"arguments": {"message": %s}}}',
    f'{{{RPC}, "method": "openenv/session/close", "params": {{"session_id": %s}}}}',
]
BODIES = [
    ("/reset", "%s"),
    *(("/reset", template) for template in RESETS),
    ("/reset", '{"session_id": %s}'),
    ("/step", "%s"),
    ("/step", '{"action": %s}'),
    *(("/step", f'{{"action": {template}}}') for template in ACTIONS),
    *(
        ("/step", f'{{"action": {{"action_type": "review_ticket"}}, "{field}": %s}}')
        for field in ("timeout_s", "request_id", "session_id", "other")
    ),
    ("/mcp", "%s"),
    *(("/mcp", template) for template in REQUESTS),
    ("/support_ops_env/tasks", "%s"),
    ("/support_ops_env/tasks", '{"split": %s}'),
    ("/support_ops_env/num_tasks", '{"split": %s}'),
    ("/support_ops_env/task", '{"split": "named", "index": %s}'),
    ("/support_ops_env/task_range", '{"split": "named", "start": %s}'),
    ("/support_ops_env/task_range", '{"split": "named", "stop": %s, "start": 1}'),
    ("/support_ops_env/task_range", '{"split": "named", "other": %s}'),
]
FRAMES = [
    "%s",
    '{"type": %s}',
    '{"type": "state", "data": %s}',
    '{"type": "state", "other": %s}',
    '{"type": "close", "data": %s}',
    '{"type": "reset", "data": %s}',
    *(f'{{"type": "reset", "data": {template}}}' for template in RESETS),
    '{"type": "step", "data": %s}',
    *(f'{{"type": "step", "data": {template}}}' for template in ACTIONS),
    '{"type": "mcp", "data": %s}',
    *(f'{{"type": "mcp", "data": {template}}}' for template in REQUESTS),
]
NOT_TEXT = [b"", b"\x00", b'{"type": "state"}', b"\xff" * 1000, bytes(1_000_000)]
QUERIES = ["%ff", "%00", "%ed%a0%80", "x" * 15_000, "a&session_id=b", "%", "%zz", "+", "\u20ac"]


@pytest.mark.long
@pytest.mark.parametrize(("path", "template"), BODIES)
def test_a_body_is_answered_and_the_answer_is_small(
    http: httpx.Client, path: str, template: str
) -> None:
    for name, value in VALUES.items():
        answer = post(http, path, template.replace("%s", value))

        assert answer.status_code in (200, 400, 404, 413, 422), name
        assert len(answer.content) <= ANSWER_LIMIT, name
        strict(answer.content)


@pytest.mark.parametrize("template", FRAMES)
def test_a_frame_is_answered_and_the_socket_goes_on(ws: Socket, template: str) -> None:
    for name, value in VALUES.items():
        answer = ws.raw(template.replace("%s", value))

        assert len(json.dumps(answer)) <= ANSWER_LIMIT, name
        assert ws.ask("state")["type"] == "state", name


@pytest.mark.parametrize("template", ["%s", *REQUESTS])
def test_a_request_on_a_socket_is_answered_and_the_socket_goes_on(
    server: Server, template: str
) -> None:
    with talking(server, "/mcp") as ws:
        for name, value in VALUES.items():
            answer = ws.raw(template.replace("%s", value))

            assert len(json.dumps(answer)) <= ANSWER_LIMIT, name
            assert answer["jsonrpc"] == "2.0", name


def test_a_huge_key_is_echoed_in_part(http: httpx.Client, ws: Socket) -> None:
    key = "k" * 1_000_000
    request = {"jsonrpc": "2.0", "method": "ping", key: 1}

    [error] = ws.raw(json.dumps({"type": "state", key: 1}))["data"]["errors"]
    over_http = http.post("/step", json={"action": REVIEW | {key: 1}}).json()["detail"][0]

    assert error["loc"] == over_http["loc"] == ["k" * 200]
    assert len(http.post("/mcp", json=request).content) < 500


def test_many_mistakes_are_listed_in_part(http: httpx.Client, ws: Socket) -> None:
    action = REVIEW | {f"k{number}": 1 for number in range(10_000)}

    over_http = http.post("/step", json={"action": action}).json()["detail"]

    assert len(ws.ask("step", action)["data"]["errors"]) == len(over_http) == 20


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_an_episode_goes_on_after_it(ws: Socket, value: str) -> None:
    ws.data("reset", {"task_id": MUG, "episode_id": "mine"})
    for template in FRAMES:
        if template != "%s" and '"reset"' not in template:
            ws.raw(template.replace("%s", value))

    assert ws.data("state")["episode_id"] == "mine"
    assert ws.data("reset", {"task_id": MUG})["done"] is False
    assert ws.data("step", REVIEW)["observation"]["last_action_error"] is None


@pytest.mark.parametrize("sent", NOT_TEXT, ids=[len(sent) for sent in NOT_TEXT])
def test_a_frame_that_is_not_text_is_answered(ws: Socket, sent: bytes) -> None:
    assert ws.raw(sent)["data"]["code"] == "VALIDATION_ERROR"
    assert ws.ask("state")["type"] == "state"


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_query_is_answered(http: httpx.Client, query: str) -> None:
    answer = http.get(f"/state?session_id={query}")

    assert answer.status_code in (200, 404)
    assert len(answer.content) < 500


@pytest.mark.parametrize("name", ["%ff", "%00", "%ed%a0%80", "x" * 15_000, "..%2f..", "%20", "{}"])
def test_a_path_is_answered(http: httpx.Client, name: str) -> None:
    answer = http.get(f"/{name}/splits")

    assert answer.status_code == 404
    assert len(answer.content) < 500


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "x" * 5000},
        {"accept": "text/html"},
    ],
    ids=str,
)
def test_headers_that_lie_are_answered(http: httpx.Client, headers: dict[str, str]) -> None:
    for path in ("/reset", "/step", "/mcp", "/support_ops_env/tasks"):
        answer = http.post(path, content=b'{"action": {}}', headers=headers)
        assert answer.status_code in (200, 422)
        strict(answer.content)


def test_nonsense_in_a_frame_is_told_apart_from_a_refusal(ws: Socket) -> None:
    """The same text is a bad action in one place and a bad argument in another."""
    ws.data("reset", {"task_id": MUG})
    name: Json = {"action_type": "inspect_artifact", "artifact_id": "\x00" * 1000}

    assert ws.ask("step", {"action_type": "\x00"})["data"]["code"] == "VALIDATION_ERROR"
    assert ws.data("step", name)["metadata"]["refusal"]["code"] == "unknown_artifact"
    assert ws.data("state")["step_count"] == 1
