"""What can be read in a case: the values that stand in its texts."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile
from supportops.phrases import owner
from supportops.remembered import Remembered
from supportops.values import TOKEN, Kind, Value, kind_of, may_start, same, values

TICKET = "ticket"
"""Name of the ticket, beside the references of evidence."""

_STEM, _SHORTEST = 5, 4
"""How many letters tell words apart, and how many a word has that says what it is about."""

_NUMBER = re.compile(r"\d{4,}$|(?=.*\d)(?=.*[a-z])[a-z0-9]+(?:[-.][a-z0-9]+)*$|\d+(?:-\d+)+$")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th|x|am|pm|h|k|%)$|\d{1,3}-[a-z-]+$|[a-z]+-\d{1,2}$")


@lru_cache(maxsize=16384)
def is_number(word: str) -> bool:
    """Whether a word is the number of a thing: of an order, a card, a parcel, or what is its."""
    number = owner(word)
    return _NUMBER.match(number) is not None and _ORDINAL.match(number) is None


may_be_value = Remembered[str, bool](lambda word: may_start(word) or is_number(word))
"""For each word whether a value may start with it, or be that."""


def is_known(value: Value, refs: Iterable[str], file: CaseFile) -> bool:
    """Whether a value stands in one of these pieces of evidence, or in the `TICKET`."""
    return any(_stands(value, values_of(ref, file)) for ref in refs)


def stands_in(value: Value, file: CaseFile) -> bool:
    """Whether a value stands anywhere in a case: in its ticket, a record or an article."""
    return _stands(value, everywhere(file))


def topics(file: CaseFile) -> frozenset[str]:
    """The stems of what letters on this case are about; worked out once."""
    found: frozenset[str] | None = file.memo.get("topics")
    if found is None:
        titles = [item.title for item in file.artifacts] + [item.title for item in file.policies]
        wanted = (f"{claim.name} {claim.written}" for claim in file.claims)
        codes = (code.replace("_", " ") for code in file.codes)
        texts = (
            file.objective,
            file.ticket.subject,
            file.ticket.customer,
            file.ticket.message,
            *(file.texts[ref] for ref in sorted(file.relevant)),
            *titles,
            *wanted,
            *codes,
        )
        common = lexicon.words("prose") | lexicon.words("pale")
        found = file.memo["topics"] = stems(lexicon.words("topics")) | stems(
            word
            for text in texts
            for word in TOKEN.findall(text.casefold())
            if len(word) >= _SHORTEST and word not in common
        )
    return found


def stems(words: Iterable[str]) -> frozenset[str]:
    """The beginnings of these words."""
    return frozenset(map(stem, words))


stem: Callable[[str], str] = itemgetter(slice(_STEM))
"""The beginning of a word."""


class Values(NamedTuple):
    """What stands in a text, or in several."""

    numbers: frozenset[str]
    """Words with digits."""
    typed: Mapping[Kind, tuple[Value, ...]]
    """Typed values by their kinds."""


def _stands(value: Value, known: Values) -> bool:
    if isinstance(value, str):
        return value in known.numbers
    return any(same(one, value) for one in known.typed.get(kind_of(value), ()))


def values_of(ref: str, file: CaseFile) -> Values:
    """What stands in one text of a case; worked out once."""
    memo: dict[str, Values] = file.memo.setdefault("values", {})
    if ref not in memo:
        memo[ref] = _values_in(file.ticket.render() if ref == TICKET else file.texts[ref])
    return memo[ref]


def _values_in(text: str) -> Values:
    tokens = TOKEN.findall(text.casefold())
    return Values(
        frozenset(token for token in tokens if re.search(r"\d", token)),
        _by_kind(found.value for found in values(tokens)),
    )


def everywhere(file: CaseFile) -> Values:
    """What stands in any text of a case; worked out once."""
    found: Values | None = file.memo.get("everywhere")
    if found is None:
        texts = [values_of(ref, file) for ref in (TICKET, *file.texts)]
        found = file.memo["everywhere"] = Values(
            frozenset[str]().union(*(text.numbers for text in texts)),
            _by_kind(value for text in texts for there in text.typed.values() for value in there),
        )
    return found


def _by_kind(found: Iterable[Value]) -> Mapping[Kind, tuple[Value, ...]]:
    typed: dict[Kind, dict[Value, None]] = {}
    for value in found:
        typed.setdefault(kind_of(value), {})[value] = None
    return {kind: tuple(there) for kind, there in typed.items()}
