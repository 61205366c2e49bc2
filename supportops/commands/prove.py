"""`supportops prove`: explores every configuration of a case and checks every invariant there."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from supportops.commands import asked
from supportops.console import FAILED, Command, put, put_json, say
from supportops.errors import CaseError, UnknownTask
from supportops.proofs.proof import Proof, proved
from supportops.proofs.spread import spread
from supportops.proofs.survey import as_text

TWIN = "#twin"


def _options(parser: ArgumentParser) -> None:
    asked.options(parser, count=20)
    parser.add_argument("--twins", action="store_true", help="and the twin of each generated case")
    asked.spread_options(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")


def _run(args: Namespace) -> int:
    try:
        names = list(_with_twins(asked.tasks(args), twins=args.twins))
    except (UnknownTask, CaseError, ValueError, OSError) as error:
        say(str(error))
        return FAILED
    proofs: list[Proof] = []
    for proof in spread(_proved, names, args.jobs):
        proofs.append(proof)
        if not args.json:
            put("".join(f"{line}\n" for line in _lines(proof)))
    if args.json:
        put_json([proof.model_dump(mode="json", exclude_defaults=True) for proof in proofs])
    else:
        put(f"{_total(proofs)}\n")
    return 0 if all(proof.holds for proof in proofs) else FAILED


def _with_twins(names: list[str], *, twins: bool) -> Iterator[str]:
    for name in names:
        yield name
        if twins and name.startswith("gen/") and not name.endswith(TWIN):
            yield f"{name}{TWIN}"


def _proved(name: str) -> Proof:
    return proved(name, asked.file_of(name))


def _lines(proof: Proof) -> Iterator[str]:
    counts = ", ".join(f"{kind} {seen}/{all_}" for kind, (seen, all_) in proof.covered.items())
    yield (
        f"{'ok' if proof.holds else 'FAILED':7} {proof.task}: {proof.configurations} "
        f"configurations, {proof.steps} steps, {counts}, violations {len(proof.violations)}"
    )
    yield from (f"        never seen: {what}" for what in proof.uncovered)
    for found in proof.violations:
        yield f"        broken: {found.invariant}"
        yield from (f"          {n}. {as_text(a)}" for n, a in enumerate(found.actions, 1))


def _total(proofs: list[Proof]) -> str:
    configurations = sum(proof.configurations for proof in proofs)
    steps = sum(proof.steps for proof in proofs)
    violations = sum(len(proof.violations) for proof in proofs)
    uncovered = sum(len(proof.uncovered) for proof in proofs)
    return (
        f"{len(proofs)} cases: {configurations:,} configurations, {steps:,} steps, "
        f"{violations} violations, {uncovered} rules, guard outcomes or refusals never seen"
    )


PROVE = Command("prove", "explore every configuration of cases", _options, _run)
