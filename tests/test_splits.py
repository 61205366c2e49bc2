"""Splits share no case, their shortcuts stay below the gates, and their lists fit their tables."""

from collections import Counter
from fractions import Fraction
from importlib.resources import files

import pytest

from supportops.cases import case_file, lists, split_size, task_at
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.distribution.gates import Asked, Ceilings, accuracy, ceilings, views
from supportops.cases.lists import CANARY, count, listed, table_digest
from supportops.cases.partition import (
    ARCHETYPE_SPLIT,
    CELLS,
    CELLS_OF,
    HELD_OUT,
    POLICY_SPLIT,
    SPLIT_NAMES,
    cell,
    families,
    fingerprint,
    members,
    twins,
)
from supportops.decision import Fact, Latent, Parameter, Rule, Space, Table
from supportops.errors import CaseError
from supportops.validation import LISTED, shared, split_problems
from supportops.validation.splits import split_ceilings

ALL = tuple(FAMILIES)
every_listed_split = pytest.mark.parametrize("split", LISTED)


def test_no_two_splits_share_a_case() -> None:
    found = shared()

    assert len(found) == len(SPLIT_NAMES) * (len(SPLIT_NAMES) - 1) // 2
    assert set(found.values()) == {0}


def test_the_cells_are_dealt_out_once() -> None:
    dealt = [number for cells in CELLS_OF.values() for number in cells]

    assert sorted(dealt) == list(range(CELLS))


@every_listed_split
def test_a_listed_split_passes_every_gate_and_stays_in_its_cells(split: str) -> None:
    assert split_problems(split) == []


@every_listed_split
def test_every_twin_of_a_listed_case_stays_in_its_split(split: str) -> None:
    for family in families(split, ALL):
        space = archetype(family).table.space
        owned = {fingerprint(family, latent) for latent in members(split, family, space)}
        for latent in listed(split, family):
            for _, twin in twins(split, family, space, latent):
                assert fingerprint(family, twin) in owned


def test_there_are_eighteen_families_and_three_of_them_are_held_out() -> None:
    assert len(FAMILIES) == 18
    assert set(FAMILIES) > HELD_OUT
    assert len(HELD_OUT) == 3
    for split in SPLIT_NAMES:
        assert HELD_OUT.isdisjoint(families(split, ALL)) == (split != ARCHETYPE_SPLIT)


def test_there_are_at_least_1800_distinct_cases_before_overlays_and_wording() -> None:
    spaces = [archetype(family).table.space for family in FAMILIES]

    assert sum(len(space.worlds) * len(space.policies) for space in spaces) >= 1800


def test_unseen_values_occur_in_their_split_alone() -> None:
    for family in families(POLICY_SPLIT, ALL):
        table = archetype(family).table
        unseen = [set(parameter.unseen) for parameter in table.parameters]
        for split in families_splits():
            for latent in listed(split, family):
                met = [v in u for v, u in zip(latent.parameters, unseen, strict=True)]
                assert any(met) == (split == POLICY_SPLIT)


def families_splits() -> list[str]:
    return [split for split in LISTED if split != ARCHETYPE_SPLIT]


@every_listed_split
def test_every_resolution_of_a_family_occurs_and_no_case_more_than_twice(split: str) -> None:
    for family in families(split, ALL):
        space = archetype(family).table.space
        cases = listed(split, family)
        assert len(cases) == count(split, family) == 100
        assert {space.code(latent) for latent in cases} == set(space.table.codes)
        assert max(Counter(cases).values()) <= 2


@pytest.mark.long
def test_medium_and_hard_cases_are_decided_by_the_policy_at_least_half_of_the_time() -> None:
    decided = Counter[bool]()
    for split in ("test", ARCHETYPE_SPLIT):
        for index in range(split_size(split)):
            file = case_file(task_at(split, index))
            if file.difficulty != "easy" and "missing_record" not in file.overlays:
                decided[file.table.space.policy_decides(file.latent)] += 1

    assert decided[True] >= decided[False]


def test_every_published_list_bears_the_canary() -> None:
    for split in LISTED:
        text = (files("supportops.cases") / "data" / f"{split}.json").read_text(encoding="utf-8")
        assert CANARY in text


