"""Spliced envelopes are the bytes that the published model gives, whatever happens in a case."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from supportops.environment import SupportOpsEnvironment
from supportops.observation import observe
from supportops.server import frames, ws
from supportops.server.encoding import envelope_json, http_envelope_json
from supportops.server.protocol import envelope, http_envelope, json_text
from supportops.server.sessions import Kind, Session, Sessions
from supportops.server.settings import Settings
from supportops.vocabulary import FULL, ActionType
from tests.play import FILES, act
from tests.server.talk import GENERATED
from tests.strategies import Episode, episodes

NOISE = st.sampled_from(
    [
        '"',
        "\\",
        "{}",
        "[]",
        ",",
        ":",
        "null",
        "NaN",
        "1e999",
        '"metadata"',
        '"type"',
        "\\ud800",
        " ",
    ]
)
STEP = '{"type": "step", "data": {"action_type": "review_ticket"%s}}'
NEARLY_STEPS = [
    STEP % "",
    STEP % ', "metadata": {}',
    STEP % ', "metadata": {"a": NaN}',
    STEP % ', "metadata": {"a": [1e999]}',
    STEP % ', "metadata": null',
    STEP % ', "query": null, "message": null',
    STEP % ', "query": 5',
    STEP % ', "query": "\\ud800"',
    STEP % ', "action_type": "draft_reply", "message": "twice"',
    STEP % ', "other": 1',
    STEP % "" + " ",
    STEP % "" + "{}",
    '{"type": "step", "type": "state"}',
    '{"type" : "step", "type": "step", "data": {"action_type": "review_ticket"}}',
    '{"type": "step", "data": {"action_type": "draft_reply", "message": "a: \\": {[ b"}}',
    '{"type": "step", "data": {"action_type" : "review_ticket", "action_type" : "review_ticket"}}',
    '{"data": {"action_type": "search_policy", "query": "x"}, "type": "step"}',
    '{"type": "step", "data": {"action_type": "review_ticket"}, "data": {}}',
    '{"type": "step", "data": {"action_type": 1}}',
    '{"type": "Step", "data": {"action_type": "review_ticket"}}',
    '{"type": "step"}',
]
OTHER_FRAMES = [
    '{"type": "reset"}',
    '{"type": "reset", "data": {"seed": 1, "reward_mode": "delta"}}',
    '{"type": "reset", "data": {"task_id": "no such task"}}',
    '{"type": "reset", "data": {"seed": -1}}',
    '{"type": "state"}',
    '{"type": "mcp", "data": {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}}',
    '{"type": "close"}',
    "[]",
]


def expected(env: SupportOpsEnvironment, step: Any, session_id: str | None = None) -> str:
    return json_text(envelope(observe(step.case, step), session_id))


@given(episodes())
def test_an_envelope_is_what_the_model_gives(episode: Episode) -> None:
    env = SupportOpsEnvironment()
    case = env.begin(task_id=episode.task_id, reward_mode=episode.mode)
    assert envelope_json(case, None) == json_text(envelope(observe(case, None)))
    for action in (*episode.actions, act(ActionType.REVIEW_TICKET)):
        step = env.take(action)
        for session_id in (None, 'an "id"'):
            assert envelope_json(case, step, session_id) == expected(env, step, session_id)
            told = json.loads(http_envelope_json(case, step, session_id))
            assert told == http_envelope(observe(case, step), session_id)


def test_an_envelope_before_the_first_reset_is_what_the_model_gives() -> None:
    env = SupportOpsEnvironment()
    step = env.take(act(ActionType.REVIEW_TICKET))

    assert envelope_json(step.case, step, "s") == expected(env, step, "s")


def test_every_score_is_written_as_json_writes_it() -> None:
    assert all(f"{n / FULL}" == to_json(n / FULL).decode() for n in range(FULL + 1))


@pytest.mark.parametrize("task_id", [GENERATED, f"{GENERATED}#twin"])
def test_the_envelopes_of_a_generated_case_are_what_the_model_gives(task_id: str) -> None:
    env = SupportOpsEnvironment()
    case = env.begin(task_id=task_id)
    assert envelope_json(case, None) == json_text(envelope(observe(case, None)))

    for action in oracle_plan(case.file):
        step = env.take(action)
        assert envelope_json(case, step) == json_text(envelope(observe(case, step)))
    assert not case.is_open


def test_the_envelopes_of_a_case_whose_customer_answers_are_what_the_model_gives() -> None:
    numbers = (f"gen/damaged_item/train/{number}" for number in range(1000))
    env = SupportOpsEnvironment()
    case = env.begin(task_id=next(task for task in numbers if len(case_file(task).stages) == 3))
    asking = case.file.asking
    assert asking
    asked = [act(ActionType.DRAFT_REPLY, asking.request)] * 2
    for action in (act(ActionType.REVIEW_TICKET), *asked, *oracle_plan(case.file)):
        step = env.take(action)
        assert envelope_json(case, step) == json_text(envelope(observe(case, step)))
    assert case.heard == 2


def answers(text: str) -> list[str | None]:
    """What a frame is answered, and the state after it: with the short way, and without it."""
    found, sessions = [], Sessions(Settings())
    for at_first_sight in (frames.plain_step, lambda _: None):
        session = Session("s", Kind.SOCKET, 0.0, SupportOpsEnvironment(), held=True)
        session.env.begin(task_id=FILES[0].task_id)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frames, "plain_step", at_first_sight)
            patch.setattr(frames, "SHORT", -1)  # what was understood before is of no use here
            found += [ws.answer(sessions, session, frame) for frame in (text, '{"type": "state"}')]
    return found


@pytest.mark.parametrize("text", NEARLY_STEPS)
def test_the_short_way_of_a_step_answers_as_the_long_one(text: str) -> None:
    short, short_state, long, long_state = answers(text)

    assert (short, short_state) == (long, long_state)


@given(st.lists(NOISE, max_size=3), st.data())
def test_the_short_way_of_a_broken_step_answers_as_the_long_one(
    noise: list[str], data: st.DataObject
) -> None:
    text = STEP % ', "query": "x", "metadata": {}'
    for piece in noise:
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + piece + text[place + data.draw(st.integers(0, 2)) :]
    short, short_state, long, long_state = answers(text)

    assert (short, short_state) == (long, long_state)


def test_steps_do_take_the_short_way() -> None:
    assert frames.plain_step(STEP % "") is not None
    assert frames.plain_step(STEP % ', "metadata": {}, "query": null') is not None
    assert frames.plain_step(STEP % ', "metadata": {"a": 1}') is None


@given(st.lists(st.sampled_from([*NEARLY_STEPS, *OTHER_FRAMES]), max_size=12))
def test_frames_that_came_before_are_answered_as_if_they_had_not(texts: list[str]) -> None:
    remembered, forgetful = (
        [Session(f"{n}", Kind.SOCKET, 0.0, SupportOpsEnvironment(), held=True) for n in range(2)]
        for _ in range(2)
    )
    sessions = Sessions(Settings())
    for text in texts:
        for known, unknown in zip(remembered, forgetful, strict=True):
            told = ws.answer(sessions, known, text)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(frames, "SHORT", -1)
                assert told == ws.answer(sessions, unknown, text)


def test_few_frames_are_kept_and_no_long_ones() -> None:
    for number in range(2 * frames.KEPT):
        text = STEP % f', "query": "{number}"'
        assert frames.asked(text).what.query == str(number)
        assert 0 < len(frames._KEPT) <= frames.KEPT

    before = [*frames._KEPT]
    long = STEP % f', "query": "{"x" * frames.SHORT}"'
    assert frames.asked(long) == frames.asked(long)
    assert [*frames._KEPT] == before
