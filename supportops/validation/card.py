"""The benchmark card: what the cases are, and what can be guessed of them, as a page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from statistics import fmean

from supportops.casefile import ASKED_FIRST
from supportops.cases import case_file, split_size, task_at
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.distribution.gates import (
    BLIND_MAX,
    DECISIVE_MIN,
    SINGLE_MAX,
    TICKET_MARGIN,
    Ceilings,
)
from supportops.cases.generate import DRAWN
from supportops.cases.lists import count
from supportops.cases.overlays import OVERLAYS, UNSEEN_PAIRS
from supportops.cases.partition import ARCHETYPE_SPLIT, HELD_OUT, SPLIT_NAMES, families
from supportops.tables import markdown
from supportops.validation.panel_part import panel_part
from supportops.validation.reply_part import reply_part
from supportops.validation.splits import LISTED, shared, split_ceilings
from supportops.vocabulary import BENCHMARK_VERSION

MAIN = "test"
"""The split whose ceilings are shown family by family; held-out families have their own."""


def card() -> str:
    """The page, in Markdown."""
    parts = (
        _family_part(),
        _ceiling_part(),
        panel_part(),
        _split_part(),
        _overlay_part(),
        reply_part(),
    )
    return "\n".join((_HEAD, *chain.from_iterable(parts)))


_HEAD = f"""# Benchmark card

Benchmark version {BENCHMARK_VERSION}. Every figure on this page is computed from the cases by
`python -m supportops card`, and `make check` fails when one has moved. `python -m supportops
validate` checks each case, and prints what is wrong with it.
"""


def _family_part() -> Iterator[str]:
    rows = [_family_row(family) for family in FAMILIES]
    latents = sum(_latents(family) for family in FAMILIES)
    codes = {code for family in FAMILIES for code in archetype(family).table.codes}
    yield (
        f"## Families\n\n{len(FAMILIES)} families, {latents:,} distinct cases before overlays and "
        f"wording, {len(codes)} codes that are right somewhere. Evidence is the mean number of "
        "records in the smallest set that proves a resolution, of those that decide. A policy "
        "decides a case if another policy of the family would resolve it otherwise.\n"
    )
    header = ("family", "worlds", "policies", "codes", "evidence", "rating", "trap")
    yield markdown(header, rows)


def _family_row(family: str) -> tuple[str, ...]:
    kind = archetype(family)
    space = kind.table.space
    return (
        family,
        f"{len(space.worlds)}",
        f"{len(space.policies)}",
        f"{len(kind.table.codes)}",
        f"{space.mean_evidence:.1f} of {len(kind.table.records)}",
        f"{space.rating:.1f}",
        kind.trap,
    )


def _latents(family: str) -> int:
    space = archetype(family).table.space
    return len(space.worlds) * len(space.policies)


def _ceiling_part() -> Iterator[str]:
    found = [
        (family, split_ceilings(ARCHETYPE_SPLIT if family in HELD_OUT else MAIN, family))
        for family in FAMILIES
    ]
    yield (
        "## What can be guessed\n\nAccuracy of the best possible reader of a part of the case, "
        f"exact, on `{MAIN}` and, for the held-out families, on `{ARCHETYPE_SPLIT}`. Gates: the "
        f"ticket alone at most 1/codes + {float(TICKET_MARGIN)}, any one record or the article "
        f"alone at most {float(SINGLE_MAX)}, all records without the policy at most "
        f"{float(BLIND_MAX)}, the policy decisive in at least {float(DECISIVE_MIN)}.\n"
    )
    rows = [(family, *_figures(ceilings)) for family, ceilings in found]
    header = ("family", "1/codes", "ticket", "best single", "records, no policy", "policy decides")
    yield markdown(header, [*rows, ("mean", *_mean(ceilings for _, ceilings in found))])
    yield "Means over the families of the other splits:\n"
    yield markdown(
        ("split", *header[1:]),
        [(split, *_mean(_all(split))) for split in LISTED if split not in (MAIN, ARCHETYPE_SPLIT)],
    )


def _all(split: str) -> Iterator[Ceilings]:
    return (split_ceilings(split, family) for family in families(split, tuple(FAMILIES)))


def _values(found: Ceilings) -> tuple[Fraction, ...]:
    return (Fraction(1, found.codes), found.ticket, found.single, found.blind, found.decisive)


def _figures(found: Ceilings) -> list[str]:
    return [f"{float(value):.2f}" for value in _values(found)]


def _mean(many: Iterable[Ceilings]) -> list[str]:
    columns = zip(*map(_values, many), strict=True)
    return [f"{fmean(map(float, column)):.2f}" for column in columns]


def _split_part() -> Iterator[str]:
    common = sum(shared().values())
    yield (
        f"## Splits\n\nTwo splits share {common} cases, twins included. A split owns cells of what "
        "the records say; `test_policy` holds parameter values, `test_archetype` families and "
        "`test_overlay` pairs of overlays that occur nowhere else. `train` and `private` have no "
        "end; `private` is drawn with a secret of the evaluator's own. Every listed case has a "
        "twin in its own split.\n"
    )
    rows = [_split_row(split) for split in SPLIT_NAMES if split != "private"]
    yield markdown(("split", "families", "cases", "easy", "medium", "hard"), rows)


def _split_row(split: str) -> tuple[str, ...]:
    ids = families(split, tuple(FAMILIES))
    size = 100 * len(ids) if split in DRAWN else split_size(split)
    count = Counter(case_file(task_at(split, index)).difficulty for index in range(size))
    shares = (f"{count[name] / size:.0%}" for name in ("easy", "medium", "hard"))
    return (split, f"{len(ids)}", "no end" if split in DRAWN else f"{size}", *shares)


def _overlay_part() -> Iterator[str]:
    yield (
        f"## Overlays\n\n{len(OVERLAYS)}, on every family: {', '.join(OVERLAYS)}. "
        f"{len(UNSEEN_PAIRS)} pairs of them are kept for `test_overlay`.\n"
    )
    yield (
        f"Where the customer can be asked, `{ASKED_FIRST}` hides what they have until then. "
        f"Cases of `{MAIN}` in which the record of it shows nothing at first:\n"
    )
    askable = [family for family in FAMILIES if archetype(family).wanted]
    header = ("family", "the request is right", "it comes when asked for", "it is not needed")
    yield markdown(header, [_asking_row(family) for family in askable])


def _asking_row(family: str) -> tuple[str, ...]:
    size = count(MAIN, family)
    files = [case_file(f"gen/{family}/{MAIN}/{number}") for number in range(size)]
    lacking = [file for file in files if file.asking and not file.asking.on_file]
    coming = [file for file in lacking if file.sent]
    right = [file for file in lacking if file.asking and file.gold.resolution == file.asking.code]
    others = len(lacking) - len(coming) - len(right)
    return (family, f"{len(right)}", f"{len(coming)}", f"{others}")
