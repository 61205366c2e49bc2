"""The journal: one line an event, a chain that shows every change, and a command that reads it."""

import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.cli import main
from supportops.environment import SupportOpsEnvironment
from supportops.journal.events import Event, Kind, Tip, after, chained, digest, flaws
from supportops.journal.replay import NotReplayable, rebuilt, reset_body, step_body
from supportops.journal.store import Journal, Overtaken
from supportops.server.encoding import envelope_json
from supportops.vocabulary import ActionType, RewardMode
from tests.play import MUG, act, good
from tests.strategies import Episode, episodes


def told(episode: Episode, name: str = "s", tip: Tip | None = None) -> list[Event]:
    """The events of an episode, as a server writes them."""
    env, tip = SupportOpsEnvironment(), tip or Tip()
    case = env.begin(7, "mine", task_id=episode.task_id, reward_mode=episode.mode)
    found = [chained(name, tip, Kind.RESET, reset_body(env), digest(envelope_json(case, None)))]
    for action in episode.actions:
        step = env.take(action)
        if env.last and case.steps == len(found):
            answer = digest(envelope_json(step.case, step))
            found.append(chained(name, after(found[-1]), Kind.STEP, step_body(env.last), answer))
    return found


def short(name: str = "s", tip: Tip | None = None) -> list[Event]:
    looks = [good(verb) for verb in (ActionType.REVIEW_TICKET, ActionType.DRAFT_REPLY)]
    return told(Episode(MUG.task_id, RewardMode.SHAPED, tuple(looks)), name, tip)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of two sessions, one of which has two episodes and has ended."""
    path = tmp_path / "journal.db"
    first = short("one")
    again = short("one", after(first[-1]))
    end = chained("one", after(again[-1]), Kind.END, "{}", "")
    with Journal(path) as journal:
        for events in (first, again, [end], short("two")):
            journal.append(events)
    return path


@given(episodes())
def test_events_bring_an_episode_back(episode: Episode) -> None:
    env = SupportOpsEnvironment()
    env.begin(7, "mine", task_id=episode.task_id, reward_mode=episode.mode)
    for action in episode.actions:
        env.take(action)

    assert rebuilt(told(episode)).state == env.state


@given(episodes(), st.data())
def test_a_chain_shows_every_change(episode: Episode, data: st.DataObject) -> None:
    events = told(episode)
    place = data.draw(st.integers(0, len(events) - 1))
    field = data.draw(st.sampled_from(Event._fields))
    one = events[place]._asdict()
    one[field] = one[field] + 1 if field == "number" else f"{one[field]}\u200b"
    changed = [*events[:place], Event(**one), *events[place + 1 :]]

    assert not list(flaws(events))
    assert list(flaws(changed))
    if place < len(events) - 1:
        assert list(flaws([*events[:place], *events[place + 1 :]]))


def test_events_are_there_after_the_file_was_closed(path: Path) -> None:
    with Journal(path) as journal:
        assert [event.session_id for event in journal.all()] == ["one"] * 7 + ["two"] * 3
        assert journal.tip("two") == Tip(3, short("two")[-1].hash)
        assert journal.tip("none") == Tip()
        assert [event.number for event in journal.current("one")] == [3, 4, 5, 6]
        assert journal.current("none") == []


def test_an_event_that_another_wrote_first_is_refused_whole(path: Path) -> None:
    ahead = short("two", Tip(2, ""))
    with Journal(path) as journal, Journal(path) as other:
        for events in (ahead, ahead[:1]):
            with pytest.raises(Overtaken):
                other.append(events)
        assert journal.tip("two").length == 3
        other.append([chained("two", other.tip("two"), Kind.END, "{}", "")])
        assert journal.tip("two").length == 4


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.RESET, "{}"),
        (Kind.RESET, "[]"),
        (Kind.RESET, "not json"),
        (Kind.RESET, reset_body(rebuilt(short())).replace(MUG.digest, "0" * 64)),
        (Kind.RESET, reset_body(rebuilt(short())).replace(MUG.task_id, "lost-umbrella")),
        (Kind.STEP, '{"action_type": "dance"}'),
    ],
)
def test_what_makes_no_episode_here_is_said_so(kind: Kind, body: str) -> None:
    with pytest.raises(NotReplayable, match="s, event 0 cannot be replayed"):
        rebuilt([chained("s", Tip(), kind, body, "")])


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["journal", *arguments])
    found = capsys.readouterr()
    return code, found.out, found.err


def test_list_tells_the_sessions(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("list", str(path), capsys=capsys)

    assert code == 0
    assert [line.split() for line in out.splitlines()[1:]] == [
        ["one", "7", "2", "yes"],
        ["two", "3", "1", "no"],
    ]


def test_replay_tells_every_event_of_a_session(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("replay", str(path), "two", capsys=capsys)

    assert code == 0
    assert [line.split()[:4] for line in out.splitlines()] == [
        ["two", "0", "reset", MUG.task_id],
        ["two", "1", "step", "review_ticket"],
        ["two", "2", "step", "draft_reply"],
    ]


def test_verify_finds_nothing_in_a_whole_journal(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", str(path), capsys=capsys) == (0, "10 events, 0 problems\n", "")


def test_an_export_can_be_read_as_the_journal_can(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, _ = run("export", str(path), capsys=capsys)
    exported = tmp_path / "export.jsonl"
    exported.write_text(lines)

    assert code == 0
    assert all(set(json.loads(line)) == set(Event._fields) for line in lines.splitlines())
    assert run("verify", str(exported), capsys=capsys) == (0, "10 events, 0 problems\n", "")
    assert run("export", str(exported), capsys=capsys)[1] == lines


def exported(path: Path, capsys: pytest.CaptureFixture[str]) -> str | None:
    code, out, _ = run("export", str(path), capsys=capsys)
    return out if code == 0 else None


@pytest.mark.parametrize("form", ["file", "export"])
def test_a_flipped_byte_is_found_wherever_it_changes_anything(
    form: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = exported(path, capsys)
    assert whole is not None
    copy = tmp_path / "copy"
    original = path.read_bytes() if form == "file" else whole.encode()
    silent = found = 0
    for place in range(0, len(original), 149):
        changed = bytearray(original)
        changed[place] ^= 1 << place % 8
        copy.write_bytes(changed)
        if run("verify", str(copy), capsys=capsys)[0]:
            found += 1
        else:  # a byte that tells nothing, as in unused space
            silent += 1
            assert exported(copy, capsys) == whole, place

    assert found > silent / 4
    assert form == "file" or silent == 0


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as file:
        file.execute(statement)
    file.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = replace(body, 'mine', 'mire') WHERE number = 0",
        "UPDATE events SET answer = hash WHERE number = 1",
        "DELETE FROM events WHERE number = 1",
        "UPDATE events SET session_id = 'three' WHERE session_id = 'two'",
    ],
)
def test_a_change_by_hand_is_found(
    path: Path, statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(path, statement)
    code, out, err = run("verify", str(path), capsys=capsys)

    assert code == 1
    assert "0 problems" not in out
    assert "event" in err


def rechain(path: Path) -> None:
    """Forge an answer, and every hash after it."""
    with Journal(path) as journal:
        events = [event for event in journal.all() if event.session_id == "two"]
    change(path, "DELETE FROM events WHERE session_id = 'two'")
    tip = Tip()
    with Journal(path) as journal:
        for event in events:
            forged = chained("two", tip, Kind(event.kind), event.body, digest("forged"))
            journal.append([forged])
            tip = after(forged)


def test_an_answer_that_the_actions_do_not_give_is_found_by_the_replay(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rechain(path)

    assert run("verify", str(path), capsys=capsys)[:2] == (1, "10 events, 3 problems\n")
    code, out, _ = run("replay", str(path), "two", capsys=capsys)
    assert (code, out.count("DIFFERS")) == (1, 3)


@pytest.mark.parametrize("write", [lambda p: p.write_bytes(b"x"), lambda p: p.mkdir(), lambda p: p])
def test_what_is_no_journal_is_said_so(
    tmp_path: Path, write: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "file")
    code, out, err = run("list", str(tmp_path / "file"), capsys=capsys)

    assert (code, out) == (1, "")
    assert err.startswith("supportops: ")


def test_the_longest_message_is_kept_as_it_was_refused() -> None:
    env = SupportOpsEnvironment()
    env.begin(task_id=MUG.task_id)
    env.take(act(ActionType.REVIEW_TICKET))
    env.take(act(ActionType.DRAFT_REPLY, "x" * 30_000))

    assert env.last
    assert len(step_body(env.last)) < 4100


@pytest.mark.parametrize("many", [False, True])
def test_a_writer_waits_for_another_and_not_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, many: bool
) -> None:
    events = short("three")[: 1 + many]
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    with Journal(path) as journal:
        other.execute("BEGIN IMMEDIATE")
        with monkeypatch.context() as patch:
            patch.setattr("supportops.journal.store.BUSY_S", 0.01)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                journal.append(events)
        end = threading.Timer(0.05, other.execute, ["ROLLBACK"])
        end.start()
        journal.append(events)
        end.join()

        assert journal.current("three") == events
    other.close()


def test_events_of_several_sessions_are_committed_but_for_those_that_are_there(path: Path) -> None:
    (first, *_), (second, *_) = short("three"), short("four")
    with Journal(path) as journal:
        assert journal.append_each([first]) == []
        assert journal.append_each([first, second]) == [first]
        assert journal.current("four") == [second]
