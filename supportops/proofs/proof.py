"""The proof of one case, as data: how much was explored, what was covered, what is broken."""

from pydantic import BaseModel, ConfigDict, Field

from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.exploration import explore
from supportops.proofs.survey import Survey, covered


class Broken(BaseModel):
    """An invariant that does not hold, and the fewest actions found that show it."""

    model_config = ConfigDict(frozen=True)

    invariant: str
    actions: tuple[ToolUseAction, ...]


class Proof(BaseModel):
    """What the exploration of a case comes to."""

    model_config = ConfigDict(frozen=True)

    task: str
    configurations: int = Field(description="Reachable configurations, open and ended.")
    steps: int = Field(description="Steps taken and checked.")
    covered: dict[str, tuple[int, int]] = Field(
        description="Rules, guard outcomes and refusals: how many were seen, of how many."
    )
    uncovered: tuple[str, ...]
    violations: tuple[Broken, ...]

    @property
    def holds(self) -> bool:
        """Whether everything was covered and nothing is broken."""
        return not self.uncovered and not self.violations


def proved(task: str, file: CaseFile) -> Proof:
    """Explore a case; `task` is the name it was asked for by."""
    return summary(task, explore(file))


def summary(task: str, survey: Survey) -> Proof:
    """What a survey comes to."""
    return Proof(
        task=task,
        configurations=survey.configurations,
        steps=survey.steps,
        covered=dict(covered(survey)),
        uncovered=tuple(survey.uncovered),
        violations=tuple(
            Broken(invariant=found.invariant, actions=found.actions)
            for found in survey.violations.values()
        ),
    )
