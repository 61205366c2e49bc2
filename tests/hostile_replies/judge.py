"""What the grader says a reply is worth, everything else about the episode being right."""

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.vocabulary import FULL, Phase
from supportops.workflow import advance
from tests.play import DRAFT, SUBMIT, act

REFUSED = 0, "the draft is refused"


def quality(file: CaseFile, text: str) -> tuple[int, str]:
    """Q in basis points, rounded down to what its component can show, and why.

    All that such cases turn on has been read, and the right code is submitted.
    """
    evidence = tuple(sorted(file.relevant))
    case = Case(file, phase=Phase.INVESTIGATING, steps=len(evidence), evidence=evidence)
    advance(case, act(DRAFT, text))
    advance(case, act(SUBMIT, file.gold.resolution))
    if case.card is None or case.draft is None:
        return REFUSED
    part = next(item for item in case.card.components if item.name == "reply")
    return FULL * part.earned // part.possible, part.why


def worth(file: CaseFile, text: str) -> int:
    """Q in basis points alone."""
    return quality(file, text)[0]
