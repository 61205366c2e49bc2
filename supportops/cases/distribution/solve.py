"""Chooses a set of cases by linear programming, so that shortcuts pay as little as they can.

Minimises what a reader of every record without the policy can guess, subject to the gates for every
other view, a share for each resolution, and a cap for each case. It runs when the benchmark is
built, never when it is played: the sets it finds are checked in.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from supportops.cases.distribution.gates import (
    DECISIVE_MIN,
    SINGLE_MAX,
    TICKET_MARGIN,
    Asked,
    View,
    Weights,
    views,
)
from supportops.decision import Latent, Space

SLACK = 0.02
"""How much tighter than the gates the program is, as its result is rounded to whole cases."""

LEAST_SHARE = 0.6
"""Least weight of a resolution, relative to an equal share."""

Row = tuple[list[tuple[int, float]], float]
"""A constraint: coefficients by column, and what their sum may be at most."""


class Infeasible(Exception):
    """No set of these cases passes the gates."""


def chosen(space: Space, latents: Sequence[Latent], count: int, most: int) -> Weights:
    """So many cases of these, none more than `most` times. Raises `Infeasible`."""
    program = _Program(space, latents, cap=most / count)
    return _rounded(latents, program.solve(), count, most)


class _Program:
    """Columns: the weight of each case, then one ceiling for each value that a view can show."""

    def __init__(self, space: Space, latents: Sequence[Latent], cap: float) -> None:
        self.space, self.latents, self.cap = space, latents, cap
        self.codes = [space.code(latent) for latent in latents]
        self.columns = len(latents)
        self.rows: list[Row] = []
        self.cost: list[int] = []
        for name, view in views(space).items():
            self._limit(name, view)
        self._share()
        self._decide()

    def _limit(self, name: str, view: View) -> None:
        cells: dict[Hashable, dict[str, list[int]]] = {}
        for column, latent in enumerate(self.latents):
            by_code = cells.setdefault(view(Asked(latent)), {})
            by_code.setdefault(self.codes[column], []).append(column)
        ceilings = range(self.columns, self.columns + len(cells))
        self.columns += len(cells)
        for ceiling, by_code in zip(ceilings, cells.values(), strict=True):
            for members in by_code.values():
                self.rows.append(([*((column, 1.0) for column in members), (ceiling, -1.0)], 0.0))
        if name == "records":
            self.cost = list(ceilings)
        else:
            self.rows.append(([(ceiling, 1.0) for ceiling in ceilings], self._most(name)))

    def _most(self, name: str) -> float:
        if name == "ticket":
            return 1 / len(self.space.table.codes) + float(TICKET_MARGIN) - SLACK
        return float(SINGLE_MAX) - SLACK

    def _share(self) -> None:
        for code in self.space.table.codes:
            members = [column for column, own in enumerate(self.codes) if own == code]
            least = LEAST_SHARE / len(self.space.table.codes)
            self.rows.append(([(column, -1.0) for column in members], -least))

    def _decide(self) -> None:
        decided = (
            column
            for column, latent in enumerate(self.latents)
            if self.space.policy_decides(latent)
        )
        self.rows.append(([(column, -1.0) for column in decided], -float(DECISIVE_MIN) - SLACK))

    def solve(self) -> list[float]:
        """The weight of each case. Raises `Infeasible`."""
        cost = np.zeros(self.columns)
        cost[self.cost] = 1.0
        cells = [
            (number, column, value)
            for number, (row, _) in enumerate(self.rows)
            for column, value in row
        ]
        lines, columns, values = map(np.array, zip(*cells, strict=True))
        cases = len(self.latents)
        whole = np.zeros((1, self.columns))
        whole[0, :cases] = 1.0
        result: Any = linprog(
            cost,
            A_ub=coo_matrix((values, (lines, columns)), shape=(len(self.rows), self.columns)),
            b_ub=np.array([most for _, most in self.rows]),
            A_eq=whole,
            b_eq=np.array([1.0]),
            bounds=[(0, self.cap)] * cases + [(0, 1)] * (self.columns - cases),
            method="highs",
        )
        if not result.success:
            raise Infeasible(result.message)
        return [float(weight) for weight in result.x[:cases]]


def _rounded(latents: Sequence[Latent], weights: Iterable[float], count: int, most: int) -> Weights:
    """Whole cases by largest remainder, ties by place."""
    shares = [weight * count for weight in weights]
    whole = [min(int(share + 1e-9), most) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - shares[i], i))
    room = [place for place in order if whole[place] < most]
    for place in room[: count - sum(whole)]:
        whole[place] += 1
    return {Asked(latent): times for latent, times in zip(latents, whole, strict=True) if times}
