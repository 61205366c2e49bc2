"""Checks at the level of OpenEnv's `statistical`: what a whole panel of agents earns.

Official validators leave these to whoever runs a hub; nothing keeps anybody from asking at home.
"""

from collections.abc import Iterator
from statistics import StatisticsError, correlation, fmean

from supportops.doctor.package import Absent
from supportops.doctor.players import ADVERSARIES, AFTER_END, Episode, MakePlayer, follow, play
from supportops.doctor.report import Finding, judged, unsupported
from supportops.doctor.subject import Subject
from supportops.doctor.wire import session


def adversarial_floor(subject: Subject) -> Finding:
    """No agent of a panel that does no honest work earns more than the floor in the mean."""
    floor, problems, evidence = subject.manifest.reward.floor, [], []
    measured = {}
    for name, make in _panel(subject).items():
        earned = [episode.highest for episode in _played(subject, make)]
        measured[name] = round(fmean(earned), 6)
        evidence.append(f"{name}: mean {measured[name]:g}, highest {max(earned):g}")
        if measured[name] > floor:
            problems.append(f"{name}: mean {measured[name]:g}, above the floor {floor:g}")
    counted = f"{len(measured)} agents on {len(subject.tasks)} tasks, and beyond the end of each:"
    return judged(
        problems,
        "find what pays such an agent, and let it pay nothing",
        [counted, *evidence],
        floor=floor,
        means=measured,
    )


def gameability_gap(subject: Subject) -> Finding:
    """The reward goes with true success: a panel that does not solve is as far below as declared.

    What is true is judged from the actions and the case, without the server's reward.
    """
    if isinstance(subject.content, str):
        return unsupported(f"what truly solves these tasks is not known: {subject.content}")
    if isinstance(subject.oracle, Absent):
        return unsupported(f"nobody solves these tasks here: {subject.oracle.reason}")
    true: list[float] = []
    false: list[float] = []
    for episode in _all_episodes(subject):
        (true if subject.content.succeeded(episode) else false).append(episode.highest)
    bound = subject.manifest.reward.floor_margin
    gap = round(fmean(true) - fmean(false), 6) if true and false else 0.0
    strength = _correlation(true, false)
    problems = [] if gap >= bound else [f"the gap is {gap:g}, below {bound:g}"]
    if strength < bound:
        problems.append(f"reward and success correlate with {strength:g}, below {bound:g}")
    return judged(
        problems,
        "reward what solves the task, and only that",
        [
            f"{len(true)} episodes that succeed, mean {fmean(true or [0]):g}; "
            f"{len(false)} that do not, mean {fmean(false or [0]):g}: gap {gap:g}",
            f"correlation of reward and success {strength:g}",
        ],
        gap=gap,
        correlation=strength,
        bound=bound,
        successes=len(true),
        failures=len(false),
    )


def _panel(subject: Subject) -> dict[str, MakePlayer]:
    known = {} if isinstance(subject.content, str) else subject.content.adversaries()
    return {**ADVERSARIES, **known}


def _played(subject: Subject, make: MakePlayer) -> Iterator[Episode]:
    with session(subject.url) as room:
        for number, task in enumerate(subject.tasks):
            yield play(room, task, make(subject.schema, number), beyond=AFTER_END)


def _all_episodes(subject: Subject) -> Iterator[Episode]:
    assert isinstance(subject.oracle, tuple)
    with session(subject.url) as room:
        for one in subject.oracle:
            yield follow(room, one)
    for make in _panel(subject).values():
        yield from _played(subject, make)


def _correlation(true: list[float], false: list[float]) -> float:
    """Of reward and success; 0 where one of them never changes."""
    try:
        worth = correlation([*true, *false], [1.0] * len(true) + [0.0] * len(false))
    except StatisticsError:
        return 0.0
    return round(worth, 6)
