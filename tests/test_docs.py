"""The documentation: what it shows runs and prints what it says, and what it names exists.

One long file, because every hand-written table of the pages has its own short test here.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

import inference
from supportops import SupportOpsEnvironment, ToolUseAction, ToolUseObservation, ToolUseState
from supportops.cases import TASK_IDS, task_info
from supportops.server import openapi
from supportops.server.protocol import ResetRequest
from supportops.server.settings import Settings
from supportops.vocabulary import ARGUMENT_OF, BENCHMARK_VERSION, ActionType, RewardMode
from tests.pages import (
    CHANGELOG,
    CONTRIBUTING,
    NOT_RUN,
    PAGES,
    README,
    RECIPES,
    ROOT,
    RUN,
    SERVER,
    anchors,
    apply,
    blocks,
    commands,
    exempt,
    links,
    name_of,
    prose,
    recipes,
    run_python,
    run_shell,
    runnable,
    table,
    text_of,
)
from tests.serving import running_server

DOCS = ROOT / "docs"
ENVIRONMENT, EXTENDING = DOCS / "environment.md", RECIPES
PROTOCOL, SCORING = DOCS / "protocol.md", DOCS / "scoring.md"

FRONT_MATTER = {
    "title": "Support Ops OpenEnv",
    "colorFrom": "blue",
    "colorTo": "indigo",
    "sdk": "docker",
    "pinned": False,
    "app_port": 8000,
    "base_path": "/web",
    "tags": ["openenv"],
}
UNFINISHED = re.compile(
    r"(?i:\b(?:todo|fixme|tbd|xxx|coming soon|work in progress|lorem)\b)|@[A-Z]{3,}@"
)
MACHINE = re.compile(r"(?<![\w./])/(home|root|tmp|usr|var|work|Users)/")
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "dist", "build", "outputs", "node_modules")

each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)

LONG = (
    "cases.md",
    "doctor.md",
    "fuzzing.md",
    "learnability.md",
    "panel.md",
    "proofs.md",
    "scoring.md",
)
"""Pages whose commands work for a while."""

each_page_in_its_time = pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[pytest.mark.long] * (page.name in LONG)) for page in PAGES],
    ids=name_of,
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_server(
        tmp_path_factory.mktemp("server") / "log", ENABLE_WEB_INTERFACE="true"
    ) as started:
        yield started.url


@each_page_in_its_time
def test_the_blocks_of_a_page_run_in_order_and_print_what_it_shows(
    page: Path, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = _copy(tmp_path)
    monkeypatch.chdir(copy)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block, output in runnable(page):
        server = request.getfixturevalue("server") if SERVER in block.code else None
        if block.file:
            apply(block, copy)
            continue
        if block.language == "python":
            printed, shown = run_python(page, block, namespace, server), output or ""
        elif "curl " in block.code and shutil.which("curl") is None:
            pytest.skip(f"{name_of(page)}:{block.line} and what follows needs curl")
        else:
            printed = run_shell(block, server, cwd=copy)
            shown = printed if output is None else output
        assert printed.rstrip("\n") == shown.rstrip("\n"), f"{name_of(page)}:{block.line}"


@pytest.mark.long
@pytest.mark.parametrize("recipe", recipes(EXTENDING))
def test_a_recipe_works_on_a_copy_of_the_project(recipe: str, tmp_path: Path) -> None:
    copy = _copy(tmp_path)
    for block, output in recipes(EXTENDING)[recipe]:
        if block.file:
            apply(block, copy)
        else:
            printed = run_shell(block, server=None, cwd=copy)
            assert output in (None, printed), f"{name_of(EXTENDING)}:{block.line}"


@each_page
def test_every_block_is_run_or_shows_an_output_or_a_file(page: Path) -> None:
    before = ""
    for block in blocks(page):
        where = f"{name_of(page)}:{block.line}"
        if block.language == "text":
            assert before in RUN, f"{where} shows the output of nothing"
        elif block.file is None:
            assert block.language in (*RUN, "mermaid"), where
        before = block.language


def test_every_exemption_from_being_run_is_needed() -> None:
    shells = [block for page in PAGES for block in blocks(page) if block.language == "sh"]

    assert {exempt(line) for block in shells for line in commands(block)} - {None} == set(NOT_RUN)


@each_page
def test_every_make_command_has_its_target(page: Path) -> None:
    for target in re.findall(r"(?:^|`)make ([\w-]+)", text_of(page), re.MULTILINE):
        assert target in _targets(), f"{name_of(page)} names `make {target}`"


@each_page
def test_every_link_leads_somewhere_in_the_project(page: Path) -> None:
    for link in links(page):
        target, _, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.is_file(), f"{name_of(page)} links to {link}"
        assert file.is_relative_to(ROOT)
        assert not anchor or anchor in anchors(file), f"{name_of(page)} links to {link}"


@each_page
def test_no_page_names_an_address_but_that_of_a_local_server(page: Path) -> None:
    found = re.findall(
        r"\b(?:https?|wss?|ftp)://[^\s\"'`)>]*|(?<=[\"'(])//\w[^\s\"')]*", text_of(page)
    )

    assert [url for url in found if url.partition("//")[2].partition("/")[0] != SERVER] == []


@each_page
def test_no_page_is_unfinished_or_knows_the_machine_it_was_written_on(page: Path) -> None:
    assert UNFINISHED.findall(text_of(page)) == []
    assert MACHINE.findall(text_of(page)) == []


@each_page
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    made = {block.file for block in blocks(page) if block.file}
    named = re.findall(
        r"`((?:supportops|server|tests|docs)/[\w./-]*|\w+\.(?:py|yaml|toml))`", prose(text_of(page))
    )

    assert [name for name in named if name not in made and not (ROOT / name).exists()] == []


def test_the_index_lists_every_page() -> None:
    assert set(links(DOCS / "README.md")) >= {
        page.name for page in DOCS.glob("*.md") if page.name != "README.md"
    }


def test_the_front_matter_is_that_of_the_space() -> None:
    _, front_matter, _ = text_of(README).split("---\n", 2)

    assert yaml.safe_load(front_matter) == FRONT_MATTER


def test_the_scores_that_are_shown_are_those_of_the_command() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "supportops", "scores", "--markdown"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    newest = text_of(CHANGELOG).partition("### Scores\n")[2]

    assert _scores(text_of(README)) == printed
    assert _scores(newest) == printed
    assert f"Benchmark {BENCHMARK_VERSION}" in newest.partition("<!-- scores -->")[0]


def test_the_tasks_of_the_readme_are_the_published_ones() -> None:
    shown = [(task, difficulty) for task, difficulty, _ in table(README, "Tasks and scores")]

    assert shown == [(task, task_info(task).difficulty) for task in TASK_IDS]


def test_the_variables_of_the_readme_are_those_of_the_script() -> None:
    shown = {name for row in table(README, "The baseline") for name in row[0].split(", ")}
    _, _, documented = (inference.__doc__ or "").partition("Environment variables")
    assert shown == {
        name
        for names in re.findall(r"^    ([A-Z][A-Z_, ]+?)  ", documented, re.MULTILINE)
        for name in names.split(", ")
    }


def test_the_table_of_targets_is_that_of_the_makefile() -> None:
    assert {row[0] for row in table(CONTRIBUTING, "Set-up")} == {f"make {t}" for t in _targets()}


def test_the_table_of_actions_names_each_with_its_field() -> None:
    shown = [(verb, field) for verb, field, _ in table(ENVIRONMENT, "Actions")]

    assert shown == [(verb, ARGUMENT_OF.get(verb, "")) for verb in ActionType]
    assert {field for _, field in shown} - {""} == (
        set(ToolUseAction.model_fields) - {"action_type", "metadata"}
    )


@pytest.mark.parametrize(
    ("heading", "model"), [("Observation", ToolUseObservation), ("State", ToolUseState)]
)
def test_a_table_of_fields_names_each_field(heading: str, model: type[BaseModel]) -> None:
    assert sorted(row[0] for row in table(ENVIRONMENT, heading)) == sorted(model.model_fields)


def test_the_table_of_options_names_each_option_of_a_reset() -> None:
    shown = [row[0] for row in table(ENVIRONMENT, "Reset options")]

    assert shown == list(ResetRequest.model_fields)
    SupportOpsEnvironment().reset(**dict.fromkeys(shown))


def test_the_table_of_modes_names_each_reward_mode() -> None:
    assert [row[0].split()[0] for row in table(SCORING, "Reward modes")] == list(RewardMode)


def test_the_table_of_settings_is_that_of_the_server() -> None:
    assert table(PROTOCOL, "Settings") == [
        [name.upper(), _default(field.default), (field.description or "").replace("`", "")]
        for name, field in Settings.model_fields.items()
    ]


def test_the_table_of_routes_names_each_route() -> None:
    described = {(o.method.upper(), o.path) for o in (*openapi.DISCOVERY, *openapi.SIMULATION)}
    shown = {(method, path) for method, path, _ in table(PROTOCOL, "HTTP routes")}

    others = {("GET", path) for path in ("/openapi.json", "/docs", "/ready", "/metrics")}
    assert shown == described | others


def _copy(directory: Path) -> Path:
    """The project without what is built or hidden, so that what a page writes is thrown away."""
    return shutil.copytree(ROOT, directory / "copy", ignore=NOT_COPIED)


def _default(value: object) -> str:
    """A default as one would write it; nothing for what is unset."""
    return "" if value in (None, ()) else str(value).lower()


def _targets() -> set[str]:
    found = re.findall(r"^([a-z-]+):.*##", text_of(ROOT / "Makefile"), re.MULTILINE)
    assert found
    return set(found)


def _scores(text: str) -> str:
    return text.partition("<!-- scores -->\n")[2].partition("<!-- /scores -->")[0]
