"""Any episode can be looked at step by step, shared, loaded, checked, taken over and compared."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from supportops import SupportOpsEnvironment
from supportops.agents.scripted import oracle_plan
from supportops.cases import TASK_IDS, case_file
from tests.browser.test_playing import GENERATED, MUG, REVIEW, draft, look, submit
from tests.browser.visitor import Visit, Visitor
from tests.serving import ROOT

GOLDEN = ROOT / "tests" / "golden" / f"{MUG}.jsonl"


def load(visitor: Visitor, path: Path) -> None:
    visitor.page.get_by_label("Transcript in JSON Lines").set_input_files(path)


def turns_of(task_id: str) -> list[dict[str, Any]]:
    env = SupportOpsEnvironment()
    found: list[dict[str, Any]] = [
        {"action": None, "observation": env.reset(task_id=task_id).model_dump(mode="json")}
    ]
    for action in oracle_plan(case_file(task_id)):
        observation = env.step(action).model_dump(mode="json")
        found.append({"action": action.model_dump(mode="json"), "observation": observation})
    return found


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def test_an_episode_is_scrubbed_and_played_on_from_any_step(visit: Visit) -> None:
    visitor = visit().start(MUG)
    for action in (look("order"), look("payment"), REVIEW):
        visitor.act(action)
    visitor.button("One step back").click()
    visitor.button("One step back").click()

    expect(visitor.panel("Evidence board").get_by_text("1 of 11 pieces read")).to_be_visible()
    expect(visitor.page.locator("form#action")).to_have_count(0)
    visitor.button("Play on from here").click()

    visitor.after(1)
    expect(visitor.page.locator("form#action")).to_be_visible()
    visitor.act(look("account"))
    history = visitor.state()["action_history"]
    assert [record["argument"] for record in history] == ["order", "account"]


def test_a_shared_link_opens_the_same_episode_at_the_same_step(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).start(MUG)
    visitor.act(look("order"))
    visitor.attempt(submit("send_replacement"))
    visitor.act(draft("Größe, 👋🏽 and <b>tags</b>\nin HL-58213."))
    visitor.button("One step back").click()
    visitor.button("Share").click()
    expect(visitor.page.get_by_label("Link")).to_have_value(re.compile("#play="))
    visitor.button("Copy link").click()
    link = str(visitor.page.evaluate("navigator.clipboard.readText()"))

    other = visit()
    other.page.goto(link)

    expect(other.panel("Replay")).to_contain_text("From a link")
    expect(other.panel("Steps").get_by_text("2 of 3")).to_be_visible()
    expect(other.page.get_by_text("wrong_phase", exact=True)).to_be_visible()
    other.button("One step on").click()
    expect(other.panel("Ticket").get_by_text("Größe, 👋🏽 and <b>tags</b>")).to_be_visible()
    other.button("Play on from step 3").click()
    assert other.state()["step_count"] == 3
    assert "#" not in other.page.url


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("#play=%%%", "damaged"),
        ("#play=AAAA", "damaged"),
        ("#play=" + "A" * 17_000, "too long"),
        # "A" a million times over, packed: what unfolds without end is not unfolded.
        ("#play=7cEBAQAAAICQ_q_uCAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "damaged"),
    ],
)
def test_a_link_that_is_none_is_called_so(visit: Visit, fragment: str, said: str) -> None:
    visitor = visit().open(fragment)

    expect(visitor.panel("Notice")).to_contain_text(said)
    expect(visitor.button(f"Play {MUG}")).to_be_enabled()


def test_a_link_to_a_task_opens_it(visit: Visit) -> None:
    visitor = visit().open(f"#task={GENERATED}")

    expect(visitor.heading("Ticket")).to_be_visible()
    assert visitor.state()["task_id"] == GENERATED


def test_a_transcript_is_downloaded_loaded_and_verified(visit: Visit, tmp_path: Path) -> None:
    visitor = visit().start(TASK_IDS[1])
    visitor.act(look("payment"))
    with visitor.page.expect_download() as download:
        visitor.button("Download").click()
    path = tmp_path / "episode.jsonl"
    download.value.save_as(path)

    other = visit().open()
    load(other, path)

    expect(other.panel("Replay")).to_contain_text("From a file")
    other.button("Verify on this server").click()
    expect(other.panel("Notice")).to_contain_text("the same answer to every step")


def test_a_golden_file_of_several_episodes_is_chosen_from_and_holds(visit: Visit) -> None:
    visitor = visit().open()
    load(visitor, GOLDEN)

    visitor.page.get_by_role("dialog").get_by_text("oracle").click()
    expect(visitor.page.locator(".big")).to_have_text("1.00")
    visitor.button("Verify on this server").click()
    expect(visitor.panel("Notice")).to_contain_text("the same answer to every step")
    expect(visitor.panel("Score card").locator("mark").first).to_be_visible()


def test_a_forged_transcript_is_found_out(visit: Visit, tmp_path: Path) -> None:
    turns = turns_of(MUG)
    turns[-2]["observation"]["reward"] = 0.9
    visitor = visit().open()

    load(visitor, written(tmp_path / "forged.jsonl", *turns))
    visitor.button("Verify on this server").click()

    expect(visitor.panel("Notice")).to_contain_text(f"differs from step {len(turns) - 2} on")


def bad_files() -> dict[str, tuple[str, str]]:
    turns = turns_of(MUG)
    observation = turns[0]["observation"]

    def line(**changes: object) -> str:
        return json.dumps({"action": None, "observation": {**observation, **changes}})

    good = json.dumps(turns[0])
    return {
        "nothing": ("", "empty"),
        "no JSON": (f"{good}\nwhat?", "Line 2 is not JSON"),
        "a list": ("[1]", "Line 1: the line is no object"),
        "no observation": ('{"action": null, "observation": 3}', "observation is no object"),
        "another phase": (line(phase="heaven"), "phase is none"),
        "a reward of text": (line(reward="much"), "reward is no number"),
        "a great reward": (line(reward=1e9), "reward is no number"),
        "records of numbers": (line(available_artifacts=[1]), "available_artifacts is no text"),
        "a prototype": ('{"__proto__": {"x": 1}, "observation": null}', "observation is no object"),
        "too many lines": ("{}\n" * 5_001, "more than 5000 lines"),
        "no reset": (json.dumps(turns[1]), "does not start with a reset"),
        "another action": (
            json.dumps({"action": {"action_type": "dance"}, "observation": observation}),
            "action_type is none",
        ),
        "eight megabytes": ("x" * 8_000_001, "at most 8 MB"),
        "a long text": (line(customer_message="x" * 100_001), "longer than 100000 characters"),
    }


def test_a_file_that_is_no_transcript_is_refused_with_its_line(
    visit: Visit, tmp_path: Path
) -> None:
    visitor = visit().open()
    expect(visitor.button("Load")).to_be_enabled()
    for name, (content, said) in bad_files().items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text(content)
        load(visitor, path)
        expect(visitor.panel("Notice")).to_contain_text(said)
        visitor.button("Dismiss").click()


def test_an_exported_journal_is_played_again(visit: Visit, tmp_path: Path) -> None:
    snapshot = {"task_id": MUG, "reward_mode": "delta", "resets": 1}
    events = [
        {"session_id": "s", "number": 0, "kind": "reset", "body": json.dumps(snapshot)},
        {"session_id": "s", "number": 1, "kind": "step", "body": REVIEW.model_dump_json()},
    ]
    visitor = visit().open()

    load(visitor, written(tmp_path / "journal.jsonl", *events))

    expect(visitor.panel("Rewards")).to_contain_text("delta")
    visitor.after(1)


def test_the_page_compares_with_the_oracle_and_marks_the_first_difference(visit: Visit) -> None:
    visitor = visit().start(MUG)
    plan = oracle_plan(case_file(MUG))
    visitor.act(plan[0])
    visitor.act(REVIEW)

    visitor.button("Compare with the scripted agent").click()

    table = visitor.page.get_by_role("table")
    expect(table.locator("tr.first")).to_have_count(1)
    expect(table.locator("tr.first")).to_contain_text("Review ticket")
    expect(visitor.page.get_by_text("The first step that differs is step 2.")).to_be_visible()
    expect(table.locator("thead")).to_contain_text("not finished")
    expect(table.locator("thead")).to_contain_text("1.00")


@pytest.mark.parametrize("agent", ["scripted", "random", "do-nothing"])
def test_an_agent_is_watched_from_the_start_to_its_end(visit: Visit, agent: str) -> None:
    visitor = visit().open()

    visitor.button(f"Watch the {agent} agent play {MUG}").click()

    expect(visitor.panel("Replay")).to_contain_text(f"{agent.capitalize()} agent")
    expect(visitor.panel("Steps")).to_contain_text(re.compile("[1-9] of"))
    visitor.button("Pause").click()
    last = visitor.steps_taken()
    visitor.page.get_by_label("Step that is shown").fill(str(last))
    expect(visitor.heading("Score card")).to_be_visible()


def test_the_own_case_is_untouched_by_what_is_watched(visit: Visit) -> None:
    visitor = visit().start(MUG)
    visitor.act(REVIEW)

    visitor.button("Watch the random agent").click()
    expect(visitor.panel("Replay")).to_be_visible()
    visitor.button("Back to my case").click()

    visitor.after(1)
    assert visitor.state()["step_count"] == 1
