"""Whether a phrase is asserted.

It is, in a clause that holds it, unless a negation stands before it there. A negation inside the
phrase itself belongs to its meaning; one in a gap of the phrase does not.
"""

from collections.abc import Iterable

from supportops.phrases import Word, parse
from supportops.reply.text import NEGATORS, Clause

_REJECTING = ("instead of", "rather than")
_HYPOTHETICAL = ("would have", "could have", "might have", "should have")
"""Words that take back what follows them: anywhere before it, and directly before it."""
_DIRECTLY = 3


def asserted(phrases: Iterable[str], clauses: Iterable[Clause]) -> bool:
    """Whether any of the phrases is asserted in any of the clauses."""
    patterns = [parse(phrase) for phrase in phrases]
    return any(
        _in_clause(words, clause.tokens)
        for clause in clauses
        if not clause.negated
        for words in patterns
    )


def _in_clause(words: tuple[Word, ...], tokens: tuple[str, ...]) -> bool:
    for start, token in enumerate(tokens):
        if words[0].fits(token) and _follows(words[1:], tokens, start + 1):
            return not _rejected(tokens[:start])
    return False


def _follows(words: tuple[Word, ...], tokens: tuple[str, ...], position: int) -> bool:
    """Match greedily: each word takes its first place within the gap before it."""
    for word in words:
        window = tokens[position : position + word.reach + 1]
        found = next((i for i, token in enumerate(window) if word.fits(token)), None)
        if found is None or not NEGATORS.isdisjoint(window[:found]):
            return False
        position += found + 1
    return True


def _rejected(before: tuple[str, ...]) -> bool:
    text, directly = " ".join(before), " ".join(before[-_DIRECTLY:])
    return (
        not NEGATORS.isdisjoint(before)
        or any(words in text for words in _REJECTING)
        or any(words in directly for words in _HYPOTHETICAL)
    )
