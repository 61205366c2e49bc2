"""Tabs do not disturb each other, and a connection that goes comes back with nothing lost."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from supportops.cases import TASK_IDS
from tests.browser.conftest import ON, Serve
from tests.browser.links import linked
from tests.browser.test_playing import MUG, REVIEW, draft, look
from tests.browser.visitor import Visit, Visitor
from tests.serving import ROOT, Server, await_health, free_port

BROKEN = ("WebSocket connection", "Failed to load resource", "ERR_")


def port_of(server: Server) -> int:
    return urlsplit(server.url).port or 0


def arguments(visitor: Visitor) -> list[str | None]:
    return [record["argument"] for record in visitor.state()["action_history"]]


def test_two_tabs_of_one_browser_play_two_episodes(visit: Visit) -> None:
    one = visit().start(MUG)
    other = visit(beside=one).start(TASK_IDS[2])
    one.act(look("order"))
    other.act(look("identity"))
    other.act(look("account"))
    one.act(look("payment"))

    assert arguments(one) == ["order", "payment"]
    assert arguments(other) == ["identity", "account"]


def test_a_tab_that_is_reloaded_goes_on(visit: Visit) -> None:
    visitor = visit().start(MUG)
    visitor.act(look("order"))

    visitor.page.reload()

    expect(visitor.panel("Evidence board").get_by_text("HL-58213")).to_be_visible()
    visitor.act(look("payment"))
    assert arguments(visitor) == ["order", "payment"]


def test_a_copy_of_a_tab_gets_an_episode_of_its_own(visit: Visit) -> None:
    """A browser copies what a tab remembers with the tab; the session stays with the first."""
    one = visit().start(MUG)
    one.act(look("order"))
    kept = one.page.evaluate("sessionStorage.getItem('supportops')")
    other = visit(beside=one)
    other.page.add_init_script(
        f"if (!sessionStorage.length) sessionStorage.setItem('supportops', {json.dumps(kept)})"
    )
    other.open()
    other.after(1)
    other.act(look("payment"))
    one.act(look("account"))

    assert arguments(other) == ["order", "payment"]
    assert arguments(one) == ["order", "account"]


def test_a_connection_that_is_cut_is_said_and_comes_back_with_the_case(
    visit: Visit, web: Server
) -> None:
    with linked(port_of(web)) as link:
        visitor = visit(link.url, reduced_motion="reduce")
        visitor.expected = BROKEN
        visitor.start(MUG)
        visitor.act(look("order"))

        link.cut()
        lost = visitor.panel("Connection lost")
        expect(lost).to_contain_text("Your case is kept")
        # By then the page waits so long that the visitor is the one who connects again.
        expect(lost).to_contain_text(re.compile("in [34] s"))
        link.mend()
        visitor.button("Try now").click()

        expect(lost).to_have_count(0)
        visitor.act(look("payment"))
        assert arguments(visitor) == ["order", "payment"]


def test_a_connection_that_breaks_for_a_moment_is_mended_by_itself(
    visit: Visit, web: Server
) -> None:
    with linked(port_of(web)) as link:
        visitor = visit(link.url)
        visitor.expected = BROKEN
        visitor.start(MUG)
        for record in ("order", "payment", "account"):
            link.drop()
            visitor.act(look(record))

        assert arguments(visitor) == ["order", "payment", "account"]


def test_a_session_that_a_program_played_on_in_is_caught_up_with(visit: Visit, web: Server) -> None:
    visitor = visit().start(MUG)
    session = json.loads(visitor.page.evaluate("sessionStorage.getItem('supportops')"))["session"]
    body = {"session_id": session, "action": look("order").model_dump(exclude_none=True)}
    headers = {"content-type": "application/json"}
    with urlopen(Request(f"{web.url}/step", json.dumps(body).encode(), headers)) as answer:
        assert answer.status == 200

    visitor.fill(REVIEW)
    visitor.page.locator("form#action .send").click()

    visitor.after(2)
    expect(visitor.panel("Evidence board").get_by_text("HL-58213")).to_be_visible()


@contextmanager
def started(port: int, log: Path, **settings: str) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("a") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "supportops.server", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, **ON, **settings},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            await_health(f"http://127.0.0.1:{port}", process, log)
            yield process
        finally:
            process.kill()
            process.wait(timeout=10)


@pytest.mark.parametrize("keeps", [True, False], ids=["a journal", "nothing"])
def test_a_server_that_is_killed_and_started_again_goes_on_with_the_case(
    visit: Visit, tmp_path: Path, keeps: bool
) -> None:
    """With a journal the session is the same; without one the page plays its case again."""
    port, settings = free_port(), {"JOURNAL": str(tmp_path / "journal.db")} if keeps else {}
    visitor = visit(f"http://127.0.0.1:{port}")
    visitor.expected = BROKEN
    with started(port, tmp_path / "log", **settings):
        visitor.start(MUG)
        visitor.act(look("order"))
        visitor.act(draft("Hello Maya."))
        before = visitor.page.evaluate("sessionStorage.getItem('supportops')")
    expect(visitor.panel("Connection lost")).to_be_visible()
    with started(port, tmp_path / "log", **settings):
        visitor.button("Try now").click()
        expect(visitor.panel("Connection lost")).to_have_count(0)
        visitor.act(look("payment"))

        assert arguments(visitor) == ["order", "Hello Maya.", "payment"]
        after = visitor.page.evaluate("sessionStorage.getItem('supportops')")
        assert (json.loads(before)["session"] == json.loads(after)["session"]) is keeps
    visitor.page.close()


def test_a_full_server_is_said_to_be_full_and_a_free_place_is_taken(
    serve: Serve, visit: Visit
) -> None:
    server = serve(MAX_CONCURRENT_ENVS="1")
    first = visit(server.url).start(MUG)
    second = visit(server.url).open()
    second.button(f"Play {MUG}").click()

    full = second.panel("Server full")
    expect(full).to_contain_text("1 of 1 sessions are taken")
    second.button("Stop trying").click()
    expect(full).to_have_count(0)
    second.button(f"Play {MUG}").click()
    expect(full).to_be_visible()
    first.page.close()
    second.button("Try now").click()

    expect(second.heading("Ticket")).to_be_visible()


def test_a_server_that_turns_sockets_away_is_said_to_be_full(serve: Serve, visit: Visit) -> None:
    server = serve(MAX_CONCURRENT_ENVS="1", MAX_SOCKETS="1")
    visit(server.url).start(MUG)
    second = visit(server.url)
    second.expected = BROKEN
    second.open()
    second.button(f"Play {MUG}").click()

    expect(second.panel("Server full")).to_be_visible()


def test_a_server_that_is_away_is_said_to_be_so(visit: Visit, web: Server) -> None:
    with linked(port_of(web)) as link:
        visitor = visit(link.url)
        visitor.expected = BROKEN
        visitor.page.route("**/catalogue.json", lambda route: route.abort())
        visitor.open()
        expect(visitor.heading("The playground could not start")).to_be_visible()
        visitor.page.unroute("**/catalogue.json")
        visitor.button("Try again").click()

        expect(visitor.button(f"Play {MUG}")).to_be_enabled()
