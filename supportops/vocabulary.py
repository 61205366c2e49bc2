"""The closed vocabularies of the wire, and its limits. Nothing here knows a rule."""

from enum import StrEnum
from typing import Literal, Self

ENV_NAME = "support_ops_env"
"""Name the environment goes by in manifests, metadata and logs."""

BENCHMARK_VERSION = "4.0.0"
"""Moves whenever a score can move; scores of unequal versions are not comparable."""

CASES_VERSION = "2.0.0"
"""The benchmark version that last drew the generated cases anew: it is part of their seed."""

MESSAGE_LIMIT = 4000
"""Longest reply draft that is accepted, in characters."""

FULL = 10_000
"""One whole, in basis points: every score and reward is an integer number of these inside."""


class ActionType(StrEnum):
    """The five verbs of an agent."""

    REVIEW_TICKET = "review_ticket"
    INSPECT_ARTIFACT = "inspect_artifact"
    SEARCH_POLICY = "search_policy"
    DRAFT_REPLY = "draft_reply"
    SUBMIT_RESOLUTION = "submit_resolution"


class Phase(StrEnum):
    """Where a case stands. The last two are final."""

    is_open: bool
    """Whether an episode still runs there."""

    TRIAGE = "triage", True
    INVESTIGATING = "investigating", True
    DRAFTED = "drafted", True
    RESOLVED = "resolved", False
    EXHAUSTED = "exhausted", False

    def __new__(cls, name: str, is_open: bool) -> Self:
        """The name, with what is known of it."""
        phase = str.__new__(cls, name)
        phase._value_ = name
        phase.is_open = is_open
        return phase


class RewardMode(StrEnum):
    """How the score of an episode is paid out over its steps."""

    SHAPED = "shaped"
    DELTA = "delta"
    TERMINAL = "terminal"


class RefusalCode(StrEnum):
    """The closed vocabulary of reasons why an action did nothing."""

    NOT_STARTED = "not_started"
    EPISODE_OVER = "episode_over"
    WRONG_PHASE = "wrong_phase"
    MISSING_ARGUMENT = "missing_argument"
    UNKNOWN_ARTIFACT = "unknown_artifact"
    UNKNOWN_POLICY = "unknown_policy"
    UNKNOWN_RESOLUTION_CODE = "unknown_resolution_code"
    BLANK_MESSAGE = "blank_message"
    MESSAGE_TOO_LONG = "message_too_long"


Difficulty = Literal["easy", "medium", "hard"]

ARGUMENT_OF: dict[ActionType, str] = {
    ActionType.INSPECT_ARTIFACT: "artifact_id",
    ActionType.SEARCH_POLICY: "query",
    ActionType.DRAFT_REPLY: "message",
    ActionType.SUBMIT_RESOLUTION: "resolution_code",
}
"""The one field that belongs to each verb; `review_ticket` takes none."""

EndReason = Literal["resolved", "exhausted"]
