"""The wire as the checks use it: frames on a socket and plain requests, as text and as values.

It knows the protocol and no environment: what comes back are the mappings that were sent. A
`Tap` gets every byte that is received, whichever door it came through.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.sync.client import ClientConnection, connect

from supportops.doctor.trajectory import JsonObject
from supportops.errors import SupportOpsError
from supportops.wire import websocket_url

TIMEOUT_S = 20.0
ANSWER_LIMIT = 32 * 1_048_576
"""Largest answer that is read, in bytes."""

Tap = Callable[[str, str], None]
"""Takes the door and what came out of it."""

FULL_CODE = "CAPACITY_REACHED"

GENERATED_IDS = frozenset({"session_id", "episode_id"})
"""Fields whose values no two episodes share."""


class Unreachable(SupportOpsError, ConnectionError):
    """No server answers there, or it stopped answering."""


class Refused(SupportOpsError, RuntimeError):
    """The server answered a frame with an error."""


class Full(Refused):
    """The server takes no more sessions."""


class Answer(NamedTuple):
    """What came of a request over HTTP: the status, the head, and the body as text."""

    status: int
    head: str
    body: str

    @property
    def json(self) -> Any:
        """The body as a value; None if it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Seen(NamedTuple):
    """An observation as the wire brings it."""

    observation: JsonObject
    reward: Any
    done: bool
    text: str
    """The whole answer as canonical JSON, without generated ids."""


def request(  # noqa: PLR0913, PLR0917 - the parts of a request, each by name
    url: str,
    method: str,
    path: str,
    body: str | bytes | None = None,
    headers: Mapping[str, str] = {},
    tap: Tap | None = None,
) -> Answer:
    """Send one request and read its answer. Raises `Unreachable`."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
    sent = body.encode() if isinstance(body, str) else body
    told = {"content-type": "application/json"} if sent is not None else {}
    try:
        connection.request(method, parts.path.rstrip("/") + path, sent, {**told, **headers})
        response = connection.getresponse()
        text = response.read(ANSWER_LIMIT).decode(errors="replace")
        head = f"{response.status} {response.reason}\n{response.headers}"
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"{method} {url}{path}: {error or type(error).__name__}") from error
    finally:
        connection.close()
    if tap:
        tap(f"{method} {path}", f"{head}\n{text}")
    return Answer(response.status, head, text)


def post(url: str, path: str, body: object, tap: Tap | None = None) -> Answer:
    """Send a value as JSON."""
    return request(url, "POST", path, json.dumps(body), tap=tap)


class Session:
    """One private session on one socket."""

    def __init__(self, socket: ClientConnection, tap: Tap | None = None, door: str = "/ws") -> None:
        self._socket, self._tap, self._door = socket, tap, door

    def reset(self, options: Mapping[str, Any]) -> Seen:
        """Start an episode. Raises `Refused`, or `Unreachable`."""
        return _seen(self._data("reset", dict(options)))

    def step(self, action: Mapping[str, Any]) -> Seen:
        """Take an action. Raises `Refused`, or `Unreachable`."""
        return _seen(self._data("step", dict(action)))

    def state(self) -> JsonObject:
        """The state of the episode. Raises `Refused`, or `Unreachable`."""
        return self._data("state")

    def raw(self, frame: str | bytes) -> str:
        """What answers any frame, as text. Raises `Unreachable`."""
        with suppress(ConnectionClosed):  # what it said before it hung up is still to be read
            self._socket.send(frame)
        try:
            found = self._socket.recv(timeout=TIMEOUT_S)
        except (ConnectionClosed, OSError) as error:
            raise Unreachable(f"the server hung up: {error or type(error).__name__}") from error
        text = found if isinstance(found, str) else found.decode(errors="replace")
        if self._tap:
            self._tap(self._door, text)
        return text

    def _data(self, kind: str, data: JsonObject | None = None) -> JsonObject:
        message = {"type": kind} if data is None else {"type": kind, "data": data}
        text = self.raw(json.dumps(message))
        try:
            answer = json.loads(text)
            found = answer["data"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise Refused(
                f"{kind} was answered with no frame of the protocol: {text:.80}"
            ) from error
        if answer.get("type") == "error" or not isinstance(found, dict):
            told = found if isinstance(found, dict) else {"message": found}
            said, kind_of = told.get("message"), Full if told.get("code") == FULL_CODE else Refused
            raise kind_of(f"{kind} was answered with an error: {said!s:.200}")
        return found


@contextmanager
def session(url: str, tap: Tap | None = None, query: str = "") -> Iterator[Session]:
    """Open a session; it ends with the block. Raises `Unreachable`."""
    try:
        socket = connect(
            websocket_url(url, None) + query,
            open_timeout=TIMEOUT_S,
            max_size=ANSWER_LIMIT,
            compression=None,
            proxy=None,
        )
    except (InvalidURI, InvalidHandshake, OSError) as error:
        raise Unreachable(f"no session at {url}: {error or type(error).__name__}") from error
    with socket:
        yield Session(socket, tap)


def _seen(data: JsonObject) -> Seen:
    observation = data.get("observation")
    if not isinstance(observation, dict):
        raise Refused("an observation frame without an observation")
    return Seen(observation, data.get("reward"), data.get("done") is True, canonical(data))


def canonical(value: Any) -> str:
    """JSON by which answers are compared: sorted keys, no generated ids."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key not in GENERATED_IDS}
    return [_plain(item) for item in value] if isinstance(value, list) else value
