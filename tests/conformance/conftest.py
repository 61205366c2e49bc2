"""What the official packages are let loose on: a running server, and the tree as published."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import ROOT, Server, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server") / "log") as started:
        yield started


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The tree as it is published: what is installed or cached stays behind."""
    copy = tmp_path / "support_ops_env"
    hidden = (".venv", ".git", "*_cache", "__pycache__", ".hypothesis", "build", "dist")
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*hidden))
    return copy
