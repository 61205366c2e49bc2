"""An agent plays watched episodes: what it breaks, and how it fails to play."""

import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from itertools import cycle, islice

from supportops.agents import Agent
from supportops.agents.deadline import Deadline, within
from supportops.casefile import CaseFile
from supportops.fuzzing.answers import NotAnAction, as_action
from supportops.fuzzing.coverage import Coverage
from supportops.fuzzing.finding import (
    BROKEN,
    CRASHED,
    HUNG,
    NONSENSE,
    UNUSABLE,
    Finding,
    Hunt,
    one_line,
)
from supportops.fuzzing.shrink import shortest
from supportops.fuzzing.watched import Advance, Violated, Watched, broken_by
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import RewardMode
from supportops.workflow import advance

Make = Callable[[], Agent]


class _Fails(Exception):
    """The agent does not play."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(what)
        self.kind, self.what = kind, what


def driven(  # noqa: PLR0913 - who plays, what, how long, and what is counted
    make: Make,
    files: Sequence[CaseFile],
    episodes: int,
    seconds: float,
    coverage: Coverage,
    *,
    take: Advance = advance,
) -> Hunt:
    """Let a new agent play each of so many episodes, cases and reward modes in turn.

    `seconds` is how long it may take to be made, and for each action. A finding of each sort is
    kept. An agent that hangs is not asked again.
    """
    found: dict[tuple[str, str], Finding] = {}
    played = stopped = 0
    pairs = zip(cycle(files), cycle(RewardMode), strict=False)
    for file, mode in islice(pairs, episodes):
        played += 1
        watched = Watched(file, mode, coverage, take)
        try:
            stopped += not _played(make, watched, seconds)
        except _Fails as error:
            finding = Finding(
                error.kind, error.what, file.task_id, mode.value, tuple(watched.actions)
            )
        except Violated as broken:
            finding = _shortened(broken, watched, take)
        else:
            continue
        found.setdefault((finding.kind, finding.what), finding)
        if finding.kind in (HUNG, UNUSABLE):
            break
    return Hunt(played, tuple(found.values()), stopped)


def _played(make: Make, watched: Watched, seconds: float) -> bool:
    """Whether the agent played to the end. Raises `_Fails` or `Violated`."""
    agent = _made(make, seconds)
    while watched.case.is_open:
        action = _asked(agent, watched.observation, seconds)
        if action is None:
            return False
        watched.take(action)
    return True


def _made(make: Make, seconds: float) -> Agent:
    try:
        with redirect_stdout(sys.stderr):
            agent = within(Deadline.after(seconds), make)
    except TimeoutError:
        raise _Fails(HUNG, f"the agent was not made within {seconds:g} seconds") from None
    except (Exception, SystemExit) as error:
        raise _Fails(UNUSABLE, f"the agent cannot be made: {_told(error)}") from error
    if not callable(getattr(agent, "act", None)):
        raise _Fails(UNUSABLE, f"a {type(agent).__name__} has no method act(observation)")
    return agent


def _asked(agent: Agent, seen: ToolUseObservation, seconds: float) -> ToolUseAction | None:
    try:
        with redirect_stdout(sys.stderr):
            return as_action(within(Deadline.after(seconds), lambda: agent.act(seen)))
    except TimeoutError as error:
        late = "no answer before the time was over" in str(error)
        what = f"gave no action within {seconds:g} seconds" if late else f"raised {_told(error)}"
        raise _Fails(HUNG if late else CRASHED, what) from error
    except NotAnAction as error:
        raise _Fails(NONSENSE, one_line(str(error))) from error
    except (Exception, SystemExit) as error:
        raise _Fails(CRASHED, f"raised {_told(error)}") from error


def _told(error: BaseException) -> str:
    return one_line(f"{type(error).__name__}: {error}".removesuffix(": "))


def _shortened(broken: Violated, watched: Watched, take: Advance) -> Finding:
    """The same violation with the fewest of the actions that led there."""
    file, mode, invariant = watched.case.file, watched.case.reward_mode, broken.invariants[0]

    def shows(actions: Sequence[ToolUseAction]) -> bool:
        found = broken_by(file, mode, actions, take)
        return found is not None and invariant in found.invariants

    least = shortest(broken.actions, shows) if shows(broken.actions) else broken.actions
    return Finding(BROKEN, invariant, file.task_id, mode.value, least)
