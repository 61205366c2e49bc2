"""What browsers are told, what old advisories were about, and the table that says where each is."""

import ast
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from supportops.server.app import create_app
from supportops.server.settings import Settings
from tests.pages import ROOT, table
from tests.server.conftest import Serve
from tests.server.raw import connection, head, parsed, sent, until_seen, upgrade
from tests.server.talk import MUG, REVIEW, http_client, talking
from tests.serving import Server

SECURITY = ROOT / "docs" / "security.md"
PAGES = ["/health", "/docs", "/nope", "/state", "/openapi.json", "/metrics"]
TRAVERSALS = [
    "/..%2f..%2fetc%2fpasswd",
    "/../../etc/passwd",
    "/docs/../../etc/passwd",
    "/docs/%2e%2e/%2e%2e/pyproject.toml",
    "/%00",
    "/.git/config",
    "/.env",
    "/static/../server/app.py",
]
ASVS = """
2.1.1 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.4.1 3.2.1 3.2.2 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6
3.5.1 3.5.2 3.5.3 3.6.1 4.1.1 4.1.3 4.1.4 4.2.1 4.4.1 4.4.2 4.4.3 13.2.4 13.3.1 13.4.1 13.4.2
13.4.4 13.4.5 13.4.6 15.1.2 15.1.3 15.2.1 15.2.2 15.2.3 15.2.4 15.3.1 15.3.3 15.3.4 15.3.5 15.4.2
16.2.1 16.2.2 16.2.5 16.3.3 16.3.4 16.4.1 16.5.1 16.5.3 16.5.4
""".split()
BY_THE_PROXY = "the proxy"


def known_tests() -> set[str]:
    trees = (ast.parse(path.read_text()) for path in (ROOT / "tests").rglob("test_*.py"))
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_tells_the_browser_what_it_may_do(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert not re.search(r"unsafe|\*|http", headers["content-security-policy"])


def test_an_answer_says_nothing_about_what_serves_it(http: httpx.Client) -> None:
    for path in PAGES:
        answer = http.get(path)
        assert not {"server", "x-powered-by", "via"} & set(answer.headers)
        assert "uvicorn" not in answer.text.lower()


def test_the_page_holds_no_script_and_its_one_style_is_named_by_the_policy(
    http: httpx.Client,
) -> None:
    answer = http.get("/docs")
    [style] = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()

    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script|<img|<link|\son\w+=|style=|https?://|url\(", answer.text)


def test_a_space_may_frame_the_pages_of_its_server_and_nobody_else(serve: Serve) -> None:
    with http_client(serve(SPACE_ID="team/desk", SPACE_HOST="team-desk.hf.space")) as http:
        policy = http.get("/health").headers["content-security-policy"]

    assert policy.endswith("frame-ancestors 'self' https://huggingface.co https://*.hf.space")


def test_no_origin_is_granted_anything(serve: Serve) -> None:
    with http_client(serve(ALLOWED_ORIGINS="https://good.example")) as http:
        for origin in ("https://good.example", "https://evil.example"):
            for method in ("GET", "OPTIONS"):
                answer = http.request(method, "/health", headers={"origin": origin})
                granted = [name for name in answer.headers if name.startswith("access-control")]
                assert granted == []


@pytest.mark.parametrize("method", ["TRACE", "HEAD", "PUT", "PATCH", "CONNECT", "FOO"])
def test_no_method_is_answered_but_those_of_the_protocol(server: Server, method: str) -> None:
    answer = parsed(
        sent(server, head("/health", upgrade(server) | {"Connection": "close"}, method))
    )

    assert answer.status in (400, 405)
    assert b"Upgrade" not in answer.body


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
@pytest.mark.parametrize("path", ["/reset", "/step"])
def test_nothing_changes_by_a_method_that_reads(http: httpx.Client, method: str, path: str) -> None:
    assert http.request(method, path).status_code == 405


def test_nothing_changes_by_a_form(http: httpx.Client) -> None:
    """What a page elsewhere can send without asking first is no JSON to us."""
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
    ):
        for path in ("/reset", "/step"):
            answer = http.post(path, content='{"task_id": null}', headers={"content-type": kind})
            assert answer.status_code == 422


