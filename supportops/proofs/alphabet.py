"""The actions that the proofs play: everything that can matter to one case, in a finite list.

For every verb there is something that its guards refuse and, in its phases, something they accept.
A letter matters through its reading alone, so one of each kind stands for all: the right letter,
one that states too little, one that does something else, one that asks the customer, keywords.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supportops.agents.baselines import SALAD
from supportops.agents.scripted import look
from supportops.case import Case
from supportops.casefile import CaseFile, Resolution
from supportops.models import ToolUseAction
from supportops.phrases import Words, parse_all
from supportops.records import artifact_ref, lookup_form, policy_ref
from supportops.reply import read
from supportops.vocabulary import ARGUMENT_OF, MESSAGE_LIMIT, ActionType, Phase

__all__ = [
    "IDLE",
    "Alphabet",
    "act",
    "alphabet",
    "closing",
    "committing",
    "good",
    "letters",
    "look",
    "read_by",
]

REVIEW, INSPECT, SEARCH = (
    ActionType.REVIEW_TICKET,
    ActionType.INSPECT_ARTIFACT,
    ActionType.SEARCH_POLICY,
)
DRAFT, SUBMIT = ActionType.DRAFT_REPLY, ActionType.SUBMIT_RESOLUTION

UNKNOWN = "nothing"
"""Names no record, no article and no code."""

UNFIT = (" \n", "x" * (MESSAGE_LIMIT + 1))
"""Letters that a guard refuses, one for each reason."""


def act(verb: ActionType, value: str | None = None) -> ToolUseAction:
    """An action with its one argument."""
    fields = {} if value is None else {ARGUMENT_OF[verb]: value}
    return ToolUseAction.model_validate({"action_type": verb, **fields})


IDLE = act(INSPECT, UNKNOWN)
"""Changes nothing but the steps that are left, in every open phase."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The actions on one case."""

    looks: tuple[ToolUseAction, ...]
    """At everything the table turns on, in the references of the file."""
    asides: tuple[ToolUseAction, ...]
    """At everything else."""
    drafts: tuple[ToolUseAction, ...]
    """Of letters that are accepted."""
    submissions: tuple[ToolUseAction, ...]
    """Of every code of the file."""
    rest: tuple[ToolUseAction, ...]
    """The ticket, and everything that some guard refuses."""

    @property
    def actions(self) -> tuple[ToolUseAction, ...]:
        """All of them."""
        return (*self.rest, *self.looks, *self.asides, *self.drafts, *self.submissions)


def alphabet(file: CaseFile, further: Sequence[str] = ()) -> Alphabet:
    """The actions on a case, with further letters if there are any."""
    seen = matters(file)
    drafts = dict.fromkeys((*letters(file), *further))
    return Alphabet(
        looks=tuple(look(ref) for ref in file.texts if ref in seen),
        asides=tuple(look(ref) for ref in file.texts if ref not in seen),
        drafts=tuple(act(DRAFT, letter) for letter in drafts if _is_readable(letter)),
        submissions=tuple(act(SUBMIT, code) for code in file.codes),
        rest=(
            *(act(verb) for verb in ActionType),
            *(act(verb, UNKNOWN) for verb in (INSPECT, SEARCH, SUBMIT)),
            *(act(DRAFT, letter) for letter in UNFIT),
        ),
    )


def matters(file: CaseFile) -> frozenset[str]:
    """Evidence that something which scores or pays may read."""
    return file.relevant | file.deciding


def letters(file: CaseFile) -> tuple[str, ...]:
    """One letter of each kind, each once."""
    other = next(filter(None, (committing(file, code) for code in _others(file))), SALAD)
    thin = file.reply.replace(file.claims[0].written, "yours") if file.claims else SALAD
    request = (file.asking.request,) if file.asking else ()
    return tuple(dict.fromkeys((file.reply, thin, other, *request, SALAD)))


def committing(file: CaseFile, code: str) -> str | None:
    """A letter that commits to a code and to nothing else, made of a phrase of the file.

    None if no phrase makes one that reads so.
    """
    resolution = next(item for item in file.resolutions if item.code == code)
    for letter in _drafted(file, resolution):
        reading = read(letter, file)
        if reading.commitments == (code,) and reading.flaw is None:
            return letter
    return None


def good(verb: ActionType, file: CaseFile) -> ToolUseAction:
    """An action that no guard of the case refuses."""
    values = {
        INSPECT: file.artifacts[0].id,
        SEARCH: file.policies[0].id,
        DRAFT: file.reply,
        SUBMIT: file.gold.resolution,
    }
    return act(verb, values.get(verb))


def closing(case: Case) -> tuple[ToolUseAction, ...]:
    """The fewest actions from an open phase to a resolution."""
    whole = (act(REVIEW), good(DRAFT, case.file), good(SUBMIT, case.file))
    done = {Phase.TRIAGE: 0, Phase.INVESTIGATING: 1, Phase.DRAFTED: 2}
    return whole[done[case.phase] :]


def read_by(file: CaseFile, action: ToolUseAction) -> str | None:
    """The evidence that an action reads if it is accepted; None if it is no look at any."""
    if action.action_type is INSPECT:
        return artifact_ref(action.artifact_id or "")
    if action.action_type is SEARCH:
        article = file.article_of.get(lookup_form(action.query or ""))
        return policy_ref(article.id) if article else None
    return None


def _is_readable(letter: str) -> bool:
    return bool(letter.strip()) and len(letter) <= MESSAGE_LIMIT


def _others(file: CaseFile) -> tuple[str, ...]:
    """Codes that are not right, those that do harm first."""
    wrong = [code for code in file.codes if code != file.gold.resolution]
    return tuple(sorted(wrong, key=lambda code: code not in file.harm_of))


_FRAMES = ("We will {}.", "We {}.", "We have {}.", "Your case is {}.")


def _drafted(file: CaseFile, resolution: Resolution) -> Iterator[str]:
    name, *_ = (*file.ticket.customer.split(), "customer")
    why = f" The reason: {_worded(words)}." if (words := _first(resolution.reasons)) else ""
    opening = f"Dear {name}, thank you for your message about {file.claims[0].written}."
    for words in parse_all(resolution.commitments):
        for frame in _FRAMES:
            yield f"{opening} {frame.format(_worded(words))}{why}"


def _first(phrases: tuple[str, ...]) -> Words:
    return next(iter(parse_all(phrases)), ())


def _worded(words: Words) -> str:
    """Words that a phrase fits: of each place the first that may stand there."""
    return " ".join(min(word.exact or word.prefixes) for word in words)
