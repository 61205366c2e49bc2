"""What a value states although its clause denies something, or asks it.

A span may bound what is denied: `no paper that was signed longer than 180 days ago` tells of 180
days. An amount may be taken for granted in a question: `the 60.00 EUR you paid`.
"""

import re
from collections.abc import Sequence

from supportops.values import Amount, Span, Value

_NEAR = 10
"""So many words on either side, at most, tell what a value is to its clause."""

_AT_MOST = re.compile(
    r"\b(?:longer|older|later|further|earlier|more(?: (?:old|long|late|far))?) than$"
)
"""With a negation before it, the span is the most that there may be."""

_STANDING_STILL = re.compile(
    r"(?:\bnot|\bnever|n't|\bcannot|\bnothing) (?:be )?"
    r"(?:go|goes|going|move|moves|moving|leave|leaves|leaving|ship|ships|shipping|shipped|sent|send"
    r"|sending|dispatched|proceed|continue|continues|touch|touching|touched"
    r"|expire|expires|lapse|lapses|runs? out|go out|end|ends)"
    r"(?: (?:it|this|us|here|on|out|ahead|anything|anywhere|forward|further|any further))*"
    r" for(?: (?:the next|another|up to|all of))?$"
)
"""Before the time in which nothing moves."""

_NOT_BEGUN = re.compile(
    r"\b(?:not|never)(?: (?:yet|even|been|as))* (?:begun|started|used|touched|reached|run|begin)$"
)
"""Before the time that is left: `not yet begun: eight months`."""

_UNTIL = re.compile(
    r"\b(?:until|till|before|unless|(?:as|so) long as)(?: (?:at least|more than|the|all|full))*$"
)
_GONE = re.compile(
    r"(?:(?:have|has|are|is|were)(?: not|n't)?(?: yet| been)* )?"
    r"(?:gone|passed|over|elapsed|up|expired|behind|go by|pass)\b"
)
"""Around the time that has to pass before anything is so: `not before 30 days are gone`."""

_NOT_GONE = re.compile(
    r"\b(?:while|until|if|(?:as|so) long as)\b.*"
    r"(?:\bnot|n't)(?: yet)? (?:pass|passed|elapse|elapsed|gone by|go by)(?: more than)?$"
)
"""The same, said the other way about: `as long as there have not passed more than 60 days`."""

_PAID = re.compile(
    r"(?:(?:that|which) )?"
    r"(?:(?:you|you've)(?: have| had)? (?:paid|spent)|(?:it|they|this) cost(?:s|ed)?)\b"
)
"""Behind `the 60.00 EUR`, in a question or not: so much was paid."""

_NOT_TAKEN = re.compile(
    r"(?:is|was|has|were|has been)(?: not|n't| never)(?: (?:yet|been|actually|really|ever|even))* "
    r"(?:taken|charged|debited|collected|withdrawn|drawn|booked|captured|paid|moved"
    r"|(?:left|reached|gone|come|arrived)(?: \S+){0,3} (?:account|card|us|pocket|bank|hands|side)"
    r"|(?:in|with|at|on) (?:our|us)|ours|a (?:payment|charge|debit|purchase))\b"
)
"""Behind an amount that has never left the customer: it is that amount all the same."""

_IMPOSSIBLE = re.compile(
    r"(?:it|this|that) (?:(?:is|was|will be|would be)(?: not|n't)|won't be|will not be|wouldn't be)"
    r"(?: (?:really|simply|yet|at all))* (?:feasible|possible|doable|realistic|manageable"
    r"|achievable|practicable|to be done|to be managed)\b"
    r"|(?:it|this|that) (?:is|was) (?:impossible|unfeasible|unrealistic|impracticable)\b"
    r"|(?:it|this|that) (?:cannot|can't|can not) be (?:done|managed|achieved|arranged|finished)\b"
)
"""Behind a span in which nothing can be done: `within an hour it is not feasible`."""

_AN_ASIDE = re.compile(r"^(?:this|that|which) (?:is|are|makes|would be)$")
"""All that stands before an amount in a clause of its own: `you want it, that is 57.00 EUR?`"""


def bounds(value: Value, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a value that stands by a negation bounds what is denied, and is not denied itself."""
    if isinstance(value, Amount):
        return _NOT_TAKEN.match(" ".join(after[:_NEAR])) is not None
    if not isinstance(value, Span):
        return False
    said, then = " ".join(before[-_NEAR:]), " ".join(after[:_NEAR])
    if _UNTIL.search(said):
        return _GONE.match(then) is not None
    return any(found.search(said) for found in (_AT_MOST, _STANDING_STILL, _NOT_GONE, _NOT_BEGUN))


def ruled_out(value: Value, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a span opens its clause, and the clause tells that nothing can be done in it."""
    opens = isinstance(value, Span) and tuple(before) in (("within",), ("in",), ("and", "within"))
    return opens and _IMPOSSIBLE.match(" ".join(after[:_NEAR])) is not None


def taken_for_granted(value: Value, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a question takes an amount for granted, and asks something else."""
    if not isinstance(value, Amount):
        return False
    paid = before[-1:] == ("the",) and _PAID.match(" ".join(after[:_NEAR])) is not None
    return paid or (not after and _AN_ASIDE.match(" ".join(before)) is not None)
