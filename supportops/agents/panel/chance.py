"""An agent that takes legal actions by chance."""

from random import Random

from supportops.agents.scripts import taking
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import ActionType

SALAD = (
    "replacement refund duplicate charge account locked fraud team within 24 hours 2 business days "
    "5 to 7 business days on hold no need to return sorry order card ending"
)
"""A reply made of keywords."""


class RandomAgent:
    """Takes a legal action at random: verb and argument are drawn uniformly."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)  # noqa: S311 - a baseline, not a secret

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """A legal action, from what the observation lists; None when nothing is possible."""
        if not observation.available_actions:
            return None
        verb = self._rng.choice(observation.available_actions)
        choices = {
            ActionType.INSPECT_ARTIFACT: observation.available_artifacts,
            ActionType.SEARCH_POLICY: observation.available_policies,
            ActionType.DRAFT_REPLY: [SALAD],
            ActionType.SUBMIT_RESOLUTION: observation.available_resolution_codes,
        }
        return taking(verb, self._rng.choice(choices[verb]) if verb in choices else None)
