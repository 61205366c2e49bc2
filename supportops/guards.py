"""Named preconditions. Each refuses what cannot be interpreted, and says why in words.

A guard reads case and action and writes only the refusal. What is wrong but meaningful (a bad
code, a thin reply, a useless look) passes: the score prices it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from supportops.case import Case, Refusal, Step
from supportops.models import ToolUseAction
from supportops.records import lookup_form
from supportops.vocabulary import ARGUMENT_OF, MESSAGE_LIMIT, RefusalCode

ECHO_LIMIT = 60
"""Longest echo of a refused value, in characters."""

Check = Callable[[Case, str], Refusal | None]


@dataclass(frozen=True, slots=True)
class Guard:
    """A precondition on the argument of an action, by name."""

    name: str
    check: Check

    def refusal(self, case: Case, action: ToolUseAction) -> Refusal | None:
        """Why the action is refused; None if this guard lets it pass."""
        argument = action.argument
        return _missing(case, action) if argument is None else self.check(case, argument)

    def __call__(self, step: Step) -> bool:
        """The form `transitions` asks for; it compares with True, so this is a real bool.

        The same as `refusal`, with the argument that the step has worked out already.
        """
        case, argument = step.case, step.argument
        found = _missing(case, step.action) if argument is None else self.check(case, argument)
        if found is None:
            return True
        step.refuse(found)
        return False


def echo(value: str) -> str:
    """A refused value as it may be repeated: quoted, on one line, cut at 60 characters."""
    quoted = repr(value[: ECHO_LIMIT + 1])
    return quoted if len(quoted) <= ECHO_LIMIT else quoted[: ECHO_LIMIT - 4] + "..." + quoted[0]


def _missing(case: Case, action: ToolUseAction) -> Refusal:
    field = ARGUMENT_OF[action.action_type]
    hint = {
        "artifact_id": _one_of(case.stage.artifacts),
        "query": _one_of(article.id for article in case.file.policies),
        "message": "the reply to the customer as text",
        "resolution_code": _one_of(case.file.codes),
    }[field]
    message = f"{action.action_type} needs {field}: {hint}."
    return Refusal(RefusalCode.MISSING_ARGUMENT, message, field)


def _one_of(choices: Iterable[str]) -> str:
    return "one of " + ", ".join(choices)


def _artifact_exists(case: Case, artifact_id: str) -> Refusal | None:
    known = case.stage.artifacts
    if artifact_id in known:
        return None
    message = f"There is no artifact {echo(artifact_id)}; use {_one_of(known)}."
    return Refusal(RefusalCode.UNKNOWN_ARTIFACT, message, "artifact_id")


def _policy_exists(case: Case, query: str) -> Refusal | None:
    if len(query) <= MESSAGE_LIMIT and lookup_form(query) in case.file.article_of:
        return None
    topics = _one_of(article.id for article in case.file.policies)
    message = f"No policy article is filed under {echo(query)}; use {topics}."
    return Refusal(RefusalCode.UNKNOWN_POLICY, message, "query")


def _message_readable(_: Case, message: str) -> Refusal | None:
    if len(message) > MESSAGE_LIMIT:
        text = (
            f"The message has {len(message)} characters, at most {MESSAGE_LIMIT} are accepted; "
            f"it starts {echo(message)}."
        )
        return Refusal(RefusalCode.MESSAGE_TOO_LONG, text, "message")
    if not message.strip():
        text = f"The message {echo(message)} is blank; write the reply to the customer."
        return Refusal(RefusalCode.BLANK_MESSAGE, text, "message")
    return None


def _code_exists(case: Case, code: str) -> Refusal | None:
    if code in case.file.codes:
        return None
    message = f"There is no resolution code {echo(code)}; use {_one_of(case.file.codes)}."
    return Refusal(RefusalCode.UNKNOWN_RESOLUTION_CODE, message, "resolution_code")


ARTIFACT_EXISTS = Guard("artifact exists", _artifact_exists)
POLICY_EXISTS = Guard("policy exists", _policy_exists)
MESSAGE_READABLE = Guard("message readable", _message_readable)
CODE_EXISTS = Guard("code exists", _code_exists)
