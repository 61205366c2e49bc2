"""The decision table: facts, parameters, ordered rules, and what else each code would be.

A table is data, and can be read from JSON. The first rule that holds decides. A fact is written in
one record and nowhere else; a parameter is written in the governing article, and its value differs
from case to case.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import prod
from typing import Self

from pydantic import model_validator

from supportops.decision.condition import Condition, ConditionText, Value
from supportops.decision.space import Space
from supportops.records import Frozen

MAX_CASES = 1_000_000
"""Most combinations of facts and parameters of a table, as all of them are looked at."""


MAX_RECORDS = 10
"""Most records with facts, as every set of them is looked at."""


class Fact(Frozen):
    """Something that is the case, and the record that says so."""

    name: str
    record: str
    """Id of the one artifact in which it can be read."""
    values: tuple[Value, ...]
    """Everything it can be, in order."""


class Parameter(Frozen):
    """A number or a choice that the governing article makes."""

    name: str
    values: tuple[Value, ...]
    unseen: tuple[Value, ...] = ()
    """Values that occur only where agents are tested on policies they never met."""
    says: tuple[str, ...] = ()
    """How the article words each of `values` and then of `unseen`; the value itself if empty."""

    def wording(self, value: Value) -> str:
        """What the article says for a value."""
        return self.says[(*self.values, *self.unseen).index(value)] if self.says else str(value)


class Rule(Frozen):
    """A line of the table: when it holds, the case is resolved by this code."""

    when: ConditionText
    code: str
    clause: str = ""
    """What states it, if it is none of the numbered lines of the article."""


class Fallback(Frozen):
    """A code that is safe, though not right, and when it is."""

    code: str
    when: ConditionText = "True"


class Harm(Frozen):
    """A code that does damage, when it does, and which damage."""

    code: str
    when: ConditionText = "True"
    harm: str


class Table(Frozen):
    """An ordered decision table. Raises `ValueError` where its parts disagree."""

    article: str
    """Id of the policy article that states it, one numbered line for each rule."""
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...] = ()
    possible: ConditionText = "True"
    """Which combinations of facts can occur; it mentions no parameter."""
    rules: tuple[Rule, ...]
    fallbacks: tuple[Fallback, ...] = ()
    harms: tuple[Harm, ...] = ()

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        if found := list(_problems(self)):
            raise ValueError("; ".join(found))
        return self

    @cached_property
    def records(self) -> tuple[str, ...]:
        """Ids of the records that hold facts, each once."""
        return tuple(dict.fromkeys(fact.record for fact in self.facts))

    @cached_property
    def fact_names(self) -> tuple[str, ...]:
        """Names of the facts, in order."""
        return tuple(fact.name for fact in self.facts)

    @cached_property
    def parameter_names(self) -> tuple[str, ...]:
        """Names of the parameters, in order."""
        return tuple(parameter.name for parameter in self.parameters)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes that some rule gives, each once, in the order of the rules."""
        return tuple(dict.fromkeys(rule.code for rule in self.rules))

    @cached_property
    def space(self) -> Space:
        """The worlds it describes; enumerated when first asked for."""
        return Space(self)

    @cached_property
    def fires(self) -> Callable[[Sequence[Value]], int]:
        """From the values of all facts and then all parameters to the number of the first rule."""
        chosen: ast.expr = ast.Constant(len(self.rules))
        for number in reversed(range(len(self.rules))):
            test = Condition(self.rules[number].when).tree
            chosen = ast.IfExp(test=test, body=ast.Constant(number), orelse=chosen)
        return _function([*self.fact_names, *self.parameter_names], chosen)

    def place(self, rule: int) -> str:
        """Where the article states a rule: the number of a line, from 1, or another clause."""
        earlier = [item for item in self.rules[: rule + 1] if not item.clause]
        return self.rules[rule].clause or f"line {len(earlier)}"

    def holds(self, condition: str) -> Callable[[Sequence[Value]], int]:
        """From the values of all facts and then all parameters to whether a condition holds."""
        return _condition((*self.fact_names, *self.parameter_names), condition)


@lru_cache(maxsize=4096)
def _condition(names: tuple[str, ...], text: str) -> Callable[[Sequence[Value]], int]:
    return _function(names, Condition(text).tree)


def _function(names: Sequence[str], body: ast.expr) -> Callable[[Sequence[Value]], int]:
    """A condition as a function; its parser has let nothing through but comparisons."""
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in names],
        kwonlyargs=[], kw_defaults=[], defaults=[],
    )  # fmt: skip
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    function = eval(compile(tree, "<table>", "eval"), {"__builtins__": {}})  # noqa: S307
    return lambda values: function(*values)


def _problems(table: Table) -> Iterator[str]:
    names = [*table.fact_names, *table.parameter_names]
    yield from (f"name {name!r} twice" for name, times in Counter(names).items() if times > 1)
    yield from (f"{name!r} is no name" for name in names if not name.isidentifier())
    for kind, items in (("fact", table.facts), ("parameter", table.parameters)):
        for item in items:
            yield from _value_problems(f"{kind} {item.name!r}", item)
    if not table.rules or table.rules[-1].when != "True":
        yield "the last rule must hold always: when = True"
    facts = {fact.name: type(fact.values[0]) for fact in table.facts if fact.values}
    kinds = facts | {item.name: type(item.values[0]) for item in table.parameters if item.values}
    yield from _condition_problems("possible", table.possible, facts)
    entries: tuple[Rule | Fallback | Harm, ...] = (*table.rules, *table.fallbacks, *table.harms)
    for entry in entries:
        yield from _condition_problems(entry.code, entry.when, kinds)
    if len(table.records) > MAX_RECORDS:
        yield f"facts in more than {MAX_RECORDS} records"
    policies = prod(len((*item.values, *item.unseen)) for item in table.parameters)
    if prod(len(fact.values) for fact in table.facts) * policies > MAX_CASES:
        yield f"more than {MAX_CASES} combinations of facts and parameters"


def _value_problems(owner: str, item: Fact | Parameter) -> Iterator[str]:
    values = item.values if isinstance(item, Fact) else (*item.values, *item.unseen)
    if len({(type(value), value) for value in values}) < len(values):
        yield f"{owner} has a value twice"
    if len({type(value) for value in values}) != 1:
        yield f"{owner} needs values of one type"
    if isinstance(item, Parameter) and item.says and len(item.says) != len(values):
        yield f"{owner} has {len(values)} values and {len(item.says)} wordings"


def _condition_problems(owner: str, text: str, kinds: Mapping[str, type]) -> Iterator[str]:
    condition = Condition(text)
    unknown = sorted(condition.names - kinds.keys())
    yield from (f"{owner}: unknown name {name!r} in {text!r}" for name in unknown)
    if not unknown and (mismatch := condition.mismatch(kinds)):
        yield f"{owner}: {mismatch}"
