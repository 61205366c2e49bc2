"""What the playground asks for and is answered, as models: the types of the page follow from them.

`python -m tests.web_types` writes them down in TypeScript, beside those of the protocol.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.server.protocol import Counted, JsonObject, ShortText
from supportops.vocabulary import ActionType, Difficulty, Phase, RefusalCode, RewardMode

ACTIONS_MAX = 200
"""Most actions that one request replays; no budget is near it."""

AgentName = Literal["scripted", "random", "do-nothing"]


class Shape(BaseModel):
    """An answer, complete and unchanging."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EdgeLabel(Shape):
    """One rule on an edge: the verb, and the guards that it has to pass."""

    verb: str
    guards: tuple[str, ...]


class GraphEdge(Shape):
    """All that leads from one phase to another; `source` null stands for every open phase."""

    source: Phase | None
    target: Phase
    labels: tuple[EdgeLabel, ...]


class GuardRefusal(Shape):
    """What a guard says when it refuses, on an example."""

    code: RefusalCode
    message: str


class GuardView(Shape):
    """A guard: what it watches over, and how it refuses."""

    name: str
    verbs: tuple[ActionType, ...]
    refusals: tuple[GuardRefusal, ...]


class Workflow(Shape):
    """The rule table as a graph, with what each phase refuses and why."""

    open: tuple[Phase, ...]
    final: tuple[Phase, ...]
    edges: tuple[GraphEdge, ...]
    described: str = Field(description="The whole drawing in words.")
    argument_of: dict[str, str] = Field(description="The one field of each verb that has one.")
    blocked: dict[str, dict[str, str]] = Field(
        description="By phase, the verbs that it refuses, each with the reason."
    )
    guards: tuple[GuardView, ...]
    message_limit: int = Field(description="Longest draft, in characters.")


class NamedTask(Shape):
    """A task with a name; its answer is public."""

    task_id: str
    difficulty: Difficulty
    objective: str
    budget: int


class SplitView(Shape):
    """A split: how many tasks it holds, and whether it goes on for ever."""

    name: str
    size: int
    listed: bool = Field(description="Whether the split ends; what does not is drawn as needed.")


class Catalogue(Shape):
    """What can be played here, and on which version of it."""

    version: str
    benchmark_version: str
    named: tuple[NamedTask, ...]
    splits: tuple[SplitView, ...]
    families: tuple[str, ...]
    reward_modes: tuple[RewardMode, ...]
    agents: tuple[AgentName, ...]
    weights: dict[str, int] = Field(description="Of each component of the score, in basis points.")


class OpenedSession(Shape):
    """A session that a socket can attach to, and attach to again."""

    session_id: str


class PlayRequest(BaseModel):
    """An episode to be played by the server: by an agent, or action by action."""

    model_config = ConfigDict(extra="forbid")

    task_id: ShortText
    reward_mode: RewardMode = RewardMode.SHAPED
    agent: AgentName | None = None
    seed: Counted = Field(default=0, description="Of the random agent.")
    actions: Annotated[list[JsonObject], Field(max_length=ACTIONS_MAX)] | None = None
    session_id: ShortText | None = Field(
        default=None, description="A session in which this very case has ended."
    )


class Turn(Shape):
    """An observation, and the action that led to it; none leads to the first."""

    action: ToolUseAction | None
    observation: ToolUseObservation


class Transcript(Shape):
    """An episode from its reset on, and the state it is in."""

    benchmark_version: str
    task_id: str
    reward_mode: RewardMode
    agent: AgentName | None
    turns: tuple[Turn, ...]
    state: ToolUseState


class CertificateRequest(BaseModel):
    """Which case, and a session in which it has ended if its answer is not public."""

    model_config = ConfigDict(extra="forbid")

    task_id: ShortText
    session_id: ShortText | None = None


class CertifiedFact(Shape):
    """A fact of the case, where it is read, and the words that tell it."""

    name: str
    value: str
    source: str
    told: tuple[str, ...]


class CertifiedClaim(Shape):
    """What a good reply states, and the words of the source that say so."""

    name: str
    source: str
    written: str


class CertifiedHarm(Shape):
    """A code that would do harm, and which."""

    code: str
    harm: str


class Certificate(Shape):
    """Why a case is resolved as it is."""

    task_id: str
    resolution: str
    place: str = Field(description="The line of the article that decides.")
    article: str
    article_title: str
    article_version: str
    effective_on: str
    clause: str = Field(description="What that line says.")
    facts: tuple[CertifiedFact, ...]
    parameters: tuple[tuple[str, str], ...]
    evidence: tuple[tuple[str, ...], ...] = Field(description="Every sufficient set of evidence.")
    claims: tuple[CertifiedClaim, ...]
    fallbacks: tuple[str, ...]
    harmful: tuple[CertifiedHarm, ...]
    overlays: tuple[str, ...]
