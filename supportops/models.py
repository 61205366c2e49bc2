"""The wire vocabulary: what an agent sends, what it sees, what its trainer may ask for.

Plain pydantic models with the field names and base fields of the OpenEnv protocol, so that any
OpenEnv client can use them; the protocol's own package is not needed. Nothing here knows a rule.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, field_validator

from supportops.vocabulary import (
    ARGUMENT_OF,
    BENCHMARK_VERSION,
    FULL,
    MESSAGE_LIMIT,
    ActionType,
    Difficulty,
    EndReason,
    Phase,
    RefusalCode,
    RewardMode,
)

Score = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]

# The protocol's base schema lets a reward be any number, a boolean or null; ours are finite floats.
Reward = Annotated[
    float | None,
    WithJsonSchema(
        {
            "anyOf": [{"type": name} for name in ("boolean", "integer", "number", "null")],
            "default": None,
            "title": "Reward",
        }
    ),
]


class ToolUseAction(BaseModel):
    """One step of the agent: a verb and, for four of the five, its one argument."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metadata: dict[str, Any] = Field(
        default_factory=dict,
        description="Free-form notes of the caller; carried for protocol parity, never read.",
    )
    action_type: ActionType = Field(
        description=(
            "What to do: review_ticket (read the whole ticket; no argument), inspect_artifact "
            "(open an internal record; needs artifact_id), search_policy (read a policy article; "
            "needs query), draft_reply (write or replace the reply; needs message), "
            "submit_resolution (close the case; needs resolution_code). Fields that do not "
            "belong to the action are ignored."
        )
    )
    artifact_id: str | None = Field(
        default=None,
        description=(
            "inspect_artifact: the internal record to open, one of available_artifacts, "
            "e.g. order, payment, account, risk_log."
        ),
    )
    query: str | None = Field(
        default=None,
        description=(
            "search_policy: the policy topic to look up, one of available_policies, "
            "e.g. damaged_items, duplicate_charge, account_takeover."
        ),
    )
    message: str | None = Field(
        default=None,
        description=(
            "draft_reply: the full text that would be sent to the customer, at most "
            f"{MESSAGE_LIMIT} characters. A new draft replaces the old one."
        ),
    )
    resolution_code: str | None = Field(
        default=None,
        description=(
            "submit_resolution: the final outcome, one of available_resolution_codes, "
            "e.g. send_replacement. Submitting ends the episode."
        ),
    )

    @field_validator("artifact_id", "query", "message", "resolution_code")
    @classmethod
    def _is_text(cls, value: str | None) -> str | None:
        """Half of a surrogate pair is no text, and could be written nowhere."""
        if value is not None:
            value.encode()
        return value

    @property
    def argument(self) -> str | None:
        """The value of the field that belongs to this verb; None for `review_ticket`."""
        field = ARGUMENT_OF.get(self.action_type)
        value: str | None = getattr(self, field) if field else None
        return value


class ToolUseObservation(BaseModel):
    """What the agent sees after `reset` and after every step. Never holds anything gold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metadata: dict[str, Any] = Field(
        default_factory=dict,
        description=(
            "Machine-readable extras: refusal (code, field) after a refused action; final_score, "
            "score_parts and end_reason once done."
        ),
    )
    done: bool = Field(default=False, description="Whether the episode has ended.")
    reward: Reward = Field(
        default=None, description="Reward of this step, in [0, 1]; null after reset."
    )
    task_id: str = Field(description="Id of the task this episode works on.")
    difficulty: Difficulty = Field(description="How hard the task is.")
    objective: str = Field(description="What the agent is asked to achieve, in one sentence.")
    customer_message: str = Field(description="The newest message of the customer.")
    workspace_summary: str = Field(
        description="The desk: which records and policy topics exist, and the budget in steps."
    )
    phase: Phase = Field(description="Phase of the workflow; decides which actions are possible.")
    available_actions: list[ActionType] = Field(
        description="Actions that are possible in this phase; empty once done."
    )
    available_artifacts: list[str] = Field(description="Values of artifact_id that exist here.")
    available_policies: list[str] = Field(description="Policy topics that query can name.")
    available_resolution_codes: list[str] = Field(
        description="Values of resolution_code that exist here, sorted; most of them are wrong."
    )
    collected_evidence: list[str] = Field(
        description="What has been read so far, in order, as artifact:<id> or policy:<id>."
    )
    last_tool_result: str | None = Field(
        default=None, description="What the last action returned; null after a refused action."
    )
    last_action_error: str | None = Field(
        default=None,
        description=(
            "Why the last action was refused: what, which value, what is possible now. Null if it "
            "was accepted. A refused action costs a step and changes nothing else."
        ),
    )
    remaining_steps: int = Field(
        ge=0, description="Steps left; every attempt costs one, refused ones too."
    )
    current_score: Score = Field(
        description=(
            "What evidence and draft are worth so far, in [0, 0.45]: a draft by its form and by "
            "what it names of what was read. Whether that is right is settled only at submission. "
            "The final score once done."
        )
    )


class ScoreComponent(BaseModel):
    """One named part of the score, with the reason for what it earned."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(description="resolution, evidence, reply or efficiency.")
    earned: int = Field(ge=0, le=FULL, description="Basis points earned.")
    possible: int = Field(ge=0, le=FULL, description="Basis points that were possible.")
    why: str = Field(description="Why it earned that much.")


