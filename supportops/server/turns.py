"""One turn of an episode as the server plays it: counted, timed, and given up if it never ends.

A turn runs on the event loop, where nothing can wait beside it. A timer of the kernel therefore
looks in from time to time, and a turn that it finds running for too long gets an exception. The
episode is then rebuilt from its log, as after any other failure: a turn happens whole or not at
all.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from supportops.case import Step
from supportops.environment import SupportOpsEnvironment
from supportops.errors import SupportOpsError
from supportops.models import ToolUseAction
from supportops.server.metrics import ACCEPTED, Metrics

_LOG = logging.getLogger(__name__)

LOOKS = 4
"""How often the timer looks in within the time that a turn may take."""

IDLE = -1
"""Looks while no turn runs."""

Clock = Callable[[], float]


class TookTooLong(SupportOpsError, TimeoutError):
    """A turn was given up; the episode is as it was before."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Given up after {seconds:g} seconds; the episode is as it was before")


class Turns:
    """What plays the turns of one process."""

    def __init__(
        self, metrics: Metrics, timeout_s: float, clock: Clock = time.perf_counter
    ) -> None:
        self.metrics = metrics
        self._timeout_s, self._clock = timeout_s, clock
        self._looks = IDLE
        """How often the timer has seen the turn that runs."""

    def take(self, env: SupportOpsEnvironment, action: ToolUseAction) -> Step:
        """Take a step. Raises `TookTooLong`."""
        begun = self._clock()
        self._looks = 0
        try:
            step = env.take(action)
        except BaseException:
            self._looks = IDLE
            _mend(env)
            raise
        self._looks = IDLE
        outcome = ACCEPTED if step.refusal is None else step.refusal.code
        self.metrics.stepped(step.verb, outcome, self._clock() - begun)
        return step

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look in at the turns from time to time, where the platform and the thread allow it."""
        main = threading.current_thread() is threading.main_thread()
        if not (main and hasattr(signal, "setitimer")):
            yield
            return
        before = signal.signal(signal.SIGALRM, lambda *_: self.look())
        interval = self._timeout_s / LOOKS
        signal.setitimer(signal.ITIMER_REAL, interval, interval)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def look(self) -> None:
        """Raise `TookTooLong` within a turn that was running at the last looks too."""
        if self._looks == IDLE:
            return
        self._looks += 1
        if self._looks > LOOKS:
            self._looks = IDLE
            raise TookTooLong(self._timeout_s)


def _mend(env: SupportOpsEnvironment) -> None:
    """Undo what a turn left behind that failed half-way."""
    try:
        env.mend()
    except Exception:
        _LOG.exception("an episode could not be rebuilt from its log")
