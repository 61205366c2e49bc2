"""Checks at the level of OpenEnv's `statistical`: what a whole panel of agents earns.

Official validators leave these to whoever runs a hub; nothing keeps anybody from asking at home.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from statistics import fmean

from supportops.doctor.package import Absent
from supportops.doctor.players import ADVERSARIES, AFTER_END, Episode, MakePlayer, follow, play
from supportops.doctor.report import Finding, judged, unsupported
from supportops.doctor.subject import Subject
from supportops.doctor.trajectory import Trajectory
from supportops.doctor.wire import session

CORRELATION = 0.8
"""Least rank correlation of reward and true success; the manifest has no place to declare it."""


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
    """The reward goes with true success, whoever plays.

    What is true is judged from the actions and the case, without the server's reward. The gap is
    that between the oracle and the panel without merit; the rank correlation is over
    those who cut a corner as well.
    """
    if isinstance(subject.content, str):
        return unsupported(f"what truly solves these tasks is not known: {subject.content}")
    if isinstance(subject.oracle, Absent):
        return unsupported(f"nobody solves these tasks here: {subject.oracle.reason}")
    solved, floor = list(_solutions(subject, subject.oracle)), list(_all(subject, _panel(subject)))
    cutters = list(_all(subject, subject.content.corner_cutters()))
    outcomes = [
        (episode.highest, subject.content.succeeded(episode))
        for episode in (*solved, *floor, *cutters)
    ]
    gap = round(_mean(solved) - _mean(floor), 6)
    strength = _rank_correlation(outcomes)
    margin = subject.manifest.reward.floor_margin
    problems = [] if gap >= margin else [f"the gap is {gap:g}, below {margin:g}"]
    if strength < CORRELATION:
        problems.append(
            f"reward and success have the rank correlation {strength:g}, below {CORRELATION:g}"
        )
    successes = sum(success for _, success in outcomes)
    return judged(
        problems,
        "reward what solves the task, and only that",
        [
            f"{len(solved)} solutions, mean {_mean(solved):g}; {len(floor)} episodes of agents "
            f"without merit, mean {_mean(floor):g}: gap {gap:g}",
            f"{len(cutters)} episodes of agents that cut a corner, mean {_mean(cutters):g}",
            f"rank correlation of reward and true success {strength:g}, "
            f"{successes} of {len(outcomes)} episodes succeed",
        ],
        gap=gap,
        least_gap=margin,
        correlation=strength,
        least_correlation=CORRELATION,
    )


def _panel(subject: Subject) -> dict[str, MakePlayer]:
    known = {} if isinstance(subject.content, str) else subject.content.adversaries()
    return {**ADVERSARIES, **known}


def _played(subject: Subject, make: MakePlayer) -> Iterator[Episode]:
    with session(subject.url) as room:
        for number, task in enumerate(subject.tasks):
            yield play(room, task, make(subject.schema, number), beyond=AFTER_END)


def _all(subject: Subject, players: dict[str, MakePlayer]) -> Iterator[Episode]:
    for make in players.values():
        yield from _played(subject, make)


def _solutions(subject: Subject, oracle: tuple[Trajectory, ...]) -> Iterator[Episode]:
    with session(subject.url) as room:
        for one in oracle:
            yield follow(room, one)


def _mean(episodes: list[Episode]) -> float:
    return round(fmean(episode.highest for episode in episodes), 6)


def _rank_correlation(outcomes: list[tuple[float, bool]]) -> float:
    """Somers' D of reward and success, in [-1, 1]; 0 where nobody succeeds, or everybody.

    Of all pairs of a success and another episode: the share in which the success earned more, less
    the share in which it earned less. How many of each there are does not matter.
    """
    won = sorted(reward for reward, success in outcomes if success)
    lost = sorted(reward for reward, success in outcomes if not success)
    if not won or not lost:
        return 0.0
    pairs = sum(bisect_left(lost, one) + bisect_right(lost, one) - len(lost) for one in won)
    return round(pairs / (len(won) * len(lost)), 6)
