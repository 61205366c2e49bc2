"""Who may come in: hosts, origins, tokens, sizes and numbers, decided before any handler."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.exceptions import WebSocketDisconnect
from litestar.testing import TestClient

from supportops.server.app import create_app
from supportops.server.checks import HEAD_LIMIT, HEADERS_LIMIT, Rules, refusal_of, seen
from supportops.server.hosts import (
    LOOPBACK_NAMES,
    host_allowed,
    host_name,
    is_loopback,
    origin_allowed,
    site_allowed,
)
from supportops.server.settings import Settings
from tests.server.conftest import Serve
from tests.server.raw import handshake, head, parsed, sent, upgrade
from tests.server.talk import REVIEW, http_client, talking, until
from tests.serving import Server, running_server

TOKEN = "a-token-of-32-characters-or-more"
PATHS = ["/health", "/ready", "/metrics", "/schema", "/state", "/nope", "/docs"]

EVIL_HOSTS = [
    "evil.example",
    "evil.example:8000",
    "127x0x0x1",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example#localhost",
    "localhost@evil.example",
    "localhost/path",
    "localhost:8000/path",
    "localhost:80:80",
    "localhost, evil.example",
    "[::2]",
    "127.0.0.2.",
    "0",
    "2130706433",
    " ",
]
EVIL_ORIGINS = [
    "null",
    "http://evil.example",
    "https://evil.example:8000",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://localhost.evil.example",
    "file://",
    "chrome-extension://abc",
    "://",
    "",
]


def scope(
    headers: dict[str, str] | None = None, *, local: str | None = "127.0.0.1", **fields: Any
) -> dict[str, Any]:
    """A request as it arrives; it names a host of loopback unless told otherwise."""
    pairs = {"host": "localhost"} | (headers or {})
    return {
        "type": "http",
        "method": "GET",
        "path": "/health",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in pairs.items()],
        "client": ("192.0.2.7", 5000),
        "server": (local, 8000) if local else None,
    } | fields


def reason(rules: Rules, found: dict[str, Any]) -> str | None:
    refusal = refusal_of(rules, seen(found))
    return refusal.reason if refusal else None


def rules(**settings: Any) -> Rules:
    return Rules.of(Settings(**settings))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000"])
def test_loopback_is_reached_by_its_own_names(host: str) -> None:
    assert reason(rules(), scope({"host": host})) is None


@pytest.mark.parametrize("host", EVIL_HOSTS)
def test_loopback_is_reached_by_no_other_name(host: str) -> None:
    assert reason(rules(), scope({"host": host})) == "host"


@pytest.mark.parametrize("local", ["10.1.2.3", "192.0.2.1", "2001:db8::1", "testserver", None])
def test_elsewhere_any_name_is_fine_unless_there_is_a_list(local: str | None) -> None:
    named = scope({"host": "desk.example:8000"}, local=local)

    assert reason(rules(), named) is None
    assert reason(rules(allowed_hosts=("desk.example",)), named) is None
    assert reason(rules(allowed_hosts=("desk.example:8000",)), named) is None
    assert reason(rules(allowed_hosts=("desk.example:8001",)), named) == "host"
    assert reason(rules(allowed_hosts=("other.example",)), named) == "host"


@pytest.mark.parametrize("host", ["desk.example/path", "a b", "desk.example:port", "<x>", "a@b"])
def test_what_is_no_host_is_refused_everywhere(host: str) -> None:
    for allowed in ((), ("*",), (host,)):
        found = scope({"host": host}, local="10.1.2.3")
        assert reason(rules(allowed_hosts=allowed), found) == "host"


def test_loopback_is_not_reached_without_a_name() -> None:
    assert reason(rules(), scope() | {"headers": []}) == "host"
    assert reason(rules(), scope(local="10.1.2.3") | {"headers": []}) is None


def test_a_list_with_an_asterisk_lets_every_name_in() -> None:
    assert reason(rules(allowed_hosts=("*",)), scope({"host": "desk.example"})) is None


def test_a_space_is_reached_by_its_public_name_too() -> None:
    space = rules(space_host="Team-Desk.hf.space")

    assert reason(space, scope({"host": "team-desk.hf.space"})) is None
    assert reason(space, scope({"host": "other.hf.space"})) == "host"
    assert reason(space, scope({"host": "other.hf.space"}, local="10.1.2.3")) is None


@pytest.mark.parametrize("name", ["x-forwarded-host", "forwarded", "x-host", "x-original-host"])
def test_no_header_but_host_names_the_host(name: str) -> None:
    assert reason(rules(), scope({"host": "evil.example", name: "localhost"})) == "host"
    assert reason(rules(), scope({name: "evil.example"})) is None


@pytest.mark.parametrize("origin", EVIL_ORIGINS)
def test_no_page_from_elsewhere_uses_a_server_on_loopback(origin: str) -> None:
    found = scope({"host": "127.0.0.1:8000", "origin": origin})

    assert reason(rules(), found) == "origin"
    assert reason(rules(), found | {"type": "websocket", "path": "/ws"}) == "origin"


def test_a_page_of_the_server_itself_may_use_it() -> None:
    found = scope({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"})

    assert reason(rules(), found) is None


def test_a_page_that_is_listed_may_use_the_server_from_another_site() -> None:
    listed = rules(allowed_origins=("https://good.example",))
    headers = {"origin": "https://good.example", "sec-fetch-site": "cross-site"}

    assert reason(listed, scope(headers)) is None
    for other in ("https://goodxexample", "https://good.example.evil", "http://good.example"):
        assert reason(listed, scope(headers | {"origin": other})) == "origin"
        assert reason(listed, scope(headers | {"origin": other}, local="10.1.2.3")) == "origin"


def test_elsewhere_every_page_may_use_the_server_unless_there_is_a_list() -> None:
    assert reason(rules(), scope({"origin": "https://any.example"}, local="10.1.2.3")) is None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_may_link_here_and_nothing_else(site: str) -> None:
    def fetched(mode: str, method: str) -> str | None:
        headers = {"sec-fetch-site": site, "sec-fetch-mode": mode}
        return reason(rules(), scope(headers, method=method))

    assert fetched("navigate", "GET") is None
    assert fetched("navigate", "POST") == fetched("no-cors", "GET") == "origin"
    assert fetched("websocket", "GET") == fetched("cors", "POST") == "origin"


@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_a_page_of_the_server_may_fetch(site: str | None) -> None:
    assert site_allowed(site, "cors", "POST")


def test_a_token_that_is_wrong_is_refused_and_none_is_not() -> None:
    guarded = rules(access_token=TOKEN)

    assert reason(guarded, scope()) is None
    for given_ in (
        "Bearer x",
        "Bearer ",
        "Basic abc",
        TOKEN,
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
    ):
        assert reason(guarded, scope({"authorization": given_})) == "token", given_
    for given_ in (f"Bearer {TOKEN}", f"bearer {TOKEN}"):
        request = seen(scope({"authorization": given_}))
        assert guarded.privileges(request) is True


def test_without_a_configured_token_no_token_means_anything() -> None:
    request = seen(scope({"authorization": "Bearer anything"}))

    assert rules().privileges(request) is False
    assert refusal_of(rules(), request) is None


@given(st.text(max_size=40))
def test_no_other_text_is_the_token(given_: str) -> None:
    headers = {"authorization": f"Bearer {given_}".encode(errors="replace").decode("latin-1")}
    found = scope()
    found["headers"] += [(b"authorization", headers["authorization"].encode("latin-1"))]

    assert rules(access_token=TOKEN).privileges(seen(found)) is None


def test_a_head_has_bounds() -> None:
    assert reason(rules(), scope({"x": "y" * (HEAD_LIMIT - 200)})) is None
    assert reason(rules(), scope({"x": "y" * HEAD_LIMIT})) == "head"
    assert reason(rules(), scope(query_string=b"q" * HEAD_LIMIT)) == "head"
    assert reason(rules(), scope({f"x-{n}": "" for n in range(HEADERS_LIMIT)})) == "head"


def test_a_body_with_two_lengths_is_refused() -> None:
    both = {"content-length": "5", "transfer-encoding": "chunked"}

    assert reason(rules(), scope(both)) == "framing"
    for name, value in both.items():
        assert reason(rules(), scope({name: value})) is None


@given(st.text(max_size=30))
def test_a_host_that_is_allowed_is_one_of_the_names(host: str) -> None:
    if host_allowed(host, (), loopback=True):
        assert host_name(host) in LOOPBACK_NAMES


@given(st.text(max_size=30))
def test_an_origin_that_is_allowed_is_the_server_itself(origin: str) -> None:
    assert not origin_allowed(origin, "127.0.0.1:8000", (), loopback=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_addresses_of_loopback_are_known(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "10.0.0.1", "::", "localhost", "", None])
def test_other_addresses_are_not_loopback(address: str | None) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_behind_the_guard(http: httpx.Client, path: str) -> None:
    for headers in ({"host": "evil.example"}, {"origin": "null"}):
        answer = http.get(path, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["detail"].endswith("names those that are")


@pytest.mark.parametrize("path", ["/ws", "/mcp"])
@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "null"}, {"Origin": "http://evil.example"}]
)
def test_a_handshake_is_refused_before_the_upgrade(
    server: Server, path: str, headers: dict[str, str]
) -> None:
    answer = handshake(server, headers, path)

    assert answer.status == 403
    assert answer.headers["content-type"] == "application/json"
    assert b"not allowed" in answer.body


def test_a_handshake_without_an_origin_or_with_that_of_the_server_is_accepted(
    server: Server,
) -> None:
    assert handshake(server, {}).status == 101
    assert handshake(server, {"Origin": server.url}).status == 101


def test_two_hosts_are_one_too_many(server: Server) -> None:
    lines = b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"

    assert parsed(sent(server, lines)).status == 400


def test_a_request_hidden_in_the_body_of_another_is_not_answered(server: Server) -> None:
    host = {"Host": upgrade(server)["Host"]}
    both = {"Content-Length": "5", "Transfer-Encoding": "chunked"}
    hidden = head("/health", host)

    answer = parsed(sent(server, head("/reset", host | both, "POST") + b"0\r\n\r\n" + hidden))

    assert answer.status == 400
    assert b"HTTP/1.1" not in answer.body


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with room for one session and for one socket."""
    log = tmp_path_factory.mktemp("crowded") / "log.txt"
    with running_server(log, MAX_CONCURRENT_ENVS="1", MAX_SOCKETS="1") as found:
        yield found
    assert "Traceback" not in log.read_text()


