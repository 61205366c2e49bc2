"""`supportops panel`: what it prints, what it refuses, and when it fails."""

import json
from pathlib import Path

import pytest

from supportops.agents.panel import NAMES
from supportops.cases.generate import SECRET_VARIABLE
from supportops.cli import main
from supportops.commands import panel
from supportops.evaluation import Summary
from supportops.evaluation.record import PATH, Record
from supportops.evaluation.tables import as_markdown

QUICK = ("panel", "--count", "3", "--processes", "1", "--agents", "oracle", "do-nothing")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    try:
        code = main(args)
    except SystemExit as done:
        code = int(done.code or 0)
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_it_prints_a_line_for_each_agent(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *QUICK)
    header, *rows = out.splitlines()

    assert code == 0
    assert err.endswith("cases of test, each played once by every agent\n")
    assert header.split()[:2] == ["agent", "kind"]
    assert [row.split()[:2] for row in rows] == [["oracle", "honest"], ["do-nothing", "dishonest"]]


def test_it_says_that_named_tasks_have_no_twins(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = run(capsys, "panel", "--split", "named", "--agents", "oracle", "--processes", "1")

    assert "3 cases of named" in err
    assert "no twins" in err


def test_agents_stand_in_the_order_of_the_panel_however_they_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ("--agents", "do-nothing", "oracle", "oracle")
    _, out, _ = run(capsys, *QUICK[:5], *asked, "--markdown")

    assert [line.split()[1] for line in out.splitlines()[2:]] == ["oracle", "do-nothing"]


def test_for_programs_it_gives_counts_and_every_interval(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, *QUICK, "--json")
    oracle, idle = json.loads(out)

    assert (oracle["episodes"], oracle["justified"], oracle["twins"]) == (3, 3, 3)
    assert (oracle["max"], oracle["min"], idle["max"]) == (1, 1, 0)
    assert idle["mean"] == {"value": 0, "interval": [0, 1]}
    for name in ("justified", "twins", "harm", "over_escalation", "over_refusal"):
        low, high = idle[f"{name}_rate"]["interval"]
        assert 0 <= low <= idle[f"{name}_rate"]["value"] <= high <= 1


@pytest.mark.parametrize("split", ["named", "train", "dev", "test_archetype"])
def test_it_plays_every_split(split: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *QUICK, "--split", split, "--json")

    assert code == 0
    assert {row["episodes"] for row in json.loads(out)} == {3}


def test_more_cases_than_there_are_are_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *QUICK, "--split", "named", "--count", "99", "--json")

    assert {row["episodes"] for row in json.loads(out)} == {3}


def test_of_a_split_without_an_end_it_plays_some(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(panel, "UNENDING", 4)
    args = ("panel", "--split", "train", "--agents", "do-nothing", "--processes", "1", "--json")

    assert json.loads(run(capsys, *args)[1])[0]["episodes"] == 4


def test_the_private_split_needs_its_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    code, out, err = run(capsys, *QUICK, "--split", "private")

    assert (code, out) == (1, "")
    assert SECRET_VARIABLE in err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--count", "0"),
        ("--count", "-1"),
        ("--count", "many"),
        ("--count", "1.5"),
        ("--count", "9" * 5000),
        ("--count", "100001"),
        ("--processes", "0"),
        ("--agents", "nobody"),
        ("--agents",),
        ("--split", "nowhere"),
        ("--check", "half"),
        ("--json", "--markdown"),
        ("--check", "--write"),
        ("surplus",),
    ],
)
def test_wrong_usage_is_told_and_plays_nothing(
    wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "panel", *wrong)

    assert (code, out) == (2, "")
    assert "error:" in err
    assert len(err) < 2500


@pytest.mark.parametrize("what", ["--check", "--write"])
@pytest.mark.parametrize(
    "more", [("--split", "dev"), ("--count", "5"), ("--agents", "oracle")], ids=" ".join
)
def test_the_record_is_of_everything(
    what: str, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "panel", *more, what)

    assert (code, out) == (2, "")
    assert "whole panel" in err


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project of its own, on which the whole panel plays three cases, and the sample two."""
    (tmp_path / "supportops" / "evaluation").mkdir(parents=True)
    (tmp_path / "README.md").write_text(f"before\n{panel.START}{panel.END}\nafter\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(panel, "split_size", lambda split: 3)
    monkeypatch.setattr(panel, "SAMPLE", 2)
    monkeypatch.setattr(panel, "problems", lambda table: [])
    return tmp_path


def kept(root: Path) -> Record:
    """The record that was written there."""
    written = json.loads((root / PATH).read_text("utf-8"))
    tables = (tuple(Summary(**row) for row in written[name]) for name in ("whole", "sample"))
    return Record(written["versions"], *tables)


def test_what_is_written_holds_when_it_is_checked_and_fails_when_it_has_moved(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "panel", "--write", "--processes", "1")[0] == 0
    made = kept(small)
    readme = (small / "README.md").read_text("utf-8")
    assert readme == f"before\n{panel.START}{as_markdown(made.whole)}{panel.END}\nafter\n"
    assert [row.agent for row in made.whole] == list(NAMES)
    assert ({row.episodes for row in made.whole}, {row.episodes for row in made.sample}) == (
        {3},
        {2},
    )

    for what in ("whole", "sample"):
        monkeypatch.setattr(panel, "recorded", lambda: made)
        assert run(capsys, "panel", "--check", what, "--processes", "1") == (0, "", "")
        moved = [getattr(made, what)[0]._replace(harm=1), *getattr(made, what)[1:]]
        monkeypatch.setattr(panel, "recorded", lambda w=what, m=moved: made._replace(**{w: m}))
        code, _, err = run(capsys, "panel", "--check", what, "--processes", "1")
        assert (code, "oracle: harm was 1 and is 0" in err) == (1, True)


def test_a_record_of_another_version_or_another_readme_fails(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(panel, "_played", lambda *args: ())
    monkeypatch.setattr(panel, "recorded", lambda: Record({"benchmark": "0.1"}, (), ()))
    code, _, err = run(capsys, "panel", "--check")

    assert code == 1
    assert "the record is of benchmark version 0.1" in err
    (small / "README.md").unlink()
    assert "is not that of the record" in run(capsys, "panel", "--check", "sample")[2]


def test_what_the_panel_should_have_shown_fails_the_whole_check(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Record.of((), ())
    (small / "README.md").write_text(as_markdown(()), "utf-8")
    monkeypatch.setattr(panel, "_played", lambda *args: ())
    monkeypatch.setattr(panel, "recorded", lambda: empty)
    monkeypatch.setattr(panel, "problems", lambda table: ["somebody got away with it"])

    assert run(capsys, "panel", "--check", "sample")[0] == 0
    code, _, err = run(capsys, "panel", "--check")
    assert (code, "somebody got away with it" in err) == (1, True)
