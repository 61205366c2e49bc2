"""Which claims of a reading count, what each earns, and the first reason why nothing does."""

import dataclasses

import pytest

from supportops.reply.force import Force
from supportops.reply.quality import quality, worthless
from supportops.reply.reading import Claim, Reading, Slot
from supportops.vocabulary import FULL
from tests.play import MUG

RIGHT, OTHER, THIRD = "send_replacement", "refund_original_payment", "request_photo_evidence"
ORDER, POLICY = "artifact:order", "policy:damaged_items"
FACTS = {"order number": ORDER, "dispatch": POLICY, "no return": POLICY}
ALL = frozenset(FACTS.values())
SHARE = FULL // 4
HOW = {
    Force.ASSERTED: "asserted",
    Force.DEFERRED: "deferred",
    Force.REQUESTED: "asked of the customer",
    Force.CONDITIONAL: "conditional",
    Force.DENIED: "denied",
}


def claim(slot: Slot, value: str, force: Force = Force.ASSERTED) -> Claim:
    return Claim(slot, value, force, 0, 1)


def reading(
    *facts: str,
    commits: tuple[str, ...] = (RIGHT,),
    force: Force = Force.ASSERTED,
    denied: tuple[str, ...] = (),
    others: tuple[Claim, ...] = (),
) -> Reading:
    """A reading that states some facts and commits to some codes."""
    committed = [claim("commitment", code, force) for code in commits]
    stated = [claim("fact", name) for name in facts]
    standing = commits if force <= Force.DEFERRED else ()
    return Reading((*committed, *stated, *others), standing, frozenset(denied), ())


def test_the_facts_of_the_case_are_where_these_tests_think() -> None:
    assert MUG.sources == {name: frozenset({ref}) for name, ref in FACTS.items()}
    assert MUG.gold.resolution == RIGHT


def test_no_draft_earns_nothing() -> None:
    found = quality(None, MUG, ALL, RIGHT)
    assert (found.earned, found.why, found.marks) == (0, "no draft", ())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_commitment_and_every_fact_earn_a_like_share(count: int) -> None:
    names = list(FACTS)[:count]
    found = quality(reading(*names), MUG, ALL, RIGHT)

    assert found.earned == SHARE * (count + 1)
    assert [mark.earned for mark in found.marks] == [SHARE] * (count + 1)
    assert [mark.why for mark in found.marks] == [
        "asserted",
        *["stated, and read in its source"] * count,
    ]


def test_what_is_stated_lacking_or_not_read_is_told() -> None:
    found = quality(reading("order number", "dispatch"), MUG, {ORDER}, RIGHT)

    assert found.earned == 2 * SHARE
    assert (
        found.why == "states order number; lacks no return; states without having read it dispatch"
    )
    assert [(mark.earned, mark.why) for mark in found.marks[1:]] == [
        (SHARE, "stated, and read in its source"),
        (0, "stated, but its source was not read"),
    ]


def test_what_is_whole_lacks_nothing() -> None:
    found = quality(reading(*FACTS), MUG, ALL, RIGHT)
    assert (found.earned, found.why) == (FULL, "states order number, dispatch, no return")


