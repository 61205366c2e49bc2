"""Evaluation: plays agents on tasks, and says what came of it and how sure that is.

`outcome` judges an episode, `runner` plays many, `statistics` has the intervals, `summary` adds up.
"""

from supportops.evaluation.outcome import Outcome, judged
from supportops.evaluation.runner import outcomes, play
from supportops.evaluation.statistics import Interval, Sums, apart, mean_interval, wilson
from supportops.evaluation.summary import Summary, summaries

__all__ = [
    "Interval",
    "Outcome",
    "Summary",
    "Sums",
    "apart",
    "judged",
    "mean_interval",
    "outcomes",
    "play",
    "summaries",
    "wilson",
]
