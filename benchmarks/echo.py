"""The practical limit: an ASGI application that does nothing but send bytes of the same size."""

import json
import os
from collections.abc import Awaitable, Callable
from itertools import cycle
from pathlib import Path
from typing import Any

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SCRIPT: list[dict[str, Any]] = json.loads(Path(os.environ["BENCH_SCRIPT"]).read_text())
ENVELOPES = [one["envelope"] for one in SCRIPT]
FRAMES = [
    json.dumps({"type": "observation", "data": one}, ensure_ascii=False, separators=(",", ":"))
    for one in ENVELOPES
]
BODY = json.dumps(ENVELOPES[1], ensure_ascii=False, separators=(",", ":")).encode()
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer every frame with the next of the episode, every request with one body."""
    if scope["type"] == "websocket":
        await _frames(receive, send)
    elif scope["type"] == "http":
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": BODY})


async def _frames(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    for text in cycle(FRAMES):
        if (await receive())["type"] == "websocket.disconnect":
            return
        await send({"type": "websocket.send", "text": text})
