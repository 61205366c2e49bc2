"""Where an agent comes from: a class that can be imported, or an endpoint that answers POSTs."""

import json
import sys
from collections.abc import Callable
from http.client import HTTPException
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from supportops.agents import Agent
from supportops.fuzzing.answers import NotAnAction, as_action
from supportops.models import ToolUseAction, ToolUseObservation

RANDOM = "random"
NO_ANSWER = "no answer before the time was over"
LARGEST = 1 << 20
"""Largest answer of an endpoint that is read, in bytes."""


class UnknownAgent(ValueError):
    """There is no such agent, in words."""


class EndpointFailed(RuntimeError):
    """An endpoint did not answer as the protocol asks, in words."""


def maker(spec: str, seconds: float) -> Callable[[], Agent]:
    """A function that makes the agent. Raises `UnknownAgent`."""
    if spec.startswith(("http://", "https://")):
        if not urlsplit(spec).hostname:
            raise UnknownAgent(f"{spec[:80]!r} names no host")
        return lambda: HttpAgent(spec, seconds)
    return _imported(spec)


def _imported(spec: str) -> Callable[[], Agent]:
    module, _, name = spec.partition(":")
    if not module or not all(part.isidentifier() for part in name.split(".")):
        raise UnknownAgent(f"{spec[:80]!r} is neither MODULE:CLASS nor http(s)://URL nor {RANDOM}")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except Exception as error:  # whatever a stranger's module raises when it is loaded
        raise UnknownAgent(f"cannot load {spec[:80]}: {type(error).__name__}: {error}") from error
    if not callable(found):
        raise UnknownAgent(f"{spec[:80]} is a {type(found).__name__}, not a class")
    made: Callable[[], Agent] = found
    return made


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """An endpoint is the one that was named."""


_OPENER = build_opener(ProxyHandler({}), _NoRedirects)


class HttpAgent:
    """An agent behind an endpoint: each observation is POSTed as JSON, the answer is an action.

    The answer is an action as JSON, or null to leave the episode. No redirect is followed and no
    proxy is used.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds = url, seconds

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """What the endpoint answers. Raises `EndpointFailed`, `TimeoutError` or `NotAnAction`."""
        body = observation.model_dump_json().encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = Request(self._url, body, headers, method="POST")  # noqa: S310 - http(s) only
        try:
            with _OPENER.open(request, timeout=self._seconds) as answer:
                text = answer.read(LARGEST + 1)
        except HTTPError as error:
            error.close()
            raise EndpointFailed(f"the endpoint answered {error.code} {error.reason}") from None
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise TimeoutError(NO_ANSWER) from None
            raise EndpointFailed(f"the endpoint cannot be asked: {reason}") from None
        return _read(text)


def _read(text: bytes) -> ToolUseAction | None:
    if len(text) > LARGEST:
        raise NotAnAction(f"answered more than {LARGEST} bytes")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAnAction("answered what is no JSON") from None
    return as_action(answer)
