"""Reset, step and state over plain HTTP: bodies, envelopes, and every shape of a refusal."""

from typing import Any

import httpx
import pytest

from tests.server.talk import MUG, REVIEW, Json, observation_of, post

NOT_AN_OBJECT = "Input should be a valid dictionary or object to extract fields from"
TOO_LONG = "x" * 256
HUGE = 2**63

BAD_FIELDS: list[tuple[str, str, Any, str, str]] = [
    ("/reset", "seed", -1, "greater_than_equal", "Input should be greater than or equal to 0"),
    ("/reset", "seed", HUGE, "less_than_equal", f"less than or equal to {HUGE - 1}"),
    ("/reset", "seed", "7", "int_type", "Input should be a valid integer"),
    ("/reset", "seed", True, "int_type", "Input should be a valid integer"),
    ("/reset", "seed", 1.5, "int_type", "Input should be a valid integer"),
    ("/reset", "seed", [1], "int_type", "Input should be a valid integer"),
    ("/reset", "episode_id", 5, "string_type", "Input should be a valid string"),
    ("/reset", "episode_id", TOO_LONG, "string_too_long", "at most 255 characters"),
    ("/reset", "task_id", "nope", "value_error", f"unknown task_id 'nope'; use one of {MUG}, "),
    ("/reset", "task_id", {}, "string_type", "Input should be a valid string"),
    ("/reset", "split", "nope", "value_error", "unknown split 'nope'; use one of named, train"),
    ("/reset", "index", 0, "value_error", "an index needs the split it counts in"),
    ("/reset", "index", -1, "greater_than_equal", "Input should be greater than or equal to 0"),
    ("/reset", "reward_mode", "all", "enum", "Input should be 'shaped', 'delta' or 'terminal'"),
    ("/reset", "session_id", 5, "string_type", "Input should be a valid string"),
    ("/step", "action", 5, "dict_type", "Input should be a valid dictionary"),
    ("/step", "action", None, "dict_type", "Input should be a valid dictionary"),
    ("/step", "action", [], "dict_type", "Input should be a valid dictionary"),
    ("/step", "timeout_s", 0, "greater_than", "Input should be greater than 0"),
    ("/step", "timeout_s", "1", "float_type", "Input should be a valid number"),
    ("/step", "request_id", 5, "string_type", "Input should be a valid string"),
    ("/step", "request_id", TOO_LONG, "string_too_long", "at most 255 characters"),
    ("/step", "session_id", {}, "string_type", "Input should be a valid string"),
]
BAD_ACTIONS: list[tuple[Json, str, str]] = [
    ({}, "missing", "action_type"),
    ({"action_type": "dance"}, "enum", "action_type"),
    ({"action_type": "Review_Ticket"}, "enum", "action_type"),
    ({"action_type": None}, "enum", "action_type"),
    ({"action_type": ["review_ticket"]}, "enum", "action_type"),
    (REVIEW | {"artifact_id": 5}, "string_type", "artifact_id"),
    (REVIEW | {"query": []}, "string_type", "query"),
    (REVIEW | {"message": True}, "string_type", "message"),
    (REVIEW | {"resolution_code": {}}, "string_type", "resolution_code"),
    (REVIEW | {"metadata": 5}, "dict_type", "metadata"),
    (REVIEW | {"metadata": None}, "dict_type", "metadata"),
    (REVIEW | {"reason": "none"}, "extra_forbidden", "reason"),
]
SPACED = '{\r\r\n "a": "\u2028\u00e9",\r\n "b": }'.encode()
MALFORMED = [
    (b'{"seed": }', 9),
    (b'{"seed":1} x', 11),
    (b"\n\n x", 3),
    (b'{"seed": NaN}', 9),
    (b'{"seed": -Infinity}', 10),
    (SPACED, len(SPACED) - 1),
]
CUT_OFF = [
    b"{",
    b'{"seed"',
    b'{"seed": 1',
    b"nul",
    b'"',
    b" ",
    b"\xff",
    b'{"a": "\xff"}',
    b"\xef\xbb\xbf",
]
BODIES_NOT_OBJECTS = [("[]", []), ('"x"', "x"), ("null", None), ("5", 5), ("true", True)]
POSTS = [
    "/reset",
    "/step",
    "/support_ops_env/tasks",
    "/support_ops_env/num_tasks",
    "/support_ops_env/task",
    "/support_ops_env/task_range",
]
NEEDING_A_BODY = [path for path in POSTS if path != "/reset"]
DEFAULT_RESETS = [b"", b"{}", b'{"seed": null, "episode_id": null, "task_id": null}', b'{"x": [1]}']


