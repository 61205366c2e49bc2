"""The server side of the playground: its files, what it tells, and to whom it tells the answer."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from supportops import SupportOpsEnvironment, ToolUseAction
from supportops.agents.scripted import oracle_plan
from supportops.cases import TASK_IDS, case_file
from supportops.server.settings import Settings
from supportops.server.tasks import served_splits
from supportops.server.web.files import served
from supportops.server.web.routes import web_routes
from supportops.server.web.visitors import VISITOR_ROUTES
from supportops.vocabulary import ActionType, Phase
from supportops.workflow import RULES
from tests.pages import ROOT, table
from tests.server.conftest import Serve
from tests.server.talk import GENERATED, MUG, REVIEW, Json, http_client, post, strict, talking
from tests.server.test_hostile import VALUES
from tests.serving import Server, running_server

PLAYGROUND = ROOT / "docs" / "playground.md"
ON = {"ENABLE_WEB_INTERFACE": "true"}
WHOLE_PAGE_MAX = 150_000
"""Bytes of all files together as they are sent."""

TOKEN = "a-token-for-the-tests"
SECOND = "gen/late_delivery/test/7"
ANSWERS = ["/web/play", "/web/certificate"]


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("web") / "log.txt"
    with running_server(log, ACCESS_TOKEN=TOKEN, **ON) as found:
        yield found
    assert "Traceback" not in log.read_text()


@pytest.fixture
def page(web: Server) -> Iterator[httpx.Client]:
    with http_client(web) as client:
        yield client


def asked(path: str, task_id: str, **more: Any) -> Json:
    return {"task_id": task_id, **({"agent": "scripted"} if path == "/web/play" else {}), **more}


def actions_of(task_id: str) -> list[Json]:
    plan = oracle_plan(case_file(task_id))
    return [action.model_dump(mode="json", exclude_none=True) for action in plan]


def ended_session(http: httpx.Client, task_id: str) -> str:
    """A session in which an episode of a task has just been resolved, wrongly."""
    session: str = http.post("/web/session").json()["session_id"]
    http.post("/reset", json={"session_id": session, "task_id": task_id})
    code = case_file(task_id).codes[0]
    for action in (
        REVIEW,
        {"action_type": "draft_reply", "message": "Hello."},
        {"action_type": "submit_resolution", "resolution_code": code},
    ):
        http.post("/step", json={"session_id": session, "action": action})
    return session


def test_without_the_setting_there_is_no_page(http: httpx.Client) -> None:
    for path in ("/", "/web", "/web/", "/web/metadata", "/web/workflow.json"):
        assert http.get(path).status_code == 404
    for path in ("/web/reset", "/web/step", "/web/play", "/web/certificate", "/web/session"):
        assert http.post(path, json={}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/web", "/web?x=1"])
def test_the_root_leads_to_the_page(page: httpx.Client, path: str) -> None:
    answer = page.get(path)

    assert (answer.status_code, answer.headers["location"]) == (307, "/web/")


def test_the_page_is_one_document_without_script_or_style_of_its_own(page: httpx.Client) -> None:
    answer = page.get("/web/")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=", answer.text)
    assert not re.search(r"(src|href)=\"(?!\./)", answer.text)


def test_what_the_page_loads_is_served_and_may_be_kept_for_ever(page: httpx.Client) -> None:
    named = re.findall(r"(?:src|href)=\"\./([^\"]+)\"", page.get("/web/").text)

    assert len(named) == 3
    for path in named:
        answer = page.get(f"/web/{path}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        again = page.get(f"/web/{path}", headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", served())
def test_a_file_is_the_same_compressed_or_not(page: httpx.Client, name: str) -> None:
    path = "/web/" if name == "index.html" else f"/web/assets/{name}"

    plain = page.get(path, headers={"accept-encoding": "identity"})
    packed = page.get(path, headers={"accept-encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content == served()[name].content


def test_the_whole_page_is_small() -> None:
    assert sum(file.sent for file in served().values()) < WHOLE_PAGE_MAX


@pytest.mark.parametrize(
    "path",
    [
        "/web/assets/index.html",
        "/web/assets/nothing.js",
        "/web/assets/..%2findex.html",
        "/web/assets/%2e%2e/routes.py",
        "/web/assets/",
        "/web/index.html",
        "/web/static/index.html",
        "/web/%2e%2e/%2e%2e/pyproject.toml",
    ],
)
def test_what_is_no_name_of_a_file_is_404(page: httpx.Client, path: str) -> None:
    assert page.get(path).status_code == 404


def test_the_graph_of_the_page_is_that_of_the_rules(page: httpx.Client) -> None:
    edges = page.get("/web/workflow.json").json()["edges"]
    drawn = {
        (edge["source"], edge["target"], label["verb"], tuple(label["guards"]))
        for edge in edges
        for label in edge["labels"]
        if edge["source"]
    }

    assert drawn == {
        (rule.source, rule.target or rule.source, rule.verb, tuple(g.name for g in rule.guards))
        for rule in RULES
    }


def test_what_a_phase_blocks_is_refused_there_in_the_same_words(page: httpx.Client) -> None:
    blocked = page.get("/web/workflow.json").json()["blocked"]
    env = SupportOpsEnvironment()
    observation = env.reset(task_id=MUG)

    for action in (REVIEW, {"action_type": "draft_reply", "message": "Hello."}):
        told = blocked[observation.phase]
        assert set(told) == set(ActionType) - set(observation.available_actions)
        for verb, reason in told.items():
            trial = SupportOpsEnvironment.restore(env.snapshot())
            assert trial.step({"action_type": verb}).last_action_error == reason
        observation = env.step(action)
    assert observation.phase is Phase.DRAFTED


def test_the_catalogue_names_what_can_be_played(page: httpx.Client) -> None:
    found = page.get("/web/catalogue.json").json()

    assert [task["task_id"] for task in found["named"]] == list(TASK_IDS)
    assert [split["name"] for split in found["splits"]] == list(served_splits())
    assert sum(found["weights"].values()) == 10_000


@pytest.mark.parametrize("task_id", TASK_IDS)
@pytest.mark.parametrize("path", ANSWERS)
def test_the_answer_of_a_named_task_is_told_to_anyone(
    page: httpx.Client, path: str, task_id: str
) -> None:
    answer = page.post(path, json=asked(path, task_id)).json()

    if path == "/web/play":
        assert answer["state"]["final_score"] == 1.0
        assert [turn["action"] is None for turn in answer["turns"]].count(True) == 1
    else:
        assert answer["resolution"] == case_file(task_id).gold.resolution


@pytest.mark.parametrize("path", ANSWERS)
def test_the_answer_of_a_generated_case_is_told_once_it_has_ended_in_the_session(
    page: httpx.Client, path: str
) -> None:
    session = page.post("/web/session").json()["session_id"]
    body = asked(path, GENERATED, session_id=session)

    assert page.post(path, json=asked(path, GENERATED)).status_code == 403
    assert page.post(path, json=body).status_code == 403
    page.post("/reset", json={"session_id": session, "task_id": GENERATED})
    page.post("/step", json={"session_id": session, "action": REVIEW})
    held_back = page.post(path, json=body)
    assert held_back.status_code == 403
    assert case_file(GENERATED).gold.resolution not in held_back.text
    ended = ended_session(page, GENERATED)
    assert page.post(path, json=asked(path, GENERATED, session_id=ended)).status_code == 200


@pytest.mark.parametrize("path", ANSWERS)
def test_the_end_of_another_case_opens_no_answer(page: httpx.Client, path: str) -> None:
    ended = ended_session(page, SECOND)

    for task_id in (GENERATED, f"{SECOND}#twin", f" {SECOND}"):
        body = asked(path, task_id, session_id=ended)
        assert page.post(path, json=body).status_code == 403, task_id


@pytest.mark.parametrize("path", ANSWERS)
def test_a_session_that_goes_on_to_the_next_case_forgets_the_last(
    page: httpx.Client, path: str
) -> None:
    session = ended_session(page, GENERATED)
    page.post("/reset", json={"session_id": session, "task_id": GENERATED})

    assert page.post(path, json=asked(path, GENERATED, session_id=session)).status_code == 403


@pytest.mark.parametrize("path", ANSWERS)
def test_the_token_opens_every_answer_and_no_other_does(page: httpx.Client, path: str) -> None:
    def status(token: str) -> int:
        headers = {"authorization": f"Bearer {token}"}
        return page.post(path, json=asked(path, GENERATED), headers=headers).status_code

    assert status(TOKEN) == 200
    assert status(TOKEN[:-1]) == 401


@pytest.mark.parametrize("path", ANSWERS)
def test_an_unknown_session_is_404(page: httpx.Client, path: str) -> None:
    body = asked(path, GENERATED, session_id="00000000-0000-4000-8000-000000000000")

    assert page.post(path, json=body).status_code == 404


@pytest.mark.parametrize("agent", ["random", "do-nothing"])
def test_an_agent_that_knows_no_answer_plays_any_case(page: httpx.Client, agent: str) -> None:
    body = {"task_id": GENERATED, "agent": agent, "seed": 3, "reward_mode": "terminal"}

    found = page.post("/web/play", json=body).json()

    assert found["state"]["done"]
    assert found["turns"][-1]["observation"]["reward"] == found["state"]["final_score"]
    assert page.post("/web/play", json=body).json() == found


def test_a_replay_is_what_a_socket_was_answered(page: httpx.Client, web: Server) -> None:
    actions = actions_of(MUG)
    body = {"task_id": MUG, "reward_mode": "delta", "actions": actions}
    turns = page.post("/web/play", json=body).json()["turns"]

    with talking(web) as ws:
        played = [ws.data("reset", {"task_id": MUG, "reward_mode": "delta"})]
        played += [ws.data("step", action) for action in actions]

    for turn, envelope in zip(turns, played, strict=True):
        flat = {**envelope["observation"], "reward": envelope["reward"], "done": envelope["done"]}
        assert turn["observation"] == flat


def test_a_replay_ends_with_its_actions_and_hides_what_is_gold_until_the_end(
    page: httpx.Client,
) -> None:
    body = {"task_id": GENERATED, "actions": actions_of(GENERATED)}
    whole = page.post("/web/play", json=body).json()
    part = page.post("/web/play", json={**body, "actions": body["actions"][:2]}).json()

    assert len(part["turns"]) == 3
    assert part["state"]["required_evidence"] == []
    assert part["state"]["score_card"] is None
    assert whole["state"]["required_evidence"]
    assert whole["turns"][:3] == part["turns"]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "task_id"),
        ({"task_id": MUG}, "agent"),
        ({"task_id": MUG, "agent": "scripted", "actions": []}, "agent"),
        ({"task_id": MUG, "agent": "oracle"}, "agent"),
        ({"task_id": MUG, "actions": [{"action_type": "dance"}]}, "actions"),
        ({"task_id": MUG, "actions": ["review_ticket"]}, "actions"),
        ({"task_id": MUG, "actions": [REVIEW] * 201}, "actions"),
        ({"task_id": MUG, "actions": [REVIEW | {"shoe_size": 43}]}, "actions"),
        ({"task_id": "lost-umbrella", "actions": []}, "task_id"),
        ({"task_id": "gen/nothing/test/1", "agent": "random"}, "task_id"),
        ({"task_id": "gen/damaged_item/private/1", "agent": "random"}, "task_id"),
        ({"task_id": "x" * 300, "actions": []}, "task_id"),
        ({"task_id": MUG, "agent": "random", "seed": -1}, "seed"),
        ({"task_id": MUG, "agent": "random", "seed": True}, "seed"),
        ({"task_id": MUG, "agent": "random", "reward_mode": "all"}, "reward_mode"),
        ({"task_id": MUG, "agent": "random", "deck": 1}, "deck"),
    ],
)
def test_a_bad_play_is_refused_with_its_field(page: httpx.Client, body: Json, where: str) -> None:
    answer = page.post("/web/play", json=body)

    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][1] == where


def test_nothing_of_the_page_changes_by_a_form_or_a_method_that_reads(page: httpx.Client) -> None:
    for path in ("/web/play", "/web/certificate", "/web/step", "/web/reset", "/web/session"):
        form = page.post(path, content='{"a": 1}', headers={"content-type": "text/plain"})
        assert form.status_code == 422
        for method in ("GET", "DELETE", "PUT", "OPTIONS"):
            assert page.request(method, path).status_code == 405


def test_a_session_of_the_page_outlives_its_sockets(page: httpx.Client, web: Server) -> None:
    session = page.post("/web/session").json()["session_id"]
    address = f"/ws?session_id={session}"

    with talking(web, address) as ws:
        ws.data("reset", {"task_id": MUG})
        ws.data("step", REVIEW)
    with talking(web, address) as ws:
        assert ws.data("state")["step_count"] == 1


def test_in_production_the_page_plays_all_the_same(serve: Serve) -> None:
    production = serve(OPENENV_MODE="production", **ON)

    with http_client(production) as http:
        session = http.post("/web/session").json()["session_id"]
        assert http.post("/reset").status_code == 404
    with talking(production, f"/ws?session_id={session}") as ws:
        assert ws.data("reset", {"task_id": MUG})["done"] is False


def test_the_official_routes_answer_as_a_plain_episode_does(page: httpx.Client) -> None:
    assert set(page.get("/web/metadata").json()) == set(page.get("/metadata").json())

    first = page.post("/web/reset", json={"task_id": MUG})
    assert set(first.json()) == {"observation", "reward", "done"}
    second = page.post("/web/step", json={"action": REVIEW}).json()
    assert second["reward"] == 0.0
    assert page.get("/web/state").json()["step_count"] == 1
    assert page.post("/web/step", json={"action": {"action_type": "dance"}}).status_code == 422
    assert page.post("/web/reset", json=[]).status_code == 422
    assert page.post("/web/reset", json={"task_id": "lost-umbrella"}).status_code == 422
    assert page.get("/web/state").json()["step_count"] == 1
    again = page.post("/web/reset")
    assert again.headers["set-cookie"] == first.headers["set-cookie"]
    assert page.get("/web/state").json()["step_count"] == 0


def test_each_visitor_has_an_episode_of_their_own(web: Server) -> None:
    with http_client(web) as one, http_client(web) as other:
        one.post("/web/reset", json={"task_id": MUG})
        other.post("/web/reset", json={"task_id": TASK_IDS[1]})
        one.post("/web/step", json={"action": REVIEW})

        assert one.get("/web/state").json()["step_count"] == 1
        assert other.get("/web/state").json()["step_count"] == 0
        assert other.get("/web/state").json()["task_id"] == TASK_IDS[1]


def test_a_visitor_without_an_episode_is_told_to_reset(web: Server) -> None:
    with http_client(web) as http:
        assert http.get("/web/state").json()["task_id"] is None
        step = http.post("/web/step", json={"action": REVIEW}).json()
        assert step["observation"]["metadata"]["refusal"]["code"] == "not_started"


@pytest.mark.parametrize(
    "cookie", ["gone", "", '"', "a=b; c", "\x01", "é".encode().decode("latin-1")]
)
def test_a_cookie_that_is_no_session_is_healed_by_a_reset(web: Server, cookie: str) -> None:
    headers = {b"cookie": f"supportops_visitor={cookie}".encode("latin-1")}
    with http_client(web) as http:
        assert http.request("GET", "/web/state", headers=headers).status_code in (200, 404)
        healed = http.request("POST", "/web/reset", headers=headers)
        assert healed.status_code == 200
        assert "supportops_visitor=" in healed.headers["set-cookie"]


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(page: httpx.Client) -> None:
    given = page.post("/web/reset").headers["set-cookie"]

    assert re.fullmatch(
        r"supportops_visitor=[0-9a-f-]{36}; Path=/web; HttpOnly; SameSite=Lax", given
    )


def test_within_a_space_the_cookie_and_the_page_work_in_a_frame(serve: Serve) -> None:
    with http_client(serve(SPACE_ID="someone/space", **ON)) as http:
        given = http.post("/web/reset").headers["set-cookie"]
        policy = http.get("/web/").headers["content-security-policy"]

    assert given.endswith("; HttpOnly; SameSite=None; Secure; Partitioned")
    assert "frame-ancestors 'self' https://huggingface.co https://*.hf.space" in policy
    assert "script-src 'self';" in policy


def test_visitors_are_bounded_and_the_one_idle_longest_makes_room(serve: Serve) -> None:
    server = serve(MAX_HTTP_SESSIONS="2", **ON)
    with http_client(server) as one, http_client(server) as two, http_client(server) as three:
        for visitor in (one, two, three):
            visitor.post("/web/reset", json={"task_id": MUG})

        assert one.get("/web/state").status_code == 404
        assert two.get("/web/state").status_code == three.get("/web/state").status_code == 200
        one.post("/web/reset")
        assert one.get("/web/state").status_code == 200


BODIES = [
    ("/web/play", '{"task_id": %s, "agent": "random"}'),
    ("/web/play", '{"task_id": "damaged-mug-replacement", "agent": %s}'),
    ("/web/play", '{"task_id": "damaged-mug-replacement", "agent": "random", "seed": %s}'),
    ("/web/play", '{"task_id": "damaged-mug-replacement", "actions": %s}'),
    ("/web/play", '{"task_id": "damaged-mug-replacement", "actions": [%s]}'),
    ("/web/play", '{"task_id": "damaged-mug-replacement", "actions": [], "reward_mode": %s}'),
    ("/web/play", '{"task_id": "gen/damaged_item/test/3", "agent": "scripted", "session_id": %s}'),
    ("/web/certificate", '{"task_id": %s}'),
    ("/web/certificate", '{"task_id": "gen/damaged_item/test/3", "session_id": %s}'),
    ("/web/session", "%s"),
    ("/web/reset", '{"task_id": %s}'),
    ("/web/step", '{"action": %s}'),
]


@pytest.mark.parametrize(("path", "template"), BODIES)
def test_whatever_a_field_holds_the_answer_is_no_failure(
    page: httpx.Client, path: str, template: str
) -> None:
    for name, value in VALUES.items():
        answer = post(page, path, template.replace("%s", value))
        strict(answer.content)
        assert answer.status_code < 500, name


def test_the_page_of_the_playground_names_every_route_of_its_own() -> None:
    shown = {(method, path) for method, path, _ in table(PLAYGROUND, "What it asks the server")}
    own = {
        (method, path.replace(":str", ""))
        for handler in web_routes()
        if handler not in VISITOR_ROUTES
        for method in handler.http_methods
        for path in handler.paths
    }

    assert {(method, path.rstrip("/")) for method, path in shown} | {("GET", "/")} == own


def test_the_setting_is_off_unless_it_is_asked_for() -> None:
    assert not Settings().enable_web_interface


def test_a_transcript_is_json_that_any_program_reads(page: httpx.Client) -> None:
    found = page.post("/web/play", json={"task_id": MUG, "agent": "scripted"}).json()

    for turn in found["turns"][1:]:
        assert ToolUseAction.model_validate(turn["action"])
    assert json.loads(json.dumps(found)) == found
