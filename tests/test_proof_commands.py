"""The commands that prove: what they print, their exit codes, and how they take bad input."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from supportops.agents.scripted import oracle_plan
from supportops.cli import main
from supportops.proofs.spread import spread
from supportops.validation import with_proof
from supportops.vocabulary import RewardMode
from tests.golden import path_of
from tests.play import MUG

MUG_ID = MUG.task_id
PAIR = "gen/late_delivery/test/1"


def _run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    try:
        code = main(argv)
    except SystemExit as error:
        code = int(str(error.code))
    out, err = capsys.readouterr()
    return code, out, err


def test_prove_tells_what_it_explored_and_that_nothing_is_broken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = _run(capsys, "prove", MUG_ID, "--jobs", "1")

    assert code == 0
    assert f"ok      {MUG_ID}: 1345 configurations, " in out
    assert "rules 12/12, guards 8/8, refusals 8/8, violations 0" in out
    assert out.splitlines()[-1].startswith("1 cases: 1,345 configurations, ")


def test_prove_shows_the_actions_that_break_an_invariant_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supportops.proofs.of_a_step.HARM_CAP", 1)
    code, out, _ = _run(capsys, "prove", MUG_ID, "--jobs", "1")

    assert code == 1
    assert "violations 1" in out
    assert "        broken: a score is the sum of its parts, harm capped" in out
    shown = out.splitlines()[2:-1]
    assert [line.split()[1] for line in shown][-2:] == ["draft_reply", "submit_resolution"]


def test_prove_takes_a_case_from_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mug.json"
    path.write_text(with_proof(MUG).model_dump_json(), encoding="utf-8")
    code, out, _ = _run(capsys, "prove", str(path), "--jobs", "1", "--json")

    assert code == 0
    assert [(one["task"], one["configurations"]) for one in json.loads(out)] == [(str(path), 1345)]


@pytest.mark.parametrize("command", ["prove", "audit", "twins", "optimal"])
@pytest.mark.parametrize(
    "argv",
    [("nothing",), ("gen/nobody/test/0",), ("x" * 100_000,), ("",), ("\x00.json",)],
    ids=["unknown", "no family", "huge", "empty", "hostile"],
)
def test_what_is_no_case_is_said_so_in_a_line(
    command: str, argv: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _run(capsys, command, *argv)

    assert (code, out) == (1, "")
    assert err.startswith("supportops: ")
    assert len(err) < 400


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("prove", "--count", "0"), "not a whole number from 1"),
        (("prove", "--count", "9" * 5000), "not a whole number from 1"),
        (("prove", "--split", "nowhere"), "invalid choice"),
        (("prove", "--jobs", "many"), "not a whole number from 1"),
        (("audit", "--discount", "0"), "not above 0 and at most 1"),
        (("audit", "--discount", "nan"), "not above 0 and at most 1"),
        (("audit", "--discount", "two"), "not above 0 and at most 1"),
        (("optimal",), "required: TASK"),
        (("optimal", MUG_ID, "--mode", "generous"), "invalid choice"),
    ],
)
def test_wrong_usage_is_told(
    argv: Sequence[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _run(capsys, *argv)

    assert (code, out) == (2, "")
    assert said in err


def test_optimal_prints_return_score_par_and_first_moves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = _run(capsys, "optimal", MUG_ID)

    assert code == 0
    for mode in RewardMode:
        assert f"{mode}: optimal return 1.0" in out
    assert out.count("shortest justified path 7 steps, par 7") == len(RewardMode)
    assert "inspect_artifact 'order'" in out


def test_optimal_judges_a_list_of_actions_from_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "oracle.jsonl"
    plan = [one.model_dump_json(exclude_defaults=True) for one in oracle_plan(MUG)]
    path.write_text("\n\n".join(plan), encoding="utf-8")
    code, out, _ = _run(capsys, "optimal", MUG_ID, "--trajectory", str(path), "--json")

    [verdict] = json.loads(out)
    assert code == 0
    assert (verdict["regret"], verdict["score"], verdict["decisive_step"]) == (0, 1, None)
    assert [step["action"] for step in verdict["steps"]] == [json.loads(line) for line in plan]


def test_optimal_marks_the_decisive_step_of_a_golden_trace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = _run(
        capsys, "optimal", MUG_ID, "--trajectory", str(path_of(MUG_ID)), "--mode", "terminal"
    )

    assert code == 0
    [asked] = [part for part in out.split("\n\n") if "as the customer asked" in part]
    assert "submit_resolution 'refund_and_send_replacement'  <- decisive" in asked


@pytest.mark.parametrize("content", [b"{", b"7\n", b"\xff\xfe", b'{"action_type": "fly"}'])
def test_a_trajectory_that_is_none_is_said_so(
    content: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    code, out, err = _run(capsys, "optimal", MUG_ID, "--trajectory", str(path))

    assert (code, out) == (1, "")
    assert err.startswith("supportops: ")
    assert len(err) < 300


def test_audit_prints_a_row_for_each_mode(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "audit", MUG_ID, "--jobs", "1")

    assert code == 0
    assert out.startswith("1 cases; in 1 the best score is 1, par is the shortest justified path")
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line[:1].isalpha()}
    assert rows["terminal"][2:] == ["0", "0.0000%", "0", "0.0000", "0.0000"]
    assert rows["delta"][2:] == ["0", "0.0000%", "0", "0.0000", "0.0000"]
    assert rows["shaped"][-1] != "0.0000"
    assert "shaped loses most in damaged-mug-replacement" in out


def test_twins_counts_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "twins", PAIR, f"{PAIR}#twin", "--jobs", "1")

    assert code == 0
    assert out.startswith("1 cases, 1 pairs: ")
    assert out.endswith("; 0 differing bytes\n")


def test_twins_fails_and_shows_the_actions_that_tell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "supportops.scoring.shown_coverage", lambda case: len(case.file.gold.resolution)
    )
    code, out, _ = _run(capsys, "twins", PAIR, "--jobs", "1")

    assert code == 1
    assert f"FAILED  {PAIR}: " in out
    assert "current score differs after" in out


def test_twins_wants_to_know_of_which_cases(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "twins")

    assert (code, out) == (1, "")
    assert "--split test" in err


def test_work_that_is_spread_comes_back_in_order() -> None:
    names = [MUG_ID, "duplicate-charge-refund", "account-takeover-fraud"]

    assert list(spread(str.upper, names, 2)) == [name.upper() for name in names]
    assert list(spread(str.upper, names)) == [name.upper() for name in names]