def errors(answer: httpx.Response) -> list[Json]:
    """The entries of a 422."""
    assert answer.status_code == 422, answer.text
    assert list(answer.json()) == ["detail"]
    found: list[Json] = answer.json()["detail"]
    return found


@pytest.mark.parametrize("body", DEFAULT_RESETS)
def test_a_reset_needs_no_option_and_ignores_unknown_ones(http: httpx.Client, body: bytes) -> None:
    answer = post(http, "/reset", body)

    assert answer.status_code == 200
    assert set(answer.json()) == {"observation", "reward", "done", "metadata"}
    assert (answer.json()["reward"], answer.json()["done"]) == (None, False)
    assert observation_of(answer.json()).task_id == MUG


def test_a_reset_without_a_content_type_and_without_a_body_is_a_reset(http: httpx.Client) -> None:
    assert http.post("/reset").status_code == 200


def test_the_only_metadata_of_a_reset_is_the_session(http: httpx.Client) -> None:
    answer = http.post("/reset", json={}).json()

    assert answer["metadata"] == answer["observation"]["metadata"]
    assert list(answer["metadata"]) == ["session_id"]


@pytest.mark.parametrize(
    ("options", "task_id"),
    [
        ({"task_id": "account-takeover-fraud"}, "account-takeover-fraud"),
        ({"seed": 1}, "duplicate-charge-refund"),
        ({"seed": 1.0}, "duplicate-charge-refund"),
        ({"split": "named", "index": 2}, "account-takeover-fraud"),
        ({"split": "named", "seed": 3}, MUG),
    ],
)
def test_the_options_of_a_reset_choose_the_task(
    http: httpx.Client, options: Json, task_id: str
) -> None:
    assert http.post("/reset", json=options).json()["observation"]["task_id"] == task_id


def test_metadata_is_present_and_null_when_there_is_none(http: httpx.Client) -> None:
    session_id = http.post("/reset", json={}).json()["metadata"]["session_id"]

    answer = http.post("/step", json={"action": REVIEW, "session_id": session_id}).json()

    assert (answer["metadata"], answer["observation"]["metadata"]) == (None, {})
    assert (answer["reward"], answer["done"]) == (0.0, False)


def test_without_a_session_a_step_has_no_episode_to_act_in(http: httpx.Client) -> None:
    http.post("/reset", json={})

    answer = http.post("/step", json={"action": REVIEW})

    assert answer.status_code == 200
    refusal = {"refusal": {"code": "not_started", "field": None}}
    assert answer.json()["metadata"] == answer.json()["observation"]["metadata"] == refusal
    assert answer.json()["reward"] == 0.0
    assert "Reset first" in answer.json()["observation"]["last_action_error"]


def test_a_step_takes_what_an_official_client_adds(http: httpx.Client) -> None:
    action = REVIEW | {"metadata": {}, "artifact_id": None, "query": None, "message": None}
    extras = {"timeout_s": 2.5, "request_id": "r1", "trace": {"id": 7}, "session_id": None}

    assert http.post("/step", json={"action": action, **extras}).status_code == 200


def test_without_a_session_the_state_is_that_of_a_fresh_environment(http: httpx.Client) -> None:
    http.post("/reset", json={"episode_id": "mine"})

    state = http.get("/state", params={"other": "ignored"}).json()

    assert (state["episode_id"], state["step_count"], state["task_id"]) == (None, 0, None)


@pytest.mark.parametrize("row", BAD_FIELDS, ids=lambda row: "-".join(map(str, row[:2])))
def test_a_bad_field_is_named_with_its_place_in_the_body(
    http: httpx.Client, row: tuple[str, str, Any, str, str]
) -> None:
    path, field, value, kind, message = row
    [error] = errors(http.post(path, json={"action": REVIEW, field: value}))

    assert (error["type"], error["loc"]) == (kind, ["body", field])
    assert message in error["msg"]
    assert error["input"] == value or error["input"].endswith("x...")
    assert error.keys() <= {"type", "loc", "msg", "input", "ctx"}


