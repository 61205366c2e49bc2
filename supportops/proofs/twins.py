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

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import IDLE, act, alphabet, look, matters, read_by
from supportops.proofs.comparison import (
    Cases,
    Comparison,
    Path,
    compare_bytes,
    compare_parts,
    tell,
)
from supportops.proofs.probes import probes
from supportops.proofs.showing import Showing, showing
from supportops.reply import readings_kept
from supportops.scoring import guaranteed
from supportops.vocabulary import ActionType, RewardMode
from supportops.workflow import advance

Pair = tuple[CaseFile, CaseFile]


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
    compare_bytes(found, first, (None, None), ())
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
            compare_parts(found, (ours, theirs), path)
            compare_bytes(found, (ours.case, theirs.case), (ours, theirs), path)
    found.letters = len(drafts)


def _one_of_each(
    found: Comparison, pair: Pair, drafts: Sequence[ToolUseAction]
) -> Iterator[ToolUseAction]:
    """One letter for each showing; each has to be the same in both."""
    known = set()
    for draft in drafts:
        ours, theirs = (showing(draft.message or "", file, _shared(found, file)) for file in pair)
        if ours != theirs:
            tell(found, "what a letter shows", (draft,))
        if ours not in known:
            known.add(ours)
            yield draft


def _shared(found: Comparison, file: CaseFile) -> frozenset[str]:
    return file.relevant - found.secret


def _walk(found: Comparison, first: Cases, around: Path, drafts: Path) -> None:
    """Breadth first through every configuration, each visited at its earliest step.

    On the last step no letter is written, as it would end like its own configuration does by
    waiting; and of what is refused, two looks stand for all, as it only differs in its reason.
    """
    file, actions = first[0].file, ((*around, *drafts), _waiting_and_looks(around))
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


def _waiting_and_looks(around: Path) -> Path:
    """The ticket, and the looks, two of which are refused."""
    named = (ActionType.INSPECT_ARTIFACT, ActionType.SEARCH_POLICY)
    looks = (one for one in around if one.action_type in named and one.argument)
    return (act(ActionType.REVIEW_TICKET), *looks)


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
            compare_parts(found, (ours, theirs), taken)
            moved = ours.case.evidence != cases[0].evidence or ours.case.phase != cases[0].phase
            shape = (number, ours.case.phase, ours.refusal, frozenset(ours.case.evidence))
            if (ours.refusal or moved) and shape not in found.rendered:
                found.rendered.add(shape)
                compare_bytes(found, (ours.case, theirs.case), (ours, theirs), taken)
            if ours.case.is_open and theirs.case.is_open and ours.refusal is None:
                yield (ours.case, theirs.case), taken


def _on_last_step(case: Case) -> Case:
    """The case on its last step, paid as `delta` pays."""
    last = case.copy()
    last.steps, last.reward_mode = case.file.budget - 1, RewardMode.DELTA
    last.paid = guaranteed(case)
    return last
