"""What is right in a case, and what proves it: all worlds of its table, looked at one by one."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, product
from json import dumps, loads
from typing import Any

Names = frozenset[str]


def holds(condition: str, known: dict[str, Any]) -> bool:
    """Whether a condition of the table holds."""
    return bool(eval(_compiled(condition), {"__builtins__": {}}, known))


@cache
def _compiled(condition: str) -> Any:
    return compile(condition, "<condition>", "eval")


def code_of(table: dict[str, Any], known: dict[str, Any]) -> str:
    """The code of the first rule that holds."""
    return next(str(rule["code"]) for rule in table["rules"] if holds(rule["when"], known))


def worlds(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every combination of facts that the table allows."""
    names = [fact["name"] for fact in table["facts"]]
    for values in product(*(fact["values"] for fact in table["facts"])):
        world = dict(zip(names, values, strict=True))
        if holds(table["possible"], world):
            yield world


def records(table: dict[str, Any]) -> list[str]:
    """The records that can decide a case, in the order of the table."""
    return list(dict.fromkeys(fact["record"] for fact in table["facts"]))


def subsets(names: Sequence[str]) -> Iterator[Names]:
    """Every set of names, smaller ones first."""
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


class Worlds:
    """The worlds of a table, and which of them look alike in which records."""

    def __init__(self, rules: str) -> None:
        self.table: dict[str, Any] = loads(rules)
        self.worlds = list(worlds(self.table))
        self.looks: dict[Names, list[int]] = {frozenset(): [0] * len(self.worlds)}
        """For each set of records, what each world shows in them, as a number."""
        names = records(self.table)
        shown = {name: self._numbered(name) for name in names}
        for chosen in subsets(names):
            if chosen:
                last = max(chosen, key=names.index)
                pairs = zip(self.looks[chosen - {last}], shown[last], strict=True)
                self.looks[chosen] = [one * len(self.worlds) + other for one, other in pairs]

    def _numbered(self, record: str) -> list[int]:
        told = [fact["name"] for fact in self.table["facts"] if fact["record"] == record]
        known: dict[tuple[Any, ...], int] = {}
        texts = (tuple(world[name] for name in told) for world in self.worlds)
        return [known.setdefault(text, len(known)) for text in texts]


@lru_cache(maxsize=2)
def _worlds(rules: str) -> Worlds:
    return Worlds(rules)


class Proofs:
    """Which records prove which world under one policy."""

    def __init__(self, told: Worlds, policy: dict[str, Any]) -> None:
        self.worlds = told.worlds
        codes = [code_of(told.table, world | policy) for world in told.worlds]
        self.proved = {chosen: _proved(looks, codes) for chosen, looks in told.looks.items()}

    def of(self, world: dict[str, Any]) -> list[Names]:
        """The sets of records that prove the resolution of a world, smaller ones first."""
        number = self.worlds.index(world)
        return [chosen for chosen, proved in self.proved.items() if proved[number]]

    def minimal(self) -> Iterator[Names]:
        """The sets of records that are a least proof of some world."""
        for chosen, proved in self.proved.items():
            smaller = [self.proved[chosen - {name}] for name in chosen]
            for number, whether in enumerate(proved):
                if whether and not any(proofs[number] for proofs in smaller):
                    yield chosen
                    break


def _proved(looks: list[int], codes: list[str]) -> bytes:
    """For each world, whether all that look like it have its code."""
    first: dict[int, str] = {}
    mixed = {
        look
        for look, code in zip(looks, codes, strict=True)
        if first.setdefault(look, code) != code
    }
    return bytes(look not in mixed for look in looks)


@lru_cache(maxsize=64)
def _proofs(table: str, policy: str) -> Proofs:
    return Proofs(_worlds(table), loads(policy))


def proofs(table: dict[str, Any], policy: dict[str, Any]) -> Proofs:
    """The proofs under one policy."""
    return _proofs(_rules(table), dumps(policy))


def _rules(table: dict[str, Any]) -> str:
    """What tables of equal rules have in common, whatever the edition of their article."""
    return dumps({name: table[name] for name in ("facts", "parameters", "possible", "rules")})


@cache
def _least_proofs(table: str) -> frozenset[Names]:
    told = _worlds(table)
    names = [one["name"] for one in told.table["parameters"]]
    choices = [one["values"] + one["unseen"] for one in told.table["parameters"]]
    policies = (dict(zip(names, values, strict=True)) for values in product(*choices))
    return frozenset(chosen for policy in policies for chosen in Proofs(told, policy).minimal())


def least_proofs(table: dict[str, Any]) -> frozenset[Names]:
    """The sets of records that are a least proof of some case, whatever its facts and policy."""
    return _least_proofs(_rules(table))
