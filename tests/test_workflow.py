"""The workflow table, the machine that runs it, its guards, and the budget."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.case import OPEN, TERMINAL, Case, Refusal
from supportops.casefile import CaseFile
from supportops.errors import WorkflowError
from supportops.guards import ARTIFACT_EXISTS, Guard
from supportops.models import ToolUseAction
from supportops.vocabulary import (
    ARGUMENT_OF,
    MESSAGE_LIMIT,
    ActionType,
    Phase,
    RefusalCode,
)
from supportops.workflow import AVAILABLE, EXHAUST, MACHINE, RULES, Rule, advance, lint, mask
from tests.play import (
    DRAFT,
    FILES,
    INSPECT,
    MUG,
    REVIEW,
    SEARCH,
    SUBMIT,
    act,
    case_in,
    good,
    on_last_step,
    turned,
)

TRIAGE, INVESTIGATING, DRAFTED, RESOLVED, EXHAUSTED = Phase

# Written by hand from the description of the workflow, so that the table itself is checked.
MATRIX = {
    (TRIAGE, REVIEW): INVESTIGATING,
    (TRIAGE, INSPECT): INVESTIGATING,
    (TRIAGE, SEARCH): INVESTIGATING,
    (INVESTIGATING, REVIEW): INVESTIGATING,
    (INVESTIGATING, INSPECT): INVESTIGATING,
    (INVESTIGATING, SEARCH): INVESTIGATING,
    (INVESTIGATING, DRAFT): DRAFTED,
    (DRAFTED, REVIEW): DRAFTED,
    (DRAFTED, INSPECT): DRAFTED,
    (DRAFTED, SEARCH): DRAFTED,
    (DRAFTED, DRAFT): DRAFTED,
    (DRAFTED, SUBMIT): RESOLVED,
}
OPEN_CELLS = [(phase, verb) for phase in OPEN for verb in ActionType]
CELLS_WITH_A_RULE = [cell for cell in OPEN_CELLS if cell in MATRIX]
CELLS_WITHOUT = [cell for cell in OPEN_CELLS if cell not in MATRIX]

REFUSALS = [
    (TRIAGE, act(INSPECT, "diary"), RefusalCode.UNKNOWN_ARTIFACT, "artifact_id"),
    (TRIAGE, act(INSPECT, ""), RefusalCode.UNKNOWN_ARTIFACT, "artifact_id"),
    (INVESTIGATING, act(INSPECT, "Order"), RefusalCode.UNKNOWN_ARTIFACT, "artifact_id"),
    (DRAFTED, act(INSPECT), RefusalCode.MISSING_ARGUMENT, "artifact_id"),
    (TRIAGE, act(SEARCH, "love"), RefusalCode.UNKNOWN_POLICY, "query"),
    (DRAFTED, act(SEARCH, " _ "), RefusalCode.UNKNOWN_POLICY, "query"),
    (INVESTIGATING, act(SEARCH), RefusalCode.MISSING_ARGUMENT, "query"),
    (INVESTIGATING, act(DRAFT, ""), RefusalCode.BLANK_MESSAGE, "message"),
    (DRAFTED, act(DRAFT, " \t\n\u2003"), RefusalCode.BLANK_MESSAGE, "message"),
    (DRAFTED, act(DRAFT, "x" * (MESSAGE_LIMIT + 1)), RefusalCode.MESSAGE_TOO_LONG, "message"),
    (INVESTIGATING, act(DRAFT), RefusalCode.MISSING_ARGUMENT, "message"),
    (DRAFTED, act(SUBMIT, "close"), RefusalCode.UNKNOWN_RESOLUTION_CODE, "resolution_code"),
    (DRAFTED, act(SUBMIT), RefusalCode.MISSING_ARGUMENT, "resolution_code"),
    (TRIAGE, act(DRAFT), RefusalCode.WRONG_PHASE, "action_type"),
    (INVESTIGATING, act(SUBMIT, "close"), RefusalCode.WRONG_PHASE, "action_type"),
    (RESOLVED, act(REVIEW), RefusalCode.EPISODE_OVER, None),
    (EXHAUSTED, act(SUBMIT), RefusalCode.EPISODE_OVER, None),
]
READY = case_in(DRAFTED)
each_refusal = pytest.mark.parametrize(("phase", "action", "code", "field"), REFUSALS)


def test_the_table_is_the_one_that_was_described() -> None:
    assert {(rule.source, rule.verb): rule.target or rule.source for rule in RULES} == MATRIX
    assert len(RULES) == len(MATRIX)


def test_the_mask_is_read_off_the_table() -> None:
    assert {(phase, verb) for phase in Phase for verb in AVAILABLE[phase]} == set(MATRIX)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.verb}-{rule.source}")
def test_every_row_of_the_table_moves_the_mask(rule: Rule) -> None:
    without = mask([other for other in RULES if other is not rule])

    assert rule.verb in AVAILABLE[rule.source]
    assert rule.verb not in without[rule.source]


@pytest.mark.parametrize(("phase", "verb"), CELLS_WITH_A_RULE)
def test_what_the_mask_holds_is_accepted_and_leads_where_the_table_says(
    phase: Phase, verb: ActionType
) -> None:
    case = case_in(phase)
    step = advance(case, good(verb))

    assert step.refusal is None
    assert step.result
    assert case.phase is MATRIX[phase, verb]


@pytest.mark.parametrize(("phase", "verb"), CELLS_WITHOUT)
def test_what_the_mask_leaves_out_is_refused_and_changes_nothing_but_the_budget(
    phase: Phase, verb: ActionType
) -> None:
    case = case_in(phase)
    before = replace(case)
    step = advance(case, good(verb))

    assert step.refusal is not None
    assert step.refusal.code is RefusalCode.WRONG_PHASE
    assert case == replace(before, steps=before.steps + 1)


@pytest.mark.parametrize("verb", ActionType)
@pytest.mark.parametrize("phase", TERMINAL)
def test_nothing_happens_after_the_end(phase: Phase, verb: ActionType) -> None:
    case = case_in(phase)
    before = replace(case)
    step = advance(case, good(verb))

    assert step.refusal is not None
    assert step.refusal.code is RefusalCode.EPISODE_OVER
    assert (step.reward, step.result) == (0, None)
    assert case == before


def test_there_are_no_transitions_but_those_of_the_table() -> None:
    assert set(MACHINE.events) == {*ActionType, EXHAUST}
    assert set(MACHINE.states) == {phase.name for phase in Phase}


def test_nothing_is_registered_on_the_machine() -> None:
    case = case_in(RESOLVED)

    assert MACHINE.models == []
    assert not hasattr(case, "trigger")


@each_refusal
def test_a_refusal_has_a_code_a_field_and_words(
    phase: Phase, action: ToolUseAction, code: RefusalCode, field: str | None
) -> None:
    refusal = advance(case_in(phase), action).refusal

    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, field)
    assert len(refusal.message.splitlines()) == 1
    assert refusal.message == refusal.message.strip()


@each_refusal
def test_a_refused_action_costs_a_step_and_changes_nothing_else(
    phase: Phase, action: ToolUseAction, code: RefusalCode, field: str | None
) -> None:
    case = case_in(phase)
    before = replace(case)
    step = advance(case, action)

    assert (step.reward, step.result) == (0, None)
    assert case == replace(before, steps=before.steps + before.is_open)


@each_refusal
def test_a_refusal_says_nothing_gold(
    phase: Phase, action: ToolUseAction, code: RefusalCode, field: str | None
) -> None:
    refusals = [advance(case_in(phase, file), action).refusal for file in (MUG, turned(MUG))]

    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.task_id)
def test_refusals_list_what_is_possible(file: CaseFile) -> None:
    drafted = case_in(DRAFTED, file)

    assert ", ".join(file.artifact_of) in _words(drafted, act(INSPECT, "diary"))
    assert ", ".join(file.artifact_of) in _words(drafted, act(INSPECT))
    for action in (act(SEARCH, "love"), act(SEARCH)):
        assert ", ".join(article.id for article in file.policies) in _words(drafted, action)
    for action in (act(SUBMIT, "close"), act(SUBMIT)):
        assert ", ".join(file.codes) in _words(drafted, action)


@pytest.mark.parametrize(
    ("phase", "verb", "words"),
    [
        (
            TRIAGE,
            SUBMIT,
            "submit_resolution is not possible in phase triage, only in drafted (opened by "
            "draft_reply). Possible now: review_ticket, inspect_artifact, search_policy.",
        ),
        (
            TRIAGE,
            DRAFT,
            "draft_reply is not possible in phase triage, only in investigating (opened by "
            "review_ticket, inspect_artifact, search_policy) or drafted (opened by draft_reply). "
            "Possible now: review_ticket, inspect_artifact, search_policy.",
        ),
        (
            INVESTIGATING,
            SUBMIT,
            "submit_resolution is not possible in phase investigating, only in drafted (opened by "
            "draft_reply). Possible now: review_ticket, inspect_artifact, search_policy, "
            "draft_reply.",
        ),
    ],
)
def test_a_refusal_for_the_phase_says_what_is_possible_and_what_opens_the_rest(
    phase: Phase, verb: ActionType, words: str
) -> None:
    assert _words(case_in(phase), good(verb)) == words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x", "'x'"),
        ("x" * 58, repr("x" * 58)),
        ("x" * 59, f"'{'x' * 55}...'"),
        ("x" * 9999, f"'{'x' * 55}...'"),
        ("a\nb\u2028c\x00", "'a\\nb\\u2028c\\x00'"),
    ],
    ids=["short", "longest", "too long", "huge", "control characters"],
)
def test_a_refused_value_is_shown_quoted_and_escaped(value: str, shown: str) -> None:
    assert f"There is no artifact {shown}; use one of order, " in _words(READY, act(INSPECT, value))


@given(value=st.text(max_size=200))
def test_a_refused_value_takes_at_most_60_characters_of_one_line(value: str) -> None:
    words = _words(READY, act(INSPECT, f"no such {value}"))
    shown = words.removeprefix("There is no artifact ").rpartition("; use one of ")[0]

    assert 10 <= len(shown) <= 60
    assert shown.isprintable()
    assert shown[-1] == shown[0]


def test_the_longest_message_that_is_accepted_has_4000_characters() -> None:
    assert advance(case_in(INVESTIGATING), act(DRAFT, "x" * MESSAGE_LIMIT)).refusal is None
    assert MESSAGE_LIMIT == 4000


@pytest.mark.parametrize("verb", ActionType)
def test_fields_that_do_not_belong_to_the_action_are_ignored(verb: ActionType) -> None:
    foreign = {name: "diary" for field, name in ARGUMENT_OF.items() if field is not verb}
    action = good(verb).model_copy(update=foreign | {"metadata": {"reward": 1, "done": True}})
    plain, noisy = case_in(DRAFTED), case_in(DRAFTED)
    steps = advance(plain, good(verb)), advance(noisy, action)

    assert plain == noisy
    assert steps[0].result == steps[1].result


@pytest.mark.parametrize(
    "term", ["Damaged items", "DAMAGED_ITEMS", " damaged-items ", "damage on arrival"]
)
def test_a_policy_is_found_by_its_title_and_terms_in_any_spelling(term: str) -> None:
    case = case_in(TRIAGE)
    advance(case, act(SEARCH, term))

    assert case.evidence == ("policy:damaged_items",)


def test_a_valid_submission_on_the_last_step_resolves() -> None:
    case = on_last_step(case_in(DRAFTED))
    advance(case, good(SUBMIT))

    assert (case.phase, case.remaining) == (RESOLVED, 0)


@pytest.mark.parametrize("value", ["close", None])
def test_an_invalid_submission_on_the_last_step_exhausts(value: str | None) -> None:
    case = on_last_step(case_in(DRAFTED))
    step = advance(case, act(SUBMIT, value))

    assert (case.phase, case.remaining) == (EXHAUSTED, 0)
    assert step.refusal is not None


@pytest.mark.parametrize(
    ("phase", "verb"), [cell for cell in OPEN_CELLS if MATRIX.get(cell) is not RESOLVED]
)
def test_any_other_last_step_exhausts(phase: Phase, verb: ActionType) -> None:
    case = on_last_step(case_in(phase))
    advance(case, good(verb))

    assert (case.phase, case.remaining) == (EXHAUSTED, 0)


def test_a_look_on_the_last_step_still_counts_as_evidence() -> None:
    case = on_last_step(case_in(TRIAGE))
    step = advance(case, act(INSPECT, "order"))

    assert case.evidence == ("artifact:order",)
    assert step.result == MUG.texts["artifact:order"]


def test_a_new_draft_replaces_the_old_one() -> None:
    case = case_in(DRAFTED)
    advance(case, act(DRAFT, "Something else."))

    assert case.draft == "Something else."


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (RULES[0], "target"),
        (ARTIFACT_EXISTS, "check"),
        (Refusal(RefusalCode.WRONG_PHASE, ""), "code"),
    ],
)
def test_rules_guards_and_refusals_cannot_be_changed(thing: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, None)


def test_the_published_table_passes_its_own_check() -> None:
    lint(RULES)


def test_a_row_is_not_shadowed_by_one_that_may_refuse_more() -> None:
    picky = Guard("picky", lambda case, value: None)

    lint([replace(RULES[0], guards=(picky,)), *RULES])


def _rows(change: Callable[[Rule], Rule | None]) -> list[Rule]:
    return [changed for rule in RULES if (changed := change(rule))]


BAD_TABLES = {
    "no rule for review_ticket": _rows(lambda r: None if r.verb is REVIEW else r),
    "no rule for submit_resolution": _rows(lambda r: None if r.verb is SUBMIT else r),
    "drafted cannot be reached": _rows(lambda r: None if r.target is DRAFTED else r),
    "investigating cannot be reached": _rows(
        lambda r: replace(r, target=None) if r.source is TRIAGE else r
    ),
    "drafted cannot reach a resolution": _rows(
        lambda r: replace(r, source=INVESTIGATING) if r.verb is SUBMIT else r
    ),
    "review_ticket leaves the final phase resolved": [*RULES, replace(RULES[0], source=RESOLVED)],
    "review_ticket leaves the final phase exhausted": [
        *RULES,
        replace(RULES[0], source=EXHAUSTED, target=None),
    ],
    "which only the budget may": [*RULES[1:], replace(RULES[0], target=EXHAUSTED)],
    "review_ticket in triage is shadowed": [*RULES, replace(RULES[0], target=None)],
    "inspect_artifact in triage is shadowed": [*RULES, RULES[1]],
    "search_policy in triage is shadowed": [replace(RULES[2], guards=()), *RULES],
    "two guards share a name": [
        *RULES[1:],
        replace(RULES[0], guards=(Guard(ARTIFACT_EXISTS.name, lambda case, value: None),)),
    ],
}


@pytest.mark.parametrize("problem", BAD_TABLES)
def test_a_table_that_is_no_workflow_is_refused(problem: str) -> None:
    with pytest.raises(WorkflowError, match=problem):
        lint(BAD_TABLES[problem])


def _words(case: Case, action: ToolUseAction) -> str:
    refusal = advance(replace(case), action).refusal
    assert refusal is not None
    return refusal.message
