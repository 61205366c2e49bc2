"""What a step costs without a server: as a typed observation, and as the text of a frame."""

import json
import os
import subprocess
import time

from benchmarks import workload
from benchmarks.measure import Bench, Rounds
from benchmarks.servers import OFFICIAL, OFFICIAL_PYTHON, OURS, ROOT
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction
from supportops.server.encoding import envelope_json
from supportops.server.protocol import frame_around

FRAME = frame_around("observation")
TRIES = 9
"""Of each figure the least counts: whatever else runs can only add to it."""


def in_process(bench: Bench) -> Rounds:
    """Processor time of a step, beside that of an official environment that does the same."""
    letters = workload.drafts()
    while True:
        typed, as_json = _official(bench)
        ours = min(_steps(bench, as_json=False) for _ in range(TRIES))
        ours_json = min(_steps(bench, as_json=True) for _ in range(TRIES))
        yield [
            ("typed us", OFFICIAL.name, typed),
            ("JSON us", OFFICIAL.name, as_json),
            ("typed us", OURS.name, ours),
            ("JSON us", OURS.name, ours_json),
            ("draft us", OURS.name, min(_draft(next(letters)) for _ in range(TRIES))),
        ]


def _official(bench: Bench) -> tuple[float, float]:
    ran = subprocess.run(
        [str(OFFICIAL_PYTHON), "-m", "benchmarks.official", str(bench.script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    typed, as_json = json.loads(ran.stdout)
    return typed, as_json


def _steps(bench: Bench, *, as_json: bool, episodes: int = 100) -> float:
    env = SupportOpsEnvironment()
    start = time.process_time()
    for _ in range(episodes):
        actions = [ToolUseAction(**fields) for fields in bench.actions]
        if as_json:
            envelope_json(env.begin(task_id=workload.TASK_ID), None, around=FRAME)
            for action in actions:
                step = env.take(action)
                envelope_json(step.case, step, around=FRAME)
        else:
            env.reset(task_id=workload.TASK_ID)
            for action in actions:
                env.step(action)
    return (time.process_time() - start) / episodes / (len(bench.actions) + 1) * 1e6


def _draft(letter: ToolUseAction) -> float:
    env = SupportOpsEnvironment()
    env.reset(task_id=workload.TASK_ID)
    env.step({"action_type": "review_ticket"})
    start = time.process_time()
    env.step(letter)
    return (time.process_time() - start) * 1e6
