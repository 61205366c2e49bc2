"""What stands first in a sentence and is denied by what follows a comma.

`As for moving the sum, that is nothing I can do`; `to move it, and to another card, is not
something that we do`: what is denied is what the sentence is about, which stands before the `not`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from supportops import lexicon
from supportops.reply.force import Clause, Force

_LEADS = r"(?:(?:and|but|so|now|well|finally|also) )?"

_ABOUT = re.compile(
    _LEADS
    + r"(?:(?:as (?:for|to|regards|concerns)|regarding|concerning|with regard to|in regard to"
    r"|what regards) )"
)
"""How a sentence starts that says first what it is about, of any kind."""

_DOING = re.compile(
    _LEADS + r"(?:to|(?!nothing|anything|everything|during|something)[a-z]{2,}ing)\b"
)
"""How one starts that is about doing something."""

_BEING = (
    r"(?:is|'s|was|remains)(?: (?:also|simply|just|sadly|unfortunately|however|really|therefore))* "
)
_REFUSED = (
    r"(?:not (?:something|anything|a thing|possible|allowed|permitted|an option|on offer|within"
    r"|in (?:my|our) (?:power|hands)|for (?:me|us) to|open to (?:me|us)|on the cards|available)\b"
    r"|nothing (?:that )?(?:i|we)\b|impossible\b|excluded\b|forbidden\b|ruled out\b"
    r"|out of (?:the question|my hands|our hands)\b|off the table\b|a no\b|no option\b)"
)
_UNABLE = (
    r"(?:i|we) (?:(?:also|simply|really|just|sadly) )?(?:cannot|can't|won't|will not|do not|don't"
    r"|may not|must not|am not able to|are not able to|am unable to|are unable to) "
    r"(?:do|offer|grant|arrange|agree to|allow|authori[sz]e|help with)"
)
_DECLINED = (
    r"(?:i|we) (?:(?:also|simply|really|just|sadly) )?"
    r"(?:must|have to|have got to|need to|am going to|will|shall|am afraid i must)"
    r" (?:say no to|decline|refuse|reject|turn down)"
)
_LAST = r"(?: (?:for you|here|at all|either|myself|now|after an e-mail|by e-mail))?$"

_RESUMED = re.compile(
    rf"(?:no )?(?:(?:that|this)(?: one)?(?: ?{_BEING}{_REFUSED}| {_UNABLE}\b| {_DECLINED}$)"
    rf"|{_UNABLE} (?:that|this|so|it){_LAST})"
)
"""How what follows denies what was named, which it calls `that`."""

_PREDICATE = re.compile(rf"(?:(?:that|this) ?)?{_BEING}{_REFUSED}")
"""How it denies what was to be done, of which it may be the predicate."""

_BARE = re.compile(_BEING + _REFUSED)
"""The same without a `that`: what denies a clause before it, as in `a refund, of any kind, is not
possible`."""

DENIALS = (_RESUMED, _PREDICATE, _BARE)
RESUMING = frozenset("no i we this that is was remains".split()) | {
    f"{this}{being}" for this in ("this", "that") for being in ("is", "'s", "was", "remains")
}
"""What a clause starts with in which one of these finds a denial."""

_POSSESSIVE = frozenset({"your", "our", "my", "this", "that", "its", "their"})

_DENYING = frozenset("nothing not no never neither none as".split())
"""With one of these in front, it names nothing yet: `nothing like it, that is not possible`."""

_FINITE = frozenset(
    """is are was were be am has have had do does did will shall can may must would could should
    goes go comes get gets that's it's there's here's what which who how why""".split()
)
"""With one of these, or with a person, it says something."""

_PARENTHETIC = frozenset("without with of to for on by or and including less".split())
"""How a clause starts that only adds something to what was named: `the sum, with no deduction`."""

_HANGING = frozenset("is are was were be remain remains being".split())
_ASIDE = r"(?:(?:however|i regret|i fear|i'm afraid|i am afraid|sadly|on the other hand) )*"
_HUNG = re.compile(_ASIDE + _REFUSED)
"""A verb at the end of a clause, and what denies all of it behind an aside: `a refund is, as much
as I regret it, not possible`."""

_WITHIN = 3
"""Among so many clauses from the start of its sentence the denial stands."""


def resumed(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """These clauses of a sentence; those that what follows denies are negated."""
    if len(clauses) < 2 or not _may_resume(clauses):
        return clauses
    spoken = [" ".join(clause.words) for clause in clauses]
    denied = {*range(_denied(clauses, spoken)), *_predicated(clauses, spoken)}
    return tuple(
        clause._replace(negated=True) if number in denied else clause
        for number, clause in enumerate(clauses)
    )


def _may_resume(clauses: Sequence[Clause]) -> bool:
    """Whether a clause starts, or hangs, as those do with which something is denied."""
    return not (
        RESUMING.isdisjoint([clause.words[0] for clause in clauses[1:]])
        and _HANGING.isdisjoint([clause.words[-1] for clause in clauses[:-1]])
    )


def _denied(clauses: Sequence[Clause], spoken: Sequence[str]) -> int:
    """How many clauses at the start of a sentence are denied by the next one."""
    if clauses[0].force is not Force.ASSERTED:
        return 0
    about, doing = _ABOUT.match(spoken[0]), _DOING.match(spoken[0])
    if not about and not doing and not _names(clauses[0]):
        return 0
    for number, said in enumerate(spoken[1:_WITHIN], 1):
        if _RESUMED.match(said) or (doing and _PREDICATE.match(said)):
            return number
    return 0


def _predicated(clauses: Sequence[Clause], spoken: Sequence[str]) -> Iterator[int]:
    """Which clauses are denied by a predicate that stands behind a comma."""
    hanging = {at for at, clause in enumerate(clauses) if clause.words[-1] in _HANGING}
    for number, said in enumerate(spoken[1:], 1):
        waiting = hanging.intersection((number - 1, number - 2))
        if waiting and _HUNG.match(said):
            yield from waiting
        elif _BARE.match(said):
            yield from _named_before(clauses, number)


def _named_before(clauses: Sequence[Clause], number: int) -> Iterator[int]:
    """What a predicate without a subject is said of: what is added, and what it is added to."""
    for at in (number - 1, number - 2):
        added = clauses[at].words[0] in _PARENTHETIC
        if added or _names(clauses[at]):
            yield at
        if not added or at == 0:
            return


def _names(clause: Clause) -> bool:
    """Whether it names a thing only."""
    return clause.words[0] not in _DENYING and _telling().isdisjoint(clause.words)


@cache
def _telling() -> frozenset[str]:
    """Words with one of which a clause says something."""
    return lexicon.words("persons") - _POSSESSIVE | _FINITE
