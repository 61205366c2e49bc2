"""The wire as pure functions: what is JSON, what is echoed, what an envelope holds."""

import json
from typing import Annotated, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import AfterValidator, TypeAdapter, ValidationError

from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction
from supportops.server import ws
from supportops.server.mcp import Call, respond_to_text
from supportops.server.protocol import (
    ECHO_LIMIT,
    envelope,
    error_frame,
    frame,
    http_envelope,
    problem,
    problems,
)
from supportops.server.sessions import Kind, Sessions
from supportops.server.settings import Settings
from supportops.server.strict_json import NotJson, parse
from tests.server.talk import REVIEW, strict

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
KEYS = ("type", "data", "action_type", "message", "seed", "jsonrpc", "method", "params", "id")
WORDS = st.sampled_from(
    ("reset", "step", "state", "mcp", "review_ticket", "draft_reply", "2.0", "tools/call", "name")
)
FRAMES = st.recursive(
    VALUES | WORDS,
    lambda inner: st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=4),
)
NOT_JSON = [
    "",
    " ",
    "{",
    "[1,]",
    "nope",
    "NaN",
    "Infinity",
    "[-Infinity]",
    '"\\ud800"',
    '{"\\udfff": 1}',
    '"\\ud83d\\u0041"',
    "[" * 100_000,
    '{"a":' * 100_000,
    "9" * 5000,
    "'a'",
    '"\t"',
    b'"\xff"',
    b'"\xed\xa0\x80"',
    b"\xef\xbb\xbf{}",
    b"\x00",
]
BROKEN = [
    ("]", 0),
    ("{]", 1),
    ("{}\n\n]", 4),
    ("{\r\n]", 3),
    ("{\r\r\r\n ]", 6),
    ('{"\u2028": ]', 8),
    ('{"\u00e9":\n"\u2028\u0085", ]', 16),
]


@given(VALUES)
def test_what_is_json_is_parsed_as_python_does(value: Any) -> None:
    try:
        text = json.dumps(value, allow_nan=False)
        text.encode()
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError:
        return
    assert parse(text) == parse(text.encode()) == value


def test_a_pair_of_escaped_surrogates_is_one_character() -> None:
    assert parse('"\\ud83d\\ude00"') == "\U0001f600"


@pytest.mark.parametrize("text", NOT_JSON)
def test_what_is_not_json_is_refused_with_a_place_inside_it(text: str | bytes) -> None:
    with pytest.raises(NotJson) as error:
        parse(text)

    assert 0 <= error.value.offset <= len(text)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(("text", "offset"), BROKEN)
def test_the_place_where_json_breaks_is_counted_in_bytes(text: str, offset: int) -> None:
    for given_as in (text, text.encode()):
        with pytest.raises(NotJson) as error:
            parse(given_as)
        assert error.value.offset == offset


@given(st.text() | st.binary())
def test_any_text_is_json_or_is_refused(text: str | bytes) -> None:
    try:
        parse(text)
    except NotJson as error:
        place = error.offset
    else:
        place = 0
    assert 0 <= place <= len(text) * 4


def test_a_problem_echoes_what_is_short_as_it_is() -> None:
    for value in (None, True, 5, 1.5, "x" * (ECHO_LIMIT - 2), ["a"], {"a": [1]}):
        assert problem("kind", ["body", 0], "why", value) == {
            "type": "kind",
            "loc": ["body", 0],
            "msg": "why",
            "input": value,
        }


@pytest.mark.parametrize("value", ["x" * 10**6, "\u20ac" * 200, [[]] * 1000, {"a": "b" * 200}])
def test_a_problem_echoes_the_start_of_what_is_long(value: Any) -> None:
    echoed = problem("kind", [], "why", value)["input"]

    assert isinstance(echoed, str)
    assert len(echoed.encode()) <= ECHO_LIMIT
    assert echoed.endswith("...")
    assert json.dumps(value, ensure_ascii=False, separators=(",", ":")).startswith(echoed[:-3])


@pytest.mark.parametrize("value", ["\ud800", object(), {"a": {1, 2, object()}}])
def test_a_problem_does_not_echo_what_no_json_can_hold(value: Any) -> None:
    assert problem("kind", [], "why", value)["input"] == "(not shown)"


def test_what_a_validator_raised_is_told_as_text() -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(Annotated[int, AfterValidator(_refuse)]).validate_python(7)

    [entry] = problems(error.value, ["body"], urls=True)

    assert (entry["loc"], entry["input"], entry["ctx"]) == (["body"], 7, {"error": "not 7"})
    assert entry["url"].endswith("/v/value_error")


def _refuse(value: int) -> int:
    raise ValueError(f"not {value}")


def test_a_frame_is_compact_strict_json() -> None:
    text = frame("state", {"a": [1, "é", float("inf"), float("nan")]})

    assert text == '{"type":"state","data":{"a":[1,"é",null,null]}}'
    assert error_frame("CODE", "why", extra=[1]) == (
        '{"type":"error","data":{"message":"why","code":"CODE","extra":[1]}}'
    )


def test_an_envelope_lifts_reward_and_done_and_repeats_metadata() -> None:
    env = SupportOpsEnvironment()
    first = env.reset()
    refused = env.step(ToolUseAction.model_validate({"action_type": "draft_reply"}))

    assert envelope(first).keys() == {"observation", "reward", "done"}
    assert http_envelope(first)["metadata"] is None
    for made in (envelope(refused), http_envelope(refused)):
        assert made["metadata"] == made["observation"]["metadata"] == refused.metadata
        assert not {"reward", "done"} & made["observation"].keys()
        assert (made["reward"], made["done"]) == (refused.reward, refused.done)


def test_an_envelope_names_its_session_without_touching_the_observation() -> None:
    observation = SupportOpsEnvironment().reset()

    named = http_envelope(observation, "s1")

    assert named["metadata"] == named["observation"]["metadata"] == {"session_id": "s1"}
    assert observation.metadata == {}


@given(st.lists(FRAMES | st.text(), max_size=5))
def test_no_frame_ends_a_session_or_goes_unanswered(frames: list[Any]) -> None:
    sessions = Sessions(Settings())
    session = sessions.open(Kind.SOCKET)
    for sent in frames:
        text = sent if isinstance(sent, str) else json.dumps(sent)
        answered = ws.answer(sessions, session, text)
        assert answered is not None
        reply = strict(answered)
        assert reply["type"] in ("observation", "state", "error", "mcp")
        assert reply.get("data", {}).get("message") != "Internal error"
    state = ws.answer(sessions, session, '{"type":"state"}')
    assert state is not None
    assert strict(state)["type"] == "state"


@given(FRAMES | st.text() | st.binary())
@example(REVIEW)
def test_no_request_goes_without_a_response(sent: Any) -> None:
    text = sent if isinstance(sent, str | bytes) else json.dumps(sent)

    response = strict(respond_to_text(Call(Sessions(Settings())), text))

    assert response["jsonrpc"] == "2.0"
    assert ("error" in response) != ("result" in response)
    assert response.get("error", {}).get("message") != "Internal error"
