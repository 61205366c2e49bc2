"""The log: one line for each thing that happened, as text or as a JSON object.

Control characters are escaped, so that nobody can forge a line, and what looks like a key or a
token is taken out. Ids of sessions are tokens too: whoever knows one can play on.
"""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from supportops.server.settings import LogFormat, Settings

SHOWN = ("session", "episode", "reason", "peer", "steps", "sessions", "seconds")
"""What a record may say besides its message, under `extra`."""

_HIDDEN = "[hidden]"
_SECRETS = re.compile(
    r"(?<=session_id=)[^&\s\"']+|(?<=bearer )[^\s\"']+|\bhf_\w{8,}|\bsk-[\w-]{8,}", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def redacted(text: str) -> str:
    """A text without what looks like a secret."""
    return _SECRETS.sub(_HIDDEN, text)


def escaped(text: str) -> str:
    """A text on one line that shows the characters it holds."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class JsonLines(logging.Formatter):
    """A record as a JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Render time, level, name and message, and what of `SHOWN` the record has."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "name": record.name,
            "message": redacted(record.getMessage()),
        }
        line |= {name: redacted(str(value)) for name, value in _shown(record).items()}
        if record.exc_info:
            line["traceback"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line)


class TextLines(logging.Formatter):
    """A record as a line of text; a traceback follows on lines of its own, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Render level, message, and what of `SHOWN` the record has."""
        shown = "".join(f" {name}={value}" for name, value in _shown(record).items())
        message = redacted(record.getMessage()) + redacted(shown)
        line = f"{_time(record)} {record.levelname} {record.name}: {escaped(message)}"
        if not record.exc_info:
            return line
        traceback = redacted(self.formatException(record.exc_info)).splitlines()
        return "\n".join([line, *(f"  {escaped(part)}" for part in traceback)])


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _shown(record: logging.LogRecord) -> Mapping[str, Any]:
    found = ((name, getattr(record, name, None)) for name in SHOWN)
    return {name: value for name, value in found if value is not None}


def log_config(settings: Settings) -> dict[str, Any]:
    """The set-up of the standard library's logging: all loggers, one stream, one format."""
    lines = JsonLines if settings.log_format is LogFormat.JSON else TextLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": settings.log_level.upper()},
        "loggers": {"uvicorn": {"propagate": True}},
    }
