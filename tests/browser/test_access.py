"""The page for everyone: by keyboard, to a screen reader, on a phone, in the dark, in a frame."""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from supportops.vocabulary import ActionType
from tests.browser.conftest import Serve
from tests.browser.test_playing import MUG, REVIEW, draft, look, submit
from tests.browser.visitor import Visit, Visitor
from tests.serving import ROOT, Server

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FIRST_PAINT_MS = 1000
PHONE = {"width": 390, "height": 844}


def faults(visitor: Visitor) -> list[str]:
    """Serious and critical faults that axe finds, each with the elements that show it."""
    visitor.page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = visitor.page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)"
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary')}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:4]
    ]


def views(visitor: Visitor) -> Iterator[str]:
    """Go through every main view, one after the other, and name each."""
    visitor.open()
    expect(visitor.page.locator(".list li").first).to_be_visible()
    yield "picker"
    visitor.button("Keyboard and help").click()
    yield "help"
    visitor.button("Close").click()
    visitor.button(f"Play {MUG}").click()
    expect(visitor.heading("Ticket")).to_be_visible()
    visitor.page.get_by_text("The same call in code").click()
    visitor.attempt(submit("send_replacement"))
    visitor.button("Get state").click()
    yield "refused"
    visitor.button("Compare with the scripted agent").click()
    expect(visitor.page.get_by_role("table")).to_be_visible()
    yield "compared"
    visitor.button("Back to the case").first.click()
    visitor.act(REVIEW)
    visitor.act(look("order"))
    visitor.button("Share").click()
    expect(visitor.page.get_by_label("Link")).to_have_value(re.compile("#play="))
    yield "shared"
    visitor.button("Close").click()
    visitor.fill(draft("We are sending a replacement and promise you a voucher."))
    yield "composing"
    visitor.page.locator("form#action .send").click()
    visitor.after(4)
    visitor.act(submit("refund_and_send_replacement"))
    expect(visitor.panel("Certificate").get_by_text("Sufficient evidence")).to_be_visible()
    yield "ended"
    visitor.button("Watch the scripted agent").click()
    expect(visitor.panel("Replay")).to_be_visible()
    visitor.button("Pause").click()
    yield "watched"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_any_view(visit: Visit, scheme: str) -> None:
    visitor = visit(color_scheme=scheme, reduced_motion="reduce")

    found = {name: faults(visitor) for name in views(visitor)}

    assert len(found) == 8
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_states_without_a_connection_have_no_serious_fault(serve: Serve, visit: Visit) -> None:
    server = serve(MAX_CONCURRENT_ENVS="1")
    visit(server.url).start(MUG)
    second = visit(server.url, reduced_motion="reduce").open()
    second.button(f"Play {MUG}").click()
    expect(second.panel("Server full")).to_be_visible()

    assert faults(second) == []


