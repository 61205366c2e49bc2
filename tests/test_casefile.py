"""Case files agree with themselves or cannot be loaded; the published ones, and how to get them."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from supportops.agents.scripted import oracle_plan
from supportops.casefile import CaseFile, Harm
from supportops.cases import TASK_IDS, case_file, task_for_seed
from supportops.cases.articles import article
from supportops.cases.registry import task_info
from supportops.errors import CaseError, UnknownTask
from supportops.records import Artifact, Money, Row, eur, lookup_form, record, row
from supportops.vocabulary import RewardMode
from tests.play import FILES, MUG, altered, observations

every_file = pytest.mark.parametrize("file", FILES, ids=TASK_IDS)

EVIDENCE = MUG.gold.evidence[0]
FACT, *FACTS = MUG.gold.facts
ORDER, *RECORDS = MUG.artifacts
ARTICLE, *ARTICLES = MUG.policies


def _order(**values: str | tuple[Row, ...]) -> tuple[Artifact, ...]:
    """The records, with something added to the first."""
    return (ORDER.model_copy(update={"record": (*ORDER.record, *record(**values))}), *RECORDS)


WRONG_GOLD: dict[str, dict[str, Any]] = {
    "unknown evidence 'artifact:diary'": {"evidence": ((*EVIDENCE, "artifact:diary"),)},
    "names no policy": {"evidence": (EVIDENCE[:4],)},
    "is not minimal": {"evidence": (EVIDENCE, EVIDENCE[1:])},
    "unknown code 'thank_you'": {"resolution": "thank_you"},
    "unknown code 'no_thank_you'": {"fallbacks": ("no_thank_you",)},
    "unknown code 'burn_it'": {"harmful": (Harm(code="burn_it", harm="it burns"),)},
    "judgement of code 'send_replacement' twice": {"fallbacks": ("send_replacement",)},
    "no fact that a reply must state": {"facts": ()},
    "fact 'order number' twice": {"facts": (FACT, FACT)},
    "fact 'order number' is not written in artifact:order": {
        "facts": (FACT.model_copy(update={"written": "HL-00000"}), *FACTS)
    },
    "fact 'order number' has its source outside the required evidence": {
        "facts": (FACT.model_copy(update={"source": "artifact:account"}), *FACTS)
    },
    "promise 'a day of arrival' names unknown evidence 'policy:love'": {
        "promises": (MUG.gold.promises[0].model_copy(update={"source": "policy:love"}),)
    },
}

WRONG_WORLD: dict[str, dict[str, Any]] = {
    "artifact 'order' twice": {"artifacts": (*MUG.artifacts, ORDER)},
    "policy 'damaged_items' twice": {"policies": (*MUG.policies, ARTICLE)},
    "resolution code 'send_replacement' twice": {
        "resolutions": (*MUG.resolutions, MUG.resolutions[0])
    },
    "only 5 resolution codes, at least 6 are needed": {"resolutions": MUG.resolutions[:5]},
    "budget 7 leaves nothing over the shortest path of 7 steps": {"budget": 7},
    "ticket spells the code 'send_replacement'": {
        "ticket": MUG.ticket.model_copy(update={"message": "Just send_replacement it!"})
    },
    "artifact:order spells the code 'send_replacement'": {
        "artifacts": _order(m="send_replacement")
    },
    "policy:damaged_items spells the code 'send_replacement'": {
        "policies": (
            ARTICLE.model_copy(update={"body": ARTICLE.body + " send_replacement"}),
            *ARTICLES,
        )
    },
    "ticket.received_at is not an ISO time: 'yesterday'": {
        "ticket": MUG.ticket.model_copy(update={"received_at": "yesterday"})
    },
    "damaged_items.effective_on is not an ISO time: '2026-02-30'": {
        "policies": (ARTICLE.model_copy(update={"effective_on": "2026-02-30"}), *ARTICLES)
    },
    "order.checked_on is not an ISO time: '1/2/2026'": {"artifacts": _order(checked_on="1/2/2026")},
    "order.checked_at is not an ISO time: '25:00'": {
        "artifacts": _order(checks=(row(checked_at="25:00"),))
    },
    "budget 0 leaves nothing": {"budget": 0},
}


@pytest.mark.parametrize("problem", WRONG_GOLD)
def test_gold_that_does_not_fit_its_world_is_refused(problem: str) -> None:
    with pytest.raises(CaseError, match=problem):
        altered(MUG, WRONG_GOLD[problem])


@pytest.mark.parametrize("problem", WRONG_WORLD)
def test_a_world_that_does_not_agree_with_itself_is_refused(problem: str) -> None:
    with pytest.raises(CaseError, match=problem):
        altered(MUG, **WRONG_WORLD[problem])


@pytest.mark.parametrize("kind", ["facts", "promises"])
def test_a_phrase_that_cannot_match_is_refused(kind: str) -> None:
    item, *rest = getattr(MUG.gold, kind)
    bad = {name: getattr(item, name) for name in type(item).model_fields} | {"phrases": ("~ mug",)}

    with pytest.raises(ValidationError, match="a phrase starts and ends with a word"):
        altered(MUG, {kind: (bad, *rest)})


def test_every_problem_of_a_case_file_is_named_at_once() -> None:
    with pytest.raises(CaseError, match="thank_you") as caught:
        altered(MUG, {"resolution": "thank_you"}, budget=7)

    assert "budget 7 leaves nothing" in str(caught.value)
    assert "damaged-mug-replacement" in str(caught.value)


def test_a_case_error_carries_the_task_and_its_problems() -> None:
    error = CaseError("some-task", ["one", "another"])

    assert (error.task_id, error.problems) == ("some-task", ["one", "another"])
    assert str(error) == "case 'some-task': one; another"


@every_file
def test_a_case_file_survives_json(file: CaseFile) -> None:
    copy = CaseFile.model_validate_json(file.model_dump_json())

    assert copy == file
    assert copy.digest == file.digest


@every_file
def test_a_case_file_cannot_be_changed(file: CaseFile) -> None:
    for part, name in ((file, "budget"), (file.gold, "resolution"), (file.ticket, "message")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, name, getattr(part, name))


def test_any_difference_shows_in_the_digest() -> None:
    variants = [
        MUG,
        altered(MUG, budget=13),
        altered(MUG, {"because": "so"}),
        altered(MUG, ticket=MUG.ticket.model_copy(update={"subject": "?"})),
        *FILES[1:],
    ]

    assert len({file.digest for file in variants}) == len(variants)


@pytest.mark.parametrize("value", [24.0, "2400", None, float("nan")])
def test_an_amount_is_a_whole_number_of_cents(value: object) -> None:
    with pytest.raises(ValidationError):
        Money.model_validate({"minor": value, "currency": "EUR"})


@pytest.mark.parametrize(
    ("minor", "text"),
    [(2890, "28.90 EUR"), (5, "0.05 EUR"), (-1205, "-12.05 EUR"), (0, "0.00 EUR")],
)
def test_an_amount_is_written_with_two_decimals(minor: int, text: str) -> None:
    assert str(eur(minor)) == text


def test_a_record_reads_as_names_and_values() -> None:
    content = record(
        paid=eur(100), sure=True, count=3, rows=(row(on="2026-01-01", late=False),), none=()
    )

    assert Artifact(id="x", title="an x", record=content).render().splitlines() == [
        "RECORD x: an x",
        "paid: 1.00 EUR",
        "sure: yes",
        "count: 3",
        "rows:",
        "  - on: 2026-01-01, late: no",
        "none: none",
    ]


def test_the_published_tasks_are_these_in_this_order() -> None:
    assert [(file.task_id, file.difficulty, file.gold.resolution) for file in FILES] == [
        ("damaged-mug-replacement", "easy", "send_replacement"),
        ("duplicate-charge-refund", "medium", "refund_duplicate_charge"),
        ("account-takeover-fraud", "hard", "lock_account_and_escalate_fraud"),
    ]


@every_file
def test_what_is_public_about_a_task_is_nothing_gold(file: CaseFile) -> None:
    assert task_info(file.task_id).model_dump() == {
        "task_id": file.task_id,
        "difficulty": file.difficulty,
        "objective": file.objective,
        "budget": file.budget,
    }


def test_seeds_pick_tasks_in_turn() -> None:
    assert [task_for_seed(seed) for seed in (0, 1, 2, 3, 10**30, -1)] == [
        TASK_IDS[index] for index in (0, 1, 2, 0, 1, 2)
    ]


@pytest.mark.parametrize("task_id", ["", "no-such-task", "Damaged-Mug-Replacement", "x" * 999])
def test_an_unknown_task_is_named_and_the_known_ones_are_listed(task_id: str) -> None:
    with pytest.raises(UnknownTask, match="use one of " + ", ".join(TASK_IDS)) as caught:
        case_file(task_id)

    assert repr(task_id[:60]) in str(caught.value)
    assert task_id not in str(caught.value) or len(task_id) <= 60


@every_file
def test_every_query_term_leads_to_one_article(file: CaseFile) -> None:
    terms = [
        lookup_form(term)
        for article in file.policies
        for term in {article.id, article.title, *article.terms}
    ]

    assert sorted(terms) == sorted(file.article_of)


def test_an_article_that_has_no_file_is_an_error() -> None:
    with pytest.raises(CaseError, match="no readable policy article"):
        article("love")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: Love\n", "no readable policy article"),
        ("---\ntitle\n---\nLove.", "no readable policy article"),
        ("Love.\n---\ntitle: Love\n---\nLove.", "does not start with its front matter"),
    ],
)
def test_a_malformed_article_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "love.md").write_text(text)
    monkeypatch.setattr("supportops.cases.articles.files", lambda _: tmp_path)

    with pytest.raises(CaseError, match=words):
        article("love")


@every_file
def test_every_word_of_a_case_is_plain_text(file: CaseFile) -> None:
    for text in (file.ticket.render(), *file.texts.values(), file.objective):
        assert text.replace("\n", "").isprintable()


@every_file
@pytest.mark.parametrize("mode", RewardMode)
def test_the_oracle_scores_exactly_one(file: CaseFile, mode: RewardMode) -> None:
    plan = oracle_plan(file)
    _, *seen = observations(file.task_id, mode, plan)

    assert len(plan) == file.par
    assert all(step.last_action_error is None for step in seen)
    assert (seen[-1].done, seen[-1].current_score) == (True, 1.0)
    assert sum(step.reward or 0 for step in seen[:-1]) <= 0.23
    assert seen[-1].metadata["final_score"] == 1.0


@every_file
def test_a_shorter_plan_never_scores_one(file: CaseFile) -> None:
    plan = oracle_plan(file)
    for left_out in range(len(plan)):
        _, *seen = observations(
            file.task_id, RewardMode.SHAPED, [*plan[:left_out], *plan[left_out + 1 :]]
        )
        assert max(step.current_score for step in seen) < 1
