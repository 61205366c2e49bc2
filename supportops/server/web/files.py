"""The built files of the playground, in memory: a path is a key, and no key is a path of a disk."""

import gzip
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

INDEX = "index.html"

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""

KINDS = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "woff2": "font/woff2",
}

PACKED = frozenset({"css", "html", "js", "svg", "txt"})
"""Kinds that are sent compressed to whoever reads that; the others are compressed already."""


class Served(NamedTuple):
    """One file as it is answered."""

    content: bytes
    packed: bytes | None
    kind: str
    tag: str

    @property
    def sent(self) -> int:
        """Bytes that go over the wire."""
        return len(self.packed or self.content)


@cache
def served() -> dict[str, Served]:
    """Every built file by its name."""
    found = {}
    for entry in sorted(files(__package__).joinpath("static").iterdir(), key=lambda one: one.name):
        ending = entry.name.rpartition(".")[2]
        if ending in KINDS:
            found[entry.name] = _served(entry.read_bytes(), ending)
    return found


def _served(content: bytes, ending: str) -> Served:
    packed = gzip.compress(content, 9, mtime=0) if ending in PACKED else None
    return Served(content, packed, KINDS[ending], f'"{sha256(content).hexdigest()[:16]}"')
