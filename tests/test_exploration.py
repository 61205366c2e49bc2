"""The whole state space of every published case, explored and checked."""

from functools import cache
from itertools import product

import pytest

from supportops.agents.scripted import oracle_plan
from supportops.case import Case
from supportops.cases import TASK_IDS, case_file
from supportops.rewards import shaped_progress
from supportops.scoring import HARM_CAP, coverage, current, grade, guaranteed
from supportops.vocabulary import FULL, MESSAGE_LIMIT, RefusalCode
from supportops.workflow import RULES
from tests.exploration import OF_A_STEP, OF_A_VISIT, Survey, distractors, drafts, looks, survey
from tests.play import played

CONFIGURATIONS = {
    "damaged-mug-replacement": 5377,
    "duplicate-charge-refund": 5889,
    "account-takeover-fraud": 27649,
}
"""With 5, 5 and 7 relevant references, both kinds of distractors, and 8, 9 and 11 codes."""

ALL_NEEDED = [
    task_id
    for task_id in TASK_IDS
    if {*case_file(task_id).gold.evidence[0]} == case_file(task_id).relevant
]
assert 0 < len(ALL_NEEDED) < len(TASK_IDS)

every_case = pytest.mark.parametrize("task_id", TASK_IDS)


@cache
def surveyed(task_id: str) -> Survey:
    return survey(case_file(task_id))


@every_case
@pytest.mark.parametrize("invariant", [*OF_A_VISIT, *OF_A_STEP])
def test_an_invariant_holds_everywhere(task_id: str, invariant: str) -> None:
    assert surveyed(task_id).broken.get(invariant) is None


@pytest.mark.parametrize("task_id", CONFIGURATIONS)
def test_no_configuration_of_a_named_case_is_lost(task_id: str) -> None:
    assert len(surveyed(task_id).configurations) == CONFIGURATIONS[task_id]


@every_case
def test_there_are_as_many_configurations_as_counting_gives(task_id: str) -> None:
    file = case_file(task_id)
    sets, codes = 2 ** len(looks(file)), len(file.codes)
    accepted = [draft for draft in drafts(file) if draft.strip() and len(draft) <= MESSAGE_LIMIT]
    # Triage; investigating, or exhausted from there; with a draft: open, exhausted or resolved.
    expected = 1 + 2 * sets + len(accepted) * sets * (2 + codes)

    assert len(surveyed(task_id).configurations) == expected


@every_case
def test_every_rule_is_taken(task_id: str) -> None:
    assert surveyed(task_id).rules == {(rule.source, rule.verb) for rule in RULES}


@every_case
def test_every_guard_passes_and_refuses(task_id: str) -> None:
    names = {guard.name for rule in RULES for guard in rule.guards}

    assert surveyed(task_id).guards == set(product(names, (True, False)))


@every_case
def test_every_refusal_an_episode_can_give_is_given(task_id: str) -> None:
    assert surveyed(task_id).refusals == set(RefusalCode) - {RefusalCode.NOT_STARTED}


@every_case
def test_a_perfect_score_is_reached_by_the_right_resolution_on_full_evidence_only(
    task_id: str,
) -> None:
    file = case_file(task_id)
    perfect = [end for end in surveyed(task_id).ends if end.card and end.card.score == 1]

    assert perfect
    for end in perfect:
        assert (end.resolution, end.draft) == (file.gold.resolution, file.reply)
        assert any(set(minimal) <= set(end.evidence) for minimal in file.gold.evidence)


@every_case
def test_a_harmful_resolution_reaches_its_cap_and_no_more(task_id: str) -> None:
    file = case_file(task_id)
    for code in file.harm_of:
        harmed = [end.card for end in surveyed(task_id).ends if end.resolution == code]
        assert max(card.basis_points for card in harmed if card) == HARM_CAP


@every_case
def test_without_evidence_nothing_is_worth_anything(task_id: str) -> None:
    blind = [end.card for end in surveyed(task_id).ends if not end.evidence]

    assert {card.basis_points for card in blind if card} == {0}


@every_case
def test_whatever_earns_the_highest_return_loses_no_score_but_efficiency(task_id: str) -> None:
    # Shaping pays for all that is relevant, as paying for the proof alone would tell the outcome.
    # So reading on may pay more than the steps cost; nothing makes up for a worse resolution.
    ends = [
        (end.paid + end.card.basis_points, end.card) for end in surveyed(task_id).ends if end.card
    ]
    best = max(earned for earned, _ in ends)
    for earned, card in ends:
        if earned == best:
            short = {part.name for part in card.components if part.earned < part.possible}
            assert short <= {"efficiency"}


@pytest.mark.parametrize("task_id", ALL_NEEDED)
def test_where_all_that_is_relevant_is_needed_the_highest_return_scores_one(task_id: str) -> None:
    # The oracle is paid as much before its end as anyone can be, so nobody makes up for a lower
    # score with shaping.
    file = case_file(task_id)
    oracle = played(file, oracle_plan(file))

    assert oracle.paid == surveyed(task_id).progress
    assert oracle.card is not None
    assert oracle.card.basis_points == FULL


@every_case
def test_no_distractor_is_read_by_anything_that_scores_or_pays(task_id: str) -> None:
    file = case_file(task_id)
    records, articles = distractors(file)
    for end in surveyed(task_id).ends:
        if {*records, *articles} & set(end.evidence):
            continue
        for useless in ([ref] for ref in (*records, *articles)):
            assert _worth(end, useless) == _worth(end, [])


def _worth(end: Case, further: list[str]) -> tuple[object, ...]:
    case = Case(
        end.file,
        phase=end.phase,
        steps=end.steps,
        evidence=(*further, *end.evidence),
        draft=end.draft,
        reading=end.reading,
        resolution=end.resolution,
    )
    return grade(case), *(value(case) for value in (coverage, current, guaranteed, shaped_progress))
