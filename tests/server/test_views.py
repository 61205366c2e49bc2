"""What of a state leaves the server: gold for whoever may know it, on every door."""

import json
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from pydantic import SecretStr

from supportops.server import views
from supportops.server.app import create_app
from supportops.server.settings import Settings
from tests.server.talk import MUG, Json

TOKEN = "a-token-of-32-characters-or-more"
RIGHT = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(Settings(access_token=SecretStr(TOKEN)))) as found:
        yield found


@pytest.fixture
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """No task is public."""
    monkeypatch.setattr(views, "PUBLIC_TASKS", frozenset())


def over_http(client: TestClient[Litestar], headers: dict[str, str]) -> Json:
    reset = client.post("/reset", json={"task_id": MUG}).json()["metadata"]
    found: Json = client.get("/state", params=reset, headers=headers).json()
    return found


def over_socket(client: TestClient[Litestar], headers: dict[str, str]) -> Json:
    with client.websocket_connect("/ws", headers=headers) as ws:
        for frame in ({"type": "reset", "data": {"task_id": MUG}}, {"type": "state"}):
            ws.send_text(json.dumps(frame))
            found: Json = ws.receive_json()
        state: Json = found["data"]
        return state


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize("state_of", [over_http, over_socket])
def test_the_evidence_that_counts_is_shown_to_who_has_the_token(
    client: TestClient[Litestar], state_of: object
) -> None:
    assert callable(state_of)
    with_token, without = state_of(client, RIGHT), state_of(client, {})

    assert with_token["required_evidence"]
    assert without == with_token | {"required_evidence": []}


@pytest.mark.parametrize("state_of", [over_http, over_socket])
def test_the_answers_of_the_named_tasks_are_public(
    client: TestClient[Litestar], state_of: object
) -> None:
    assert callable(state_of)
    assert state_of(client, {})["required_evidence"] == state_of(client, RIGHT)["required_evidence"]


@pytest.mark.usefixtures("_secret")
def test_a_session_shows_what_the_caller_may_see_and_not_what_its_maker_may(
    client: TestClient[Litestar],
) -> None:
    made = client.post("/reset", json={"task_id": MUG}, headers=RIGHT).json()["metadata"]

    assert client.get("/state", params=made).json()["required_evidence"] == []
    with client.websocket_connect(f"/ws?session_id={made['session_id']}") as ws:
        ws.send_text('{"type": "state"}')
        assert ws.receive_json()["data"]["required_evidence"] == []


def test_without_a_token_on_the_server_nobody_is_privileged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "PUBLIC_TASKS", frozenset())
    with TestClient(create_app(Settings())) as client:
        assert over_http(client, {"authorization": "Bearer "})["required_evidence"] == []
        assert over_socket(client, RIGHT)["required_evidence"] == []
