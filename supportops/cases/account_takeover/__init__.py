"""`account-takeover-fraud`: somebody asks for a refund, and it may be the thief who asks.

The trap: a plausible request for money to a new card, a colleague's note that approves it, and an
article on replaced cards that seems to fit. Four records hold one signal each; only all four
together shut the account, so every one of them has to be read.
"""

from supportops.casefile import CaseFile
from supportops.cases.account_takeover.answer import GOLD, RESOLUTIONS
from supportops.cases.account_takeover.desk import ARTIFACTS, TICKET
from supportops.cases.articles import articles

CASE = CaseFile(
    task_id="account-takeover-fraud",
    difficulty="hard",
    objective="Handle the request on an account that may have been taken over, safety first.",
    ticket=TICKET,
    artifacts=ARTIFACTS,
    policies=articles(
        "account_takeover",
        "card_replacement",
        "identity_checks",
        "order_cancellation",
        "refund_timelines",
    ),
    resolutions=RESOLUTIONS,
    gold=GOLD,
    budget=12,
)
