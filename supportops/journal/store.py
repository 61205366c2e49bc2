"""The journal on disk: one SQLite file that several processes may append to and read.

An event is committed before it is acknowledged. In the write-ahead mode that survives the end of
the process at any moment; with `durable` it also waits for the disk, and survives a power cut.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from supportops.journal.events import Event, Kind, Tip, after

BUSY_S = 5.0
"""Longest wait for another process that writes."""

GLANCE_S = 50e-6
"""How long to wait before looking again whether it still does.

It does for a fraction of a millisecond, and the database itself would not look again for a whole.
"""

CHECKPOINT_PAGES = 4000
"""Pages in the write-ahead log, 16 MiB, after which they are moved into the file.

That waits for the disk. A page that was written often until then is moved once.
"""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    session_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    answer TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID
"""
_COLUMNS = ", ".join(Event._fields)
_INSERT = f"INSERT INTO events ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names
_SELECT = f"SELECT {_COLUMNS} FROM events"  # noqa: S608 - our own names
_LAST = f"{_SELECT} WHERE session_id = ? ORDER BY number DESC LIMIT 1"
_LAST_RESET = "SELECT max(number) FROM events WHERE session_id = :id AND kind = :reset"
_CURRENT = f"{_SELECT} WHERE session_id = :id AND number >= coalesce(({_LAST_RESET}), 0) ORDER BY 2"


class Overtaken(Exception):
    """Another process has written the next event of this session already."""


class Journal:
    """An open journal. Methods raise `sqlite3.Error` when the disk fails."""

    def __init__(self, path: Path, *, durable: bool = False, read_only: bool = False) -> None:
        mode = "ro" if read_only else "rwc"
        self._file = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_S,
            check_same_thread=False,
        )
        if not read_only:
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            self._file.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._file.execute(_SCHEMA)
            self._file.execute("PRAGMA busy_timeout = 0")  # from here on `_patiently` waits

    def append(self, events: Iterable[Event]) -> None:
        """Commit events, all or none.

        Raises:
            Overtaken: one of them is there already, written by another.

        """
        rows = list(events)
        try:
            if len(rows) == 1:
                self._patiently(_INSERT, rows[0])
                return
            with self._writing():
                self._file.executemany(_INSERT, rows)
        except sqlite3.IntegrityError as error:
            raise Overtaken from error

    def append_each(self, events: Iterable[Event]) -> list[Event]:
        """Commit events of several sessions at once: those that are not there already.

        Returns the others: in their place another process wrote something else.
        """
        overtaken = []
        with self._writing():
            for event in events:
                try:
                    self._file.execute(_INSERT, event)
                except sqlite3.IntegrityError:
                    overtaken.append(event)
        return overtaken

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction, begun as soon as no other process writes."""
        self._patiently("BEGIN IMMEDIATE")
        try:
            yield
            self._file.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if self._file.in_transaction:
                    self._file.execute("ROLLBACK")
            raise

    def _patiently(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """Run a statement, as soon as no other process is in its way."""
        deadline = time.monotonic() + BUSY_S
        while True:
            try:
                return self._file.execute(statement, values)
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
            time.sleep(GLANCE_S)

    def tip(self, session_id: str) -> Tip:
        """The end of a session's chain; the start if it has no event."""
        row = self._patiently(_LAST, (session_id,)).fetchone()
        return after(Event(*row)) if row else Tip()

    def current(self, session_id: str) -> list[Event]:
        """A session's events from its last reset on; all of them if it has none."""
        rows = self._patiently(_CURRENT, {"id": session_id, "reset": Kind.RESET})
        return [Event(*row) for row in rows]

    def all(self) -> Iterator[Event]:
        """Every event, by session and in order."""
        return (Event(*row) for row in self._file.execute(f"{_SELECT} ORDER BY session_id, number"))

    def damage(self) -> Iterator[str]:
        """What the database finds wrong with its own file."""
        for (found,) in self._file.execute("PRAGMA integrity_check"):
            if found != "ok":
                yield found

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
