"""Trajectories as data: a reset and the actions after it, one JSON object a line.

Oracles and canaries are shipped in this form, so that whoever plays them trusts only what the
server answers.
"""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supportops.errors import SupportOpsError

LINES_MAX, ACTIONS_MAX = 2000, 100

JsonObject = dict[str, Any]


class TrajectoryError(SupportOpsError, ValueError):
    """Text that holds no trajectories; the message names the line."""


class Trajectory(BaseModel):
    """What to send: the options of a reset, then each action."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200)]
    why: str = ""
    """What it shows, in words."""
    reset: JsonObject
    actions: Annotated[tuple[JsonObject, ...], Field(max_length=ACTIONS_MAX)]


def parse_trajectories(text: str) -> tuple[Trajectory, ...]:
    """The trajectories of a text, at least one. Raises `TrajectoryError`."""
    found = tuple(_parsed(text))
    if not found:
        raise TrajectoryError("it holds no trajectory")
    names = [one.name for one in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise TrajectoryError(f"two trajectories are called {twice[0]!r}")
    return found


def _parsed(text: str) -> Iterator[Trajectory]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > LINES_MAX:
        raise TrajectoryError(f"more than {LINES_MAX} lines")
    for number, line in lines:
        try:
            yield Trajectory.model_validate(json.loads(line))
        except ValidationError as error:
            wrong = error.errors()[0]
            place = ".".join(map(str, wrong["loc"])) or "trajectory"
            raise TrajectoryError(f"line {number}: {place}: {wrong['msg']}") from error
        except (ValueError, RecursionError) as error:
            raise TrajectoryError(f"line {number} is no JSON: {error}") from error


def written(trajectories: Iterator[Trajectory] | tuple[Trajectory, ...]) -> str:
    """Trajectories as text, one a line."""
    return "".join(json.dumps(one.model_dump()) + "\n" for one in trajectories)
