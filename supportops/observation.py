"""From a case to what the agent sees of it. Nothing gold passes through here."""

from collections.abc import Mapping
from typing import Any

from supportops import scoring
from supportops.case import Case, Refusal, Step
from supportops.casefile import CaseFile
from supportops.customer import Stage
from supportops.models import ToolUseObservation
from supportops.vocabulary import FULL, EndReason, Phase, RefusalCode
from supportops.workflow import AVAILABLE

END_REASON: Mapping[Phase, EndReason] = {
    Phase.RESOLVED: "resolved",
    Phase.EXHAUSTED: "exhausted",
}


def observe(case: Case, step: Step | None) -> ToolUseObservation:
    """What the agent sees after a step; after a reset, when there is none."""
    return ToolUseObservation(**observed(case, step))


def observed(case: Case, step: Step | None) -> dict[str, Any]:
    """The same, field by field."""
    refusal = step.refusal if step else None
    return {
        **_constant(case.file, case.heard),
        "metadata": metadata(case, refusal),
        "done": not case.is_open,
        "reward": step.reward / FULL if step else None,
        "phase": case.phase,
        "available_actions": [] if _is_unstarted(refusal) else list(AVAILABLE[case.phase]),
        "collected_evidence": list(case.evidence),
        "last_tool_result": step.result if step else None,
        "last_action_error": refusal.message if refusal else None,
        "remaining_steps": case.remaining,
        "current_score": scoring.current(case) / FULL,
    }


def _constant(file: CaseFile, heard: int) -> Mapping[str, Any]:
    """The fields that change with the answers of the customer alone, worked out once for each."""
    name = f"observation/{heard}"
    found: Mapping[str, Any] | None = file.memo.get(name)
    if found is None:
        stage = file.stages[heard]
        found = file.memo[name] = {
            "task_id": file.task_id,
            "difficulty": file.difficulty,
            "objective": file.objective,
            "customer_message": stage.message,
            "workspace_summary": _workspace(file, stage),
            "available_artifacts": list(stage.artifacts),
            "available_policies": [article.id for article in file.policies],
            "available_resolution_codes": list(file.codes),
        }
    return found


def metadata(case: Case, refusal: Refusal | None) -> dict[str, Any]:
    """What programs read: the refusal, and how a case that has ended was graded."""
    found: dict[str, Any] = {}
    if refusal:
        found["refusal"] = {"code": refusal.code.value, "field": refusal.field}
    if case.card:
        found["end_reason"] = END_REASON[case.phase]
        found["final_score"] = case.card.score
        found["score_parts"] = {part.name: part.earned / FULL for part in case.card.components}
    return found


def _is_unstarted(refusal: Refusal | None) -> bool:
    """Before the first reset there is a desk to see, and nothing to do on it."""
    return refusal is not None and refusal.code is RefusalCode.NOT_STARTED


def _workspace(file: CaseFile, stage: Stage) -> str:
    records = "; ".join(f"{item.id} ({item.title})" for item in stage.artifacts.values())
    topics = "; ".join(f"{item.id} ({item.title})" for item in file.policies)
    return (
        f"Records: {records}. Policy topics: {topics}. "
        f"Budget: {file.budget} steps, every attempt costs one."
    )
