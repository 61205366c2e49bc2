"""The command line: what each command prints, its exit code, and how it takes bad input."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from supportops import TASK_IDS, __version__
from supportops.agents.human import HumanAgent
from supportops.agents.rollout import rollout
from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file, task_at
from supportops.cases.generate import SECRET_VARIABLE
from supportops.cli import main
from supportops.diagram import extract, matrix, mermaid, svg
from supportops.environment import SupportOpsEnvironment
from supportops.evaluation.standings import standings
from supportops.models import ToolUseAction
from tests.play import MUG

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "supportops")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
READ, LOOK, LOOKUP, DRAFT, SUBMIT = "12345"
TASK_COLUMNS = "task_id difficulty budget par records policies codes overlays".split()


def run(
    *args: str, cwd: Path = ROOT, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *args],
        cwd=cwd,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT | environment,
        timeout=60,
        check=False,
    )


def lines(*entered: str) -> str:
    return "".join(f"{line}\n" for line in entered)


def typed_plan(actions: Iterable[ToolUseAction]) -> str:
    typed = []
    for action in actions:
        typed += [action.action_type.value]
        typed += [action.argument] if action.argument else []
        typed += ["."] if action.message else []
    return lines(*typed)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    assert run("diagram", "--write", cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.mark.parametrize("args", [(), ("dance",), ("diagram", "--format", "dot"), ("play",)])
def test_bad_usage_exits_with_2_and_a_message_only(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: supportops" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_names_package_and_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out.startswith(f"supportops {__version__} (benchmark ")


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ((), mermaid(extract())),
        (("--format", "mermaid"), mermaid(extract())),
        (("--format", "svg"), svg(extract())),
        (("--format", "matrix"), matrix(extract())),
    ],
    ids=["default", "mermaid", "svg", "matrix"],
)
def test_diagram_prints_each_format(
    args: tuple[str, ...], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagram", *args]) == 0
    assert capsys.readouterr() == (text, "")


def test_diagram_prints_arrows_whatever_the_locale_says() -> None:
    done = run("diagram", "--format", "matrix", PYTHONIOENCODING="ascii")
    assert done.stdout == matrix(extract())


def test_diagram_takes_one_mode_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    for mode in ("--write", "--check"):
        with pytest.raises(SystemExit, match="2"):
            main(["diagram", "--format", "mermaid", mode])
        assert "not allowed with" in capsys.readouterr().err


def test_check_is_quiet_about_files_that_were_just_written(project: Path) -> None:
    done = run("diagram", "--check", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["docs/workflow.md", "docs/workflow.svg"])
def test_check_fails_and_names_the_file_that_drifted(project: Path, name: str) -> None:
    path = project / name
    path.write_text(path.read_text(encoding="utf-8").replace("triage", "sorting"), encoding="utf-8")
    done = run("diagram", "--check", cwd=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{name} is out of date" in done.stderr
    assert all(word in done.stderr for word in ("--- ", "+++ ", "sorting", "triage"))
    assert done.stderr.count("out of date") == 1


def test_check_fails_where_the_files_are_missing(tmp_path: Path) -> None:
    assert run("diagram", "--check", cwd=tmp_path).returncode == 1


def test_write_fails_with_a_message_where_there_is_no_docs_folder(tmp_path: Path) -> None:
    done = run("diagram", "--write", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("supportops: ")
    assert "Traceback" not in done.stderr


def test_tasks_lists_every_task_with_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", "--json"]) == 0
    tasks = json.loads(capsys.readouterr().out)
    assert [task["task_id"] for task in tasks] == list(TASK_IDS)
    assert tasks[0] == {
        "task_id": MUG.task_id,
        "difficulty": "easy",
        "budget": MUG.budget,
        "par": MUG.par,
        "records": len(MUG.artifacts),
        "policies": len(MUG.policies),
        "codes": len(MUG.codes),
        "overlays": 0,
    }


def test_tasks_as_text_has_a_header_and_a_line_for_each_task() -> None:
    header, *rows = run("tasks").stdout.splitlines()
    assert header.split() == TASK_COLUMNS
    assert [row.split()[0] for row in rows] == list(TASK_IDS)


def test_tasks_lists_as_much_of_a_split_as_it_is_asked_for() -> None:
    options = ("--split", "train", "--start", "5", "--count", "3", "--json")
    tasks = json.loads(run("tasks", *options).stdout)
    assert [task["task_id"] for task in tasks] == [task_at("train", index) for index in (5, 6, 7)]
    assert [task["overlays"] for task in tasks] == [
        len(case_file(task["task_id"]).overlays) for task in tasks
    ]


@pytest.mark.parametrize("options", [["--count", "0"], ["--count", "-1"], ["--start", "3"]])
def test_tasks_lists_nothing_where_nothing_is_asked_for(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert main(["tasks", *options]) == 0
    assert capsys.readouterr().out == ""


def test_tasks_of_a_split_without_its_secret_fails_with_a_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    assert main(["tasks", "--split", "private"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert SECRET_VARIABLE in shown.err


@pytest.mark.parametrize("task_id", TASK_IDS)
def test_a_person_who_plays_like_the_oracle_gets_the_full_score(task_id: str) -> None:
    done = run("play", task_id, typed=typed_plan(oracle_plan(case_file(task_id))))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Final score 1.0000" in done.stdout
    assert "efficiency  0.1000 of 0.1000" in done.stdout


def test_play_takes_numbers_and_shows_results_refusals_and_the_score_card() -> None:
    code = str(1 + MUG.codes.index(MUG.gold.resolution))
    typed = lines(READ, LOOK, "1", LOOK, "diary", DRAFT, "Hello.", "", "Bye.", ".", SUBMIT, code)
    done = run("play", MUG.task_id, typed=typed)
    assert done.returncode == 0
    assert MUG.ticket.render() in done.stdout
    assert MUG.artifacts[0].render() in done.stdout
    assert "Refused: There is no artifact 'diary'" in done.stdout
    assert "Draft saved (12 characters)" in done.stdout
    assert "Phase resolved" in done.stdout
    assert "Final score " in done.stdout


def test_play_names_the_harm_that_caps_a_score() -> None:
    file = case_file("account-takeover-fraud")
    code = file.gold.harmful[0].code
    typed = lines(READ, DRAFT, "Hello.", ".", "submit_resolution", code)
    assert "capped: " in run("play", file.task_id, typed=typed).stdout


def test_play_pays_as_the_reward_mode_says() -> None:
    typed = lines(LOOK, MUG.gold.evidence[0][0].partition(":")[2])
    paid = run("play", MUG.task_id, "--reward-mode", "shaped", typed=typed).stdout
    unpaid = run("play", MUG.task_id, "--reward-mode", "terminal", typed=typed).stdout
    assert "Reward 0.0120." in paid
    assert "Reward 0.0000." in unpaid


@pytest.mark.parametrize("typed", ["", READ, lines(READ), lines(LOOK), lines(READ, DRAFT, "Hi,")])
def test_play_ends_cleanly_when_input_ends(typed: str) -> None:
    done = run("play", MUG.task_id, typed=typed)
    assert done.returncode == 0
    assert "stopped before the end" in done.stderr
    assert "Traceback" not in done.stderr


def test_play_refuses_an_unknown_task_or_mode_as_bad_usage() -> None:
    unknown = run("play", "lost-parcel")
    assert unknown.returncode == 2
    assert all(task_id in unknown.stderr for task_id in TASK_IDS)
    assert run("play", MUG.task_id, "--reward-mode", "generous").returncode == 2


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a shell runs in the background ignores the signal, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.usefixtures("interruptible")
def test_play_ends_cleanly_when_it_is_interrupted() -> None:
    with subprocess.Popen(
        [*COMMAND, "play", MUG.task_id],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.readline()  # it is flushed with the first prompt
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr == b"supportops: interrupted\n"


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe")
@pytest.mark.parametrize("args", ["diagram --format svg", "tasks", "scores --episodes 1"])
def test_a_reader_who_leaves_is_no_error_to_speak_of(args: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [*COMMAND, *args.split()],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=writing,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(writing)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 141
    assert stderr == b""


def test_scores_have_one_line_for_each_agent_on_each_task() -> None:
    header, *rows = run("scores", "--episodes", "2").stdout.splitlines()
    assert header.split() == ["task", "agent", "episodes", "mean", "max"]
    assert [row.split()[:2] for row in rows] == [
        [task_id, agent] for task_id in TASK_IDS for agent in ("scripted", "random", "do-nothing")
    ]


def test_scores_do_not_depend_on_the_process() -> None:
    runs = {
        run("scores", "--episodes", "5", "--markdown", PYTHONHASHSEED=seed).stdout
        for seed in ("0", "1")
    }
    assert len(runs) == 1
    assert runs.pop().startswith("| task | agent | episodes | mean | max |\n| --- |")


def test_scores_as_json_are_numbers_between_0_and_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scores", "--episodes", "3", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(0 <= row["mean"] <= row["max"] <= 1 for row in rows)
    assert {row["episodes"] for row in rows if row["agent"] == "random"} == {3}


@pytest.mark.parametrize("count", ["0", "-1", "many", "1.5"])
def test_scores_want_a_positive_number_of_episodes(count: str) -> None:
    done = run("scores", "--episodes", count)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_oracle_is_the_ceiling_and_doing_nothing_the_floor() -> None:
    table = {(row.task_id, row.agent): row for row in standings(20)}
    for task_id in TASK_IDS:
        assert table[task_id, "scripted"].mean == table[task_id, "scripted"].max == 1
        assert table[task_id, "do-nothing"].max == 0
        assert table[task_id, "random"].mean < 0.2


def test_an_agent_that_stops_leaves_an_episode_without_a_score() -> None:
    state = rollout(
        HumanAgent(lambda prompt: None, print), SupportOpsEnvironment(), task_id=MUG.task_id, seed=3
    )
    assert (state.final_score, state.step_count, state.seed) == (None, 0, 3)


def test_a_person_is_asked_again_until_there_is_an_action() -> None:
    typed = iter(["", "0", "99", "²", "x" * 500, "review_ticket"])
    told: list[str] = []
    agent = HumanAgent(lambda prompt: next(typed, None), told.append)
    action = agent.act(SupportOpsEnvironment().reset())
    assert action == ToolUseAction.model_validate({"action_type": "review_ticket"})
    assert sum("Enter a number from 1 to 3" in text for text in told) == 3
    assert sum("There is no action" in text for text in told) == 2
    assert max(map(len, told)) < 100
