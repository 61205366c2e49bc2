"""Fuzzing finds what is broken, shows the shortest way to it, and survives any agent."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from pydantic import ValidationError

from supportops import fuzzing as package
from supportops import workflow
from supportops.agents import Agent
from supportops.agents.baselines import DoNothingAgent, RandomAgent
from supportops.agents.scripted import ScriptedAgent
from supportops.case import Case, Step
from supportops.cases import case_file
from supportops.cli import main
from supportops.diagram import extract, svg
from supportops.fuzzing import (
    Coverage,
    EpisodeMachine,
    Violated,
    Watched,
    actions,
    episodes,
    hostile_text,
    legal_actions,
    malformed,
)
from supportops.fuzzing.agents import LARGEST, HttpAgent, UnknownAgent, maker
from supportops.fuzzing.arguments import ACCEPTED, REFUSED
from supportops.fuzzing.coverage import EVERY_RULE
from supportops.fuzzing.drive import driven
from supportops.fuzzing.finding import Hunt
from supportops.fuzzing.hunt import hunted
from supportops.fuzzing.shrink import shortest
from supportops.fuzzing.watched import broken_by
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import MESSAGE_LIMIT, ActionType, Phase, RewardMode
from supportops.workflow import EXHAUST, RULES, advance, build_machine
from tests.play import CHARGE, DRAFT, FILES, INSPECT, MUG, REVIEW, SEARCH, SUBMIT, act, good

SHORT = 0.3
"""Seconds that a hanging agent gets."""


def verbs(taken: Sequence[ToolUseAction]) -> list[ActionType]:
    return [action.action_type for action in taken]


def unguarded(patch: pytest.MonkeyPatch, verb: ActionType) -> None:
    """Take the guards away from every rule of a verb."""
    rules = [replace(rule, guards=() if rule.verb is verb else rule.guards) for rule in RULES]
    patch.setattr(workflow, "MACHINE", build_machine(rules))


# What is broken is found, and shrinks to the shortest way there.


@pytest.mark.parametrize(
    ("verb", "shortest_way"),
    [
        (INSPECT, [INSPECT]),
        (SEARCH, [SEARCH]),
        (DRAFT, [REVIEW, DRAFT]),
        (SUBMIT, [REVIEW, DRAFT, SUBMIT]),
    ],
)
def test_a_guard_that_is_missing_shrinks_to_the_fewest_actions(
    verb: ActionType, shortest_way: list[ActionType], monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded(monkeypatch, verb)
    hunt = hunted(FILES, 1000, 0, Coverage())
    assert len(hunt.findings) == 1
    found = hunt.findings[0]
    assert len(found.actions) == len(shortest_way)
    assert found.actions[-1].action_type is verb
    assert found.task == MUG.task_id


def test_a_guard_that_refuses_too_much_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supportops.guards.MESSAGE_LIMIT", 100)
    hunt = hunted(FILES, 1000, 0, Coverage())
    assert [one.what for one in hunt.findings] == [REFUSED]
    assert verbs(hunt.findings[0].actions)[1:] == [DRAFT]


def forgetful(case: Case, action: ToolUseAction) -> Step:
    """Refusals cost nothing."""
    step = advance(case, action)
    if step.refusal and case.is_open:
        case.steps -= 1
    return step


def test_a_step_that_costs_nothing_is_found_by_hypothesis_and_through_an_agent() -> None:
    wanted = "every attempt on an open case costs one step"
    hunt = hunted(FILES, 200, 0, Coverage(), take=forgetful)
    assert [(one.what, len(one.actions)) for one in hunt.findings] == [(wanted, 1)]

    class Stumbler:
        def act(self, observation: ToolUseObservation) -> ToolUseAction:
            stumbles = observation.remaining_steps < 9
            return act(SUBMIT, "refund") if stumbles else good(REVIEW)

    driving = driven(Stumbler, FILES, 3, 5.0, Coverage(), take=forgetful)
    assert [one.what for one in driving.findings] == [wanted]
    assert verbs(driving.findings[0].actions) == [SUBMIT]


def test_a_step_that_raises_is_a_finding_and_no_traceback() -> None:
    def raising(case: Case, action: ToolUseAction) -> Step:
        if action.argument == "":
            raise KeyError("nothing")
        return advance(case, action)

    hunt = hunted(FILES, 500, 0, Coverage(), take=raising)
    assert [one.what for one in hunt.findings] == ["a step raises nothing: KeyError: 'nothing'"]
    assert len(hunt.findings[0].actions) == 1


@pytest.fixture(scope="module")
def long_hunt() -> tuple[Hunt, Coverage]:
    coverage = Coverage()
    return hunted(FILES, 400, 1, coverage), coverage


def test_the_workflow_as_it_is_breaks_nothing(long_hunt: tuple[Hunt, Coverage]) -> None:
    hunt, coverage = long_hunt
    assert hunt == (400, (), 0)
    assert not coverage.missed


def test_equal_seeds_play_the_same() -> None:
    first, second, other = Coverage(), Coverage(), Coverage()
    hunted(FILES, 60, 3, first)
    hunted(FILES, 60, 3, second)
    hunted(FILES, 60, 4, other)
    assert first == second != other


@given(st.lists(st.integers(0, 9), max_size=12), st.sets(st.integers(0, 9), max_size=3))
def test_what_is_shortest_can_spare_nothing(items: list[int], needed: set[int]) -> None:
    def shows(some: Sequence[int]) -> bool:
        return needed <= set(some)

    if shows(items):
        assert sorted(shortest(items, shows)) == sorted(needed)


# The coverage counts what was met.


def test_a_coverage_that_met_nothing_misses_everything() -> None:
    coverage = Coverage()
    assert {kind: met for kind, (met, _) in coverage.shares.items()} == {
        "rules": 0,
        "guards": 0,
        "refusals": 0,
    }
    assert len(coverage.missed) == sum(all_ for _, all_ in coverage.shares.values())


def test_steps_are_counted_where_they_were_taken() -> None:
    watched = Watched(MUG)
    for action in (act(SUBMIT, "x"), good(REVIEW), act(DRAFT, ""), good(DRAFT), act(SUBMIT, "x")):
        watched.take(action)
    seen = watched.coverage
    assert +seen.rules == {(Phase.TRIAGE, REVIEW): 1, (Phase.INVESTIGATING, DRAFT): 1}
    assert +seen.refusals == {
        "wrong_phase": 1,
        "blank_message": 1,
        "unknown_resolution_code": 1,
    }
    assert seen.guards["message readable", False] == seen.guards["message readable", True] == 1
    assert seen.guards["code exists", False] == 1


@pytest.mark.parametrize("opening", [[], [good(REVIEW)], [good(REVIEW), good(DRAFT)]])
def test_the_end_of_the_budget_counts_where_it_came(opening: list[ToolUseAction]) -> None:
    watched = Watched(MUG)
    for action in (*opening, *[act(INSPECT)] * MUG.budget):
        watched.take(action)
    ends = [phase for phase, verb in +watched.coverage.rules if verb == EXHAUST]
    assert ends == [list(Phase)[len(opening)]]
    assert watched.coverage.refusals["episode_over"] == len(opening)


def test_a_last_step_that_moves_the_case_exhausts_it_where_it_led() -> None:
    watched = Watched(MUG)
    for action in (*[act(INSPECT)] * (MUG.budget - 1), good(REVIEW)):
        watched.take(action)
    assert watched.coverage.rules[Phase.INVESTIGATING, EXHAUST] == 1


# The drawing is painted with it.


def painted(coverage: Coverage) -> ElementTree.Element:
    return ElementTree.fromstring(svg(extract(), coverage.paint))


def tints(drawing: ElementTree.Element) -> dict[str, str]:
    """What each tooltip says, and the colour of its line."""
    lines = drawing.iter("{http://www.w3.org/2000/svg}text")
    found = {}
    for line in lines:
        title = line.find("{http://www.w3.org/2000/svg}title")
        if title is not None:
            found[str(title.text)] = line.attrib["class"].split()[1]
    return found


def test_nothing_met_is_painted_as_missed_and_everything_as_met(
    long_hunt: tuple[Hunt, Coverage],
) -> None:
    assert set(tints(painted(Coverage())).values()) == {"missed"}
    assert set(tints(painted(long_hunt[1])).values()) == {"met"}


def test_a_guard_that_only_passed_is_half_met() -> None:
    watched = Watched(MUG)
    watched.take(good(INSPECT))
    found = tints(painted(watched.coverage))
    assert found["artifact exists passed 1, refused 0"] == "half"
    assert found["inspect_artifact taken: 1 from triage"] == "met"
    assert found["inspect_artifact taken: 0 from investigating"] == "missed"


def test_an_unpainted_drawing_has_no_colours_of_coverage() -> None:
    assert "met" not in svg(extract()).replace("metric", "")


# What a user imports.


@pytest.mark.long
@settings(max_examples=60)
@given(st.data())
def test_strategies_give_what_they_say(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    legal = data.draw(legal_actions(file))
    case = Case(file)
    refused = advance(case, legal).refusal
    assert refused is None or refused.code.value == "wrong_phase"
    assert isinstance(data.draw(actions(file)), ToolUseAction)
    assert isinstance(data.draw(hostile_text()), str)
    with pytest.raises(ValidationError):
        ToolUseAction.model_validate(data.draw(malformed()))
    assert broken_by(file, RewardMode.DELTA, data.draw(episodes(file))) is None


class ChargeMachine(EpisodeMachine):
    task_id = CHARGE.task_id
    reward_mode = RewardMode.DELTA


TestChargeMachine = ChargeMachine.TestCase
TestChargeMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)


def test_a_machine_of_ones_own_finds_what_is_broken() -> None:
    class Broken(EpisodeMachine):
        advance = staticmethod(forgetful)

    quick = settings(max_examples=30, stateful_step_count=10, deadline=None, database=None)
    with pytest.raises(Violated, match="costs one step"):
        run_state_machine_as_test(Broken, settings=quick)


def test_only_what_is_listed_can_be_imported() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = package.nonsense
    assert all(getattr(package, name) for name in package.__all__)


# Agents that do not play.


class Crasher:
    def act(self, observation: ToolUseObservation) -> ToolUseAction:
        if observation.collected_evidence:
            raise RuntimeError("out\nof order")
        return good(INSPECT)


class Leaver:
    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        return None


class Hanger:
    def act(self, observation: ToolUseObservation) -> ToolUseAction:
        time.sleep(2)
        return good(REVIEW)


class Quitter:
    def act(self, observation: ToolUseObservation) -> ToolUseAction:
        raise SystemExit(3)


class NeedsMore:
    def __init__(self, more: int) -> None:
        self.more = more

    act = Leaver.act


def saying(answer: object) -> Callable[[], Agent]:
    class Speaker:
        def act(self, observation: ToolUseObservation) -> Any:
            return answer

    return Speaker


@pytest.mark.parametrize(
    ("make", "kind", "what", "taken"),
    [
        (Crasher, "crashed", "raised RuntimeError: out of order", [INSPECT]),
        (Quitter, "crashed", "raised SystemExit: 3", []),
        (saying("refund"), "nonsense", "answered a str, not an action", []),
        (saying({}), "nonsense", "answered what is no action: action_type: Field required", []),
        (NeedsMore, "unusable", "the agent cannot be made: TypeError: ", []),
        (dict, "unusable", "a dict has no method act(observation)", []),
        (Hanger, "hung", "gave no action within 0.3 seconds", []),
    ],
)
def test_an_agent_that_does_not_play_is_told_apart(
    make: Callable[[], Any], kind: str, what: str, taken: list[ActionType]
) -> None:
    hunt = driven(make, FILES, 3, SHORT if kind == "hung" else 5.0, Coverage())
    assert [(one.kind, verbs(one.actions)) for one in hunt.findings] == [(kind, taken)]
    assert hunt.findings[0].what.startswith(what)
    assert hunt.episodes == (1 if kind in ("hung", "unusable") else 3)


def test_an_action_as_a_mapping_is_an_action() -> None:
    hunt = driven(saying({"action_type": "review_ticket"}), FILES, 3, 5.0, Coverage())
    assert hunt == (3, (), 0)


def test_an_agent_may_leave_and_that_is_counted() -> None:
    assert driven(Leaver, FILES, 4, 5.0, Coverage()) == (4, (), 4)


@pytest.mark.parametrize("make", [DoNothingAgent, ScriptedAgent, lambda: RandomAgent(5)])
def test_agents_of_the_project_break_nothing(make: Callable[[], Agent]) -> None:
    hunt = driven(make, FILES, 6, 5.0, Coverage())
    assert hunt == (6, (), 0)


# Agents behind an endpoint.

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def answered(text: bytes, code: int = 200, **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler, seen: dict[str, Any]) -> None:
        handler.send_response(code)
        for name, value in {"Content-Length": str(len(text)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(text)

    return send


def slow(handler: BaseHTTPRequestHandler, seen: dict[str, Any]) -> None:
    time.sleep(1)


def dripping(handler: BaseHTTPRequestHandler, seen: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def cut(handler: BaseHTTPRequestHandler, seen: dict[str, Any]) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")


def sensible(handler: BaseHTTPRequestHandler, seen: dict[str, Any]) -> None:
    possible = seen["available_actions"][-1]
    fields = {"message": "Hello.", "resolution_code": seen["available_resolution_codes"][0]}
    action = {"action_type": possible, "query": seen["available_policies"][0], **fields}
    answered(json.dumps(action).encode())(handler, seen)


@contextmanager
def endpoint(reply: Reply) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with suppress(BrokenPipeError):
                reply(self, seen)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/act"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_agent_behind_an_endpoint_plays() -> None:
    coverage = Coverage()
    with endpoint(sensible) as url:
        hunt = driven(maker(url, 5.0), FILES, 3, 5.0, coverage)
    assert hunt == (3, (), 0)
    assert coverage.rules[Phase.DRAFTED, SUBMIT] == 3


@pytest.mark.parametrize(
    ("reply", "kind", "what"),
    [
        (answered(b"null"), None, ""),
        (answered(b"hello"), "nonsense", "answered what is no JSON"),
        (answered(b"[" * 100_000), "nonsense", "answered what is no JSON"),
        (answered(b"\xff\xfe"), "nonsense", "answered what is no JSON"),
        (answered(b"7"), "nonsense", "answered a int, not an action"),
        (answered(b" " * (LARGEST + 1)), "nonsense", f"answered more than {LARGEST} bytes"),
        (answered(b"", 500), "crashed", "raised EndpointFailed: the endpoint answered 500"),
        (
            answered(b"", 302, Location="http://127.0.0.1:1/"),
            "crashed",
            "raised EndpointFailed: the endpoint answered 302",
        ),
        (cut, "nonsense", "answered what is no JSON"),
        (slow, "hung", "gave no action within 0.3 seconds"),
        (dripping, "hung", "gave no action within 0.3 seconds"),
    ],
)
def test_an_endpoint_that_does_not_play_is_told_apart(
    reply: Reply, kind: str | None, what: str
) -> None:
    seconds = SHORT if kind == "hung" else 5.0
    with endpoint(reply) as url:
        hunt = driven(maker(url, seconds), FILES[:1], 1, seconds, Coverage())
    assert [one.kind for one in hunt.findings] == ([kind] if kind else [])
    assert all(one.what.startswith(what) for one in hunt.findings)


def test_an_endpoint_that_is_not_there_is_told() -> None:
    hunt = driven(lambda: HttpAgent("http://127.0.0.1:1/", 2.0), FILES[:1], 1, 2.0, Coverage())
    assert hunt.findings[0].what.startswith("raised EndpointFailed: the endpoint cannot be asked")


# The command.

MINE = "supportops.agents.scripted:ScriptedAgent"


def test_the_command_tells_what_was_met_and_paints_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    drawing = tmp_path / "met.svg"
    assert main(["fuzz", "--examples", "20", "--svg", str(drawing)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("20 episodes on 3 tasks, ")
    assert "coverage: rules " in out
    assert out.endswith("findings: 0\n")
    assert str(drawing) in err
    assert len(tints(ElementTree.fromstring(drawing.read_text("utf-8")))) > len(EVERY_RULE)


def test_the_command_tells_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fuzz", "--agent", MINE, "--examples", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["episodes"], told["tasks"], told["findings"]) == (3, 3, [])
    assert told["coverage"]["rules"]["drafted submit_resolution"] == 3
    assert "refusal blank_message" in told["never"]


def test_a_finding_fails_the_command_and_is_printed_step_by_step(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded(monkeypatch, DRAFT)
    assert main(["fuzz", "damaged-mug-replacement", "--examples", "1000"]) == 1
    out = capsys.readouterr().out
    assert f"FAILED  the workflow breaks an invariant: {ACCEPTED}" in out
    assert "          2. draft_reply" in out
    assert "          3. " not in out
    assert out.endswith("findings: 1\n")


@pytest.mark.parametrize(
    ("agent", "says"),
    [
        ("nonsense", "neither MODULE:CLASS"),
        (":X", "neither MODULE:CLASS"),
        ("no.such.module:X", "cannot load no.such.module:X: ModuleNotFoundError"),
        ("supportops:Nothing", "cannot load supportops:Nothing: AttributeError"),
        ("supportops:__version__", "is a str, not a class"),
        ("http://", "names no host"),
        ("ftp://somewhere", "neither MODULE:CLASS"),
        ("supportops:", "neither MODULE:CLASS"),
        ("x" * 5000, "neither MODULE:CLASS"),
        ("..:X", "cannot load ..:X: TypeError"),
    ],
)
def test_an_agent_that_is_none_is_refused(
    agent: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fuzz", "--agent", agent]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert says in err
    assert len(err) < 400


@pytest.mark.parametrize(
    "arguments",
    [
        ["--examples", "0"],
        ["--examples", "many"],
        ["--seed", "-1"],
        ["--seconds", "nan"],
        ["--seconds", "0"],
        ["--split", "nowhere"],
    ],
)
def test_a_wrong_option_is_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["fuzz", *arguments])
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_an_unknown_task_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fuzz", "nothing"]) == 1
    assert "unknown task_id 'nothing'" in capsys.readouterr().err


def test_without_hypothesis_the_command_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    assert main(["fuzz"]) == 1
    assert "openenv-supportops[fuzz]" in capsys.readouterr().err


def test_an_agent_of_the_folder_one_stands_in_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "my_own_agent.py").write_text(
        "class Mine:\n    def act(self, seen):\n        print('thinking')\n        return None\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert main(["fuzz", "--agent", "my_own_agent:Mine", "--examples", "2"]) == 0
    out, err = capsys.readouterr()
    assert "left by the agent before the end: 2" in out
    assert "thinking" in err


def test_generated_cases_and_their_customers_break_nothing() -> None:
    asked = case_file("gen/damaged_item/train/5")
    coverage = Coverage()
    assert not hunted([asked], 60, 0, coverage).findings
    assert MESSAGE_LIMIT == 4000
    assert isinstance(maker(MINE, 1.0)(), ScriptedAgent)
    with pytest.raises(UnknownAgent):
        maker("ftp://x", 1.0)
