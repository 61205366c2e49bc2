"""One server process: how uvicorn is set up, and how it ends.

`python -m uvicorn server.app:app` serves the same application without what needs a protocol of our
own: the time limits of requests, and the answers that precede a shutdown.
"""

import gc
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from math import ceil
from typing import Any

import uvicorn
from litestar.types import ASGIApp

from supportops.console import whole
from supportops.server.app import create_app
from supportops.server.checks import HEAD_LIMIT
from supportops.server.frames import FRAME_LIMIT
from supportops.server.lean import LeanWebSocket
from supportops.server.lean_http import LeanHttp
from supportops.server.logs import log_config
from supportops.server.settings import Settings, configured

APP = "supportops.server.process:application"

PORT_MAX = 65_535

KEEP_ALIVE_S = 5.0
"""Longest time that a connection waits for its next request."""

BYTES_PER_CHARACTER = 4
"""Most bytes that a character takes in UTF-8."""


def main(argv: Sequence[str] | None = None) -> None:
    """Serve until interrupted: `server [--host HOST] [--port PORT] [--workers N]`."""
    parser = ArgumentParser(prog="server", description="Serve Support Ops over OpenEnv.")
    parser.add_argument("--host", default="127.0.0.1", help="address to bind (default: loopback)")
    parser.add_argument(
        "--port",
        type=whole(0, PORT_MAX),
        default=8000,
        help="port to bind; 0 for any that is free (default: 8000)",
    )
    parser.add_argument(
        "--workers", type=whole(), default=1, help="processes; above 1 needs JOURNAL (default: 1)"
    )
    args = parser.parse_args(argv)
    settings = configured()
    if args.workers > 1 and settings.journal is None:
        # Without one a session over HTTP would be known to one process and unknown to the next.
        parser.error("--workers above 1 needs a JOURNAL, which the processes share")
    # uvicorn stops on the signal and then raises it again; an orderly stop is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(APP, host=args.host, port=args.port, workers=args.workers, **options(settings))


def application() -> ASGIApp:
    """The application of this process; the collector, off while it was loaded, passes it over."""
    made = create_app()
    gc.freeze()
    gc.enable()
    return made


def options(settings: Settings) -> dict[str, Any]:
    """What uvicorn is told, but for the address."""
    return {
        "factory": True,
        "http": LeanHttp,
        "ws": LeanWebSocket,
        "ws_max_size": FRAME_LIMIT * BYTES_PER_CHARACTER,
        "ws_per_message_deflate": settings.ws_deflate,
        "h11_max_incomplete_event_size": HEAD_LIMIT * 2,
        "timeout_keep_alive": min(KEEP_ALIVE_S, settings.request_timeout_s),
        "timeout_graceful_shutdown": ceil(settings.shutdown_timeout_s),
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": list(settings.trusted_proxies),
        "server_header": False,
        "access_log": False,
        "log_config": log_config(settings),
    }
