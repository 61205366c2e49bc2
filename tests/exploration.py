"""Every configuration of a case, and every step that can be taken from it.

A configuration is (phase, evidence set, draft, resolution): a breadth-first search in layers of
steps visits each once, at its earliest step. Three things are left out of it, soundly.

*The step counter* is read by two things: the budget, which ends a case after its last step, and
efficiency, which only falls. An agent can idle in every open configuration (an invariant here), so
what is reached at one step can be had at any later one, and behaves there as it does here, unless
the step is the last. So every open configuration is expanded twice: at its earliest step, and on
the last step of the budget. The earliest end is the best paid one.

*The order of evidence and the path* (`paid`, `reading`, `card`) follow from the rest or touch no
later configuration; `test_properties` plays them.

*All distractors but one of a kind*: evidence outside every gold set and behind no fact or promise
is read by nothing that scores or pays (`test_exploration` tries every one of them), and nothing
else tells evidence apart. So configurations that differ in distractors alone behave alike, and one
record and one article of them stand for all.

The reading of each draft is taken once, as it depends on the draft and the file only. A case that
has ended meets each verb once, with an argument that is good.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from unittest import mock

from supportops import workflow
from supportops.agents.baselines import SALAD
from supportops.agents.scripted import look
from supportops.case import OPEN, Case, Step
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.records import artifact_ref, policy_ref
from supportops.reply import Reading, read
from supportops.scoring import HARM_CAP, VISIBLE_MAX, current
from supportops.vocabulary import FULL, MESSAGE_LIMIT, ActionType, Phase, RefusalCode
from supportops.workflow import AVAILABLE, RULES, advance
from tests.play import DRAFT, INSPECT, NEEDED, REVIEW, SEARCH, SUBMIT, act, good, on_last_step
from tests.replies import replies_to

FORWARD = (*OPEN, Phase.RESOLVED)
Configuration = tuple[Phase, frozenset[str], str | None, str | None]


def configuration(case: Case) -> Configuration:
    """What tells two cases apart."""
    return case.phase, frozenset(case.evidence), case.draft, case.resolution


@dataclass
class Survey:
    """What the exploration of one case file has seen."""

    configurations: set[Configuration]
    ends: list[Case] = field(default_factory=list)
    """Every configuration that has ended, at its earliest step."""
    rules: set[tuple[Phase, ActionType]] = field(default_factory=set)
    """Rules that fired, by source and verb."""
    guards: set[tuple[str, bool]] = field(default_factory=set)
    """Guards by name, each with whether it let an action pass."""
    refusals: set[RefusalCode] = field(default_factory=set)
    progress: int = 0
    """Most that was paid before an end, in basis points."""
    broken: dict[str, str] = field(default_factory=dict)
    """Invariants that do not hold, each with its first counterexample."""


def survey(file: CaseFile) -> Survey:
    """Explore a case file and check every invariant on every visit and every step."""
    readings: dict[str, Reading] = {}

    def read_once(draft: str, file: CaseFile) -> Reading:
        return readings.get(draft) or readings.setdefault(draft, read(draft, file))

    found = Survey({configuration(Case(file))})
    with mock.patch.object(workflow, "read", read_once):
        for case, steps in _visits(file, found.configurations):
            _note(found, case, steps)
            for name, holds in OF_A_VISIT.items():
                if not holds(case, steps):
                    found.broken.setdefault(name, repr(configuration(case)))
            for name, keeps in OF_A_STEP.items():
                for step in steps:
                    if not keeps(case, step):
                        found.broken.setdefault(name, f"{configuration(case)}: {step.action!r}")
    return found


def distractors(file: CaseFile) -> tuple[list[str], list[str]]:
    """Records and articles behind no gold set, fact or promise."""
    facts = {fact.source for fact in file.claims}
    used = file.relevant | facts | {promise.source for promise in file.promises}
    records = [artifact_ref(item.id) for item in file.artifacts]
    articles = [policy_ref(item.id) for item in file.policies]
    return [ref for ref in records if ref not in used], [ref for ref in articles if ref not in used]


def drafts(file: CaseFile) -> tuple[str, ...]:
    """One draft of each class: right, thin, wrong, keywords; blank and too long ones."""
    return (*replies_to(file), SALAD, " \n", "x" * (MESSAGE_LIMIT + 1))


def _visits(file: CaseFile, seen: set[Configuration]) -> Iterator[tuple[Case, list[Step]]]:
    alphabet = [
        *(act(verb) for verb in ActionType),
        *(act(DRAFT, draft) for draft in drafts(file)),
        *(act(SUBMIT, code) for code in (*file.codes, "unknown")),
        *(act(verb, "unknown") for verb in (INSPECT, SEARCH)),
        *looks(file),
    ]
    layer = [Case(file)]
    while layer:
        found = []
        for case in layer:
            for visited in (case, on_last_step(case)) if case.is_open else (case,):
                actions = alphabet if case.is_open else [good(verb) for verb in ActionType]
                steps = [advance(replace(visited), action) for action in actions]
                yield visited, steps
                for step in steps:
                    if (reached := configuration(step.case)) not in seen:
                        seen.add(reached)
                        found.append(step.case)
        layer = found


def looks(file: CaseFile) -> list[ToolUseAction]:
    """Looks at everything that may matter, and at one distractor of each kind."""
    spared = {ref for refs in distractors(file) for ref in refs[1:]}
    return [look(ref) for ref in file.texts if ref not in spared]


def _note(found: Survey, case: Case, steps: list[Step]) -> None:
    found.refusals |= {step.refusal.code for step in steps if step.refusal}
    if not case.is_open:
        found.ends.append(case)
        return
    found.progress = max(found.progress, case.paid)
    for rule in RULES:
        if rule.source is not case.phase:
            continue
        tried = [step for step in steps if step.action.action_type is rule.verb]
        if any(step.refusal is None for step in tried):
            found.rules.add((rule.source, rule.verb))
        found.guards |= {
            (guard.name, guard.refusal(case, step.action) is None)
            for guard in rule.guards
            for step in tried
        }


def _idles(case: Case, step: Step) -> bool:
    return configuration(step.case) == configuration(case)


def _resolves_in_time(case: Case) -> bool:
    """Whether the case can still be resolved when just as many steps are left as that takes."""
    needed = NEEDED[case.phase]
    closing = (good(REVIEW), good(DRAFT, case.file), good(SUBMIT, case.file))
    played = replace(case, steps=case.file.budget - needed)
    for action in closing[-needed:]:
        advance(played, action)
    return played.phase is Phase.RESOLVED


OF_A_VISIT: Mapping[str, Callable[[Case, list[Step]], bool]] = {
    "the mask is sound: what it leaves out is refused as out of phase": lambda case, steps: all(
        step.refusal is not None and step.refusal.code is RefusalCode.WRONG_PHASE
        for step in steps
        if case.is_open and step.action.action_type not in AVAILABLE[case.phase]
    ),
    "the mask is complete: what it holds is accepted with some argument": lambda case, steps: (
        set(AVAILABLE[case.phase]) == {s.action.action_type for s in steps if s.refusal is None}
    ),
    "an agent can idle": lambda case, steps: (
        not case.is_open or case.remaining == 1 or any(_idles(case, step) for step in steps)
    ),
    "a case can be resolved while enough steps are left": lambda case, _: (
        not case.is_open or case.remaining == 1 or _resolves_in_time(case)
    ),
}

OF_A_STEP: Mapping[str, Callable[[Case, Step], bool]] = {
    "rewards are in bounds": lambda case, step: 0 <= step.reward <= FULL,
    "an open case shows at most 0.45": lambda case, step: (
        not step.case.is_open or 0 <= current(step.case) <= VISIBLE_MAX
    ),
    "a case is graded when it ends, not before": lambda case, step: (
        (step.case.card is None) == step.case.is_open
    ),
    "a case that has ended never changes": lambda case, step: (
        case.is_open or (step.case == case and step.refusal is not None and step.reward == 0)
    ),
    "every attempt on an open case costs one step": lambda case, step: (
        step.case.steps == case.steps + case.is_open <= case.file.budget
    ),
    "the budget ends a case, and nothing else exhausts it": lambda case, step: (
        step.case.is_open == (step.case.remaining > 0 and step.case.phase is not Phase.RESOLVED)
    ),
    "a refusal changes nothing but the budget": lambda case, step: (
        step.refusal is None
        or step.case == replace(case, steps=step.case.steps)
        or step.case
        == replace(case, steps=case.file.budget, phase=Phase.EXHAUSTED, card=step.case.card)
    ),
    "evidence never shrinks and grows by what was looked at": lambda case, step: (
        step.case.evidence[: len(case.evidence)] == case.evidence
        and len(step.case.evidence) - len(case.evidence) <= (step.result is not None)
    ),
    "phases go forward, one at a time": lambda case, step: (
        step.case.phase is Phase.EXHAUSTED
        or FORWARD.index(step.case.phase) - FORWARD.index(case.phase) in (0, 1)
    ),
    "a resolution is what was submitted": lambda case, step: (
        (step.case.resolution is None) == (step.case.phase is not Phase.RESOLVED)
    ),
    "harm never scores above its cap": lambda case, step: (
        step.case.card is None
        or step.case.resolution not in case.file.harm_of
        or step.case.card.basis_points <= HARM_CAP
    ),
}
