"""The example for the official client, as the README shows it."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conformance.test_official import GENERATIONS, run, tool
from tests.pages import README, SERVER, text_of
from tests.serving import running_server


@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_example_runs_with_the_official_client(generation: str, tmp_path: Path) -> None:
    indented = re.findall(r"(?:^    .*\n|^\n)+", text_of(README), re.MULTILINE)
    (example,) = (dedent(code) for code in indented if "GenericEnvClient" in code)
    with running_server(tmp_path / "log") as server:
        here = example.replace(SERVER, server.url.partition("//")[2])
        done = run(tool(generation, "python"), "-c", here, cwd=tmp_path)

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("RECORD identity")
