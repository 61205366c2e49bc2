"""The careful reader: an honest agent, which means that it reads what it knows."""

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import supportops.agents.careful as package
from supportops.agents.careful import read_carefully, read_everything
from supportops.agents.careful.desk import Read, minutes
from supportops.agents.careful.policy import editions, in_force, parameters
from supportops.agents.careful.sheets import currency_in, minor_in, number_in, sheet
from supportops.agents.careful.work import LAYOUTS
from supportops.agents.scripts import Following, Script
from supportops.cases import TASK_IDS, case_file, task_at
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.partition import HELD_OUT
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseState
from supportops.records import Artifact, Money, Record, Row, policy_ref
from supportops.vocabulary import ActionType, Phase

GOLD = {"casefile", "gold", "generate", "lists", "registry", "named", "knowledge", "environment"}
"""Modules through which the answer of a case can be had."""

SPLITS = ("test", "test_overlay", "test_policy", "train")


def played(task_id: str, script: Script = read_carefully, shown: str | None = None) -> ToolUseState:
    """The last state of an episode; `shown` is the task id that the agent gets to see."""
    env = SupportOpsEnvironment()
    seen = env.reset(task_id=task_id)
    agent = Following(script)
    while not seen.done:
        action = agent.act(seen.model_copy(update={"task_id": shown}) if shown else seen)
        assert action is not None
        seen = env.step(action)
    return env.state


def earned(state: ToolUseState) -> dict[str, int]:
    assert state.score_card
    return {part.name: part.earned for part in state.score_card.components}


def addresses(split: str, numbers: range) -> list[str]:
    held_out = split == "test_archetype"
    names = [family for family in FAMILIES if (family in HELD_OUT) == held_out]
    return [f"gen/{family}/{split}/{number}" for number in numbers for family in names]


@pytest.mark.parametrize("family", FAMILIES)
def test_it_reads_every_fact_as_it_is(family: str) -> None:
    kind, layout = archetype(family), LAYOUTS[family]
    split = "test_archetype" if family in HELD_OUT else "test"
    assert set(layout.facts) == set(kind.table.fact_names)
    for number in range(0, 100, 4):
        file = case_file(f"gen/{family}/{split}/{number}")
        read = Read(ticket=file.ticket.render())
        for item in (*file.artifacts, *([file.sent] if file.sent else [])):
            read.file(item.render())
        if not read.missing:
            told = {name: reader(read) for name, reader in layout.facts.items()}
            assert told == dict(zip(kind.table.fact_names, file.latent.facts, strict=False))


@pytest.mark.parametrize("family", FAMILIES)
def test_it_reads_every_parameter_as_it_is(family: str) -> None:
    table = archetype(family).table
    for split in ("test_archetype",) if family in HELD_OUT else ("test", "test_policy"):
        for number in range(0, 60, 4):
            file = case_file(f"gen/{family}/{split}/{number}")
            text = file.texts[policy_ref(file.table.article)]

            assert tuple(parameters(table, text).values()) == file.latent.parameters


@pytest.mark.parametrize("split", [*SPLITS, "test_archetype"])
def test_it_is_right_on_full_evidence_with_a_full_reply(split: str) -> None:
    for task_id in addresses(split, range(6, 8)):
        parts = earned(played(task_id))
        assert (parts["resolution"], parts["evidence"], parts["reply"]) == (4500, 2500, 2000)


def test_it_finds_the_article_in_force_among_all_editions() -> None:
    laid = {"other_edition", "other_region"}
    files = [case_file(task_at("test", index)) for index in range(150)]
    chosen = [file for file in files if laid.intersection(file.overlays)]
    assert {name for file in chosen for name in file.overlays} >= laid
    for file in chosen:
        state = played(file.task_id)
        assert policy_ref(file.table.article) in state.collected_evidence
        assert state.resolution_code == file.gold.resolution


def test_it_asks_the_customer_and_reads_what_comes() -> None:
    asked = [
        file for number in range(60) if (file := case_file(f"gen/damaged_item/test/{number}")).sent
    ][:5]
    assert asked
    for file in asked:
        state = played(file.task_id)
        assert "artifact:attachment_2" in state.collected_evidence
        assert state.resolution_code == file.gold.resolution != "request_photo_evidence"


def test_it_takes_no_for_an_answer() -> None:
    refused = [
        file
        for number in range(60)
        if (file := case_file(f"gen/damaged_item/test/{number}")).gold.resolution
        == "request_photo_evidence"
    ][:5]
    assert refused
    for file in refused:
        state = played(file.task_id)
        drafts = [one for one in state.action_history if one.action_type == ActionType.DRAFT_REPLY]
        assert len(drafts) == 1
        assert state.resolution_code == "request_photo_evidence"


def test_it_requests_a_record_that_is_missing() -> None:
    missing = [
        file
        for index in range(300)
        if "missing_record" in (file := case_file(task_at("test", index))).overlays
    ][:5]
    assert missing
    for file in missing:
        assert played(file.task_id).resolution_code == "request_missing_record"


def test_it_takes_nothing_from_the_task_id() -> None:
    for task_id in addresses("test", range(11, 12)):
        hidden, open_ = played(task_id, shown="gen/late_delivery/test/0"), played(task_id)
        assert hidden.action_history == open_.action_history


def test_it_imports_nothing_that_could_open_a_case() -> None:
    sources = sorted(Path(package.__path__[0]).glob("*.py"))
    names = {
        part
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""] + [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        for part in name.split(".")
    }
    assert len(sources) > 8
    assert names & GOLD == set()
    assert "case_file" not in names


