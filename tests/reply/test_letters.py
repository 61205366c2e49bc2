"""Some letters of the corpora, honest and hostile: a quick look at what `make long` asks of all."""

from supportops.vocabulary import FULL
from tests.corpus import letters
from tests.hostile_replies.judge import worth
from tests.hostile_replies.table import CLASSES, replies

EVERY = 30
"""One in so many letters is read."""

RECALL, SPECIFICITY = 0.9, 0.99
FAMILIES = ("account_takeover", "damaged_item", "duplicate_charge")


def test_one_honest_letter_in_thirty_is_understood() -> None:
    some = list(letters("seen"))[::EVERY]
    understood = sum(letter.quality().earned == FULL for letter in some)
    assert len(some) >= 100
    assert understood >= RECALL * len(some)


def test_one_hostile_reply_of_each_class_earns_nothing() -> None:
    found = list(replies(FAMILIES, per_class=1, pool=2))
    paid = [(reply.kind, reply.family) for reply in found if worth(reply.file, reply.text)]
    assert len(found) > len(FAMILIES) * len(CLASSES) / 2
    assert len(paid) <= (1 - SPECIFICITY) * len(found), paid
