"""What `inference.py` reads from the environment variables of its process.

A blank variable counts as unset. Only the variables of this project are checked here, so that a
typing error in one is not taken for a result; a key or an address that is wrong shows in the run.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from supportops.agents.report import CLOSED, OPEN_REWARDS, OPEN_SCORES, Style

KEY_VARIABLES = ("API_KEY", "HF_TOKEN", "OPENAI_API_KEY")
IMAGE_VARIABLES = ("LOCAL_IMAGE_NAME", "IMAGE_NAME")
"""The first one that is set counts."""

DEFAULT_BASE_URL = "https://router.huggingface.co/v1"
DEFAULT_MODEL = "Qwen/Qwen2.5-72B-Instruct"
SCRIPTED = "scripted"
"""Name that a run without a model goes by."""

DEFAULT_TIME_LIMIT = 17 * 60.0
MAX_TIME_LIMIT = 24 * 60 * 60.0
"""Time for all tasks together, in seconds. Evaluators stop a run after 20 minutes."""

_SCORES = {"open": OPEN_SCORES, "closed": CLOSED}
_REWARDS = {"closed": CLOSED, "open": OPEN_REWARDS}
_SCORE_IN_END = {"sample": True, "guidelines": False}
"""What the words of the variables mean; the first one is the default."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """One run of the baseline."""

    api_key: str | None = field(repr=False)
    """None: there is no model to ask, the scripted agent plays."""
    base_url: str
    model: str
    server: str | None
    image: str | None
    style: Style
    time_limit: float
    """For all tasks together, in seconds."""
    secrets: tuple[str, ...] = field(repr=False)
    """Texts that must never be printed."""
    announcement: str
    """Who plays, in words; without addresses and keys."""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in these variables. Raises `ValueError`, in words for the user."""
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    key, image = _first(given, KEY_VARIABLES), _first(given, IMAGE_VARIABLES)
    return Settings(
        api_key=given[key] if key else None,
        base_url=given.get("API_BASE_URL", DEFAULT_BASE_URL),
        model=given.get("MODEL_NAME", DEFAULT_MODEL) if key else SCRIPTED,
        server=given.get("ENV_BASE_URL"),
        image=given[image] if image else None,
        style=Style(
            scores=_pick(given, "SUPPORTOPS_SCORE_INTERVAL", _SCORES),
            rewards=_pick(given, "SUPPORTOPS_REWARD_INTERVAL", _REWARDS),
            score_in_end=_pick(given, "SUPPORTOPS_END_FORMAT", _SCORE_IN_END),
        ),
        time_limit=_time_limit(given),
        secrets=_secrets(given),
        announcement=_announcement(given, key),
    )


def _first(given: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((name for name in names if name in given), None)


def _pick(given: Mapping[str, str], name: str, meanings: Mapping[str, T]) -> T:
    word = given.get(name, next(iter(meanings)))
    if word not in meanings:
        raise ValueError(f"{name} is {word!r}; it can be {' or '.join(meanings)}")
    return meanings[word]


def _time_limit(given: Mapping[str, str]) -> float:
    text = given.get("SUPPORTOPS_TIME_LIMIT", str(DEFAULT_TIME_LIMIT))
    with suppress(ValueError):
        if 0 < float(text) <= MAX_TIME_LIMIT:
            return float(text)
    raise ValueError(
        f"SUPPORTOPS_TIME_LIMIT is {text!r}; it is a number of seconds, more than 0 and at most "
        f"{MAX_TIME_LIMIT:.0f}"
    )


def _secrets(given: Mapping[str, str]) -> tuple[str, ...]:
    """Every key, even one that is not used, and passwords in addresses.

    Each also in the form in which libraries quote a header that they cannot send.
    """
    found = [given[name] for name in KEY_VARIABLES if name in given]
    for name in ("API_BASE_URL", "ENV_BASE_URL"):
        with suppress(ValueError):  # no address at all
            found.append(urlsplit(given.get(name, "")).password or "")
    return tuple(form for secret in found if secret for form in (secret, ascii(secret)[1:-1]))


def _announcement(given: Mapping[str, str], key: str | None) -> str:
    if key is None:
        return f"no {', '.join(KEY_VARIABLES)}: the scripted agent plays, no model is asked"
    address = "API_BASE_URL" if "API_BASE_URL" in given else DEFAULT_BASE_URL
    name = given.get("MODEL_NAME", DEFAULT_MODEL)
    return f"asking {name} at {address} with the key in {key}"