class ReplyClaim(BaseModel):
    """Something the reply says, the words that say it, and what it earned."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slot: str = Field(description="commitment, fact, promise, conflict or form.")
    value: str = Field(description="A code, the name of a fact or promise, or what is wrong.")
    earned: int = Field(ge=0, le=FULL, description="Basis points of the score earned.")
    why: str = Field(description="Why it earned that much, or lost it.")
    start: int = Field(ge=0, description="First character in the draft, in Unicode NFC.")
    end: int = Field(ge=0, description="The one after the last; equal if no stretch shows it.")
    text: str = Field(description="That stretch of the draft.")


class ScoreCard(BaseModel):
    """How the final score came about: the components add up to it unless a cap is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    basis_points: int = Field(ge=0, le=FULL, description="The final score, in basis points.")
    components: tuple[ScoreComponent, ...] = Field(description="The parts, in fixed order.")
    violation: str | None = Field(
        default=None, description="The harm that capped the score, if there was one."
    )
    claims: tuple[ReplyClaim, ...] = Field(
        default=(), description="What the reply says, and what each part of it earned or lost."
    )

    @property
    def score(self) -> float:
        """The final score, in [0, 1]."""
        return self.basis_points / FULL


class ActionRecord(BaseModel):
    """One line of the action history."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    step: int = Field(ge=1, description="Number of the step, from 1.")
    action_type: ActionType = Field(description="The verb.")
    argument: str | None = Field(description="Its argument, cut if it was longer than any message.")
    refusal: RefusalCode | None = Field(description="Why it was refused; null if accepted.")
    reward: Score = Field(description="Reward of the step.")


class ToolUseState(BaseModel):
    """Internal progress of the episode: for trainers and evaluators, not for the agent."""

    model_config = ConfigDict(extra="allow", frozen=True)

    episode_id: str | None = Field(default=None, description="Id of the episode.")
    step_count: int = Field(
        default=0, ge=0, description="Steps since reset, refused ones included."
    )
    task_id: str | None = Field(default=None, description="Id of the task; null before reset.")
    seed: int | None = Field(default=None, description="Seed the episode was reset with.")
    difficulty: Difficulty | None = Field(default=None, description="How hard the task is.")
    reward_mode: RewardMode | None = Field(default=None, description="How the score is paid out.")
    phase: Phase | None = Field(default=None, description="Phase of the workflow.")
    remaining_steps: int = Field(default=0, ge=0, description="Steps left.")
    done: bool = Field(default=False, description="Whether the episode has ended.")
    end_reason: EndReason | None = Field(default=None, description="How it ended.")
    drafted_reply: str | None = Field(default=None, description="The draft that stands.")
    resolution_code: str | None = Field(default=None, description="The code that was submitted.")
    required_evidence: list[str] = Field(
        default_factory=list, description="Evidence the resolution has to rest on."
    )
    collected_evidence: list[str] = Field(
        default_factory=list, description="Evidence read so far, in order."
    )
    action_history: list[ActionRecord] = Field(
        default_factory=list, description="Every step so far."
    )
    total_reward: float = Field(default=0.0, ge=0.0, description="Sum of the rewards so far.")
    final_score: Score | None = Field(default=None, description="The grader's score, once done.")
    score_card: ScoreCard | None = Field(default=None, description="Its explanation, once done.")
    benchmark_version: str = Field(
        default=BENCHMARK_VERSION, description="Version of the cases and the grading."
    )
