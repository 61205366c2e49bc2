"""Exceptions for programmers.

    SupportOpsError
    ├── CaseError                           a case file whose parts do not agree
    ├── WorkflowError       (ValueError)    a rule table that is no workflow
    ├── UnknownTask         (LookupError)   no published task has this id
    ├── SnapshotMismatch    (ValueError)    a snapshot of another benchmark version or another case
    └── ServerError         (RuntimeError)  what a server answered instead of a result

Agents never meet one of these: what an agent may get wrong is answered by a `Refusal`.
"""


class SupportOpsError(Exception):
    """Root of every exception this package raises on purpose."""


class CaseError(SupportOpsError):
    """A case file whose parts do not agree; it cannot be loaded.

    No `ValueError`, since pydantic would wrap that into an error of its own.
    """

    def __init__(self, task_id: str, problems: list[str]) -> None:
        self.task_id = task_id
        self.problems = problems
        super().__init__(f"case {task_id!r}: " + "; ".join(problems))


class WorkflowError(SupportOpsError, ValueError):
    """A rule table with a phase that cannot be reached, cannot end, or a rule that cannot fire."""


class UnknownTask(SupportOpsError, LookupError):
    """No published task has this id, or this place in a split; `field` is what names none."""

    def __init__(self, message: str, field: str = "task_id") -> None:
        self.field = field
        super().__init__(message)


class SnapshotMismatch(SupportOpsError, ValueError):
    """The snapshot was taken of another benchmark version or of another case."""


class ServerError(SupportOpsError, RuntimeError):
    """The server answered with an error; `code` is its machine-readable name."""

    def __init__(self, message: str, code: str) -> None:
        self.code = code
        super().__init__(f"{message} (code: {code})")