def test_a_list_of_another_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lists._decoded.cache_clear()
    monkeypatch.setattr(lists, "table_digest", lambda space: "another")
    with pytest.raises(CaseError, match="made for another table"):
        listed("dev", "damaged_item")


def test_any_change_of_a_rule_changes_the_digest_of_the_table() -> None:
    table = archetype("damaged_item").table
    *rules, last = table.rules
    changed = table.model_copy(update={"rules": (*rules[:-1], last)})

    assert table_digest(Space(changed)) != table_digest(table.space)


def _toy() -> Space:
    return Table(
        article="rules",
        facts=(
            Fact(name="days", record="order", values=(5, 20)),
            Fact(name="photo", record="attachment", values=("ours", "none")),
        ),
        parameters=(Parameter(name="window", values=(7, 30)),),
        rules=(
            Rule(when="photo == 'none'", code="ask"),
            Rule(when="days > window", code="deny"),
            Rule(when="True", code="send"),
        ),
    ).space


def test_ceilings_are_those_worked_out_by_hand() -> None:
    space = _toy()
    weights = {
        Asked(Latent((5, "none"), (7,))): 1,
        Asked(Latent((20, "ours"), (7,))): 1,
        Asked(Latent((20, "ours"), (30,))): 1,
        Asked(Latent((5, "ours"), (7,))): 1,
    }
    found = ceilings(space, weights)

    assert found.codes == 3
    assert found.ticket == Fraction(2, 4)
    assert accuracy(space, views(space)["attachment"], weights) == Fraction(3, 4)
    assert accuracy(space, views(space)["order"], weights) == Fraction(2, 4)
    assert found.single == Fraction(3, 4)
    assert found.blind == Fraction(3, 4)
    assert found.decisive == Fraction(2, 4)


def test_a_record_that_is_not_on_file_is_seen_by_whoever_reads_it_and_by_nobody_else() -> None:
    space = _toy()
    latent = Latent((5, "ours"), (7,))
    weights = {Asked(latent): 1, Asked(latent, "order"): 1}
    seen = {name: accuracy(space, view, weights) for name, view in views(space).items()}

    assert seen == {
        "ticket": Fraction(1, 2),
        "order": Fraction(1),
        "attachment": Fraction(1, 2),
        "rules": Fraction(1, 2),
        "records": Fraction(1),
    }


def test_what_comes_when_asked_for_is_not_seen_by_a_reader_of_the_record_on_file() -> None:
    space = _toy()
    nothing, something = Latent((5, "none"), (7,)), Latent((5, "ours"), (7,))
    weights = {Asked(nothing): 1, Asked(something, at_first=nothing.facts): 1}
    found = ceilings(space, weights)

    assert accuracy(space, views(space)["attachment"], weights) == Fraction(1, 2)
    assert accuracy(space, views(space)["records"], weights) == 1
    assert found.single_source == "what the customer sends"
    assert found.single == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ticket": Fraction(39, 100)}, "ticket alone"),
        ({"single": Fraction(56, 100)}, "order alone"),
        ({"blind": Fraction(76, 100)}, "records without the policy"),
        ({"decisive": Fraction(49, 100)}, "cases the policy decides"),
        ({}, ""),
    ],
)
def test_every_gate_can_be_missed(change: dict[str, Fraction], problem: str) -> None:
    at_the_gates: dict[str, Fraction] = {
        "ticket": Fraction(1, 3) + Fraction(5, 100),
        "single": Fraction(55, 100),
        "blind": Fraction(75, 100),
        "decisive": Fraction(50, 100),
    }
    found = Ceilings(codes=3, single_source="order", **at_the_gates | change).problems()

    assert [text.partition(":")[0] for text in found] == [problem] * bool(problem)


def test_the_cell_of_a_case_depends_on_its_records_and_not_on_the_policy() -> None:
    cells = Counter(cell("x", (number,)) for number in range(20_000))

    assert set(cells) == set(range(CELLS))
    assert min(cells.values()) > 800
    assert split_ceilings("test", "damaged_item").codes == 6