def test_past_the_second_limit_a_handshake_is_answered_503(crowded: Server) -> None:
    with talking(crowded) as first:
        answer = handshake(crowded, {})

        assert (answer.status, answer.headers["retry-after"]) == (503, "1")
        assert answer.body == b'{"detail":"Too many connections"}'
        assert first.data("reset")["done"] is False
    until(lambda: handshake(crowded, {}).status == 101)


def test_requests_faster_than_their_rate_are_told_when_to_come_again(serve: Serve) -> None:
    with http_client(serve(REQUESTS_PER_S="2")) as http:
        found = [
            http.get("/schema", headers={"x-forwarded-for": f"192.0.2.{n}"}) for n in range(30)
        ]
        metrics = {answer.status_code: answer for answer in found}

    assert set(metrics) == {200, 429}
    assert int(metrics[429].headers["retry-after"]) >= 1
    assert metrics[429].json() == {"detail": "Too Many Requests"}


def test_handshakes_have_the_same_rate(serve: Serve) -> None:
    server = serve(REQUESTS_PER_S="2")

    assert {handshake(server, {}).status for _ in range(30)} == {101, 429}


def test_frames_faster_than_their_rate_are_answered_later_and_none_is_lost(serve: Serve) -> None:
    with talking(serve(MESSAGES_PER_S="40")) as ws:
        ws.data("reset")
        for _ in range(100):
            ws.connection.send('{"type": "state"}')

        assert [ws.next()["type"] for _ in range(100)] == ["state"] * 100


def test_where_a_refusal_has_no_body_the_handshake_is_closed() -> None:
    """A server other than uvicorn may not know how to answer a handshake."""
    app = create_app(Settings(allowed_hosts=("desk.example",)))

    with TestClient(app) as client, pytest.raises(WebSocketDisconnect) as closed:
        client.websocket_connect("/ws").__enter__()

    assert closed.value.code == 1008


def test_a_refused_request_changes_nothing(http: httpx.Client) -> None:
    session = http.post("/reset", json={}).json()["metadata"]["session_id"]
    body = {"session_id": session, "action": REVIEW}

    http.post("/step", json=body, headers={"origin": "http://evil.example"})

    assert http.get("/state", params={"session_id": session}).json()["step_count"] == 0
