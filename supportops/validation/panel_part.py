"""The part of the benchmark card on the exploit panel: what agents score that skip the work."""

from collections.abc import Iterator

from supportops.evaluation.gates import BANDS, nearest
from supportops.evaluation.record import SPLIT, recorded
from supportops.evaluation.tables import as_markdown
from supportops.vocabulary import FULL


def panel_part() -> Iterator[str]:
    """The part, in Markdown."""
    record = recorded()
    distance, worst, best = nearest(record.whole)
    assert worst is not None, "the record has honest contestants"
    assert best is not None, "and others"
    yield (
        f"## Exploit panel\n\nWhat the agents of the [panel](panel.md) scored on the "
        f"{record.whole[0].episodes:,} cases of `{SPLIT}`, under benchmark version "
        f"{record.versions['benchmark']}. Brackets hold 95 % intervals. `python -m supportops "
        "panel --check` plays it again and fails if any figure has moved.\n"
    )
    yield as_markdown(record.whole)
    costs = {row.agent: (FULL - row.scores.mean) / FULL for row in record.whole}
    yield (
        f"The lowest of the honest agents, {worst.agent}, and the highest of the others, "
        f"{best.agent}, lie {distance:.0f} standard errors of their difference apart; {BANDS:.0f} "
        f"are demanded. Reading everything that the budget allows before deciding rightly costs "
        f"{costs['everything-reader']:.3f} of the score.\n"
    )
