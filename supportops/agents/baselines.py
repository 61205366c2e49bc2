"""Doing nothing, and doing anything: the floors every score is read against."""

from random import Random

from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import ActionType

SALAD = (
    "replacement refund duplicate charge account locked fraud team within 24 hours 2 business days "
    "5 to 7 business days on hold no need to return sorry order card ending"
)
"""A reply made of keywords."""


class DoNothingAgent:
    """Reads the ticket until the budget is gone."""

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:  # noqa: ARG002
        """Always the same action."""
        return ToolUseAction(action_type=ActionType.REVIEW_TICKET)


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
            ActionType.INSPECT_ARTIFACT: ("artifact_id", observation.available_artifacts),
            ActionType.SEARCH_POLICY: ("query", observation.available_policies),
            ActionType.DRAFT_REPLY: ("message", [SALAD]),
            ActionType.SUBMIT_RESOLUTION: (
                "resolution_code",
                observation.available_resolution_codes,
            ),
        }
        if verb not in choices:
            return ToolUseAction(action_type=verb)
        field, values = choices[verb]
        return ToolUseAction.model_validate({"action_type": verb, field: self._rng.choice(values)})
