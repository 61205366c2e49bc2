"""Counts, in figures and in words."""

from collections.abc import Sequence

from supportops.values.model import token_at

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
COUNTS = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {
        f"{ten}-{one}": 10 * tens + ones
        for tens, ten in enumerate(_TENS, 2)
        for ones, one in enumerate(_ONES[1:10], 1)
    }
    | {"a": 1, "an": 1, "single": 1, "couple": 2}
)


def counted(tokens: Sequence[str], at: int) -> tuple[int | None, int]:
    """A count and where it ends: `one hundred and eighty` is one, too."""
    count = count_of(tokens[at])
    if count is None or token_at(tokens, at + 1) != "hundred":
        return count, at + 1
    then = at + 2 + (token_at(tokens, at + 2) == "and")
    rest = count_of(token_at(tokens, then))
    return (100 * count, at + 2) if rest is None else (100 * count + rest, then + 1)


def count_of(token: str) -> int | None:
    """The number that one word writes, below 10,000; None if it writes none."""
    return int(token) if token.isdecimal() and len(token) < 5 else COUNTS.get(token)
