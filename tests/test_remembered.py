"""What is worked out for a key is worked out once, and forgotten before there are too many."""

import pytest

from supportops.remembered import Remembered


def test_each_word_is_worked_out_once_until_there_are_too_many() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    table = Remembered(length, limit=2)
    assert [*map(table.__getitem__, ["a", "bc", "a", "def", "a"])] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bc", "def", "a"]
    assert len(table) == 2


def test_what_cannot_be_worked_out_is_asked_again_and_costs_nobody_his_place() -> None:
    table = Remembered[str, int](int, limit=1)
    assert table["7"] == 7
    for _ in range(2):
        with pytest.raises(ValueError, match="seven"):
            _ = table["seven"]
    assert table == {"7": 7}
