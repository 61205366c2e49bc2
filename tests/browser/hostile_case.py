"""A server whose first named case is hostile: every text of it holds what a page must not obey.

python -m tests.browser.hostile_case PORT
"""

import sys

from supportops.casefile import CaseFile
from supportops.cases import registry
from supportops.cases.named import named_case
from supportops.server.process import main
from tests.browser.payloads import PAYLOADS

TASK = "damaged-mug-replacement"
EACH = len(PAYLOADS) // 5
TICKET, RECORD, TITLE, ARTICLE, OBJECTIVE = (
    PAYLOADS[start : start + EACH] for start in range(0, len(PAYLOADS), EACH)
)


def hostile(file: CaseFile) -> CaseFile:
    """The case with a payload wherever a text may stand; its facts are as they were."""
    ticket = file.ticket.model_copy(
        update={
            "message": "\n".join((file.ticket.message, *TICKET)),
            "subject": TICKET[0],
            "customer": TICKET[1],
        }
    )
    titles, records = iter(TITLE), iter(RECORD)
    artifacts = tuple(
        item.model_copy(
            update={
                "title": next(titles),
                "record": (*item.record, ("note", next(records)), (next(records, "x"), "y")),
            }
        )
        for item in file.artifacts[:5]
    )
    policies = tuple(
        item.model_copy(update={"body": "\n\n".join((item.body, *ARTICLE))})
        for item in file.policies
    )
    own = {name: getattr(file, name) for name in CaseFile.model_fields}
    changed = {
        "objective": " ".join(OBJECTIVE),
        "ticket": ticket,
        "artifacts": (*artifacts, *file.artifacts[5:]),
        "policies": policies,
    }
    return CaseFile.model_construct(**{**own, **changed})


if __name__ == "__main__":
    case = hostile(named_case(TASK))
    named = {TASK: case}
    vars(registry)["named_case"] = lambda task_id: named.get(task_id) or named_case(task_id)
    main(["--port", sys.argv[1]])
