"""What the episodes of one contestant come to: whole numbers, and what is derived from them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from supportops.evaluation.outcome import Outcome
from supportops.evaluation.statistics import Interval, Sums, mean_interval, wilson
from supportops.vocabulary import FULL


class Summary(NamedTuple):
    """The episodes of one contestant, as whole numbers; scores and rewards in basis points."""

    agent: str
    kind: str
    episodes: int
    total: int
    squares: int
    """Sum of the squared scores."""
    best: int
    least: int
    justified: int
    """Episodes with a justified success; the next five count episodes as well."""
    twins: int
    harm: int
    over_escalation: int
    over_refusal: int
    rewards: int
    """Sum of all rewards until the end of each episode."""
    after: int
    """Sum of all rewards after it."""

    @classmethod
    def of(cls, agent: str, kind: str, outcomes: Iterable[Outcome]) -> Self:
        """The summary of these episodes. Raises `ValueError` for none."""
        kept = tuple(outcomes)
        if not kept:
            raise ValueError("no episode to summarise")
        scores = Sums.of(item.score for item in kept)
        return cls(
            agent,
            kind,
            scores.size,
            scores.total,
            scores.squares,
            best=max(item.score for item in kept),
            least=min(item.score for item in kept),
            justified=sum(item.justified for item in kept),
            twins=sum(item.twins for item in kept),
            harm=sum(item.harm for item in kept),
            over_escalation=sum(item.over_escalation for item in kept),
            over_refusal=sum(item.over_refusal for item in kept),
            rewards=sum(item.rewards for item in kept),
            after=sum(item.after for item in kept),
        )

    @property
    def scores(self) -> Sums:
        """The scores, as sums."""
        return Sums(self.episodes, self.total, self.squares)

    @property
    def mean(self) -> float:
        """Mean score, in [0, 1]."""
        return self.scores.mean / FULL

    @property
    def interval(self) -> Interval:
        """The interval of the mean score."""
        return mean_interval(self.scores, FULL)

    def rate(self, name: str) -> float:
        """The share of episodes of a kind that is counted, by the name of its field."""
        happened: int = getattr(self, name)
        return happened / self.episodes

    def rate_interval(self, name: str) -> Interval:
        """The interval of that share."""
        return wilson(getattr(self, name), self.episodes)


def summaries(
    agents: Sequence[tuple[str, str]], played: Iterable[Sequence[Outcome]]
) -> tuple[Summary, ...]:
    """A summary of each agent, given by name and kind, from the outcomes of all on every task."""
    columns = zip(*played, strict=True)
    return tuple(
        Summary.of(name, kind, outcomes)
        for (name, kind), outcomes in zip(agents, columns, strict=True)
    )
