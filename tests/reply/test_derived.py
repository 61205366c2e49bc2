"""What can be worked out from a case: sums, shares, bare numbers, and the time that passed."""

import pytest

from supportops.casefile import CaseFile
from supportops.reply.derived import is_derived
from supportops.values import value_of
from tests.play import MUG


def holding(article: str, *, received: str = "2026-03-12", message: str = "") -> CaseFile:
    """A case without a record, whose only article says so; its days are those that it names."""
    one = MUG.policies[0].model_copy(
        update={"body": article, "version": "x", "effective_on": "x", "scope": "x"}
    )
    ticket = MUG.ticket.model_copy(
        update={"received_at": f"{received}T18:42:00+01:00", "message": message}
    )
    file = MUG.model_copy(update={"policies": (one,), "artifacts": (), "ticket": ticket})
    for name in ("memo", "texts", "relevant"):
        file.__dict__.pop(name, None)
    file.__dict__["relevant"] = frozenset({f"policy:{one.id}"})
    return file


def follows(value: str, article: str, *, received: str = "2026-03-12") -> bool:
    return is_derived(value_of(value), holding(article, received=received))


@pytest.mark.parametrize(
    ("value", "derived"),
    [
        ("40.00 EUR", True),
        ("20.00 EUR", True),
        ("60.00 EUR", True),
        ("0.00 EUR", True),
        ("40.01 EUR", False),
        ("39.99 EUR", False),
        ("80.00 EUR", False),
        ("30.00 EUR", False),
        # In whatever currency: a case has only one.
        ("40.00 GBP", True),
        ("40", False),
    ],
)
def test_two_amounts_of_the_case_give_a_sum_and_a_difference(value: str, *, derived: bool) -> None:
    assert follows(value, "Pay 10.00 EUR, then 30.00 EUR.") is derived


def test_an_amount_of_the_ticket_and_one_of_an_article_can_be_added() -> None:
    file = holding("Pay 10.00 EUR.", message="I paid 25.50 EUR.")
    assert is_derived(value_of("35.50 EUR"), file)
    assert is_derived(value_of("15.50 EUR"), file)
    assert not is_derived(value_of("36.50 EUR"), file)


@pytest.mark.parametrize(
    ("value", "derived"),
    [
        ("3.33 EUR", True),
        ("3.34 EUR", True),
        ("3.32 EUR", False),
        ("3.35 EUR", False),
        # What is left then, rounded either way as well.
        ("29.99 EUR", True),
        ("30.00 EUR", True),
        ("29.98 EUR", False),
        ("30.01 EUR", False),
    ],
)
def test_an_amount_may_be_a_share_of_another_or_what_is_left(value: str, *, derived: bool) -> None:
    assert follows(value, "Keep 10 percent of 33.33 EUR.") is derived


@pytest.mark.parametrize(
    ("article", "derived"),
    [
        ("Keep 10 percent of 50.00 EUR.", True),
        ("Keep 10 Percent of 50.00 EUR.", True),
        ("Keep 90 percent of 50.00 EUR.", True),
        ("Keep 20 percent of 50.00 EUR.", False),
        ("Keep 10 pieces of 50.00 EUR.", False),
        ("Keep ten percent of 50.00 EUR.", False),
        ("Keep percent 10 of 50.00 EUR.", False),
    ],
)
def test_a_share_takes_a_number_before_percent(article: str, *, derived: bool) -> None:
    assert follows("5.00 EUR", article) is derived


@pytest.mark.parametrize("word", ["or", "and", "for", "in", "on", "per"])
def test_a_number_without_a_unit_may_be_an_amount(word: str) -> None:
    article = f"Who paid 100 {word} more."
    assert follows("100.00 EUR", article)
    assert not follows("100.01 EUR", article)
    assert not follows("99.00 EUR", article)


@pytest.mark.parametrize("article", ["Who paid 100 mugs.", "Who paid or 100.", "Paid x100 or more"])
def test_a_number_of_something_is_no_amount(article: str) -> None:
    assert not follows("100.00 EUR", article)


def test_a_bare_number_stands_in_an_article_and_not_in_the_ticket() -> None:
    file = holding("Pay.", message="I paid 200 or more, of 50.00 EUR I keep 10 percent.")
    assert not is_derived(value_of("200.00 EUR"), file)
    assert not is_derived(value_of("5.00 EUR"), file)


DAYS = "Bought on 2026-03-01, sent on 2026-03-04."
"""Days that lie 3, 8 and 11 days apart, with that of the ticket."""


@pytest.mark.parametrize(
    ("value", "derived"),
    [
        ("3 days", True),
        ("8 days", True),
        ("11 days", True),
        ("2 days", False),
        ("4 days", False),
        ("5 days", False),
        ("10 days", False),
        ("12 days", False),
        # Weeks are counted roughly: less than a week more or less.
        ("1 week", True),
        ("2 weeks", True),
        ("3 weeks", False),
        # Other units and ranges cannot be told from days.
        ("3 business days", False),
        ("8 hours", False),
        ("3-8 days", False),
        ("8-3 days", False),
        ("3 March 2026", False),
        ("HL-58213", False),
    ],
)
def test_the_time_between_two_days_of_the_case_has_passed(value: str, *, derived: bool) -> None:
    assert follows(value, DAYS) is derived


@pytest.mark.parametrize(
    ("bought", "derived"),
    [
        ("2026-03-05", False),
        ("2026-03-04", True),
        ("2026-02-20", True),
        ("2026-02-19", False),
    ],
)
def test_two_weeks_are_within_six_days_of_it(bought: str, *, derived: bool) -> None:
    assert follows("2 weeks", f"Bought on {bought}.") is derived


@pytest.mark.parametrize(
    ("received", "derived"),
    [
        # Two months are 56 days at least and 62 at most; a month more or less may be begun.
        ("2026-01-26", False),
        ("2026-01-27", True),
        ("2026-03-01", True),
        ("2026-04-03", True),
        ("2026-04-04", False),
    ],
)
def test_months_are_counted_by_the_shortest_and_the_longest(
    received: str, *, derived: bool
) -> None:
    assert follows("2 months", "Bought on 2026-01-01.", received=received) is derived


@pytest.mark.parametrize(
    ("value", "derived"),
    [("6 days", True), ("5 days", False), ("9 days", False), ("22 days", True), ("19 days", False)],
)
def test_a_limit_was_missed_or_met_by_what_lies_between(value: str, *, derived: bool) -> None:
    # 8 days passed of 14 days, or of 30.
    article = "Bought on 2026-03-04. Within 14 days, or 30 days. Or 3 business days, or 13 hours."
    assert follows(value, article) is derived


def test_a_day_without_a_year_is_no_day_between_which_time_passes() -> None:
    assert not follows("8 days", "Bought on 4 March.")
    assert follows("8 days", "Bought on 4 March 2026.")


def test_only_days_of_what_decides_the_case_count() -> None:
    file = holding(DAYS)
    file.__dict__["relevant"] = frozenset[str]()
    assert not is_derived(value_of("8 days"), file)


def test_what_was_worked_out_once_is_remembered() -> None:
    file = holding(DAYS)
    for value in ("1.00 EUR", "8 days"):
        is_derived(value_of(value), file)
    before = {name: file.memo[name] for name in ("minors", "shares", "bare", "passed")}
    for value in ("1.00 EUR", "8 days"):
        is_derived(value_of(value), file)
    assert all(file.memo[name] is found for name, found in before.items())
