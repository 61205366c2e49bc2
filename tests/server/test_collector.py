"""The collector passes over what is there to stay, for as long as the server serves."""

import asyncio
import gc

import pytest
from litestar import Litestar

from supportops.server.app import create_app
from supportops.server.collector import YOUNG_OBJECTS, patient


async def _through(app: Litestar) -> tuple[int, int]:
    """What the collector looks at, and how often, while an application serves."""
    async with app.lifespan():
        return gc.get_freeze_count(), gc.get_threshold()[0]


def test_while_the_application_serves_what_was_loaded_is_not_looked_at() -> None:
    frozen, young = asyncio.run(_through(create_app()))
    assert frozen > YOUNG_OBJECTS
    assert young == YOUNG_OBJECTS


def test_afterwards_the_collector_is_as_it_was() -> None:
    before = gc.get_threshold()
    asyncio.run(_through(create_app()))
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_server_that_fails_leaves_the_collector_as_it_was() -> None:
    async def failing() -> None:
        async with patient(None):
            raise RuntimeError("the disk is on fire")

    before = gc.get_threshold()
    with pytest.raises(RuntimeError, match="fire"):
        asyncio.run(failing())
    assert gc.get_threshold() == before
