"""The client's half of the wire: addresses, frames and results, as pure functions."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from pydantic_core import from_json, to_json

from supportops.errors import ServerError
from supportops.models import ToolUseAction, ToolUseObservation

Action = ToolUseAction | Mapping[str, Any]


class StepResult(NamedTuple):
    """What came of a reset or a step."""

    observation: ToolUseObservation
    reward: float | None = None
    done: bool = False
    metadata: Mapping[str, Any] = {}


def websocket_url(base_url: str, session_id: str | None) -> str:
    """The base address as ws or wss, with its path kept."""
    scheme, separator, rest = base_url.rstrip("/").partition("://")
    if not separator:
        scheme, rest = "ws", scheme
    secure = scheme.lower() in ("https", "wss")
    query = f"?session_id={quote(session_id)}" if session_id else ""
    return f"{'wss' if secure else 'ws'}://{rest}/ws{query}"


def is_loopback(base_url: str) -> bool:
    """Whether the address is one of this machine, which no proxy can reach."""
    host = urlsplit(websocket_url(base_url, None)).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def fields(action: Action) -> Mapping[str, Any]:
    """The fields of an action, as a step sends them."""
    return action.model_dump(mode="json") if isinstance(action, ToolUseAction) else action


def frame(kind: str, data: Mapping[str, Any] | None) -> str:
    """A frame of the client."""
    message = {"type": kind} if data is None else {"type": kind, "data": data}
    return to_json(message).decode()


def answered(reply: str | bytes) -> Any:
    """The data of an answer. Raises `ServerError` for an error frame."""
    message = from_json(reply)
    data = message.get("data", {})
    if message.get("type") == "error":
        raise ServerError(_explained(data), data.get("code", "UNKNOWN"))
    return data


def _explained(data: Mapping[str, Any]) -> str:
    """The message of an error frame, with what it says about single fields."""
    details = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in data.get("errors", ()))
    return "; ".join((data.get("message", "no message"), *details))


def result(data: Mapping[str, Any]) -> StepResult:
    """What came of a reset or a step, from its envelope."""
    lifted = {"reward": data.get("reward"), "done": data.get("done", False)}
    observation = ToolUseObservation.model_validate({**data["observation"], **lifted})
    return StepResult(observation, observation.reward, observation.done, observation.metadata)
