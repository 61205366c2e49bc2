"""The short way of a step over HTTP answers as the routes do, and takes nothing else."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient
from pydantic import ValidationError

from supportops.models import ToolUseAction
from supportops.server.app import create_app
from supportops.server.protocol import HttpStepRequest
from supportops.server.quick_step import PLAIN_LIMIT, plain_step
from supportops.server.settings import Mode, Settings
from supportops.server.strict_json import NotJson, parse
from supportops.server.turns import TookTooLong, Turns
from tests.server.talk import MUG, REVIEW, Json
from tests.server.test_encoding import NOISE

LONG_WAY = {"content-type": "application/json; charset=utf-8"}
"""A content type that means the same, and that the short way does not know."""

PLAY: list[Json] = [
    {"action_type": "draft_reply", "message": "too early"},
    REVIEW,
    {"action_type": "inspect_artifact", "artifact_id": "order"},
    {"action_type": "inspect_artifact", "artifact_id": "n\u00f6: {[\u2028"},
    {"action_type": "search_policy", "query": "damaged_items"},
    {"action_type": "draft_reply", "message": "Dear Ann: we are sorry.\n"},
    {"action_type": "submit_resolution", "resolution_code": "send_replacement"},
    REVIEW,
]
BODY = '{"action": {"action_type": "search_policy", "query": "x"}, "session_id": "s"}'


def session(http: httpx.Client) -> str:
    answer = http.post("/reset", json={"task_id": MUG})
    found: str = answer.json()["metadata"]["session_id"]
    return found


def post(http: httpx.Client, body: str, **headers: str) -> httpx.Response:
    described = {"content-type": "application/json"} | headers
    return http.post("/step", content=body, headers=described)


def test_an_episode_is_the_same_on_both_ways(http: httpx.Client) -> None:
    short, long = session(http), session(http)
    for action in PLAY:
        one = post(http, json.dumps({"action": action, "session_id": short}))
        other = post(http, json.dumps({"action": action, "session_id": long}), **LONG_WAY)

        assert one.status_code == other.status_code == 200
        assert one.content == other.content
        ours, theirs = dict(one.headers), dict(other.headers)
        ours.pop("date"), theirs.pop("date")
        assert ours == theirs


@pytest.mark.parametrize(
    "body",
    [
        '{"action": {"action_type": "review_ticket"}, "session_id": "unknown"}',
        '{"action": {"action_type": "nope"}, "session_id": "unknown"}',
        '{"action": {"action_type": "review_ticket"}}',
        "",
        "{",
    ],
)
def test_what_is_wrong_is_said_in_the_same_words(http: httpx.Client, body: str) -> None:
    short, long = post(http, body), post(http, body, **LONG_WAY)

    assert (short.status_code, short.content) == (long.status_code, long.content)


def the_long_way(body: bytes) -> tuple[ToolUseAction, str | None] | None:
    """What the routes find in a body; None if they refuse it."""
    try:
        request = HttpStepRequest.model_validate(parse(body))
        return ToolUseAction.model_validate(request.action), request.session_id
    except (NotJson, ValidationError):
        return None


@given(st.lists(NOISE, max_size=3), st.data())
def test_what_is_plainly_a_step_is_the_step_that_the_routes_find(
    noise: list[str], data: st.DataObject
) -> None:
    text = BODY
    for piece in noise:
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + piece + text[place + data.draw(st.integers(0, 2)) :]
    body = text.encode()
    found = plain_step({"body": body})

    if found is not None:
        assert the_long_way(body) == (found.action, found.session_id)


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"body": b""},
        {"body": BODY.encode(), "more_body": True},
        {"body": BODY.replace('"x"', f'"{"x" * PLAIN_LIMIT}"').encode()},
        {"body": BODY.replace('"s"', '"s", "timeout_s": 1').encode()},
        {"body": BODY.replace('"s"', '"s", "session_id": "t"').encode()},
        {"body": BODY.replace('"x"', '"x", "query" : "y"').encode()},
        {"body": BODY.replace('"x"', '"x", "metadata": {"a": 1}').encode()},
        {"body": b"[]"},
    ],
    ids=str,
)
def test_what_is_not_plainly_a_step_is_left_to_the_routes(event: Any) -> None:
    assert plain_step({"body": BODY.encode()}) is not None
    assert plain_step(event) is None


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (RuntimeError("the gold answer"), 500, "Internal Server Error"),
        (TookTooLong(5), 503, str(TookTooLong(5))),
    ],
)
def test_a_step_that_fails_is_answered_as_on_the_long_way(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, detail: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    with TestClient(create_app(Settings())) as client:
        named = client.post("/reset").json()["metadata"]["session_id"]
        monkeypatch.setattr(Turns, "take", fail)
        body = json.dumps({"action": REVIEW, "session_id": named})
        for kind in ("application/json", LONG_WAY["content-type"]):
            answer = client.post("/step", content=body, headers={"content-type": kind})
            assert (answer.status_code, answer.json()) == (status, {"detail": detail})


def test_a_production_server_has_no_step_on_either_way() -> None:
    with TestClient(create_app(Settings(openenv_mode=Mode.PRODUCTION))) as client:
        for kind in ("application/json", LONG_WAY["content-type"]):
            answer = client.post("/step", content=BODY, headers={"content-type": kind})
            assert answer.status_code == 404
