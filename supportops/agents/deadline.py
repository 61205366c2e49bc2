"""Time limits that hold: a moment on the monotonic clock, and calls that cannot pass it.

Time-outs of a network library bound one read, not a whole call; a peer that sends a byte a second,
or asks for a long pause before a retry, would pass them all. `within` bounds the call itself.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment that no call may pass; `at` is in seconds of `time.monotonic`."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Self:
        """The moment in so many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def remaining(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.at - time.monotonic())

    def share(self, ways: int) -> "Deadline":
        """The end of the first of `ways` equal shares of the time that is left."""
        return Deadline.after(self.remaining / ways)


def within(deadline: Deadline, call: Callable[[], T]) -> T:
    """What `call` returns or raises; it runs in a daemon thread, which is left behind if it hangs.

    Raises:
        TimeoutError: the call has no result by the deadline, or the deadline has passed already.

    """
    if not deadline.remaining:
        raise TimeoutError("no time is left")
    answer: Future[T] = Future()
    Thread(target=_settle, args=(answer, call), daemon=True).start()
    try:
        return answer.result(deadline.remaining)
    except TimeoutError:
        if answer.done():  # the call's own time-out, which says more than ours
            raise
        raise TimeoutError("no answer before the time was over") from None


def _settle(answer: Future[T], call: Callable[[], T]) -> None:
    try:
        answer.set_result(call())
    except BaseException as error:  # whatever it is, it belongs to who waits
        answer.set_exception(error)
