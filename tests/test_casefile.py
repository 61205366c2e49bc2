"""Case files agree with themselves or cannot be loaded; the published ones, and how to get them."""

from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from supportops.agents.scripted import oracle_plan
from supportops.casefile import (
    CaseFile,
    ReplyFact,
    Resolution,
    Stated,
)
from supportops.cases import TASK_IDS, case_file, task_for_seed
from supportops.cases.articles import template
from supportops.cases.registry import task_info
from supportops.decision import Fallback, Harm, Rule, Table
from supportops.errors import CaseError, UnknownTask
from supportops.records import (
    Artifact,
    Money,
    Row,
    artifact_ref,
    eur,
    lookup_form,
    policy_ref,
    record,
    row,
)
from supportops.vocabulary import RewardMode
from tests.play import FILES, MUG, altered, observations, otherwise, turned

every_file = pytest.mark.parametrize("file", FILES, ids=TASK_IDS)

CLAIM, *CLAIMS = MUG.claims
ORDER, *RECORDS = MUG.artifacts
ARTICLE, *ARTICLES = MUG.policies
FACT, *FACTS = MUG.facts
WINDOW = MUG.parameters[-1]


def _order(**values: str | tuple[Row, ...]) -> tuple[Artifact, ...]:
    """The records, with something added to the first."""
    return (ORDER.model_copy(update={"record": (*ORDER.record, *record(**values))}), *RECORDS)


def _table(**changes: Any) -> dict[str, Table]:
    """The table, with something replaced."""
    content = {name: getattr(MUG.table, name) for name in Table.model_fields}
    return {"table": Table.model_validate(content | changes)}


def _claim(**changes: Any) -> dict[str, tuple[ReplyFact, ...]]:
    """The claims, with something replaced in the first."""
    return {"claims": (CLAIM.model_copy(update=changes), *CLAIMS)}


LAST = Rule(when="True", code="send_replacement")
FALLBACK, HARM = MUG.table.fallbacks[0], MUG.table.harms[0]

WRONG_TABLE: dict[str, dict[str, Any]] = {
    "unknown policy 'love'": _table(article="love"),
    "unknown artifact 'diary'": _table(
        facts=(MUG.table.facts[0].model_copy(update={"record": "diary"}), *MUG.table.facts[1:])
    ),
    "unknown code 'thank_you'": _table(rules=(Rule(when="days > 3", code="thank_you"), LAST)),
    "unknown code 'no_thank_you'": _table(fallbacks=(Fallback(code="no_thank_you"),)),
    "unknown code 'burn_it'": _table(harms=(Harm(code="burn_it", harm="it burns"),)),
    "fallback 'escalate_to_supervisor' twice": _table(fallbacks=(FALLBACK, FALLBACK)),
    "harm 'refund_and_send_replacement' twice": _table(harms=(HARM, HARM)),
    "the facts are not those of the table, in its order": {"facts": (*FACTS, FACT)},
    "the parameters are not those of the table, in its order": {"parameters": (WINDOW,)},
    "fact 'claims' cannot be 9": {"facts": (Stated(name="claims", value=9), *FACTS)},
    "parameter 'window' cannot be 13": {
        "parameters": (MUG.parameters[0], Stated(name="window", value=13))
    },
    "the facts cannot occur together: photo == 'none'": _table(possible="photo == 'none'"),
}

WRONG_GOLD: dict[str, dict[str, Any]] = {
    "no claim that a reply must make": {"claims": ()},
    "claim 'order number' twice": {"claims": (CLAIM, CLAIM)},
    "claim 'order number' is not written in artifact:order": _claim(written="HL-00000"),
    "claim 'order number' has its source outside the required evidence": _claim(
        source="artifact:account"
    ),
    "claim 'order number' needs a value or phrases, and not both": _claim(value=""),
    "no phrase commits to the right resolution": {
        "resolutions": (
            Resolution(code="send_replacement", commitments=()),
            *(item for item in MUG.resolutions if item.code != "send_replacement"),
        )
    },
    "promise 'a day of arrival' names unknown evidence 'policy:love'": {
        "promises": (MUG.promises[0].model_copy(update={"source": "policy:love"}),)
    },
    "lure 'deny_out_of_window' can be right": {"lures": ("deny_out_of_window",)},
    "budget 7 leaves nothing over the shortest path of 7 steps": {"budget": 7},
    "budget 0 leaves nothing": {"budget": 0},
}

WRONG_WORLD: dict[str, dict[str, Any]] = {
    "artifact 'order' twice": {"artifacts": (*MUG.artifacts, ORDER)},
    "policy 'damaged_items' twice": {"policies": (*MUG.policies, ARTICLE)},
    "resolution code 'send_replacement' twice": {
        "resolutions": (*MUG.resolutions, MUG.resolutions[0])
    },
    "only 5 resolution codes, at least 6 are needed": {"resolutions": MUG.resolutions[:5]},
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
}

