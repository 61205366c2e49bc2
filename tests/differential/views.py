"""What is compared after each step: everything but the words of refusals and explanations."""

from typing import Any

from supportops.models import ToolUseObservation, ToolUseState
from tests.reference import Episode
from tests.reference.episode import POSSIBLE

View = dict[str, Any]


def of_environment(seen: ToolUseObservation, state: ToolUseState) -> View:
    """What the environment shows, to the agent and to its trainer."""
    refusal = seen.metadata.get("refusal")
    card = state.score_card
    return {
        "task": seen.task_id,
        "phase": seen.phase.value,
        "possible": [str(one) for one in seen.available_actions],
        "artifacts": seen.available_artifacts,
        "policies": seen.available_policies,
        "codes": seen.available_resolution_codes,
        "evidence": seen.collected_evidence,
        "message": seen.customer_message,
        "result": seen.last_tool_result if seen.last_tool_result is None else _known(seen),
        "refusal": (refusal["code"], refusal["field"]) if refusal else None,
        "error": seen.last_action_error is not None,
        "remaining": seen.remaining_steps,
        "current": seen.current_score,
        "reward": seen.reward,
        "done": seen.done,
        "final": seen.metadata.get("final_score"),
        "score parts": seen.metadata.get("score_parts"),
        "end": seen.metadata.get("end_reason"),
        "state": {
            "steps": state.step_count,
            "phase": state.phase and state.phase.value,
            "remaining": state.remaining_steps,
            "done": state.done,
            "end": state.end_reason,
            "draft": state.drafted_reply,
            "code": state.resolution_code,
            "required": sorted(state.required_evidence),
            "evidence": state.collected_evidence,
            "history": [
                (one.step, str(one.action_type), one.argument, one.refusal, one.reward)
                for one in state.action_history
            ],
            "total": state.total_reward,
            "final": state.final_score,
            "card": card and [part.earned for part in card.components],
            "basis points": card and card.basis_points,
            "harm": card and card.violation is not None,
            "claims": card and [(one.slot, one.value, one.earned) for one in card.claims],
        },
    }


def _known(seen: ToolUseObservation) -> str:
    """A result without the words that are nowhere specified."""
    text = seen.last_tool_result or ""
    if text.startswith("Draft saved"):
        return text.splitlines()[0]
    return "submitted" if seen.phase == "resolved" else text


def of_reference(episode: Episode) -> View:
    """What the reference says that should be seen."""
    desk, parts = episode.desk, episode.parts
    end = episode.phase if episode.done else None
    final = share(parts.total) if parts else None
    return {
        "task": desk.case["task_id"],
        "phase": episode.phase,
        "possible": list(POSSIBLE[episode.phase]),
        "artifacts": desk.on_file(episode.heard),
        "policies": desk.policies,
        "codes": desk.codes,
        "evidence": episode.evidence,
        "message": episode.message,
        "result": episode.result,
        "refusal": episode.refusal,
        "error": episode.refusal is not None,
        "remaining": desk.budget - episode.steps,
        "current": share(episode.current),
        "reward": episode.reward if episode.reward is None else share(episode.reward),
        "done": episode.done,
        "final": final,
        "score parts": parts and dict(zip(parts._fields[:4], map(share, parts[:4]), strict=True)),
        "end": end,
        "state": {
            "steps": episode.steps,
            "phase": episode.phase,
            "remaining": desk.budget - episode.steps,
            "done": episode.done,
            "end": end,
            "draft": episode.draft,
            "code": episode.resolution,
            "required": sorted(desk.relevant(episode.heard)),
            "evidence": episode.evidence,
            "history": [(*one[:4], share(one[4])) for one in episode.history],
            "total": share(episode.paid),
            "final": final,
            "card": parts and list(parts[:4]),
            "basis points": parts and parts.total,
            "harm": parts and parts.harm,
            "claims": parts and episode.claims,
        },
    }


def share(points: int) -> float:
    """Basis points as what goes over the wire."""
    return points / 10_000


def differences(one: View, other: View, at: str = "") -> list[str]:
    """Where two views differ, with both values."""
    found = []
    for name, value in one.items():
        here = f"{at}{name}"
        if (
            isinstance(value, dict)
            and isinstance(other[name], dict)
            and value.keys() == other[name].keys()
        ):
            found += differences(value, other[name], f"{here}.")
        elif value != other[name]:
            found.append(f"{here}: environment {value!r}, reference {other[name]!r}")
    return found
