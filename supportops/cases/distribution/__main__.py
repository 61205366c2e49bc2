"""`python -m supportops.cases.distribution`: make the lists of the evaluation splits, or check."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from supportops.cases.archetype import Archetype
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.distribution.gates import Ceilings, Weights, ceilings
from supportops.cases.distribution.solve import Infeasible, chosen
from supportops.cases.draw import Draw
from supportops.cases.generate import DRAWN
from supportops.cases.lists import CANARY, policies_of, table_digest
from supportops.cases.partition import SPLIT_NAMES, families, members, twins

COUNT, MOST = 100, 2
"""Cases of each family in a split, and how often one may recur in other words."""

DATA = Path(__file__).parent.parent / "data"
LISTED = tuple(split for split in SPLIT_NAMES if split not in DRAWN)


def solved(split: str, kind: Archetype) -> Weights:
    """The cases of a family in a split, with how often each occurs. Raises `Infeasible`."""
    space = kind.table.space
    candidates = members(split, kind.id, space)
    paired = [item for item in candidates if twins(split, kind.id, space, item)]
    return chosen(space, paired, COUNT, MOST)


def stored(split: str, kind: Archetype, weights: Weights) -> dict[str, Any]:
    """The cases as a list holds them, in an order that tells nothing."""
    space = kind.table.space
    worlds = {world: place for place, world in enumerate(space.worlds)}
    policies = {policy: place for place, policy in enumerate(policies_of(split, space))}
    cases = [
        [worlds[asked.latent.facts], policies[asked.latent.parameters]]
        for asked, times in sorted(weights.items(), key=lambda item: repr(item[0].latent))
        for _ in range(times)
    ]
    mixed = Draw("lists", split, kind.id).shuffled("cases", cases)
    return {"table": table_digest(space), "cases": mixed}


def main() -> int:
    """Make every list; 1 if a family cannot pass its gates."""
    parser = argparse.ArgumentParser(prog="supportops.cases.distribution", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the lists")
    parser.add_argument("family", nargs="*", help="only these families")
    options = parser.parse_args()
    failed = False
    for split in LISTED:
        content: dict[str, Any] = {}
        for kind, weights, found in _solutions(split, options.family):
            failed |= bool(found.problems())
            content[kind.id] = stored(split, kind, weights)
        if options.write and content and not failed:
            _write(split, content)
    return int(failed)


def _solutions(split: str, only: list[str]) -> Iterator[tuple[Archetype, Weights, Ceilings]]:
    for family in families(split, tuple(FAMILIES)):
        if only and family not in only:
            continue
        kind = archetype(family)
        try:
            weights = solved(split, kind)
        except Infeasible as error:
            raise SystemExit(
                f"{split} {family}: no set of cases passes the gates: {error}"
            ) from None
        found = ceilings(kind.table.space, weights)
        sys.stdout.write(
            f"{split:15} {family:26} distinct {len(weights):3}  ticket {float(found.ticket):.3f}  "
            f"single {float(found.single):.3f}  blind {float(found.blind):.3f}  decisive "
            f"{float(found.decisive):.2f}  {'; '.join(found.problems()) or 'ok'}\n"
        )
        yield kind, weights, found


def _write(split: str, content: dict[str, Any]) -> None:
    """Put these families into the list of a split, and leave the others in it as they are."""
    path = DATA / f"{split}.json"
    known = json.loads(path.read_text(encoding="utf-8"))["families"] if path.exists() else {}
    kept = {name: (known | content)[name] for name in FAMILIES if name in known | content}
    data = {"canary": CANARY, "split": split, "families": kept}
    path.write_text(json.dumps(data) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
