"""What the grader says a reply is worth, everything else about the episode being right."""

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.models import ScoreComponent
from supportops.reply import read
from supportops.scoring import grade
from supportops.vocabulary import FULL, MESSAGE_LIMIT, Phase

REFUSED = 0, "the draft is refused"


def quality(file: CaseFile, text: str) -> tuple[int, str]:
    """Q in basis points, rounded down to what the component can show, and why.

    All that such cases turn on has been read, and the right code is submitted.
    """
    if len(text) > MESSAGE_LIMIT or not text.strip():
        return REFUSED
    case = Case(
        file,
        phase=Phase.RESOLVED,
        steps=file.par,
        evidence=tuple(sorted(file.relevant)),
        draft=text,
        reading=read(text, file),
        resolution=file.gold.resolution,
    )
    part: ScoreComponent = next(item for item in grade(case).components if item.name == "reply")
    return FULL * part.earned // part.possible, part.why


def worth(file: CaseFile, text: str) -> int:
    """Q in basis points alone."""
    return quality(file, text)[0]