@pytest.mark.parametrize("target", TRAVERSALS)
def test_no_path_leads_to_a_file(server: Server, target: str) -> None:
    answer = parsed(sent(server, head(target, {"Host": "localhost", "Connection": "close"})))

    assert answer.status in (400, 404, 405)
    assert len(answer.body) < 100


def test_an_id_cannot_split_a_response_or_forge_a_line_of_the_log(serve: Serve) -> None:
    server = serve(LOG_LEVEL="debug")
    evil = "x\r\nset-cookie: a=b\r\n\r\nHTTP/1.1 200 OK"
    with http_client(server) as http:
        answer = http.get("/state", params={"session_id": evil})
        named = http.post("/reset", json={"episode_id": evil}).json()["metadata"]
        state = http.get("/state", params=named).json()

    assert "set-cookie" not in answer.headers
    assert state["episode_id"] == evil
    assert not re.search(r"^set-cookie", server.log.read_text(), re.MULTILINE)


def test_a_form_of_many_parts_is_not_even_read(http: httpx.Client) -> None:
    parts = b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n" * 20_000
    headers = {"content-type": "multipart/form-data; boundary=b"}

    answer = http.post("/step", content=parts[:1_000_000], headers=headers)

    assert answer.status_code == 422
    assert len(answer.content) < 1000


def test_a_chunk_that_ends_badly_hides_no_request(server: Server) -> None:
    host = {"Host": upgrade(server)["Host"]}
    described = host | {"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    body = b"2\r\n{}XX0\r\n\r\n" + head("/health", host)

    answer = sent(server, head("/reset", described, "POST") + body)

    assert b"healthy" not in answer


def test_a_body_over_the_limit_is_refused_whole_and_in_chunks(server: Server) -> None:
    host = {"Host": upgrade(server)["Host"], "Content-Type": "application/json"}
    for described, body in (
        (host | {"Content-Length": "2000000"}, b" " * 100),
        (host | {"Transfer-Encoding": "chunked"}, b"1e8480\r\n" + b" " * 2_000_000),
    ):
        with connection(server) as plain:
            plain.sendall(head("/reset", described, "POST") + body)
            assert parsed(until_seen(plain, b"}")).status == 413


def test_the_address_of_a_peer_is_that_of_its_connection_unless_a_proxy_is_trusted(
    serve: Serve,
) -> None:
    def opened(server: Server) -> set[int]:
        with http_client(server) as http:
            return {
                http.get("/schema", headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code
                for n in range(30)
            }

    assert opened(serve(REQUESTS_PER_S="2")) == {200, 429}
    assert opened(serve(REQUESTS_PER_S="2", TRUSTED_PROXIES="127.0.0.1")) == {200}


def test_no_answer_is_kept_and_no_debugging_is_on() -> None:
    app = create_app(Settings())

    assert not app.debug
    assert app.response_cache_config.default_expiration in (None, 60)
    assert all(
        not getattr(handler, "cache", False)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
    )


def test_a_session_is_reached_by_its_id_alone_and_an_id_by_no_guess(server: Server) -> None:
    with talking(server) as ws, http_client(server) as http:
        ws.data("reset", {"task_id": MUG, "episode_id": "mine"})
        for guess in ("mine", "1", "", "null", "00000000-0000-4000-8000-000000000000"):
            assert (
                http.post("/step", json={"session_id": guess, "action": REVIEW}).status_code == 404
            )


def test_the_table_of_requirements_is_whole_and_names_tests_that_exist() -> None:
    rows = table(SECURITY, "Requirements")

    assert [row[0] for row in rows] == ASVS
    known = known_tests()
    for name, _, proof in rows:
        assert proof == BY_THE_PROXY or set(proof.split()) <= known, name


def test_the_table_of_advisories_names_tests_that_exist() -> None:
    known = known_tests()

    for *_, proof in table(SECURITY, "Advisories"):
        assert proof in known


def test_nothing_in_the_project_calls_out_or_runs_what_it_reads() -> None:
    """No door of the server opens a connection, a process or a file that a client names."""
    forbidden = re.compile(
        r"\b(subprocess|pickle|marshal|eval\(|exec\(|yaml|httpx|urlopen|requests)\b"
    )
    for path in Path(ROOT / "supportops" / "server").glob("*.py"):
        code = "\n".join(line.partition("#")[0] for line in path.read_text().splitlines())
        assert not [found for found in forbidden.findall(code) if f"import {found}" in code], path
