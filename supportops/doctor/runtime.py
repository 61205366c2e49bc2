"""Checks at the level of OpenEnv's `runtime`: the server is what it says, each time and alone.

Each plays over the wire and compares answers byte for byte, without generated ids.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import zip_longest

from supportops.doctor.players import ADVERSARIES, BY_CHANCE, Episode, follow, play
from supportops.doctor.report import Finding, judged, unsupported
from supportops.doctor.subject import Subject, TaskApi
from supportops.doctor.trajectory import JsonObject, Trajectory
from supportops.doctor.wire import Seen, Session, post, session

SEEDS = 8
"""Seeds of which at least two have to differ."""

TOGETHER = 12
"""Sessions that are interleaved."""

SHOWN = 160
"""Characters of two answers that are shown from where they differ."""


def task_declaration_accuracy(subject: Subject) -> Finding:
    """The splits hold as many tasks as the manifest declares, and their tasks can be played."""
    declared = subject.manifest.capabilities.declared_task_count
    if not declared and not subject.manifest.capabilities.task_api:
        return unsupported("the manifest declares neither tasks nor a Task API")
    api = TaskApi(subject.url)
    listed = api.splits()
    if listed is None:
        found = ["the manifest declares tasks, and the server lists no splits"]
        return judged(found, "implement the Task API, or declare no tasks", [])
    problems: list[str] = []
    counts: dict[str, int | None] = {}
    with session(subject.url) as open_session:
        for split, count in declared.items():
            counts[split] = api.count(split)
            problems += _split_problems(api, open_session, split, count, counts[split])
    free = [split for split in listed if split not in declared]
    evidence = [f"{split}: {count} tasks, as declared" for split, count in counts.items()]
    if free:
        evidence.append(f"listed without a declared count: {', '.join(free)}")
    return judged(
        problems,
        "declare in declared_task_count what the Task API counts",
        evidence,
        declared=declared,
        discovered=counts,
    )


def _split_problems(
    api: TaskApi, played: Session, split: str, declared: int, found: int | None
) -> Iterator[str]:
    if found != declared:
        yield f"split {split}: {declared} tasks declared, the server counts {found}"
        return
    for index in sorted({0, declared // 2, declared - 1}):
        task = api.task(split, index)
        if task is None:
            yield f"split {split}: no task at index {index} of {declared}"
            continue
        shown = played.reset({"split": split, "index": index}).observation.get("task_id")
        if shown is not None and shown != task.get("task_id"):
            yield f"split {split}: index {index} is {task.get('task_id')}, a reset shows {shown}"
    if api.task(split, declared) is not None:
        yield f"split {split}: a task at index {declared}, past its end"


def tool_declaration_accuracy(subject: Subject) -> Finding:
    """The server offers the tools that the manifest declares, and no others."""
    declared = subject.manifest.capabilities.declared_tools
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    answer = post(subject.url, "/mcp", asked).json
    result = answer.get("result") if isinstance(answer, dict) else None
    listed = [tool["name"] for tool in result["tools"]] if isinstance(result, dict) else []
    if not declared and not listed:
        return unsupported("the manifest declares no tools, and the server offers none")
    problems = [f"declared, and not offered: {name}" for name in declared if name not in listed]
    problems += [f"offered, and not declared: {name}" for name in listed if name not in declared]
    return judged(
        problems,
        "declare in declared_tools what tools/list answers",
        [f"{len(listed)} tools, as declared: {', '.join(listed)}"],
        declared=list(declared),
        discovered=listed,
    )


def seed_control(subject: Subject) -> Finding:
    """The same seed gives the same episode, and not every seed gives the same."""
    problems, first = [], {}
    with session(subject.url) as one, session(subject.url) as other:
        for seed in range(SEEDS):
            here = _by_chance(subject, one, {"seed": seed}, seed)
            there = _by_chance(subject, other, {"seed": seed}, seed)
            problems += [f"seed {seed}: {text}" for text in differences(here.seen, there.seen)]
            first[seed] = here.seen[0].text
    distinct = len(set(first.values()))
    if distinct < 2:
        problems.append(f"{SEEDS} seeds gave one and the same first observation")
    return judged(
        problems,
        "let the seed of a reset, and nothing else, decide what is drawn",
        [f"{SEEDS} seeds, each on two sessions: equal in pairs, {distinct} first observations"],
        seeds=SEEDS,
        distinct=distinct,
    )


def episode_determinism(subject: Subject) -> Finding:
    """The same options and the same actions give the same bytes, on any session and process."""
    problems: list[str] = []
    with session(subject.url) as here:
        played = [_by_chance(subject, here, task, n) for n, task in enumerate(subject.tasks)]
        problems += _differing(here, played, "the same session")
    with session(subject.url) as again:
        problems += _differing(again, played, "another session")
    processes = 1
    if subject.elsewhere:
        processes = 2
        with subject.elsewhere() as url, session(url) as far:
            problems += _differing(far, played, "another process")
    steps = sum(len(one.actions) for one in played)
    evidence = [f"{len(played)} episodes of {steps} steps by chance, each played again twice"]
    evidence.append(
        "and in another process with another hash seed"
        if subject.elsewhere
        else "in one process: whether another one answers alike was not tried"
    )
    return judged(
        problems,
        "let (task, seed, actions) fix every byte: no clock, no global chance, no set order",
        evidence,
        episodes=len(played),
        steps=steps,
        processes=processes,
    )


def episode_isolation(subject: Subject) -> Finding:
    """Sessions that take turns see what each sees alone, and a reset forgets what came before."""
    chosen = subject.tasks[:: max(1, len(subject.tasks) // TOGETHER)][:TOGETHER]
    with session(subject.url) as single:
        alone = [_by_chance(subject, single, task, 100 + n) for n, task in enumerate(chosen)]
        problems = list(_left_over(single, alone))
    with ExitStack() as stack:
        rooms = [stack.enter_context(session(subject.url)) for _ in alone]
        seen = [[room.reset(one.options)] for room, one in zip(rooms, alone, strict=True)]
        for turn in zip_longest(*(one.actions for one in alone)):
            for room, answers, action in zip(rooms, seen, turn, strict=True):
                if action is not None:
                    answers.append(room.step(action))
    for number, (one, answers) in enumerate(zip(alone, seen, strict=True)):
        problems += [f"session {number}: {text}" for text in differences(one.seen, answers)]
    turns = sum(len(one.actions) for one in alone)
    return judged(
        problems,
        "keep every part of an episode in its own session, and start anew at each reset",
        [
            f"{len(alone)} sessions taking turns, {turns} steps: each as if it were alone",
            f"{len(alone)} episodes after one that was broken off: each as on a new session",
        ],
        sessions=len(alone),
        steps=turns,
    )


def _left_over(room: Session, alone: Sequence[Episode]) -> Iterator[str]:
    """What an episode that was broken off leaves to the next one."""
    for number, one in enumerate(alone):
        before = alone[number - 1]
        room.reset(before.options)
        for action in before.actions[: max(1, len(before.actions) // 2)]:
            room.step(action)
        found = [room.reset(one.options), *(room.step(action) for action in one.actions)]
        for text in differences(one.seen, found):
            yield f"episode {number}, after one that was broken off: {text}"


def _by_chance(subject: Subject, room: Session, options: JsonObject, seed: int) -> Episode:
    return play(room, options, ADVERSARIES[BY_CHANCE](subject.schema, seed))


def _differing(room: Session, played: Sequence[Episode], where: str) -> Iterator[str]:
    """Episodes that go another way when they are played again."""
    for number, one in enumerate(played):
        again = follow(room, Trajectory(name="again", reset=one.options, actions=one.actions))
        for text in differences(one.seen, again.seen):
            yield f"episode {number} ({one.options}) on {where}: {text}"


def differences(one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[str]:
    """Where two transcripts part, in words; nothing if they are equal."""
    for step, (left, right) in enumerate(zip_longest(one, other)):
        if left is None or right is None:
            yield f"one ends before step {step}, the other does not"
            return
        if left.text != right.text:
            place = next(
                (
                    n
                    for n, pair in enumerate(zip(left.text, right.text, strict=False))
                    if pair[0] != pair[1]
                ),
                min(len(left.text), len(right.text)),
            )
            cut = slice(max(0, place - 20), place + SHOWN)
            yield f"step {step} differs: {left.text[cut]} / {right.text[cut]}"
            return
