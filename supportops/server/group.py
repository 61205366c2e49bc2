"""Answers that leave together: what is played in one turn of the loop is written down at once.

A commit costs more than a step, and while one process commits no other can. On a socket whose
protocol answers by a function, the events of all sessions that are ready in one turn of the loop
are therefore collected, written in one commit, and answered behind it. Whatever else reads or
writes the journal meanwhile has what was collected written first, so that nobody learns of a step
that could still be lost.
"""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from supportops.server.connection import CLOSE
from supportops.server.keeping import Keeper, KeptEnvironment

Answered = Callable[[str], str | None]
Send = Callable[[str], None]


class Owed(NamedTuple):
    """An answer that waits for the commit."""

    answered: Answered
    text: str
    reply: str
    send: Send


class Group:
    """Who answers in groups; one for each journal."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._owed: dict[KeptEnvironment, Owed] = {}

    def answer(self, env: KeptEnvironment, answered: Answered, text: str, send: Send) -> bool:
        """Answer a frame before the next turn of the loop; False if its answer is the close."""
        if env in self._owed:
            self.settle()
        env.missed, self._keeper.collecting = False, env
        try:
            reply = answered(text)
        finally:
            self._keeper.collecting = None
        if reply is CLOSE:
            return False
        if not self._owed:
            asyncio.get_running_loop().call_soon(self.settle)
        self._owed[env] = Owed(answered, text, reply, send)
        return True

    def settle(self) -> None:
        """Write what was collected, and send every answer that is owed."""
        owed, self._owed = self._owed, {}
        self._keeper.write_collected()
        for env, late in owed.items():
            if env.missed:  # another process was faster: what it played comes first
                late.send(late.answered(late.text) or late.reply)
            else:
                late.send(late.reply)
