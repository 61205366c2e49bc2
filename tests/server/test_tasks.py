"""The Task API: which tasks there are, by split and index."""

from typing import Any

import httpx
import pytest

from supportops.cases import TASK_IDS, task_info
from tests.server.talk import Json

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
    return http.post(f"{ENV}{route}", json={"split": "test", **body}).raise_for_status().json()


def test_the_environment_lists_itself(http: httpx.Client) -> None:
    assert http.get("/list_environments").json() == ["support_ops_env"]


def test_there_is_one_split(http: httpx.Client) -> None:
    assert http.get(f"{ENV}/splits").json() == [{"name": "test", "type": "test"}]


def test_the_tasks_of_the_split_are_the_published_ones(http: httpx.Client) -> None:
    assert posted(http, "/tasks") == {"tasks": TASKS, "env_name": "support_ops_env"}
    assert posted(http, "/num_tasks") == {"num_tasks": len(TASK_IDS)}


@pytest.mark.parametrize("index", range(len(TASK_IDS)))
def test_a_task_is_where_a_reset_finds_it(http: httpx.Client, index: int) -> None:
    task = posted(http, "/task", index=index)["task"]

    reset = http.post("/reset", json={"split": "test", "index": index}).json()
    assert task == TASKS[index]
    assert task["task_id"] == reset["observation"]["task_id"]
    assert task["budget"] == reset["observation"]["remaining_steps"]


@pytest.mark.parametrize("index", [-1, len(TASK_IDS), 2**70])
def test_an_index_outside_the_split_is_400(http: httpx.Client, index: int) -> None:
    answer = http.post(f"{ENV}/task", json={"split": "test", "index": index})

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
    answer = http.post(f"{ENV}{route}", json={"split": "train", **fields})

    assert answer.status_code == 400
    assert answer.json() == {"detail": "unknown split 'train'; use one of test"}


@each_route
def test_a_field_to_spare_is_422(http: httpx.Client, route: str, fields: Json) -> None:
    answer = http.post(f"{ENV}{route}", json={"split": "test", "page": 1, **fields})

    assert answer.status_code == 422
    [error] = answer.json()["detail"]
    assert (error["type"], error["loc"]) == ("extra_forbidden", ["body", "page"])


@pytest.mark.parametrize(
    ("route", "body", "kind", "field"),
    [
        ("/tasks", {}, "missing", "split"),
        ("/num_tasks", {"split": 5}, "string_type", "split"),
        ("/task", {"split": "test"}, "missing", "index"),
        ("/task", {"split": "test", "index": "1"}, "int_type", "index"),
        ("/task", {"split": "test", "index": None}, "int_type", "index"),
        ("/task_range", {"split": "test", "start": 1.5}, "int_type", "start"),
        ("/task_range", {"split": "test", "stop": []}, "int_type", "stop"),
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
