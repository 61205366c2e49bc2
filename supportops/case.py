"""The mutable heart of an episode: a case and one step on it. No rule of the workflow is here."""

from dataclasses import dataclass, field

from supportops.casefile import CaseFile
from supportops.customer import Stage
from supportops.models import ScoreCard, ToolUseAction
from supportops.reply import Reading
from supportops.vocabulary import ActionType, Phase, RefusalCode, RewardMode

OPEN = tuple(phase for phase in Phase if phase.is_open)
TERMINAL = tuple(phase for phase in Phase if not phase.is_open)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action did nothing: a stable code, the field at fault, and words for the agent."""

    code: RefusalCode
    message: str
    field: str | None = None


@dataclass(slots=True)
class Case:
    """A case file and the progress on it. `transitions` moves `phase`; effects write the rest.

    What is read and heard grows by `collect` and `hear` alone, which keep what follows from it.
    """

    file: CaseFile
    reward_mode: RewardMode = RewardMode.SHAPED
    phase: Phase = Phase.TRIAGE
    steps: int = 0
    """Steps charged so far, in [0, budget]."""
    evidence: tuple[str, ...] = ()
    """References to what has been read, in order, each once."""
    draft: str | None = None
    reading: Reading | None = None
    """What the standing draft says."""
    heard: int = 0
    """Answers of the customer so far; each follows a draft that asks."""
    resolution: str | None = None
    paid: int = 0
    """Highest progress that has been paid for, in basis points."""
    card: ScoreCard | None = None
    """How the episode was graded; set once, when it ends."""
    stage: Stage = field(init=False, repr=False, compare=False)
    """What the desk shows after the answers heard so far."""
    known: int = field(init=False)
    """How much of the evidence that such cases turn on was read."""

    def __post_init__(self) -> None:
        self._look()

    def collect(self, ref: str) -> str:
        """Read a piece of evidence, which counts once; what it says."""
        if ref not in self.evidence:
            self.evidence += (ref,)
            self.known += ref in self.stage.relevant
        return self.file.texts[ref]

    def hear(self) -> None:
        """Get the next answer of the customer."""
        self.heard += 1
        self._look()

    def _look(self) -> None:
        self.stage = self.file.stages[self.heard]
        self.known = len(self.stage.relevant.intersection(self.evidence))

    def copy(self) -> "Case":
        """The same case once more, to be played on without touching this one.

        By hand, as it is most of the work of whoever tries every action.
        """
        return Case(
            self.file,
            self.reward_mode,
            self.phase,
            self.steps,
            self.evidence,
            self.draft,
            self.reading,
            self.heard,
            self.resolution,
            self.paid,
            self.card,
        )

    @property
    def is_open(self) -> bool:
        """Whether the episode still runs."""
        return self.phase.is_open

    @property
    def remaining(self) -> int:
        """Steps left of the budget."""
        return self.file.budget - self.steps


@dataclass(slots=True)
class Step:
    """One attempt: the action, and what came of it."""

    case: Case
    action: ToolUseAction
    refusal: Refusal | None
    result: str | None
    """What the agent gets to read; None after a refusal."""
    reward: int
    """In basis points, in [0, 10000]."""
    verb: ActionType = field(init=False)
    argument: str | None = field(init=False)
    """The value of the field that belongs to the verb."""

    def __init__(
        self,
        case: Case,
        action: ToolUseAction,
        refusal: Refusal | None = None,
        result: str | None = None,
        reward: int = 0,
    ) -> None:
        self.case = case
        self.action = action
        self.refusal = refusal
        self.result = result
        self.reward = reward
        self.verb = action.action_type
        self.argument = action.argument

    def refuse(self, refusal: Refusal) -> None:
        """Record why nothing happens; the first reason stands."""
        self.refusal = self.refusal or refusal
