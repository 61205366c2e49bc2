"""Which outcomes a letter tells: what carries each out, why, and what only brushes one.

Outcomes of a family share words. Two rules keep a turn of words from being an outcome of its own:
what stands within the words of another outcome belongs to that one, and a reason that is touched
once, in a sentence that carries nothing out, gives way to an outcome that is told at more length.
"""

from collections.abc import Iterator, Mapping, Sequence

from supportops.casefile import Resolution
from supportops.reply.force import Force
from supportops.reply.hits import Hit

COMMITS = (Force.ASSERTED, Force.DEFERRED)
"""What commits a letter; the second only where nothing is done by the first."""

_GIVEN = frozenset({Force.LISTED, Force.REQUESTED, Force.ATTRIBUTED, Force.GENERAL, Force.QUOTED})
"""A reason may be what is true of all, a word of the records, or what the customer did."""

_STANDING = _GIVEN.union(COMMITS)

_AT_LENGTH = 2
"""So many phrases have to tell another outcome for a reason of one phrase to give way to it."""

Told = Mapping[str, Sequence[Hit]]
"""Where a letter tells of each code, in the order of the file."""


def told(
    codes: Sequence[Resolution], acts: Sequence[Sequence[Hit]], why: Sequence[Sequence[Hit]]
) -> dict[str, list[Hit]]:
    """Where each code is carried out. The reason of a code, if it has one, has to be given too."""
    found = {
        item.code: _justified(item, places, reasons)
        for item, places, reasons in zip(codes, acts, why, strict=True)
    }
    own = {
        item.code: _standing(reasons if item.reasons else found[item.code])
        for item, reasons in zip(codes, why, strict=True)
    }
    inner = _inner(found)
    apart = {
        code: [hit for hit in hits if hit.denied or (code, hit.start, hit.end) not in inner]
        for code, hits in found.items()
    }
    passing = frozenset(_passing(codes, apart, own))
    return {code: [] if code in passing else places for code, places in apart.items()}


def taken_back(found: Told) -> frozenset[str]:
    """The codes that a letter denies, whatever else it says about them."""
    return frozenset(
        code
        for code, places in found.items()
        if any(place.denied and _is_retracted(place, places) for place in places)
    )


def _is_retracted(denial: Hit, places: Sequence[Hit]) -> bool:
    """Whether a denial is one of what is told.

    It is not if its negation belongs to words that tell it before, as in `we do not contest it and
    accept it`, nor if the whole sum is denied and a part of it is given.
    """
    told = [place for place in places if place.force in COMMITS and not place.denied]
    if any(place.start <= denial.negation < place.end <= denial.start for place in told):
        return False
    shares = {place.share for place in told}
    return denial.share != "whole" or "part" not in shares or "whole" in shares


def _inner(found: Told) -> set[tuple[str, int, int]]:
    """What stands within wider words of another outcome that is committed to, by code.

    By their starts, the longest first, each is within what comes before it and ends later, or ends
    with it and starts earlier.
    """
    spans = [
        (hit.start, -hit.end, code, hit.force in COMMITS)
        for code, hits in found.items()
        for hit in hits
    ]
    inner: set[tuple[str, int, int]] = set()
    furthest: dict[str, tuple[int, int]] = {}
    for start, end, code, commits in sorted(spans):
        here = (-end, -start)
        around = [other for other, there in furthest.items() if there > here]
        if around and around != [code]:
            inner.add((code, start, -end))
        if commits:
            furthest[code] = max(here, furthest.get(code, here))
    return inner


def _passing(codes: Sequence[Resolution], found: Told, own: Told) -> Iterator[str]:
    """Codes that do what another does, for a reason that is only touched beside that of the other.

    A reason is touched by one phrase at most, in a sentence that carries nothing out.
    """
    committed = {code: acts for code, places in found.items() if (acts := _standing(places))}
    for item in codes:
        acts, reasons = committed.get(item.code, []), own[item.code]
        here = {act.sentence for act in acts} & {reason.sentence for reason in reasons}
        if acts and item.reasons and len(reasons) <= 1 and not here:
            told_at_length = (
                code
                for code, others in committed.items()
                if len(own[code]) >= _AT_LENGTH and _share(acts, others)
            )
            if any(code != item.code for code in told_at_length):
                yield item.code


def _share(acts: Sequence[Hit], others: Sequence[Hit]) -> bool:
    """Whether the words of every act carry out another outcome as well."""
    spans = [(other.start, other.end) for other in others]
    return all(any(s < act.end and act.start < e for s, e in spans) for act in acts)


def _standing(places: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in places if hit.force in _STANDING]


def _justified(item: Resolution, places: Sequence[Hit], why: Sequence[Hit]) -> list[Hit]:
    if item.reasons and not why:
        return []
    least = min((_reason(hit.force) for hit in why), default=Force.ASSERTED)
    if least is Force.ASSERTED and not item.asks:
        return list(places)
    return [place._replace(force=max(_act(place.force, asks=item.asks), least)) for place in places]


def _act(force: Force, *, asks: bool) -> Force:
    """A polite request does what asks something of the customer, and nothing else."""
    return Force.ASSERTED if asks and force is Force.REQUESTED else force


def _reason(force: Force) -> Force:
    """What a reason may be said with is as good as asserted."""
    return Force.ASSERTED if force in _GIVEN else force
