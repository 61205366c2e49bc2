"""Settings come from the environment, and a bad one is named before anything is served."""

import pytest
from pydantic import ValidationError

from supportops.server.app import create_app
from supportops.server.settings import Mode, Settings

DEFAULTS = {
    "openenv_mode": Mode.SIMULATION,
    "max_concurrent_envs": 256,
    "max_http_sessions": 1024,
    "session_idle_timeout_s": 1800.0,
}
GOOD = [
    ("OPENENV_MODE", "production", Mode.PRODUCTION),
    ("OPENENV_MODE", "PRODUCTION", Mode.PRODUCTION),
    ("openenv_mode", "Simulation", Mode.SIMULATION),
    ("MAX_CONCURRENT_ENVS", "1", 1),
    ("MAX_HTTP_SESSIONS", "7", 7),
    ("SESSION_IDLE_TIMEOUT_S", "0.5", 0.5),
]
BAD = [
    ("OPENENV_MODE", "prod"),
    ("MAX_CONCURRENT_ENVS", "0"),
    ("MAX_CONCURRENT_ENVS", "many"),
    ("MAX_CONCURRENT_ENVS", "1.5"),
    ("MAX_HTTP_SESSIONS", "-1"),
    ("SESSION_IDLE_TIMEOUT_S", "0"),
    ("SESSION_IDLE_TIMEOUT_S", "nan"),
    ("SESSION_IDLE_TIMEOUT_S", "inf"),
    ("SESSION_IDLE_TIMEOUT_S", "1h"),
]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DEFAULTS:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_defaults_need_no_variable() -> None:
    assert Settings().model_dump() == DEFAULTS


@pytest.mark.parametrize(("name", "text", "value"), GOOD)
def test_a_variable_sets_what_it_is_named_for(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    monkeypatch.setenv(name, text)

    assert Settings().model_dump() == DEFAULTS | {name.lower(): value}


@pytest.mark.parametrize("name", DEFAULTS)
def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name.upper(), "")

    assert Settings().model_dump() == DEFAULTS


@pytest.mark.parametrize(("name", "text"), BAD)
def test_a_bad_variable_is_named_before_anything_is_served(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)

    with pytest.raises(ValidationError, match=f"(?i){name}"):
        create_app()


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().max_http_sessions = 5
