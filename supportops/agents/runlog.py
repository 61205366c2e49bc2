"""Reads what a run printed, and refuses whatever an evaluator would misread.

`parse_log` is the reading side of `report`: the same three line types, their order, and everything
that has to agree between them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = r"-?\d+\.\d{2}"
_LINES = {
    "S": re.compile(r"\[START\] task=(\S+) env=(\S+) model=(\S+)"),
    "T": re.compile(
        rf"\[STEP\] step=(\d+) action=(.*) reward=({_NUMBER}) done=(true|false) error=(.+)"
    ),
    "E": re.compile(
        r"\[END\] success=(true|false) steps=(\d+)(?: score=([01]\.\d{3}))? "
        rf"rewards=((?:{_NUMBER}(?:,{_NUMBER})*)?)"
    ),
}
"""The line types, by the letter that stands for them below."""


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One [STEP] line."""

    step: int
    action: str
    reward: float
    done: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class LoggedEpisode:
    """The block of one episode. `score` is None if the [END] line has none."""

    task: str
    env: str
    model: str
    steps: tuple[LoggedStep, ...]
    success: bool
    score: float | None

    @property
    def done(self) -> bool:
        """Whether the episode came to its own end."""
        return bool(self.steps) and self.steps[-1].done


def parse_log(lines: Iterable[str]) -> tuple[LoggedEpisode, ...]:
    """The episodes of a run, in order.

    Raises:
        ValueError: a line is none of the three, or lines do not agree; the message says which.

    """
    found = [_match(number, line.rstrip("\n")) for number, line in enumerate(lines, 1)]
    kinds = "".join(kind for kind, _ in found)
    if not re.fullmatch("(?:ST*E)+", kinds):
        raise ValueError(f"[START], [STEP]s and [END] are out of order: {kinds or 'no lines'}")
    blocks = re.finditer("ST*E", kinds)
    return tuple(_episode([match for _, match in found[slice(*b.span())]]) for b in blocks)


def _match(number: int, line: str) -> tuple[str, re.Match[str]]:
    for kind, pattern in _LINES.items():
        if match := pattern.fullmatch(line):
            return kind, match
    raise ValueError(f"line {number} is no [START], [STEP] or [END] line: {line[:200]!r}")


def _episode(matches: list[re.Match[str]]) -> LoggedEpisode:
    start, *middle, end = matches
    steps = tuple(_step(match) for match in middle)
    task, env, model = start.groups()
    success, count, score, rewards = end.groups()
    problems = {
        "steps are not numbered from 1": [s.step for s in steps] != list(range(1, len(steps) + 1)),
        "steps= is not the number of [STEP] lines": int(count) != len(steps),
        "rewards= are not those of the [STEP] lines": rewards != ",".join(m[3] for m in middle),
        "a step follows the last one": any(step.done for step in steps[:-1]),
        "the score is not in [0, 1]": score is not None and float(score) > 1,
        "an unfinished episode is called a success": success == "true"
        and not (steps and steps[-1].done),
    }
    if wrong := [problem for problem, holds in problems.items() if holds]:
        raise ValueError(f"{task}: {'; '.join(wrong)}")
    return LoggedEpisode(
        task, env, model, steps, success == "true", None if score is None else float(score)
    )


def _step(match: re.Match[str]) -> LoggedStep:
    number, action, reward, done, error = match.groups()
    said = None if error == "null" else error
    return LoggedStep(int(number), action, float(reward), done == "true", said)
