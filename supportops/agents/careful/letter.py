"""The letter of a careful reader: the desk's own wording, filled with what was read.

The wording of each outcome, and which facts it quotes, are the family's and the same in every case.
Where a letter quotes a record the layout tells the place; the rest follows from facts and policy.
"""

from collections.abc import Mapping

from supportops.agents.careful.desk import Read
from supportops.agents.careful.layout import Layout
from supportops.cases.archetype import Archetype
from supportops.cases.build import MISSING, MISSING_CODE
from supportops.cases.draw import Draw
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Value

_ANSWER_WITHIN = "2 business days"
"""When the customer hears from us about a missing record, as every governing article says."""


def written(
    kind: Archetype, layout: Layout, read: Read, known: Mapping[str, Value], code: str
) -> str:
    """The letter for a code, from what was read and from the facts and parameters in it."""
    if code == MISSING_CODE:
        return _letter(read, MISSING.reply, _missing(read))
    outcome = kind.outcomes[code]
    scene = _surroundings(kind, read)
    words = {
        name: layout.quotes[name](read)
        if name in layout.quotes
        else kind.claims[name](scene, Facts(known)).words
        for name in outcome.states
    }
    return _letter(read, outcome.reply, scene.words() | {"first": read.first_name} | words)


def _letter(read: Read, body: str, words: Mapping[str, str]) -> str:
    return f"Dear {read.first_name},\n\n{body.format_map(words)}\n\nKind regards"


def _missing(read: Read) -> dict[str, str]:
    title = read.missing.title if read.missing else ""
    return {"missing record": title, "answer within": _ANSWER_WITHIN}


def _surroundings(kind: Archetype, read: Read) -> Scene:
    """A scene of no case: it lends its wording, with the article and currency that were read."""
    known = {"item": read.item, "shop": read.shop}
    fixed = {name: value for name, value in known.items() if value is not None}
    return Scene(Draw("careful reader"), kind.goods, fixed)
