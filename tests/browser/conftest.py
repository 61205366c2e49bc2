"""A browser for the session, servers with a page, and visitors whose visits end clean."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.visitor import PATIENCE_MS, Visit, Visitor
from tests.serving import Server, running_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The browser is to talk to the server under test, and to nobody else."""

expect.set_options(timeout=PATIENCE_MS)

Serve = Callable[..., Server]

ON = {"ENABLE_WEB_INTERFACE": "true"}


def _binary() -> str:
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if named is None:
        pytest.exit("no Chromium here: `make browser` installs it, or set CHROMIUM to one", 4)
    return named


def launched(driver: Playwright) -> Browser:
    """A browser of this machine."""
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return driver.chromium.launch(executable_path=_binary(), args=[*QUIET, *as_root])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        found = launched(driver)
        yield found
        found.close()


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("web") / "log.txt"
    with running_server(log, **ON) as found:
        yield found
    assert "Traceback" not in log.read_text()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts servers with settings of their own, which end with the test."""
    with ExitStack() as stack:

        def start(**settings: str) -> Server:
            log = tmp_path / f"{len(list(tmp_path.iterdir()))}.log"
            return stack.enter_context(running_server(log, **ON, **settings))

        yield start


@pytest.fixture
def visit(browser: Browser, web: Server) -> Iterator[Visit]:
    """Opens tabs, each in a profile of its own unless it is the second of one visitor."""
    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def begin(url: str = web.url, beside: Visitor | None = None, **options: Any) -> Visitor:
            options = {"viewport": {"width": 1360, "height": 900}, **options}
            context = beside.page.context if beside else browser.new_context(**options)
            if beside is None:
                stack.callback(context.close)
            visitors.append(Visitor(context.new_page(), url))
            return visitors[-1]

        yield begin
        for visitor in visitors:
            visitor.check()
