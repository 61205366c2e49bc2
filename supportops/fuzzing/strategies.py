"""Hypothesis strategies: actions on a case of every kind, and what is no action at all.

All of them shrink towards short, legal and plain.
"""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from supportops.agents.baselines import SALAD
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import IDLE, letters
from supportops.vocabulary import ARGUMENT_OF, MESSAGE_LIMIT, ActionType

BLANK = ("", " ", "\n\t", "\u00a0\u2003", "\u200b")
UNKNOWN = ("diary", "__proto__", "../order", "'; drop table", "\x00\x1b[2J\x07", "\u202eredro")
HUGE = tuple("x" * size for size in (MESSAGE_LIMIT, MESSAGE_LIMIT + 1, 20_000))
UNREADABLE = (" ", "x" * (MESSAGE_LIMIT + 1))
"""What no letter may be."""
AFTER_THE_END = 3
"""Actions that an episode may go on with when its budget is spent."""


def hostile_text() -> st.SearchStrategy[str]:
    """Text that names nothing: blank, huge, hostile, or drawn from all of Unicode."""
    return st.sampled_from((*BLANK, *UNKNOWN, *HUGE)) | st.text(max_size=80)


def lookalikes(value: str) -> st.SearchStrategy[str]:
    """Text that looks like a value, and is another."""
    fullwidth = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in value)
    return st.sampled_from(
        (f" {value}", f"{value}\n", value.upper(), value.title(), fullwidth, f"{value}\u200d")
    )


def drafts(file: CaseFile) -> st.SearchStrategy[str]:
    """Letters: hardly any, the right one, thin, wrong and asking ones, keywords, pieces of them."""
    known = letters(file)
    sentences = [part for letter in known for part in letter.split(". ")]
    pieces = st.lists(st.sampled_from(sentences), min_size=1, max_size=6).map(". ".join)
    return st.just("Hello.") | st.sampled_from((*known, SALAD)) | pieces


def _values(file: CaseFile) -> dict[str, st.SearchStrategy[str]]:
    sent = (file.sent.id,) if file.sent else ()
    return {
        "artifact_id": st.sampled_from((*file.artifact_of, *sent)),
        "query": st.sampled_from(tuple(file.article_of)),
        "message": drafts(file),
        "resolution_code": st.sampled_from(file.codes),
    }


def legal_actions(file: CaseFile) -> st.SearchStrategy[ToolUseAction]:
    """Actions whose argument the case knows; whether the phase allows them is another matter."""
    values = _values(file)
    return st.one_of(*(_actions(verb, values) for verb in ActionType))


def _actions(
    verb: ActionType, values: dict[str, st.SearchStrategy[str]]
) -> st.SearchStrategy[ToolUseAction]:
    field = ARGUMENT_OF.get(verb)
    if field is None:
        return st.just(ToolUseAction(action_type=verb))
    return values[field].map(
        lambda value: ToolUseAction.model_validate({"action_type": verb, field: value})
    )


def _refused(file: CaseFile) -> Iterator[st.SearchStrategy[ToolUseAction]]:
    """For each verb with an argument: none, one that means nothing, one that looks like something.

    What belongs to other verbs is ignored, and may lie.
    """
    values = _values(file)
    for verb, field in ARGUMENT_OF.items():
        unclear = st.sampled_from(UNREADABLE) if field == "message" else hostile_text()
        near = unclear | hostile_text() | values[field].flatmap(lookalikes)
        for twisted in (st.none(), unclear, near):
            yield st.builds(_twisted, st.just(verb), twisted, st.booleans())


def _twisted(verb: ActionType, value: str | None, lying: bool) -> ToolUseAction:
    other = dict.fromkeys(ARGUMENT_OF.values(), UNKNOWN[0]) if lying else {}
    return ToolUseAction.model_validate({"action_type": verb, **other, ARGUMENT_OF[verb]: value})


def actions(file: CaseFile) -> st.SearchStrategy[ToolUseAction]:
    """Actions of every kind, shaped as the wire demands: about half of them are legal."""
    legal = [_actions(verb, _values(file)) for verb in ActionType]
    return st.one_of(*legal, *legal, *_refused(file))


def episodes(file: CaseFile) -> st.SearchStrategy[list[ToolUseAction]]:
    """Lists of actions on a case; some idle first, and some go on after the end."""
    idle = st.just(0) | st.integers(0, file.budget)
    rest = st.lists(actions(file), max_size=file.budget + AFTER_THE_END)
    return st.tuples(idle, rest).map(lambda found: [*[IDLE] * found[0], *found[1]])


def malformed() -> st.SearchStrategy[Any]:
    """JSON that is not shaped like an action: `ToolUseAction` has to refuse all of it."""
    scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
    verbs = st.sampled_from([verb.value for verb in ActionType])
    fields = st.sampled_from(tuple(ARGUMENT_OF.values()))
    return st.one_of(
        scalars,
        st.lists(scalars, max_size=3),
        st.dictionaries(fields, st.text(max_size=20), max_size=2),
        st.fixed_dictionaries(
            {"action_type": st.none() | st.integers() | st.sampled_from((*UNKNOWN, "exhaust"))}
        ),
        st.builds(
            lambda verb, field, value: {"action_type": verb, field: value},
            verbs,
            fields,
            st.integers() | st.booleans() | st.lists(st.text(max_size=5), max_size=2),
        ),
        st.builds(
            lambda verb, extra: {"action_type": verb, extra: "x"},
            verbs,
            st.sampled_from(("reward", "artifact", "__class__")),
        ),
    )
