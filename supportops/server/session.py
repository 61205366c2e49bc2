"""One session, who is on it, and what can be wrong with asking for one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from supportops.environment import SupportOpsEnvironment
from supportops.errors import SupportOpsError


class Kind(StrEnum):
    """Where a session comes from, which decides whose limit it counts against."""

    SOCKET = "socket"
    CREATED = "created"
    HTTP = "http"


class CapacityReached(SupportOpsError, RuntimeError):
    """No session is left of the shared limit."""

    def __init__(self, active: int, limit: int) -> None:
        self.active, self.limit = active, limit
        super().__init__(
            f"Server at capacity: {active}/{limit} sessions active. Cannot accept new connections."
        )


class UnknownSession(SupportOpsError, LookupError):
    """No session has this id: it never existed, it expired, or it was closed."""

    def __init__(self, session_id: str) -> None:
        super().__init__(f"Unknown session_id: {session_id[:60]}")


class SessionBusy(SupportOpsError, RuntimeError):
    """A socket holds the session already."""

    def __init__(self, session_id: str) -> None:
        super().__init__(f"Session {session_id} already has an attached WebSocket")


class Caller(NamedTuple):
    """Who is on the other side: its address, and whether it showed the access token."""

    peer: str = ""
    privileged: bool = False


NOBODY = Caller()


@dataclass(slots=True, eq=False)
class Session:
    """One private environment. `held` while a socket is on it; `closing` once it is to end."""

    id: str
    kind: Kind
    last_active: float
    env: SupportOpsEnvironment
    held: bool = False
    closing: bool = False
    caller: Caller = NOBODY
    """Who opened it, or is on it."""

    @property
    def logged(self) -> dict[str, str]:
        """What the log says of a session: enough to find it, too little to play on in it."""
        return {"session": self.id[:8], "episode": str(self.env.episode_id)[:60]}
