"""The lists of the lexicon are what the letters that have been seen give."""

import pytest

from tests.cues import FOLDER, counted, rendered
from tests.idle import idle

pytestmark = pytest.mark.long


def test_the_cues_are_what_the_letters_give() -> None:
    for family, found in counted().items():
        assert (FOLDER / f"{family}.toml").read_text(encoding="utf-8") == rendered(family, found)


def test_every_phrase_of_a_right_code_stands_in_some_letter() -> None:
    assert idle() == []
