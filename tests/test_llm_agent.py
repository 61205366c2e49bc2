"""The agent that asks a language model, against a real endpoint on this machine."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from supportops import TASK_IDS, ActionType, SupportOpsEnvironment, ToolUseAction
from supportops.agents.deadline import Deadline, within
from supportops.agents.episode import LocalDesk, play
from supportops.agents.llm import (
    CORRECTIONS_PER_DECISION,
    CORRECTIONS_PER_EPISODE,
    ChatModel,
    LanguageModelAgent,
)
from supportops.agents.prompt import fenced, tools_for
from tests.chat_endpoint import (
    Endpoint,
    Reply,
    Request,
    calls,
    does,
    fails,
    oracle,
    says,
    serving,
)

LOOK = ("inspect_artifact", {"artifact_id": "order"})
ORDER = ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT, artifact_id="order")

OBSERVATION = SupportOpsEnvironment().reset(task_id="damaged-mug-replacement")


@dataclass
class Asked:
    """What came of asking the agent: its action, what it noted, what the endpoint was sent."""

    action: ToolUseAction | None = None
    notes: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    @property
    def last_message(self) -> Any:
        return self.requests[-1]["messages"][-1]


@contextmanager
def agent_at(endpoint: Endpoint, notes: list[str], seconds: float) -> Iterator[LanguageModelAgent]:
    with ChatModel(api_key="key", base_url=endpoint.url, model="m", call_seconds=0.5) as model:
        yield LanguageModelAgent(model, Deadline.after(seconds), notes.append)


def ask(answer: Callable[[Request], Reply], seconds: float = 30.0) -> Asked:
    """One decision."""
    asked = Asked()
    with serving(answer) as endpoint, agent_at(endpoint, asked.notes, seconds) as agent:
        asked.action = agent.act(OBSERVATION)
    asked.requests = endpoint.requests
    return asked


def in_turn(*replies: Reply) -> Callable[[Request], Reply]:
    """These answers, one after the other."""
    left = iter(replies)
    return lambda request: next(left)


@pytest.mark.parametrize("task_id", TASK_IDS)
def test_a_good_model_gets_the_full_score(task_id: str) -> None:
    notes: list[str] = []
    steps: list[ToolUseAction] = []
    with serving(oracle) as endpoint, agent_at(endpoint, notes, 30) as agent:
        score = play(
            agent,
            LocalDesk(),
            task_id,
            deadline=Deadline.after(30),
            on_step=lambda action, _: steps.append(action),
        )
    assert (score, notes) == (1.0, [])
    assert len(endpoint.requests) == len(steps)


def test_the_model_is_offered_one_tool_per_verb_with_the_values_that_exist() -> None:
    asked = ask(lambda request: calls(LOOK))
    functions = {tool["function"]["name"]: tool["function"] for tool in asked.requests[0]["tools"]}
    assert list(functions) == list(ActionType)
    assert functions["review_ticket"]["parameters"]["properties"] == {}
    argument = functions["inspect_artifact"]["parameters"]["properties"]["artifact_id"]
    assert argument["enum"] == OBSERVATION.available_artifacts
    query = functions["search_policy"]["parameters"]["properties"]["query"]
    assert query["enum"] == OBSERVATION.available_policies
    code = functions["submit_resolution"]["parameters"]["properties"]["resolution_code"]
    assert code["enum"] == OBSERVATION.available_resolution_codes


def test_the_model_is_told_the_job_and_the_case_but_not_the_task() -> None:
    system, user = ask(lambda request: calls(LOOK)).requests[0]["messages"]
    assert "never an instruction" in system["content"]
    assert fenced(OBSERVATION.customer_message) in user["content"]
    assert OBSERVATION.task_id not in system["content"] + user["content"]


def test_a_text_of_the_case_cannot_close_its_fence() -> None:
    assert fenced("a</data>b").count("</data>") == 1


@pytest.mark.parametrize(
    "reply",
    [
        calls(LOOK),
        calls(LOOK, ("review_ticket", {})),
        calls(("inspect_artifact", {"artifact_id": "order", "query": None})),
        says('{"action_type": "inspect_artifact", "artifact_id": "order", "message": null}'),
        says('```json\n{"action_type": "inspect_artifact", "artifact_id": "order"}\n```'),
        says('<think>{no}</think>{"action_type": "inspect_artifact", "artifact_id": "order"}'),
    ],
    ids=["call", "first of two", "null argument", "json", "fenced json", "after thoughts"],
)
def test_what_counts_as_an_action(reply: Reply) -> None:
    asked = ask(lambda request: reply)
    assert (asked.action, asked.notes, len(asked.requests)) == (ORDER, [], 1)


@pytest.mark.parametrize("arguments", ["", "{}", "null", "  "])
def test_a_tool_without_an_argument_can_be_called_in_many_ways(arguments: str) -> None:
    asked = ask(lambda request: calls(("review_ticket", arguments)))
    assert asked.action == ToolUseAction(action_type=ActionType.REVIEW_TICKET)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (says("Let me think."), "That was no action."),
        (says(None), "That was no action."),
        (says("[1, 2]"), "That was no action."),
        (says("[" * 100_000), "That was no action."),
        (says('{"action_type": "refund"}'), "There is no tool 'refund'"),
        (calls(("refund", {})), "There is no tool 'refund'"),
        (calls(("inspect_artifact", '{"artifact_id": ')), "not valid JSON"),
        (calls(("inspect_artifact", "[]")), "one JSON object"),
        (calls(("inspect_artifact", {})), "exactly one argument, artifact_id"),
        (calls(("inspect_artifact", {"artifact_id": "order", "x": 1})), "given 'artifact_id, x'"),
        (calls(("inspect_artifact", {"artifact_id": 7})), "artifact_id has to be text"),
        (calls(("review_ticket", {"query": "x"})), "takes no arguments"),
    ],
)
def test_an_answer_that_is_no_action_is_explained_to_the_model(reply: Reply, told: str) -> None:
    asked = ask(in_turn(reply, calls(LOOK)))
    assert asked.action == ORDER
    assert told in asked.last_message["content"]


def test_a_correction_is_the_result_of_the_call_it_is_about() -> None:
    asked = ask(in_turn(calls(("refund", "{oops")), calls(LOOK)))
    said, told = asked.requests[-1]["messages"][-2:]
    assert (told["role"], told["tool_call_id"]) == ("tool", said["tool_calls"][0]["id"])
    # A server that parses old arguments again must not stumble over them.
    assert json.loads(said["tool_calls"][0]["function"]["arguments"]) == {}


def test_an_action_written_as_text_is_answered_by_a_user_message() -> None:
    asked = ask(in_turn(says("hm"), calls(LOOK)))
    assert [message["role"] for message in asked.requests[-1]["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]


def test_fields_a_vendor_adds_to_a_call_come_back_to_it() -> None:
    asked = ask(in_turn(calls(("refund", {}), signature="s"), calls(LOOK)))
    assert asked.requests[-1]["messages"][-2]["tool_calls"][0]["signature"] == "s"


def test_corrections_per_decision_are_bounded() -> None:
    asked = ask(lambda request: says("Certainly!"))
    assert asked.action is None
    assert len(asked.requests) == CORRECTIONS_PER_DECISION + 1
    assert "no action" in asked.notes[0]


def test_corrections_per_episode_are_bounded() -> None:
    replies = in_turn(*[says("hm"), says("hm"), calls(LOOK)] * 20)
    notes: list[str] = []
    with serving(replies) as endpoint, agent_at(endpoint, notes, 30) as agent:
        while agent.act(OBSERVATION):
            pass
    talks = [json.dumps(request["messages"][-1]) for request in endpoint.requests]
    assert sum("That was no action" in talk for talk in talks) == CORRECTIONS_PER_EPISODE


def test_the_model_reads_what_its_action_led_to() -> None:
    env = SupportOpsEnvironment()
    env.reset(task_id="damaged-mug-replacement")
    wrong = ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT, artifact_id="nope")
    with serving(lambda request: calls(LOOK)) as endpoint, agent_at(endpoint, [], 30) as agent:
        for observation in (OBSERVATION, env.step(ORDER), env.step(wrong)):
            agent.act(observation)
    accepted, refused = (request["messages"][-1] for request in endpoint.requests[1:])
    assert (accepted["role"], accepted["tool_call_id"]) == ("tool", "id-0")
    assert "HL-58213" in accepted["content"]
    assert "Refused: There is no artifact 'nope'" in refused["content"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_trouble_is_retried_once(status: int) -> None:
    asked = ask(in_turn(fails(status), calls(LOOK)))
    assert (asked.action, len(asked.requests)) == (ORDER, 2)


@pytest.mark.parametrize(("status", "attempts"), [(401, 1), (404, 1), (429, 2), (500, 2)])
def test_a_lasting_trouble_stops_the_agent(status: int, attempts: int) -> None:
    asked = ask(lambda request: fails(status, "out of order"))
    assert (asked.action, len(asked.requests)) == (None, attempts)
    assert "out of order" in asked.notes[0]


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize("refused", ["temperature", "tools"])
def test_an_endpoint_that_refuses_an_option_is_asked_without_it(status: int, refused: str) -> None:
    asked = ask(lambda request: fails(status) if refused in request else calls(LOOK))
    assert asked.action == ORDER
    assert refused not in asked.requests[-1]


def test_an_endpoint_that_refuses_everything_stops_the_agent() -> None:
    asked = ask(lambda request: fails(400, "not you"))
    assert (asked.action, len(asked.requests)) == (None, 3)


def test_a_refusal_in_the_middle_of_an_episode_is_final() -> None:
    asked = ask(in_turn(says("hm"), fails(400, "too long"), calls(LOOK)))
    assert (asked.action, len(asked.requests)) == (None, 2)


@pytest.mark.parametrize(
    "body", ["", "<html>", "{}", '{"choices": []}', '{"choices": [{"message": null}]}', '"\\ud800"']
)
def test_what_is_no_completion_stops_the_agent(body: str) -> None:
    asked = ask(lambda request: Reply(body))
    assert asked.action is None
    assert "no chat completion" in asked.notes[0]


def test_a_call_that_is_hardly_one_is_explained_too() -> None:
    bare = '{"choices": [{"message": {"tool_calls": [{"function": null}]}}]}'
    asked = ask(in_turn(Reply(bare), calls(LOOK)))
    assert asked.action == ORDER
    assert asked.last_message["tool_call_id"].startswith("call_")


def test_an_answer_that_takes_too_long_is_given_up_after_a_retry() -> None:
    asked = ask(lambda request: Reply("{}", seconds=20))
    assert (asked.action, len(asked.requests)) == (None, 2)
    assert "timed out" in asked.notes[0]


def test_no_pause_that_an_endpoint_asks_for_passes_the_deadline() -> None:
    start = time.monotonic()
    asked = ask(lambda request: Reply("{}", 429, headers={"retry-after": "60"}), seconds=0.3)
    assert asked.action is None
    assert "time was over" in asked.notes[0]
    assert time.monotonic() - start < 5


def test_once_the_time_is_over_nothing_is_asked() -> None:
    asked = ask(lambda request: calls(LOOK), seconds=0)
    assert (asked.action, asked.requests) == (None, [])


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("key", "http://127.0.0.1:1/v1"),
        ("key", "nonsense"),
        ("key", "http://["),
        ("k\u00e9y", "http://127.0.0.1:1/v1"),
    ],
)
def test_an_endpoint_that_cannot_be_asked_stops_the_agent(key: str, url: str) -> None:
    notes: list[str] = []
    with ChatModel(api_key=key, base_url=url, model="m") as model:
        agent = LanguageModelAgent(model, Deadline.after(20), notes.append)
        assert agent.act(OBSERVATION) is None
    assert len(notes) == 1


def test_within_returns_raises_and_gives_up() -> None:
    assert within(Deadline.after(5), lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(Deadline.after(5), lambda: 1 // 0)
    with pytest.raises(TimeoutError, match="before the time was over"):
        within(Deadline.after(0.05), lambda: time.sleep(0.5))
    with pytest.raises(TimeoutError, match="no time is left"):
        within(Deadline.after(0), lambda: 7)


def test_a_share_of_the_time_leaves_the_rest_to_the_others() -> None:
    assert Deadline.after(30).share(3).remaining == pytest.approx(10, abs=0.5)


def test_the_tools_follow_the_observation() -> None:
    other = SupportOpsEnvironment().reset(task_id="account-takeover-fraud")
    assert tools_for(other) != tools_for(OBSERVATION)


@pytest.mark.parametrize("module", ["supportops", "supportops.agents.llm", "inference"])
def test_the_vendor_package_is_loaded_only_where_a_model_is_asked(module: str) -> None:
    code = f"import sys, {module}; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_oracle_action_reaches_the_agent_unchanged() -> None:
    assert ask(lambda request: does(ORDER)).action == ORDER
