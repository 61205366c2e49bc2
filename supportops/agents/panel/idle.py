"""Agents that do no work at all: only what is refused, and the same thing over and over."""

from itertools import cycle

from supportops.agents.scripts import Play, draft, in_turn, inspect, review, search, submit
from supportops.models import ToolUseObservation

EMPTY_WORDS = (
    "Dear customer, thank you very much for your message. We have received it and we are taking "
    "care of everything. You will hear from us soon. Kind regards, your customer service"
)
"""A letter that says nothing."""


def invalid_only(seen: ToolUseObservation) -> Play:  # noqa: ARG001 - all scripts look alike
    """Try everything that is refused before the first look, until the budget is gone."""
    yield from in_turn(
        cycle(
            (
                draft(EMPTY_WORDS),
                submit("send_replacement"),
                inspect("no such record"),
                search("no such article"),
                inspect(""),
                draft(" "),
                submit(""),
            )
        )
    )


def repeat(seen: ToolUseObservation) -> Play:  # noqa: ARG001
    """Read the ticket and write the same empty letter, over and over, until the budget is gone."""
    yield from in_turn(cycle((review(), draft(EMPTY_WORDS))))
