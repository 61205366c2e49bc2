"""What a letter commits to, once it is asked what it leans to."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from supportops.reply.force import Force
from supportops.reply.hits import Hit
from supportops.reply.leaning import Leaning

LOUDLY = 40
"""By so many bits a sentence tells an outcome beside any other that the letter commits to."""

Said = Mapping[str, Sequence[Hit]]
"""Where a letter carries out each code."""


def settled(said: Said, committed: Collection[str], leaning: Leaning) -> dict[str, list[Hit]]:
    """Where a letter commits to each code, once it is asked what it leans to.

    It commits to what it leans to, or else to the first of the codes that its phrases commit to,
    if it only brushes all others of these. What another sentence tells loudly stands beside it.
    """
    found = {code: list(places) for code, places in said.items()}
    for code, own in _candidates(found, committed, leaning):
        done = {place.sentence for place in own if place.force <= Force.DEFERRED}
        rivals = [other for other in committed if other != code]
        phrased = code in committed
        if all(
            leaning.brushes(found[rival], rival, code, done, phrased=phrased) for rival in rivals
        ):
            found |= {rival: [] for rival in rivals} | {code: own}
            for other, start in leaning.told(LOUDLY):
                if other != code and other in found and start not in done:
                    found[other].append(_told(start, leaning))
            break
    return found


def _candidates(
    found: Said, committed: Collection[str], leaning: Leaning
) -> Iterator[tuple[str, list[Hit]]]:
    """What a letter may commit to, and where; first what it leans to."""
    code, start = leaning.meant() or ("", 0)
    own = list(found.get(code, ()))
    if code in committed:
        yield code, own
    elif code in found and not any(place.denied for place in own):
        yield code, [*own, _told(start, leaning)]
    yield from ((other, list(found[other])) for other in committed if other != code)


def _told(start: int, leaning: Leaning) -> Hit:
    return Hit(start, leaning.ends.get(start, start), Force.ASSERTED, False, start)
