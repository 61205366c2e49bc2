"""What the page needs to know beside observations: the rules as a graph, and what can be played.

Both are derived from the code once and sent as they are.
"""

from supportops import __version__
from supportops.case import OPEN, Case
from supportops.cases import TASK_IDS, case_file, split_size, task_info
from supportops.cases.archetypes import FAMILIES
from supportops.diagram import Graph, extract
from supportops.diagram.refusals import TASK, produce, watches
from supportops.diagram.svg import describe
from supportops.models import ToolUseAction
from supportops.scoring import EFFICIENCY, EVIDENCE, REPLY, RESOLUTION
from supportops.server.tasks import LISTED_MAX, served_splits
from supportops.server.web.plays import AGENTS
from supportops.server.web.shapes import (
    Catalogue,
    EdgeLabel,
    GraphEdge,
    GuardRefusal,
    GuardView,
    NamedTask,
    SplitView,
    Workflow,
)
from supportops.vocabulary import (
    ARGUMENT_OF,
    BENCHMARK_VERSION,
    MESSAGE_LIMIT,
    ActionType,
    Phase,
    RewardMode,
)
from supportops.workflow import AVAILABLE, RULES, advance


def workflow() -> Workflow:
    """The rule table as the page draws it."""
    graph = extract()
    return Workflow(
        open=graph.open,
        final=graph.final,
        edges=_edges(graph),
        described=describe(graph),
        argument_of={verb.value: field for verb, field in ARGUMENT_OF.items()},
        blocked={phase.value: _blocked(phase) for phase in OPEN},
        guards=_guards(),
        message_limit=MESSAGE_LIMIT,
    )


def catalogue() -> Catalogue:
    """What can be played on this server."""
    return Catalogue(
        version=__version__,
        benchmark_version=BENCHMARK_VERSION,
        named=tuple(NamedTask(**task_info(task_id).model_dump()) for task_id in TASK_IDS),
        splits=tuple(
            SplitView(name=name, size=size, listed=size <= LISTED_MAX)
            for name in served_splits()
            if (size := split_size(name))
        ),
        families=tuple(FAMILIES),
        reward_modes=tuple(RewardMode),
        agents=tuple(AGENTS),
        weights={
            "resolution": RESOLUTION,
            "evidence": EVIDENCE,
            "reply": REPLY,
            "efficiency": EFFICIENCY,
        },
    )


def _edges(graph: Graph) -> tuple[GraphEdge, ...]:
    return tuple(
        GraphEdge(
            source=edge.source,
            target=edge.target,
            labels=tuple(EdgeLabel(verb=one.verb, guards=one.guards) for one in edge.labels),
        )
        for edge in graph.edges
    )


def _blocked(phase: Phase) -> dict[str, str]:
    """Why each verb that a phase does not allow is refused there, as the workflow itself says."""
    found = {}
    for verb in ActionType:
        if verb not in AVAILABLE[phase]:
            step = advance(Case(case_file(TASK), phase=phase), ToolUseAction(action_type=verb))
            assert step.refusal is not None
            found[verb.value] = step.refusal.message
    return found


def _guards() -> tuple[GuardView, ...]:
    said = {seen.code: seen.message for seen in produce()}
    return tuple(
        GuardView(
            name=watch.guard.name,
            verbs=watch.verbs,
            refusals=tuple(GuardRefusal(code=code, message=said[code]) for code in watch.codes),
        )
        for watch in watches(RULES)
    )
