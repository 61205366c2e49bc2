"""What of a state leaves the server: gold for whoever may know it, on every door."""

import json
from collections.abc import Callable, Iterable, Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from pydantic import SecretStr

from supportops.cases import case_file
from supportops.server.app import create_app
from supportops.server.settings import Settings
from tests.server.talk import GENERATED, MUG, Json, actions_of

TOKEN = "a-token-of-32-characters-or-more"
RIGHT = {"authorization": f"Bearer {TOKEN}"}
TASKS = (GENERATED, f"{GENERATED}#twin")

StateOf = Callable[..., Json]


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(Settings(access_token=SecretStr(TOKEN)))) as found:
        yield found


def over_http(
    client: TestClient[Litestar], headers: dict[str, str], task_id: str, *actions: Json
) -> Json:
    reset = client.post("/reset", json={"task_id": task_id}).json()["metadata"]
    for action in actions:
        client.post("/step", json={"action": action, **reset})
    found: Json = client.get("/state", params=reset, headers=headers).json()
    return found


def over_socket(
    client: TestClient[Litestar], headers: dict[str, str], task_id: str, *actions: Json
) -> Json:
    steps = ({"type": "step", "data": action} for action in actions)
    with client.websocket_connect("/ws", headers=headers) as ws:
        for frame in ({"type": "reset", "data": {"task_id": task_id}}, *steps, {"type": "state"}):
            ws.send_text(json.dumps(frame))
            found: Json = ws.receive_json()
        state: Json = found["data"]
        return state


each_door = pytest.mark.parametrize("state_of", [over_http, over_socket])
each_task = pytest.mark.parametrize("task_id", TASKS)


def _required(task_id: str, actions: Iterable[Json]) -> list[str]:
    """What such cases turn on, once the customer has heard what these actions ask."""
    file = case_file(task_id)
    asked = [one for one in actions if file.asking and one.get("message") == file.asking.request]
    return sorted(file.stages[len(asked)].relevant)


@each_door
@each_task
def test_the_evidence_that_counts_is_shown_to_who_has_the_token(
    client: TestClient[Litestar], state_of: StateOf, task_id: str
) -> None:
    opening = actions_of(task_id)[:-1]
    for actions in ([], opening):
        with_token = state_of(client, RIGHT, task_id, *actions)
        without = state_of(client, {}, task_id, *actions)

        assert with_token["required_evidence"] == _required(task_id, actions)
        assert without == with_token | {"required_evidence": []}


@each_door
@each_task
def test_which_evidence_a_case_required_is_shown_to_all_once_it_has_ended(
    client: TestClient[Litestar], state_of: StateOf, task_id: str
) -> None:
    actions = actions_of(task_id)
    state = state_of(client, {}, task_id, *actions)

    assert (state["done"], state["final_score"]) == (True, 1.0)
    assert state["required_evidence"] == _required(task_id, actions)


@each_door
def test_the_answers_of_the_named_tasks_are_public(
    client: TestClient[Litestar], state_of: StateOf
) -> None:
    state = state_of(client, {}, MUG)

    assert state["required_evidence"] == sorted(case_file(MUG).relevant)
    assert state == state_of(client, RIGHT, MUG)


def test_a_session_shows_what_the_caller_may_see_and_not_what_its_maker_may(
    client: TestClient[Litestar],
) -> None:
    body = {"task_id": GENERATED}
    made = client.post("/reset", json=body, headers=RIGHT).json()["metadata"]

    assert client.get("/state", params=made).json()["required_evidence"] == []
    with client.websocket_connect(f"/ws?session_id={made['session_id']}") as ws:
        ws.send_text('{"type": "state"}')
        assert ws.receive_json()["data"]["required_evidence"] == []


def test_without_a_token_on_the_server_nobody_is_privileged() -> None:
    with TestClient(create_app(Settings())) as client:
        headers = {"authorization": "Bearer "}
        assert over_http(client, headers, GENERATED)["required_evidence"] == []
        assert over_socket(client, RIGHT, GENERATED)["required_evidence"] == []
