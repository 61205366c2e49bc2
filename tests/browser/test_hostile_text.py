"""Whatever a text holds, it is shown as text: in tickets and records, replies, links and files."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ON
from tests.browser.hostile_case import ARTICLE, OBJECTIVE, RECORD, TICKET, TITLE
from tests.browser.payloads import FOREIGN, PAYLOADS
from tests.browser.test_playing import MUG, draft, look, submit
from tests.browser.test_replaying import load, turns_of, written
from tests.browser.visitor import Visit, Visitor
from tests.serving import ROOT, await_health, free_port

SHOWN = "[...document.querySelectorAll('main, header')].map((one) => one.innerText).join('\\n')"


def squeezed(text: str) -> str:
    """A text without what a page may set otherwise: its spaces, and characters without a form."""
    return "".join(text.replace("\u0000", "").replace("\ufffd", "").split())


def all_shown(visitor: Visitor, payloads: Sequence[str]) -> None:
    """Every payload stands on the page as it is, and none has become an element of it."""
    page = squeezed(visitor.page.evaluate(SHOWN))
    assert [one for one in payloads if squeezed(one) not in page] == []
    assert visitor.page.locator(FOREIGN).count() == 0
    assert visitor.page.locator("script:not([src])").count() == 0


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, log = free_port(), tmp_path_factory.mktemp("hostile") / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.hostile_case", str(port)],
            cwd=ROOT,
            env={**os.environ, **ON},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            await_health(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def test_there_are_fifty_payloads_and_each_is_one_of_its_own() -> None:
    assert len(set(PAYLOADS)) == 50
    assert set(TICKET + RECORD + TITLE + ARTICLE + OBJECTIVE) == set(PAYLOADS)


def test_a_hostile_case_is_shown_as_text(hostile: str, visit: Visit) -> None:
    visitor = visit(hostile).start(MUG)
    all_shown(visitor, (*TICKET, *OBJECTIVE))
    visitor.page.get_by_role("tab", name="Review ticket").click()
    visitor.page.locator("form#action .send").click()
    visitor.after(1)
    for step, record in enumerate(("order", "payment", "account", "shipment", "attachment"), 2):
        visitor.button(f"Open artifact {record}").click()
        visitor.after(step)
    visitor.button("Open policy damaged_items").click()
    visitor.after(7)
    folded = visitor.button("Show all")
    while folded.count():
        folded.first.click()
    all_shown(visitor, (*TICKET, *RECORD[:5], *TITLE[:5], *ARTICLE, *OBJECTIVE))
    visitor.button("Observation").click()
    visitor.act(draft("Hello."))
    visitor.act(submit("send_replacement"))
    expect(visitor.heading("Certificate")).to_be_visible()
    all_shown(visitor, (*TICKET, *ARTICLE))


def test_a_hostile_reply_and_hostile_ids_are_shown_as_text(visit: Visit) -> None:
    visitor = visit().start(MUG)
    for step, one in enumerate(PAYLOADS[:3], 1):
        visitor.act(look(one))
        visitor.after(step)
        all_shown(visitor, [one])
    visitor.act(look("order"))
    letter = "\n".join(PAYLOADS)
    visitor.act(draft(letter))
    all_shown(visitor, PAYLOADS)
    visitor.act(submit("send_replacement"))
    expect(visitor.heading("Score card")).to_be_visible()
    all_shown(visitor, PAYLOADS)
    visitor.button("Compare with the scripted agent").click()
    expect(visitor.page.get_by_role("table")).to_be_visible()
    all_shown(visitor, PAYLOADS[:3])


def test_a_hostile_file_is_shown_as_text(visit: Visit, tmp_path: Path) -> None:
    visitor = visit()
    visitor.expected = ("403",)  # the certificate of a case that is none
    visitor.open()
    turns = turns_of(MUG)
    everything = "\n".join(PAYLOADS)
    for turn, payload in zip(turns, PAYLOADS, strict=False):
        seen = turn["observation"]
        seen["customer_message"] = everything
        seen["objective"] = seen["workspace_summary"] = payload
        seen["task_id"] = payload
        seen["available_artifacts"] = list(PAYLOADS)
        seen["metadata"] = {"refusal": {"code": payload, "field": payload}, "end_reason": payload}
        seen["last_action_error"] = payload
    path = written(tmp_path / "hostile.jsonl", *turns)

    load(visitor, path)

    expect(visitor.panel("Replay")).to_be_visible()
    all_shown(visitor, PAYLOADS)
    visitor.button("One step back").click()
    all_shown(visitor, PAYLOADS)


def test_a_hostile_name_of_an_episode_is_shown_as_text(visit: Visit, tmp_path: Path) -> None:
    visitor = visit().open()
    first = turns_of(MUG)[0]
    lines = [{"episode": one, **first} for one in PAYLOADS]

    load(visitor, written(tmp_path / "names.jsonl", *lines))

    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    shown = squeezed(dialog.inner_text())
    assert [one for one in PAYLOADS if squeezed(one[:80]) not in shown] == []
    assert visitor.page.locator(FOREIGN).count() == 0


def test_a_hostile_link_is_answered_in_words(visit: Visit) -> None:
    visitor = visit()
    visitor.expected = ("422",)
    visitor.open()
    expect(visitor.button(f"Play {MUG}")).to_be_enabled()
    for payload in PAYLOADS:
        for fragment in (f"#task={quote(payload)}", f"#play={quote(payload)}", f"#{payload}"):
            visitor.page.evaluate("(hash) => { location.hash = hash }", fragment)
    expect(visitor.panel("Notice")).to_be_visible()
    assert visitor.page.locator(FOREIGN).count() == 0


def test_a_link_with_hostile_actions_is_shown_as_text(visit: Visit) -> None:
    visitor = visit().open()
    packed = visitor.page.evaluate(
        """async (text) => {
            const stream = new Blob([text]).stream();
            const packed = stream.pipeThrough(new CompressionStream("deflate-raw"));
            const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
            return btoa(String.fromCharCode(...bytes))
                .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
        }""",
        json.dumps(
            {
                "v": PAYLOADS[0],
                "t": MUG,
                "m": "shaped",
                "a": [[1, one] for one in PAYLOADS[1:9]] + [[3, "\n".join(PAYLOADS)]],
                "s": None,
            }
        ),
    )

    visitor.open(f"?again#play={packed}")

    expect(visitor.panel("Replay")).to_contain_text("From a link")
    all_shown(visitor, PAYLOADS[:1])
    for step in range(1, 9):
        visitor.page.get_by_label("Step that is shown").fill(str(step))
        all_shown(visitor, [PAYLOADS[step]])
