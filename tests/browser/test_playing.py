"""Cases are played by clicking, refusals are unmistakable, and the page shows what came of it."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from supportops import SupportOpsEnvironment, ToolUseAction
from supportops.agents.scripted import oracle_plan
from supportops.cases import TASK_IDS, case_file
from supportops.vocabulary import ActionType
from tests.browser.visitor import Visit
from tests.serving import ROOT, Server

MUG = TASK_IDS[0]
GENERATED = "gen/late_delivery/test/7"
REVIEW = ToolUseAction(action_type=ActionType.REVIEW_TICKET)


def ran(program: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)


def look(artifact_id: str) -> ToolUseAction:
    return ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT, artifact_id=artifact_id)


def draft(message: str) -> ToolUseAction:
    return ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=message)


def submit(code: str) -> ToolUseAction:
    return ToolUseAction(action_type=ActionType.SUBMIT_RESOLUTION, resolution_code=code)


@pytest.mark.parametrize("task_id", TASK_IDS)
def test_a_named_case_is_played_to_its_end_by_clicking(visit: Visit, task_id: str) -> None:
    visitor = visit().start(task_id)
    file = case_file(task_id)

    visitor.play_out(task_id)

    assert visitor.score() == "1.00"
    state = visitor.state()
    assert state["final_score"] == 1.0
    card = visitor.panel("Score card")
    for claim in state["score_card"]["claims"]:
        expect(card.locator("mark").filter(has_text=claim["text"]).first).to_be_visible()
    proof = visitor.panel("Certificate")
    expect(proof.get_by_text(file.gold.resolution, exact=True)).to_be_visible()
    counted = visitor.panel("Evidence board").get_by_text("counted", exact=True)
    expect(counted).to_have_count(min(map(len, file.gold.evidence)))


def test_the_letter_is_marked_at_the_very_words_that_the_grader_names(visit: Visit) -> None:
    """Its places count characters, and a browser counts otherwise: beyond the first plane, and
    where a line end or an accent is written as two."""
    words = (
        "Dear Maya 👋🏽, cafe\u0301!\r\nI am sorry that the mug of order HL-58213 arrived broken."
    )
    words += " We are sending you a replacement."
    visitor = visit().start(MUG)
    for action in (look("order"), draft(words), submit("send_replacement")):
        visitor.act(action)

    claims = visitor.state()["score_card"]["claims"]
    marked = [
        re.sub(r"[\d ]+$", "", mark.inner_text()) if mark.locator("sup").count() else ""
        for mark in visitor.panel("Score card").locator("mark").all()
    ]
    told = [claim["text"] for claim in claims if claim["start"] < claim["end"]]
    assert told
    for text in told:
        assert any(part and (part in text or text in part) for part in marked), (text, marked)
    assert "HL-5821" in marked or "HL-58213" in " ".join(told)


def test_a_refusal_says_what_why_and_what_is_possible(visit: Visit) -> None:
    visitor = visit().start(MUG)
    env = SupportOpsEnvironment()
    env.reset(task_id=MUG)
    said = env.step(submit("send_replacement"))

    visitor.page.get_by_role("tab", name="Submit resolution").click()
    form = visitor.page.locator("form#action")
    expect(visitor.button("Submit resolution", within=form)).to_be_disabled()
    expect(form.get_by_text(said.last_action_error or "")).to_be_visible()
    visitor.attempt(submit("send_replacement"))

    refusal = visitor.panel("✕Refused").or_(visitor.panel("Refused"))
    expect(refusal.get_by_text(said.last_action_error or "")).to_be_visible()
    expect(refusal.get_by_text("wrong_phase")).to_be_visible()
    for verb in ("Review ticket", "Inspect record", "Search policy"):
        expect(visitor.button(verb, within=refusal)).to_be_enabled()
    assert "Refused" in visitor.page.get_by_role("status").first.inner_text()
    visitor.button("Inspect record", within=refusal).click()
    expect(visitor.page.get_by_role("tab", name="Inspect record")).to_have_attribute(
        "aria-selected", "true"
    )


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (look("invoices"), "unknown_artifact"),
        (
            ToolUseAction(action_type=ActionType.SEARCH_POLICY, query="free gifts"),
            "unknown_policy",
        ),
    ],
)
def test_what_a_guard_refuses_names_the_guard(
    visit: Visit, action: ToolUseAction, code: str
) -> None:
    visitor = visit().start(MUG)

    visitor.act(action)

    expect(visitor.page.get_by_text(code, exact=True)).to_be_visible()
    expect(visitor.page.get_by_text("by the guard")).to_be_visible()


def test_a_blank_draft_is_refused_and_costs_a_step(visit: Visit) -> None:
    visitor = visit().start(MUG)
    visitor.act(REVIEW)

    visitor.attempt(draft("   "))

    expect(visitor.page.get_by_text("blank_message", exact=True)).to_be_visible()
    assert visitor.state()["step_count"] == 2


def test_an_edge_of_the_drawing_starts_its_action_and_a_dashed_one_says_why_not(
    visit: Visit,
) -> None:
    visitor = visit().start(MUG)
    drawing = visitor.panel("Workflow")

    drawing.get_by_role("button", name=re.compile("^search_policy, Triage")).click()
    expect(visitor.page.get_by_role("tab", name="Search policy")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(visitor.page.locator("form#action input")).to_be_focused()
    blocked = drawing.get_by_role("button", name=re.compile("^submit_resolution"))
    expect(blocked).to_have_attribute("aria-disabled", "true")
    for reach in (blocked.hover, blocked.focus):
        visitor.page.mouse.move(0, 0)
        reach()
        expect(visitor.page.get_by_role("tooltip")).to_contain_text("only in drafted")


def test_the_drawing_numbers_the_edges_that_were_taken(visit: Visit) -> None:
    visitor = visit().start(MUG)
    for action in (look("order"), REVIEW, look("payment"), look("account"), look("shipment")):
        visitor.act(action)
    drawing = visitor.panel("Workflow")

    taken = drawing.get_by_role("button", name=re.compile("taken at step"))

    assert [re.split(r"\. ", one.get_attribute("aria-label") or "")[0] for one in taken.all()] == [
        "inspect_artifact, Triage to Investigating, taken at step 1",
        "review_ticket, Investigating to Investigating, taken at step 2",
        "inspect_artifact, Investigating to Investigating, taken at step 3, 4, 5",
    ]


def test_a_card_fills_when_it_is_opened(visit: Visit) -> None:
    visitor = visit().start(MUG)
    board = visitor.panel("Evidence board")

    visitor.button("Open artifact inventory").click()

    visitor.after(1)
    expect(board.get_by_text("on_hand")).to_be_visible()
    expect(board.get_by_text("1 of 11 pieces read")).to_be_visible()
    visitor.page.get_by_role("tab", name="Draft reply").click()
    beside = visitor.page.get_by_role("region", name="What has been read")
    expect(beside.get_by_text("on_hand")).to_be_visible()


def test_a_case_that_runs_out_of_steps_ends_and_says_so(visit: Visit) -> None:
    visitor = visit().start(MUG)
    for step in range(case_file(MUG).budget):
        visitor.page.get_by_role("tab", name="Review ticket").click()
        visitor.page.locator("form#action .send").click()
        visitor.after(step + 1)

    expect(visitor.heading("Score card")).to_be_visible()
    expect(visitor.page.get_by_text("the budget ran out").first).to_be_visible()
    expect(visitor.panel("Workflow").get_by_text("the episode is over")).to_be_visible()


@pytest.mark.parametrize("mode", ["delta", "terminal"])
def test_a_reward_mode_is_chosen_before_the_case(visit: Visit, mode: str) -> None:
    visitor = visit().open()
    visitor.page.get_by_role("radio", name=mode).check(force=True)
    visitor.button(f"Play {MUG}").click()

    visitor.play_out(MUG)

    state = visitor.state()
    assert state["reward_mode"] == mode
    assert abs(state["total_reward"] - 1.0) < 1e-9
    assert visitor.score() == "1.00"


def test_a_generated_case_is_chosen_by_filter_and_tells_its_answer_at_its_end(
    visit: Visit,
) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    visitor.page.get_by_label("Difficulty").select_option("hard")
    visitor.page.get_by_label("Family").select_option("account_takeover")
    first = visitor.page.locator(".list li button").first
    expect(first.get_by_text("Account takeover")).to_be_visible()
    expect(visitor.page.locator(".list .chip").get_by_text("easy")).to_have_count(0)
    first.click()
    expect(visitor.heading("Ticket")).to_be_visible()
    task_id = visitor.state()["task_id"]
    assert visitor.state()["required_evidence"] == []

    visitor.expected = ("403",)
    visitor.act(REVIEW)
    visitor.button("Compare with the scripted agent").click()
    expect(visitor.panel("Notice")).to_contain_text("is not public")
    visitor.act(draft("Hello."))
    visitor.act(submit(case_file(task_id).codes[0]))
    expect(visitor.panel("Certificate").get_by_text("The right resolution")).to_be_visible()
    visitor.button("Compare with the scripted agent").click()
    expect(visitor.page.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize(("by", "number", "expected"), [("index", 5, 5), ("seed", 1502, 2)])
def test_a_case_of_a_split_is_chosen_by_its_number(
    visit: Visit, by: str, number: int, expected: int
) -> None:
    visitor = visit().open()
    visitor.page.get_by_label("Split").select_option("dev")
    visitor.page.get_by_role("combobox", name="By").select_option(by)
    visitor.page.get_by_label("Number").fill(str(number))

    visitor.button(f"Open {by} {number} of dev").click()

    expect(visitor.heading("Ticket")).to_be_visible()
    env = SupportOpsEnvironment()
    assert visitor.state()["task_id"] == env.reset(split="dev", index=expected).task_id


def test_surprise_me_opens_a_case_that_fits_the_filter(visit: Visit) -> None:
    visitor = visit().open()
    visitor.page.get_by_label("Split").select_option("train")
    visitor.page.get_by_label("Family").select_option("refund_status")

    visitor.button("Surprise me").click()

    expect(visitor.heading("Ticket")).to_be_visible()
    assert visitor.state()["task_id"].startswith("gen/refund_status/train/")


def test_a_task_that_does_not_exist_is_named_in_words(visit: Visit) -> None:
    visitor = visit().open()
    visitor.page.get_by_label("Task id").fill("lost-umbrella")
    visitor.button("Open", within=visitor.page.locator("form.by-id")).click()

    expect(visitor.panel("Notice")).to_contain_text("unknown task_id 'lost-umbrella'")


def test_reset_starts_the_case_anew(visit: Visit) -> None:
    visitor = visit().start(MUG)
    visitor.act(REVIEW)

    visitor.button("Reset").click()

    visitor.after(0)
    assert visitor.state()["step_count"] == 0


def test_the_call_in_code_does_what_it_says(visit: Visit, web: Server) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).start(MUG)
    action = look("inventory")
    visitor.fill(action)
    visitor.page.get_by_text("The same call in code").click()

    written = {}
    for form in ("JSON", "curl", "Python"):
        visitor.button(form).click()
        visitor.page.locator(".calls").get_by_role("button", name="Copy").click()
        written[form] = str(visitor.page.evaluate("navigator.clipboard.readText()"))

    assert ToolUseAction.model_validate(json.loads(written["JSON"])) == action
    shell = ran(["sh", "-ec", written["curl"]])
    assert "RECORD inventory" in json.loads(shell.stdout)["observation"]["last_tool_result"]
    printed = ran([sys.executable, "-c", written["Python"]]).stdout
    assert printed.startswith("RECORD inventory")


def test_a_call_in_code_quotes_whatever_is_in_the_message(visit: Visit) -> None:
    nasty = "it's \"quoted\" \\ $HOME `id` $(id)\n👋 SESSION & | 'end"
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).start(MUG)
    visitor.act(look("order"))
    visitor.fill(draft(nasty))
    visitor.page.get_by_text("The same call in code").click()

    for form, program in (("curl", ["sh", "-ec"]), ("Python", [sys.executable, "-c"])):
        visitor.button(form).click()
        visitor.page.locator(".calls").get_by_role("button", name="Copy").click()
        code = str(visitor.page.evaluate("navigator.clipboard.readText()"))
        came = ran([*program, code]).stdout
        assert "not possible" in came or "None" in came


def test_the_scripted_path_is_the_shortest_by_the_page_too(visit: Visit) -> None:
    visitor = visit().start_any("gen/refund_status/train/20000")
    for action in oracle_plan(case_file("gen/refund_status/train/20000")):
        visitor.act(action)

    assert visitor.score() == "1.00"
