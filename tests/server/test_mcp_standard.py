"""The standard MCP, driven by its official client over HTTP and on standard input and output."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from supportops.cases import TASK_IDS
from supportops.environment import SupportOpsEnvironment
from supportops.server.mcp_standard import VERSIONS, Desk, begin
from supportops.server.mcp_stdio import LINE_LIMIT, converse
from supportops.server.metrics import Metrics
from supportops.server.turns import Turns
from supportops.vocabulary import ActionType
from tests.server.conftest import Serve
from tests.server.talk import MUG, Json, Rpc, actions_of, http_client, talking
from tests.serving import ROOT, Server

ACCEPT = {"accept": "application/json, text/event-stream"}
INITIALIZE: Json = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": VERSIONS[-1], "capabilities": {}, "clientInfo": {"name": "t"}},
}


def request(method: str, **params: Any) -> Json:
    return {"jsonrpc": "2.0", "id": 2, "method": method, "params": params}


def call(action: Json) -> tuple[str, Json]:
    """The tool and the arguments of an action."""
    fields = {name: value for name, value in action.items() if name != "metadata"}
    return fields.pop("action_type"), fields


@asynccontextmanager
async def over_http(server: Server, query: str) -> Any:
    async with Client(streamable_http_client(f"{server.url}/mcp?{query}")) as client:
        yield client


@asynccontextmanager
async def over_stdio(_: Server, query: str) -> Any:
    named = (part.partition("=") for part in query.split("&"))
    options = [f"--{name.replace('_', '-')}={value}" for name, _, value in named]
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "supportops", "mcp", *options], cwd=ROOT
    )
    async with Client(stdio_client(parameters)) as client:
        yield client


@pytest.mark.parametrize("connected", [over_http, over_stdio])
@pytest.mark.parametrize("task_id", TASK_IDS)
def test_the_official_client_solves_every_task(
    server: Server, connected: Any, task_id: str
) -> None:
    async def play() -> None:
        async with connected(server, f"task_id={task_id}") as client:
            assert "Objective: " in (client.instructions or "")
            tools = await client.list_tools()
            assert [tool.name for tool in tools.tools] == list(ActionType)
            for action in actions_of(task_id):
                name, arguments = call(action)
                result = await client.call_tool(name, arguments)
                assert not result.is_error, result
            envelope = result.structured_content
            assert envelope["done"]
            assert envelope["observation"]["metadata"]["final_score"] == 1.0
            assert result.content[0].text.endswith("The case is closed.")

    anyio.run(play)


@pytest.mark.parametrize("connected", [over_http, over_stdio])
def test_a_refused_action_is_an_error_of_the_tool_and_the_episode_goes_on(
    server: Server, connected: Any
) -> None:
    async def play() -> None:
        async with connected(server, f"task_id={MUG}") as client:
            refused = await client.call_tool("submit_resolution", {"resolution_code": "x"})
            assert refused.is_error
            assert "not possible in phase triage" in refused.content[0].text
            assert not (await client.call_tool("review_ticket", {})).is_error

    anyio.run(play)


@pytest.fixture
def standard(http: httpx.Client) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
    """A client with a session, and the headers that name it."""
    opened = http.post("/mcp", json=INITIALIZE, headers=ACCEPT)
    headers = ACCEPT | {"mcp-session-id": opened.headers["mcp-session-id"]}
    yield http, headers
    http.delete("/mcp", headers=headers)


def test_a_session_is_issued_at_the_handshake_and_ends_when_it_is_deleted(
    http: httpx.Client,
) -> None:
    opened = http.post("/mcp", json=INITIALIZE, headers=ACCEPT)
    headers = ACCEPT | {"mcp-session-id": opened.headers["mcp-session-id"]}

    result = opened.json()["result"]
    assert result["capabilities"] == {"tools": {"listChanged": False}}
    assert result["serverInfo"]["name"] == "support_ops_env"
    said = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    told = http.post("/mcp", json=said, headers=headers)
    assert (told.status_code, told.content) == (202, b"")
    assert "result" in http.post("/mcp", json=request("ping"), headers=headers).json()
    assert http.delete("/mcp", headers=headers).status_code == 204
    assert http.delete("/mcp", headers=headers).status_code == 404
    assert http.post("/mcp", json=request("tools/list"), headers=headers).status_code == 404


@pytest.mark.parametrize("asked", [*VERSIONS, "1999-01-01", "2026-07-28", None, 5, ["x"]])
def test_the_version_of_the_client_is_taken_if_it_is_known(
    http: httpx.Client, asked: object
) -> None:
    body = INITIALIZE | {"params": {"protocolVersion": asked}}

    opened = http.post("/mcp", json=body, headers=ACCEPT)

    spoken = opened.json()["result"]["protocolVersion"]
    assert spoken == (asked if asked in VERSIONS else VERSIONS[-1])
    http.delete("/mcp", headers={"mcp-session-id": opened.headers["mcp-session-id"]})


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("tools/call", {}, -32602),
        ("tools/call", {"name": "reset"}, -32602),
        ("tools/call", {"name": "step"}, -32602),
        ("tools/call", {"name": "state"}, -32602),
        ("tools/call", {"name": ["a"]}, -32602),
        ("tools/call", {"name": "review_ticket", "arguments": {"x": 1}}, -32602),
        ("tools/call", {"name": "inspect_artifact", "arguments": {"artifact_id": 5}}, -32602),
        ("tools/call", {"name": "inspect_artifact", "arguments": []}, -32602),
        ("server/discover", {}, -32601),
        ("openenv/session/create", {}, -32601),
        ("reset", {}, -32601),
        ("resources/list", {}, -32601),
    ],
)
def test_what_is_not_offered_is_an_error_and_costs_nothing(
    standard: tuple[httpx.Client, dict[str, str]], method: str, params: Json, code: int
) -> None:
    http, headers = standard

    answer = http.post("/mcp", json=request(method, **params), headers=headers)

    assert answer.json()["id"] == 2
    assert answer.json()["error"]["code"] == code
    session = {"session_id": headers["mcp-session-id"]}
    assert http.get("/state", params=session).json()["step_count"] == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", -32700),
        ("{", -32700),
        ("[]", -32600),
        ("5", -32600),
        (json.dumps([INITIALIZE]), -32600),
        ('{"jsonrpc":"1.0","method":"ping","id":1}', -32600),
        ('{"jsonrpc":"2.0","method":5,"id":1}', -32600),
        ('{"jsonrpc":"2.0","method":"ping","id":{}}', -32600),
        ('{"jsonrpc":"2.0","method":"ping","id":1,"params":[]}', -32600),
    ],
)
def test_what_is_no_message_is_answered_with_400(http: httpx.Client, body: str, code: int) -> None:
    answer = http.post("/mcp", content=body, headers=ACCEPT)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == code


def test_tools_need_a_session_and_a_known_version(
    standard: tuple[httpx.Client, dict[str, str]],
) -> None:
    http, headers = standard
    listing = request("tools/list")

    bare = http.post("/mcp", json=listing, headers=ACCEPT)
    unknown = http.post("/mcp", json=listing, headers=ACCEPT | {"mcp-session-id": "x"})
    version = http.post("/mcp", json=listing, headers=headers | {"mcp-protocol-version": "1"})
    known = http.post("/mcp", json=listing, headers=headers | {"mcp-protocol-version": VERSIONS[1]})

    assert [one.status_code for one in (bare, unknown, version, known)] == [400, 404, 400, 200]
    assert all("error" in one.json() for one in (bare, unknown, version))


@pytest.mark.parametrize("query", ["task_id=lost", "seed=-1", "seed=x", "split=named&index=99"])
def test_an_address_that_names_no_case_opens_no_session(http: httpx.Client, query: str) -> None:
    answer = http.post(f"/mcp?{query}", json=INITIALIZE, headers=ACCEPT)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == -32602
    assert "mcp-session-id" not in answer.headers


def test_an_agent_plays_the_episode_that_an_operator_started(http: httpx.Client) -> None:
    started = http.post("/reset", json={"task_id": MUG, "episode_id": "mine"}).json()
    session = started["metadata"]["session_id"]

    opened = http.post(f"/mcp?session_id={session}", json=INITIALIZE, headers=ACCEPT)
    headers = ACCEPT | {"mcp-session-id": opened.headers["mcp-session-id"]}
    http.post("/mcp", json=request("tools/call", name="review_ticket"), headers=headers)
    http.delete("/mcp", headers=headers)

    state = http.get("/state", params={"session_id": session}).json()
    assert (state["episode_id"], state["step_count"]) == ("mine", 1)


def test_without_the_headers_of_the_standard_the_official_dialect_is_spoken(rpc: Rpc) -> None:
    assert rpc("initialize")["error"]["code"] == -32601


def test_a_full_server_opens_no_session_for_an_agent(serve: Serve) -> None:
    server = serve(MAX_CONCURRENT_ENVS="1")
    with talking(server) as ws, http_client(server) as http:
        ws.data("reset")
        answer = http.post("/mcp", json=INITIALIZE, headers=ACCEPT)

    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == -32000


def told(*lines: str | None) -> list[Json]:
    """What some lines on standard input are answered."""
    desk, out = Desk(SupportOpsEnvironment(), Turns(Metrics(), 5.0)), io.StringIO()
    begin(desk, {"task_id": MUG})
    converse(desk, lines, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_answered_by_a_line_and_a_notification_by_none() -> None:
    answers = told(
        json.dumps(INITIALIZE),
        '{"jsonrpc":"2.0","method":"notifications/initialized"}',
        '{"jsonrpc":"2.0","id":7,"result":{}}',
        json.dumps(request("ping")),
        "junk",
        None,
    )

    assert [answer["id"] for answer in answers] == [1, 2, None, None]
    assert [answer["error"]["code"] for answer in answers[2:]] == [-32700, -32600]


def test_on_standard_input_nothing_ends_the_conversation_but_its_end() -> None:
    lines = [b"junk", b"\xff\xfe", b"[" * 100_000, b"x" * (LINE_LIMIT * 2 + 5), b"", b"{}"]
    lines += [json.dumps(request("ping")).encode()]

    done = subprocess.run(
        [sys.executable, "-m", "supportops", "mcp"],
        input=b"\n".join(lines),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines) - 1
    assert answers[-1]["result"] == {}
    assert done.stderr == b""


def test_options_that_name_no_case_are_said_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "supportops", "mcp", "--seed", "-1"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert done.returncode == 1
    assert re.fullmatch(r"supportops: seed: .*\n", done.stderr)
