"""The documentation as the tests read it: fenced blocks, tables, links, and how blocks are run.

A block of `python` or `sh` is run, and a `text` block after it shows what it prints. A block below
a line that is nothing but the path of a file, and a colon, is (a change to) that file; a section of
`extending.md` that has such blocks is a recipe, and is followed in order. Pages run on a copy of
the project, and each recipe on one of its own.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
README, CONTRIBUTING, CHANGELOG = (
    ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")
)
PAGES = (
    README,
    CONTRIBUTING,
    CHANGELOG,
    *sorted((ROOT / "docs").glob("*.md")),
)
RECIPES = ROOT / "docs" / "extending.md"
"""The page whose sections with files are recipes, each followed on a copy of its own."""

SERVER = "localhost:8000"
"""The address at which the pages expect a server."""

RUN = ("python", "sh")

NOT_RUN = {
    "docker ": "needs a Docker engine",
    "make ": "installs, serves, or runs this suite; its target is looked up instead",
    "python -m supportops.server ": "serves until it is stopped",
}
"""Beginnings of commands that stand in the pages and are not run, each with the reason."""

_KEPT = ("HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR")
"""What commands see of the environment: no key, no address of a model, no setting of a server."""

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"^`(?P<name>[\w./-]+)`:$")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: where it is, its language, what it holds, and which file it is, if any."""

    line: int
    section: str
    language: str
    code: str
    file: str | None


class Shown(NamedTuple):
    """A block that is run, and the output that the page shows for it, if it does."""

    block: Block
    output: str | None


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A text without its fenced blocks; the lines stay where they are."""
    return _FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = text_of(page)
    return [_block(match, text[: match.start()]) for match in _FENCE.finditer(text)]


def _block(match: re.Match[str], before: str) -> Block:
    file = _FILE.match(before.rstrip().rpartition("\n")[2])
    sections = re.findall(r"^## (.+)$", prose(before), re.MULTILINE)
    return Block(
        line=before.count("\n") + 1,
        section=sections[-1] if sections else "",
        language=match["language"],
        code=match["code"],
        file=file["name"] if file else None,
    )


def recipes(page: Path) -> dict[str, list[Shown]]:
    """The recipes of a page by section: changes to files, and what to run after them."""
    found = list(_shown(page))
    sections = dict.fromkeys(shown.block.section for shown in found if shown.block.file)
    return {
        section: [
            shown
            for shown in found
            if shown.block.section == section and (shown.block.file or shown.block.language == "sh")
        ]
        for section in sections
    }


def runnable(page: Path) -> Iterator[Shown]:
    """The blocks that are run, or written, where they stand, with the output that is shown."""
    followed = recipes(page) if page == RECIPES else {}
    in_recipes = {shown.block for recipe in followed.values() for shown in recipe}
    for shown in _shown(page):
        runs = shown.block.language in RUN or shown.block.file
        if runs and shown.block not in in_recipes:
            yield shown


def _shown(page: Path) -> Iterator[Shown]:
    """Every block, with the output that the page shows right after it."""
    found = blocks(page)
    for block, after in zip_longest(found, found[1:]):
        yield Shown(block, after.code if after and after.language == "text" else None)


def links(page: Path) -> list[str]:
    return [match["target"] for match in _LINK.finditer(prose(text_of(page)))]


def anchors(page: Path) -> set[str]:
    """What a link can point at in a page, as hosts of repositories name it."""
    titles = [match["title"] for match in _HEADING.finditer(prose(text_of(page)))]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def table(page: Path, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head; code marks are dropped."""
    _, found, rest = text_of(page).partition(f"\n## {heading}\n")
    assert found, f"{name_of(page)} has no section {heading!r}"
    first = re.search(r"(?:^\|.*\n)+", rest, re.MULTILINE)
    assert first, f"{name_of(page)} has no table below {heading!r}"
    return [
        [cell.replace("`", "").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in first[0].splitlines()[2:]
    ]


def commands(block: Block) -> list[str]:
    """The commands of a shell block; a backslash at the end of a line continues it."""
    return [line for line in re.split(r"(?<!\\)\n", block.code) if line.strip()]


def exempt(command: str) -> str | None:
    """The beginning for which a command is not run; None if it is."""
    return next((start for start in NOT_RUN if command.startswith(start)), None)


def run_python(page: Path, block: Block, namespace: dict[str, Any], server: str | None) -> str:
    """Run a block in a namespace; what it prints."""
    code = "\n" * block.line + _on(block.code, server)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, str(page), "exec"), namespace)
    return printed.getvalue()


def run_shell(block: Block, server: str | None, cwd: Path) -> str:
    """Run the commands of a block that can be run; what they print."""
    script = "\n".join(command for command in commands(block) if exempt(command) is None)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    done = subprocess.run(
        ["sh", "-eu", "-c", _on(script, server)],
        cwd=cwd,
        env=kept | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"line {block.line}: {done.stdout}{done.stderr}"
    return done.stdout


def apply(block: Block, root: Path) -> None:
    """Write the file that a block holds, or change the one that it is a diff of."""
    path = root / (block.file or "")
    if block.language != "diff":
        path.parent.mkdir(exist_ok=True)
        path.write_text(block.code, encoding="utf-8")
        return
    for hunk in re.split(r"^@@$\n", block.code, flags=re.MULTILINE):
        old, new = (_side(hunk, sign) for sign in "-+")
        text = f"\n{text_of(path)}"
        assert text.count(old) == 1, f"{block.file}: this does not fit any more\n{hunk}"
        path.write_text(text.replace(old, new)[1:], encoding="utf-8")


def _side(hunk: str, sign: str) -> str:
    """The lines of one side of a hunk, with a line break before and after."""
    kept = [line[1:] for line in hunk.splitlines() if line[0] in (" ", sign)]
    return "\n".join(["", *kept, ""])


def _on(code: str, server: str | None) -> str:
    return code.replace(SERVER, server.partition("//")[2]) if server else code
