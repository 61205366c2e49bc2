"""`supportops audit`: whether whoever follows the return of a reward mode loses score."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from functools import partial

from supportops.commands import asked
from supportops.console import FAILED, Command, put, put_json, say
from supportops.errors import CaseError, UnknownTask
from supportops.proofs.audit import Audit, Total, audited, totals
from supportops.proofs.spread import spread
from supportops.tables import columns
from supportops.vocabulary import FULL


def _options(parser: ArgumentParser) -> None:
    asked.options(parser, count=20)
    parser.add_argument(
        "--discount",
        type=_discount,
        default=1.0,
        metavar="G",
        help="what a reward is worth one step later, above 0 and at most 1 (default: 1)",
    )
    asked.spread_options(parser)
    parser.add_argument("--json", action="store_true", help="as JSON, case by case")


def _run(args: Namespace) -> int:
    try:
        names = asked.tasks(args)
        audits = list(spread(partial(_audited, args.discount), names, args.jobs))
    except (UnknownTask, CaseError, ValueError, OSError) as error:
        say(str(error))
        return FAILED
    if args.json:
        put_json([audit.model_dump(mode="json") for audit in audits])
    else:
        put("".join(_lines(audits)))
    return 0 if all(audit.holds for audit in audits) else FAILED


def _audited(discount: float, name: str) -> Audit:
    return audited(name, asked.file_of(name), discount)


def _lines(audits: list[Audit]) -> Iterator[str]:
    whole = sum(audit.holds for audit in audits)
    yield (
        f"{len(audits)} cases; in {whole} the best score is 1, par is the shortest justified path, "
        "and every trajectory of the highest return scores 1 in every mode\n\n"
    )
    found = list(totals(audits))
    header = ("mode", "open states", "stray", "share", "in cases", "most lost", "from the start")
    yield columns(header, map(_row, found))
    for total in found:
        if total.worst:
            yield (
                f"\n{total.mode} loses most in {total.worst.task}, {total.worst.phase}, after "
                f"{total.worst.steps} steps with {', '.join(total.worst.evidence) or 'nothing'} "
                f"read and {total.worst.paid / FULL:.4f} paid\n"
            )


def _row(total: Total) -> tuple[str, ...]:
    return (
        total.mode.value,
        f"{total.states:,}",
        f"{total.strays:,}",
        f"{total.strays / total.states:.4%}",
        f"{total.cases}",
        f"{total.lost / FULL:.4f}",
        f"{total.lost_from_start / FULL:.4f}",
    )


def _discount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise ArgumentTypeError(f"{text[:60]!r} is not above 0 and at most 1")
    return value


AUDIT = Command("audit", "audit what the reward modes make an agent do", _options, _run)
