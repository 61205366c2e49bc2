"""Golden traces: whole episodes of every published task, with every byte an agent saw.

`<task>.jsonl` starts with a header (benchmark version, digest of the case, episodes). For each
episode follow its observations, one a line, each with the action before it, and its score card. A
difference is either a bug or a new benchmark: move `BENCHMARK_VERSION`, then run
`python -m tests.golden --write`.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from supportops.agents.baselines import SALAD
from supportops.agents.scripted import look, oracle_plan
from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.models import ToolUseAction
from supportops.vocabulary import BENCHMARK_VERSION, RewardMode
from tests.play import DRAFT, INSPECT, REVIEW, SEARCH, SUBMIT, act, observations, opened
from tests.replies import PAID_OUT, partial


def path_of(task_id: str) -> Path:
    """Where the golden traces of a task are kept."""
    return Path(__file__).parent / f"{task_id}.jsonl"


def episodes(file: CaseFile) -> Mapping[str, tuple[RewardMode, tuple[ToolUseAction, ...]]]:
    """The episodes that are recorded of a case: how they pay, and what is done."""
    plan, first = oracle_plan(file), file.gold.evidence[0][0]
    article = next(item for item in file.policies if f"policy:{item.id}" in file.relevant)
    useless = next(item for item in file.artifacts if f"artifact:{item.id}" not in file.relevant)
    mistakes = (
        act(SUBMIT, file.gold.resolution),
        act(INSPECT),
        act(INSPECT, "diary"),
        act(INSPECT, useless.id),
        look(first),
        look(first),
        act(SEARCH, article.title.upper()),
        act(DRAFT, " "),
        act(DRAFT, SALAD),
        act(DRAFT, partial(file)),
        act(SUBMIT, file.gold.fallbacks[0]),
        act(REVIEW),
    )
    harm = file.gold.harmful[0].code
    as_asked = (act(REVIEW), look(first), act(DRAFT, PAID_OUT[file.task_id]))
    return {
        "oracle": (RewardMode.SHAPED, plan),
        "mistakes": (RewardMode.SHAPED, mistakes),
        "as the customer asked": (RewardMode.DELTA, (*as_asked, act(SUBMIT, harm))),
        "out of steps": (RewardMode.TERMINAL, (look(first), *[act(REVIEW)] * file.budget)),
    }


def record(task_id: str) -> str:
    """The golden traces of a task, as the text of its file."""
    return "".join(f"{json.dumps(line)}\n" for line in _lines(case_file(task_id)))


def _lines(file: CaseFile) -> Iterator[dict[str, Any]]:
    recorded = episodes(file)
    yield {
        "benchmark_version": BENCHMARK_VERSION,
        "task_id": file.task_id,
        "case_digest": file.digest,
        "episodes": {name: len(actions) for name, (_, actions) in recorded.items()},
    }
    for name, (mode, actions) in recorded.items():
        sent = [action.model_dump(mode="json", exclude_defaults=True) for action in actions]
        seen = observations(file.task_id, mode, actions)
        for action, observation in zip([None, *sent], seen, strict=True):
            yield {
                "episode": name,
                "reward_mode": mode,
                "action": action,
                "observation": observation.model_dump(mode="json"),
            }
        card = opened(file.task_id, mode, actions).state.score_card
        yield {"episode": name, "score_card": card.model_dump(mode="json") if card else None}
