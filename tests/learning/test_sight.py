"""What the learner sees in texts: names, values, lengths, days, and the numbers of the article."""

from hypothesis import given
from hypothesis import strategies as st

from supportops.cases import case_file
from supportops.learning.sight import View, fields_of, signs
from supportops.learning.tree import DEPTH_MAX, Node, decide, grown, size

RECORD = """\
RECORD refunds: refunds ordered
customerId: C-44315
refunds:
  - refundId: RF-1, article: Cotton dress, print, orderedOn: 2026-03-01
  - refundId: RF-2, article: postage, orderedOn: 2026-01-01
Closed Box: yes
"""
TICKET = "TICKET T-1\nreceived_at: 2026-03-11T10:00:00+01:00\n\nWhere is the money for my dress?"
ARTICLE = "POLICY p: title\n\n1. No more than 8 days, or 12.\n2. In every other case.\n"


def test_a_record_is_names_and_values_and_lists_have_a_length() -> None:
    fields = dict(fields_of("refunds", RECORD))

    assert fields["refunds.customerid"] == "C-44315"
    assert fields["refunds.refunds.length"] == "2"
    assert fields["refunds.refunds[0].article"] == "Cotton dress, print"
    assert fields["refunds.refunds[last].article"] == "postage"
    assert fields["refunds.closedbox"] == "yes"


def test_days_are_counted_and_compared_with_the_numbers_of_the_article() -> None:
    shown = signs(View(TICKET, {"refunds": RECORD}, ARTICLE))

    age = "age of refunds.refunds[0].orderedon"
    assert f"{age} > number 0 of line 1" in shown
    assert f"{age} > number 1 of line 1" not in shown
    assert "refunds.refunds[0].article in the ticket" in shown
    assert "refunds.refunds[1].article in the ticket" not in shown
    assert "any closedbox = yes" in shown
    assert "line 1 reads: No more than # days, or #." in shown


def test_the_style_of_names_and_the_order_of_fields_make_no_difference() -> None:
    other = "RECORD x: y\nsince_on: 2024-01-02\nhome_country: Norway\n"
    same = "RECORD x: y\nhomeCountry: Norway\nSince on: 2024-01-02\n"

    assert signs(View(TICKET, {"x": other}, "")) == signs(View(TICKET, {"x": same}, ""))


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_looked_at(ticket: str, record: str, article: str) -> None:
    assert all(signs(View(ticket, {"x": record}, article)))


def test_no_sign_is_a_resolution_code() -> None:
    for number in range(40):
        file = case_file(f"gen/refund_status/train/{number}")
        records = {item.id: item.render() for item in file.artifacts}
        article = file.texts[f"policy:{file.table.article}"]
        shown = " ".join(signs(View(file.ticket.render(), records, article)))
        assert not any(code in shown for code in set(file.codes) - set(file.lures))


Samples = st.lists(
    st.tuples(st.frozensets(st.sampled_from("abcdef"), max_size=6), st.sampled_from("xyz")),
    min_size=1,
    max_size=40,
)


@given(Samples)
def test_a_tree_is_bounded_and_gives_outcomes_that_it_has_seen(
    samples: list[tuple[frozenset[str], str]],
) -> None:
    tree = grown(samples)
    assert tree is not None
    assert 1 <= size(tree) <= min(len(samples), 2**DEPTH_MAX)
    assert {decide(tree, signs) for signs, _ in samples} <= {outcome for _, outcome in samples}
    assert tree == grown(samples)


def test_a_tree_finds_the_rule_that_decides() -> None:
    """The first that holds of: a, or b and c; whatever else shows."""

    def rule(shown: frozenset[str]) -> str:
        return "x" if "a" in shown else "y" if {"b", "c"} <= shown else "z"

    worlds = [frozenset(c for k, c in enumerate("abcde") if n >> k & 1) for n in range(32)]
    tree = grown([(shown, rule(shown)) for shown in worlds * 4])

    assert tree is not None
    assert size(tree) == 4
    assert all(decide(tree, shown) == rule(shown) for shown in worlds)


def test_what_costs_more_to_name_than_it_tells_is_not_asked() -> None:
    two = [(frozenset("abcdefgh"), "x"), (frozenset("a"), "y")]
    assert grown(two) == Node("x")
    assert grown([]) is None
