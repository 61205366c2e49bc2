"""Checks at the level of OpenEnv's `semantic`: the reward means what it says.

The reward of an episode is that of the step which ended it. What must stay low is measured by the
highest reward of any step, so that reward on the way counts as well.
"""

from collections.abc import Iterator
from statistics import fmean

from supportops.doctor.package import Absent
from supportops.doctor.players import BY_CHANCE, FLOORS, Episode, follow, play
from supportops.doctor.report import Finding, fails, judged, unsupported
from supportops.doctor.subject import Subject
from supportops.doctor.wire import Refused, Session, session

RANDOM_ROUNDS = 5
"""Episodes of the random player on each task."""

BEST_SHOWN = 4
"""Canaries that are shown in the evidence."""


def oracle_max(subject: Subject) -> Finding:
    """The reference solution earns the highest reward on every task that is tried."""
    if isinstance(subject.oracle, Absent):
        return _lacking(subject.oracle, "declare in capabilities.oracle a script that prints them")
    least = subject.manifest.reward.best - subject.manifest.reward.oracle_tolerance
    rewards, problems = [], []
    with session(subject.url) as room:
        for one in subject.oracle:
            episode = follow(room, one)
            rewards.append(episode.last)
            if not episode.done:
                problems.append(f"{one.name}: the episode did not end")
            elif episode.last < least:
                problems.append(f"{one.name}: {episode.last:g}, below {least:g}")
    return judged(
        problems,
        "mend the tasks that their own solution does not solve, or the solution",
        [f"{len(rewards)} solutions played, lowest reward {min(rewards):g}"],
        episodes=len(rewards),
        lowest=min(rewards),
        least=least,
    )


def _lacking(absent: Absent, remedy: str) -> Finding:
    return fails([absent.reason], remedy) if absent.is_fault else unsupported(absent.reason)


def floor_gap(subject: Subject) -> Finding:
    """Doing nothing, and doing anything, earn at least the declared margin less than the best."""
    reward = subject.manifest.reward
    means, highest, problems = {}, {}, []
    with session(subject.url) as room:
        for name in FLOORS:
            found = [episode.highest for episode in _floor_episodes(subject, room, name)]
            means[name], highest[name] = round(fmean(found), 6), max(found)
            if reward.best - means[name] < reward.floor_margin:
                problems.append(f"{name}: mean {means[name]:g}, above the floor {reward.floor:g}")
    return judged(
        problems,
        "let no component of the reward have a value that is not earned",
        [
            f"{name}: mean {means[name]:g}, highest {highest[name]:g}, gap "
            f"{reward.best - means[name]:g}"
            for name in FLOORS
        ],
        means=means,
        highest=highest,
        floor_margin=reward.floor_margin,
    )


def _floor_episodes(subject: Subject, room: Session, name: str) -> Iterator[Episode]:
    rounds = RANDOM_ROUNDS if name == BY_CHANCE else 1
    for number, task in enumerate(subject.tasks):
        for turn in range(rounds):
            player = FLOORS[name](subject.schema, number * rounds + turn)
            yield play(room, task, player)


def canary_floor(subject: Subject) -> Finding:
    """Trajectories that are known to hunt for reward earn no more than the floor."""
    if isinstance(subject.canaries, Absent):
        return _lacking(subject.canaries, "ship canaries, and declare them in the capabilities")
    floor, problems = subject.manifest.reward.floor, []
    paid: list[tuple[float, str]] = []
    with session(subject.url) as room:
        for one in subject.canaries:
            try:
                highest = follow(room, one).highest
            except Refused as error:
                problems.append(f"{one.name} cannot be played, so it shows nothing: {error}")
                continue
            paid.append((highest, one.name))
            if highest > floor:
                problems.append(f"{one.name}: {highest:g}, above the floor {floor:g}; {one.why}")
    best = sorted(paid, key=lambda one: -one[0])[:BEST_SHOWN]
    return judged(
        problems,
        "close the hole that the canary shows",
        [
            f"{len(paid)} canaries, of which {sum(not worth for worth, _ in paid)} earn nothing; "
            "those that earn most:",
            *(f"{name}: {worth:g}" for worth, name in best),
        ],
        canaries=len(subject.canaries),
        highest=best[0][0] if best else None,
        floor=floor,
    )


def no_solution_leakage(subject: Subject) -> Finding:
    """Nothing that the server says before an episode ends holds anything gold."""
    if isinstance(subject.content, str):
        return unsupported(f"what is gold of these tasks is not known: {subject.content}")
    found = subject.content.scan(subject.url)
    doors = [f"{door}: {count} answers" for door, count in sorted(found.doors.items())]
    return judged(
        found.hits,
        "take what was found out of the answer, or show it only once the episode has ended",
        [
            f"{found.bytes} bytes in {found.answers} answers during {found.cases} episodes, "
            f"searched for {found.secrets} secrets: 0 hits",
            f"{found.compared} bytes compared with those of the twins: 0 differences",
            *doors,
        ],
        bytes=found.bytes,
        answers=found.answers,
        episodes=found.cases,
        secrets=found.secrets,
        compared=found.compared,
        hits=len(found.hits),
    )
