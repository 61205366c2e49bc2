"""Checks at the level of OpenEnv's `semantic` that play again, and compare what comes of it."""

from collections.abc import Iterator, Sequence

from supportops.doctor.package import Absent
from supportops.doctor.players import BY_CHANCE, FLOORS, follow, play
from supportops.doctor.report import Finding, judged
from supportops.doctor.runtime import differences
from supportops.doctor.subject import Subject
from supportops.doctor.trajectory import JsonObject, Trajectory
from supportops.doctor.wire import Session, canonical, session
from supportops.vocabulary import ARGUMENT_OF

ENDS_MAX = 60
"""Trajectories of each source whose ends are graded again."""

GRADED = 3
"""Times that an end is graded."""

VERDICT_FIELDS = ("final_score", "score_card", "total_reward")
"""What a state may say about how an episode was graded."""


def verifier_determinism(subject: Subject) -> Finding:
    """The same end is graded the same each time, on any session and process."""
    ends = _ends(subject)
    with session(subject.url) as room:
        first = [_graded(room, one) for one in ends]
    rounds = [(subject.url, "another session")] * (GRADED - 1)
    problems = [text for url, where in rounds for text in _graded_anew(url, ends, first, where)]
    if subject.elsewhere:
        with subject.elsewhere() as url:
            problems += _graded_anew(url, ends, first, "another process")
    values = {value for value, _ in first}
    where = "and once in another process" if subject.elsewhere else "in one process"
    return judged(
        problems,
        "let the grader be a function of the episode: no clock, no chance, no memory",
        [f"{len(ends)} ends graded {GRADED} times {where}, {len(values)} different rewards"],
        ends=len(ends),
        times=GRADED,
        rewards=len(values),
    )


def _ends(subject: Subject) -> tuple[Trajectory, ...]:
    """Whole and broken solutions, canaries and play by chance: ends of every worth."""
    found: list[Trajectory] = []
    for one in _spread(subject.oracle):
        found += [one, *_broken(one)]
    found += _spread(subject.canaries)
    with session(subject.url) as room:
        for number, task in enumerate(subject.tasks[:ENDS_MAX]):
            episode = play(room, task, FLOORS[BY_CHANCE](subject.schema, number))
            found.append(Trajectory(name="by chance", reset=task, actions=episode.actions))
    return tuple(found)


def _spread(shipped: tuple[Trajectory, ...] | Absent) -> tuple[Trajectory, ...]:
    """Some of what is shipped, evenly over all of it."""
    if isinstance(shipped, Absent):
        return ()
    return shipped[:: len(shipped) // ENDS_MAX + 1]


def _broken(one: Trajectory) -> Iterator[Trajectory]:
    """A solution with its first step left out."""
    if len(one.actions) > 1:
        yield one.model_copy(update={"actions": one.actions[1:]})


def _graded(room: Session, one: Trajectory) -> tuple[float, str]:
    """The reward of a trajectory, and all that the state says about its grading."""
    episode = follow(room, one)
    state = room.state()
    told = {name: state.get(name) for name in VERDICT_FIELDS}
    return episode.last, canonical({"rewards": episode.rewards, **told})


def _graded_anew(
    url: str, ends: Sequence[Trajectory], first: Sequence[tuple[float, str]], where: str
) -> Iterator[str]:
    with session(url) as room:
        for one, (reward, told) in zip(ends, first, strict=True):
            again, told_again = _graded(room, one)
            if told != told_again:
                yield f"{one.name} on {where}: {reward:g}, then {again:g}, or another explanation"


def replayability(subject: Subject) -> Finding:
    """From what the server itself tells of an episode, the episode can be played again."""
    problems, played, told = [], 0, 0
    with session(subject.url) as room:
        for number in range(len(subject.tasks)):
            options: JsonObject = {"seed": number}
            episode = play(room, options, FLOORS[BY_CHANCE](subject.schema, number))
            state = room.state()
            recorded = recorded_actions(state)
            told += recorded is not None
            if isinstance(state.get("task_id"), str):
                options = {"task_id": state["task_id"], "seed": state.get("seed")}
            actions = recorded if recorded is not None else episode.actions
            again = follow(room, Trajectory(name="again", reset=options, actions=tuple(actions)))
            problems += [f"episode {number}: {x}" for x in differences(episode.seen, again.seen)]
            played += 1
    source = "the state's task and history" if told == played else "the actions that were sent"
    return judged(
        problems,
        "record in the state what is needed to play an episode again: task, seed and actions",
        [f"{played} episodes, started by a seed alone, played again from {source}: equal bytes"],
        episodes=played,
        from_state=told,
    )


def recorded_actions(state: JsonObject) -> list[JsonObject] | None:
    """The actions that a state's history names; None if it has none that can be read back."""
    history = state.get("action_history")
    if not isinstance(history, list):
        return None
    found = []
    for entry in history:
        if not isinstance(entry, dict) or "action_type" not in entry or "argument" not in entry:
            return None
        field = ARGUMENT_OF.get(entry["action_type"])
        argument = {} if field is None or entry["argument"] is None else {field: entry["argument"]}
        found.append({"action_type": entry["action_type"], **argument})
    return found
