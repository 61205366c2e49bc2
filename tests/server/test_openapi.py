"""The OpenAPI document against the server: every operation does what it says, whatever comes.

A few cases of each operation run here; `make fuzz` runs thousands.
"""

from pathlib import Path

import pytest

from tests.fuzz import fuzz
from tests.serving import Server

pytestmark = pytest.mark.long


def test_every_operation_is_what_the_document_says(server: Server, tmp_path: Path) -> None:
    """All checks: statuses, types, schemas, methods; nothing valid refused, nothing else taken."""
    report = fuzz(server.url, examples=5, seed=1, cwd=tmp_path)

    assert report.passed, report.text
    assert report.cases > 300
