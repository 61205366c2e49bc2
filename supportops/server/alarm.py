"""Who is told that a part of the server is not well."""

from typing import Protocol


class Alarm(Protocol):
    """Who is told how the disk is; both tell whether that is news."""

    def degrade(self, part: str, reason: str) -> bool:
        """Say that a part is not well."""
        ...

    def recover(self, part: str) -> bool:
        """Say that a part is well again."""
        ...
