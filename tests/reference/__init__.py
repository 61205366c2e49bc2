"""The environment a second time, written from the documentation alone, to be compared with it.

Plain Python over plain data: no state machine library, no models, nothing of `supportops`. What a
case is comes in as its JSON, and what a reply says comes in as claims that something else has read.
`answer` derives what is right, `grade` says what it is worth, `episode` plays. What the two were
compared on, and how, is in `tests/differential`.
"""

from tests.reference.desk import Desk
from tests.reference.episode import Episode
from tests.reference.reading import Heard

__all__ = ["Desk", "Episode", "Heard"]
