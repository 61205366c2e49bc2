"""What the checks are asked about: a subject at an address, small enough for a test."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from supportops.doctor.command import subject_at
from supportops.doctor.manifest import read_manifest
from supportops.doctor.oracle import solution
from supportops.doctor.package import own_root
from supportops.doctor.subject import Subject
from tests.canaries import canaries

Examined = Callable[..., Subject]

SOLVED = (
    "damaged-mug-replacement",
    "gen/refund_status/test/1",
    "gen/refund_status/test/1#twin",
    "gen/account_takeover/dev/0",
)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> Examined:
    """Makes a subject of a server of this project, without running the oracle's script."""
    shipped = tuple(canaries())[:16]
    monkeypatch.setattr("supportops.doctor.command.oracle_of", lambda _: _solutions())
    monkeypatch.setattr("supportops.doctor.command.canaries_of", lambda _: shipped)

    def make(url: str, **changes: Any) -> Subject:
        manifest = read_manifest(own_root())
        subject = subject_at(url, manifest, cases=1, own_process=False)
        return replace(subject, tasks=_tasks(), **changes)

    return make


def _solutions() -> tuple[Any, ...]:
    return tuple(map(solution, SOLVED))


def _tasks() -> tuple[dict[str, Any], ...]:
    return tuple({"split": "test", "index": index} for index in (0, 3, 9))
