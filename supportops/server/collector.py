"""The collector of a process that serves: it leaves alone what is there to stay.

What was loaded stays, and what a session keeps is no garbage either: looking at it as often as is
usual makes opening many sessions take longer.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

YOUNG_OBJECTS = 10_000
"""New objects after which the collector looks for garbage among them."""


@asynccontextmanager
async def patient(_: object) -> AsyncIterator[None]:
    """Look for garbage among what comes from now on, and less often; afterwards as before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
