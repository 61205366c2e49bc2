"""Conditions, tables, and what follows: checked against the definitions, world by world."""

from collections.abc import Iterator
from itertools import chain, combinations, product
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.decision import Condition, Fact, Latent, Parameter, Rule, Table, Value
from supportops.decision.condition import MAX_LENGTH

NAMES = ("a", "b", "c", "d")
RECORDS = ("order", "payment", "history")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Small tables of any shape: facts over three records, one parameter, up to five rules."""
    facts = tuple(
        Fact(
            name=name,
            record=draw(st.sampled_from(RECORDS)),
            values=tuple(range(draw(st.integers(2, 3)))),
        )
        for name in NAMES[: draw(st.integers(1, 4))]
    )
    term = st.builds(
        "{} {} {}".format,
        st.sampled_from([fact.name for fact in facts]),
        st.sampled_from(["==", "!=", "<", ">="]),
        st.sampled_from(["0", "1", "2", "limit"]),
    )
    condition = st.builds("{} {} {}".format, term, st.sampled_from(["and", "or"]), term)
    rules = draw(st.lists(st.tuples(condition, st.sampled_from("xyz")), max_size=4))
    return Table(
        article="policy",
        facts=facts,
        parameters=(Parameter(name="limit", values=(0, 1), unseen=(2,)),),
        rules=(*(Rule(when=when, code=code) for when, code in rules), Rule(when="True", code="x")),
    )


@st.composite
def latents(draw: st.DrawFn) -> tuple[Table, Latent]:
    """A table and something that can be the case in it."""
    table = draw(tables())
    policies = (*table.space.policies, *table.space.unseen_policies)
    return table, Latent(draw(st.sampled_from(table.space.worlds)), draw(st.sampled_from(policies)))


def _proves(table: Table, latent: Latent, records: frozenset[str]) -> bool:
    """The definition: every world that agrees on these records has the same resolution."""
    places = [place for place, fact in enumerate(table.facts) if fact.record in records]
    agreeing = (
        world
        for world in table.space.worlds
        if all(world[place] == latent.facts[place] for place in places)
    )
    codes = {table.space.code(Latent(world, latent.parameters)) for world in agreeing}
    return codes == {table.space.code(latent)}


def _subsets(records: tuple[str, ...]) -> Iterator[frozenset[str]]:
    sizes = range(len(records) + 1)
    return map(frozenset, chain.from_iterable(combinations(records, size) for size in sizes))


@given(latents())
def test_minimal_sets_are_what_the_definition_says(case: tuple[Table, Latent]) -> None:
    table, latent = case
    proving = [chosen for chosen in _subsets(table.records) if _proves(table, latent, chosen)]
    minimal = {chosen for chosen in proving if not any(other < chosen for other in proving)}

    assert {frozenset(found) for found in table.space.minimal_sets(latent)} == minimal


@given(latents())
def test_record_twins_are_all_worlds_one_record_away_with_another_resolution(
    case: tuple[Table, Latent],
) -> None:
    table, latent = case
    space = table.space
    expected = set()
    for world in space.worlds:
        changed = {
            fact.record
            for fact, ours, theirs in zip(table.facts, latent.facts, world, strict=True)
            if ours != theirs
        }
        twin = Latent(world, latent.parameters)
        if len(changed) == 1 and space.code(twin) != space.code(latent):
            expected.add((changed.pop(), twin))

    assert set(space.record_twins(latent)) == expected


@given(latents())
def test_policy_twins_differ_in_one_parameter_and_in_the_resolution(
    case: tuple[Table, Latent],
) -> None:
    table, latent = case
    for name, twin in table.space.policy_twins(latent):
        assert name == "limit"
        assert twin.facts == latent.facts
        assert twin.parameters != latent.parameters
        assert table.space.code(twin) != table.space.code(latent)


@given(latents())
def test_the_first_rule_that_holds_fires(case: tuple[Table, Latent]) -> None:
    table, latent = case
    values = dict(zip(table.fact_names, latent.facts, strict=True)) | {
        "limit": latent.parameters[0]
    }
    held = [bool(eval(rule.when, {}, dict(values))) for rule in table.rules]

    assert table.space.rule(latent) == held.index(True)


@given(tables())
def test_the_codes_of_a_policy_part_the_worlds(table: Table) -> None:
    space = table.space
    for policy in space.policies:
        sets = space.codes(policy).values()
        assert sum(sets) == (1 << len(space.worlds)) - 1
        assert all(one & other == 0 for one, other in combinations(sets, 2))


@given(tables())
def test_the_rating_is_one_number_for_the_whole_table(table: Table) -> None:
    assert 1 <= table.space.rating <= len(table.rules) + len(table.records)


def _table(**changes: object) -> Table:
    parts: dict[str, object] = {
        "article": "damage",
        "facts": (
            Fact(name="days", record="order", values=(3, 20)),
            Fact(name="photo", record="attachment", values=("ours", "none")),
        ),
        "parameters": (Parameter(name="window", values=(7, 30), says=("a week", "30 days")),),
        "rules": (
            Rule(when="photo == 'none'", code="ask"),
            Rule(when="days > window", code="deny"),
            Rule(when="True", code="send"),
        ),
    }
    return Table.model_validate(parts | changes)


@pytest.mark.parametrize(
    ("facts", "policy", "code", "proofs"),
    [
        ((3, "none"), 7, "ask", {("attachment",)}),
        ((20, "ours"), 7, "deny", {("order", "attachment")}),
        ((20, "ours"), 30, "send", {("attachment",)}),
    ],
)
def test_a_policy_decides_what_has_to_be_read(
    facts: tuple[Value, ...], policy: int, code: str, proofs: set[tuple[str, ...]]
) -> None:
    space = _table().space
    latent = Latent(facts, (policy,))

    assert space.code(latent) == code
    assert set(space.minimal_sets(latent)) == proofs


def test_impossible_combinations_are_no_worlds() -> None:
    table = _table(possible="not (photo == 'none' and days == 3)")

    assert table.space.worlds == ((3, "ours"), (20, "ours"), (20, "none"))


def test_a_rule_behind_one_that_always_holds_is_dead() -> None:
    rules = (
        Rule(when="days >= 0", code="send"),
        Rule(when="days > window", code="deny"),
        Rule(when="True", code="ask"),
    )

    assert _table(rules=rules).space.dead_rules == (1, 2)
    assert _table().space.dead_rules == ()


def test_a_parameter_is_worded_as_the_article_has_it() -> None:
    [window] = _table().parameters

    assert window.wording(7) == "a week"
    assert Parameter(name="limit", values=(2, 3)).wording(3) == "3"


def test_a_table_survives_json() -> None:
    table = _table()

    assert Table.model_validate_json(table.model_dump_json()) == table


WRONG: dict[str, dict[str, object]] = {
    "name 'days' twice": {"parameters": (Parameter(name="days", values=(1, 2)),)},
    "'a b' is no name": {"facts": (Fact(name="a b", record="order", values=(1, 2)),)},
    "the last rule must hold always": {"rules": (Rule(when="days > 3", code="send"),)},
    "unknown name 'weather'": {
        "rules": (Rule(when="weather == 'rain'", code="wait"), Rule(when="True", code="send"))
    },
    "possible: unknown name 'window'": {"possible": "days > window"},
    "ask: text is never compared with numbers: photo > 3": {
        "rules": (Rule(when="photo > 3", code="ask"), Rule(when="True", code="send"))
    },
    "ask: text is neither true nor false": {
        "rules": (Rule(when="days > 3 and photo", code="ask"), Rule(when="True", code="send"))
    },
    "ask: in asks for a tuple": {
        "rules": (Rule(when="photo in 'ours'", code="ask"), Rule(when="True", code="send"))
    },
    "ask: a tuple stands after in": {
        "rules": (Rule(when="(days, 3) and True", code="ask"), Rule(when="True", code="send"))
    },
    "facts in more than 10 records": {
        "facts": tuple(
            Fact(name=f"f{number}", record=f"r{number}", values=(0, 1)) for number in range(11)
        ),
        "rules": (Rule(when="True", code="send"),),
    },
    "more than 1000000 combinations": {
        "facts": tuple(
            Fact(name=f"f{number}", record="order", values=tuple(range(20))) for number in range(5)
        ),
        "rules": (Rule(when="True", code="send"),),
    },
    "fact 'days' has a value twice": {"facts": (Fact(name="days", record="order", values=(3, 3)),)},
    "fact 'days' needs values of one type": {
        "facts": (Fact(name="days", record="order", values=(3, "three")),)
    },
    "parameter 'window' has 2 values and 1 wordings": {
        "parameters": (Parameter(name="window", values=(7, 30), says=("a week",)),)
    },
}


@pytest.mark.parametrize("problem", WRONG)
def test_a_table_that_does_not_agree_with_itself_is_refused(problem: str) -> None:
    with pytest.raises(ValidationError, match=problem.replace("(", r"\(")):
        _table(**WRONG[problem])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "days >",
        "days > 3.5",
        "__import__('os')",
        "days.real > 3",
        "facts['days']",
        "[x for x in days]",
        "lambda: 1",
        "(days := 4)",
        "f'{days}'",
        "days ** 9999999",
        "b'x' == days",
        "None",
        "not " * 100 + "days",
        "(" * 250 + "days" + ")" * 40,
        "x" * (MAX_LENGTH + 1),
    ],
)
def test_what_is_more_than_a_comparison_is_no_condition(text: str) -> None:
    with pytest.raises(ValueError, match=r"condition|no value"):
        Condition(text)


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_a_clear_error(text: str) -> None:
    try:
        names = Condition(text).names
    except ValueError as error:
        assert "condition" in str(error) or "no value" in str(error)  # noqa: PT017
    else:
        assert all(name.isidentifier() for name in names)


def test_a_condition_knows_what_it_mentions() -> None:
    assert Condition("days + 2 > window and photo in ('ours', 'none')").names == {
        "days",
        "window",
        "photo",
    }


def test_every_world_of_a_table_is_there_once() -> None:
    worlds = _table().space.worlds

    assert worlds == tuple(product((3, 20), ("ours", "none")))


@given(tables())
def test_all_minimal_sets_are_those_of_every_world_under_every_policy(table: Table) -> None:
    space = table.space
    found = {
        minimal
        for policy in (*space.policies, *space.unseen_policies)
        for world in space.worlds
        for minimal in space.minimal_sets(Latent(world, policy))
    }

    assert space.all_minimal_sets == tuple(sorted(found))


@given(tables())
def test_mean_evidence_weighs_each_outcome_the_same(table: Table) -> None:
    space = table.space
    policy = space.policies[len(space.policies) // 2]
    sizes: dict[str, list[int]] = {}
    for world in space.worlds:
        latent = Latent(world, policy)
        smallest = min(map(len, space.minimal_sets(latent)))
        sizes.setdefault(space.code(latent), []).append(smallest)

    assert space.mean_evidence == pytest.approx(fmean(map(fmean, sizes.values())))
