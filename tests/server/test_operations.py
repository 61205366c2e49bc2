"""What an operator sees: readiness, metrics, and a log that neither lies nor tells secrets."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from supportops.server.app import create_app
from supportops.server.logs import JsonLines, TextLines, escaped, log_config, redacted
from supportops.server.metrics import BOUNDS_S, Gauge, Metrics
from supportops.server.operations import Readiness
from supportops.server.rates import BURST_S, TABLE_LIMIT, Bucket, Buckets
from supportops.server.settings import LogFormat, Settings
from tests.server.conftest import Serve
from tests.server.talk import MUG, REVIEW, http_client, talking
from tests.serving import Server

TOKEN = "a-token-of-32-characters-or-more"
SAMPLE = re.compile(r'supportops_[a-z_]+(\{([a-z]+="[^"\\\n]*",?)+\})? [-+0-9.e]+')
SECRETS = [
    "Authorization: Bearer abc.def-ghi",
    "key hf_abcdefghijkl0123",
    "key sk-proj-abcdefgh_0123",
    'GET "/ws?session_id=3f1c2b9a-0000-4000-8000-000000000000"',
]


def samples(text: str) -> dict[str, float]:
    """Values by name and labels; every line is a comment or a sample."""
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    assert all(SAMPLE.fullmatch(line) for line in lines), text
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(Settings(max_concurrent_envs=3))) as found:
        yield found


def test_a_server_is_ready_and_says_how_much_it_has(client: TestClient[Litestar]) -> None:
    counts = {"active_sessions": 0, "max_sessions": 3}
    assert client.get("/ready").json() == {"status": "ready", "reasons": {}} | counts

    with client.websocket_connect("/ws") as ws:
        ws.send_text('{"type": "state"}')
        ws.receive_json()
        assert client.get("/ready").json()["active_sessions"] == 1


def test_a_part_that_is_not_well_degrades_the_server_until_it_recovers(
    client: TestClient[Litestar],
) -> None:
    readiness: Readiness = client.app.state.readiness

    assert [readiness.degrade("disk", "No space left") for _ in range(2)] == [True, False]
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "degraded")
    assert answer.json()["reasons"] == {"disk": "No space left"}
    assert samples(client.get("/metrics").text)["supportops_ready"] == 0
    assert client.get("/health").json() == {"status": "healthy"}

    assert [readiness.recover("disk") for _ in range(2)] == [True, False]
    assert client.get("/ready").status_code == 200


def test_steps_are_counted_by_action_and_outcome(serve: Serve) -> None:
    server = serve()
    with http_client(server) as http, talking(server) as ws:
        ws.data("reset", {"task_id": MUG})
        for _ in range(3):
            ws.data("step", REVIEW)
        ws.data("step", {"action_type": "submit_resolution", "resolution_code": "x"})
        session = http.post("/reset", json={}).json()["metadata"]["session_id"]
        http.post("/step", json={"session_id": session, "action": REVIEW})
        http.get("/health", headers={"host": "evil.example"})

        found = samples(http.get("/metrics").text)

    assert found['supportops_steps_total{action="review_ticket",outcome="accepted"}'] == 4
    [refused] = [name for name in found if "submit_resolution" in name]
    assert "accepted" not in refused
    assert found[refused] == found["supportops_step_seconds_count"] - 4 == 1
    assert found['supportops_step_seconds_bucket{le="+Inf"}'] == 5
    assert found['supportops_refused_total{reason="host"}'] == 1
    assert found["supportops_sessions"] == found["supportops_sockets"] == 1
    assert found["supportops_failures_total"] == 0


def test_metrics_need_the_token_if_there_is_one(serve: Serve) -> None:
    with http_client(serve(ACCESS_TOKEN=TOKEN)) as http:
        bare = http.get("/metrics")
        wrong = http.get("/metrics", headers={"authorization": "Bearer wrong"})
        right = http.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})

    assert bare.status_code == wrong.status_code == 401
    assert bare.json() == wrong.json() == {"detail": "Unauthorized"}
    assert bare.headers["www-authenticate"] == wrong.headers["www-authenticate"] == "Bearer"
    assert samples(right.text)["supportops_ready"] == 1


def test_metrics_are_what_prometheus_reads(http: httpx.Client) -> None:
    answer = http.get("/metrics")

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    names = re.findall(r"^# TYPE (\w+) (counter|gauge|histogram)$", answer.text, re.MULTILINE)
    assert len(names) == len(set(names)) == len(re.findall(r"^# HELP ", answer.text, re.MULTILINE))
    for name in samples(answer.text):
        family = re.sub(r"(_bucket|_sum|_count)?(\{.*)?$", "", name)
        assert family in dict(names), name


def test_a_step_falls_into_every_bucket_that_is_wide_enough() -> None:
    metrics = Metrics()
    for bound in BOUNDS_S:
        metrics.stepped("review_ticket", "accepted", bound)
    metrics.stepped("review_ticket", "accepted", BOUNDS_S[-1] * 2)

    found = samples(metrics.exposition([Gauge("x", "X.", 5)]))

    counts = [found[f'supportops_step_seconds_bucket{{le="{bound}"}}'] for bound in BOUNDS_S]
    assert counts == list(range(1, len(BOUNDS_S) + 1))
    assert found["supportops_step_seconds_count"] == len(BOUNDS_S) + 1
    assert found["supportops_step_seconds_sum"] == pytest.approx(sum(BOUNDS_S) + 2)
    assert found["supportops_x"] == 5


def record(message: str, **fields: Any) -> logging.LogRecord:
    found = logging.LogRecord("supportops.test", logging.WARNING, "", 0, message, None, None)
    vars(found).update(fields)
    return found


@given(st.text(), st.text())
def test_whatever_a_line_says_it_is_one_line(message: str, episode: str) -> None:
    for lines in (JsonLines(), TextLines()):
        line = lines.format(record(message, episode=episode))
        assert len(line.splitlines()) == 1
        assert line.isprintable() or isinstance(lines, TextLines)
        line.encode()


@given(st.text())
def test_a_line_of_json_keeps_what_it_was_told(message: str) -> None:
    line = json.loads(JsonLines().format(record(message, session="s", seconds=None)))

    assert line.keys() == {"time", "level", "name", "message", "session"}
    assert (line["level"], line["name"]) == ("warning", "supportops.test")
    assert line["message"] == redacted(message)


@pytest.mark.parametrize("text", SECRETS)
def test_what_looks_like_a_secret_is_taken_out(text: str) -> None:
    for lines in (JsonLines(), TextLines()):
        for one in (record(text), record("x", peer=text), record("x", exc_info=raised(text))):
            line = lines.format(one)
            assert "[hidden]" in line
            assert not re.search(r"abc|3f1c2b9a", line)


def raised(text: str) -> Any:
    error = ValueError(text)
    return type(error), error, None


def test_a_traceback_is_one_member_of_a_line_of_json() -> None:
    try:
        raise ZeroDivisionError("a\nforged line")
    except ZeroDivisionError as error:
        one = record("x", exc_info=(type(error), error, error.__traceback__))

    line = JsonLines().format(one)

    assert "\n" not in line
    assert "ZeroDivisionError" in json.loads(line)["traceback"]
    assert all(part.startswith("  ") for part in TextLines().format(one).splitlines()[1:])


def test_a_text_may_not_reverse_or_hide_what_follows() -> None:
    assert escaped("a\u202eb\x1b[31m\u2028\x00") == "a\\u202eb\\u001b[31m\\u2028\\u0000"


@pytest.mark.parametrize("form", LogFormat)
def test_the_log_of_a_server_has_one_form(serve: Serve, form: LogFormat) -> None:
    server = serve(LOG_FORMAT=form.value)
    with talking(server, "/ws?session_id=0123456789&x=%0aforged") as ws:
        ws.next()

    text = server.log.read_text()

    assert "0123456789" not in text
    assert log_config(Settings(log_format=form))["root"]["level"] == "INFO"
    for line in text.splitlines():
        if form is LogFormat.JSON:
            assert {"time", "level", "name", "message"} <= json.loads(line).keys()
        else:
            assert re.match(r"\d{4}-\d\d-\d\dT\S+ [A-Z]+ [\w.]+: ", line)


def test_the_level_decides_what_is_written(serve: Serve) -> None:
    server = serve(LOG_LEVEL="warning")
    with talking(server):
        pass

    assert server.log.read_text() == ""


def test_a_bucket_gives_at_its_rate_and_two_seconds_ahead() -> None:
    now = [0.0]
    bucket = Bucket(10.0, lambda: now[0])

    assert [bucket.refused() for _ in range(int(10 * BURST_S))] == [0.0] * 20
    assert bucket.refused() == pytest.approx(0.1)
    now[0] += 0.1
    assert bucket.refused() == 0.0
    assert [bucket.owed() for _ in range(3)] == pytest.approx([0.1, 0.2, 0.3])
    now[0] += 1000.0
    assert [bucket.refused() > 0 for _ in range(21)] == [False] * 20 + [True]


def test_a_slow_rate_still_gives_one_at_once() -> None:
    bucket = Bucket(0.1, lambda: 0.0)

    assert bucket.refused() == 0.0
    assert bucket.refused() == pytest.approx(10.0)


def test_addresses_are_apart_and_the_oldest_is_forgotten_first() -> None:
    buckets = Buckets(1.0, lambda: 0.0)
    first = buckets.of("first")
    for number in range(TABLE_LIMIT - 1):
        buckets.of(str(number))

    assert buckets.of("first") is first
    buckets.of("one more")
    assert buckets.of("first") is first
    assert buckets.of("0") is not first


def test_a_refusal_is_no_line_in_the_log(server: Server, http: httpx.Client) -> None:
    """Nobody can fill a disk by being turned away."""
    before = server.log.stat().st_size

    for _ in range(20):
        assert http.get("/health", headers={"host": "evil.example"}).status_code == 403

    assert server.log.stat().st_size == before
