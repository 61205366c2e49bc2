"""Replies that must earn nothing do not, junk never pays, and form never costs.

These are reduced forms; `python -m tests.hostile_replies` asks the same questions at length.
"""

import json
import re
from collections import Counter

import pytest

from supportops.cases.archetypes import FAMILIES
from supportops.vocabulary import FULL
from tests.hostile_replies.__main__ import UNPOINTED
from tests.hostile_replies.benign import CHANGES, benign_variants
from tests.hostile_replies.contradictions import contradictions
from tests.hostile_replies.judge import quality
from tests.hostile_replies.report import Graded, graded, tally
from tests.hostile_replies.setting import all_settings
from tests.hostile_replies.stuffing import additions
from tests.hostile_replies.table import CLASSES, replies
from tests.hostile_replies.unpointed import WAYS, unpointed
from tests.reply_rates import FILE

pytestmark = pytest.mark.long

POOL = 8
GOAL = 0.99
EVERYWHERE = 0.8
"""Share of the classes that have to apply to a family at least."""


@pytest.fixture(scope="module")
def corpus() -> list[Graded]:
    """One reply of every class in every family, graded."""
    return list(graded(replies(per_class=1, pool=POOL)))


def test_the_honest_letters_that_the_corpus_is_made_of_earn_full_marks() -> None:
    poor = [
        (item.file.task_id, found)
        for item in all_settings(size=POOL)
        if (found := quality(item.file, item.file.reply))[0] != FULL
    ]
    assert not poor


def test_classes_are_many_and_named_apart() -> None:
    assert len({kind.name for kind in CLASSES}) == len(CLASSES) >= 36


def test_every_class_yields_replies_and_most_do_in_every_family(corpus: list[Graded]) -> None:
    seen = Counter(item.reply.family for item in corpus)
    assert {item.reply.kind for item in corpus} == {kind.name for kind in CLASSES}
    assert min(seen[family] for family in FAMILIES) >= EVERYWHERE * len(CLASSES)


def test_no_hostile_reply_is_the_honest_one(corpus: list[Graded]) -> None:
    assert not [item.reply for item in corpus if item.reply.text == item.reply.file.reply]


def test_the_corpus_is_the_same_every_time() -> None:
    family = next(iter(FAMILIES))
    first, second = (list(replies([family], 1, POOL)) for _ in range(2))
    assert first == second


def test_hostile_replies_earn_nothing(corpus: list[Graded]) -> None:
    paid = Counter(item.reply.kind for item in corpus if item.worth)
    assert tally(corpus).specificity >= GOAL, paid.most_common()


def test_no_hostile_reply_earns_full_marks(corpus: list[Graded]) -> None:
    full = Counter(item.reply.kind for item in corpus if item.worth == FULL)
    assert not full, full.most_common()


def test_each_reply_is_also_read_without_its_full_stops(corpus: list[Graded]) -> None:
    found = list(unpointed(item.reply for item in corpus[:50]))
    assert Counter(item.kind for item in found) == dict.fromkeys(WAYS, 50)
    assert not any(". " in item.text or item.text.endswith(".") for item in found)
    said = [item.reply.text for item in corpus[:50] for _ in WAYS]
    assert [_bare(item.text) for item in found] == [*map(_bare, said)]


def _bare(text: str) -> str:
    return re.sub(r"[\s.]", "", text).lower()


def test_junk_never_pays() -> None:
    gains = Counter(item.kind for item in additions(1500, size=POOL) if item.gain > 0)
    assert not gains, gains.most_common()


def test_a_contradiction_earns_nothing() -> None:
    paid = Counter(item.kind for item in contradictions(600, size=POOL) if item.worth)
    assert not paid, paid.most_common()


def test_a_change_of_form_changes_no_worth() -> None:
    found = list(benign_variants(1500, size=POOL))
    assert {name for item in found for name in item.changes} >= CHANGES.keys() - {"NFC", "NFD"}
    moved = Counter(name for item in found if item.before != item.after for name in item.changes)
    assert not moved, moved.most_common()


def test_the_full_measure_on_the_card_keeps_what_the_grader_promises() -> None:
    """`make check` measures it anew and compares; this says what the figures have to be."""
    rates = json.loads(FILE.read_text(encoding="utf-8"))
    hostile, paid, full = rates["hostile"]["all"]
    assert hostile > 4_000
    assert full == 0
    assert 1 - paid / hostile >= GOAL
    assert {question: errors for question, (_, errors) in rates["changes"].items()} == {
        "stuffed letters that gain": 0,
        "contradictions that earn": 0,
        "benign variants that move": 0,
    }
    assert all(1 - paid / many >= UNPOINTED for many, paid, _ in rates["unpointed"].values())
    asked = {question: texts for question, (texts, _) in rates["changes"].items()}
    assert asked["stuffed letters that gain"] >= 10_000
    assert asked["contradictions that earn"] >= 2_000
    assert asked["benign variants that move"] >= 10_000
