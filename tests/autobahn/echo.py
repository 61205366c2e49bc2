"""What the Autobahn suite talks to: an ASGI application that sends every message back."""

from typing import Any

from supportops.server.connection import SHORTCUT, at_once


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Echo text and binary; whole text frames on the spot, where the protocol can."""
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    shortcut = scope["state"].get(SHORTCUT)
    if shortcut is not None:
        shortcut(at_once(lambda text: text))
    while (event := await receive())["type"] != "websocket.disconnect":
        kept = {key: event[key] for key in ("text", "bytes") if event.get(key) is not None}
        await send({"type": "websocket.send", **kept})
