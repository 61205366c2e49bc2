"""Every configuration of a case, and every step that can be taken from it.

A configuration is (phase, evidence that matters, draft, answers heard, resolution). A breadth-first
search in layers of steps visits each once, at its earliest step. What is left out of it is left out
soundly:

*The step counter* is read by two things: the budget, which ends a case after its last step, and
efficiency, which only falls. An agent can idle in every open configuration (an invariant), so what
is reached at one step can be had at any later one, and behaves there as it does here, unless the
step is the last. So every open configuration is visited at its earliest step, and on the last step
of the budget. The earliest end is the best paid one.

*What was paid* is read by the rewards alone. How is an invariant: while a case is open a step pays
what it adds to the highest progress, and the last one the score, less what was paid if the mode
deducts it. Progress and what is guaranteed follow from the configuration, and the latter never
falls (an invariant), so that rewards are in bounds whatever was paid before. Early visits are
played in `shaped`, late ones in `delta`, those that follow below in `terminal`.

*The order of evidence and the path* touch nothing later. The answers of a customer are counted:
their number says what is on file and what counts as read of it. Which draft brought an answer does
not matter once it is replaced.

*Evidence beside the point*, records and articles that the table does not turn on, is read by
nothing that scores or pays. Every configuration is visited once more with all of it read, and each
step must come to the same.

A letter acts through its reading, which depends on the letter and the file only, and is taken once.
A case that has ended meets each verb once, with an argument that is good.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import IDLE, alphabet, good, matters, read_by
from supportops.proofs.invariants import broken_by_step, broken_by_visit
from supportops.proofs.survey import Configuration, Survey, Visit
from supportops.reply import readings_kept
from supportops.rewards import shaped_progress
from supportops.scoring import current, guaranteed
from supportops.vocabulary import ActionType, RewardMode
from supportops.workflow import RULES, advance

BESIDE_THE_POINT = "what is beside the point changes nothing"
"""The invariant that makes it sound to leave some evidence out of a configuration."""


Watch = Callable[[Configuration, Visit], None]


def explore(file: CaseFile, letters: Sequence[str] = (), watch: Watch | None = None) -> Survey:
    """Visit every configuration of a case and check every invariant there.

    `letters` are drafts to try besides those of the alphabet. `watch` is shown each visit of an
    open configuration; none is kept.
    """
    survey = Survey(file, alphabet(file, letters))
    seen, fresh = matters(file), Case(file)
    survey.open[configuration(fresh, seen)] = fresh
    layer = list(survey.open)
    with readings_kept(file):
        while layer:
            layer = [
                found for reached in layer for found in _expanded(survey, reached, seen, watch)
            ]
        again = [good(verb, file) for verb in ActionType]
        for reached, end in survey.ends.items():
            _visit(survey, end, again, survey.path(reached))
    return survey


def configuration(case: Case, seen: frozenset[str]) -> Configuration:
    """Where a case stands, given the evidence that matters to it."""
    read = seen.intersection(case.evidence)
    return Configuration(case.phase, read, case.draft, case.heard, case.resolution)


def _expanded(
    survey: Survey, reached: Configuration, seen: frozenset[str], watch: Watch | None
) -> Iterator[Configuration]:
    """Visit an open configuration; those that are open and new."""
    case, actions, path = survey.open[reached], survey.actions.actions, survey.path(reached)
    last = case.copy()
    last.steps, last.reward_mode = case.file.budget - 1, RewardMode.DELTA
    last.paid = guaranteed(last)
    waiting = (IDLE,) * (last.steps - case.steps)
    visit = Visit(
        case,
        early=_visit(survey, case, actions, path),
        late=_visit(survey, last, actions, (*path, *waiting)),
    )
    _read_all(survey, visit, path)
    if watch:
        watch(reached, visit)
    for steps, before in ((visit.early, ()), (visit.late, waiting)):
        for step in steps:
            came = configuration(step.case, seen)
            if came in survey.open or came in survey.ends:
                continue
            survey.came[came] = reached, (*before, step.action)
            if step.case.is_open:
                survey.open[came] = step.case
                yield came
            else:
                survey.ends[came] = step.case


def _visit(
    survey: Survey, case: Case, actions: Sequence[ToolUseAction], path: tuple[ToolUseAction, ...]
) -> tuple[Step, ...]:
    """Take each action once from a case, check everything, and note what was seen."""
    steps = tuple(advance(case.copy(), action) for action in actions)
    for step in steps:
        if broken := broken_by_step(case, step):
            survey.report(broken, (*path, step.action))
    if broken := broken_by_visit(case, steps):
        survey.report(broken, path)
    survey.steps += len(steps)
    _note(survey, case, steps)
    return steps


def _note(survey: Survey, case: Case, steps: Sequence[Step]) -> None:
    survey.refusals |= {step.refusal.code for step in steps if step.refusal}
    for step in steps:
        if step.refusal is None:
            survey.rules.add((case.phase, step.action.action_type))
    for rule in RULES:
        if rule.source is case.phase and rule.guards:
            survey.guards |= {
                (guard.name, guard.refusal(case, step.action) is None)
                for guard in rule.guards
                for step in steps
                if step.action.action_type is rule.verb
            }


def _read_all(survey: Survey, visit: Visit, path: tuple[ToolUseAction, ...]) -> None:
    """Visit it with everything read that is beside the point: each step comes to the same."""
    file, asides = survey.file, survey.actions.asides
    if not asides:
        return
    refs = filter(None, (read_by(file, action) for action in asides))
    read = (*refs, *visit.case.evidence)
    crowded = replace(visit.case, reward_mode=RewardMode.TERMINAL, paid=0, evidence=read)
    for step in visit.early:
        if step.refusal is not None:
            continue
        other = advance(crowded.copy(), step.action)
        broken = broken_by_step(crowded, other)
        if _worth(other) != _worth(step):
            broken.append(BESIDE_THE_POINT)
        if broken:
            survey.report(broken, (*asides, *path, step.action))
        survey.steps += 1


def _worth(step: Step) -> tuple[object, ...]:
    """What a step came to, as far as anything later or any score goes."""
    case, card = step.case, step.case.card
    return (
        *(step.refusal, step.result, case.phase, case.draft, case.heard, case.resolution),
        *(current(case), guaranteed(case), shaped_progress(case)),
        card and card.model_dump(),
    )
