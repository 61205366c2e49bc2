"""`supportops doctor`: examines a package directory, or a running server."""

import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from json import dumps
from pathlib import Path
from urllib.parse import urlsplit

from supportops.console import Command, put, put_json, say, whole
from supportops.doctor.examine import CHECKS, examined
from supportops.doctor.known import content_of
from supportops.doctor.launch import serving
from supportops.doctor.manifest import Manifest, ManifestError, PackageFileError, read_manifest
from supportops.doctor.package import canaries_of, oracle_of, own_root
from supportops.doctor.report import EXIT_INTERNAL, EXIT_UNSUPPORTED, Report, rendered
from supportops.doctor.subject import Subject, action_schema, sampled
from supportops.doctor.wire import Unreachable, request

CASES, CASES_MAX = 15, 200
"""Tasks of each split that are tried (one of each family), and the most that can be asked for."""

HASH_SEED = {"PYTHONHASHSEED": "20260317"}
"""Of a second process, whose sets are ordered otherwise."""


def _options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "dir", nargs="?", type=Path, metavar="DIR", help="a package directory (default: here)"
    )
    parser.add_argument(
        "--url", help="its running server; without DIR, one of this package, installed or not"
    )
    parser.add_argument(
        "--cases",
        type=whole(1, CASES_MAX),
        default=CASES,
        metavar="N",
        help=f"tasks of each split that are tried (default: {CASES})",
    )
    parser.add_argument(
        "--check",
        action="append",
        default=[],
        choices=[check.id for check in CHECKS],
        metavar="ID",
        help="ask this check only; can be given again",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the JSON there as well")


def _run(args: Namespace) -> int:
    if args.output and not args.output.absolute().parent.is_dir():
        say(f"there is no directory {args.output.parent} to write the report to")
        return EXIT_INTERNAL
    if args.output and args.output.is_dir():
        say(f"{args.output} is a directory, and no file to write the report to")
        return EXIT_INTERNAL
    try:
        report = _examined(args)
    except (ManifestError, PackageFileError, Unreachable) as error:
        say(str(error))
        return EXIT_UNSUPPORTED
    except Exception as error:  # a fault of the doctor's own: official codes tell it from a failure
        say(f"the doctor itself failed: {_told(error)}")
        return EXIT_INTERNAL
    if args.output:
        args.output.write_text(dumps(report.as_json(), indent=2) + "\n", encoding="utf-8")
    if args.json:
        put_json(report.as_json())
    else:
        put(rendered(report))
    return report.exit_code


def _told(error: Exception) -> str:
    """What went wrong, and in which line of whose code, for whoever reports it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = "".join(traceback.format_exception_only(error)).strip()
    return f"{what} ({Path(last.filename).name}, line {last.lineno}, in {last.name})"


def _examined(args: Namespace) -> Report:
    root = args.dir or (own_root() if args.url else Path())
    manifest = read_manifest(root)
    with _server(manifest, args.url) as url:
        if args.url and not args.dir:
            _expect_own(url, manifest)
        subject = subject_at(url, manifest, args.cases, own_process=args.url is None)
        return examined(subject, args.url or str(root), frozenset(args.check))


@contextmanager
def _server(manifest: Manifest, url: str | None) -> Iterator[str]:
    if url is not None:
        yield _address(url)
    else:
        with serving(manifest) as started:
            yield started


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isprintable():
        raise Unreachable(f"{url[:80]!r} is no address of a server: use http://host:port")
    return url.rstrip("/")


def _expect_own(url: str, manifest: Manifest) -> None:
    """Without a directory only a server of this package can be held to its manifest."""
    found = request(url, "GET", "/metadata").json
    name = found.get("name") if isinstance(found, dict) else None
    if name != manifest.name:
        raise ManifestError(f"{url} serves {name!r}: name the directory of its package beside it")


def subject_at(url: str, manifest: Manifest, cases: int, *, own_process: bool) -> Subject:
    """What is to be examined. Raises `Unreachable` if no OpenEnv server is there."""
    return Subject(
        url=url,
        manifest=manifest,
        schema=action_schema(url),
        tasks=sampled(url, manifest, cases),
        load_oracle=partial(oracle_of, manifest),
        canaries=canaries_of(manifest),
        content=content_of(url, cases),
        elsewhere=partial(serving, manifest, HASH_SEED) if own_process else None,
    )


DOCTOR = Command("doctor", "examine an environment, its directory or its server", _options, _run)
