"""A visitor: one tab of a browser, what they do on the page, and what went wrong in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request, expect

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from supportops.models import ToolUseAction
from supportops.vocabulary import ActionType

PATIENCE_MS = 8_000

VERBS = {
    ActionType.REVIEW_TICKET: "Review ticket",
    ActionType.INSPECT_ARTIFACT: "Inspect record",
    ActionType.SEARCH_POLICY: "Search policy",
    ActionType.DRAFT_REPLY: "Draft reply",
    ActionType.SUBMIT_RESOLUTION: "Submit resolution",
}

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Visitor:
    """One tab. What a page must never do is kept, and looked at when the visit ends."""

    page: Page
    url: str
    strange: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    """Parts of the console's errors that a test brings about itself."""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("request", self._requested)
        self.page.on("pageerror", lambda error: self.strange.append(f"error: {error}"))
        self.page.on("console", lambda line: self._said(line.type, line.text))
        self.page.on("dialog", self._asked)
        self.page.add_init_script(WATCH)

    def _requested(self, request: Request) -> None:
        asked, own = urlsplit(request.url), urlsplit(self.url)
        if asked.scheme not in ("blob", "data") and asked.netloc != own.netloc:
            self.strange.append(f"request to {request.url}")

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(part in text for part in self.expected):
            self.strange.append(f"console: {text}")

    def _asked(self, dialog: Any) -> None:
        self.strange.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def check(self) -> None:
        """Fail if the page did what it must never do."""
        if not self.page.is_closed():
            self.strange += self.page.evaluate("window.violations ?? []")
        assert self.strange == []

    def open(self, fragment: str = "") -> "Visitor":
        """Open the page."""
        self.page.goto(f"{self.url}/web/{fragment}")
        return self

    def button(self, name: str, *, within: Locator | None = None) -> Locator:
        """A button by its exact name."""
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def heading(self, name: str) -> Locator:
        """A heading by its exact name."""
        return self.page.get_by_role("heading", name=name, exact=True)

    def panel(self, name: str) -> Locator:
        """A section by its heading."""
        return self.page.get_by_role("region", name=name, exact=True)

    def start(self, task_id: str) -> "Visitor":
        """Choose a named case."""
        self.open()
        self.button(f"Play {task_id}").click()
        expect(self.heading("Ticket")).to_be_visible()
        return self

    def start_any(self, task_id: str) -> "Visitor":
        """Choose any case by its id."""
        self.open()
        self.page.get_by_label("Task id").fill(task_id)
        self.button("Open", within=self.page.locator("form.by-id")).click()
        expect(self.heading("Ticket")).to_be_visible()
        return self

    def act(self, action: ToolUseAction) -> None:
        """Fill in the form of an action, and send it by a click."""
        before = self.steps_taken()
        self.fill(action)
        self.button(VERBS[action.action_type], within=self.page.locator("form#action")).click()
        self.after(before + 1)

    def fill(self, action: ToolUseAction) -> None:
        """Fill in the form of an action."""
        self.page.get_by_role("tab", name=VERBS[action.action_type], exact=True).click()
        form = self.page.locator("form#action")
        if action.message is not None:
            form.get_by_role("textbox", name="message").fill(action.message)
        elif action.resolution_code is not None:
            form.locator(f'input[value="{action.resolution_code}"]').check()
        elif action.argument is not None:
            form.get_by_role("textbox").fill(action.argument)

    def attempt(self, action: ToolUseAction) -> None:
        """Send an action that the page says will be refused."""
        before = self.steps_taken()
        self.fill(action)
        self.button("Try it anyway").click()
        self.after(before + 1)

    def steps_taken(self) -> int:
        """How many steps the list of steps holds."""
        found: int = self.panel("Steps").locator("ol button").count()
        return found

    def after(self, steps: int) -> None:
        """Wait until so many steps were taken."""
        expect(self.panel("Steps").locator("ol button")).to_have_count(steps)

    def play_out(self, task_id: str) -> None:
        """Play a case to its end, along the scripted path."""
        for action in oracle_plan(case_file(task_id)):
            self.act(action)
        expect(self.heading("Score card")).to_be_visible()

    def state(self) -> dict[str, Any]:
        """What the page shows of the state, after asking for it."""
        self.button("Get state").click()
        shown = self.page.get_by_role("region", name="State as JSON")
        found: dict[str, Any] = json.loads(shown.inner_text())
        return found

    def score(self) -> str:
        """The large figure."""
        found: str = self.page.locator(".big").inner_text()
        return found


Visit = Callable[..., Visitor]
