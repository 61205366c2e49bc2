"""The comparison of a case with its twin, or with its other worlds, as data."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.models import ToolUseAction
from supportops.proofs.comparison import Comparison
from supportops.proofs.twins import compare
from supportops.proofs.worlds import one_of_each


class Told(BaseModel):
    """What told two cases apart though what differs was not touched."""

    model_config = ConfigDict(frozen=True)

    part: str
    actions: tuple[ToolUseAction, ...] = Field(description="After which it first did.")


class Interference(BaseModel):
    """What comparing a case with others came to."""

    model_config = ConfigDict(frozen=True)

    task: str
    pairs: int
    letters: int = Field(description="Letters that were tried, over all pairs.")
    configurations: int = Field(description="Configurations that were walked through.")
    steps: int = Field(description="Steps that were compared part by part.")
    observations: int = Field(description="Observations that were compared byte by byte.")
    differing: int = Field(description="Bytes and parts that differ; 0 if nothing interferes.")
    told: tuple[Told, ...]


def with_twin(task: str) -> Interference:
    """A generated case beside its twin. Raises `UnknownTask`."""
    return _compared(task, case_file(task), (case_file(f"{task}#twin"),))


def with_worlds(task: str) -> Interference:
    """A generated case beside its other worlds, one of each kind. Raises `UnknownTask`."""
    return _compared(task, case_file(task), one_of_each(task))


def _compared(task: str, file: CaseFile, others: Iterable[CaseFile]) -> Interference:
    found = [compare((file, other)) for other in others]
    return Interference(
        task=task,
        pairs=len(found),
        letters=sum(one.letters for one in found),
        configurations=sum(one.configurations for one in found),
        steps=sum(one.steps for one in found),
        observations=sum(one.observations for one in found),
        differing=sum(one.differing for one in found),
        told=tuple(_told(found)),
    )


def _told(found: Iterable[Comparison]) -> Iterable[Told]:
    first = {part: path for one in reversed([*found]) for part, path in one.told.items()}
    return (Told(part=part, actions=path) for part, path in first.items())
