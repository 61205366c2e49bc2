"""Mutants are tried where they cannot hurt, and a survivor has to be explained."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mutation import __main__ as command
from tests.mutation.__main__ import _own, _sampled, judged
from tests.mutation.forked import Mutated, dependents, ended, start
from tests.mutation.ledger import Ledger, Mutant, explained
from tests.mutation.plan import GROUPS, ROOT, Group, module_of

pytestmark = pytest.mark.long

PATH = "supportops/guards.py"
HARMLESS = Mutant(PATH, "By hand", 15, "ECHO_LIMIT = 60\n", "ECHO_LIMIT = 30 + 30\n")
BAD = HARMLESS._replace(after="ECHO_LIMIT = 9\n")
ENDLESS = HARMLESS._replace(after="while True:\n    pass\n")
BROKEN = HARMLESS._replace(after="ECHO_LIMIT = nothing\n")
ONE = Group("one", (PATH,), 0.5, ("test_workflow",), ())
TEST = "tests/test_workflow.py::test_a_refused_value_is_shown_quoted_and_escaped"


def verdict(mutant: Mutant, seconds: float = 10.0) -> str:
    mutated = Mutated(module_of(mutant.path), ROOT / mutant.path, mutant.source())
    run = start(mutated, [TEST], seconds)
    _, status, used = os.wait4(run.pid, 0)
    return ended(run, status, used.ru_utime + used.ru_stime).killer


def test_lines_that_stand_elsewhere_are_no_mutant_any_more() -> None:
    moved = HARMLESS._replace(line=16)
    with pytest.raises(ValueError, match="has changed at line 16"):
        moved.source()


def test_what_imports_a_module_is_loaded_anew_with_it() -> None:
    sources = {
        "supportops.a": "",
        "supportops.b": "from supportops import a",
        "supportops.c": "def later():\n    import supportops.b",
        "supportops.d": "import json",
    }
    found = dependents("supportops.a", sources)
    assert found == {"supportops.a", "supportops.b", "supportops.c"}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize(
    ("mutant", "killer"),
    [
        (HARMLESS, ""),
        (BAD, TEST),
        (BROKEN, "import: NameError"),
        (ENDLESS, "too long"),
    ],
)
def test_a_mutant_is_killed_by_a_test_by_its_import_or_by_the_clock(
    mutant: Mutant, killer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    text = (ROOT / PATH).read_text(encoding="utf-8")
    found = verdict(mutant, 1.0 if mutant is ENDLESS else 20.0)
    assert found.startswith(killer) if killer else not found
    assert (ROOT / PATH).read_text(encoding="utf-8") == text
    assert "ECHO_LIMIT = 60" in text


def test_a_verdict_holds_until_the_module_or_its_tests_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "verdicts.jsonl"
    ledger = Ledger(ONE, kept)
    assert ledger.verdict(BAD) is None
    ledger.keep(BAD, TEST)
    ledger.keep(HARMLESS, "")
    again = Ledger(ONE, kept)
    assert (again.verdict(BAD), again.verdict(HARMLESS)) == (TEST, "")
    other = ONE._replace(tests=("test_workflow", "test_scoring"))
    assert (Ledger(other, kept).verdict(BAD), Ledger(other, kept).verdict(HARMLESS)) == (TEST, None)


def test_a_mutant_meets_first_the_tests_that_are_named_after_its_module() -> None:
    tests = ["tests/reply/test_guards.py", "tests/test_workflow.py", "tests/test_safeguards.py"]
    choice = _own(tests)
    assert choice(BAD) == tests[:1]
    assert choice(BAD._replace(path="supportops/rewards.py")) == []
    assert choice(None) == tests


def test_equal_samples_are_drawn_every_time() -> None:
    mutants = [HARMLESS._replace(after=f"ECHO_LIMIT = {number}\n") for number in range(50)]
    drawn = _sampled(mutants, ONE, 10)
    assert drawn == _sampled(mutants, ONE, 10)
    assert len(drawn) == 10
    assert _sampled(mutants, ONE, 0) == _sampled(mutants, ONE, None) == mutants


@pytest.fixture
def judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], tuple[int, str]]:
    """Judges one killed mutant and one survivor, beside a file of explanations."""
    ledger = Ledger(ONE, tmp_path / "verdicts.jsonl")
    ledger.keep(BAD, TEST)
    ledger.keep(HARMLESS, "")

    def judgement(text: str) -> tuple[int, str]:
        file = tmp_path / "mutants.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setattr(command, "explained", lambda: explained(file))
        code = judged([BAD, HARMLESS], ledger, ONE, whole=True)
        return code, capsys.readouterr().out

    return judgement


WHY = f"""
[[survivor]]
path = "{PATH}"
before = "ECHO_LIMIT = 60"
after = "ECHO_LIMIT = 30 + 30"
why = "It is the same."
"""


def test_a_survivor_has_to_be_explained(judge: Callable[[str], tuple[int, str]]) -> None:
    code, said = judge("")
    assert code == 1
    assert "1 of     2 killed" in said
    assert f"not explained: {PATH}:15" in said
    assert judge(WHY)[0] == 0


def test_an_explanation_of_nothing_fails(judge: Callable[[str], tuple[int, str]]) -> None:
    code, said = judge(WHY + WHY.replace("30 + 30", "40"))
    assert code == 1
    assert "explained, but no survivor" in said


def test_too_many_survivors_fail_even_if_they_are_explained(tmp_path: Path) -> None:
    ledger = Ledger(ONE, tmp_path / "verdicts.jsonl")
    ledger.keep(HARMLESS, "")
    assert judged([HARMLESS], ledger, ONE._replace(goal=0.9), whole=False) == 1


def test_the_tests_of_the_reply_grader_are_named_after_its_modules() -> None:
    group = GROUPS["reply"]
    assert {f"supportops/{name.replace('test_', '')}.py" for name in group.tests} <= {*group.paths}


def test_no_test_of_a_module_of_the_reply_grader_is_left_out() -> None:
    group, known = GROUPS["reply"], {path.stem for path in (ROOT / "supportops/reply").glob("*.py")}
    named = {
        f"reply/test_{name}" for name in known if (ROOT / f"tests/reply/test_{name}.py").exists()
    }
    assert named <= {*group.tests, *group.then}


def test_every_explained_survivor_names_a_module_of_a_group_and_says_why() -> None:
    paths = {path for group in GROUPS.values() for path in group.paths}
    assert all(one.path in paths and len(one.why) > 20 for one in explained())


def test_every_explained_survivor_names_lines_that_stand_in_its_module() -> None:
    gone = [
        (one.path, one.before)
        for one in explained()
        if one.before not in (ROOT / one.path).read_text(encoding="utf-8")
    ]
    assert gone == []
