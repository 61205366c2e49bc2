"""Which sentences tell anything: not a label, not an item of a list.

A short sentence tells something if it has a subject or says what was done. A label and its text
tell something if the text names somebody, has a verb or is told to be done; or if the label is the
number of a thing, which is what its text is about.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from supportops import lexicon
from supportops.reply.cutting import Piece, label_of
from supportops.reply.force import Clause, Force
from supportops.reply.heaps import MARK, SHORT, is_jumbled, names, outside
from supportops.reply.known import is_number
from supportops.reply.modality import DIRECTLY
from supportops.reply.text import Token
from supportops.values import TOKEN

_LISTED = re.compile(r"\s*(?:[*•>-]|\d+[.)])\s")
_POLITE = frozenset({"please", "kindly"})
_NEEDED = frozenset({"required", "needed"})
_VERDICT = re.compile(r"\W*(?:our )?(?:decision|outcome|result|verdict|answer)\b")
_TURN = re.compile(r"\W*your (?:turn|part|task|next step)\b")
"""Labels whose text is what was decided, and what the customer is to do."""

_NAMED = frozenset("you your yours us our my me this that".split())
"""Whom and what a heading may name, and still be no statement."""

_ITEM = re.compile(r"\s|[*•>-]|\d+[.)]")
"""What is no heading that starts a line, but an item of a list, which is as terse as it can be."""

_SPEAKERS = frozenset(
    """we we've we'll we're i i've i'll i'm you you'll you're you've it it's it'll they they'll
    they're please kindly""".split()
)
"""What a short sentence starts with that is one, and no label."""

_ITEM_WORDS = 4
"""So many words behind its label, one of them a function word, make an item of a list tell."""

_GETTING = frozenset("get receive have will".split())
"""Behind `you`, these tell what somebody gets."""

_FULL = 2
"""So many words, at least, make one."""

_OBJECTS = frozenset("a an the your it us them me this these".split())
"""What follows the verb where somebody is told to do something."""

_OF_SOMEBODY = frozenset({"your", "our", "the", "this"})
_PREDICATES = frozenset("with on at by in under from back off".split())
"""`Your case: with the fraud desk.` lacks no more than its verb."""

_MEANT = frozenset({"it"})
"""What may be the object of a heading that is denied: `Sending it again: that we cannot do`."""

_ANSWERS = frozenset("no not never none neither".split())
_REFUSALS = frozenset({("that's", "a", "no"), ("it's", "a", "no"), ("that", "is", "a", "no")})
_ABOUT = re.compile(r"\W*(?:as for|as to|as regards|regarding|concerning|about)\b")
"""How a heading starts that says only what its text is about."""

_REFERENCE = re.compile(
    r"\W*(?:(?:re|(?:our |your )?ref|subject|reference|in re):|\w+:? \S+\d[:,])"
)
_TAKEN = re.compile(r"\W*(?:(?:steps?|actions?|measures?) taken|done(?: so far)?)\s*:")
"""A label whose text tells what was done, whatever its last word."""


def place_of(
    raw: str, start: int, said: Piece, function_words: int, *, prose: bool
) -> Force | None:
    """What a sentence makes of its words where it tells nothing; None if it does."""
    tokens, _ = said
    if is_jumbled(raw, start, said, function_words):
        return Force.LISTED if _refers(raw, tokens) else Force.JUMBLED
    told = prose or len(outside(raw, start, tokens)) > SHORT or _is_terse(raw, start, tokens)
    return None if told and not _is_label(raw, start, tokens) else Force.LISTED


def _refers(raw: str, tokens: Sequence[Token]) -> bool:
    """Whether it only names what a letter or an item is about: `Order 12, a lamp`, `Re: a lamp`."""
    item = _LISTED.match(raw) is not None and is_number(tokens[0].text)
    return len(tokens) <= 2 * SHORT and (item or _REFERENCE.match(raw) is not None)


def _is_terse(raw: str, start: int, tokens: Sequence[Token]) -> bool:
    """Whether few words are a sentence: `We're replacing it`, `Asked for it`, `Claim declined`."""
    if not (raw.endswith((".", "!")) or _LISTED.match(raw)):
        return False
    label = label_of(raw)
    if label:
        return names(label[0]) or _leads(label[0], [*_behind(label, raw)])
    words = [token.text for token in tokens if token.text not in lexicon.words("leads")]
    spoken = any(_speaks(token, raw, start) for token in tokens[1:-1])
    if spoken or (len(words) >= _FULL and words[0] in _SPEAKERS):
        return True
    acts = len(words) > _FULL and not (_verbs() - _MEANT).isdisjoint(words[1:])
    return acts or not {tokens[0].text, tokens[-1].text}.isdisjoint(lexicon.words("done"))


