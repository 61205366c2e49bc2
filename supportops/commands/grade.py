"""`supportops grade`: what the reply grader makes of a letter, claim by claim."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.console import FAILED, Command, put, put_json, say
from supportops.errors import UnknownTask
from supportops.reply import Mark, Quality, composed, quality, read
from supportops.vocabulary import FULL

LONGEST = 65_536
"""More bytes than this are read by nobody as a letter."""


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("task_id", metavar="TASK", help="a task id, as `tasks` lists them")
    parser.add_argument("--reply", metavar="FILE", help="the letter; `-` is stdin", required=True)
    parser.add_argument("--code", help="the code that is submitted; the right one if not given")
    parser.add_argument(
        "--evidence",
        nargs="*",
        metavar="REF",
        help="what was read, as artifact:ID or policy:ID; everything if not given",
    )
    parser.add_argument("--json", action="store_true", help="the same for programs")


def _run(args: Namespace) -> int:
    try:
        file = case_file(args.task_id)
        letter = _letter(args.reply)
    except (UnknownTask, ValueError, OSError) as error:
        say(str(error))
        return FAILED
    code = args.code or file.gold.resolution
    evidence = file.texts if args.evidence is None else args.evidence
    unknown = [ref for ref in evidence if ref not in file.texts]
    if unknown:
        say(f"the case has no {', '.join(unknown)}; what can be read: {', '.join(file.texts)}")
        return FAILED
    if code not in file.codes:
        say(f"the case has no code {code:.60}; its codes: {', '.join(file.codes)}")
        return FAILED
    marks = quality(read(letter, file), file, frozenset(evidence), code)
    if args.json:
        put_json(_as_json(marks, letter))
    else:
        worth = f"{marks.earned / FULL:.2f} of the reply's marks"
        put(f"{args.task_id}, submitted as {code}: {worth}\n")
        put("".join(f"{line}\n" for line in _lines(marks, file, letter)))
    return 0


def _letter(name: str) -> str:
    """What a file holds, or stdin. Raises `OSError`, or `ValueError` if it is no letter."""
    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as source:
        data = source.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise ValueError(f"{name} holds more than {LONGEST:,} bytes, which is no letter")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"{name} is not written in UTF-8: {error}") from None


def _lines(marks: Quality, file: CaseFile, letter: str) -> Iterator[str]:
    yield f"  {marks.why}"
    stated = {mark.claim.value for mark in marks.marks}
    for mark in marks.marks:
        claim = mark.claim
        yield f"{mark.earned / FULL:>6.2f}  {claim.slot:<10} {claim.value}: {mark.why}"
        if excerpt := _excerpt(mark, letter):
            yield f"{'':>8}{excerpt}"
    for wanted in file.claims:
        if wanted.name not in stated:
            yield f"{0:>6.2f}  {'fact':<10} {wanted.name}: not stated; it stands in {wanted.source}"
            yield f"{'':>8}{wanted.written!r}"


def _excerpt(mark: Mark, letter: str) -> str:
    return " ".join(composed(letter)[mark.claim.start : mark.claim.end].split())


def _as_json(marks: Quality, letter: str) -> object:
    return {
        "earned": marks.earned / FULL,
        "why": marks.why,
        "claims": [
            {
                "slot": mark.claim.slot,
                "value": mark.claim.value,
                "force": mark.claim.force.name.lower(),
                "earned": mark.earned / FULL,
                "why": mark.why,
                "start": mark.claim.start,
                "end": mark.claim.end,
                "text": _excerpt(mark, letter),
            }
            for mark in marks.marks
        ],
    }


GRADE = Command("grade", "show what a letter commits to, and what that earns", _options, _run)
