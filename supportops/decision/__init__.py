"""How a case is decided: typed facts, an ordered table of rules, and what follows from the two.

`condition` is the small language in which rules are written, `table` is the decision table as data,
`space` derives from it everything that is graded: the resolution, every minimal set of records that
proves it, and the neighbouring worlds in which it is another.
"""

from supportops.decision.condition import Condition, Value
from supportops.decision.space import Latent, Space
from supportops.decision.table import Fact, Fallback, Harm, Parameter, Rule, Table

__all__ = [
    "Condition",
    "Fact",
    "Fallback",
    "Harm",
    "Latent",
    "Parameter",
    "Rule",
    "Space",
    "Table",
    "Value",
]
