"""Episodes that are written down: environments whose every reset and step is in the journal.

An event is committed before the answer leaves, so that nothing acknowledged is lost. The journal
is the truth and the environment its cache: several processes may play one session in turn, and
whoever finds that another was faster reads on and tries again. When the disk fails, that is said
once, episodes go on, and what could not be written is kept until it can be.
"""

import logging
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from supportops.case import Case, Step
from supportops.environment import SupportOpsEnvironment
from supportops.journal.events import Event, Kind, Tip, after, chained, digest
from supportops.journal.replay import NotReplayable, rebuilt, reset_body, step_body
from supportops.journal.store import Journal, Overtaken
from supportops.models import ToolUseAction
from supportops.server.alarm import Alarm
from supportops.server.encoding import envelope_json
from supportops.server.settings import Settings
from supportops.vocabulary import RefusalCode

_LOG = logging.getLogger(__name__)

TRIES = 20
"""How often a step is tried again because another process was faster."""

WAITING_LIMIT = 1000
"""Most events of a session that wait for the disk; past it, it is not kept until its next reset."""

UNKEPT = {RefusalCode.NOT_STARTED, RefusalCode.EPISODE_OVER}
"""Steps that leave no trace in the episode leave none in the journal."""

PART = "journal"


class Keeper:
    """Writes events, and knows whether the disk takes them."""

    def __init__(self, journal: Journal, alarm: Alarm) -> None:
        self.journal, self._alarm = journal, alarm
        self.collecting: KeptEnvironment | None = None
        """Whose events are collected just now, by somebody who writes them before they answer."""
        self.collected: list[tuple[KeptEnvironment, Event]] = []

    def write(self, events: list[Event]) -> bool:
        """Whether events are on disk now. Raises `Overtaken`."""
        self.write_collected()
        return self._guarded(lambda: self.journal.append(events)) is not _FAILED

    def write_collected(self) -> None:
        """Write what was collected, at once, and tell each environment what came of it."""
        if not self.collected:
            return
        collected, self.collected = self.collected, []
        events = [event for _, event in collected]
        overtaken = self._guarded(lambda: self.journal.append_each(events))
        for env, event in collected:
            if overtaken is _FAILED:
                env.unwritten(event)
            else:
                env.written(event, overtaken=event in overtaken)

    def tip(self, session_id: str) -> Tip | None:
        """The end of a session's chain; None if the disk does not tell."""
        self.write_collected()
        found = self._guarded(lambda: self.journal.tip(session_id))
        return found if isinstance(found, Tip) else None

    def current(self, session_id: str) -> list[Event]:
        """A session's events from its last reset on; none if the disk does not tell."""
        self.write_collected()
        found = self._guarded(lambda: self.journal.current(session_id))
        return found if isinstance(found, list) else []

    def resumed(self, session_id: str) -> "KeptEnvironment | None":
        """The environment of a session, if the journal knows it and it is not over."""
        events = self.current(session_id)
        if not events:
            return None
        env = KeptEnvironment(self, session_id)
        try:
            env.read(events)
        except NotReplayable as error:
            _LOG.warning("a session cannot be resumed", extra={"reason": str(error)[:200]})
            return None
        return None if env.over else env

    def close(self) -> None:
        """Close the journal."""
        self.write_collected()
        self.journal.close()

    def _guarded(self, use: Callable[[], Any]) -> Any:
        try:
            found = use()
        except sqlite3.Error as error:
            if self._alarm.degrade(PART, "the journal cannot be read or written"):
                _LOG.warning("the journal fails", extra={"reason": str(error)[:200]})
            return _FAILED
        if self._alarm.recover(PART):
            _LOG.warning("the journal works again")
        return found


_FAILED = object()


def keeper_of(settings: Settings, alarm: Alarm) -> Keeper | None:
    """What keeps the episodes of a server; None where there is no journal.

    A file that cannot be opened ends the process with a message: it was asked for, and a server
    without it would lose what it acknowledges.
    """
    if settings.journal is None:
        return None
    try:
        return Keeper(Journal(settings.journal, durable=settings.journal_durable), alarm)
    except sqlite3.Error as error:
        sys.exit(f"cannot start: JOURNAL: {settings.journal}: {error}")


