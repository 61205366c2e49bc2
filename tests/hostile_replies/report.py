"""The figures: what each hostile class earns, and what junk, contradictions and form change."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from supportops.vocabulary import FULL
from tests.hostile_replies.benign import Variant
from tests.hostile_replies.contradictions import Contradiction
from tests.hostile_replies.judge import quality
from tests.hostile_replies.stuffing import Addition
from tests.hostile_replies.table import HostileReply

WORST = 40
"""How many offending texts are shown, at most."""


class Graded(NamedTuple):
    """A hostile reply and what the grader made of it."""

    reply: HostileReply
    worth: int
    """In basis points of Q; above 0 is a defect."""
    why: str


class Tally(NamedTuple):
    """How the replies of one group fared."""

    replies: int
    paid: int
    """Those that earn anything."""
    full: int
    """Those that earn everything."""

    @property
    def specificity(self) -> float:
        """The share that earns nothing, in [0, 1]; 1 if there are none."""
        return 1 - self.paid / self.replies if self.replies else 1.0

    def line(self, name: str) -> str:
        """A row of the table."""
        share = f"{100 * self.specificity:6.2f} %"
        return f"{name:36} {self.replies:6} {self.paid:6} {self.full:6}  {share}"


HEAD = f"{'':36} {'count':>6} {'paid':>6} {'full':>6}  nothing"


def graded(replies: Iterable[HostileReply]) -> Iterator[Graded]:
    """The replies with what they are worth."""
    for reply in replies:
        yield Graded(reply, *quality(reply.file, reply.text))


def tally(found: Iterable[Graded]) -> Tally:
    """How a group of replies fared."""
    points = [item.worth for item in found]
    return Tally(len(points), sum(map(bool, points)), points.count(FULL))


def specificity_lines(found: Sequence[Graded]) -> Iterator[str]:
    """The table of all classes, of all families, and of everything together."""
    yield "by class".ljust(36) + HEAD[36:]
    yield from _by(found, lambda item: item.reply.kind)
    yield ""
    yield "by family".ljust(36) + HEAD[36:]
    yield from _by(found, lambda item: item.reply.family)
    yield ""
    yield tally(found).line("all")


def worst_lines(found: Iterable[Graded], limit: int = WORST) -> Iterator[str]:
    """The offending texts, classes in turn, those that earn most first."""
    groups = defaultdict(list)
    for item in sorted(found, key=lambda item: -item.worth):
        if item.worth:
            groups[item.reply.kind].append(item)
    turns = ((place, item) for items in groups.values() for place, item in enumerate(items))
    for _, item in sorted(turns, key=lambda turn: turn[0])[:limit]:
        yield f"\n{item.worth:5} {item.reply.kind}: {item.reply.file.task_id} ({item.why})"
        yield item.reply.text


def stuffing_lines(found: Sequence[Addition]) -> Iterator[str]:
    """Per kind of junk: how often it pays, and how much at most, in basis points."""
    yield f"{'':36} {'count':>6} {'paid':>6} {'most':>6}"
    for thinned, title in ((False, "added to whole letters"), (True, "added to thinned letters")):
        yield title
        groups = defaultdict(list)
        for item in found:
            if item.thinned is thinned:
                groups[item.kind].append(item.gain)
        for kind in sorted(groups):
            yield _gains(f"  {kind}", groups[kind])
    yield _gains("all", [item.gain for item in found])


def contradiction_lines(found: Sequence[Contradiction]) -> Iterator[str]:
    """Per kind: how many contradictions there are, and how many of them earn anything."""
    yield f"{'':36} {'count':>6} {'paid':>6} {'most':>6}"
    groups = defaultdict(list)
    for item in found:
        groups[item.kind].append(item.worth)
    for kind in sorted(groups):
        yield _gains(kind, groups[kind])
    yield _gains("all", [item.worth for item in found])


def benign_lines(found: Sequence[Variant]) -> Iterator[str]:
    """Per change: how many letters it was made to, and how many of them changed their worth."""
    yield f"{'':36} {'count':>6} {'moved':>6}"
    made = Counter(name for item in found for name in item.changes)
    moved = Counter(name for item in found if item.before != item.after for name in item.changes)
    for name in sorted(made):
        yield f"{name:36} {made[name]:6} {moved[name]:6}"
    yield f"{'all':36} {len(found):6} {sum(item.before != item.after for item in found):6}"


def _gains(name: str, gains: Sequence[int]) -> str:
    most = max(gains, default=0)
    return f"{name:36} {len(gains):6} {sum(gain > 0 for gain in gains):6} {most:6}"


def _by(found: Sequence[Graded], key: Callable[[Graded], str]) -> Iterator[str]:
    groups = defaultdict(list)
    for item in found:
        groups[key(item)].append(item)
    for name, items in groups.items():
        yield tally(items).line(name)
