"""What was met of the workflow: rules taken, guards that passed and refused, refusal codes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from supportops.case import OPEN, Case, Step
from supportops.diagram import Paint
from supportops.proofs.survey import ALL_GUARDS, ALL_REFUSALS, ALL_RULES
from supportops.vocabulary import Phase
from supportops.workflow import EXHAUST, RULES, Rule

Taken = tuple[Phase, str]
"""A rule, by the phase it leaves from and its verb; `exhaust` for the end of the budget."""

EVERY_RULE: tuple[Taken, ...] = (
    *((rule.source, str(rule.verb)) for rule in RULES),
    *((phase, EXHAUST) for phase in OPEN),
)
assert len(EVERY_RULE) == len(ALL_RULES) + len(OPEN)


@dataclass
class Coverage:
    """How often each thing was met."""

    rules: Counter[Taken] = field(default_factory=Counter)
    guards: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """Guards by name, each with whether it let an action pass."""
    refusals: Counter[str] = field(default_factory=Counter)
    steps: int = 0

    def note(self, before: Case, step: Step) -> None:
        """Count a step; `before` is the case as it was."""
        self.steps += 1
        if step.refusal:
            self.refusals[step.refusal.code.value] += 1
        if not before.is_open:
            return
        verb = step.action.action_type
        for rule in (one for one in RULES if (one.source, one.verb) == (before.phase, verb)):
            self._asked(rule, before, step)
            if step.refusal is None:
                self.rules[before.phase, str(verb)] += 1
        if step.case.phase is Phase.EXHAUSTED:
            self.rules[_left(before, step), EXHAUST] += 1

    def _asked(self, rule: Rule, before: Case, step: Step) -> None:
        """Count the guards of a rule, up to the first that refuses."""
        for guard in rule.guards:
            passed = guard.refusal(before, step.action) is None
            self.guards[guard.name, passed] += 1
            if not passed:
                return

    @property
    def missed(self) -> list[str]:
        """What was never met, in words."""
        return [
            *(f"{verb} in {phase}" for phase, verb in EVERY_RULE if not self.rules[phase, verb]),
            *(
                f"guard {name!r} that {'passes' if passed else 'refuses'}"
                for name, passed in sorted(ALL_GUARDS)
                if not self.guards[name, passed]
            ),
            *(f"refusal {code}" for code in sorted(ALL_REFUSALS) if not self.refusals[code]),
        ]

    @property
    def shares(self) -> Mapping[str, tuple[int, int]]:
        """For each kind: how many were met, and how many there are."""
        return {
            "rules": (sum(map(bool, map(self.rules.__getitem__, EVERY_RULE))), len(EVERY_RULE)),
            "guards": (sum(bool(self.guards[one]) for one in ALL_GUARDS), len(ALL_GUARDS)),
            "refusals": (sum(bool(self.refusals[one]) for one in ALL_REFUSALS), len(ALL_REFUSALS)),
        }

    @property
    def paint(self) -> Paint:
        """The same for the drawing of the workflow."""
        return Paint(self.rules, {one: self.guards[one] for one in ALL_GUARDS})

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Everything there is with how often it was met: its kind, its name, the count."""
        for phase, verb in EVERY_RULE:
            yield "rules", f"{phase} {verb}", self.rules[phase, verb]
        for name, passed in sorted(ALL_GUARDS):
            yield "guards", f"{name} {'passes' if passed else 'refuses'}", self.guards[name, passed]
        for code in sorted(ALL_REFUSALS):
            yield "refusals", code.value, self.refusals[code]


def _left(before: Case, step: Step) -> Phase:
    """The phase in which the budget ended a case: the one the last action led to."""
    if step.refusal is not None:
        return before.phase
    for rule in RULES:
        if (rule.source, rule.verb) == (before.phase, step.action.action_type):
            return rule.target or before.phase
    return before.phase
