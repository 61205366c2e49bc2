"""Each check passes on a sound server, and fails on the one that breaks what it asks about."""

from dataclasses import replace

import pytest

from supportops.doctor.examine import CHECKS, Check, result_of
from supportops.doctor.examine import examined as report_on
from supportops.doctor.report import Status, Verdict
from supportops.doctor.subject import Subject
from tests.doctor import broken as faults
from tests.doctor.broken import Desk, Json, broken
from tests.doctor.conftest import Examined
from tests.pages import ROOT, table

pytestmark = pytest.mark.long

PAGE = ROOT / "docs" / "doctor.md"
CHECK_OF = {check.id: check for check in CHECKS}

BROKEN: list[tuple[type[Desk], str]] = [
    (faults.IgnoresSeeds, "runtime.seed_control"),
    (faults.TellsTheTime, "runtime.seed_control"),
    (faults.TellsTheTime, "runtime.episode_determinism"),
    (faults.SharesOneDesk, "runtime.episode_isolation"),
    (faults.KeepsWhatWasBefore, "runtime.episode_isolation"),
    (faults.UnderpaysTheRight, "semantic.oracle_max"),
    (faults.PaysForPresence, "semantic.floor_gap"),
    (faults.FallsForKeywords, "semantic.canary_floor"),
    (faults.ShowsRequiredEvidence, "semantic.no_solution_leakage"),
    (faults.HintsAtTheReason, "semantic.no_solution_leakage"),
    (faults.GradesByMood, "semantic.verifier_determinism"),
    (faults.ForgetsArguments, "semantic.replayability"),
    (faults.ObeysInjections, "statistical.adversarial_floor"),
    (faults.PaysForAnyEnd, "statistical.gameability_gap"),
    (faults.GradesByMood, "statistical.gameability_gap"),
]
"""A fault, and the check that has to find it."""

ANSWERS: list[tuple[Json, str]] = [
    ({"__support_ops_env__num_tasks": {"num_tasks": 7}}, "runtime.task_declaration_accuracy"),
    ({"__support_ops_env__splits": {"no": "list"}}, "runtime.task_declaration_accuracy"),
    ({"__support_ops_env__task": {"task": {"task_id": "x"}}}, "runtime.task_declaration_accuracy"),
    ({"__mcp": {"result": {"tools": [{"name": "reset"}]}}}, "runtime.tool_declaration_accuracy"),
]
"""What an HTTP route answers, and the check that has to object."""


def replaced(subject: Subject, url: str) -> Subject:
    """The same subject, at another address."""
    return replace(subject, url=url)


def test_a_sound_server_passes_every_check(examined: Examined) -> None:
    with broken(Desk) as url:
        report = report_on(examined(url), url)

    assert {result.check_id for result in report.results} == set(CHECK_OF)
    failed = [result for result in report.results if result.status is not Status.PASS]
    assert failed == []
    assert (report.verdict, report.exit_code) == (Verdict.PASS, 0)


@pytest.mark.parametrize(
    ("desk", "check_id"), BROKEN, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_fault_is_found_by_its_check(examined: Examined, desk: type[Desk], check_id: str) -> None:
    with broken(desk) as url:
        result = result_of(CHECK_OF[check_id], examined(url))

    assert result.status is Status.FAIL
    assert result.evidence
    assert result.remediation


@pytest.mark.parametrize(("answers", "check_id"), ANSWERS)
def test_a_wrong_declaration_is_found(examined: Examined, answers: Json, check_id: str) -> None:
    with broken(Desk, **answers) as url:
        result = result_of(CHECK_OF[check_id], examined(url))

    assert result.status is Status.FAIL
    assert result.evidence


def test_the_page_lists_every_check_in_the_order_in_which_it_is_asked() -> None:
    assert [row[0] for row in table(PAGE, "What is asked")] == list(CHECK_OF)
    assert all(check.question for check in CHECKS)


def test_every_check_has_a_fault_that_it_finds() -> None:
    assert {check_id for _, check_id in (*BROKEN, *ANSWERS)} == set(CHECK_OF)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_nonsense_is_a_failed_check_and_never_a_traceback(examined: Examined, check: Check) -> None:
    with broken(Desk) as url:
        sound = examined(url)
    with broken(faults.AnswersNonsense) as url:
        result = result_of(check, replaced(sound, url))

    over_ws = not check.id.endswith("tool_declaration_accuracy")
    expected = {Status.FAIL, Status.ERROR} if over_ws else {Status.PASS}
    assert result.status in expected


def test_a_server_that_goes_away_is_an_error_of_every_check(examined: Examined) -> None:
    with broken(Desk) as url:
        subject = examined(url)

    report = report_on(subject, url)

    assert {result.status for result in report.results} == {Status.ERROR}
    assert (report.verdict, report.exit_code) == (Verdict.FAIL, 1)


def test_a_server_without_enough_sessions_is_not_asked(examined: Examined) -> None:
    with broken(Desk) as url:
        sound = examined(url)
    with broken(faults.IsFull) as url:
        result = result_of(CHECK_OF["runtime.episode_isolation"], replaced(sound, url))

    assert result.status is Status.SKIP
    assert "1/1 active" in result.evidence[0]


def test_a_refusal_is_quoted(examined: Examined) -> None:
    with broken(Desk) as url:
        sound = examined(url)
    with broken(faults.RefusesEverything) as url:
        result = result_of(CHECK_OF["semantic.oracle_max"], replaced(sound, url))

    assert result.status is Status.FAIL
    assert "not today" in result.evidence[0]
