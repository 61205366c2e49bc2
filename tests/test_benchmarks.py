"""The benchmark measures what it says, and what went wrong in it cannot read as a result."""

import socket
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import load, workload
from benchmarks.measure import Bench, Rounds
from benchmarks.report import report
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseObservation

RATE, CPU = "steps/s, 16", "server us, 16"


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    here, there = socket.socketpair()
    with closing(here), closing(there):
        yield here, there


def played(frames: list[workload.Json]) -> tuple[SupportOpsEnvironment, list[ToolUseObservation]]:
    env = SupportOpsEnvironment()
    reset, *steps = (frame["data"] for frame in frames)
    return env, [env.reset(**reset), *map(env.step, steps)]


def test_every_step_of_the_episode_is_taken_and_the_last_one_ends_it() -> None:
    _, observations = played([one.frame for one in workload.episode()])
    assert not any(one.last_action_error for one in observations)
    assert [one.done for one in observations].index(True) == len(observations) - 1


def test_the_episode_with_a_draft_ends_with_a_draft_that_is_read() -> None:
    env, observations = played(workload.drafting(workload.drafts()))
    assert not any(one.last_action_error for one in observations)
    assert env.case is not None
    assert env.case.draft is not None


def test_no_two_letters_are_the_same() -> None:
    letters = [draft.message for draft in islice(workload.drafts(), 2000)]
    assert len(set(letters)) == len(letters)


def test_a_short_answer_is_no_step(pair: tuple[socket.socket, socket.socket]) -> None:
    here, there = pair
    there.sendall(load.server_frame(b'{"type":"error"}'))
    with pytest.raises(ConnectionError, match="error"):
        load.drive([load.Peer(here, [b"frame"])], 9, load.frame_end)


def figures(
    ours: dict[int, float], official: dict[int, float]
) -> dict[tuple[str, str], dict[int, float]]:
    return {(RATE, "ours"): ours, (RATE, "official"): official}


@pytest.mark.parametrize(
    ("ours", "told"),
    [
        ({1: 30.0, 2: 33.0}, "Goals: 1; missed: none."),
        (
            {1: 20.0, 2: 23.0},
            "Goals: 1; missed: steps a second to official, 16, stock class.",
        ),
    ],
)
def test_the_report_says_which_goals_are_missed(ours: dict[int, float], told: str) -> None:
    assert told in report(figures(ours, {1: 10.0, 2: 10.0}))


def test_a_ratio_is_that_of_one_round_even_if_another_gave_nothing() -> None:
    assert "| 4.00 |" in report(figures({1: 10.0, 3: 40.0}, {2: 1.0, 3: 10.0}))


def test_a_section_that_breaks_off_fails_the_command_and_leaves_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaking(bench: Bench) -> Rounds:
        yield [(RATE, "ours", 3.0), (RATE, "official", 1.0)]
        raise ConnectionError("a server hung up")

    page = tmp_path / "page.md"
    page.write_text(f"{command.START}{command.END}")
    monkeypatch.setattr(command, "SECTIONS", {"sockets": (breaking, 1.0)})
    monkeypatch.setattr(command, "PAGE", page)
    monkeypatch.setattr("sys.argv", ["benchmarks", "--write"])
    assert command.main() == 1
    told = capsys.readouterr()
    assert "| 3.00 |" in told.out
    assert "failed: sockets" in told.err
    assert page.read_text() == f"{command.START}{command.END}"
