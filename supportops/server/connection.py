"""A conversation on a WebSocket: one answer for every text frame, whatever the peer does."""

from collections.abc import Callable
from typing import Any, Final

from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

NORMAL_CLOSURE = 1000
CLOSE: Final = None
"""The answer to a frame that asks to end the conversation."""


async def converse(
    socket: WebSocket[Any, Any, Any], answered: Callable[[str], str | None], not_text: str
) -> None:
    """Answer frame after frame until the client closes or asks to."""
    while (event := await socket.receive())["type"] != "websocket.disconnect":
        text = event.get("text")
        reply = answered(text) if isinstance(text, str) else not_text
        if reply is CLOSE or not await say(socket, reply):
            return


async def say(socket: WebSocket[Any, Any, Any], text: str) -> bool:
    """Send a frame; False if the peer has gone."""
    try:
        await socket.send_text(text)
    except (WebSocketDisconnect, RuntimeError, OSError):
        return False
    return True


async def hang_up(socket: WebSocket[Any, Any, Any]) -> None:
    """Close normally; a peer that has gone already is no error."""
    try:
        await socket.close(code=NORMAL_CLOSURE)
    except (WebSocketDisconnect, RuntimeError, OSError):
        return
