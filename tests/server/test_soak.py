"""A long life leaves nothing behind: neither memory nor descriptors (`make soak` is longer)."""

import sys
from pathlib import Path

import pytest

from tests.serving import running_server
from tests.soak import GROWTH_LIMIT, soaked


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_episodes_and_connections_leave_nothing_behind(tmp_path: Path) -> None:
    with running_server(tmp_path / "log") as server:
        growth, left = soaked(server, 1000, 300)

    assert growth <= GROWTH_LIMIT
    assert left <= 0
