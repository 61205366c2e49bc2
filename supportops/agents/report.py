"""What a run prints: the three line types that evaluators parse. `runlog` reads them back.

    [START] task=<task> env=<env> model=<model>
    [STEP] step=<n> action=<verb(field=value)> reward=<0.00> done=<true|false> error=<text|null>
    [END] success=<true|false> steps=<n> score=<0.000> rewards=<0.00,0.00,...>

One [START], one [STEP] for every step taken, one [END], for every episode. Every text passes
through `clean`, so that no model and no server can break a line, forge a field or show a secret.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import ARGUMENT_OF, ENV_NAME

SUCCESS_SCORE = 0.8
"""An episode is a success from this score on, in [0, 1]; only the right resolution gets there."""

UNNAMED = "unnamed"
"""What stands for a model whose name has nothing that can be printed."""

TEXT_LIMIT = 200
"""Longest action and longest error in a line, in characters."""

NOTE_LIMIT = 500
"""Longest note, in characters."""

SECRET_MIN = 8
"""Shortest value that is hidden as a secret, in characters; a shorter key is a placeholder."""

OPEN_SCORES = (0.001, 0.999)
OPEN_REWARDS = (0.01, 0.99)
CLOSED = (0.0, 1.0)
"""What printed numbers are clamped to. There are evaluators that refuse a score of 0 or 1."""

_FORGERY = re.compile(r"\b(step|action|reward|done|error)=")


@dataclass(frozen=True, slots=True)
class Style:
    """Where evaluators disagree about the lines, this decides."""

    scores: tuple[float, float] = OPEN_SCORES
    rewards: tuple[float, float] = CLOSED
    score_in_end: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """The two streams of a run: `out` gets the three line types and nothing else."""

    out: TextIO
    err: TextIO
    style: Style = Style()
    secrets: tuple[str, ...] = ()

    def note(self, text: str) -> None:
        """Say something to a human."""
        _write(self.err, clean(text, self.secrets, NOTE_LIMIT))

    def start(self, task_id: str, model: str) -> "EpisodeReport":
        """Open the block of an episode."""
        name = clean(model, self.secrets, TEXT_LIMIT).replace(" ", "_")
        _write(self.out, f"[START] task={task_id} env={ENV_NAME} model={name or UNNAMED}")
        return EpisodeReport(self)


@dataclass(slots=True)
class EpisodeReport:
    """The block of one episode."""

    report: Report
    rewards: list[str] = field(default_factory=list)

    def step(self, action: ToolUseAction, observation: ToolUseObservation) -> None:
        """Write the line of a step that was taken."""
        style, secrets = self.report.style, self.report.secrets
        self.rewards.append(f"{clamp(observation.reward or 0.0, style.rewards):.2f}")
        error = clean(observation.last_action_error or "", secrets, TEXT_LIMIT) or "null"
        _write(
            self.report.out,
            f"[STEP] step={len(self.rewards)} action={action_text(action, secrets)} "
            f"reward={self.rewards[-1]} done={_flag(observation.done)} error={error}",
        )

    def end(self, score: float) -> None:
        """Close the block; `score` in [0, 1], 0 for an episode that never came to its end."""
        style = self.report.style
        shown = f" score={clamp(score, style.scores):.3f}" if style.score_in_end else ""
        _write(
            self.report.out,
            f"[END] success={_flag(score >= SUCCESS_SCORE)} steps={len(self.rewards)}{shown} "
            f"rewards={','.join(self.rewards)}",
        )


def action_text(action: ToolUseAction, secrets: Iterable[str] = ()) -> str:
    """An action as `verb(field=value)`, on one line of at most 200 characters."""
    verb, argument = action.action_type.value, action.argument
    if argument is None:
        return f"{verb}()"
    start = f"{verb}({ARGUMENT_OF[action.action_type]}="
    return f"{start}{clean(argument, secrets, TEXT_LIMIT - len(start) - 1)})"


def clean(text: str, secrets: Iterable[str], limit: int) -> str:
    """Text for one line: secrets hidden, white space collapsed, at most `limit` characters.

    Secrets go first: one that is cut in two would not be recognised. Characters that do not print
    become spaces, and what looks like a field of a line becomes `name:`.
    """
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SECRET_MIN:
            text = text.replace(secret, "[hidden]")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = _FORGERY.sub(r"\1:", line)
    return line if len(line) <= limit else line[: limit - 3] + "..."


def clamp(value: float, bounds: tuple[float, float]) -> float:
    """The value, within bounds. The order of the two matters: it turns NaN into the lower one."""
    low, high = bounds
    return min(high, max(low, value))


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _write(stream: TextIO, line: str) -> None:
    stream.write(line + "\n")
    stream.flush()
