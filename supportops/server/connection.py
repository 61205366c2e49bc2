"""A conversation on a WebSocket: one answer for every text frame, whatever the peer does."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, Protocol

NORMAL_CLOSURE = 1000
CLOSE: Final = None
"""The answer to a frame that asks to end the conversation."""

GONE = (RuntimeError, OSError)
"""What sending raises once the peer has gone."""

SHORTCUT = "supportops.shortcut"
"""Key of a scope's state: how to let the protocol answer frames by a function, on the spot."""

Shortly = Callable[[str, Callable[[str], None]], bool]
"""Answers a frame by sending, before the next turn of the loop; False if it leaves it to others."""

Shortcut = Callable[[Shortly | None], None]


class Socket(Protocol):
    """What a conversation needs of a socket: events in, events out, as ASGI has them."""

    @property
    def receive(self) -> Callable[[], Any]:
        """Wait for the next event."""
        ...

    @property
    def send(self) -> Callable[[Any], Any]:
        """Send an event; may raise OSError once the peer has gone."""
        ...


class Wire(NamedTuple):
    """The two ends that an ASGI application is given, as a socket."""

    receive: Callable[[], Any]
    send: Callable[[Any], Any]
    shortcut: Shortcut | None = None


async def accept(wire: Wire) -> bool:
    """Answer the handshake; False if the peer has gone."""
    await wire.receive()
    return await _sent(wire, {"type": "websocket.accept"})


async def converse(socket: Socket, answered: Callable[[str], str | None], not_text: str) -> None:
    """Answer frame after frame until the client closes or asks to."""
    receive, send = socket.receive, socket.send
    while (event := await receive())["type"] != "websocket.disconnect":
        text = event.get("text")
        reply = not_text if text is None else answered(text)
        if reply is CLOSE:
            return
        try:
            await send({"type": "websocket.send", "text": reply})
        except GONE:
            return


async def converse_shortly(
    wire: Wire, answered: Callable[[str], str | None], not_text: str, shortly: Shortly | None = None
) -> None:
    """The same, with what the protocol can answer on the spot out of the way.

    If it can nothing, every frame wakes the conversation up: in a task of its own that is not
    through all the calls that led here.
    """
    if wire.shortcut is None:
        return await asyncio.create_task(converse(wire, answered, not_text))
    wire.shortcut(shortly or at_once(answered))
    try:
        await converse(wire, answered, not_text)
    finally:
        wire.shortcut(None)


def at_once(answered: Callable[[str], str | None]) -> Shortly:
    """Answers as a function does; leaves the close to the conversation."""

    def shortly(text: str, send: Callable[[str], None]) -> bool:
        reply = answered(text)
        if reply is CLOSE:
            return False
        send(reply)
        return True

    return shortly


async def say(socket: Socket, text: str) -> bool:
    """Send a frame; False if the peer has gone."""
    return await _sent(socket, {"type": "websocket.send", "text": text})


async def hang_up(socket: Socket) -> None:
    """Close normally; a peer that has gone already is no error."""
    await _sent(socket, {"type": "websocket.close", "code": NORMAL_CLOSURE, "reason": ""})


async def _sent(socket: Socket, event: Mapping[str, Any]) -> bool:
    try:
        await socket.send(event)
    except GONE:
        return False
    return True
