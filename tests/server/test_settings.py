"""Settings come from the environment, and a bad one is named before anything is served."""

import pytest
from pydantic import SecretStr, ValidationError

from supportops.server.app import create_app
from supportops.server.settings import LogFormat, Mode, Settings, configured

TOKEN = "0123456789abcdef"
DEFAULTS = {name: field.default for name, field in Settings.model_fields.items()}
GOOD = [
    ("OPENENV_MODE", "production", Mode.PRODUCTION),
    ("OPENENV_MODE", "PRODUCTION", Mode.PRODUCTION),
    ("openenv_mode", "Simulation", Mode.SIMULATION),
    ("MAX_CONCURRENT_ENVS", "1", 1),
    ("MAX_HTTP_SESSIONS", "7", 7),
    ("SESSION_IDLE_TIMEOUT_S", "0.5", 0.5),
    ("MAX_SOCKETS", "9", 9),
    ("REQUESTS_PER_S", "0.5", 0.5),
    ("ALLOWED_HOSTS", " Desk.example , other:8000,,", ("desk.example", "other:8000")),
    ("ALLOWED_HOSTS", "*", ("*",)),
    ("ACCESS_TOKEN", TOKEN, SecretStr(TOKEN)),
    ("LOG_FORMAT", "JSON", LogFormat.JSON),
    ("WS_DEFLATE", "true", True),
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
    ("MAX_SOCKETS", "0"),
    ("MESSAGES_PER_S", "0"),
    ("REQUEST_TIMEOUT_S", "inf"),
    ("ACCESS_TOKEN", "short"),
    ("LOG_LEVEL", "loud"),
    ("LOG_FORMAT", "xml"),
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


def test_a_bad_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESS_TOKEN", "short")

    with pytest.raises(SystemExit, match="ACCESS_TOKEN") as stopped:
        configured()
    with pytest.raises(ValidationError) as raised:
        Settings()

    assert "'short'" not in f"{stopped.value} {raised.value}"


def test_a_token_is_not_shown_among_the_settings() -> None:
    assert TOKEN not in repr(Settings(access_token=SecretStr(TOKEN)))


def test_more_sockets_are_let_in_than_sessions_so_that_each_is_told_why_it_cannot_stay() -> None:
    assert Settings(max_concurrent_envs=100).socket_limit == 264
    assert Settings(max_concurrent_envs=100, max_sockets=7).socket_limit == 7


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().max_http_sessions = 5
