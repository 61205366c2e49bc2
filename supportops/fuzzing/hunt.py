"""Hypothesis against the workflow: episodes of anything, and the shortest that breaks something."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from supportops.casefile import CaseFile
from supportops.fuzzing.coverage import Coverage
from supportops.fuzzing.finding import BROKEN, Finding, Hunt
from supportops.fuzzing.strategies import episodes
from supportops.fuzzing.watched import Advance, Violated, broken_by
from supportops.models import ToolUseAction
from supportops.vocabulary import RewardMode
from supportops.workflow import advance


class Episode(NamedTuple):
    """What is drawn. Hypothesis writes each one out, so it says little of itself."""

    file: CaseFile
    mode: RewardMode
    actions: list[ToolUseAction]

    def __repr__(self) -> str:
        return f"{len(self.actions)} actions on {self.file.task_id}"


def hunted(
    files: Sequence[CaseFile],
    examples: int,
    seed: int,
    coverage: Coverage,
    take: Advance = advance,
) -> Hunt:
    """Play so many episodes on these cases; stop at the first violation and shorten it."""
    played: list[str] = []
    wanted: list[str] = []

    def breaks(episode: Episode) -> bool:
        file, mode, actions = episode
        played.append(file.task_id)
        found = broken_by(file, mode, actions, take, None if wanted else coverage)
        if found and not wanted:
            wanted.append(found.invariants[0])
        return found is not None and wanted[0] in found.invariants

    try:
        least = find(
            _episodes(files),
            breaks,
            settings=_settings(examples),
            random=Random(seed),  # noqa: S311
        )
    except NoSuchExample:
        return Hunt(len(played), ())
    return Hunt(len(played), (_finding(least, wanted[0], take),))


def _finding(episode: Episode, invariant: str, take: Advance) -> Finding:
    """Without what was drawn after the step that breaks it."""
    file, mode, actions = episode
    found = broken_by(file, mode, actions, take)
    shown = found.actions if isinstance(found, Violated) else tuple(actions)
    return Finding(BROKEN, invariant, file.task_id, mode.value, shown)


def _episodes(files: Sequence[CaseFile]) -> st.SearchStrategy[Episode]:
    """Each case has a strategy of its own, made once: that is what takes long."""
    modes = st.sampled_from(RewardMode)
    return st.one_of([st.builds(Episode, st.just(file), modes, episodes(file)) for file in files])


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
