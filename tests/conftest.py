"""Hypothesis profiles: `dev` while working, `ci` repeatable, `fuzz` for a night, `mutants`."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

# No test fails because the machine is slow: no deadline, no check on the speed of generation.
_CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("dev", _CALM, max_examples=50)
settings.register_profile("ci", _CALM, max_examples=300, derandomize=True, print_blob=True)
# A mutant has to be noticed, not explained: nothing is shrunk.
settings.register_profile(
    "mutants", _CALM, max_examples=40, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.register_profile("fuzz", _CALM, max_examples=20_000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "dev")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--conformance",
        action="store_true",
        help="collect the tests that drive the official packages (make conformance installs them)",
    )
    parser.addoption(
        "--browser",
        action="store_true",
        help="collect the tests that drive a browser (make browser installs what they need)",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    asked_for = collection_path.name in ("conformance", "browser") and collection_path.is_dir()
    return True if asked_for and not config.getoption(f"--{collection_path.name}") else None
