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
    """Every built file by its name; the page itself beside what it loads."""
    built = files(__package__).joinpath("static")
    found = (built.joinpath(INDEX), *built.joinpath("assets").iterdir())
    return {one.name: _served(one.read_bytes(), one.name.rpartition(".")[2]) for one in found}


def _served(content: bytes, ending: str) -> Served:
    packed = gzip.compress(content, 9, mtime=0) if ending in PACKED else None
    return Served(content, packed, KINDS[ending], f'"{sha256(content).hexdigest()[:16]}"')
