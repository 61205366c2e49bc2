"""What is worked out for a word is worked out once, and forgotten before there are too many."""

import pytest

from supportops.reply import remembered
from supportops.reply.remembered import Remembered


def test_each_word_is_worked_out_once_until_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remembered, "LIMIT", 2)
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    table = Remembered(length)
    assert [*map(table.__getitem__, ["a", "bc", "a", "def", "a"])] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bc", "def", "a"]
    assert len(table) == 2
