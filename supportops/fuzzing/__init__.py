"""Fuzzing: agents against the guards, and the guards against anything that can be sent.

`watched` takes steps and checks what must hold after each, `coverage` counts what was met, `drive`
lets an agent play, `shrink` makes a list of actions as short as it can be. `strategies`, `episode`
and `hunt` need Hypothesis, the extra `fuzz`; everything else does without it. What is listed here
is for tests of your own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from supportops.fuzzing.coverage import Coverage
from supportops.fuzzing.watched import Violated, Watched

if TYPE_CHECKING:
    from supportops.fuzzing.episode import EpisodeMachine
    from supportops.fuzzing.strategies import (
        actions,
        drafts,
        episodes,
        hostile_text,
        legal_actions,
        malformed,
    )

__all__ = [
    "Coverage",
    "EpisodeMachine",
    "Violated",
    "Watched",
    "actions",
    "drafts",
    "episodes",
    "hostile_text",
    "legal_actions",
    "malformed",
]


def __getattr__(name: str) -> Any:
    """What needs Hypothesis is loaded when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "episode" if name == "EpisodeMachine" else "strategies"
    return getattr(import_module(f"supportops.fuzzing.{module}"), name)
