"""The leak scan: what it looks for is found wherever it is planted, and a sound desk holds none."""

import json
from collections.abc import Callable

import pytest

from supportops.cases import case_file
from supportops.doctor.doors import DOORS
from supportops.doctor.leaks import NEUTRAL, Scanner, pages, play_through, scan
from supportops.doctor.mirror import mirrored, shared_actions
from supportops.doctor.search import constant_hits, hits
from supportops.doctor.secrets import CaseSecrets, answer_ref, secrets_of
from supportops.environment import SupportOpsEnvironment
from supportops.server.protocol import envelope
from supportops.server.settings import Mode, Settings
from tests.doctor.broken import CountsTheReason, Desk, Json, broken

pytestmark = pytest.mark.long

TASK = "gen/refund_status/test/1"
INJECTED = next(task for n in range(60) if case_file(task := f"gen/refund_status/train/{n}").lures)
ASKED = next(task for n in range(60) if case_file(task := f"gen/damaged_item/train/{n}").sent)
SECRETS = secrets_of(TASK)
FILE, TWIN = case_file(TASK), case_file(f"{TASK}#twin")


def opening(task_id: str = TASK) -> Json:
    return envelope(SupportOpsEnvironment().reset(task_id=task_id))


def planted(text: str) -> str:
    """An answer that is right but for one sentence."""
    body = opening()
    body["observation"]["objective"] += f" {text}"
    return f"200 OK\nserver: here\n\n{json.dumps(body)}"


def only_in_the_twin() -> str:
    own = "\n".join(FILE.texts.values())
    lines = (line for text in TWIN.texts.values() for line in text.splitlines()[1:])
    return next(line for line in lines if line not in own and len(line.strip()) >= 12)


def line_of(ref: str) -> str:
    return max(FILE.texts[ref].splitlines()[1:], key=len).strip()


GOLD: dict[str, str] = {
    "the reason": FILE.gold.because,
    "the line of the article": FILE.gold.because.rpartition(": ")[2],
    "the reference reply": f"Write: {FILE.reply}",
    "a rule": FILE.table.rules[1].when,
    "the harm": FILE.table.harms[0].harm,
    "the right code": FILE.gold.resolution,
    "a wrong code": next(code for code in FILE.codes if code != FILE.gold.resolution),
    "a part of the codes": ", ".join(FILE.codes[1:3]),
    "a piece of evidence": FILE.gold.evidence[0][0],
    "the evidence": json.dumps(FILE.gold.evidence[0]),
    "a record before it is read": line_of("artifact:ledger"),
    "an article before it is read": line_of(f"policy:{FILE.table.article}"),
    "what the twin says": only_in_the_twin(),
    "that there is a twin": f"{TASK}#twin",
}


def test_a_sound_answer_gives_nothing_away() -> None:
    assert list(hits(planted("Be kind."), SECRETS, ())) == []
    assert list(constant_hits(planted("Be kind."), SECRETS)) != []  # it lists the codes


@pytest.mark.parametrize("text", GOLD.values(), ids=GOLD)
def test_what_is_gold_is_found_in_an_answer(text: str) -> None:
    assert list(hits(planted(text), SECRETS, ()))


@pytest.mark.parametrize("write", [json.dumps, lambda text: text.replace("'", "&#x27;")])
def test_it_is_found_however_it_is_escaped(write: Callable[[str], str]) -> None:
    reason = FILE.gold.because
    assert "'" not in reason or list(hits(write(reason), SECRETS, ()))
    rule = next(rule.when for rule in FILE.table.rules if "'" in rule.when)
    assert list(hits(write(rule), SECRETS, ()))


def test_it_is_found_in_the_head_of_an_answer() -> None:
    answer = f"200 OK\nx-hint: {FILE.gold.resolution}\n\n{{}}"
    assert list(hits(answer, SECRETS, ()))


@pytest.mark.parametrize(
    "field",
    [
        {"required_evidence": ["artifact:x"]},
        {"gold": 1},
        {"deep": [{"fallbacks": ["a"]}]},
        {"score_card": {"basis_points": 1}},
        {"final_score": 0.5},
    ],
)
def test_a_field_of_gold_is_found_by_its_name(field: Json) -> None:
    assert list(hits(json.dumps(opening() | field), SECRETS, ()))


