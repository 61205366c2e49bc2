"""Records as text, taken apart again: fields by name, rows of fields.

A name is the same in any style: `delivered_on` and `deliveredOn` are one field.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_HEAD = re.compile(r"RECORD (\w+): (.*)")
_NEXT = re.compile(r", (?=\w+: )")
_NUMBER = re.compile(r"-?\d+")
_MONEY = re.compile(r"(-?)(\d+)\.(\d\d) ([A-Z]{3})")


def field_name(name: str) -> str:
    """The name of a field, whatever its style."""
    return name.replace("_", "").lower()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Named texts, and lists of such sheets; a name that is not there is an empty text."""

    id: str = ""
    title: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, list["Sheet"]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.texts.get(field_name(name), "")

    def __contains__(self, name: str) -> bool:
        return field_name(name) in self.texts

    def rows(self, name: str) -> list["Sheet"]:
        """The rows under a name; none if there are none."""
        return self.lists.get(field_name(name), [])

    def everything(self) -> Iterator[str]:
        """Every text, those of its rows as well."""
        yield from self.texts.values()
        for rows in self.lists.values():
            for row in rows:
                yield from row.everything()

    def number(self, name: str) -> int:
        """The first whole number in a text. Raises `ValueError` where there is none."""
        return number_in(self[name])

    def minor(self, name: str) -> int:
        """The amount in a text, in cents or pence. Raises `ValueError` where there is none."""
        return minor_in(self[name])


def number_in(text: str) -> int:
    """The first whole number in a text. Raises `ValueError` where there is none."""
    if found := _NUMBER.search(text):
        return int(found[0])
    raise ValueError(f"no number in {text!r:.60}")


def minor_in(text: str) -> int:
    """The amount in a text, in cents or pence. Raises `ValueError` where there is none."""
    if found := _MONEY.search(text):
        sign, whole, cents, _ = found.groups()
        return int(f"{sign}{whole}{cents}")
    raise ValueError(f"no amount in {text!r:.60}")


def currency_in(text: str) -> str:
    """The currency of the amount in a text. Raises `ValueError` where there is none."""
    if found := _MONEY.search(text):
        return found[4]
    raise ValueError(f"no amount in {text!r:.60}")


def sheet(text: str) -> Sheet:
    """The record that an inspection returned. Raises `ValueError` for what is no record."""
    head, *lines = text.splitlines()
    titled = _HEAD.fullmatch(head)
    if titled is None:
        raise ValueError(f"no record: {head!r:.60}")
    texts: dict[str, str] = {}
    lists: dict[str, list[Sheet]] = {}
    rows: list[Sheet] = []
    for line in lines:
        if line.startswith("  - "):
            rows.append(Sheet(texts=dict(map(_pair, _NEXT.split(line[4:])))))
            continue
        name, value = _pair(line)
        if value:
            texts[name] = value
        else:
            rows = lists[name] = []
    return Sheet(titled[1], titled[2], texts, lists)


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition(":")
    return field_name(name), value.strip()