def test_it_changes_its_mind_with_a_record_and_not_with_the_answer_key() -> None:
    file = case_file("gen/late_delivery/test/0")
    twin = case_file("gen/late_delivery/test/0#twin")

    assert played(file.task_id).resolution_code == file.gold.resolution
    assert played(f"{file.task_id}#twin").resolution_code == twin.gold.resolution
    assert file.gold.resolution != twin.gold.resolution


def test_it_leaves_a_case_of_no_known_family_alone() -> None:
    env = SupportOpsEnvironment()
    seen = env.reset(task_id=task_at("test", 0))
    changes = {"objective": "Make the customer happy.", "available_artifacts": ["order"]}

    assert Following(read_carefully).act(seen.model_copy(update=changes)) is None


def test_it_knows_a_family_by_what_there_is_to_read_as_well() -> None:
    env = SupportOpsEnvironment()
    seen = env.reset(task_id=task_at("test", 0))
    agent = Following(read_carefully)
    while not seen.done:
        action = agent.act(seen.model_copy(update={"objective": "Make the customer happy."}))
        assert action is not None
        seen = env.step(action)

    assert env.state.resolution_code == case_file(task_at("test", 0)).gold.resolution


def test_it_stops_where_a_record_is_not_laid_out_as_it_has_learnt() -> None:
    env = SupportOpsEnvironment()
    seen = env.reset(task_id=TASK_IDS[0])
    agent = Following(read_carefully)
    while (action := agent.act(seen)) is not None:
        seen = env.step(action)

    assert (seen.done, agent.act(seen)) == (False, None)
    assert "artifact:inventory" in seen.collected_evidence


@pytest.mark.parametrize("task_id", TASK_IDS[1:])
def test_it_works_the_named_tasks_that_are_laid_out_so(task_id: str) -> None:
    parts = earned(played(task_id))

    assert (parts["resolution"], parts["evidence"], parts["reply"]) == (4500, 2500, 2000)


def test_reading_everything_uses_the_budget_up_but_for_what_there_is_to_read() -> None:
    for task_id in addresses("test", range(3, 5)):
        state, file = played(task_id, read_everything), case_file(task_id)
        everything = len(file.artifacts) + len(file.policies)
        assert state.phase is Phase.RESOLVED
        assert state.remaining_steps == 0 or len(state.collected_evidence) >= everything


names = st.from_regex(r"[a-z]{2,6}(_[a-z]{2,6}){0,2}", fullmatch=True)
texts = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .:-]{0,18}[a-z0-9]", fullmatch=True)
rows = st.dictionaries(names, texts, min_size=1, max_size=4)


def joined(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


@given(
    fields=st.dictionaries(names, texts, max_size=5),
    many=st.lists(rows, max_size=4),
    camel=st.booleans(),
)
def test_a_record_is_read_as_it_was_rendered(
    fields: dict[str, str], many: list[dict[str, str]], camel: bool
) -> None:
    style = joined if camel else str
    fields.pop("many_rows", None)
    lines: tuple[Row, ...] = tuple(tuple((style(k), v) for k, v in one.items()) for one in many)
    plain: Record = tuple((style(name), text) for name, text in fields.items())
    content: Record = (*plain, (style("many_rows"), lines))
    found = sheet(Artifact(id="thing", title="a thing: of sorts", record=content).render())

    assert (found.id, found.title) == ("thing", "a thing: of sorts")
    assert all(found[name] == text for name, text in fields.items())
    for one, line in zip(found.rows("many_rows"), many, strict=True):
        assert {name: one[name] for name in line} == line


@given(minor=st.integers(-(10**7), 10**7), currency=st.sampled_from(["EUR", "GBP", "CAD"]))
def test_an_amount_is_read_as_it_was_rendered(minor: int, currency: str) -> None:
    text = str(Money(minor=minor, currency=currency))

    assert (minor_in(text), currency_in(text)) == (minor, currency)


@pytest.mark.parametrize("reader", [number_in, minor_in, currency_in])
@pytest.mark.parametrize("text", ["", "none", "twelve"])
def test_what_is_no_number_is_an_error(reader: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError, match="in '"):
        reader(text)


@pytest.mark.parametrize("text", ["POLICY x: y", "nothing", "RECORD without a title"])
def test_what_is_no_record_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no record"):
        sheet(text)


def test_another_article_is_an_error() -> None:
    with pytest.raises(ValueError, match="not the article"):
        parameters(archetype("late_delivery").table, "POLICY returns: Returns\n\nSend it back.")


def test_minutes_are_counted_from_the_earlier_time() -> None:
    assert minutes("2026-01-01T10:00:00+00:00", "2026-01-01T10:59:59+00:00") == 59


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("effective_on: 2026-03-01", True),
        ("effective_on: 2026-03-02", True),
        ("effective_on: 2026-03-03", False),
        (
            "effective_on: 2025-01-01\nThis edition holds for tickets received before 2026-03-02.",
            False,
        ),
        (
            "effective_on: 2025-01-01\nThis edition holds for tickets received before 2026-03-03.",
            True,
        ),
        ("no date", False),
    ],
)
def test_an_edition_holds_from_its_day_until_the_next(text: str, holds: bool) -> None:
    assert in_force(text, date(2026, 3, 2)) is holds


def test_editions_are_those_of_the_governing_article() -> None:
    table = archetype("return_request").table
    topics = ["returns", "returns_change_of_mind", "returns_v4", "returns_no", "refund_timelines"]

    assert editions(table, topics) == ["returns", "returns_v4", "returns_no"]