WRONG = WRONG_TABLE | WRONG_GOLD | WRONG_WORLD


@pytest.mark.parametrize("problem", WRONG)
def test_a_case_file_whose_parts_do_not_agree_is_refused(problem: str) -> None:
    with pytest.raises(CaseError) as caught:
        altered(MUG, **WRONG[problem])

    assert any(found.startswith(problem) for found in caught.value.problems)


@pytest.mark.parametrize("kind", ["claims", "promises"])
def test_a_phrase_that_cannot_match_is_refused(kind: str) -> None:
    item, *rest = getattr(MUG, kind)
    bad = {name: getattr(item, name) for name in type(item).model_fields} | {"phrases": ("~ mug",)}

    with pytest.raises(ValidationError, match="a phrase starts and ends with a word"):
        altered(MUG, **{kind: (bad, *rest)})


@pytest.mark.parametrize("worse", [WRONG_GOLD, WRONG_TABLE], ids=["gold", "table"])
def test_every_problem_of_a_case_file_is_named_at_once(worse: dict[str, dict[str, Any]]) -> None:
    problem, changes = next(iter(worse.items()))
    with pytest.raises(CaseError, match=problem) as caught:
        altered(MUG, **changes, artifacts=_order(checked_on="1/2/2026"))

    assert "order.checked_on is not an ISO time" in str(caught.value)
    assert "damaged-mug-replacement" in str(caught.value)


@every_file
def test_the_right_answer_follows_from_the_facts_and_the_policy(file: CaseFile) -> None:
    rule = file.table.space.rule(file.latent)
    gold = file.gold

    assert gold.resolution == file.table.rules[rule].code
    assert gold.because.endswith(f": {file.table.place(rule)} of {file.table.article}")
    assert not {gold.resolution, *file.harm_of} & {*gold.fallbacks}
    assert gold.resolution not in file.harm_of
    for changed in otherwise(file):
        assert changed.gold.resolution != gold.resolution
        assert changed.relevant == file.relevant
        assert changed.difficulty == file.difficulty


@every_file
def test_every_evidence_set_proves_the_answer_holds_the_article_and_shows_what_to_quote(
    file: CaseFile,
) -> None:
    for changed in (file, *otherwise(file)):
        space, article = changed.table.space, policy_ref(changed.table.article)
        proofs = [set(map(artifact_ref, one)) for one in space.minimal_sets(changed.latent)]
        for refs in map(set, changed.gold.evidence):
            assert article in refs
            assert refs <= changed.relevant
            assert any(proof <= refs for proof in proofs)
            assert all(refs & changed.sources[claim.name] for claim in changed.claims)


@every_file
def test_no_evidence_set_holds_another(file: CaseFile) -> None:
    for changed in (file, *otherwise(file), turned(file)):
        found = [frozenset(refs) for refs in changed.gold.evidence]
        assert len(set(found)) == len(found)
        assert not any(one < other for one in found for other in found)


@every_file
def test_a_claim_can_be_read_wherever_it_is_written(file: CaseFile) -> None:
    for claim in file.claims:
        written = {ref for ref, text in file.texts.items() if claim.written in text}
        assert claim.source in file.sources[claim.name] == written & file.relevant


@every_file
def test_what_is_the_case_can_be_read_in_its_record_and_the_policy_in_its_article(
    file: CaseFile,
) -> None:
    for fact, told in zip(file.table.facts, file.facts, strict=True):
        assert told.written
        assert told.written in file.artifact_of[fact.record].render()
    for parameter in file.parameters:
        assert parameter.written in file.texts[policy_ref(file.table.article)]


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
    for part, name in ((file, "budget"), (file.table, "rules"), (file.ticket, "message")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, name, getattr(part, name))
    with pytest.raises(FrozenInstanceError):
        file.gold.resolution = "thank_you"  # type: ignore[misc]


def test_any_difference_shows_in_the_digest() -> None:
    variants = [
        MUG,
        altered(MUG, budget=13),
        next(otherwise(MUG)),
        altered(MUG, reply="We are sorry."),
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
        template("love")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: Love\n", "no readable policy article"),
        ("---\ntitle\n---\nLove.", "no readable policy article"),
        (
            "Love.\n---\ntitle: Love\nversion: 1\neffective_on: 2026-01-01\nscope: all\n---\nLove.",
            "does not start with its front matter",
        ),
    ],
)
def test_a_malformed_article_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "love.md").write_text(text)
    monkeypatch.setattr("supportops.cases.articles.files", lambda _: tmp_path)

    with pytest.raises(CaseError, match=words):
        template("love")


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


@pytest.mark.parametrize(
    "name", ["unknown", "../commitments/damaged_item", "/etc/passwd", "a\0b", "x" * 100_000, " "]
)
def test_a_table_of_cues_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(CaseError, match="no table of cues is named") as caught:
        altered(MUG, cues=name)
    assert len(str(caught.value)) < 200
