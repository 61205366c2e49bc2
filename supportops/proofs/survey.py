"""What the exploration of one case finds: its configurations, how each is reached, what broke."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import Alphabet
from supportops.vocabulary import ActionType, Phase, RefusalCode
from supportops.workflow import RULES

ALL_RULES = frozenset((rule.source, rule.verb) for rule in RULES)
ALL_GUARDS = frozenset(
    product((guard.name for rule in RULES for guard in rule.guards), (True, False))
)
ALL_REFUSALS = frozenset(RefusalCode) - {RefusalCode.NOT_STARTED}
"""Every refusal that an episode can give; before the first reset there is none."""


class Configuration(NamedTuple):
    """What tells two cases apart, as far as anything later goes."""

    phase: Phase
    evidence: frozenset[str]
    """What was read of that which matters."""
    draft: str | None
    heard: int
    resolution: str | None


class Violation(NamedTuple):
    """An invariant that does not hold, and the fewest actions found that show it."""

    invariant: str
    actions: tuple[ToolUseAction, ...]
    """From a fresh case. The last is the step that breaks it, or leads to the case that does."""


class Visit(NamedTuple):
    """An open configuration, and all that can come of it."""

    case: Case
    """At its earliest step."""
    early: tuple[Step, ...]
    """One step for each action of the alphabet."""
    late: tuple[Step, ...]
    """The same on the last step of the budget: each of them ends the case."""


@dataclass
class Survey:
    """What the exploration of one case has seen."""

    file: CaseFile
    actions: Alphabet
    open: dict[Configuration, Case] = field(default_factory=dict)
    """Every configuration that is open, at its earliest step."""
    ends: dict[Configuration, Case] = field(default_factory=dict)
    """Every configuration that has ended, likewise."""
    steps: int = 0
    """Steps taken and checked."""
    rules: set[tuple[Phase, ActionType]] = field(default_factory=set)
    """Rules that fired, by source and verb."""
    guards: set[tuple[str, bool]] = field(default_factory=set)
    """Guards by name, each with whether it let an action pass."""
    refusals: set[RefusalCode] = field(default_factory=set)
    violations: dict[str, Violation] = field(default_factory=dict)
    """By the name of the invariant."""
    came: dict[Configuration, tuple[Configuration, tuple[ToolUseAction, ...]]] = field(
        default_factory=dict
    )
    """From where each configuration was reached first, and how."""

    @property
    def configurations(self) -> int:
        """How many there are."""
        return len(self.open) + len(self.ends)

    @property
    def uncovered(self) -> list[str]:
        """Rules, guards with an outcome, and refusals that were never seen, in words."""
        return [
            *(f"rule {verb} in {phase}" for phase, verb in sorted(ALL_RULES - self.rules)),
            *(
                f"guard {name!r} that {'passes' if passed else 'refuses'}"
                for name, passed in sorted(ALL_GUARDS - self.guards)
            ),
            *(f"refusal {code}" for code in sorted(ALL_REFUSALS - self.refusals)),
        ]

    def path(self, reached: Configuration) -> tuple[ToolUseAction, ...]:
        """The fewest actions to a configuration."""
        path: tuple[ToolUseAction, ...] = ()
        while reached in self.came:
            reached, actions = self.came[reached]
            path = (*actions, *path)
        return path

    def report(self, broken: list[str], actions: tuple[ToolUseAction, ...]) -> None:
        """Keep what is broken, each invariant with the fewest actions."""
        for name in broken:
            known = self.violations.get(name)
            if known is None or len(actions) < len(known.actions):
                self.violations[name] = Violation(name, actions)


def as_text(action: ToolUseAction, limit: int = 60) -> str:
    """An action on one line, a long argument cut."""
    if action.argument is None:
        return action.action_type.value
    argument = action.argument
    shown = argument if len(argument) <= limit else f"{argument[:limit]}..."
    return f"{action.action_type.value} {shown!r}"


def covered(survey: Survey) -> Mapping[str, tuple[int, int]]:
    """How many rules, guard outcomes and refusals were seen, each with how many there are."""
    return {
        "rules": (len(survey.rules), len(ALL_RULES)),
        "guards": (len(survey.guards), len(ALL_GUARDS)),
        "refusals": (len(survey.refusals), len(ALL_REFUSALS)),
    }
