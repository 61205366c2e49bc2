"""What stands first in a sentence and is denied by what follows a comma.

`As for moving the sum, that is nothing I can do`; `to move it, and to another card, is not
something that we do`: what is denied is what the sentence is about, which stands before the `not`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    r"|in (?:my|our) (?:power|hands)|for (?:me|us) to)\b"
    r"|nothing (?:that )?(?:i|we)\b|impossible\b|excluded\b|forbidden\b|ruled out\b"
    r"|out of (?:the question|my hands|our hands)\b|off the table\b|a no\b|no option\b)"
)
_UNABLE = (
    r"(?:i|we) (?:(?:also|simply|really|just|sadly) )?(?:cannot|can't|won't|will not|do not|don't"
    r"|may not|must not|am not able to|are not able to|am unable to|are unable to) "
    r"(?:do|offer|grant|arrange|agree to|allow|authori[sz]e|help with)"
)
_LAST = r"(?: (?:for you|here|at all|either|myself|now|after an e-mail|by e-mail))?$"

_RESUMED = re.compile(
    rf"(?:no )?(?:(?:that|this)(?: ?{_BEING}{_REFUSED}| {_UNABLE}\b)"
    rf"|{_UNABLE} (?:that|this|so|it){_LAST})"
)
"""How what follows denies what was named, which it calls `that`."""

_PREDICATE = re.compile(rf"(?:(?:that|this) ?)?{_BEING}{_REFUSED}")
"""How it denies what was to be done, of which it may be the predicate."""

_WITHIN = 3
"""Among so many clauses from the start of its sentence the denial stands."""


def resumed(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """These clauses of a sentence; those that what follows denies are negated."""
    denied = _denied(clauses) if len(clauses) > 1 else 0
    for number, clause in enumerate(clauses):
        yield replace(clause, negated=True) if number < denied else clause


def _denied(clauses: Sequence[Clause]) -> int:
    """How many clauses at the start of a sentence are denied by the next one."""
    first = " ".join(clauses[0].words)
    if clauses[0].force is not Force.ASSERTED:
        return 0
    about, doing = _ABOUT.match(first), _DOING.match(first)
    if not about and not doing:
        return 0
    for number, clause in enumerate(clauses[1:_WITHIN], 1):
        said = " ".join(clause.words)
        if _RESUMED.match(said) or (doing and _PREDICATE.match(said)):
            return number
    return 0
