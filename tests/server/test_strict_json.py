"""What JSON this server takes, against Python's own reader as a second opinion."""

import json
from typing import Any
from unittest import mock

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supportops.server import strict_json
from supportops.server.strict_json import DEPTH_LIMIT, SIZE_LIMIT, NotJson, names_twice, parse
from tests.server.talk import REVIEW, Rpc, Socket, post

TRICKY = st.text(st.sampled_from('a":{}[],\\ \u00e9'), max_size=4)
SPACE = st.text(st.sampled_from(" \t\r\n"), max_size=2)
LEAVES = st.one_of(TRICKY.map(json.dumps), st.sampled_from(["null", "-1.5e3", "true", "0"]))


@st.composite
def _joined(draw: st.DrawFn, opening: str, parts: list[str], closing: str) -> str:
    spaced = [f"{draw(SPACE)}{part}{draw(SPACE)}" for part in parts]
    return f"{opening}{','.join(spaced)}{closing}"


@st.composite
def _object(draw: st.DrawFn, values: list[str]) -> str:
    pairs = [f"{json.dumps(draw(TRICKY))}{draw(SPACE)}:{draw(SPACE)}{one}" for one in values]
    return draw(_joined("{", pairs, "}"))


TEXTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4).flatmap(
        lambda values: _object(values) | _joined("[", values, "]")
    ),
)


class Twice(Exception):
    """A key that an object has twice."""


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Twice
    return dict(pairs)


@given(TEXTS)
def test_a_text_is_refused_if_and_only_if_a_key_of_an_object_is_there_twice(text: str) -> None:
    try:
        expected = json.loads(text, object_pairs_hook=unique)
    except Twice:
        for given_as in (text, text.encode()):
            with pytest.raises(NotJson, match="key twice"):
                parse(given_as)
    else:
        assert parse(text) == parse(text.encode()) == expected


@given(TEXTS, st.integers(0, 5))
def test_a_text_names_a_key_twice_if_it_has_more_keys_than_it_parses_to(
    text: str, more: int
) -> None:
    count = 0

    def counting(pairs: list[tuple[str, Any]]) -> None:
        nonlocal count
        count += len(pairs)

    json.loads(text, object_pairs_hook=counting)

    assert names_twice(text, count + more) is False
    assert count == 0 or names_twice(text, count - 1)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"[":', '{"}":['])
@pytest.mark.parametrize("levels", [1, DEPTH_LIMIT - 1, DEPTH_LIMIT, DEPTH_LIMIT + 1, 100, 190])
def test_what_is_nested_deeper_than_the_limit_is_refused(opening: str, levels: int) -> None:
    closing = {"[": "]", "{": "}"}
    opened = [char for char in opening.replace('"["', "").replace('"}"', "") if char in closing]
    times, rest = divmod(levels, len(opened))
    text = opening * times + "[" * rest + "1" + "]" * rest
    text += "".join(closing[char] for char in reversed(opened)) * times

    if levels > DEPTH_LIMIT:
        with pytest.raises(NotJson, match="deeper than 64"):
            parse(text)
    else:
        assert parse(text) == json.loads(text)


def test_brackets_and_colons_within_strings_are_neither_depth_nor_keys() -> None:
    value = {"a": "[" * 500 + "{" * 500, "b": ['":' * 500, "\\" * 99], "[" * 200: '\\"[{:'}

    assert parse(json.dumps(value)) == value


def test_many_small_lists_are_fine_and_too_many_are_refused_unparsed() -> None:
    assert len(parse(json.dumps([[]] * (SIZE_LIMIT - 1)))) == SIZE_LIMIT - 1
    assert parse(json.dumps("[" * SIZE_LIMIT * 2)) == "[" * SIZE_LIMIT * 2
    for text in ("[[]" + ",[]" * SIZE_LIMIT + "]", "[" * SIZE_LIMIT * 2, '{"' + "{" * 50_000):
        with pytest.raises(NotJson, match="more than 10000"):
            parse(text)


@given(
    st.lists(st.sampled_from(["[", "]", "{", "}", '"', "\\", ",", ":", "1", '"a"', "[]", '"[":']))
)
@example(['"', *"[" * 10, '"'])
def test_a_look_at_the_beginning_changes_no_verdict(pieces: list[str]) -> None:
    def verdict(beginning: int) -> str:
        with mock.patch.multiple(strict_json, DEPTH_LIMIT=2, SIZE_LIMIT=3, BEGINNING=beginning):
            try:
                return repr(parse("".join(pieces)))
            except NotJson as error:
                return f"{error} at {error.offset}"

    assert len({verdict(beginning) for beginning in (0, 3, 8, 1000)}) == 1


TWICE = '{"a": 1, "%s": 2, "a": 3}'


def test_the_key_that_is_there_twice_is_named_and_a_long_one_is_cut() -> None:
    with pytest.raises(NotJson, match="key twice: 'a'"):
        parse(TWICE % "b")
    with pytest.raises(NotJson) as error:
        parse((TWICE % "b").replace('"a"', f'"{"x" * 10_000}"'))
    assert len(str(error.value)) < 100


DEEP = "[" * (DEPTH_LIMIT - 1) + "]" * (DEPTH_LIMIT - 1)
"""Fine by itself, and too deep within two objects."""

REFUSED = [
    '{"action_type": "review_ticket", "action_type": "draft_reply"}',
    '{"action_type" : "review_ticket", "action_type" : "review_ticket"}',
    '{"action_type": "review_ticket", "query": "a:b", "query":null}',
    '{"action_type": "review_ticket", "metadata": {"a": 1, "a": 1}}',
    f'{{"action_type": "review_ticket", "metadata": {{"a": {DEEP}}}}}',
]


@pytest.mark.parametrize("action", REFUSED)
def test_no_door_takes_a_key_twice_or_an_abyss(
    http: httpx.Client, ws: Socket, rpc: Rpc, action: str
) -> None:
    ws.data("reset", {"episode_id": "mine"})
    named = http.post("/reset").json()["metadata"]["session_id"]

    over_http = post(http, "/step", f'{{"action": {action}, "session_id": "{named}"}}')
    over_socket = ws.raw(f'{{"type": "step", "data": {action}}}')
    arguments = f'{{"name": "review_ticket", "arguments": {action}}}'
    by_mcp = post(
        http,
        "/mcp",
        f'{{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {arguments}}}',
    )

    assert over_http.status_code == 422
    assert over_http.json()["detail"][0]["type"] == "json_invalid"
    assert over_socket["data"]["code"] == "INVALID_JSON"
    assert by_mcp.json()["error"]["code"] == -32700
    assert ws.data("state")["step_count"] == 0
    assert http.get("/state", params={"session_id": named}).json()["step_count"] == 0
    assert ws.data("step", REVIEW)["observation"]["remaining_steps"] > 0
