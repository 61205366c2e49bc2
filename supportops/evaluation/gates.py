"""What the panel has to show: the floors, the ceiling, and the distance between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from supportops.agents.panel import Kind
from supportops.evaluation.statistics import apart
from supportops.evaluation.summary import Summary
from supportops.vocabulary import FULL

NOTHING = ("do-nothing", "invalid-only", "repeater")
"""Contestants whose score is exactly 0 in every case."""

CLAIRVOYANT_MAX = FULL * 20 // 100
"""Highest score of the right code and the reference reply without evidence, in any case."""

RANDOM_MAX = 0.05
"""Highest mean score of legal actions by chance."""

BANDS = 3.0
"""Least distance between the worst honest contestant and the best of the others, in standard errors
of the difference between two means."""


def problems(table: Iterable[Summary]) -> list[str]:
    """What the panel should have shown and did not, in words; contestants left out are not missed.

    Bands need episodes enough to have an error: one of a single episode is never far enough away.
    """
    found = {row.agent: row for row in table}
    return [*_floors(found), *_ceiling(found), *_unjustified(found), *_bands(found)]


def _floors(found: Mapping[str, Summary]) -> Iterator[str]:
    for name in NOTHING:
        if name in found and found[name].best:
            yield f"{name} scores {found[name].best / FULL}, not 0"
    for row in found.values():
        if row.after:
            yield f"{row.agent} is paid after the end of an episode"
    if "clairvoyant" in found and found["clairvoyant"].best > CLAIRVOYANT_MAX:
        yield f"clairvoyant scores {found['clairvoyant'].best / FULL} without evidence"
    if "random" in found and found["random"].mean > RANDOM_MAX:
        yield f"random has a mean of {found['random'].mean:.4f}, above {RANDOM_MAX}"


def _ceiling(found: Mapping[str, Summary]) -> Iterator[str]:
    oracle = found.get("oracle")
    if oracle and (oracle.least < FULL or oracle.twins < oracle.episodes):
        yield f"oracle scores {oracle.least / FULL} somewhere, or is not justified on both twins"


def _unjustified(found: Mapping[str, Summary]) -> Iterator[str]:
    for row in found.values():
        if row.kind == Kind.DISHONEST and row.justified:
            yield f"{row.agent} has a justified success in {row.justified} cases"
        if row.kind != Kind.HONEST and row.twins:
            yield f"{row.agent} is justified on both twins in {row.twins} cases"


def _bands(found: Mapping[str, Summary]) -> Iterator[str]:
    distance, worst, best = nearest(tuple(found.values()))
    if worst and best and distance <= BANDS:
        yield (
            f"{worst.agent} and {best.agent} lie {distance:.1f} standard errors apart, "
            f"not more than {BANDS}"
        )


def nearest(table: Sequence[Summary]) -> tuple[float, Summary | None, Summary | None]:
    """The honest contestant and the other one that come closest, and how far apart they are.

    In standard errors of the difference of their means; None where there are none of a kind.
    """
    honest = [row for row in table if row.kind == Kind.HONEST]
    others = [row for row in table if row.kind != Kind.HONEST]
    pairs = [(apart(one.scores, two.scores), one, two) for one in honest for two in others]
    return min(pairs, key=lambda pair: pair[0], default=(0.0, None, None))
