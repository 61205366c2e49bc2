"""Bugs of our own: answered as such, without a word of what went wrong, and logged whole."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.exceptions import WebSocketDisconnect
from litestar.testing import TestClient

from supportops.environment import SupportOpsEnvironment
from supportops.server.app import create_app
from supportops.server.sessions import Sessions
from supportops.server.settings import Settings
from tests.server.talk import REVIEW, Json, until

SECRET = "the gold answer"
CALL: Json = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
CALL["params"] = {"name": "review_ticket"}
OVER_HTTP: list[tuple[str, str, Any]] = [
    ("POST", "/reset", {}),
    ("POST", "/step", {"action": REVIEW}),
    ("GET", "/state", None),
]
FRAMES: list[Json] = [{"type": "reset"}, {"type": "step", "data": REVIEW}, {"type": "state"}]
INTERNAL = {"code": -32603, "message": "Internal error", "data": None}


@pytest.fixture(params=[RuntimeError, KeyError, TypeError, AssertionError])
def client(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient[Litestar]]:
    """A server whose environments fail in whatever they are asked."""

    def fail(*_: object, **__: object) -> None:
        raise request.param(SECRET)

    for name in ("begin", "take"):
        monkeypatch.setattr(SupportOpsEnvironment, name, fail)
    monkeypatch.setattr(SupportOpsEnvironment, "state", property(fail))
    with TestClient(create_app(Settings())) as found:
        yield found


@pytest.mark.parametrize(("method", "path", "body"), OVER_HTTP)
def test_over_http_it_is_500_in_the_shape_of_every_error(
    client: TestClient[Litestar],
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    body: Any,
) -> None:
    answer = client.request(method, path, json=body)

    assert (answer.status_code, answer.json()) == (500, {"detail": "Internal Server Error"})
    assert answer.headers["content-type"] == "application/json"
    assert SECRET in caplog.text


def test_over_json_rpc_it_is_an_internal_error(
    client: TestClient[Litestar], caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/mcp", json=CALL)

    assert answer.status_code == 200
    assert answer.json() == {"jsonrpc": "2.0", "id": 1, "error": INTERNAL}
    assert SECRET in caplog.text


def test_on_a_socket_it_is_an_error_frame_and_the_session_goes_on(
    client: TestClient[Litestar], caplog: pytest.LogCaptureFixture
) -> None:
    internal = {"message": "Internal error", "code": "EXECUTION_ERROR"}
    with client.websocket_connect("/ws") as ws:
        for frame in FRAMES * 2:
            ws.send_text(json.dumps(frame))
            assert ws.receive_json() == {"type": "error", "data": internal}
        ws.send_text(json.dumps({"type": "mcp", "data": CALL}))
        assert ws.receive_json()["data"]["error"] == INTERNAL

    assert caplog.text.count(SECRET) >= len(FRAMES) * 2 + 1


def test_a_socket_that_failed_leaves_no_session_behind(client: TestClient[Litestar]) -> None:
    with client.websocket_connect("/ws") as ws:
        ws.send_text('{"type": "state"}')
        ws.receive_json()
        assert client.app.state.sessions.active == 1
        ws.send_text('{"type": "close"}')

    until(lambda: client.app.state.sessions.active == 0)


@pytest.mark.parametrize("path", ["/ws", "/mcp"])
def test_a_socket_that_cannot_be_served_is_closed_without_a_word_of_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Sessions, "open", fail)
    with (
        TestClient(create_app(Settings())) as client,
        client.websocket_connect(path) as ws,
        pytest.raises(WebSocketDisconnect) as closed,
    ):
        ws.receive_text()

    assert closed.value.code == 1011
    assert SECRET not in str(closed.value.detail)
    assert SECRET in caplog.text
