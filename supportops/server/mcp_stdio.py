"""The standard MCP on standard input and output: one line a message, one episode."""

import sys
from collections.abc import Iterable
from typing import Any, TextIO

from supportops.environment import SupportOpsEnvironment
from supportops.server.mcp_standard import (
    INVALID_REQUEST,
    Desk,
    Failed,
    begin,
    failure,
    read,
    respond,
)
from supportops.server.metrics import Metrics
from supportops.server.protocol import JsonObject, json_text
from supportops.server.settings import configured
from supportops.server.turns import Turns

LINE_LIMIT = 1_048_576
"""Longest line that is read, in characters."""


def serve(options: dict[str, Any]) -> None:
    """Play one episode with the client at the other end, until it closes the input.

    Raises:
        Failed: the options name no episode.

    """
    turns = Turns(Metrics(), configured().step_timeout_s)
    desk = Desk(SupportOpsEnvironment(), turns)
    begin(desk, options)
    with turns.watched():
        converse(desk, _lines(sys.stdin), sys.stdout)


def converse(desk: Desk, lines: Iterable[str | None], out: TextIO) -> None:
    """Answer line after line; None stands for a line that is too long."""
    for line in lines:
        told = _answered(desk, line)
        if told is not None:
            out.write(f"{json_text(told)}\n")
            out.flush()


def _answered(desk: Desk, line: str | None) -> JsonObject | None:
    try:
        if line is None:
            text = f"Invalid request: lines have at most {LINE_LIMIT} characters"
            raise Failed(INVALID_REQUEST, text)
        message = read(line)
    except Failed as error:
        return failure(None, error)
    if message is None or message.is_notification:
        return None
    return respond(desk, message)


def _lines(source: TextIO) -> Iterable[str | None]:
    """The lines that hold something; what is longer than a line may be is skipped to its end."""
    while line := source.readline(LINE_LIMIT):
        whole = line.endswith("\n") or len(line) < LINE_LIMIT
        while not line.endswith("\n") and len(line) == LINE_LIMIT:
            line = source.readline(LINE_LIMIT)
        if not whole or line.strip():
            yield line if whole else None