def tabbed(page: Page, name: str, role: str, limit: int = 60) -> None:
    """Press Tab until an element of that name has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(limit):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.first.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_a_whole_episode_is_played_by_keyboard_alone(visit: Visit) -> None:
    visitor = visit().open()
    keyboard, page = visitor.page.keyboard, visitor.page
    expect(visitor.button(f"Play {MUG}")).to_be_enabled()
    tabbed(page, f"Play {MUG}", "button")
    keyboard.press("Enter")
    expect(visitor.heading("Ticket")).to_be_visible()
    verbs = list(ActionType)
    for step, action in enumerate(oracle_plan(case_file(MUG)), 1):
        page.evaluate("document.activeElement?.blur()")
        keyboard.press(str(verbs.index(action.action_type) + 1))
        if action.resolution_code:
            code = page.locator(f'input[value="{action.resolution_code}"]')
            keyboard.press("Space")
            for _ in range(len(case_file(MUG).codes)):
                if code.is_checked():
                    break
                keyboard.press("ArrowDown")
        elif action.argument:
            keyboard.insert_text(action.argument)
        keyboard.press("Control+Enter")
        visitor.after(step)

    expect(visitor.heading("Score card")).to_be_visible()
    assert visitor.score() == "1.00"


def test_the_tabs_go_by_arrows_and_the_steps_by_brackets(visit: Visit) -> None:
    visitor = visit().start(MUG)
    visitor.act(REVIEW)
    tab = visitor.page.get_by_role("tab", name="Review ticket")
    tab.focus()
    visitor.page.keyboard.press("ArrowRight")
    expect(visitor.page.get_by_role("tab", name="Inspect record")).to_be_focused()
    visitor.page.keyboard.press("ArrowLeft")
    visitor.page.keyboard.press("ArrowLeft")
    expect(visitor.page.get_by_role("tab", name="Submit resolution")).to_be_focused()
    visitor.page.keyboard.press("[")
    expect(visitor.panel("Steps").get_by_text("0 of 1")).to_be_visible()
    visitor.page.keyboard.press("]")
    expect(visitor.panel("Steps").get_by_text("1 of 1")).to_be_visible()


def test_what_happens_is_announced(visit: Visit) -> None:
    visitor = visit().start(MUG)
    said = visitor.page.get_by_role("status").first
    expect(said).to_have_text(f"Case {MUG} is open. 11 steps left.")
    visitor.act(look("order"))
    expect(said).to_have_text("RECORD order: order of the customer 10 steps left.")
    visitor.act(look("invoices"))
    expect(said).to_contain_text("Refused. There is no artifact 'invoices'")


def test_no_view_is_wider_than_a_phone(visit: Visit) -> None:
    visitor = visit(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    width = "document.documentElement.scrollWidth"

    assert {name: visitor.page.evaluate(width) for name in views(visitor)} == dict.fromkeys(
        ("picker", "help", "refused", "compared", "shared", "composing", "ended", "watched"),
        PHONE["width"],
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system_until_it_is_told_otherwise(visit: Visit, scheme: str) -> None:
    other = {"light": "dark", "dark": "light"}[scheme]
    visitor = visit(color_scheme=scheme).open()
    expect(visitor.page.locator("html")).to_have_attribute("data-theme", scheme)

    visitor.button(f"{other.capitalize()} theme").click()
    visitor.page.reload()

    expect(visitor.page.locator("html")).to_have_attribute("data-theme", other)


def framed(context: BrowserContext, outside: str, inside: str) -> Page:
    """A page of another site with the playground in a frame."""
    page = context.new_page()
    frame = f'<iframe src="{inside}/web/" width=1200 height=800></iframe>'
    html = f"<!doctype html><title>outside</title>{frame}"
    page.route(f"{outside}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{outside}/")
    return page


def test_within_the_frame_of_a_space_a_case_is_played(serve: Serve, visit: Visit) -> None:
    server = serve(SPACE_ID="someone/space")
    visitor = visit(server.url)
    context = visitor.page.context
    context.grant_permissions(["local-network-access"])
    page = framed(context, "https://someone-space.hf.space", server.url)
    inner = page.frame_locator("iframe")

    inner.get_by_role("button", name=f"Play {MUG}", exact=True).click()
    inner.get_by_role("button", name="Open artifact order", exact=True).click()

    expect(inner.get_by_text("HL-58213").first).to_be_visible()


def test_no_other_site_frames_the_page(serve: Serve, visit: Visit) -> None:
    server = serve(SPACE_ID="someone/space")
    visitor = visit(server.url)
    page = framed(visitor.page.context, "https://evil.example", server.url)
    page.wait_for_timeout(500)

    assert page.frame_locator("iframe").get_by_role("button").count() == 0


def test_the_page_is_small_and_soon_there(
    visit: Visit, web: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor = visit()
    sizes: dict[str, int] = {}
    visitor.page.on("response", lambda one: sizes.update({one.url: len(_sent(one))}))
    paints = []
    for _ in range(3):
        visitor.open()
        expect(visitor.button(f"Play {MUG}")).to_be_enabled()
        paints.append(
            visitor.page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            )
        )
    files = [path for path in sizes if re.search(r"/web/(assets/.*)?$", path)]
    whole = sum(sizes[path] for path in files)
    paint = min(paints)
    with capsys.disabled():
        sys.stdout.write(
            f"\nthe page: {whole} bytes in {len(files)} files, first paint after {paint:.0f} ms\n"
        )

    assert whole < 150_000
    assert paint < FIRST_PAINT_MS


def _sent(response: Any) -> bytes:
    body: bytes = response.body() if response.ok else b""
    packed = response.headers.get("content-encoding") == "gzip"
    return gzip.compress(body, 9, mtime=0) if packed else body


def test_axe_is_at_hand() -> None:
    assert Path(AXE).stat().st_size > 100_000
