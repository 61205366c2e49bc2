"""`supportops explain`: why a case is resolved as it is."""

from argparse import ArgumentParser, Namespace

from supportops.cases import case_file
from supportops.console import FAILED, Command, put, say
from supportops.errors import UnknownTask
from supportops.validation import certificate, with_proof


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("task_id", metavar="TASK", help="a task id, as `tasks` lists them")
    parser.add_argument(
        "--json", action="store_true", help="the whole case file, as `validate` reads it"
    )


def _run(args: Namespace) -> int:
    try:
        file = case_file(args.task_id)
    except UnknownTask as error:
        say(str(error))
        return FAILED
    if args.json:
        put(with_proof(file).model_dump_json(indent=2) + "\n")
    else:
        put(certificate(file, args.task_id) + "\n")
    return 0


EXPLAIN = Command("explain", "print the certificate of a case", _options, _run)
