"""A process that is killed under load has lost nothing that it acknowledged."""

import random
from pathlib import Path

import pytest

from supportops.cli import main
from tests.kills import SESSIONS, killed

pytestmark = pytest.mark.long


def test_no_acknowledged_step_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    steps, failures = killed(3, tmp_path / "journal.db", random.Random(1))

    assert failures == []
    assert steps > SESSIONS
    assert main(["journal", "verify", str(tmp_path / "journal.db")]) == 0
