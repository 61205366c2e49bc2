"""`python -m supportops journal`: list, replay, verify and export what a server wrote down.

Each reads the file of a journal, or an export of one, and changes nothing.
"""

import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic_core import from_json, to_json

from supportops.journal.events import Event, Kind, digest, flaws
from supportops.journal.replay import NotReplayable, differences, replayed
from supportops.journal.store import Journal
from supportops.tables import columns

FAILED = 1

_MAGIC = b"SQLite format 3\x00"
_LINE = TypeAdapter(Event, config=ConfigDict(strict=True))


def options(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("what", choices=_COMMANDS, help="list, replay, verify or export")
    parser.add_argument("file", type=Path, help="a journal, or an export of one")
    parser.add_argument("session", nargs="?", help="one session only (default: all)")


def run(args: Namespace) -> int:
    """Do what is asked for; 1 if something is wrong with the journal."""
    try:
        return _COMMANDS[args.what](args)
    except (sqlite3.Error, ValueError, OSError) as error:
        sys.stderr.write(f"supportops: {args.file}: {str(error).splitlines()[0]}\n")
        return FAILED


def _list(args: Namespace) -> int:
    rows = [_listed(name, list(events)) for name, events in _sessions(args)]
    sys.stdout.write(columns(("session", "events", "episodes", "ended"), rows))
    return 0


def _listed(session_id: str, events: list[Event]) -> list[str]:
    episodes = sum(event.kind == Kind.RESET for event in events)
    return [session_id, str(len(events)), str(episodes), _yes(events[-1].kind == Kind.END)]


def _replay(args: Namespace) -> int:
    failed = False
    for _, events in _sessions(args):
        try:
            for event, answer in replayed(events):
                same = answer is None or digest(answer) == event.answer
                failed = failed or not same
                sys.stdout.write(_told(event, answer) + ("" if same else "  DIFFERS") + "\n")
        except NotReplayable as error:
            failed = True
            sys.stderr.write(f"supportops: {error}\n")
    return FAILED if failed else 0


def _told(event: Event, answer: str | None) -> str:
    """An event on one line: what was asked, and what came of it."""
    start = f"{event.session_id[:8]} {event.number:>4} {event.kind:<5}"
    if answer is None:
        return start.rstrip()
    asked, seen = from_json(event.body), from_json(answer)
    what = asked.get("action_type") or asked.get("task_id")
    outcome = "refused" if seen["observation"]["last_action_error"] else ""
    end = "done" if seen["done"] else ""
    return f"{start} {what:<26} {seen['reward'] or 0:<6} {outcome} {end}".rstrip()


def _verify(args: Namespace) -> int:
    count, problems = 0, list(_damage(args.file))
    for _, found in _sessions(args):
        events = list(found)
        count += len(events)
        problems += flaws(events)
        try:
            problems += differences(events)
        except NotReplayable as error:
            problems.append(str(error))
    for problem in problems:
        sys.stderr.write(f"supportops: {problem}\n")
    sys.stdout.write(f"{count} events, {len(problems)} problems\n")
    return FAILED if problems else 0


def _export(args: Namespace) -> int:
    for _, events in _sessions(args):
        for event in events:
            sys.stdout.write(to_json(event._asdict()).decode() + "\n")
    return 0


_COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "list": _list,
    "replay": _replay,
    "verify": _verify,
    "export": _export,
}


def _sessions(args: Namespace) -> Iterator[tuple[str, Iterable[Event]]]:
    """The sessions of a file, each with its events in order."""
    for name, events in groupby(_events(args.file), key=attrgetter("session_id")):
        if args.session in (None, name):
            yield name, events


def _events(path: Path) -> Iterator[Event]:
    if not _is_journal(path):
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                yield _event(line)
        return
    with Journal(path, read_only=True) as journal:
        for event in journal.all():  # a damaged file may hold anything
            yield _LINE.validate_python(tuple(event))


def _event(line: str) -> Event:
    """The event of an exported line. Raises `ValueError`."""
    told = from_json(line)
    if not isinstance(told, dict) or tuple(told) != Event._fields:
        raise ValueError(f"no event: {line[:60]!r}")
    return _LINE.validate_python(tuple(told.values()))


def _damage(path: Path) -> Iterator[str]:
    if _is_journal(path):
        with Journal(path, read_only=True) as journal:
            yield from journal.damage()


def _is_journal(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _yes(value: bool) -> str:
    return "yes" if value else "no"
