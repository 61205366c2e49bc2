"""The workflow: one table of rules, one shared machine, one way to take a step.

`RULES` is the single source of truth. The machine, the mask of possible actions, the diagram, the
documentation and the tests are derived from it. `transitions` executes the table: cases are never
registered on the machine, so that it holds no state and can be shared by any number of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from supportops.case import OPEN, TERMINAL, Case, Refusal, Step
from supportops.errors import WorkflowError
from supportops.guards import (
    ARTIFACT_EXISTS,
    CODE_EXISTS,
    MESSAGE_READABLE,
    POLICY_EXISTS,
    Guard,
)
from supportops.machine import LeanMachine, Machine, State
from supportops.models import ToolUseAction
from supportops.records import artifact_ref, lookup_form, policy_ref
from supportops.reply.kept import read
from supportops.rewards import award, settle
from supportops.vocabulary import ActionType, Phase, RefusalCode

EXHAUST = "exhaust"
"""The internal trigger that ends a case whose budget is spent; no agent can name it."""

Effect = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the workflow: the verb, where it is possible, where it leads, what it writes.

    `target` None keeps the phase. All guards must pass; the first that refuses says why.
    """

    verb: ActionType
    source: Phase
    target: Phase | None
    effect: Effect
    guards: tuple[Guard, ...] = ()


def show_ticket(step: Step) -> None:
    """The whole ticket is the result."""
    step.result = step.case.file.ticket.render()


def collect_artifact(step: Step) -> None:
    """The record is the result, and counts as evidence from now on."""
    step.result = step.case.collect(artifact_ref(step.argument or ""))


def collect_policy(step: Step) -> None:
    """The article is the result, and counts as evidence from now on."""
    article = step.case.file.article_of[lookup_form(step.argument or "")]
    step.result = step.case.collect(policy_ref(article.id))


def save_reply(step: Step) -> None:
    """The message becomes the draft, in place of any other."""
    case, message = step.case, step.argument or ""
    case.draft, case.reading = message, read(message, case.file)
    step.result = f"Draft saved ({len(message)} characters). It is sent when you submit."
    _hear(step)


def save_resolution(step: Step) -> None:
    """The code becomes the resolution."""
    code = step.argument or ""
    step.case.resolution = code
    step.result = f"Case closed with {code}."


def _hear(step: Step) -> None:
    """A draft that asks for what only the customer has, and does nothing else, is answered."""
    case, asking = step.case, step.case.file.asking
    if asking is None or case.reading is None or case.heard == len(asking.answers):
        return
    if case.reading.shown_flaw is None and case.reading.shown_commitments == (asking.code,):
        answer = asking.answers[case.heard]
        case.hear()
        came = f"\n\nOn file now: {answer.brings.id}." if answer.brings else ""
        step.result = (
            f"{step.result} The question went out at once, and the customer answers:"
            f"\n\n{answer.message}{came}"
        )


def _looks(source: Phase, target: Phase | None) -> tuple[Rule, ...]:
    return (
        Rule(ActionType.REVIEW_TICKET, source, target, show_ticket),
        Rule(
            ActionType.INSPECT_ARTIFACT, source, target, collect_artifact, guards=(ARTIFACT_EXISTS,)
        ),
        Rule(ActionType.SEARCH_POLICY, source, target, collect_policy, guards=(POLICY_EXISTS,)),
    )


def _draft(source: Phase, target: Phase | None) -> Rule:
    return Rule(ActionType.DRAFT_REPLY, source, target, save_reply, guards=(MESSAGE_READABLE,))


RULES: tuple[Rule, ...] = (
    *_looks(Phase.TRIAGE, Phase.INVESTIGATING),
    *_looks(Phase.INVESTIGATING, None),
    _draft(Phase.INVESTIGATING, Phase.DRAFTED),
    *_looks(Phase.DRAFTED, None),
    _draft(Phase.DRAFTED, None),
    Rule(
        ActionType.SUBMIT_RESOLUTION,
        Phase.DRAFTED,
        Phase.RESOLVED,
        save_resolution,
        guards=(CODE_EXISTS,),
    ),
)


