"""Ways to play a case in a test: actions in one word, cases in a given phase, transcripts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from supportops.agents.scripted import look, oracle_plan
from supportops.case import Case, Step
from supportops.casefile import CaseFile, ReplyFact, Stated
from supportops.cases import TASK_IDS, case_file
from supportops.decision import Fact, Latent, Table
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.records import artifact_ref
from supportops.vocabulary import ARGUMENT_OF, ActionType, Phase, RewardMode
from supportops.workflow import advance

FILES = tuple(case_file(task_id) for task_id in TASK_IDS)
MUG, CHARGE, TAKEOVER = FILES

REVIEW, INSPECT, SEARCH, DRAFT, SUBMIT = ActionType
NEEDED = {Phase.TRIAGE: 3, Phase.INVESTIGATING: 2, Phase.DRAFTED: 1}
"""Steps from an open phase to a resolution, at least."""


def act(verb: ActionType, value: str | None = None) -> ToolUseAction:
    """An action with its one argument."""
    field = ARGUMENT_OF.get(verb)
    return ToolUseAction.model_validate({"action_type": verb} | ({field: value} if field else {}))


def good(verb: ActionType, file: CaseFile = MUG) -> ToolUseAction:
    """An action that no guard of the case refuses."""
    values = {
        INSPECT: file.artifacts[0].id,
        SEARCH: file.policies[0].id,
        DRAFT: file.reply,
        SUBMIT: file.gold.resolution,
    }
    return act(verb, values.get(verb))


def case_in(phase: Phase, file: CaseFile = MUG) -> Case:
    """A case that was played into a phase without reading any evidence."""
    case = Case(file)
    idling = [good(REVIEW)] * file.budget
    opening = [good(verb, file) for verb in (REVIEW, DRAFT, SUBMIT)]
    steps = {Phase.TRIAGE: 0, Phase.INVESTIGATING: 1, Phase.DRAFTED: 2, Phase.RESOLVED: 3}
    for action in opening[: steps[phase]] if phase in steps else idling:
        advance(case, action)
    return case


def on_last_step(case: Case) -> Case:
    """The same case with one step left."""
    return replace(case, steps=case.file.budget - 1)


def played(file: CaseFile, actions: Iterable[ToolUseAction], **fields: Any) -> Case:
    """A case after some actions."""
    case = Case(file, **fields)
    for action in actions:
        advance(case, action)
    return case


def steps_of(file: CaseFile, actions: Iterable[ToolUseAction], mode: RewardMode) -> list[Step]:
    """The steps of an episode, in order; all of them share one case."""
    case = Case(file, mode)
    return [advance(case, action) for action in actions]


def opened(
    task_id: str, mode: RewardMode, actions: Iterable[ToolUseAction] = ()
) -> SupportOpsEnvironment:
    """An environment after some actions."""
    env = SupportOpsEnvironment()
    env.reset(7, "mine", task_id=task_id, reward_mode=mode)
    for action in actions:
        env.step(action)
    return env


def observations(
    task_id: str, mode: RewardMode, actions: Iterable[ToolUseAction] = ()
) -> list[ToolUseObservation]:
    """Everything that an agent sees in an episode, the first observation included."""
    env = SupportOpsEnvironment()
    first = env.reset(task_id=task_id, reward_mode=mode)
    return [first, *(env.step(action) for action in actions)]


def transcript(task_id: str, mode: RewardMode, actions: Iterable[ToolUseAction] = ()) -> list[str]:
    """The observations of an episode as JSON lines."""
    return [seen.model_dump_json() for seen in observations(task_id, mode, actions)]


def altered(file: CaseFile, **changes: Any) -> CaseFile:
    """A case file with some of its content replaced; validated like any other."""
    content = {name: getattr(file, name) for name in CaseFile.model_fields}
    return CaseFile.model_validate(content | changes)


def stated(file: CaseFile, latent: Latent) -> CaseFile:
    """A case file in which something else is the case, though its texts and claims stay."""
    names = file.table.fact_names, file.table.parameter_names
    facts, parameters = (
        tuple(Stated(name=name, value=value) for name, value in zip(*pair, strict=True))
        for pair in zip(names, latent, strict=True)
    )
    return altered(file, facts=facts, parameters=parameters)


def otherwise(file: CaseFile) -> Iterator[CaseFile]:
    """The same case file for every other outcome: one for each code that the policy can give."""
    space, policy = file.table.space, file.latent.parameters
    worlds = {space.code(Latent(world, policy)): world for world in space.worlds}
    for code, world in worlds.items():
        if code != file.gold.resolution:
            yield stated(file, Latent(world, policy))


def turned(file: CaseFile) -> CaseFile:
    """A case file that looks the same to an agent, with everything gold about it changed.

    Other records hold the facts, another article governs, another outcome follows from them, and
    a reply has to state something else.
    """
    other = next(otherwise(file))
    records = [item.id for item in file.artifacts]
    moved = dict(zip(records, [*records[-1:], *records[:-1]], strict=True))
    content = {name: getattr(file.table, name) for name in Table.model_fields} | {
        "article": next(item.id for item in file.policies if item.id != file.table.article),
        "facts": tuple(
            Fact(name=fact.name, record=moved[fact.record], values=fact.values)
            for fact in file.table.facts
        ),
        "fallbacks": (),
        "harms": (),
    }
    source = artifact_ref(moved[file.table.records[0]])
    claim = ReplyFact(
        name="other", source=source, written=file.texts[source][:9], phrases=("other thing",)
    )
    return altered(other, table=Table.model_validate(content), claims=(claim,), promises=())


def resolved(
    file: CaseFile,
    *,
    code: str | None = None,
    reply: str | None = None,
    evidence: Iterable[str] | None = None,
    idle: int = 0,
) -> Case:
    """A case that was resolved: perfectly, but for what the caller asks to be otherwise."""
    plan = oracle_plan(file)
    looks = plan[:-2] if evidence is None else tuple(map(look, evidence))
    return played(
        file,
        (
            *[good(REVIEW)] * idle,
            *looks,
            act(DRAFT, reply or file.reply),
            act(SUBMIT, code or file.gold.resolution),
        ),
    )
