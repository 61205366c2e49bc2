"""A conversation on a WebSocket waits in a task of its own, and ends with what it belongs to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from supportops.server.connection import CLOSE, GONE, Wire, converse_shortly

Event = dict[str, Any]

LEFT: Event = {"type": "websocket.disconnect", "code": 1000}
DEPTH = 20


def said(text: str) -> Event:
    """The event of a text frame that was received."""
    return {"type": "websocket.receive", "text": text}


class Peer:
    """A peer that says some things, then waits for ever, and keeps what it hears."""

    def __init__(self, *events: Event) -> None:
        self.events, self.heard = [*events], list[str]()
        self.waited_by: asyncio.Task[Any] | None = None

    async def receive(self) -> Event:
        """What it says next."""
        self.waited_by = asyncio.current_task()
        if not self.events:
            await asyncio.Event().wait()
        return self.events.pop(0)

    async def send(self, event: Event) -> None:
        """Hear something."""
        self.heard.append(event["text"])

    def talk(self, answered: Callable[[str], str | None]) -> Awaitable[None]:
        """Hold a conversation with it."""
        return converse_shortly(Wire(self.receive, self.send), answered, "not text")


def test_every_frame_is_answered_until_the_peer_leaves() -> None:
    peer = Peer(said("a"), {"type": "websocket.receive", "bytes": b"b"}, said("c"), LEFT)
    asyncio.run(_all_of(peer.talk(str.upper)))
    assert peer.heard == ["A", "not text", "C"]


def test_a_frame_that_asks_to_end_ends_it() -> None:
    peer = Peer(said("a"), said("b"))
    asyncio.run(_all_of(peer.talk(lambda _: CLOSE)))
    assert peer.heard == []
    assert len(peer.events) == 1


@pytest.mark.parametrize("gone", GONE)
def test_a_peer_that_has_gone_ends_it(gone: type[Exception]) -> None:
    peer = Peer(said("a"), said("b"))

    async def send(_: Event) -> None:
        raise gone

    asyncio.run(_all_of(converse_shortly(Wire(peer.receive, send), str.upper, "not text")))
    assert len(peer.events) == 1


def test_what_fails_in_it_reaches_its_caller() -> None:
    def failing(_: str) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(_all_of(Peer(said("a")).talk(failing)))


def test_it_is_awoken_apart_from_the_calls_that_led_to_it() -> None:
    async def deep(peer: Peer, calls: int) -> asyncio.Task[Any] | None:
        if calls:
            return await deep(peer, calls - 1)
        await peer.talk(str.upper)
        return peer.waited_by

    async def main() -> None:
        waited_by = await deep(Peer(said("a"), LEFT), DEPTH)
        assert waited_by not in (None, asyncio.current_task())

    asyncio.run(main())


def test_it_is_cancelled_with_its_caller() -> None:
    async def main() -> None:
        peer = Peer()
        caller = asyncio.ensure_future(peer.talk(str.upper))
        while peer.waited_by is None:
            await asyncio.sleep(0)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        assert peer.waited_by is not caller
        assert peer.waited_by.cancelled()

    asyncio.run(main())


async def _all_of(conversation: Awaitable[None]) -> None:
    await asyncio.wait_for(conversation, timeout=10)