def lint(rules: Iterable[Rule]) -> None:
    """Raise `WorkflowError` unless the table is a workflow.

    Every verb has a rule, every phase is reachable, every open phase can reach a resolution, no
    rule leaves a final phase, none is shadowed by an earlier one, and guard names are unique.
    """
    table = tuple(rules)
    reached = _closure({Phase.TRIAGE}, {(r.source, r.target or r.source) for r in table})
    ending = _closure({Phase.RESOLVED}, {(r.target or r.source, r.source) for r in table})
    guards = {guard for rule in table for guard in rule.guards}
    problems = [
        *(f"no rule for {verb}" for verb in ActionType if verb not in {r.verb for r in table}),
        *(f"{p} cannot be reached" for p in (*OPEN, Phase.RESOLVED) if p not in reached),
        *(f"{p} cannot reach a resolution" for p in OPEN if p not in ending),
        *(f"{r.verb} leaves the final phase {r.source}" for r in table if r.source in TERMINAL),
        *(
            f"{r.verb} in {r.source} leads to {r.target}, which only the budget may"
            for r in table
            if r.target is Phase.EXHAUSTED
        ),
        *_shadowed(table),
    ]
    if len({guard.name for guard in guards}) < len(guards):
        problems.append("two guards share a name")
    if problems:
        raise WorkflowError("; ".join(problems))


def _closure(start: set[Phase], edges: set[tuple[Phase, Phase]]) -> set[Phase]:
    reached = set(start)
    while grown := {target for source, target in edges if source in reached} - reached:
        reached |= grown
    return reached


def _shadowed(table: tuple[Rule, ...]) -> list[str]:
    """A rule never fires if an earlier one of its verb and phase refuses no more than it does."""
    return [
        f"{rule.verb} in {rule.source} is shadowed"
        for index, rule in enumerate(table)
        if any(
            (earlier.verb, earlier.source) == (rule.verb, rule.source)
            and set(earlier.guards) <= set(rule.guards)
            for earlier in table[:index]
        )
    ]


def build_machine(rules: Iterable[Rule], kind: type[Machine] = LeanMachine) -> Machine:
    """The machine of a table: effects before the move, rewards after it, the grade on its end."""
    machine = kind(
        model=None,
        states=[State(phase, final=phase in TERMINAL) for phase in Phase],
        initial=Phase.TRIAGE,
        auto_transitions=False,
        model_attribute="phase",
        after_state_change=award,
        on_final=settle,
    )
    for rule in rules:
        machine.add_transition(
            trigger=rule.verb,
            source=rule.source,
            dest=rule.target,
            conditions=list(rule.guards),
            before=rule.effect,
        )
    machine.add_transition(trigger=EXHAUST, source=list(OPEN), dest=Phase.EXHAUSTED)
    return machine


def mask(rules: Iterable[Rule]) -> Mapping[Phase, tuple[ActionType, ...]]:
    """The verbs that are possible in each phase, in the order of `ActionType`."""
    edges = {(rule.source, rule.verb) for rule in rules}
    return {phase: tuple(v for v in ActionType if (phase, v) in edges) for phase in Phase}


lint(RULES)
MACHINE = build_machine(RULES)
AVAILABLE = mask(RULES)


def advance(case: Case, action: ToolUseAction) -> Step:
    """Take one step on a case: charge it, try the action, end the case if the budget is spent.

    A refused action changes nothing but the budget. Once the case has ended nothing changes.
    """
    step = Step(case, action)
    if not case.phase.is_open:
        step.refuse(_episode_over(case))
        return step
    case.steps += 1
    if step.verb in AVAILABLE[case.phase]:
        MACHINE.events[step.verb].trigger(case, step)
    else:
        step.refuse(_wrong_phase(case, action))
    if case.steps == case.file.budget and case.phase.is_open:
        MACHINE.events[EXHAUST].trigger(case, step)
    return step


def _episode_over(case: Case) -> Refusal:
    message = f"The episode is over ({case.phase}); nothing changes any more. Reset to start again."
    return Refusal(RefusalCode.EPISODE_OVER, message)


def _wrong_phase(case: Case, action: ToolUseAction) -> Refusal:
    verb = action.action_type
    later = " or ".join(_opened(phase) for phase in OPEN if verb in AVAILABLE[phase])
    message = (
        f"{verb} is not possible in phase {case.phase}, only in {later}. "
        f"Possible now: {', '.join(AVAILABLE[case.phase])}."
    )
    return Refusal(RefusalCode.WRONG_PHASE, message, "action_type")


def _opened(phase: Phase) -> str:
    verbs = dict.fromkeys(rule.verb for rule in RULES if rule.target is phase)
    return f"{phase} (opened by {', '.join(verbs)})"
