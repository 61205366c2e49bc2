"""Twins: the same ticket, one record or one parameter different, another right resolution.

Whatever an agent does that does not touch what differs gives the same bytes in both: what it sees,
what it is paid, what it is refused. Walked through for one pair of every family, and sampled over
all of them.
"""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import rewards, scoring
from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.cases.archetypes import FAMILIES
from supportops.cases.generate import Address
from supportops.cases.partition import ARCHETYPE_SPLIT, HELD_OUT, SPLIT_NAMES, families
from supportops.models import ToolUseAction
from supportops.observation import observe
from supportops.proofs.alphabet import alphabet, look, matters, read_by
from supportops.proofs.interference import with_twin
from supportops.proofs.probes import probes
from supportops.proofs.showing import showing
from supportops.proofs.twins import compare, differing
from supportops.proofs.worlds import worlds
from supportops.records import artifact_ref, policy_ref
from supportops.reply import read
from supportops.vocabulary import FULL, RewardMode
from supportops.workflow import advance

ALL = tuple(FAMILIES)
PUBLIC = tuple(split for split in SPLIT_NAMES if split != "private")
Pair = tuple[CaseFile, CaseFile]


def _pair(task_id: str) -> Pair:
    return case_file(task_id), case_file(f"{task_id}#twin")


def _home(family: str) -> str:
    return f"gen/{family}/{ARCHETYPE_SPLIT if family in HELD_OUT else 'test'}/1"


tasks = st.builds(
    Address, st.sampled_from(ALL), st.sampled_from(PUBLIC), st.integers(0, 99)
).filter(lambda address: address.family in families(address.split, ALL))


@given(tasks)
def test_a_twin_shares_all_but_one_record_or_the_article_and_is_resolved_otherwise(
    address: Address,
) -> None:
    pair = base, twin = _pair(str(address))
    [ref] = differing(pair)

    assert base.gold.resolution != twin.gold.resolution
    assert ref in base.deciding
    assert base.task_id == twin.task_id == str(address)
    assert base.ticket == twin.ticket
    assert base.overlays == twin.overlays
    assert observe(Case(base), None) == observe(Case(twin), None)


@pytest.mark.long
@pytest.mark.parametrize("family", ALL)
def test_no_path_around_what_differs_tells_twins_apart(family: str) -> None:
    pair = _pair(_home(family))
    found = compare(pair)

    assert found.told == {}
    assert found.differing == 0
    assert found.configurations > 2 ** len(matters(pair[0]) - found.secret)
    assert found.observations > found.configurations
    assert found.letters >= 10


@pytest.mark.long
@given(tasks, st.sampled_from(RewardMode), st.data())
def test_transcripts_of_twins_are_the_same_until_what_differs_is_read(
    address: Address, mode: RewardMode, data: st.DataObject
) -> None:
    pair = _pair(str(address))
    cases = [Case(file, mode) for file in pair]
    actions = st.sampled_from(_around(pair))
    for action in data.draw(st.lists(actions, min_size=1, max_size=pair[0].budget + 1)):
        ours, theirs = (_seen(advance(case, action)) for case in cases)
        assert ours == theirs


def _around(pair: Pair) -> list[ToolUseAction]:
    """Everything that neither touches what differs nor asks the customer nor submits a code."""
    base, secret = pair[0], differing(pair)
    every = alphabet(base, (pair[1].reply, *probes(pair, secret)))
    actions = (*every.rest, *every.looks, *every.asides, *every.drafts)
    return [
        action
        for action in actions
        if read_by(base, action) not in secret
        and not any(showing(action.message or "", file, ()).asks for file in pair)
    ]


def _seen(step: Step) -> bytes:
    return observe(step.case, step).model_dump_json().encode()


@given(tasks)
def test_only_the_address_tells_a_twin_from_its_base(address: Address) -> None:
    base, twin = _pair(str(address))

    sent = {artifact_ref(twin.sent.id)} if twin.sent else set()
    assert {artifact_ref(item.id) for item in base.artifacts} | {
        policy_ref(item.id) for item in base.policies
    } == set(twin.texts) - sent
    assert "twin" not in observe(Case(twin), None).model_dump_json()


@pytest.mark.parametrize("task", [_home("refund_status"), _home("damaged_item")])
def test_any_two_worlds_that_agree_on_what_was_read_look_the_same(task: str) -> None:
    file, count = case_file(task), 0
    for world in islice(worlds(task), 0, 400, 50):
        assert compare((file, world)).told == {}
        count += 1
    assert count == 8


def test_worlds_differ_in_what_is_right_and_not_at_first_sight() -> None:
    task = _home("refund_status")
    file = case_file(task)
    found = list(islice(worlds(task), 0, 600, 15))

    assert len({world.gold.resolution for world in found}) > 1
    assert {observe(Case(world), None).model_dump_json() for world in found} == {
        observe(Case(file), None).model_dump_json()
    }
    assert all(differing((file, world)) for world in found)


def test_a_score_that_knows_the_answer_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def clairvoyant(case: Case) -> int:
        right = case.reading and case.reading.commitments == (case.file.gold.resolution,)
        return FULL if right else 0

    monkeypatch.setattr(scoring, "visible_reply", clairvoyant)
    monkeypatch.setattr(rewards, "visible_reply", clairvoyant)
    found = with_twin(_home("late_delivery"))

    assert found.differing > 0
    assert {told.part for told in found.told} >= {"current score", "bytes", "reward"}


def test_a_tool_that_tells_more_than_was_asked_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "supportops.observation.scoring.current",
        lambda case: len(case.file.gold.resolution) if case.draft else 0,
    )

    assert "bytes" in compare(_pair(_home("late_delivery"))).told


@pytest.mark.parametrize("family", ALL)
def test_a_letter_about_what_was_not_read_shows_nothing_of_it(family: str) -> None:
    # It is flawed all the same, where it copies a record, or names an address that none holds.
    pair = _pair(_home(family))
    secret = differing(pair)
    shared = pair[0].relevant - secret
    told = [
        letter
        for letter in probes(pair, secret)
        if read(letter, pair[0]).flaw != read(letter, pair[1]).flaw
    ]

    for letter in told:
        ours, theirs = (showing(letter, file, shared) for file in pair)
        assert ours == theirs
        assert any(read(letter, file).flaw for file in pair)


def test_some_letter_is_flawed_in_one_twin_only_by_what_was_not_read() -> None:
    pairs = [_pair(_home(family)) for family in ALL]
    apart = [
        letter
        for pair in pairs
        for letter in probes(pair, differing(pair))
        if bool(read(letter, pair[0]).flaw) != bool(read(letter, pair[1]).flaw)
    ]

    assert apart
    assert look("artifact:order") in alphabet(pairs[0][0]).actions
