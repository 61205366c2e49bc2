"""Which outcomes a letter tells, where outcomes share words and reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.casefile import Resolution
from supportops.reply.force import Force
from supportops.reply.hits import Hit, Share
from supportops.reply.outcomes import COMMITS, taken_back, told

PLAIN, OTHER = (Resolution(code=code, commitments=("do it",)) for code in ("plain", "other"))
ASKS = Resolution(code="asks", commitments=("do it",), asks=True)
WHY, BECAUSE = (
    Resolution(code=code, commitments=("do it",), reasons=("as so",)) for code in ("why", "because")
)

Hits = list[Hit]


def hit(
    start: int,
    end: int,
    force: Force = Force.ASSERTED,
    *,
    denied: bool = False,
    sentence: int = 0,
) -> Hit:
    return Hit(start, end, force, denied, sentence)


def forces(said: dict[str, list[Hit]]) -> dict[str, list[Force]]:
    return {code: [one.force for one in hits] for code, hits in said.items()}


def one(item: Resolution, acts: Hits, why: Hits | None = None) -> Hits:
    """What is told of one code alone."""
    found = told((item,), (acts,), (why or [],))
    assert list(found) == [item.code]
    return found[item.code]


def kept(*told_of: tuple[Resolution, Hits, Hits]) -> dict[str, int]:
    """How many places are left of each code."""
    codes, acts, why = zip(*told_of, strict=True)
    return {code: len(found) for code, found in told(codes, acts, why).items()}


def test_an_outcome_without_a_reason_is_told_where_it_is_carried_out() -> None:
    acts = [hit(0, 5), hit(9, 12, Force.DENIED, denied=True), hit(20, 22, Force.CONDITIONAL)]
    assert one(PLAIN, acts) == acts
    assert one(PLAIN, []) == []
    assert list(told((WHY, PLAIN), ([], []), ([], []))) == ["why", "plain"]


@pytest.mark.parametrize("force", Force)
def test_a_polite_request_carries_out_only_what_asks(force: Force) -> None:
    expected = Force.ASSERTED if force is Force.REQUESTED else force
    assert [place.force for place in one(ASKS, [hit(0, 5, force)])] == [expected]
    assert [place.force for place in one(PLAIN, [hit(0, 5, force)])] == [force]


def test_an_outcome_with_a_reason_is_told_only_where_the_reason_is_given() -> None:
    assert one(WHY, [hit(0, 5)]) == []
    assert one(WHY, [hit(0, 5)], [hit(9, 12)]) == [hit(0, 5)]
    assert one(PLAIN, [hit(0, 5)], [hit(9, 12, Force.DENIED)])[0].force is Force.DENIED


@pytest.mark.parametrize("force", Force)
def test_a_reason_weakens_what_it_is_given_for_but_in_a_label_or_as_a_word(force: Force) -> None:
    given = (Force.LISTED, Force.REQUESTED, Force.ATTRIBUTED, Force.GENERAL, Force.QUOTED)
    expected = Force.ASSERTED if force in given else force
    acts = [hit(0, 5), hit(6, 8, Force.DENIED)]
    found = one(WHY, acts, [hit(9, 12, force)])
    assert [place.force for place in found] == [expected, Force.DENIED]


def test_the_firmest_reason_is_the_one_that_counts() -> None:
    why = [hit(9, 12, Force.DENIED), hit(20, 22, Force.DEFERRED), hit(30, 32, Force.ASKED)]
    assert [place.force for place in one(WHY, [hit(0, 5)], why)] == [Force.DEFERRED]


WIDER = [(0, 10), (0, 11), (1, 11), (0, 20)]


@pytest.mark.parametrize(("start", "end"), WIDER)
def test_what_stands_within_the_words_of_another_outcome_belongs_to_that(
    start: int, end: int
) -> None:
    inner = hit(1, 10)
    assert kept((PLAIN, [inner], []), (OTHER, [hit(start, end)], [])) == {"plain": 0, "other": 1}
    assert kept((OTHER, [hit(start, end)], []), (PLAIN, [inner], [])) == {"plain": 0, "other": 1}


@pytest.mark.parametrize(("start", "end"), [(1, 10), (2, 10), (2, 20), (0, 9), (5, 6), (10, 90)])
def test_what_stands_beside_or_beyond_another_outcome_is_one_of_its_own(
    start: int, end: int
) -> None:
    found = told((PLAIN, OTHER), ([hit(1, 10)], [hit(start, end)]), ([], []))
    assert found["plain"] == [hit(1, 10)]


def test_only_an_outcome_that_is_committed_to_takes_words_of_another() -> None:
    for force in Force:
        wider = hit(0, 20, force)
        left = 0 if force in (Force.ASSERTED, Force.DEFERRED) else 1
        found = kept((PLAIN, [hit(1, 10)], []), (OTHER, [wider], []))
        assert found == {"plain": left, "other": 1}


def test_what_is_denied_stands_whatever_is_around_it() -> None:
    inner = [hit(1, 10, denied=True), hit(2, 9)]
    found = told((PLAIN, OTHER), (inner, [hit(0, 20)]), ([], []))
    assert found["plain"] == inner[:1]


def test_an_outcome_takes_no_words_of_its_own() -> None:
    acts = [hit(0, 20), hit(1, 10)]
    assert one(PLAIN, acts) == acts


ACT, TWICE = hit(0, 10, sentence=0), [hit(30, 32, sentence=30), hit(40, 42, sentence=30)]
TOUCHED = [hit(60, 62, sentence=60)]


def test_a_reason_that_is_only_touched_gives_way_to_an_outcome_told_at_length() -> None:
    assert kept((WHY, [ACT], TOUCHED), (BECAUSE, [ACT], TWICE)) == {"why": 0, "because": 1}
    assert kept((BECAUSE, [ACT], TWICE), (WHY, [ACT], TOUCHED)) == {"why": 0, "because": 1}
    assert kept((WHY, [ACT], TOUCHED), (BECAUSE, [hit(9, 15)], TWICE)) == {"why": 0, "because": 1}
    assert kept((WHY, [hit(9, 15)], TOUCHED), (BECAUSE, [ACT], TWICE)) == {"why": 0, "because": 1}


BOTH = {"why": 1, "because": 1}


@pytest.mark.parametrize(
    ("why", "because"),
    [
        # The reason is told twice, or in the sentence that carries it out.
        (TWICE, TWICE),
        ([hit(11, 12, sentence=0)], TWICE),
        # The other is not told at length.
        (TOUCHED, TWICE[:1]),
        (TOUCHED, [TWICE[0], TWICE[1]._replace(force=Force.DENIED)]),
    ],
)
def test_a_reason_that_is_told_at_length_or_beside_its_act_stands(why: Hits, because: Hits) -> None:
    assert kept((WHY, [ACT], why), (BECAUSE, [ACT], because)) == BOTH


@pytest.mark.parametrize(("start", "end"), [(10, 15), (11, 15)])
def test_an_outcome_in_other_words_takes_nothing(start: int, end: int) -> None:
    acts = [hit(start, end)]
    assert kept((WHY, [ACT], TOUCHED), (BECAUSE, acts, TWICE)) == BOTH
    assert kept((WHY, acts, TOUCHED), (BECAUSE, [ACT], TWICE)) == BOTH
    more = [ACT, hit(90, 95)]
    assert kept((WHY, more, TOUCHED), (BECAUSE, [ACT], TWICE))["why"] == 2


def test_every_act_is_carried_out_in_the_words_of_the_other_to_give_way() -> None:
    acts, others = [ACT, hit(20, 25)], [hit(22, 28), hit(8, 12)]
    assert kept((WHY, acts, TOUCHED), (BECAUSE, others, TWICE))["why"] == 0


def test_reasons_count_in_a_label_too_and_only_what_is_committed_counts_as_an_act() -> None:
    listed = [one._replace(force=Force.LISTED) for one in TWICE]
    assert kept((WHY, [ACT], TOUCHED), (BECAUSE, [ACT], listed)) == {"why": 0, "because": 1}
    denied = [ACT._replace(force=Force.DENIED)]
    assert kept((WHY, denied, TOUCHED), (BECAUSE, [ACT], TWICE)) == BOTH
    assert kept((WHY, [ACT], TOUCHED), (BECAUSE, denied, TWICE)) == BOTH


def test_an_outcome_without_reasons_is_told_at_length_by_its_acts() -> None:
    twice = [ACT, hit(50, 55)]
    assert kept((WHY, [ACT], TOUCHED), (PLAIN, twice, [])) == {"why": 0, "plain": 2}
    assert kept((WHY, [ACT], TOUCHED), (PLAIN, [ACT], [])) == {"why": 1, "plain": 1}
    assert kept((PLAIN, [ACT], []), (OTHER, twice, [])) == {"plain": 1, "other": 2}


def test_an_outcome_does_not_give_way_to_itself() -> None:
    assert one(WHY, [ACT], TOUCHED) == [ACT]
    later = [hit(60, 62, sentence=60)]
    assert kept((WHY, [ACT], later)) == {"why": 1}


def test_a_reason_given_in_no_words_that_count_is_touched_by_none() -> None:
    asked = [hit(60, 62, Force.DEFERRED, sentence=60)]
    assert kept((WHY, [ACT], asked), (BECAUSE, [ACT], TWICE)) == {"why": 0, "because": 1}


DENIAL = hit(20, 25, Force.DENIED, denied=True)._replace(negation=12)


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ([hit(0, 5)], False),
        ([hit(0, 5), DENIAL], True),
        ([DENIAL], True),
        # Its negation belongs to words before it that tell the same.
        ([hit(12, 18), DENIAL], False),
        ([hit(12, 20), DENIAL], False),
        ([hit(12, 21), DENIAL], True),
        ([hit(13, 18), DENIAL], True),
        ([hit(5, 12), DENIAL], True),
        ([hit(12, 18, Force.CONDITIONAL), DENIAL], True),
    ],
)
def test_a_denial_takes_back_but_by_a_negation_that_tells_it(places: Hits, *, code: bool) -> None:
    assert taken_back({"plain": places}) == (frozenset({"plain"}) if code else frozenset())


@pytest.mark.parametrize(
    ("given", "denied", "code"),
    [
        (("part",), "whole", False),
        (("part", "other"), "whole", False),
        (("part", "whole"), "whole", True),
        (("whole",), "whole", True),
        (("other",), "whole", True),
        (("part",), "part", True),
        (("part",), "other", True),
        (("whole",), "part", True),
    ],
)
def test_who_gives_a_part_may_deny_the_whole(
    given: tuple[Share, ...], denied: Share, *, code: bool
) -> None:
    places = [hit(0, 5)._replace(share=share) for share in given]
    said = {"plain": [*places, DENIAL._replace(share=denied)]}
    assert bool(taken_back(said)) is code


SPANS = st.builds(
    hit,
    st.integers(0, 3),
    st.integers(4, 7),
    st.sampled_from((Force.ASSERTED, Force.DEFERRED, Force.DENIED)),
    denied=st.booleans(),
)


@given(st.lists(st.lists(SPANS, max_size=4), min_size=1, max_size=4))
def test_what_stands_within_wider_words_that_commit_to_another_outcome_is_no_other(
    acts: list[Hits],
) -> None:
    codes = [Resolution(code=f"code_{at}", commitments=("do it",)) for at in range(len(acts))]
    others = [
        [one for k, hits in enumerate(acts) if k != at for one in hits] for at in range(len(acts))
    ]
    expected = [
        [
            place
            for place in hits
            if place.denied
            or not any(
                other.force in COMMITS
                and other.start <= place.start
                and place.end <= other.end
                and (other.start, other.end) != (place.start, place.end)
                for other in rest
            )
        ]
        for hits, rest in zip(acts, others, strict=True)
    ]
    assert list(told(codes, acts, [[] for _ in acts]).values()) == expected
