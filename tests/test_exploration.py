"""The whole state space of cases, explored and checked: the named ones, and a few of each kind."""

from functools import cache
from itertools import product

import pytest

from supportops import rewards
from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.models import ScoreCard
from supportops.proofs.alphabet import act, alphabet, letters, matters
from supportops.proofs.exploration import BESIDE_THE_POINT, explore
from supportops.proofs.proof import summary
from supportops.proofs.survey import Survey
from supportops.reply import read
from supportops.scoring import HARM_CAP, grade
from supportops.vocabulary import FULL, ActionType, Phase, RefusalCode
from supportops.workflow import RULES, advance

CONFIGURATIONS = {
    "damaged-mug-replacement": 1345,
    "duplicate-charge-refund": 1473,
    "account-takeover-fraud": 6913,
    "gen/damaged_item/test/1": 3585,
    "gen/damaged_item/test/1#twin": 4993,
    "gen/third_party_disclosure/test_archetype/0": 2689,
}
"""Customers who can be asked, and who were asked and send something; a twin; a held-out family."""

QUICK = ("damaged-mug-replacement", "duplicate-charge-refund")
"""Those with the fewest."""

every_case = pytest.mark.parametrize(
    "task",
    [pytest.param(task, marks=[pytest.mark.long] * (task not in QUICK)) for task in CONFIGURATIONS],
)


@cache
def surveyed(task: str) -> Survey:
    return explore(case_file(task))


@pytest.mark.long
@every_case
def test_every_invariant_holds_everywhere(task: str) -> None:
    assert surveyed(task).violations == {}


@every_case
def test_no_configuration_is_lost(task: str) -> None:
    assert surveyed(task).configurations == CONFIGURATIONS[task]


@every_case
def test_there_are_as_many_configurations_as_counting_gives(task: str) -> None:
    assert surveyed(task).configurations == _counted(case_file(task))


def _counted(file: CaseFile) -> int:
    """From the sizes of the alphabet alone, without a step.

    A configuration is open, exhausted, or resolved by one of the codes, for each set of evidence,
    each draft and each number of answers. The first letter that asks is answered, so it never
    stands before the last answer but one.
    """
    drafts = [draft.message or "" for draft in alphabet(file).drafts]
    answers = len(file.asking.answers) if file.asking else 0
    asking = [letter for letter in drafts if answers and _asks(letter, file)]
    sent = 1 if file.sent else 0
    before: int = 2 ** (len(alphabet(file).looks) - sent)
    after: int = 2 ** len(alphabet(file).looks)
    endings = 2 + len(file.codes)
    total = 1 + 2 * before + (len(drafts) - len(asking)) * (before if answers else after) * endings
    for heard in range(1, answers + 1):
        total += len(drafts) * (after if heard == answers else before) * endings
    return total


def _asks(letter: str, file: CaseFile) -> bool:
    return file.asking is not None and read(letter, file).commitments == (file.asking.code,)


@every_case
def test_every_rule_is_taken_every_guard_passes_and_refuses_every_refusal_is_given(
    task: str,
) -> None:
    found = surveyed(task)

    assert found.rules == {(rule.source, rule.verb) for rule in RULES}
    names = {guard.name for rule in RULES for guard in rule.guards}
    assert found.guards == set(product(names, (True, False)))
    assert found.refusals == set(RefusalCode) - {RefusalCode.NOT_STARTED}
    assert found.uncovered == []


@every_case
def test_the_fewest_actions_to_a_configuration_lead_there(task: str) -> None:
    found = surveyed(task)
    for reached in list(found.came)[:: max(1, len(found.came) // 50)]:
        case = Case(case_file(task))
        for action in found.path(reached):
            advance(case, action)
        assert (case.phase, case.draft, case.heard) == (reached.phase, reached.draft, reached.heard)
        assert matters(case.file).intersection(case.evidence) == reached.evidence


@every_case
def test_a_perfect_score_is_reached_and_every_harmful_code_reaches_its_cap(task: str) -> None:
    file, ends = case_file(task), surveyed(task).ends.values()
    cards = [(end.resolution, end.card.basis_points) for end in ends if end.card]

    assert (file.gold.resolution, FULL) in cards
    for code in file.harm_of:
        assert max(points for chosen, points in cards if chosen == code) == HARM_CAP


@every_case
def test_the_letters_of_the_alphabet_are_of_different_kinds(task: str) -> None:
    file = case_file(task)
    right, thin, other, *_, salad = (read(letter, file) for letter in letters(file))

    assert right.commitments == (file.gold.resolution,)
    assert thin.facts < right.facts
    assert other.commitments not in ((), right.commitments)
    assert salad.flaw


def test_a_grader_that_pays_too_much_is_caught_by_the_fewest_actions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def generous(case: Case) -> ScoreCard:
        card = grade(case)
        bonus = case.phase is Phase.RESOLVED and bool(case.evidence)
        return card.model_copy(update={"basis_points": card.basis_points + bonus})

    monkeypatch.setattr(rewards, "grade", generous)
    proof = summary("mug", explore(case_file("damaged-mug-replacement")))

    assert not proof.holds
    found = {broken.invariant: broken.actions for broken in proof.violations}
    _, *closing = found["a score is the sum of its parts, harm capped"]
    assert [one.action_type for one in closing] == [*ActionType][-2:]


def test_a_grader_that_reads_what_is_beside_the_point_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = case_file("duplicate-charge-refund")

    def distracted(case: Case) -> int:
        return max(0, len(case.evidence) - len(matters(case.file).intersection(case.evidence)))

    monkeypatch.setattr("supportops.proofs.exploration.current", distracted)

    assert BESIDE_THE_POINT in explore(file).violations


def test_what_was_never_seen_is_told_in_words() -> None:
    fresh = Survey(case_file("damaged-mug-replacement"), alphabet(case_file(TASK_IDS[0])))

    assert "rule draft_reply in drafted" in fresh.uncovered
    assert "guard 'code exists' that refuses" in fresh.uncovered
    assert "refusal wrong_phase" in fresh.uncovered


def test_further_letters_are_explored_as_well() -> None:
    file = case_file("damaged-mug-replacement")
    more = explore(file, ("Dear Maya, thank you for your message. We will write to you soon.",))

    assert more.configurations - CONFIGURATIONS[file.task_id] == 32 * (2 + len(file.codes))
    assert act(ActionType.REVIEW_TICKET) in more.actions.actions
