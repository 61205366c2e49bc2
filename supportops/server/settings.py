"""Settings of the server, each from the environment variable of its name.

The field's description is the documentation: the table in docs/protocol.md is compared with it.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SPARE_SOCKETS = 64
"""Sockets above twice the sessions that are still told in a frame why they cannot stay."""


class Mode(StrEnum):
    """Whether the HTTP simulation routes exist."""

    SIMULATION = "simulation"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    """What a line of the log looks like."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """The least important lines that are still written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(name for part in value.split(",") if (name := part.strip().lower()))


Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
PerSecond = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """Raises `pydantic.ValidationError`, naming the variable, when one has no sensible value."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    openenv_mode: Annotated[Mode, BeforeValidator(_lower)] = Field(
        default=Mode.SIMULATION,
        description="`production` takes the HTTP routes /reset, /step and /state away.",
    )
    enable_web_interface: bool = Field(
        default=False, description="Whether the playground is served, at /web; / leads there."
    )
    max_concurrent_envs: Count = Field(
        default=256, description="Sessions on sockets, and sessions made over /mcp."
    )
    max_sessions_per_address: Count | None = Field(
        default=None, description="How many of these one address may have; unset: all."
    )
    max_sockets: Count | None = Field(
        default=None,
        description="Open sockets, those included that are told that the server is full; past it "
        "a handshake is answered 503. Unset: twice MAX_CONCURRENT_ENVS and 64 more.",
    )
    max_http_sessions: Count = Field(
        default=1024,
        description="Sessions of plain HTTP that no socket holds; the one idle longest makes room.",
    )
    session_idle_timeout_s: Seconds = Field(
        default=1800.0,
        description="Seconds until a session that no socket holds is forgotten.",
    )
    step_timeout_s: Seconds = Field(
        default=5.0, description="Seconds after which an answer that is not ready is given up."
    )
    request_timeout_s: Seconds = Field(
        default=10.0,
        description="Seconds a peer may take over the head of a request, and over its body.",
    )
    stall_timeout_s: Seconds = Field(
        default=20.0,
        description="Seconds that what was sent may wait for a peer that does not take it (Linux).",
    )
    shutdown_timeout_s: Seconds = Field(
        default=8.0, description="Seconds that open connections have to end when the server stops."
    )
    journal: Path | None = Field(
        default=None,
        description="File that every episode is written to and resumed from; unset: none.",
    )
    journal_durable: bool = Field(
        default=False,
        description="Whether each step waits for the disk, so that it survives a power cut too.",
    )
    requests_per_s: PerSecond | None = Field(
        default=None,
        description="HTTP requests and handshakes a second of one address; unset: no limit.",
    )
    messages_per_s: PerSecond | None = Field(
        default=None,
        description="Frames a second of one socket, which is answered no faster; unset: no limit.",
    )
    allowed_hosts: Names = Field(
        default=(),
        description="Names in the Host header, separated by commas; `*` allows all. Unset: only "
        "loopback names on loopback connections, any name elsewhere.",
    )
    allowed_origins: Names = Field(
        default=(),
        description="Origins of web pages that may use the server, besides its own. Unset: none on "
        "loopback connections, any elsewhere.",
    )
    access_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Bearer token of the privileged view, and of /metrics. Unset: there is no "
        "privileged view, and /metrics is open.",
    )
    ws_deflate: bool = Field(
        default=False,
        description="Whether sockets may compress: for thin links, at three times the work.",
    )
    trusted_proxies: Names = Field(
        default=(),
        description="Addresses of proxies whose X-Forwarded-For and -Proto are believed.",
    )
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = Field(
        default=LogLevel.INFO, description="`debug`, `info`, `warning` or `error`."
    )
    log_format: Annotated[LogFormat, BeforeValidator(_lower)] = Field(
        default=LogFormat.TEXT, description="`text`, or `json` for one object a line."
    )
    space_host: str | None = Field(
        default=None, description="Set by a Space: its public name, allowed as a host."
    )
    space_id: str | None = Field(
        default=None, description="Set by a Space, whose page may then frame the pages here."
    )

    @property
    def socket_limit(self) -> int:
        """Open sockets past which a handshake is refused."""
        return self.max_sockets or 2 * self.max_concurrent_envs + SPARE_SOCKETS


def configured() -> Settings:
    """The settings of the environment. Ends the process with a message if one makes no sense."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = (f"{str(e['loc'][0]).upper()}: {_found(e)}" for e in error.errors())
        sys.exit("cannot start: " + "; ".join(wrong))


_SECRETS = ("access_token",)


def _found(error: ErrorDetails) -> str:
    """What is wrong with a value, and the value unless it is secret."""
    if error["loc"][0] in _SECRETS:
        return error["msg"]
    return f"{error['msg']}, got {error['input']!r}"
