"""The Task API: which tasks there are, by split and index."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from supportops.cases import SPLITS, TASK_IDS, split_size, task_at, task_info
from supportops.cases.generate import SECRET_VARIABLE
from supportops.cases.registry import TaskInfo
from supportops.server import tasks
from supportops.server.app import create_app
from supportops.server.settings import Settings
from supportops.server.tasks import LISTED_MAX
from tests.server.conftest import Serve
from tests.server.talk import Json, http_client

TASKS = [task_info(task_id).model_dump() for task_id in TASK_IDS]
ENV = "/support_ops_env"
ROUTES: list[tuple[str, Json]] = [
    ("/tasks", {}),
    ("/num_tasks", {}),
    ("/task", {"index": 0}),
    ("/task_range", {}),
]
each_route = pytest.mark.parametrize(("route", "fields"), ROUTES)


def posted(http: httpx.Client, route: str, **body: Any) -> Any:
    answer = http.post(f"{ENV}{route}", json={"split": "named", **body})
    return answer.raise_for_status().json()


def test_the_environment_lists_itself(http: httpx.Client) -> None:
    assert http.get("/list_environments").json() == ["support_ops_env"]


def test_the_splits_are_those_that_can_be_played(http: httpx.Client) -> None:
    named = [name for name in SPLITS if name != "private"]

    assert http.get(f"{ENV}/splits").json() == [{"name": name, "type": name} for name in named]


@each_route
def test_the_private_split_needs_a_secret(http: httpx.Client, route: str, fields: Json) -> None:
    answer = http.post(f"{ENV}{route}", json={"split": "private", **fields})

    assert answer.status_code == 400
    assert answer.json() == {"detail": f"the private split needs a secret in {SECRET_VARIABLE}"}


def test_with_a_secret_the_private_split_is_played_and_described(serve: Serve) -> None:
    with http_client(serve(**{SECRET_VARIABLE: "of-the-evaluator"})) as http:
        assert {"name": "private", "type": "private"} in http.get(f"{ENV}/splits").json()
        task = posted(http, "/task", split="private", index=1)["task"]
        reset = http.post("/reset", json={"split": "private", "index": 1}).json()
        assert reset["observation"]["task_id"] == task["task_id"]
        described = http.get("/openapi.json").json()["components"]["schemas"]
        assert "private" in described["SplitRequest"]["properties"]["split"]["enum"]


def test_the_tasks_of_a_listed_split_are_listed_whole(http: httpx.Client) -> None:
    found = posted(http, "/tasks", split="test_archetype")["tasks"]

    size = split_size("test_archetype")
    assert posted(http, "/num_tasks", split="test_archetype") == {"num_tasks": size}
    assert [task["task_id"] for task in found] == [
        task_at("test_archetype", index) for index in range(size)
    ]


def test_a_split_without_an_end_is_listed_by_ranges(http: httpx.Client) -> None:
    size = split_size("train")
    whole = http.post(f"{ENV}/tasks", json={"split": "train"})
    wide = http.post(f"{ENV}/task_range", json={"split": "train", "stop": LISTED_MAX + 1})

    assert posted(http, "/num_tasks", split="train") == {"num_tasks": size}
    for answer, asked in ((whole, size), (wide, LISTED_MAX + 1)):
        detail = f"split 'train' has {asked} tasks here; ask for a range of at most {LISTED_MAX}"
        assert (answer.status_code, answer.json()) == (400, {"detail": detail})
    for start, stop in ((5, 8), (size - 2, size)):
        found = posted(http, "/task_range", split="train", start=start, stop=stop)["tasks"]
        assert [task["task_id"] for task in found] == [
            task_at("train", index) for index in range(start, stop)
        ]


def test_other_requests_are_answered_while_a_split_is_listed(http: httpx.Client) -> None:
    start = time.perf_counter()
    with ThreadPoolExecutor(1) as pool:
        listing = pool.submit(posted, http, "/task_range", split="train", start=5000, stop=5300)
        waits = []
        while not listing.done():
            begun = time.perf_counter()
            http.get("/health").raise_for_status()
            waits.append(time.perf_counter() - begun)

    assert len(listing.result()["tasks"]) == 300
    assert len(waits) > 10
    assert sorted(waits)[len(waits) // 2] < (time.perf_counter() - start) / 10


def test_a_task_is_described_once_however_often_it_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built: list[str] = []

    def counting(task_id: str) -> TaskInfo:
        built.append(task_id)
        return task_info(task_id)

    monkeypatch.setattr(tasks, "task_info", counting)
    tasks._described.cache_clear()
    asked = {"split": "train", "start": 7000, "stop": 7004}
    with TestClient(create_app(Settings())) as client:
        first, second = (
            client.post("/support_ops_env/task_range", json=asked).json() for _ in range(2)
        )

    assert first == second
    assert [one["task_id"] for one in first["tasks"]] == built


def test_the_tasks_of_the_split_are_the_published_ones(http: httpx.Client) -> None:
    assert posted(http, "/tasks") == {"tasks": TASKS, "env_name": "support_ops_env"}
    assert posted(http, "/num_tasks") == {"num_tasks": len(TASK_IDS)}


@pytest.mark.parametrize("index", range(len(TASK_IDS)))
def test_a_task_is_where_a_reset_finds_it(http: httpx.Client, index: int) -> None:
    task = posted(http, "/task", index=index)["task"]

    reset = http.post("/reset", json={"split": "named", "index": index}).json()
    assert task == TASKS[index]
    assert task["task_id"] == reset["observation"]["task_id"]
    assert task["budget"] == reset["observation"]["remaining_steps"]


@pytest.mark.parametrize("index", [-1, len(TASK_IDS), 2**70])
def test_an_index_outside_the_split_is_400(http: httpx.Client, index: int) -> None:
    answer = http.post(f"{ENV}/task", json={"split": "named", "index": index})

    assert (answer.status_code, answer.json()) == (400, {"detail": "Invalid task index"})


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({}, TASKS),
        ({"start": 1}, TASKS[1:]),
        ({"stop": 1}, TASKS[:1]),
        ({"start": 1, "stop": 2}, TASKS[1:2]),
        ({"start": -1}, TASKS[-1:]),
        ({"stop": -1}, TASKS[:-1]),
        ({"start": 2, "stop": 1}, []),
        ({"start": None, "stop": None}, TASKS),
        ({"start": -(2**70), "stop": 2**70}, TASKS),
    ],
)
def test_a_range_slices_as_python_does(
    http: httpx.Client, bounds: Json, expected: list[Json]
) -> None:
    assert posted(http, "/task_range", **bounds) == {"tasks": expected}


@each_route
def test_an_unknown_split_is_400(http: httpx.Client, route: str, fields: Json) -> None:
    answer = http.post(f"{ENV}{route}", json={"split": "rain", **fields})

    assert answer.status_code == 400
    assert answer.json() == {"detail": f"unknown split 'rain'; use one of {', '.join(SPLITS)}"}


@each_route
def test_a_field_to_spare_is_422(http: httpx.Client, route: str, fields: Json) -> None:
    answer = http.post(f"{ENV}{route}", json={"split": "named", "page": 1, **fields})

    assert answer.status_code == 422
    [error] = answer.json()["detail"]
    assert (error["type"], error["loc"]) == ("extra_forbidden", ["body", "page"])


@pytest.mark.parametrize(
    ("route", "body", "kind", "field"),
    [
        ("/tasks", {}, "missing", "split"),
        ("/num_tasks", {"split": 5}, "string_type", "split"),
        ("/task", {"split": "named"}, "missing", "index"),
        ("/task", {"split": "named", "index": "1"}, "int_type", "index"),
        ("/task", {"split": "named", "index": None}, "int_type", "index"),
        ("/task_range", {"split": "named", "start": 1.5}, "int_type", "start"),
        ("/task_range", {"split": "named", "stop": []}, "int_type", "stop"),
    ],
)
def test_a_bad_field_is_422(
    http: httpx.Client, route: str, body: Json, kind: str, field: str
) -> None:
    answer = http.post(f"{ENV}{route}", json=body)

    assert answer.status_code == 422
    [error] = answer.json()["detail"]
    assert (error["type"], error["loc"]) == (kind, ["body", field])


@pytest.mark.parametrize("name", ["nope", "support_ops", "x" * 300, "ö"])
def test_another_environment_is_404(http: httpx.Client, name: str) -> None:
    expected = {"detail": f"unknown environment '{name[:60]}'"}

    for answer in (http.get(f"/{name}/splits"), http.post(f"/{name}/tasks", json={})):
        assert (answer.status_code, answer.json()) == (404, expected)


def test_the_name_of_the_environment_is_read_in_any_case(http: httpx.Client) -> None:
    assert http.get("/Support_OPS_Env/splits").status_code == 200