class KeptEnvironment(SupportOpsEnvironment):
    """An environment that writes its resets and steps down as they happen."""

    def __init__(self, keeper: Keeper, session_id: str) -> None:
        super().__init__()
        self._keeper, self._session_id = keeper, session_id
        self._tip, self._saved = Tip(), Tip()
        self._waiting: list[Event] = []
        self._unkept = self._is_behind = False
        self.missed = False
        """Whether the last thing that was played here was lost to another process, and undone."""
        self.over = False
        """Whether the session was ended, here or by another process."""

    def adopt(self, env: SupportOpsEnvironment) -> None:
        """Go on with an episode that has just begun, and that nobody has written down yet."""
        self._episode, self._resets = env.running, env.resets
        if self._episode is not None:
            self._begun()

    def opened(self) -> None:
        """Write down that there is a session, before its first reset."""
        self._record(Kind.OPEN, "{}", "")

    def ended(self) -> None:
        """Write down that the session is over for good."""
        self.over = True
        self._record(Kind.END, "{}", "")

    def begin(self, *args: Any, **options: Any) -> Case:
        """Reset, and write that down."""
        self._catch_up()
        case = super().begin(*args, **options)
        self._begun()
        return case

    def take(self, action: ToolUseAction) -> Step:
        """Step, and write that down; if another process took one first, step after it."""
        self._catch_up()
        for _ in range(TRIES):
            step = super().take(action)
            kept = self.last
            if kept is None or (step.refusal and step.refusal.code in UNKEPT):
                return step
            answer = digest(envelope_json(step.case, step))
            if self._record(Kind.STEP, step_body(kept), answer):
                return step
        raise Overtaken

    def refresh(self) -> None:
        """Read on if another process has played here since."""
        tip = self._keeper.tip(self._session_id)
        if tip is not None and tip != self._tip and not self._waiting:
            self._reread()

    def read(self, events: list[Event]) -> None:
        """Become the environment that events tell of. Raises `NotReplayable`."""
        env = rebuilt(events)
        self._episode, self._resets = env.running, env.resets
        self._tip = self._saved = after(events[-1])
        self.over, self._is_behind = events[-1].kind == Kind.END, False

    def _begun(self) -> None:
        case = self.case
        assert case is not None
        self._unkept = False
        for _ in range(TRIES):
            body = reset_body(self)
            if self._record(Kind.RESET, body, digest(envelope_json(case, None)), reread=False):
                return
        raise Overtaken

    def _record(self, kind: Kind, body: str, answer: str, *, reread: bool = True) -> bool:
        """Write an event; False if another process was faster, whose events are read then."""
        if self._unkept:
            return True
        self._catch_up()
        event = chained(self._session_id, self._tip, kind, body, answer)
        if self._keeper.collecting is self and not self._waiting:
            self._keeper.collected.append((self, event))
            self._tip = after(event)
            return True
        try:
            written = self._keeper.write([*self._waiting, event])
        except Overtaken:
            self._waiting.clear()
            if reread:
                self._reread()
            else:
                self._tip = self._saved = self._keeper.tip(self._session_id) or self._tip
            return False
        self._tip = after(event)
        if written:
            self._waiting.clear()
            self._saved = self._tip
        else:
            self.unwritten(event)
        return True

    def _catch_up(self) -> None:
        """Play on what is on disk: what was collected could be lost to another process."""
        if self._keeper.collecting is not self:
            self._keeper.write_collected()
        if self._is_behind:
            self._reread()

    def written(self, event: Event, *, overtaken: bool) -> None:
        """Hear that an event that was collected is on disk, or that another one is in its place."""
        if overtaken:
            self.missed = self._is_behind = True
        else:
            self._saved = after(event)

    def unwritten(self, event: Event) -> None:
        """Keep an event until the disk takes it."""
        self._waiting.append(event)
        if len(self._waiting) > WAITING_LIMIT:
            self._waiting.clear()
            self._tip, self._unkept = self._saved, True

    def _reread(self) -> None:
        if events := self._keeper.current(self._session_id):
            self.read(events)
