"""The policy-invariance audit: whether whoever follows the return of a reward mode loses score.

In each open state that can be reached, the actions of the highest return are compared with those
that allow the highest score. A mode is invariant where none of the former gives up the latter.
"""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from supportops.casefile import CaseFile
from supportops.proofs.board import Board, board
from supportops.proofs.optimal import Solution, State, Value, solve
from supportops.vocabulary import FULL, RewardMode


class Lost(BaseModel):
    """A state in which following the return loses the most score."""

    model_config = ConfigDict(frozen=True)

    task: str
    phase: str
    steps: int = Field(description="Charged so far.")
    evidence: tuple[str, ...]
    draft: str | None
    paid: int = Field(description="Progress paid so far, in basis points.")
    lost: int = Field(description="In basis points.")


class ModeAudit(BaseModel):
    """What following the return of a mode does to the score, over all open states."""

    model_config = ConfigDict(frozen=True)

    mode: RewardMode
    states: int
    strays: int = Field(description="States in which an optimal action gives up the best score.")
    lost: int = Field(description="Most score lost from any state, in basis points.")
    worst: Lost | None = Field(description="Where that is; null if nothing is ever lost.")
    lost_from_start: int = Field(description="Most score lost from a fresh case.")
    best_return: int = Field(description="Highest return of a fresh case, in basis points.")


class Audit(BaseModel):
    """One case: its best score and its shortest justified path, and each mode."""

    model_config = ConfigDict(frozen=True)

    task: str
    par: int = Field(description="In steps, as the case file derives it.")
    shortest: int | None = Field(description="In steps, as it was found by exploring.")
    best_score: int = Field(description="In basis points.")
    modes: tuple[ModeAudit, ...]

    @property
    def holds(self) -> bool:
        """Whether optimal play is perfect play in every mode, and par is what it takes."""
        perfect = self.best_score == FULL and self.shortest == self.par
        return perfect and not any(mode.lost_from_start for mode in self.modes)


def audited(task: str, file: CaseFile, discount: float = 1) -> Audit:
    """Solve a case under every mode; `task` is the name it was asked for by."""
    explored = board(file)
    solutions = [solve(explored, mode, discount) for mode in RewardMode]
    return Audit(
        task=task,
        par=file.par,
        shortest=shortest_justified(explored),
        best_score=solutions[0].start.best,
        modes=tuple(_of_mode(task, solution) for solution in solutions),
    )


def shortest_justified(explored: Board) -> int | None:
    """Fewest steps to the right resolution on full evidence; None if there is no way to it."""
    justified = (
        end.steps
        for end in explored.survey.ends.values()
        if _is_justified(explored.file, end.resolution, {*end.evidence})
    )
    return min(justified, default=None)


def _is_justified(file: CaseFile, resolution: str | None, read: set[str]) -> bool:
    proofs = file.gold.evidence
    return resolution == file.gold.resolution and any(read.issuperset(proof) for proof in proofs)


def _of_mode(task: str, solution: Solution) -> ModeAudit:
    state, worst = max(solution.values.items(), key=lambda item: _lost(item[1]))
    return ModeAudit(
        mode=solution.mode,
        states=len(solution.values),
        strays=sum(value.strays for value in solution.values.values()),
        lost=_lost(worst),
        worst=_where(task, solution.board, state, worst) if _lost(worst) else None,
        lost_from_start=_lost(solution.start),
        best_return=round(solution.start.worth),
    )


def _lost(value: Value) -> int:
    return value.best - value.followed


def _where(task: str, explored: Board, state: State, value: Value) -> Lost:
    case = explored.places[state.place].case
    return Lost(
        task=task,
        phase=case.phase,
        steps=state.steps,
        evidence=case.evidence,
        draft=case.draft,
        paid=state.paid,
        lost=_lost(value),
    )


class Total(BaseModel):
    """What following the return of a mode does over many cases."""

    model_config = ConfigDict(frozen=True)

    mode: RewardMode
    states: int
    strays: int
    cases: int = Field(description="Cases with a state in which it strays.")
    lost: int = Field(description="Most score lost from any state, in basis points.")
    worst: Lost | None
    lost_from_start: int = Field(description="Most score lost from a fresh case.")


def totals(audits: Sequence[Audit]) -> Iterator[Total]:
    """The audits of many cases, mode by mode."""
    for place, mode in enumerate(RewardMode):
        found = [audit.modes[place] for audit in audits]
        yield Total(
            mode=mode,
            states=sum(one.states for one in found),
            strays=sum(one.strays for one in found),
            cases=sum(one.strays > 0 for one in found),
            lost=max(one.lost for one in found),
            worst=max(found, key=lambda one: one.lost).worst,
            lost_from_start=max(one.lost_from_start for one in found),
        )
