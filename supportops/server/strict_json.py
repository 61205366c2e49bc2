"""JSON as this server takes it: no NaN, no half of a surrogate pair, no key twice, no abyss.

The parser itself refuses the first two. What it does not see is read off the text without its
strings, where every bracket is structure and every colon ends a key. Most texts have so few of
them that counting is enough.
"""

import json
import re
from itertools import accumulate
from typing import Any

from pydantic_core import from_json

DEPTH_LIMIT = 64
"""Deepest nesting of arrays and objects."""

SIZE_LIMIT = 10_000
"""Most arrays and objects in one text. A million of them would take the loop half a second."""

BEGINNING = 65_536
"""Bytes that are looked at before the rest."""

_ECHO_LIMIT = 60

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_CHANGE = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class NotJson(ValueError):
    """Text that is not JSON; `offset` is where it stops being so, in bytes."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.offset = offset
        super().__init__(message)


def parse(text: str | bytes) -> Any:
    """The value of a text that is strict JSON. Raises `NotJson`."""
    raw = text.encode(errors="replace") if isinstance(text, str) else text
    opened = _opened(raw)
    begins_large = opened > SIZE_LIMIT and _opened(_bare_beginning(raw)) > SIZE_LIMIT
    bare = raw if opened <= DEPTH_LIMIT or begins_large else _bare(raw)
    if begins_large or _opened(bare) > SIZE_LIMIT:
        raise NotJson(f"more than {SIZE_LIMIT} arrays and objects")
    try:
        value = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise NotJson(str(error), _offset(raw, str(error))) from error
    if _depth(bare) > DEPTH_LIMIT:
        raise NotJson(f"nested deeper than {DEPTH_LIMIT} levels")
    if b":" in raw and names_twice(raw, _keys(value)):
        raise NotJson(f"key twice: {_twin(raw)[:_ECHO_LIMIT]!r}")
    return value


def names_twice(text: str | bytes, keys: int) -> bool:
    """Whether JSON text that parses to so many keys names one of them twice."""
    raw = text.encode() if isinstance(text, str) else text
    return raw.count(b":") > keys < _bare(raw).count(b":")


def _bare(raw: bytes) -> bytes:
    """JSON without its strings."""
    return _STRING.sub(b"", raw)


def _bare_beginning(raw: bytes) -> bytes:
    """The same of a beginning, which is enough to turn most of what is too large away.

    Behind the last whole string a quotation mark opens one that goes on behind the beginning.
    """
    return _bare(raw[:BEGINNING]).partition(b'"')[0]


def _opened(raw: bytes) -> int:
    return raw.count(b"[") + raw.count(b"{")


def _depth(bare: bytes) -> int:
    """How deep arrays and objects are nested in JSON, or a bound of it that is fine."""
    opened = _opened(bare)
    if opened <= DEPTH_LIMIT:
        return opened
    brackets = bare.translate(None, _NOT_BRACKETS)
    return max(accumulate(map(_CHANGE.__getitem__, brackets)))


def _keys(value: Any) -> int:
    """How many keys a parsed value has, at all levels."""
    found, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found += len(one)
            one = list(one.values())
        if isinstance(one, list):
            waiting += [inner for inner in one if isinstance(inner, dict | list)]
    return found


def _twin(raw: bytes) -> str:
    """The first key that JSON names twice in one object."""
    twins: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                twins.append(key)
            seen.add(key)

    json.loads(raw, object_pairs_hook=look, parse_int=len, parse_float=len)
    return twins[0]


def _offset(raw: bytes, message: str) -> int:
    place = re.search(r"line (\d+) column (\d+)", message)
    if place is None:
        return 0
    lines = raw.split(b"\n")[: int(place[1]) - 1]
    return sum(len(line) + 1 for line in lines) + max(0, int(place[2]) - 1)
