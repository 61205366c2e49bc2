"""Recorded episodes give the same bytes, or the benchmark has another version."""

import json
from itertools import groupby
from typing import Any

import pytest

from supportops.cases import TASK_IDS, case_file
from supportops.vocabulary import BENCHMARK_VERSION, RewardMode
from tests.golden import episodes, path_of, record
from tests.play import transcript

every_task = pytest.mark.parametrize("task_id", TASK_IDS)
REWRITE = "move BENCHMARK_VERSION, then run `python -m tests.golden --write`"


def _stored(task_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    header, *lines = map(json.loads, path_of(task_id).read_text(encoding="utf-8").splitlines())
    return header, lines


@every_task
def test_recorded_actions_still_give_the_recorded_observations(task_id: str) -> None:
    for episode, lines in groupby(_stored(task_id)[1], lambda line: str(line["episode"])):
        *recorded, _ = lines
        mode, actions = recorded[0]["reward_mode"], [line["action"] for line in recorded[1:]]
        seen = map(json.loads, transcript(task_id, RewardMode(mode), actions))
        assert list(seen) == [line["observation"] for line in recorded], f"{episode}: {REWRITE}"


@every_task
def test_the_files_are_what_recording_writes(task_id: str) -> None:
    assert path_of(task_id).read_text(encoding="utf-8") == record(task_id), REWRITE


@every_task
def test_the_header_names_the_benchmark_the_case_and_the_episodes(task_id: str) -> None:
    header, lines = _stored(task_id)

    assert header["benchmark_version"] == BENCHMARK_VERSION
    assert (header["task_id"], header["case_digest"]) == (task_id, case_file(task_id).digest)
    assert list(header["episodes"]) == list(episodes(case_file(task_id)))
    assert sum(header["episodes"].values()) + 2 * len(header["episodes"]) == len(lines)


@every_task
def test_the_recorded_episodes_end_as_they_should(task_id: str) -> None:
    lines = [line for line in _stored(task_id)[1] if "observation" in line]
    last = {line["episode"]: line["observation"] for line in lines}

    assert all(seen["done"] for seen in last.values())
    assert last["oracle"]["current_score"] == 1
    assert last["as the customer asked"]["current_score"] <= 0.1
    assert last["mistakes"]["phase"] == "resolved"
    assert last["out of steps"]["phase"] == "exhausted"
