"""What a comparison has to have met, or it compared too little."""

from collections.abc import Iterator
from itertools import product

from supportops.casefile import ASKED_FIRST
from supportops.cases.archetypes import FAMILIES
from supportops.cases.overlays import OVERLAYS
from tests.differential.run import MODES, Tally
from tests.reference.episode import FIELD, POSSIBLE

LEADS = {"triage": "investigating", "investigating": "drafted", "drafted": "resolved"}
ARGUMENTS = {
    "inspect_artifact": ("missing_argument", "unknown_artifact"),
    "search_policy": ("missing_argument", "unknown_policy"),
    "draft_reply": ("missing_argument", "blank_message", "message_too_long"),
    "submit_resolution": ("missing_argument", "unknown_resolution_code"),
}
GRADED = (
    "harmful",
    "perfect",
    "right, reply counts",
    "right, reply worth nothing",
    "safe fallback",
    "wrong",
)
ANSWERS = ("1 of 1", "1 of 2", "2 of 2")


def unmet(tally: Tally) -> list[str]:
    """Everything that was never met, in words."""
    return [f"{kind}: {what}" for kind, what in _wanted() if not tally.counts[kind, what]]


def _wanted() -> Iterator[tuple[str, str]]:
    for phase, verbs in POSSIBLE.items():
        for verb in FIELD:
            if not verbs:
                yield "refusals", f"{phase} {verb} episode_over"
            elif verb not in verbs:
                yield "refusals", f"{phase} {verb} wrong_phase"
            else:
                yield "rules", f"{phase} {verb}"
                yield from (
                    ("refusals", f"{phase} {verb} {code}") for code in ARGUMENTS.get(verb, ())
                )
    yield from (("rules", f"{phase} exhaust") for phase in LEADS)
    yield from (
        ("ends", f"{end}, {mode}") for end, mode in product(("resolved", "exhausted"), MODES)
    )
    yield from (("graded", what) for what in GRADED)
    yield from (("answers", what) for what in ANSWERS)
    yield from (("families", family) for family in FAMILIES)
    yield from (("overlays", name) for name in (*OVERLAYS, ASKED_FIRST, "twin"))
