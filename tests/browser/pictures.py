"""The pictures of the documentation, taken anew: `python -m tests.browser.pictures`.

Each is a view of the page as it is. With `pngquant` at hand they are small.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from tests.browser.conftest import ON, launched
from tests.browser.test_playing import MUG, draft, look, submit
from tests.browser.visitor import Visitor
from tests.serving import ROOT, running_server

SIZE = {"width": 1240, "height": 800}

LETTER = """Dear Maya,

I am sorry that the mug of order HL-58213 arrived broken. We are sending you a replacement, which \
leaves our warehouse within 2 business days.

Kind regards"""


def case(visitor: Visitor) -> None:
    """In the middle of a case, after a refusal."""
    visitor.start(MUG)
    for record in ("order", "attachment", "inventory"):
        visitor.act(look(record))
    visitor.attempt(submit("refund_original_payment"))
    visitor.page.evaluate("scrollTo(0, 0)")


def score(visitor: Visitor) -> None:
    """The end of a case that was nearly resolved as it should be."""
    visitor.start(MUG)
    plan = oracle_plan(case_file(MUG))
    for action in (*plan[:3], look("payment"), *plan[3:-2]):
        visitor.act(action)
    visitor.act(draft(LETTER))
    visitor.act(plan[-1])
    expect(visitor.panel("Certificate").get_by_text("Sufficient evidence")).to_be_visible()
    visitor.panel("Score card").evaluate("(one) => scrollTo(0, one.offsetTop - 150)")


def compared(visitor: Visitor) -> None:
    """An episode beside that of the scripted agent."""
    visitor.start(MUG)
    plan = oracle_plan(case_file(MUG))
    for action in (plan[0], plan[1], look("shipment"), *plan[2:]):
        visitor.act(action)
    visitor.button("Compare with the scripted agent").click()
    expect(visitor.page.get_by_role("table")).to_be_visible()


PICTURES: dict[str, tuple[str, Callable[[Visitor], None]]] = {
    "playground-case": ("light", case),
    "playground-score": ("dark", score),
    "playground-compare": ("light", compared),
}
"""The scheme and the view of each picture."""


def main() -> None:
    """Take every picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log", **ON) as server,
        sync_playwright() as driver,
    ):
        browser = launched(driver)
        for name, (scheme, view) in PICTURES.items():
            context = browser.new_context(
                viewport=SIZE, color_scheme=scheme, reduced_motion="reduce"
            )
            visitor = Visitor(context.new_page(), server.url)
            view(visitor)
            visitor.page.mouse.move(0, 0)
            visitor.page.wait_for_timeout(300)
            path = ROOT / "docs" / f"{name}.png"
            visitor.page.screenshot(path=path)
            visitor.check()
            context.close()
            _squeeze(path)
        browser.close()


def _squeeze(path: Path) -> None:
    if program := shutil.which("pngquant"):
        options = ["--force", "--ext", ".png", "--speed", "1"]
        subprocess.run([program, *options, "96", path], check=True)


if __name__ == "__main__":
    main()
