"""Every world a table can describe, and what follows from it. Exact: nothing is sampled.

Worlds are the possible combinations of facts. A set of worlds is an integer with one bit for each,
so that "every world that agrees with these records" is one `&`, and whether those records prove the
resolution is whether the rest of that set is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import combinations, product
from operator import or_
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from supportops.decision.condition import Value

if TYPE_CHECKING:
    from supportops.decision.table import Table


class Latent(NamedTuple):
    """What is really the case, before anything is worded: facts and the policy in force."""

    facts: tuple[Value, ...]
    """In the order of the table's facts."""
    parameters: tuple[Value, ...]
    """In the order of the table's parameters."""


class Space:
    """The worlds of one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._codes: dict[tuple[Value, ...], dict[str, int]] = {}

    @cached_property
    def worlds(self) -> tuple[tuple[Value, ...], ...]:
        """Every possible combination of facts, in the order of their values."""
        table, everything = self.table, product(*(fact.values for fact in self.table.facts))
        possible = table.holds(table.possible)
        first = tuple(parameter.values[0] for parameter in table.parameters)
        return tuple(world for world in everything if possible((*world, *first)))

    @cached_property
    def policies(self) -> tuple[tuple[Value, ...], ...]:
        """Every combination of seen parameter values."""
        return tuple(product(*(parameter.values for parameter in self.table.parameters)))

    @cached_property
    def unseen_policies(self) -> tuple[tuple[Value, ...], ...]:
        """Every combination with at least one unseen parameter value."""
        seen = set(self.policies)
        everything = product(*((*item.values, *item.unseen) for item in self.table.parameters))
        return tuple(policy for policy in everything if policy not in seen)

    @cached_property
    def _agreeing(self) -> tuple[dict[tuple[Value, ...], int], ...]:
        """For each record: what it says, and the set of worlds in which it says so."""
        found: tuple[dict[tuple[Value, ...], int], ...] = tuple({} for _ in self.table.records)
        for bit, world in enumerate(self.worlds):
            for number, said in enumerate(self.by_record(world)):
                found[number][said] = found[number].get(said, 0) | 1 << bit
        return found

    @cached_property
    def _places(self) -> tuple[tuple[int, ...], ...]:
        facts = self.table.facts
        return tuple(
            tuple(place for place, fact in enumerate(facts) if fact.record == record)
            for record in self.table.records
        )

    def by_record(self, facts: Sequence[Value]) -> tuple[tuple[Value, ...], ...]:
        """The facts of a world, grouped by the record that states them."""
        return tuple(tuple(facts[place] for place in places) for places in self._places)

    def rule(self, latent: Latent) -> int:
        """The number of the rule that fires, from 0."""
        return self.table.fires((*latent.facts, *latent.parameters))

    def code(self, latent: Latent) -> str:
        """The right resolution."""
        return self.table.rules[self.rule(latent)].code

    def codes(self, parameters: tuple[Value, ...]) -> dict[str, int]:
        """For each code: the set of worlds it is right in, under one policy."""
        known = self._codes.get(parameters)
        if known is None:
            known = {}
            for bit, world in enumerate(self.worlds):
                code = self.code(Latent(world, parameters))
                known[code] = known.get(code, 0) | 1 << bit
            self._codes[parameters] = known
        return known

    def minimal_sets(self, latent: Latent) -> tuple[tuple[str, ...], ...]:
        """Every minimal set of records that fixes the resolution, whatever the others say."""
        wrong = ~self.codes(latent.parameters)[self.code(latent)]
        said = self.by_record(latent.facts)
        agreeing = [self._agreeing[number][value] for number, value in enumerate(said)]
        found: list[frozenset[int]] = []
        for size in range(len(agreeing) + 1):
            for chosen in map(frozenset, combinations(range(len(agreeing)), size)):
                if any(smaller <= chosen for smaller in found):
                    continue
                left = (1 << len(self.worlds)) - 1
                for number in chosen:
                    left &= agreeing[number]
                if not left & wrong:
                    found.append(chosen)
        records = self.table.records
        return tuple(tuple(records[number] for number in sorted(chosen)) for chosen in found)

    @cached_property
    def all_minimal_sets(self) -> tuple[tuple[str, ...], ...]:
        """Every minimal set that some world has under some policy, sorted."""
        proving = self._proving((*self.policies, *self.unseen_policies))
        return tuple(
            sorted(
                tuple(self.table.records[number] for number in sorted(chosen))
                for chosen in proving[0]
                if any(
                    worlds[chosen] & ~_union(worlds[chosen - {one}] for one in chosen)
                    for worlds in proving
                )
            )
        )

    def _proving(
        self, policies: Sequence[tuple[Value, ...]]
    ) -> tuple[dict[frozenset[int], int], ...]:
        """Under each policy, for each set of records: the worlds in which it fixes the outcome."""
        found: tuple[dict[frozenset[int], int], ...] = tuple({} for _ in policies)
        others = [tuple(~code for code in self.codes(policy).values()) for policy in policies]
        for chosen, groups in self._groups(frozenset(), [(1 << len(self.worlds)) - 1]):
            for worlds, outside in zip(found, others, strict=True):
                worlds[chosen] = _union(
                    group for group in groups if not all(group & other for other in outside)
                )
        return found

    def _groups(
        self, chosen: frozenset[int], groups: list[int]
    ) -> Iterator[tuple[frozenset[int], list[int]]]:
        """Each set of records from this one up, with the worlds grouped by what it says."""
        yield chosen, groups
        for number in range(max(chosen, default=-1) + 1, len(self.table.records)):
            said = self._agreeing[number].values()
            finer = [both for group in groups for value in said if (both := group & value)]
            yield from self._groups(chosen | {number}, finer)

    def record_twins(self, latent: Latent) -> Iterator[tuple[str, Latent]]:
        """Latents that differ in what one record says and are resolved otherwise."""
        said = self.by_record(latent.facts)
        wrong = ~self.codes(latent.parameters)[self.code(latent)]
        for number, record in enumerate(self.table.records):
            left = wrong & (1 << len(self.worlds)) - 1
            for other, value in enumerate(said):
                if other != number:
                    left &= self._agreeing[other][value]
            yield from (
                (record, Latent(self.worlds[bit], latent.parameters)) for bit in _bits(left)
            )

    def policy_twins(self, latent: Latent) -> Iterator[tuple[str, Latent]]:
        """Latents that differ in one parameter and are resolved otherwise."""
        code = self.code(latent)
        for place, parameter in enumerate(self.table.parameters):
            for value in (*parameter.values, *parameter.unseen):
                changed = (*latent.parameters[:place], value, *latent.parameters[place + 1 :])
                twin = Latent(latent.facts, changed)
                if self.code(twin) != code:
                    yield parameter.name, twin

    @cached_property
    def dead_rules(self) -> tuple[int, ...]:
        """Numbers of the rules, from 0, that fire in no world under any policy."""
        policies = (*self.policies, *self.unseen_policies)
        fired = {self.rule(Latent(world, policy)) for policy in policies for world in self.worlds}
        return tuple(sorted(set(range(len(self.table.rules))) - fired))

    @cached_property
    def rating(self) -> float:
        """How hard its cases are: mean depth of the rule that fires, plus mean smallest evidence.

        Taken over all worlds under the middle policy, each outcome with equal weight, and so the
        same for every case of the table: the difficulty of a case tells nothing about its outcome.
        """
        policy = self._middle
        depths: dict[str, list[int]] = {}
        for world in self.worlds:
            rule = self.rule(Latent(world, policy))
            depths.setdefault(self.table.rules[rule].code, []).append(rule + 1)
        return fmean(map(fmean, depths.values())) + self.mean_evidence

    @cached_property
    def mean_evidence(self) -> float:
        """Mean size of the smallest minimal set, over the same worlds with the same weights."""
        smallest = [0] * (len(self.table.records) + 1)
        [proving] = self._proving([self._middle])
        for chosen, worlds in proving.items():
            smallest[len(chosen)] |= worlds
        means = []
        for code in self.codes(self._middle).values():
            left, total = code, 0
            for size, worlds in enumerate(smallest):
                total += size * (left & worlds).bit_count()
                left &= ~worlds
            means.append(total / code.bit_count())
        return fmean(means)

    @property
    def _middle(self) -> tuple[Value, ...]:
        return self.policies[len(self.policies) // 2]

    def policy_decides(self, latent: Latent) -> bool:
        """Whether another seen policy would resolve the same facts otherwise."""
        code = self.code(latent)
        return any(self.code(Latent(latent.facts, policy)) != code for policy in self.policies)


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
