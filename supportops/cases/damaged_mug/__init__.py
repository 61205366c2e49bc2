"""`damaged-mug-replacement`: a mug arrives broken, and the customer would rather have the money.

The trap: the refund that is asked for, although the mug is in stock and the policy says to ship it
again. Deciding are the days since delivery, the photo, the stock and the number of claims.
"""

from supportops.casefile import CaseFile
from supportops.cases.articles import articles
from supportops.cases.damaged_mug.answer import GOLD, RESOLUTIONS
from supportops.cases.damaged_mug.desk import ARTIFACTS, TICKET

CASE = CaseFile(
    task_id="damaged-mug-replacement",
    difficulty="easy",
    objective="Resolve the complaint about an item that arrived damaged, as policy demands.",
    ticket=TICKET,
    artifacts=ARTIFACTS,
    policies=articles(
        "damaged_items", "damaged_items_marketplace", "delivery_delays", "returns_change_of_mind"
    ),
    resolutions=RESOLUTIONS,
    gold=GOLD,
    budget=12,
)
