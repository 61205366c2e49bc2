"""The drawings of the workflow and the page that is generated around them."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from supportops.case import OPEN
from supportops.diagram import Edge, Graph, Label, extract, matrix, mermaid, page, svg
from supportops.diagram.files import drifted, generated, write
from supportops.diagram.layout import Box, Plan, layout
from supportops.diagram.page import GUARDS, PHASES, REFUSALS
from supportops.diagram.refusals import EXAMPLES, produce, watches
from supportops.diagram.svg import STYLE, describe
from supportops.guards import Guard
from supportops.vocabulary import ActionType, Phase, RefusalCode
from supportops.workflow import EXHAUST, MACHINE, RULES, Rule, save_reply, show_ticket

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
TRIAGE, INVESTIGATING, DRAFTED, RESOLVED, EXHAUSTED = Phase
RENDERERS = (mermaid, svg, matrix, describe)

# What the shipped workflow has not: leaps, ways back, guards in a row, a loop at the start.
EXTRAS = (
    Rule(ActionType.DRAFT_REPLY, TRIAGE, DRAFTED, save_reply),
    Rule(ActionType.DRAFT_REPLY, TRIAGE, None, save_reply),
    Rule(ActionType.REVIEW_TICKET, DRAFTED, INVESTIGATING, show_ticket),
    Rule(ActionType.SUBMIT_RESOLUTION, INVESTIGATING, RESOLVED, show_ticket),
    Rule(ActionType.SUBMIT_RESOLUTION, TRIAGE, EXHAUSTED, show_ticket),
    Rule(
        ActionType.REVIEW_TICKET,
        TRIAGE,
        RESOLVED,
        show_ticket,
        guards=(Guard("1 < 2 & 3", lambda case, value: None), Guard("a|b", lambda *_: None)),
    ),
)
ALL = (*RULES, *EXTRAS)


def named(rule: Rule) -> str:
    return f"{rule.verb}-{rule.source}-{rule.target}"


def without(rule: Rule) -> tuple[Rule, ...]:
    return tuple(other for other in RULES if other is not rule)


def instead(rule: Rule, changed: Rule) -> tuple[Rule, ...]:
    return tuple(changed if other is rule else other for other in RULES)


def label(rule: Rule) -> Label:
    return Label(rule.verb.value, tuple(guard.name for guard in rule.guards))


def cells(text: str, verb: str) -> list[str]:
    return next(line for line in text.splitlines() if line.startswith(f"| `{verb}`")).split(" | ")


def drawn(text: str, source: str, target: str) -> list[str]:
    root = ElementTree.fromstring(text)
    (group,) = root.findall(f"{SVG}g[@data-from='{source}'][@data-to='{target}']")
    return [element.text or "" for element in group.iter(f"{SVG}text")]


def words(plan: Plan) -> list[Box]:
    boxes = []
    for word in (word for route in plan.routes for word in route.words):
        half = len(word.line.text) * 73 // 20
        boxes.append(Box(word.x - half, word.y - 9, word.x + half, word.y + 2))
    return boxes


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def test_the_graph_has_exactly_the_edges_of_the_machine() -> None:
    graph = extract()
    drawn_edges = {
        (source, label.verb, edge.target)
        for edge in graph.edges
        for source in graph.sources(edge)
        for label in edge.labels
    }
    assert drawn_edges == {
        (Phase[t.source], event.name, Phase[t.dest or t.source])
        for event in MACHINE.events.values()
        for transitions in event.transitions.values()
        for t in transitions
    }


def test_rules_with_the_same_ends_share_an_edge_and_the_budget_has_one_arrow() -> None:
    graph = extract()
    ends = [(edge.source, edge.target) for edge in graph.edges]
    assert len(ends) == len(set(ends))
    assert [edge for edge in graph.edges if edge.source is None] == [
        Edge(None, EXHAUSTED, (Label(EXHAUST, ("budget spent",)),))
    ]


@pytest.mark.parametrize("rule", ALL, ids=named)
def test_every_rule_is_in_the_graph(rule: Rule) -> None:
    graph = extract(ALL)
    (edge,) = (
        edge
        for edge in graph.edges
        if (edge.source, edge.target) == (rule.source, rule.target or rule.source)
    )
    assert label(rule) in edge.labels


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_rule_is_in_the_matrix(rule: Rule) -> None:
    cell = cells(matrix(extract()), rule.verb)[1 + list(Phase).index(rule.source)]
    assert cell.startswith(f"→ {rule.target}" if rule.target else "stays")
    assert cell.endswith(label(rule).condition)


def test_an_action_that_a_phase_allows_in_two_ways_has_both_in_its_cell() -> None:
    cell = cells(matrix(extract(ALL)), "draft_reply")[1]
    assert cell == "→ drafted<br>stays"


@pytest.mark.parametrize("rule", ALL, ids=named)
def test_every_rule_is_in_the_mermaid_diagram(rule: Rule) -> None:
    arrow = f"{rule.source} --> {rule.target} : " if rule.target else f"{rule.source} : "
    lines = mermaid(extract(ALL)).splitlines()
    text = " ".join(line for line in lines if line.strip().startswith(arrow))
    assert all(part in text for part in (rule.verb, label(rule).condition))


@pytest.mark.parametrize("rule", ALL, ids=named)
def test_every_rule_is_in_the_svg(rule: Rule) -> None:
    texts = drawn(svg(extract(ALL)), rule.source, rule.target or rule.source)
    verb, condition = label(rule).verb, label(rule).condition
    assert verb in texts
    assert not condition or texts[texts.index(verb) + 1] == condition


def test_the_mermaid_diagram_boxes_the_open_phases_and_marks_start_and_ends() -> None:
    lines = mermaid(extract()).splitlines()
    closing = lines.index("    }")
    assert lines[0] == "stateDiagram-v2"
    assert all(any(f" {phase} " in line for line in lines[2:closing]) for phase in OPEN)
    assert "        [*] --> triage" in lines[:closing]
    assert lines[closing + 1 :] == [
        "    drafted --> resolved : submit_resolution<br/>[code exists]",
        "    open --> exhausted : exhaust<br/>[budget spent]",
        "    resolved --> [*]",
        "    exhausted --> [*]",
    ]


@pytest.mark.parametrize("rule", RULES, ids=named)
@pytest.mark.parametrize("render", RENDERERS)
def test_removing_a_rule_changes_every_drawing(render: Callable[[Graph], str], rule: Rule) -> None:
    assert render(extract(without(rule))) != render(extract())


@pytest.mark.parametrize("rule", RULES, ids=named)
@pytest.mark.parametrize("render", RENDERERS)
def test_leading_a_rule_elsewhere_changes_every_drawing(
    render: Callable[[Graph], str], rule: Rule
) -> None:
    target = None if rule.target else RESOLVED
    assert render(extract(instead(rule, replace(rule, target=target)))) != render(extract())


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.guards], ids=named)
@pytest.mark.parametrize("render", RENDERERS)
def test_dropping_a_guard_changes_every_drawing(render: Callable[[Graph], str], rule: Rule) -> None:
    assert render(extract(instead(rule, replace(rule, guards=())))) != render(extract())


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_removing_a_rule_changes_the_page(rule: Rule) -> None:
    assert page(without(rule)) != page()


def test_the_svg_is_self_contained() -> None:
    text = svg(extract())
    root = ElementTree.fromstring(text)
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if "href" in name or name in {"src", "style"}}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == set(
        "svg title desc style rect text circle g path".split()
    )
    assert not any(word in STYLE for word in ("url(", "@import", "@font-face", "http"))
    assert text.count("http") == 1


def test_the_svg_speaks_to_screen_readers_and_to_dark_pages() -> None:
    root = ElementTree.fromstring(svg(extract()))
    named_by = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert [root[0].get("id"), root[1].get("id")] == named_by
    assert root[1].text == describe(extract())
    assert "prefers-color-scheme: dark" in STYLE


def test_the_svg_names_every_phase_for_those_who_style_it() -> None:
    root = ElementTree.fromstring(svg(extract()))
    groups = root.findall(f"{SVG}g[@class='node']")
    assert [group.get("data-phase") for group in groups] == list(Phase)
    assert [len(group.findall(f"{SVG}rect")) for group in groups] == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("rules", [RULES, (*RULES, *EXTRAS[1:2])], ids=["shipped", "more loops"])
def test_no_text_touches_another_or_a_phase(rules: tuple[Rule, ...]) -> None:
    plan = layout(extract(rules))
    boxes = [*words(plan), *plan.nodes.values()]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


def test_everything_is_inside_the_drawing_and_open_phases_inside_their_frame() -> None:
    plan = layout(extract(ALL))
    for box in (*words(plan), *plan.nodes.values(), plan.frame):
        assert 0 < box.left < box.right < plan.width
        assert 0 < box.top < box.bottom < plan.height
    for phase, box in plan.nodes.items():
        assert (box.right < plan.frame.right) == (phase in OPEN)


def test_every_arrow_ends_on_the_border_of_its_phase() -> None:
    plan = layout(extract(ALL))
    for route in plan.routes:
        box, tip = plan.nodes[route.edge.target], route.tip
        assert box.left <= tip.x <= box.right
        assert box.top <= tip.y <= box.bottom
        assert tip.x == box.left or tip.y in {box.top, box.bottom}


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_every_generated_byte_is_the_same_under_any_hash_seed(seed: str) -> None:
    code = "from supportops.diagram.files import generated; print(*generated().values(), sep='')"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout.decode().replace("\r\n", "\n") == "".join(generated().values()) + "\n"


def test_the_prose_covers_every_phase_guard_and_refusal() -> None:
    guards = {guard.name for rule in RULES for guard in rule.guards}
    assert (set(PHASES), set(GUARDS), set(REFUSALS)) == (set(Phase), guards, set(RefusalCode))
    assert set(EXAMPLES) == set(RefusalCode)


def test_every_example_is_refused_with_its_own_code_and_the_page_quotes_it() -> None:
    seen = list(produce())
    assert [one.code for one in seen] == list(RefusalCode)
    assert all(f"| `{one.code}` | {REFUSALS[one.code]} | {one.message} |" in page() for one in seen)


def test_every_guard_is_seen_to_refuse_a_missing_argument_and_something_else() -> None:
    for watch in watches(RULES):
        assert watch.codes[0] is RefusalCode.MISSING_ARGUMENT
        assert len(watch.codes) > 1


def test_the_page_holds_the_matrix_and_the_diagram_and_refers_to_the_drawing() -> None:
    assert matrix(extract()) in page()
    assert f"```mermaid\n{mermaid(extract())}```" in page()
    assert "](workflow.svg)" in page()


def test_what_was_written_has_not_drifted(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    assert write(tmp_path) == tuple(generated())
    assert list(drifted(tmp_path)) == []


@pytest.mark.parametrize("path", generated())
def test_a_changed_or_missing_file_has_drifted(tmp_path: Path, path: Path) -> None:
    (tmp_path / "docs").mkdir()
    write(tmp_path)
    (tmp_path / path).write_text("other\n")
    ((changed_path, diff),) = drifted(tmp_path)
    assert changed_path == path
    assert "-other" in diff
    (tmp_path / path).unlink()
    assert [found for found, _ in drifted(tmp_path)] == [path]


def test_the_files_of_this_project_are_up_to_date() -> None:
    assert list(drifted(ROOT)) == []
