"""The Task API: which tasks there are, by split and index. Choosing one is up to `reset`."""

import asyncio
from functools import lru_cache
from typing import Any

from litestar import Request, get, post
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict

from supportops.cases import SPLITS, split_size, task_at, task_info
from supportops.cases.generate import private_secret
from supportops.errors import UnknownTask
from supportops.server.body import read_body
from supportops.server.errors import AnyRequest, Rejected
from supportops.server.protocol import JsonObject, Whole
from supportops.vocabulary import ENV_NAME

LISTED_MAX = 2000
"""Most tasks that one answer lists."""

SLICE = 4
"""How many tasks are described before other requests get their turn: a few milliseconds."""

DESCRIBED_KEPT = 16_384
"""Most tasks whose description is remembered; whoever asks again gets it for nothing."""


class SplitRequest(BaseModel):
    """A split by its name."""

    model_config = ConfigDict(extra="forbid")

    split: str


class TaskRequest(SplitRequest):
    """One task of a split."""

    index: Whole


class TaskRangeRequest(SplitRequest):
    """A slice of a split, as Python slices: 2,000 tasks at most."""

    start: Whole | None = None
    stop: Whole | None = None


@get("/list_environments", sync_to_thread=False)
def list_environments() -> list[str]:
    """Name the environments served here."""
    return [ENV_NAME]


@get("/{env_name:str}/splits", sync_to_thread=False)
def list_splits(request: Request[Any, Any, State]) -> list[dict[str, str]]:
    """List the splits."""
    _check(request)
    return [{"name": name, "type": name} for name in served_splits()]


@post("/{env_name:str}/tasks", status_code=HTTP_200_OK)
async def list_tasks(request: Request[Any, Any, State]) -> dict[str, Any]:
    """List the tasks of a split."""
    _check(request)
    body = await read_body(request, SplitRequest)
    tasks = await _listed(body.split, range(_size(body.split)))
    return {"tasks": tasks, "env_name": ENV_NAME}


@post("/{env_name:str}/num_tasks", status_code=HTTP_200_OK)
async def num_tasks(request: Request[Any, Any, State]) -> dict[str, Any]:
    """Count the tasks of a split."""
    _check(request)
    body = await read_body(request, SplitRequest)
    return {"num_tasks": _size(body.split)}


@post("/{env_name:str}/task", status_code=HTTP_200_OK)
async def get_task(request: Request[Any, Any, State]) -> dict[str, Any]:
    """Describe the task at an index of a split."""
    _check(request)
    body = await read_body(request, TaskRequest)
    if not 0 <= body.index < _size(body.split):
        raise Rejected.bad_request("Invalid task index")
    [task] = await _listed(body.split, range(body.index, body.index + 1))
    return {"task": task}


@post("/{env_name:str}/task_range", status_code=HTTP_200_OK)
async def get_task_range(request: Request[Any, Any, State]) -> dict[str, Any]:
    """Describe a slice of a split."""
    _check(request)
    body = await read_body(request, TaskRangeRequest)
    asked = range(_size(body.split))[body.start : body.stop]
    return {"tasks": await _listed(body.split, asked)}


def served_splits() -> tuple[str, ...]:
    """The splits that can be played here: all, or all but `private` where no secret is set."""
    try:
        private_secret()
    except UnknownTask:
        return tuple(name for name in SPLITS if name != "private")
    return SPLITS


def _check(request: AnyRequest) -> None:
    env_name: str = request.path_params["env_name"]
    if env_name.lower() != ENV_NAME:
        raise Rejected.not_found(f"unknown environment {env_name[:60]!r}")


def _size(split: str) -> int:
    try:
        if split == "private":
            private_secret()
        return split_size(split)
    except UnknownTask as error:
        raise Rejected.bad_request(str(error)) from error


async def _listed(split: str, indices: range) -> list[JsonObject]:
    """Describe tasks, which builds each case; whoever else waits gets a turn now and then."""
    if len(indices) > LISTED_MAX:
        raise Rejected.bad_request(
            f"split {split!r} has {len(indices)} tasks here; ask for a range of at most "
            f"{LISTED_MAX}"
        )
    found = []
    for number, index in enumerate(indices, 1):
        found.append(_described(task_at(split, index)))
        if number % SLICE == 0:
            await asyncio.sleep(0)
    return found


@lru_cache(maxsize=DESCRIBED_KEPT)
def _described(task_id: str) -> JsonObject:
    return task_info(task_id).model_dump()


TASK_ROUTES = [list_environments, list_splits, list_tasks, num_tasks, get_task, get_task_range]