def _speaks(token: Token, raw: str, start: int) -> bool:
    """Whether a statement starts here behind a comma, as in `Order 12, you get it back`."""
    speaker = token.text in _SPEAKERS and token.text not in _POLITE
    return speaker and raw[: token.start - start].rstrip().endswith(",")


def _is_label(raw: str, start: int, tokens: Sequence[Token]) -> bool:
    """Whether it is a label, and what follows it names nobody, has no verb and tells nobody to."""
    label = label_of(raw)
    if label is None or names(label[0]) or _leads(label[0], [*_behind(label, raw)]):
        return False
    said = [token.text for token in tokens if token.start >= start + label.end()]
    if _LISTED.match(raw) and len(said) >= _ITEM_WORDS:
        return lexicon.words("prose").isdisjoint(said)
    if _is_subject(label[0]) and said and said[0] in _PREDICATES:
        return False
    told_to = said[1:2] and said[0] not in lexicon.words("prose") and said[1] in _OBJECTS
    return not told_to and lexicon.words("persons").isdisjoint(said)


def _behind(label: re.Match[str], raw: str) -> Iterator[str]:
    """The words behind a label, up to the first mark."""
    mark = MARK.search(raw, label.end())
    yield from TOKEN.findall(raw[label.end() : mark.start() if mark else len(raw)])


def _leads(label: str, said: Sequence[str]) -> bool:
    """Whether a label is a part of what is said: `Please send us: a photo`, `Granted: a refund`."""
    words, done = TOKEN.findall(label), lexicon.words("done")
    asks = len(words) > 1 and words[0] in _POLITE
    if asks or _TURN.match(label) or (len(words) == 1 and words[0] in done | _NEEDED):
        return True
    if _TAKEN.match(label):
        return not done.isdisjoint(said)
    return len(said) > 1 and said[-1] in done and _VERDICT.match(label) is not None


def _is_subject(label: str) -> bool:
    """Whether a label names something of ours or theirs: `your case`."""
    words = TOKEN.findall(label)
    return len(words) > 1 and words[0] in _OF_SOMEBODY


def headed(clauses: Sequence[Clause], raw: str, offset: int) -> Sequence[Clause]:
    """A heading is a label, and denied where its text is: `A refund: no, that we cannot do`."""
    return tuple(_headed(clauses, raw, offset)) if ":" in raw else clauses


def _headed(clauses: Sequence[Clause], raw: str, offset: int) -> Iterator[Clause]:
    heading = label = 0
    about = _ABOUT.match(raw) is not None
    said: set[str] = set()
    for number, (clause, then) in enumerate(pairwise(clauses), 1):
        said.update(clause.words)
        if not raw.startswith(":", clause.tokens[-1].end - offset):
            continue
        if _denies(then) if about or not _tells(said - _MEANT) else _answers(then):
            heading = number
        if not (_tells(said) or _addresses(clauses[0].words) or _ITEM.match(raw)):
            label = number
    for number, clause in enumerate(clauses):
        yield (
            clause
            if number >= max(heading, label)
            else clause._replace(
                negated=clause.negated or number < heading,
                force=max(clause.force, Force.LISTED) if number < label else clause.force,
            )
        )


def _denies(text: Clause) -> bool:
    return not lexicon.words("negators").isdisjoint(text.words[:DIRECTLY])


def _answers(text: Clause) -> bool:
    """Whether it is nothing but a no to what stands before it."""
    return (text.words[0] in _ANSWERS and len(text.words) == 1) or text.words in _REFUSALS


def _addresses(words: tuple[str, ...]) -> bool:
    """Whether a heading says what somebody gets: `You get back all of what you paid: 12 EUR`."""
    return len(words) > _FULL and words[0] == "you" and words[1] in _GETTING


def _tells(heading: Set[str]) -> bool:
    """Whether a heading is a statement or a request of its own, not what its text is about."""
    done = lexicon.words("done")
    return len(heading) > SHORT or not (_verbs().isdisjoint(heading) and done.isdisjoint(heading))


@cache
def _verbs() -> frozenset[str]:
    """With one of these a heading may be a statement."""
    return lexicon.words("persons") - _NAMED
