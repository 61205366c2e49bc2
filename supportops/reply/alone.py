"""Values that stand alone in their sentence, and what a sentence around one is about.

`4 days.` says of what the sentence before tells how long it takes. A number alone is what follows
it is about; and a value that an item of a list is made of is what its heading announces.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from supportops import lexicon
from supportops.casefile import CaseFile
from supportops.phrases import owner
from supportops.reply.conflicts import PARALLEL
from supportops.reply.force import Force
from supportops.reply.grammar import Sentence
from supportops.reply.known import is_number, stems, topics
from supportops.values import Span
from supportops.values import values as values_in

_LONGEST_SPAN = 6
"""No span has more words that stands alone: `two (2) full business days`."""

_ANNOUNCED = 4
"""So many words, at most, from `following` to the end of a sentence that announces something."""

_ANNOUNCING = frozenset("following this below".split())

_HEADING = 6
"""No heading has more words: `How long you have for this`."""


def standing_alone(found: Sequence[Sentence], file: CaseFile) -> Iterator[int]:
    """Where sentences start that are a value and no more, and say it of something."""
    yield from _added(found, file)
    yield from _named(found, file)
    yield from _headed(found, file)


def _headed(found: Sequence[Sentence], file: CaseFile) -> Iterator[int]:
    """Where items of a list start that are a value, right below a heading: `Order`, `- HL-58213`.

    Such a heading is the label of its first item, and is as short as one; it denies nothing.
    """
    for heading, item in pairwise(found):
        if heading.end + 1 != item.start or not _is_an_item(item):
            continue
        short = len(heading) <= _HEADING and not heading.denies
        if short and on_topic(heading, (heading.start,) * 2, file):
            yield item.start


def _is_an_item(sentence: Sentence) -> bool:
    """Whether it is an item of a list, which is a value and not a word more."""
    marked = sentence.clauses[0].tokens[0].start - sentence.start > 1
    return marked and (_is_a_number(sentence) or _is_a_span(sentence))


def _added(found: Sequence[Sentence], file: CaseFile) -> Iterator[int]:
    """Where sentences start that are a span and no more: `4 days.` after `It is being checked.`.

    The sentence right before, in the same paragraph, has to be one that such a letter has.
    """
    for before, sentence in pairwise(found):
        follows = before.prose and before.end == sentence.start and len(sentence) <= _LONGEST_SPAN
        if follows and _is_a_span(sentence) and on_topic(before, (before.start,) * 2, file):
            yield sentence.start


def _named(found: Sequence[Sentence], file: CaseFile) -> Iterator[int]:
    """Where sentences start that are the number of a thing and no more.

    What follows in the paragraph is about it: `EN-83416. The picture was too dark.` Or it stands
    where the sentence before has announced it: `Please use the following reference:`.
    """
    announced = False
    for at, sentence in enumerate(found):
        if _is_a_number(sentence) and (announced or _opens(found[at:], file)):
            yield sentence.start
        spoken = sentence.clauses[-1].words[-_ANNOUNCED:]
        announced = sentence.prose and not _ANNOUNCING.isdisjoint(spoken)


def _opens(found: Sequence[Sentence], file: CaseFile) -> bool:
    """Whether the first of these has prose behind it in its paragraph, on such a case."""
    for before, sentence in pairwise(found):
        if before.end != sentence.start:
            return False
        if sentence.prose and sentence.clauses[0].force < Force.LISTED:
            return on_topic(sentence, (sentence.start,) * 2, file)
    return False


def _is_a_number(sentence: Sentence) -> bool:
    """Whether a sentence is one number, and not a word more."""
    return len(sentence) == 1 and is_number(sentence.clauses[0].words[0])


def _is_a_span(sentence: Sentence) -> bool:
    """Whether a sentence is one span, and not a word more."""
    words = [token.text for clause in sentence.clauses for token in clause.tokens]
    found = next(values_in(words), None)
    return found is not None and isinstance(found.value, Span) and found.last == len(words)


def on_topic(sentence: Sentence, place: tuple[int, int], file: CaseFile) -> bool:
    """Whether a sentence of some length is about something that letters on this case are about.

    The words of the value itself, which stands at `place`, do not count.
    """
    content = frozenset(
        token.text
        for clause in sentence.clauses
        for token in clause.tokens
        if not place[0] <= token.start < place[1]
        and owner(token.text).isalpha()
        and token.text not in lexicon.words("prose")
    )
    return len(content) < PARALLEL or not stems(content).isdisjoint(topics(file))
