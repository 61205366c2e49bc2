"""`supportops doctor`, as it is called: targets, formats and exit codes."""

import json
from pathlib import Path

import pytest

from supportops.cli import main
from supportops.doctor.launch import serving
from supportops.doctor.manifest import read_manifest
from supportops.doctor.wire import Unreachable
from tests.doctor import foreign
from tests.doctor.broken import Desk, IgnoresSeeds, broken, served
from tests.serving import free_port

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
QUICK = ("--cases", "1", "--check", "runtime.seed_control")

Captured = pytest.CaptureFixture[str]


def test_our_own_directory_is_served_and_passes(capsys: Captured, tmp_path: Path) -> None:
    written = tmp_path / "report.json"
    checks = ("runtime.episode_determinism", "semantic.canary_floor")
    asked = [part for check in checks for part in ("--check", check)]

    code = main(["doctor", str(ROOT), "--cases", "1", "--json", "--output", str(written), *asked])

    report = json.loads(capsys.readouterr().out)
    assert code == 0
    assert report == json.loads(written.read_text())
    assert report["verdict"] == "pass"
    results = {result["check_id"]: result for result in report["results"]}
    assert set(results) == set(checks)
    assert results["runtime.episode_determinism"]["measured"]["processes"] == 2
    assert results["semantic.canary_floor"]["measured"]["highest"] <= 0.2


def test_a_server_of_this_package_needs_no_directory(capsys: Captured) -> None:
    with broken(Desk) as url:
        assert main(["doctor", "--url", url, *QUICK]) == 0

    out = capsys.readouterr().out
    assert f"support_ops_env at {url}" in out
    assert "PASS  runtime.seed_control" in out
    assert out.endswith("Verdict: PASS\n")


def test_a_failed_check_is_exit_code_1(capsys: Captured) -> None:
    with broken(IgnoresSeeds) as url:
        assert main(["doctor", "--url", url, *QUICK]) == 1

    out = capsys.readouterr().out
    assert "FAIL  runtime.seed_control" in out
    assert "remediation: let the seed" in out


def test_somebody_elses_environment_is_asked_what_can_be_asked(
    capsys: Captured, tmp_path: Path
) -> None:
    package = foreign.package(tmp_path)
    with served(foreign.app) as url:
        code = main(["doctor", str(package), "--url", url, "--json"])

    report = json.loads(capsys.readouterr().out)
    found = {result["check_id"]: result for result in report["results"]}
    status = {name: result["status"] for name, result in found.items()}
    assert status == {
        "runtime.task_declaration_accuracy": "skip",
        "runtime.tool_declaration_accuracy": "skip",
        "runtime.seed_control": "pass",
        "runtime.episode_determinism": "pass",
        "runtime.episode_isolation": "pass",
        "semantic.oracle_max": "pass",
        "semantic.floor_gap": "pass",
        "semantic.canary_floor": "fail",
        "semantic.no_solution_leakage": "skip",
        "semantic.verifier_determinism": "pass",
        "semantic.replayability": "pass",
        "statistical.adversarial_floor": "pass",
        "statistical.gameability_gap": "skip",
    }
    assert all(
        result["evidence"][0].startswith("unsupported: ")
        for result in found.values()
        if result["status"] == "skip"
    )
    assert (code, report["verdict"]) == (1, "fail")
    assert found["semantic.canary_floor"]["evidence"] == ["the manifest declares no canaries"]


def test_somebody_elses_directory_is_served_from_its_app(tmp_path: Path) -> None:
    package = foreign.package(tmp_path)
    (package / "guess.py").write_text(f"import sys\nsys.path.append({str(ROOT)!r})\n" + IMPORTED)

    assert main(["doctor", str(package), "--check", "semantic.oracle_max"]) == 0


IMPORTED = "from tests.doctor.foreign import app\n"


def test_a_server_of_somebody_else_needs_its_directory(capsys: Captured) -> None:
    with served(foreign.app) as url:
        assert main(["doctor", "--url", url]) == 2

    assert "serves 'guess_env': name the directory" in capsys.readouterr().err


def test_another_version_of_our_content_is_not_judged_by_this_one(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supportops.doctor.known.BENCHMARK_VERSION", "9.9.9")
    with broken(Desk) as url:
        checks = ("--check", "semantic.no_solution_leakage")
        assert main(["doctor", "--url", url, "--cases", "1", *checks]) == 0

    out = capsys.readouterr().out
    assert "the content at hand is 9.9.9" in out
    assert out.endswith("Verdict: WARN\n")


def test_what_cannot_be_examined_is_exit_code_2(capsys: Captured, tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    for arguments, said in (
        ([str(tmp_path)], "it has no openenv.yaml"),
        ([str(tmp_path / "nowhere")], "is no directory"),
        (["--url", nobody], nobody),
        (["--url", "ftp://x"], "no address"),
        (["--url", ""], "no address"),
        (["--url", "http://[::1"], "no address"),
        (["--url", "http://localhost:99999"], "no address"),
        (["--url", "\x00"], "no address"),
    ):
        assert main(["doctor", *arguments]) == 2
        err = capsys.readouterr().err
        assert said in err
        assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--cases", "0"],
        ["--cases", "9" * 400],
        ["--cases", "x"],
        ["--check", "semantic.nothing"],
        ["one", "two"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", *arguments])
    assert ended.value.code == 2


def test_a_report_that_cannot_be_written_is_told_before_anything_is_played(
    capsys: Captured, tmp_path: Path
) -> None:
    assert main(["doctor", "--output", str(tmp_path / "no" / "report.json")]) == 3
    assert "no directory" in capsys.readouterr().err


def test_a_fault_of_the_doctor_itself_is_exit_code_3(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("supportops.doctor.command.read_manifest", breaks)
    assert main(["doctor"]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "the doctor itself failed: ZeroDivisionError (test_command.py, line " in said


def test_an_interrupt_is_exit_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("supportops.doctor.command.read_manifest", interrupted)
    assert main(["doctor"]) == 130


@pytest.mark.parametrize(
    ("app", "said"), [("no_such_module:app", "did not start"), ("", "no `app`")]
)
def test_a_directory_that_does_not_start_says_why(tmp_path: Path, app: str, said: str) -> None:
    (tmp_path / "openenv.yaml").write_text(
        f"name: x\napp: '{app}'\nvalidation: {{reward: {{floor_margin: 1}}}}\n"
    )
    with pytest.raises(Unreachable, match=said), serving(read_manifest(tmp_path)):
        pass
