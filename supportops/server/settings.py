"""Settings of the server, each from the environment variable of its name."""

import sys
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(StrEnum):
    """Whether the HTTP simulation routes exist."""

    SIMULATION = "simulation"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Raises `pydantic.ValidationError`, naming the variable, when one has no sensible value."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    openenv_mode: Annotated[Mode, BeforeValidator(lambda v: str(v).lower())] = Field(
        default=Mode.SIMULATION,
        description="`production` takes the HTTP routes /reset, /step and /state away.",
    )
    max_concurrent_envs: int = Field(
        default=256, ge=1, description="Sessions on sockets, and sessions made over /mcp."
    )
    max_http_sessions: int = Field(
        default=1024,
        ge=1,
        description="Sessions of plain HTTP that no socket holds; the one idle longest makes room.",
    )
    session_idle_timeout_s: float = Field(
        default=1800.0,
        gt=0,
        allow_inf_nan=False,
        description="Seconds until a session that no socket holds is forgotten.",
    )


def configured() -> Settings:
    """The settings of the environment. Ends the process with a message if one makes no sense."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = (
            f"{str(e['loc'][0]).upper()}: {e['msg']}, got {e['input']!r}" for e in error.errors()
        )
        sys.exit("cannot start: " + "; ".join(wrong))
