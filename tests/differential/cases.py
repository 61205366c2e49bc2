"""Which cases the two are compared on, and each as the plain data that the reference takes."""

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import count, cycle
from json import loads

from supportops.casefile import ASKED_FIRST, CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.cases.partition import HELD_OUT
from supportops.reply import is_known, read
from tests.reference import Desk, Heard

MISSING = "missing_record"
OPEN_SPLITS = ("train", "dev", "test", "test_overlay", "test_policy")
HELD_SPLITS = ("test_archetype",)
KINDS: tuple[Callable[[CaseFile], bool], ...] = (
    lambda file: MISSING in file.overlays,
    lambda file: ASKED_FIRST in file.overlays,
    lambda file: file.asking is not None and not file.asking.on_file and file.sent is None,
    lambda file: file.asking is not None and len(file.asking.answers) == 1,
    lambda file: True,
)
"""Kinds of cases that are sought for one after the other, so that rare ones are met as well."""
FAR = 100
"""How many numbers are tried for a rare kind."""
LISTED = 100
"""How many cases of a family every split holds at least."""


class Pair:
    """A task, its case file, and the same as plain data with a reader of replies."""

    def __init__(self, task_id: str) -> None:
        self.task_id, self.file = task_id, case_file(task_id)
        self._heard: dict[str, Heard] = {}

    @cached_property
    def desk(self) -> Desk:
        """The case as the reference sees it."""
        case = loads(self.file.model_dump_json())
        return Desk(case, self.file.ticket.render(), dict(self.file.texts))

    def heard(self, draft: str) -> Heard:
        """A draft, read; once for each."""
        if draft not in self._heard:
            self._heard[draft] = self._read(draft)
        return self._heard[draft]

    def _read(self, draft: str) -> Heard:
        reading = read(draft, self.file)
        return Heard(
            claims=tuple(
                (claim.slot, claim.value, claim.force.name.lower()) for claim in reading.claims
            ),
            denied=reading.denied,
            asks=reading.shown_commitments,
            flawed=reading.shown_flaw is not None,
            values=tuple(
                (value, frozenset(r for r in self.file.texts if is_known(value, [r], self.file)))
                for value in reading.values
            ),
        )


def tasks(family: str) -> Iterator[str]:
    """Task ids of a family without an end, of every kind and split, each with its twin."""
    splits = HELD_SPLITS if family in HELD_OUT else OPEN_SPLITS
    for turn in count():
        task_id = _sought(family, splits[turn // len(KINDS) % len(splits)], turn)
        yield task_id
        yield f"{task_id}#twin"


def named() -> Iterator[str]:
    """The named tasks, over and over."""
    return cycle(TASK_IDS)


def _sought(family: str, split: str, turn: int) -> str:
    """A task of the kind whose turn it is or, if none is near, any."""
    wanted = KINDS[turn % len(KINDS)]
    first = turn * 7 % LISTED
    near = (f"gen/{family}/{split}/{(first + step) % LISTED}" for step in range(FAR))
    return next((one for one in near if wanted(case_file(one))), f"gen/{family}/{split}/{first}")
