"""A case whose letters have to state a value of each kind, for tests of what they state."""

from supportops.casefile import CaseFile, ReplyFact
from tests.play import MUG, altered

ORDER, POLICY = "artifact:order", "policy:damaged_items"

AMOUNT = ReplyFact(name="amount", source=ORDER, written="28.90 EUR", value="28.90 EUR")
DISPATCH = ReplyFact(
    name="dispatch", source=POLICY, written="2 business days", value="2 business days"
)
NUMBER = ReplyFact(
    name="number", source=ORDER, written="HL-58213", value="HL-58213", rivals=("hl-51877",)
)
PERIOD = ReplyFact(name="period", source=POLICY, written="twelve months", value="twelve months")
PRICE = ReplyFact(name="price", source=ORDER, written="24.00 EUR", value="24.00 EUR")
DAY = ReplyFact(name="day", source=ORDER, written="2026-03-09", value="9 March 2026")


def asking(*claims: ReplyFact) -> CaseFile:
    """A case whose letters have to state these facts."""
    return altered(MUG, claims=claims)
