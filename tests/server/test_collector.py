"""The collector passes over what is there to stay, for as long as the server serves."""

import asyncio
import gc
from collections.abc import Iterator

import pytest
from litestar import Litestar

from supportops.server.app import create_app
from supportops.server.collector import YOUNG_OBJECTS, patient

BEFORE = (701, 11, 12)
"""How often it looks before an application serves."""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    found = gc.get_threshold()
    gc.set_threshold(*BEFORE)
    yield
    gc.set_threshold(*found)


async def _through(app: Litestar) -> tuple[int, int]:
    """What the collector looks at, and how often, while an application serves."""
    async with app.lifespan():
        return gc.get_freeze_count(), gc.get_threshold()[0]


def test_while_the_application_serves_what_was_loaded_is_not_looked_at() -> None:
    frozen, young = asyncio.run(_through(create_app()))
    assert frozen > YOUNG_OBJECTS
    assert young == YOUNG_OBJECTS


def test_afterwards_the_collector_is_as_it_was() -> None:
    asyncio.run(_through(create_app()))
    assert gc.get_threshold() == BEFORE
    assert gc.get_freeze_count() == 0


def test_a_server_that_fails_leaves_the_collector_as_it_was() -> None:
    async def failing() -> None:
        async with patient(None):
            raise RuntimeError("the disk is on fire")

    with pytest.raises(RuntimeError, match="fire"):
        asyncio.run(failing())
    assert gc.get_threshold() == BEFORE
