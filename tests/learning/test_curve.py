"""The learnability curve: it rises where observations belong to the case, and nowhere else."""

import ast
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from supportops.cli import main
from supportops.errors import UnknownTask
from supportops.learning.chart import chart
from supportops.learning.curve import Learning, Shuffled, learning, marks
from supportops.learning.learner import WON
from supportops.learning.sight import View
from supportops.scoring import EVIDENCE, FALLBACK, RESOLUTION
from supportops.vocabulary import FULL

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def run() -> Learning:
    return learning("refund_status", episodes=300, cases=30, seed=0)


def test_it_rises_by_looking_and_stays_at_the_floor_if_it_sees_other_cases(run: Learning) -> None:
    floor = {name: mean for name, mean, _, _ in run.references}
    first, *_, last = run.curve
    *_, control = run.shuffled

    assert first.mean == 0.0
    assert last.mean > 0.45
    assert last.low > control.high
    assert last.low > floor["random"]
    assert last.mean > 1.5 * floor["read-and-guess"]
    assert control.mean < floor["read-and-guess"] + 0.05
    assert control.right < 0.25


def test_equal_arguments_give_equal_figures(run: Learning) -> None:
    short = learning("refund_status", episodes=25, cases=6, seed=3)

    assert short == learning("refund_status", episodes=25, cases=6, seed=3)
    assert short.curve[1:] != run.curve[1:]


def test_a_reward_that_counts_as_won_cannot_come_of_a_wrong_code() -> None:
    most = RESOLUTION * FALLBACK // FULL + EVIDENCE
    assert most / FULL < WON


def test_the_control_never_shows_a_case_to_itself() -> None:
    shows = Shuffled(0)
    views = [View(str(number), {}, "") for number in range(200)]
    shown = [shows(view) for view in views]

    assert all(one != view for one, view in zip(shown, views, strict=True))
    assert len(set(map(str, shown))) > 50


def test_a_family_without_cases_to_train_on_is_told() -> None:
    with pytest.raises(UnknownTask, match="no family 'chargeback' in split 'train'"):
        learning("chargeback", 1, 1, 0)


@pytest.mark.parametrize(
    ("episodes", "found"), [(1, [0, 1]), (50, [0, 50]), (51, [0, 50, 51]), (200, [0, 50, 100, 200])]
)
def test_it_is_measured_in_doubling_steps(episodes: int, found: list[int]) -> None:
    assert marks(episodes) == found


def test_what_learns_has_no_way_to_an_answer() -> None:
    """What sees, decides and acts imports no case, no table and no family."""
    allowed = {"agents.scripted.look", "models", "records", "vocabulary"}
    for name in ("sight", "tree", "learner"):
        source = (Path(__file__).parents[2] / "supportops" / "learning" / f"{name}.py").read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module and "supportops" in node.module:
                module = node.module.removeprefix("supportops.")
                names = {f"{module}.{alias.name}" for alias in node.names}
                assert module.startswith("learning.") or module in allowed or names <= allowed


def test_the_picture_is_an_svg_with_both_curves(run: Learning) -> None:
    picture = ET.fromstring(chart(run))
    kinds = [element.tag.rpartition("}")[2] for element in picture]

    assert (kinds.count("polyline"), kinds.count("polygon")) == (2, 2)
    assert chart(run) == chart(run)


def test_the_command_prints_text_json_and_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["learn", "late_delivery", "--episodes", "20", "--cases", "6"]
    assert main([*short, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [point["episodes"] for point in told["curve"]] == [0, 20]
    assert main(short) == 0
    assert "shuffled" in capsys.readouterr().out
    assert main([*short, "--svg"]) == 0
    assert capsys.readouterr().out.startswith("<svg")
    assert main(["learn", "chargeback", "--episodes", "1"]) == 1
    assert "no family 'chargeback'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["umbrella"],
        ["refund_status", "--episodes", "0"],
        ["refund_status", "--episodes", "9" * 99],
        ["refund_status", "--cases", "101"],
        ["refund_status", "--seed", "x"],
        ["refund_status", "--json", "--svg"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["learn", *arguments])
    assert ended.value.code == 2
