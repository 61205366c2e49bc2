"""The search of one answer for what is still secret: a pure function of text and progress."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from supportops.doctor.secrets import GOLD_KEYS, TWIN_MARK, CaseSecrets, Secret, forms

EMPTY_WHILE_OPEN = ("required_evidence", "score_card", "final_score", "end_reason", "score_parts")
"""Fields of answers that hold nothing before the end."""

KEPT_APART = "\x00"
"""Stands where something was taken off, so that what was apart does not join."""


def hits(
    answer: str,
    secrets: CaseSecrets,
    read: Collection[str],
    sent: Iterable[str] = (),
    published: Collection[str] = (),
) -> Iterator[str]:
    """What an answer gives away about the case that is open, in words.

    Args:
        answer: everything that was received, head included.
        secrets: those of the case.
        read: references to the evidence that was read so far.
        sent: texts that the player itself sent, which an answer may repeat.
        published: texts of pages that never change, which name codes as examples.

    """
    text = _without(answer, sent)
    for secret in _open_secrets(secrets, frozenset(read)):
        if any(form in text for form in _forms(secret.text)):
            yield f"{secret.kind}: {secret.text[:80]!r}"
    for ref in secrets.refs - set(read):
        if re.search(rf"{re.escape(ref)}(?!\w)", text):
            yield f"a reference to unread evidence: {ref!r}"
    yield from _single_codes(_without(text, published), secrets)
    yield from _shapes(answer)


def constant_hits(answer: str, secrets: CaseSecrets) -> Iterator[str]:
    """What a page that never changes gives away: a text of the case, or a code of its family.

    Such a page describes fields and addresses, and its examples are those of the named tasks.
    """
    for secret in _open_secrets(secrets, frozenset()):
        if secret.text != TWIN_MARK and any(form in answer for form in _forms(secret.text)):
            yield f"{secret.kind}: {secret.text[:80]!r}"
    for code in _codes_in(answer, secrets.codes):
        if code not in secrets.examples:
            yield f"a resolution code: {code!r}"


@lru_cache(maxsize=4096)
def _forms(text: str) -> tuple[str, ...]:
    return forms(text)


@lru_cache(maxsize=256)
def _open_secrets_cached(
    always: tuple[Secret, ...],
    unread: tuple[tuple[str, tuple[Secret, ...]], ...],
    public: str,
    read_texts: tuple[str, ...],
) -> tuple[Secret, ...]:
    known = "\n".join((public, *read_texts))
    closed = (secret for _, found in unread for secret in found)
    return tuple(one for one in (*always, *closed) if one.text not in known)


def _open_secrets(secrets: CaseSecrets, read: frozenset[str]) -> tuple[Secret, ...]:
    """What is still secret: not on the desk, and not in anything that was read."""
    unread = tuple((ref, found) for ref, found in secrets.unread.items() if ref not in read)
    texts = tuple(secrets.texts[ref] for ref in sorted(read) if ref in secrets.texts)
    return _open_secrets_cached(secrets.always, unread, secrets.public, texts)


def _without(answer: str, sent: Iterable[str]) -> str:
    """An answer without what it repeats of the player's own words."""
    for text in sorted(sent, key=len, reverse=True):
        for form in _forms(text):
            answer = answer.replace(form, KEPT_APART)
    return answer


def _single_codes(text: str, secrets: CaseSecrets) -> Iterator[str]:
    """Codes that stand anywhere but in a list of all of them; a planted text may name a lure."""
    for codes in secrets.whole_lists:
        for glue in ('","', '", "', ", "):
            text = text.replace(glue.join(codes), KEPT_APART)
    text = _without(text, secrets.planted)
    for code in _codes_in(text, secrets.codes):
        yield f"a resolution code outside the list of all: {code!r}"


def _codes_in(text: str, codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        if code in text and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text):
            yield code


def _shapes(answer: str) -> Iterator[str]:
    """Fields by the names of gold, and fields that are to be empty."""
    for name, value in _fields(_value(answer)):
        if name in GOLD_KEYS:
            yield f"a field by the name of gold: {name!r}"
        if name in EMPTY_WHILE_OPEN and value not in (None, [], {}) and not _is_schema(value):
            yield f"a field that is to be empty: {name!r}"


def _is_schema(value: Any) -> bool:
    """Whether it describes a field rather than filling it."""
    return isinstance(value, dict) and bool({"type", "anyOf", "$ref"} & value.keys())


def _value(answer: str) -> Any:
    """The JSON of an answer, whatever head stands before it; None if there is none."""
    for text in (answer, answer.partition("\n\n")[2]):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return None


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
        for item in value.values():
            yield from _fields(item)
    elif isinstance(value, list):
        for item in value:
            yield from _fields(item)
