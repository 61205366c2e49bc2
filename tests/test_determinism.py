"""The same actions give the same bytes in every process and every thread."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from supportops.agents.scripted import oracle_plan
from supportops.cases import TASK_IDS, case_file
from supportops.models import ToolUseAction
from supportops.vocabulary import ActionType, RewardMode
from tests.play import DRAFT, SUBMIT, act, transcript
from tests.replies import replies_to

Script = tuple[str, RewardMode, tuple[ToolUseAction, ...]]


def scripts(count: int) -> Iterator[Script]:
    """The same episodes everywhere: the way of the oracle with detours, in every reward mode."""
    rng = Random(20260312)
    for number in range(count):
        file = case_file(TASK_IDS[number % len(TASK_IDS)])
        plan = oracle_plan(file)
        detours = (
            *plan,
            *(act(verb) for verb in ActionType),
            *(act(DRAFT, reply) for reply in replies_to(file)),
            *(act(SUBMIT, code) for code in file.codes),
        )
        opening = plan[: rng.randrange(len(plan) + 1)]
        rest = rng.choices(detours, k=file.budget - len(opening) + 2)
        yield file.task_id, rng.choice(list(RewardMode)), (*opening, *rest)


def digest(count: int) -> str:
    """SHA-256 of everything that is seen in the episodes."""
    played = sha256()
    for script in scripts(count):
        played.update("\n".join(transcript(*script)).encode())
    return played.hexdigest()


@pytest.mark.parametrize("seed", ["0", "1", "4294967295", "random"])
def test_no_hash_seed_changes_a_byte(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from tests.test_determinism import digest; print(digest(60))"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == digest(60)


def test_threads_share_the_machine_and_nothing_else() -> None:
    alone = [transcript(*script) for script in scripts(60)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda script: transcript(*script), scripts(60)))
    finally:
        sys.setswitchinterval(interval)

    assert together == alone


def test_the_episodes_cover_all_ends() -> None:
    ends = {transcript(*script)[-1].count('"end_reason":"resolved"') for script in scripts(60)}

    assert ends == {0, 1}
