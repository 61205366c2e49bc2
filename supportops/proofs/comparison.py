"""What the comparison of two cases has seen: how much was the same, and what told them apart."""

from dataclasses import dataclass, field

from supportops.case import Case, Step
from supportops.models import ToolUseAction
from supportops.observation import observe
from supportops.scoring import current

Cases = tuple[Case, Case]
Path = tuple[ToolUseAction, ...]


@dataclass
class Comparison:
    """What the walk of a pair of twins has seen."""

    secret: frozenset[str]
    """The evidence that differs."""
    letters: int = 0
    """Letters that were tried."""
    configurations: int = 0
    steps: int = 0
    """Pairs of steps compared."""
    observations: int = 0
    """Pairs of observations compared as bytes."""
    differing: int = 0
    """Bytes that differ, and one for each step or letter whose parts differ."""
    told: dict[str, Path] = field(default_factory=dict)
    """What told the twins apart, by part, with the actions after which it first did."""
    rendered: set[tuple[object, ...]] = field(default_factory=set)


def compare_parts(found: Comparison, steps: tuple[Step, Step], taken: Path) -> None:
    """Compare all that is seen of a step in both, part by part."""
    found.steps += 1
    ours, theirs = map(_parts, steps)
    if ours != theirs:
        for name, one, other in zip(_NAMES, ours, theirs, strict=True):
            if one != other:
                tell(found, name, taken)


_NAMES = (
    "phase",
    "evidence",
    "answers heard",
    "result",
    "refusal",
    "reward",
    "steps",
    "paid",
    "current score",
    "score",
)


def _parts(step: Step) -> tuple[object, ...]:
    """All that an observation is made of, by `_NAMES`; an idle step leaves the score as it was."""
    case, card = step.case, step.case.card
    idle = step.refusal is not None and case.is_open
    return (
        case.phase,
        case.evidence,
        case.heard,
        step.result,
        step.refusal,
        step.reward,
        case.steps,
        case.paid,
        None if idle else current(case),
        card and [(part.name, part.earned) for part in card.components],
    )


def compare_bytes(
    found: Comparison, cases: Cases, steps: tuple[Step | None, Step | None], taken: Path
) -> None:
    """Compare what the agent is sent, as it is sent; after a reset, if there are no steps."""
    found.observations += 1
    ours, theirs = (
        observe(case, step).model_dump_json().encode()
        for case, step in zip(cases, steps, strict=True)
    )
    if ours != theirs:
        apart = sum(one != other for one, other in zip(ours, theirs, strict=False))
        tell(found, "bytes", taken, apart + abs(len(ours) - len(theirs)))


def tell(found: Comparison, part: str, taken: Path, count: int = 1) -> None:
    """Keep that something tells the two apart, and after which actions it first did."""
    found.differing += count
    found.told.setdefault(part, taken)
