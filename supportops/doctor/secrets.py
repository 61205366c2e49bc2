"""What is secret about a case while it is open: texts that no answer may hold, and forms of lists.

Secrets come from the case file alone. What an agent has read, and what it sent itself, is not
secret any more and is taken off before a search.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file

LEAST = 12
"""Shortest text that is searched for: a shorter one may stand anywhere by chance."""

TWIN_MARK = "#twin"

GOLD_KEYS = frozenset(
    """because fallbacks harmful harm gold latent deciding proofs certificate expected_resolution
    lures overlays minimal_sets right_resolution correct_resolution answer reference_reply twin
    twins asking brings on_file violation""".split()
)
"""Names that a field of an answer would have if it held what is gold."""


class Secret(NamedTuple):
    """A text that no answer may hold yet, and what it is."""

    kind: str
    text: str


class CaseSecrets(NamedTuple):
    """The secrets of one case."""

    always: tuple[Secret, ...]
    """Secret until the episode ends."""
    unread: Mapping[str, tuple[Secret, ...]]
    """What each piece of evidence tells; secret until it is read."""
    texts: Mapping[str, str]
    """What is learned with each: a record, an article, or an answer of the customer."""
    codes: tuple[str, ...]
    whole_lists: tuple[tuple[str, ...], ...]
    """All codes of the case, and those of each named task: as a whole they tell nothing."""
    examples: frozenset[str]
    """The right codes of the named tasks, which are public."""
    planted: tuple[str, ...]
    """Lines of the case that name a harmful code to mislead; they may be shown as they stand."""
    public: str
    """What stands on the desk from the first observation on."""
    refs: frozenset[str]
    """References to all that can be read."""


def secrets_of(task_id: str) -> CaseSecrets:
    """The secrets of a case or of a twin, of its counterpart as well."""
    base_id = task_id.removesuffix(TWIN_MARK)
    file = case_file(task_id)
    other = case_file(base_id if task_id != base_id else f"{base_id}{TWIN_MARK}")
    public = "\n".join((file.ticket.render(), file.objective, _titles(file)))
    texts = {**file.texts, **_answers(file)}
    whole = (*texts.values(), file.ticket.render())
    return CaseSecrets(
        always=tuple(_distinct((*_gold(file), *_counterpart(file, other)))),
        unread={ref: tuple(_told(ref, text, public)) for ref, text in texts.items()},
        texts=texts,
        codes=file.codes,
        whole_lists=(file.codes, *(case_file(name).codes for name in TASK_IDS)),
        examples=frozenset(case_file(name).gold.resolution for name in TASK_IDS),
        planted=tuple(line for text in whole for line in _naming(text, file.lures)),
        public=public,
        refs=frozenset(file.texts),
    )


def answer_ref(number: int) -> str:
    """Reference to an answer of the customer, from 0. It is known here and nowhere else."""
    return f"answer:{number}"


def _answers(file: CaseFile) -> dict[str, str]:
    found = file.asking.answers if file.asking else ()
    return {answer_ref(number): f"\n{answer.message}" for number, answer in enumerate(found)}


def _naming(text: str, codes: Collection[str]) -> list[str]:
    return [line for line in text.splitlines() if any(code in line for code in codes)]


def _titles(file: CaseFile) -> str:
    titles = [*(item.title for item in file.artifacts), *(item.title for item in file.policies)]
    return "\n".join(titles)


def _gold(file: CaseFile) -> Iterator[Secret]:
    yield Secret("why the answer is right", file.gold.because)
    yield Secret("the line of the article", file.gold.because.rpartition(": ")[2])
    yield from (Secret("the reference reply", text) for text in _sentences(file.reply))
    yield from (Secret("a rule of the table", rule.when) for rule in file.table.rules)
    yield from (Secret("what a code would damage", harm.harm) for harm in file.table.harms)
    yield Secret("which facts can occur", file.table.possible)
    if file.asking:
        yield from (Secret("the reference request", x) for x in _sentences(file.asking.request))
    yield Secret("that there is a twin", TWIN_MARK)


def _counterpart(file: CaseFile, other: CaseFile) -> Iterator[Secret]:
    """What only the twin says; of the case that is not played nothing may show at all."""
    own = "\n".join((*file.texts.values(), file.ticket.render()))
    for ref, text in other.texts.items():
        yield from (Secret(f"{ref} of the twin", line) for line in _lines(text) if line not in own)
    own_reply = {*_sentences(file.reply)}
    yield from (Secret("the reply of the twin", x) for x in {*_sentences(other.reply)} - own_reply)


def _told(ref: str, text: str, public: str) -> Iterator[Secret]:
    """The lines of a record or an article, but for its head, which the desk shows."""
    yield from (Secret(f"{ref} unread", line) for line in _lines(text) if line not in public)


def _lines(text: str) -> list[str]:
    body = text.partition("\n")[2]
    return [line for raw in body.splitlines() if len(line := raw.strip()) >= LEAST]


def _sentences(text: str) -> list[str]:
    found = re.split(r"(?<=[.!?])\s+|\n", text)
    return [sentence.strip() for sentence in found if len(sentence.strip()) >= 2 * LEAST]


def _distinct(found: Iterable[Secret]) -> Iterator[Secret]:
    """Each text once; what is always true or as short as a word tells nothing."""
    seen: set[str] = set()
    for secret in found:
        long_enough = len(secret.text) >= LEAST or secret.text == TWIN_MARK
        if long_enough and secret.text not in seen:
            seen.add(secret.text)
            yield secret


def forms(text: str) -> tuple[str, ...]:
    """How a text may be written in an answer: plain, as JSON with or without escapes, as HTML."""
    found = (text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1], escape(text))
    return tuple(dict.fromkeys(found))
