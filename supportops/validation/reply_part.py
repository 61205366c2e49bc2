"""The part of the benchmark card on the reply grader: how often it errs, and on what."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files

from supportops.tables import markdown

_INTRODUCTION = """## Reply grader

Measured by `python -m tests.reply_rates` on letters to generated cases, which language models wrote
that had not seen the words of the grader, 136 hands in voices of their own, and on hostile replies
that a generator makes of reference replies. Recall is the share of honest letters at full marks,
with the evidence read and the right code submitted. The `seen` letters served to widen the lexicon;
the `unseen` ones did not, and their recall is what to expect of letters that nobody has met.
Specificity is the share of hostile replies that earn nothing.
"""

_UNPOINTED = """Where full stops are missing and lines broken, what is asked, denied or contradicted
is lost at times. The same hostile replies, written so:
"""


def reply_part() -> Iterator[str]:
    """The part, in Markdown."""
    rates = _rates()
    seen, unseen = rates["seen"], rates["unseen"]
    hostile = rates["hostile by family"]
    yield _INTRODUCTION
    rows = [
        (name, *_recall(seen[sort]), *_recall(unseen[sort]), *_specificity(hostile[name]))
        for sort in seen
        if sort.startswith("family ") and (name := sort.removeprefix("family "))
    ]
    everything = rates["hostile"]["all"]
    rows.append(("all", *_recall(seen["all"]), *_recall(unseen["all"]), *_specificity(everything)))
    header = ("family", "seen", "recall", "unseen", "recall", "hostile", "specificity")
    yield markdown(header, rows)
    yield f"Hostile replies at full marks: {everything[2]}. By group of resolutions:\n"
    yield markdown(
        ("group", "seen", "recall", "unseen", "recall"),
        [
            (sort.removeprefix("group "), *_recall(seen[sort]), *_recall(unseen[sort]))
            for sort in seen
            if sort.startswith("group ")
        ],
    )
    yield "What changes to a letter do to its worth:\n"
    changes = [(name, f"{many:,}", f"{bad:,}") for name, (many, bad) in rates["changes"].items()]
    yield markdown(("question", "texts", "errors"), changes)
    yield from _classes(rates["hostile by class"])
    yield _UNPOINTED
    yield markdown(
        ("hostile replies", "replies", "paid", "at full marks", "specificity"),
        [
            (name, f"{many:,}", f"{paid:,}", f"{full:,}", f"{1 - paid / many:.4f}")
            for name, (many, paid, full) in rates["unpointed"].items()
        ],
    )


def _classes(classes: Mapping[str, list[int]]) -> Iterator[str]:
    clean = [name for name, (_, paid, _) in classes.items() if not paid]
    yield (
        f"Of {len(classes)} classes of hostile replies, these earn something in some texts; the "
        f"other {len(clean)} never do: {', '.join(clean)}.\n"
    )
    yield markdown(
        ("class", "replies", "paid", "at full marks"),
        [(name, *map(str, found)) for name, found in classes.items() if found[1]],
    )


def _recall(found: list[int]) -> tuple[str, str]:
    many, short = found
    return f"{many}", f"{1 - short / many:.3f}"


def _specificity(found: list[int]) -> tuple[str, str]:
    many, paid, _ = found
    return f"{many}", f"{1 - paid / many:.4f}"


def _rates() -> Mapping[str, Mapping[str, list[int]]]:
    text = files(__package__).joinpath("reply_rates.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, list[int]]] = json.loads(text)
    return found
