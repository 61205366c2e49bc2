"""Non-interference: whatever does not touch what differs gives the same bytes in both cases.

Twins are such a pair, and so are any two worlds of a table that look the same at first. Both are
walked in lockstep through every configuration that can be reached without it, and every action of
both alphabets is tried in each, at its earliest step and on the last of the budget. The exploration
tells why that stands for all paths. What the agent would see is compared part by part on every
step, and as rendered bytes wherever a configuration, an end or a refusal is new.

A letter acts on an open case by what it shows. Every letter must show the same in both twins, those
that are right for either and those that probe; then one for each showing is walked with, and every
one is tried, to the byte, where nothing was read and where all was.

Left out is what touches the difference: looks at it; a submission, whose grade may tell what was
right; and, where the customer answers otherwise in the twin, a letter that asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.observation import observe
from supportops.proofs.alphabet import IDLE, alphabet, look, matters, read_by
from supportops.proofs.probes import probes
from supportops.proofs.showing import Showing, showing
from supportops.reply import readings_kept
from supportops.scoring import current, guaranteed
from supportops.vocabulary import RewardMode
from supportops.workflow import advance

Pair = tuple[CaseFile, CaseFile]
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


def differing(pair: Pair) -> frozenset[str]:
    """References of the evidence that is not the same text in both."""
    base, twin = pair
    refs = base.texts.keys() | twin.texts.keys()
    return frozenset(ref for ref in refs if base.texts.get(ref) != twin.texts.get(ref))


def compare(pair: Pair) -> Comparison:
    """Walk twins in lockstep around what differs, and compare all that is seen of them."""
    base, twin = pair
    found = Comparison(differing(pair))
    first = Case(base), Case(twin)
    _compare_bytes(found, first, (None, None), ())
    with readings_kept(base), readings_kept(twin):
        drafts = tuple(_drafts(pair, found.secret))
        _try_letters(found, pair, drafts)
        around = tuple(_around(pair, found.secret))
        _walk(found, first, around, tuple(_one_of_each(found, pair, drafts)))
    return found


def _drafts(pair: Pair, secret: frozenset[str]) -> Iterator[ToolUseAction]:
    """Letters to either that do not touch what differs, each once."""
    base, twin = pair
    both = [draft for file in pair for draft in alphabet(file, probes(pair, secret)).drafts]
    alike = [one.message for one in base.stages] == [one.message for one in twin.stages]
    for letter, draft in {draft.message or "": draft for draft in both}.items():
        if alike or not any(showing(letter, file, ()).asks for file in pair):
            yield draft


def _around(pair: Pair, secret: frozenset[str]) -> Iterator[ToolUseAction]:
    """Everything else that can be done in either without touching it."""
    base, _ = pair
    every = alphabet(base)
    yield from every.rest
    for action in (*every.looks, *every.asides):
        if read_by(base, action) not in secret:
            yield action


def _try_letters(found: Comparison, pair: Pair, drafts: Sequence[ToolUseAction]) -> None:
    """Each letter where nothing was read, and where all was that both share."""
    base, _ = pair
    shared = [look(ref) for ref in sorted(base.relevant - found.secret)]
    for looks in (shared[:1], shared):
        cases = Case(pair[0]), Case(pair[1])
        for case in cases:
            for action in looks:
                advance(case, action)
        for draft in drafts:
            ours, theirs = (advance(case.copy(), draft) for case in cases)
            path = (*looks, draft)
            _compare_parts(found, (ours, theirs), path)
            _compare_bytes(found, (ours.case, theirs.case), (ours, theirs), path)
    found.letters = len(drafts)


def _one_of_each(
    found: Comparison, pair: Pair, drafts: Sequence[ToolUseAction]
) -> Iterator[ToolUseAction]:
    """One letter for each showing; each has to be the same in both."""
    known = set()
    for draft in drafts:
        ours, theirs = (showing(draft.message or "", file, _shared(found, file)) for file in pair)
        if ours != theirs:
            _tell(found, "what a letter shows", (draft,))
        if ours not in known:
            known.add(ours)
            yield draft


def _shared(found: Comparison, file: CaseFile) -> frozenset[str]:
    return file.relevant - found.secret


def _walk(found: Comparison, first: Cases, around: Path, drafts: Path) -> None:
    """Breadth first through every configuration, each visited at its earliest step.

    On the last step no letter is written: it would end as its own configuration ends by waiting.
    """
    file, actions = first[0].file, ((*around, *drafts), around)
    letters = [draft.message or "" for draft in drafts]
    shown = {letter: showing(letter, file, _shared(found, file)) for letter in letters}
    seen = {_key(first[0], shown)}
    layer: list[tuple[Cases, Path]] = [(first, ())]
    while layer:
        following: list[tuple[Cases, Path]] = []
        for cases, path in layer:
            for reached, taken in _visit(found, cases, actions, path):
                key = _key(reached[0], shown)
                if key not in seen:
                    seen.add(key)
                    following.append((reached, taken))
        layer = following
    found.configurations = len(seen)


def _key(case: Case, shown: Mapping[str, Showing]) -> tuple[object, ...]:
    read = matters(case.file).intersection(case.evidence)
    return case.phase, read, case.heard, shown.get(case.draft or "")


def _visit(
    found: Comparison, cases: Cases, actions: tuple[Path, Path], path: Path
) -> Iterator[tuple[Cases, Path]]:
    """Try every action at this step and on the last of the budget; where they lead."""
    late = _on_last_step(cases[0]), _on_last_step(cases[1])
    waited = (*path, *[IDLE] * (late[0].steps - cases[0].steps))
    for number, (variant, before) in enumerate(((cases, path), (late, waited))):
        for action in actions[number]:
            ours, theirs = advance(variant[0].copy(), action), advance(variant[1].copy(), action)
            taken = (*before, action)
            _compare_parts(found, (ours, theirs), taken)
            moved = ours.case.evidence != cases[0].evidence or ours.case.phase != cases[0].phase
            shape = (number, ours.case.phase, ours.refusal, frozenset(ours.case.evidence))
            if (ours.refusal or moved) and shape not in found.rendered:
                found.rendered.add(shape)
                _compare_bytes(found, (ours.case, theirs.case), (ours, theirs), taken)
            if ours.case.is_open and theirs.case.is_open and ours.refusal is None:
                yield (ours.case, theirs.case), taken


def _on_last_step(case: Case) -> Case:
    """The case on its last step, paid as `delta` pays."""
    last = case.copy()
    last.steps, last.reward_mode = case.file.budget - 1, RewardMode.DELTA
    last.paid = guaranteed(case)
    return last


def _compare_parts(found: Comparison, steps: tuple[Step, Step], taken: Path) -> None:
    found.steps += 1
    ours, theirs = map(_parts, steps)
    if ours != theirs:
        for name, one, other in zip(_NAMES, ours, theirs, strict=True):
            if one != other:
                _tell(found, name, taken)


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


def _compare_bytes(
    found: Comparison, cases: Cases, steps: tuple[Step | None, Step | None], taken: Path
) -> None:
    found.observations += 1
    ours, theirs = (
        observe(case, step).model_dump_json().encode()
        for case, step in zip(cases, steps, strict=True)
    )
    if ours != theirs:
        apart = sum(one != other for one, other in zip(ours, theirs, strict=False))
        _tell(found, "bytes", taken, apart + abs(len(ours) - len(theirs)))


def _tell(found: Comparison, part: str, taken: Path, count: int = 1) -> None:
    found.differing += count
    found.told.setdefault(part, taken)
