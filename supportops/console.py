"""What commands have in common: their form, and how they speak. Data to stdout, words to stderr."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import NamedTuple

FAILED = 1
"""Exit code of a check that failed, or a file that could not be read or written."""


class Command(NamedTuple):
    """A subcommand: its help, the options it adds, and what it does; it returns an exit code."""

    name: str
    summary: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def whole(least: int = 1, most: int | None = None) -> Callable[[str], int]:
    """What reads an option that is a whole number within bounds, both included."""
    bounds = f"from {least}" if most is None else f"from {least} to {most}"

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least or (most is not None and value > most):
            raise ArgumentTypeError(f"{text[:60]!r} is not a whole number {bounds}")
        return value

    return number


def put(text: str) -> None:
    """Write data. Raises `OSError` if there is nowhere to write it."""
    if sys.stdout is None:
        raise OSError("standard output is closed")
    sys.stdout.write(text)


def put_json(value: object) -> None:
    """Write data as JSON."""
    put(json.dumps(value, indent=2) + "\n")


def say(message: str) -> None:
    """Say something to the person who runs the command."""
    if sys.stderr is not None:
        sys.stderr.write(f"supportops: {message}\n")
