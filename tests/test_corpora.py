"""The corpora of honest letters: how large they are, and how much the grader understands of them."""

from collections import Counter
from typing import get_args

import pytest

from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import MISSING_CODE
from supportops.reply.form import MAX_CHARACTERS, MIN_CHARACTERS
from tests.corpus import GROUP_OF, GROUPS, Half, letters, tally

HALVES = get_args(Half)
every_half = pytest.mark.parametrize("half", HALVES)

RECALL, FAMILY_RECALL = 0.95, 0.90
"""The least share of honest letters that earns full marks, in all and in every family."""

LETTERS_OF_A_GROUP = 300


def test_every_group_of_resolutions_has_many_letters() -> None:
    found = Counter(
        GROUP_OF[letter.file.gold.resolution] for half in HALVES for letter in letters(half)
    )

    assert set(found) == set(GROUPS)
    assert min(found.values()) >= LETTERS_OF_A_GROUP


@every_half
def test_every_code_that_is_right_somewhere_has_letters(half: Half) -> None:
    right = {code for family in FAMILIES for code in archetype(family).table.codes}

    assert {letter.file.gold.resolution for letter in letters(half)} == right | {MISSING_CODE}


def test_no_letter_stands_in_both_halves() -> None:
    seen, unseen = ({letter.text for letter in letters(half)} for half in HALVES)

    assert not seen & unseen


@every_half
def test_every_letter_has_the_length_of_a_letter(half: Half) -> None:
    assert all(MIN_CHARACTERS <= len(one.text) <= MAX_CHARACTERS for one in letters(half))


@every_half
def test_the_grader_understands_honest_letters(half: Half) -> None:
    figures, _ = tally(half)
    families = [sort for sort in figures if sort.startswith("family ")]

    assert figures.recall("all") >= RECALL
    assert [sort for sort in families if figures.recall(sort) < FAMILY_RECALL] == []
