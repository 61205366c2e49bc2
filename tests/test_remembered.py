"""What is worked out for a word is worked out once, and forgotten before there are too many."""

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
