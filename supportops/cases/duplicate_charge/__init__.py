"""`duplicate-charge-refund`: one order, two captures; the extra one goes back and nothing else.

The trap: lines that look like a reserved amount, a closed dispute and an unrelated refund, and a
customer who asks for everything back. Deciding are the payment lines, the number of orders,
refunds already sent, and whether a chargeback is open.
"""

from supportops.casefile import CaseFile
from supportops.cases.articles import articles
from supportops.cases.duplicate_charge.answer import GOLD, RESOLUTIONS
from supportops.cases.duplicate_charge.desk import ARTIFACTS, TICKET

CASE = CaseFile(
    task_id="duplicate-charge-refund",
    difficulty="medium",
    objective="Investigate the complaint about a double debit and settle it as policy demands.",
    ticket=TICKET,
    artifacts=ARTIFACTS,
    policies=articles(
        "authorization_holds", "duplicate_charge", "payment_disputes", "refund_timelines"
    ),
    resolutions=RESOLUTIONS,
    gold=GOLD,
    budget=12,
)
