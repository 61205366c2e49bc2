"""Generated cases and their twins behind every door, and in the journal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import httpx
import pytest

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from supportops.cli import main
from supportops.journal.store import Journal
from supportops.server.keeping import Keeper
from supportops.server.operations import Readiness
from supportops.server.sessions import Kind, Sessions
from supportops.server.settings import Settings
from tests.server.talk import GENERATED, Json, Rpc, Socket, actions_of, http_client, talking
from tests.server.test_mcp_standard import call, over_http, over_stdio
from tests.serving import Server

TWIN = f"{GENERATED}#twin"
each_task = pytest.mark.parametrize("task_id", [GENERATED, TWIN])

UNKNOWN: list[tuple[Json, str, str]] = [
    ({"task_id": "gen/damaged_item/test/100"}, "task_id", "test holds 100 cases of damaged_item"),
    ({"task_id": "gen/damaged_item/test/03"}, "task_id", "is no address"),
    ({"task_id": f"{GENERATED}\n"}, "task_id", "is no address"),
    ({"task_id": "gen/chargeback/train/0"}, "task_id", "no family 'chargeback' in split 'train'"),
    ({"task_id": "gen/damaged_item/private/0"}, "task_id", "the private split needs a secret"),
    ({"split": "private"}, "split", "the private split needs a secret"),
    ({"split": "test", "index": 1500}, "index", "split 'test' has no index 1500"),
]


def played_over_http(server: Server, task_id: str) -> Json:
    with http_client(server) as http:
        told = http.post("/reset", json={"task_id": task_id}).json()
        session = {"session_id": told["metadata"]["session_id"]}
        for action in actions_of(task_id):
            told = http.post("/step", json={"action": action, **session}).json()
    envelope: Json = told
    return envelope


def played_over_ws(server: Server, task_id: str) -> Json:
    with talking(server) as ws:
        told = ws.data("reset", {"task_id": task_id})
        for action in actions_of(task_id):
            told = ws.data("step", action)
    return told


def played_in_the_dialect(server: Server, task_id: str) -> Json:
    with http_client(server) as http:
        started = http.post("/reset", json={"task_id": task_id}).json()["metadata"]
        rpc = Rpc(http)
        for action in actions_of(task_id):
            name, arguments = call(action)
            told = rpc.result("tools/call", name=name, arguments=arguments, **started)
    data: Json = told["data"]
    return data


def played_by_the_official_client(connected: object) -> Callable[[Server, str], Json]:
    def played(server: Server, task_id: str) -> Json:
        async def play() -> Json:
            assert callable(connected)
            query = f"task_id={task_id.replace('#', '%23') if connected is over_http else task_id}"
            async with connected(server, query) as client:
                for action in actions_of(task_id):
                    result = await client.call_tool(*call(action))
                    assert not result.is_error, result
            envelope: Json = result.structured_content
            return envelope

        return anyio.run(play)

    return played


@each_task
@pytest.mark.parametrize(
    "played",
    [
        played_over_http,
        played_over_ws,
        played_in_the_dialect,
        played_by_the_official_client(over_http),
        played_by_the_official_client(over_stdio),
    ],
    ids=["http", "ws", "dialect", "standard-http", "standard-stdio"],
)
def test_the_oracle_solves_a_generated_case_on_every_door(
    server: Server, played: Callable[[Server, str], Json], task_id: str
) -> None:
    envelope = played(server, task_id)

    assert envelope["done"]
    assert envelope["observation"]["task_id"] == GENERATED
    assert envelope["observation"]["metadata"]["final_score"] == 1.0


@pytest.mark.parametrize(("options", "field", "message"), UNKNOWN)
def test_an_address_without_a_case_is_said_so(
    http: httpx.Client, ws: Socket, options: Json, field: str, message: str
) -> None:
    refused = http.post("/reset", json=options)
    frame = ws.ask("reset", options)

    [error] = refused.json()["detail"]
    assert (refused.status_code, error["loc"]) == (422, ["body", field])
    assert message in error["msg"]
    assert error["input"] == options[field]
    assert frame["type"] == "error"
    assert message in frame["data"]["message"]


@pytest.fixture
def keepers(tmp_path: Path) -> Iterator[list[Keeper]]:
    """Two processes on one journal."""
    found = [Keeper(Journal(tmp_path / "journal.db"), Readiness()) for _ in range(2)]
    yield found
    for keeper in found:
        keeper.close()


@each_task
def test_another_process_goes_on_with_a_generated_case_and_its_journal_is_whole(
    keepers: list[Keeper], tmp_path: Path, task_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = (Sessions(Settings(), keeper=keeper) for keeper in keepers)
    here = one.open(Kind.SOCKET)
    here.env.begin(task_id=task_id)
    *opening, closing = oracle_plan(case_file(task_id))
    for action in opening:
        here.env.take(action)
    there = two.get(here.id).env

    assert there.snapshot() == here.env.snapshot()
    assert there.snapshot().task_id == task_id
    assert there.take(closing).case.card == there.state.score_card
    assert there.state.final_score == 1.0
    assert main(["journal", "verify", str(tmp_path / "journal.db")]) == 0
    assert main(["journal", "replay", str(tmp_path / "journal.db")]) == 0
    assert task_id in capsys.readouterr().out