@pytest.mark.parametrize(("names", "evidence"), [((), ALL), (tuple(FACTS), ())])
def test_without_a_fact_that_was_read_not_even_the_commitment_counts(
    names: tuple[str, ...], evidence: tuple[str, ...]
) -> None:
    found = quality(reading(*names), MUG, evidence, RIGHT)

    assert found.earned == 0
    assert found.why == "the reply states no required fact that was read in its source"
    assert {mark.earned for mark in found.marks} == {0}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            reading(*FACTS, others=(claim("form", "is too long"), claim("form", "is no letter"))),
            "the reply is too long",
        ),
        (
            reading(*FACTS, others=(claim("promise", "a day"), claim("promise", "a gift"))),
            "the reply makes a forbidden promise: a day, a gift",
        ),
        (
            reading(
                *FACTS, others=tuple(claim("conflict", why) for why in ("is a", "is b", "is a"))
            ),
            "the reply is a, is b",
        ),
        (
            reading(*FACTS, commits=(RIGHT, OTHER)),
            f"the reply commits to several outcomes: {RIGHT}, {OTHER}",
        ),
        (
            reading(*FACTS, commits=(OTHER,)),
            f"the reply commits to {OTHER}, not to what was submitted",
        ),
        (reading(*FACTS, commits=()), f"the reply does not commit to {RIGHT}"),
        (
            reading(*FACTS, commits=(OTHER, "z"), force=Force.DENIED),
            f"the reply does not commit to {RIGHT}",
        ),
        (
            reading(*FACTS, commits=(OTHER, RIGHT, THIRD), force=Force.CONDITIONAL),
            f"the reply mentions {RIGHT} but does not commit to it: conditional",
        ),
        (
            reading(*FACTS, denied=(RIGHT,)),
            f"the reply takes back what it commits to: {RIGHT}",
        ),
    ],
)
def test_nothing_counts_in_a_letter_that_is_worthless(said: Reading, why: str) -> None:
    found = quality(said, MUG, ALL, RIGHT)

    assert worthless(said, MUG, RIGHT) == found.why == why
    assert found.earned == 0
    assert {mark.earned for mark in found.marks} <= {0}
    assert [mark.claim for mark in found.marks] == list(said.claims)


def test_the_first_reason_is_the_one_that_is_told() -> None:
    wrong = (claim("form", "is too long"), claim("conflict", "is a"), claim("promise", "a day"))
    reasons = []
    for others in (wrong, wrong[1:], wrong[1:2], ()):
        said = reading(*FACTS, commits=(OTHER, RIGHT), denied=(RIGHT,), others=others)
        reasons.append(worthless(said, MUG, RIGHT))
    assert [why and why[:22] for why in reasons] == [
        "the reply is too long",
        "the reply makes a forb",
        "the reply is a",
        "the reply commits to s",
    ]


def test_a_letter_is_worth_nothing_to_another_resolution() -> None:
    found = quality(reading(*FACTS, commits=(OTHER,)), MUG, ALL, OTHER)
    assert (found.earned, found.why) == (
        0,
        "what a reply has to state belongs to another resolution",
    )


def test_what_is_taken_back_of_another_outcome_harms_nothing() -> None:
    assert quality(reading(*FACTS, denied=(OTHER,)), MUG, ALL, RIGHT).earned == FULL


@pytest.mark.parametrize("force", HOW)
def test_a_commitment_is_marked_by_how_it_is_said(force: Force) -> None:
    found = quality(reading(*FACTS, force=force), MUG, ALL, RIGHT)
    commits = force <= Force.DEFERRED

    assert found.earned == (FULL if commits else 0)
    assert (found.marks[0].earned, found.marks[0].why) == (SHARE if commits else 0, HOW[force])


@pytest.mark.parametrize("code", [OTHER, "a", "z"])
def test_only_what_was_submitted_earns_the_mark_of_the_commitment(code: str) -> None:
    others = (claim("commitment", code), claim("commitment", code, Force.DENIED))
    found = quality(reading(*FACTS, others=others), MUG, ALL, RIGHT)

    assert found.earned == FULL
    assert [mark.earned for mark in found.marks[-2:]] == [0, 0]


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        ("form", "the reply is worth nothing in this form"),
        ("promise", "the reply is worth nothing with a forbidden promise"),
        ("conflict", "the reply is worth nothing with a contradiction"),
    ],
)
def test_what_makes_a_letter_worthless_is_marked_so(slot: Slot, why: str) -> None:
    found = quality(reading(*FACTS, others=(claim(slot, "that"),)), MUG, ALL, RIGHT)
    assert (found.marks[-1].earned, found.marks[-1].why) == (0, why)


def test_a_grade_cannot_be_changed() -> None:
    found = quality(None, MUG, ALL, RIGHT)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(found, "earned", FULL)  # noqa: B010 - mypy refuses the assignment
