"""`SupportOpsEnv`, asynchronous and synchronous, against a real server and against bad ones."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import httpx
import pytest
from websockets.sync.server import ServerConnection

from supportops.agents.scripted import ScriptedAgent
from supportops.cases import TASK_IDS
from supportops.client import StepResult, SupportOpsEnv, SyncSupportOpsEnv
from supportops.errors import ServerError
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.vocabulary import ActionType
from supportops.wire import websocket_url
from tests.server.conftest import Serve
from tests.server.peers import answers_well, first_then, listener, peer
from tests.server.talk import MUG, REVIEW, Rpc, until
from tests.serving import Server, free_port

each_task = pytest.mark.parametrize("task_id", TASK_IDS)
UNKNOWN = "00000000-0000-4000-8000-000000000000"
URLS = [
    ("http://host:8000", None, "ws://host:8000/ws"),
    ("https://host", None, "wss://host/ws"),
    ("HTTPS://host", None, "wss://host/ws"),
    ("ws://host:1", None, "ws://host:1/ws"),
    ("wss://host", None, "wss://host/ws"),
    ("localhost:8000", None, "ws://localhost:8000/ws"),
    ("http://host/", None, "ws://host/ws"),
    ("https://host/some/prefix/", None, "wss://host/some/prefix/ws"),
    ("http://[::1]:8000", None, "ws://[::1]:8000/ws"),
    ("http://host", "a b&c", "ws://host/ws?session_id=a%20b%26c"),
    ("http://host", "", "ws://host/ws"),
]


@pytest.fixture
def env(server: Server) -> Iterator[SyncSupportOpsEnv]:
    with SupportOpsEnv(server.url).sync() as found:
        yield found


def run(call: Callable[[SupportOpsEnv], Coroutine[Any, Any, Any]], url: str, **options: Any) -> Any:
    """The result of an asynchronous conversation with a server."""

    async def conversation() -> Any:
        async with SupportOpsEnv(url, **options) as env:
            return await asyncio.wait_for(call(env), 20)

    return asyncio.run(conversation())


@pytest.mark.parametrize(("base_url", "session_id", "expected"), URLS)
def test_the_address_of_the_socket_is_made_from_that_of_the_server(
    base_url: str, session_id: str | None, expected: str
) -> None:
    assert websocket_url(base_url, session_id) == expected


@each_task
def test_the_oracle_solves_a_task_with_the_synchronous_client(
    env: SyncSupportOpsEnv, task_id: str
) -> None:
    agent, result = ScriptedAgent(), env.reset(task_id=task_id)

    while action := agent.act(result.observation):
        result = env.step(action)

    assert (result.done, result.reward, result.metadata["final_score"]) == (True, 1.0, 1.0)
    assert env.state().final_score == 1.0


@each_task
def test_the_oracle_solves_a_task_with_the_asynchronous_client(
    server: Server, task_id: str
) -> None:
    async def play(env: SupportOpsEnv) -> float | None:
        agent, result = ScriptedAgent(), await env.reset(task_id=task_id)
        while action := agent.act(result.observation):
            result = await env.step(action)
        return (await env.state()).final_score

    assert run(play, server.url) == 1.0


def test_a_result_holds_what_the_envelope_held(env: SyncSupportOpsEnv) -> None:
    first = env.reset(task_id=MUG)
    refused = env.step({"action_type": "draft_reply"})

    assert isinstance(first, StepResult)
    assert isinstance(first.observation, ToolUseObservation)
    assert (first.reward, first.done, first.metadata) == (None, False, {})
    refusal = {"refusal": {"code": "wrong_phase", "field": "action_type"}}
    assert (refused.reward, refused.done, refused.metadata) == (0.0, False, refusal)
    assert (refused.observation.reward, refused.observation.metadata) == (0.0, refusal)
    assert refused == (refused.observation, refused.reward, refused.done, refused.metadata)


def test_actions_may_be_typed_or_plain(env: SyncSupportOpsEnv) -> None:
    env.reset(task_id=MUG)
    typed = env.step(ToolUseAction(action_type=ActionType.REVIEW_TICKET))
    env.reset(task_id=MUG)
    plain = env.step(REVIEW)

    assert typed == plain
    assert typed.observation.last_action_error is None


def test_the_state_is_typed(env: SyncSupportOpsEnv) -> None:
    env.reset(task_id=MUG, episode_id="mine", seed=3)
    env.step(REVIEW)

    state = env.state()

    assert isinstance(state, ToolUseState)
    assert (state.episode_id, state.seed, state.step_count) == ("mine", 3, 1)
    assert state.action_history[0].action_type is ActionType.REVIEW_TICKET


def test_an_error_of_the_server_names_its_code_and_the_session_goes_on(
    env: SyncSupportOpsEnv,
) -> None:
    rows: list[tuple[Callable[[], StepResult], str, str]] = [
        (lambda: env.step({"action_type": "dance"}), "VALIDATION_ERROR", "action_type: Input"),
        (lambda: env.step({}), "VALIDATION_ERROR", "action_type: Field required"),
        (lambda: env.reset(seed=-1), "VALIDATION_ERROR", "seed: Input should be greater"),
        (lambda: env.reset(task_id="x"), "EXECUTION_ERROR", "unknown task_id 'x'"),
    ]
    env.reset(task_id=MUG, episode_id="mine")

    for call, code, words in rows:
        with pytest.raises(ServerError, match=words) as error:
            call()
        assert error.value.code == code
        assert str(error.value).endswith(f"(code: {code})")

    assert env.state().episode_id == "mine"


def test_what_json_cannot_hold_is_the_callers_error_and_the_session_goes_on(
    env: SyncSupportOpsEnv,
) -> None:
    env.reset(episode_id="mine")

    with pytest.raises(ValueError, match="Unable to serialize"):
        env.step({"action_type": object()})

    assert env.state().episode_id == "mine"


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}", "ws://127.0.0.1:{port}"])
def test_nobody_there_is_a_connection_error(url: str) -> None:
    client = SupportOpsEnv(url.format(port=free_port())).sync()

    for connecting in (client.connect, client.reset, client.__enter__):
        with pytest.raises(ConnectionError, match="no OpenEnv server at"):
            connecting()


@pytest.mark.parametrize("path", ["/nope", "/health"])
def test_no_such_path_is_a_connection_error(server: Server, path: str) -> None:
    with pytest.raises(ConnectionError, match="HTTP 403"):
        SupportOpsEnv(f"{server.url}{path}").sync().__enter__()


@pytest.mark.parametrize("url", ["", "http://", "/", "https:///prefix"])
def test_no_address_is_a_connection_error(url: str) -> None:
    with pytest.raises(ConnectionError, match="no OpenEnv server at"):
        SupportOpsEnv(url).sync().__enter__()


def test_a_name_that_nobody_knows_is_a_connection_error(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", unknown)

    with pytest.raises(ConnectionError, match="no OpenEnv server at"):
        SupportOpsEnv("http://nowhere.example").sync().__enter__()


@pytest.mark.parametrize("greeting", [b"", b"SSH-2.0\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_another_kind_of_server_is_a_connection_error(greeting: bytes) -> None:
    with listener(greeting) as url, pytest.raises(ConnectionError):
        SupportOpsEnv(url).sync().__enter__()


def test_a_server_that_never_shakes_hands_is_a_timeout() -> None:
    with listener(None) as url, pytest.raises(TimeoutError):
        SupportOpsEnv(url, connect_timeout_s=0.1).sync().__enter__()


def never_answers(connection: ServerConnection) -> None:
    for _ in connection:
        pass


def hangs_up(connection: ServerConnection) -> None:
    connection.recv()


def test_a_silent_server_is_a_timeout_and_the_next_call_a_new_session() -> None:
    with (
        peer(first_then(never_answers)) as url,
        SupportOpsEnv(url, message_timeout_s=0.1).sync() as env,
    ):
        with pytest.raises(TimeoutError):
            env.reset()
        assert env.state().task_id is None
        assert env.reset().observation.remaining_steps > 0


def test_a_late_answer_is_never_taken_for_that_of_the_next_call() -> None:
    timed_out = threading.Event()

    def late(connection: ServerConnection) -> None:
        connection.recv()
        timed_out.wait(10)
        connection.send('{"type": "state", "data": {"episode_id": "late"}}')

    with (
        peer(first_then(late)) as url,
        SupportOpsEnv(url, message_timeout_s=0.1).sync() as env,
    ):
        with pytest.raises(TimeoutError):
            env.state()
        timed_out.set()
        assert env.state().episode_id is None


def test_the_answer_to_a_cancelled_call_is_never_taken_for_that_of_the_next(
    server: Server,
) -> None:
    async def cancelled(env: SupportOpsEnv) -> list[object]:
        await env.reset(task_id=MUG)
        stepping = asyncio.create_task(env.step(REVIEW))
        for _ in range(3):
            await asyncio.sleep(0)
        stepping.cancel()
        await asyncio.gather(stepping, return_exceptions=True)
        assert stepping.cancelled()
        await asyncio.sleep(0.1)
        return [await env.state(), await env.reset(task_id=MUG)]

    state, first = run(cancelled, server.url)

    assert state == ToolUseState()
    assert isinstance(first, StepResult)


def test_calls_at_once_wait_for_their_turn(server: Server) -> None:
    async def at_once(env: SupportOpsEnv) -> list[object]:
        calls = [env.reset(task_id=MUG), env.step(REVIEW), env.state(), env.step(REVIEW)]
        return [*await asyncio.gather(*calls), await env.state()]

    first, stepped, state, again, last = run(at_once, server.url)

    assert first.reward is None
    assert stepped.observation.phase == again.observation.phase == "investigating"
    assert (state.step_count, last.step_count) == (1, 2)


def test_first_calls_at_once_open_one_session(serve: Serve) -> None:
    async def both(url: str) -> list[object]:
        env = SupportOpsEnv(url)
        try:
            return [*await asyncio.gather(env.connect(), env.reset(), env.state())]
        finally:
            await env.close()

    *_, state = asyncio.run(both(serve(MAX_CONCURRENT_ENVS="1").url))

    assert isinstance(state, ToolUseState)


def test_the_synchronous_client_may_be_used_by_threads(env: SyncSupportOpsEnv) -> None:
    env.reset(task_id=MUG)
    threads = [threading.Thread(target=env.step, args=[REVIEW]) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert env.state().step_count == 5


def test_a_server_that_hangs_up_is_a_connection_error_and_the_next_call_a_new_session() -> None:
    with peer(first_then(hangs_up)) as url, SupportOpsEnv(url).sync() as env:
        with pytest.raises(ConnectionError, match="the server hung up"):
            env.step(REVIEW)
        assert env.reset(task_id=MUG).observation.task_id == MUG


def test_an_answer_that_is_too_long_is_a_connection_error(server: Server) -> None:
    client = SupportOpsEnv(server.url, max_message_size_mb=0.0001).sync()

    with client, pytest.raises(ConnectionError, match="the server hung up"):
        client.reset()


def test_a_full_server_says_so_to_a_client(serve: Serve) -> None:
    url = serve(MAX_CONCURRENT_ENVS="1").url
    with SupportOpsEnv(url).sync() as first, SupportOpsEnv(url).sync() as second:
        first.reset()
        with pytest.raises(ServerError, match="Server at capacity: 1/1") as full:
            second.reset()
        assert full.value.code == "CAPACITY_REACHED"
        first.close()
        until(lambda: _connects(second))


def _connects(env: SyncSupportOpsEnv) -> bool:
    try:
        return env.reset().done is False
    except (ServerError, ConnectionError):
        return False


def test_a_client_leaves_its_place_when_it_leaves(serve: Serve) -> None:
    url = serve(MAX_CONCURRENT_ENVS="1").url

    for _ in range(5):
        with SupportOpsEnv(url).sync() as env:
            until(lambda: _connects(env))


def test_a_client_continues_the_session_it_is_given(
    server: Server, http: httpx.Client, rpc: Rpc
) -> None:
    issued = http.post("/reset", json={"episode_id": "issued"}).json()["metadata"]["session_id"]
    for session_id, episode_id in ((issued, "issued"), (rpc.create(), None)):
        with SupportOpsEnv(server.url, session_id=session_id).sync() as env:
            assert env.state().episode_id == episode_id
            env.reset(episode_id="mine")
        assert http.get("/state", params={"session_id": session_id}).json()["episode_id"] == "mine"


def test_an_unknown_session_is_said_so_to_a_client(server: Server) -> None:
    client = SupportOpsEnv(server.url, session_id=UNKNOWN).sync()

    with client, pytest.raises(ServerError, match="Unknown session_id") as error:
        client.state()

    assert error.value.code == "SESSION_ERROR"


def test_a_closed_client_opens_another_session_when_it_is_used_again(server: Server) -> None:
    client = SupportOpsEnv(server.url).sync()
    with client as env:
        env.reset(episode_id="first")
    with client as env:
        assert env.state().episode_id is None


def test_closing_may_be_repeated_and_needs_no_connection(server: Server) -> None:
    unused = SupportOpsEnv(server.url).sync()
    unused.close()
    used = SupportOpsEnv(server.url).sync().connect()

    used.close()
    used.close()

    assert used.base_url == server.url


def test_a_synchronous_client_leaves_no_thread_behind(server: Server) -> None:
    before = set(threading.enumerate())

    with SupportOpsEnv(server.url).sync() as env:
        env.reset()
        assert set(threading.enumerate()) - before
    with pytest.raises(ConnectionError):
        SupportOpsEnv(f"http://127.0.0.1:{free_port()}").sync().__enter__()

    until(lambda: set(threading.enumerate()) <= before)


def test_the_synchronous_client_works_inside_a_running_loop(server: Server) -> None:
    async def inside() -> str:
        with SupportOpsEnv(server.url).sync() as env:
            return env.reset(task_id=MUG).observation.task_id

    assert asyncio.run(inside()) == MUG


def test_headers_are_sent_with_the_handshake() -> None:
    seen: list[str | None] = []

    def note(connection: ServerConnection) -> None:
        assert connection.request is not None
        seen.append(connection.request.headers.get("authorization"))
        answers_well(connection)

    with peer(note) as url, SupportOpsEnv(url, headers={"Authorization": "Bearer x"}).sync() as env:
        env.state()

    assert seen == ["Bearer x"]


def test_a_proxy_is_not_asked_for_a_server_on_loopback(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{free_port()}")

    with SupportOpsEnv(server.url).sync() as env:
        assert env.reset(task_id=MUG).observation.task_id == MUG