def test_what_was_read_and_what_was_sent_is_no_secret() -> None:
    ref, reply = "artifact:ledger", FILE.reply
    assert list(hits(planted(line_of(ref)), SECRETS, [ref])) == []
    assert list(hits(planted(ref), SECRETS, [ref])) == []
    assert list(hits(planted(reply), SECRETS, (), [reply])) == []
    assert list(hits(planted(f"{reply} {FILE.gold.resolution}"), SECRETS, (), [reply]))


def test_a_planted_order_may_be_shown_and_its_code_nowhere_else() -> None:
    file, secrets = case_file(INJECTED), secrets_of(INJECTED)
    read = list(file.texts)
    whole = "\n".join((*file.texts.values(), file.ticket.render()))
    assert list(hits(whole, secrets, read)) == []
    assert list(hits(f"{whole}\nhint: {file.lures[0]}", secrets, read))


def test_what_the_customer_would_answer_is_secret_until_they_do() -> None:
    file, secrets = case_file(ASKED), secrets_of(ASKED)
    assert file.asking
    said = file.asking.answers[0].message
    assert list(hits(said, secrets, ()))
    assert list(hits(said, secrets, [answer_ref(0)])) == []


@pytest.mark.parametrize("task_id", [TASK, f"{TASK}#twin"])
def test_a_case_has_secrets_of_every_kind(task_id: str) -> None:
    secrets: CaseSecrets = secrets_of(task_id)
    assert len(secrets.always) > 10
    assert set(secrets.unread) == set(case_file(task_id).texts)
    assert all(secrets.unread.values())


@pytest.mark.parametrize("door", DOORS)
def test_nothing_gold_leaves_any_door_of_the_server(door: str) -> None:
    with broken(Desk) as url:
        scanner = Scanner(secrets_of(ASKED), pages(url), door)
        play_through(url, ASKED, scanner)

    assert scanner.found == []
    assert scanner.bytes > 100_000
    assert scanner.doors[door] > 20


@pytest.mark.parametrize("door", ["/ws", "/step with a session"])
def test_twins_bring_the_same_bytes_until_what_differs_is_read(door: str) -> None:
    with broken(Desk) as url:
        found = mirrored(url, TASK, door, NEUTRAL)

    assert found.differences == ()
    assert found.bytes > 10_000


def test_a_number_that_tells_the_twins_apart_is_found() -> None:
    with broken(CountsTheReason) as url:
        found = mirrored(url, TASK, "/ws", NEUTRAL)

    assert found.differences
    assert list(hits(planted(str(len(FILE.gold.because))), SECRETS, ())) == []  # no text tells it


def test_what_differs_in_the_twin_is_not_touched_by_what_is_compared() -> None:
    read = {one.get("artifact_id") or one.get("query") for one in shared_actions(TASK, NEUTRAL)}
    differing = {ref.partition(":")[2] for ref in FILE.texts if FILE.texts[ref] != TWIN.texts[ref]}

    assert differing
    assert len(read) > 4
    assert not read & differing


def test_a_server_in_production_is_scanned_through_the_doors_that_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("supportops.doctor.leaks.task_at", lambda split, index: TASK)
    monkeypatch.setattr("supportops.doctor.leaks.SPLITS", {"test": 1})
    with broken(Desk, Settings(openenv_mode=Mode.PRODUCTION)) as url:
        found = scan(url, 1)

    assert found.hits == ()
    assert found.doors["/ws"] > 20
    assert found.doors["/step alone"] == 2  # a 404 for the base and for its twin


PAGES: dict[str, Json] = {
    "__docs": {TASK: FILE.gold.resolution},
    "__metrics": {"last": FILE.gold.because},
    "__metadata": {"name": "support_ops_env", "answers": FILE.reply},
    "__support_ops_env__task": {"task": {"task_id": TASK, "answer": "x"}},
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_holds_an_answer_is_found(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supportops.doctor.leaks.task_at", lambda split, index: TASK)
    monkeypatch.setattr("supportops.doctor.leaks.SPLITS", {"test": 1})
    with broken(Desk, None, **{path: PAGES[path]}) as url:
        found = scan(url, 1)

    assert found.hits
    assert any(path.replace("__", "/") in hit for hit in found.hits)