@pytest.mark.parametrize(("action", "kind", "field"), BAD_ACTIONS)
def test_a_bad_action_is_named_with_its_place_in_the_action(
    http: httpx.Client, action: Json, kind: str, field: str
) -> None:
    [error] = errors(http.post("/step", json={"action": action}))

    assert (error["type"], error["loc"]) == (kind, [field])
    assert error["input"] == action.get(field, {})
    assert error["url"].endswith(f"/v/{kind}")


def test_every_mistake_of_an_action_is_listed(http: httpx.Client) -> None:
    answer = http.post("/step", json={"action": {"action_type": 1, "query": 2, "reason": 3}})

    assert [error["loc"] for error in errors(answer)] == [["action_type"], ["query"], ["reason"]]


def test_an_action_that_is_not_wrapped_is_missing(http: httpx.Client) -> None:
    [error] = errors(http.post("/step", json=REVIEW))

    assert error == {
        "type": "missing",
        "loc": ["body", "action"],
        "msg": "Field required",
        "input": REVIEW,
    }


@pytest.mark.parametrize("path", NEEDING_A_BODY)
def test_a_missing_body_is_missing(http: httpx.Client, path: str) -> None:
    expected = {"type": "missing", "loc": ["body"], "msg": "Field required", "input": None}

    assert errors(http.post(path)) == errors(post(http, path, "")) == [expected]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(("body", "value"), BODIES_NOT_OBJECTS)
def test_a_body_that_is_no_object_is_refused(
    http: httpx.Client, path: str, body: str, value: Any
) -> None:
    [error] = errors(post(http, path, body))

    assert error == {
        "type": "model_attributes_type",
        "loc": ["body"],
        "msg": NOT_AN_OBJECT,
        "input": value,
    }


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(("body", "offset"), MALFORMED)
def test_malformed_json_is_refused_with_the_byte_where_it_breaks(
    http: httpx.Client, path: str, body: bytes, offset: int
) -> None:
    [error] = errors(post(http, path, body))

    assert (error["type"], error["loc"]) == ("json_invalid", ["body", offset])
    assert (error["msg"], error["input"]) == ("JSON decode error", {})
    assert isinstance(error["ctx"]["error"], str)


@pytest.mark.parametrize("body", CUT_OFF)
def test_json_that_is_cut_off_or_no_text_is_malformed(http: httpx.Client, body: bytes) -> None:
    [error] = errors(post(http, "/reset", body))

    assert error["type"] == "json_invalid"
    assert 0 <= error["loc"][1] <= len(body)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "json", None])
def test_a_body_that_does_not_say_it_is_json_is_not_read_as_json(
    http: httpx.Client, path: str, kind: str | None
) -> None:
    headers = {"content-type": kind} if kind else {}

    [error] = errors(http.post(path, content=b'{"split": "named"}', headers=headers))

    assert (error["type"], error["loc"]) == ("model_attributes_type", ["body"])
    assert error["input"] == '{"split": "named"}'


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"]
)
def test_every_json_content_type_is_json(http: httpx.Client, kind: str) -> None:
    answer = http.post("/reset", content=b'{"seed": 2}', headers={"content-type": kind})

    assert answer.json()["observation"]["task_id"] == "account-takeover-fraud"


def test_both_a_task_and_a_split_is_one_too_many(http: httpx.Client) -> None:
    [error] = errors(http.post("/reset", json={"task_id": MUG, "split": "named"}))

    assert error["msg"] == "name either a task_id or a split, not both"
    assert error["loc"][0] == "body"


def test_a_key_that_is_there_twice_is_refused_by_its_name(http: httpx.Client) -> None:
    [error] = errors(post(http, "/reset", '{"seed": "x", "seed": 1}'))

    assert error["type"] == "json_invalid"
    assert error["ctx"] == {"error": "key twice: 'seed'"}


def test_a_body_of_more_than_a_mebibyte_is_refused_and_the_server_lives(
    http: httpx.Client,
) -> None:
    answer = post(http, "/reset", b" " * (2**20 + 1))

    assert (answer.status_code, answer.json()) == (413, {"detail": "Request Entity Too Large"})
    assert http.get("/health").status_code == 200


def test_long_input_is_cut_where_it_is_echoed(http: httpx.Client) -> None:
    [error] = errors(http.post("/reset", json={"seed": ["x" * 100] * 100}))

    assert len(error["input"]) <= 200
    assert error["input"].endswith("...")
