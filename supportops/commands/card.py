"""`supportops card`: the benchmark card, every figure of which is computed."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from supportops.console import FAILED, Command, put, say
from supportops.validation.card import card

PATH = Path("docs/benchmark.md")


def _options(parser: ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--write", action="store_true", help=f"write {PATH}")
    group.add_argument("--check", action="store_true", help=f"fail if {PATH} is out of date")


def _run(args: Namespace) -> int:
    text = card()
    if args.write:
        PATH.write_text(text, encoding="utf-8")
        say(f"wrote {PATH}")
    elif args.check:
        if not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            say(f"{PATH} is out of date; run: python -m supportops card --write")
            return FAILED
    else:
        put(text)
    return 0


CARD = Command("card", "write the benchmark card", _options, _run)
