"""`inference.py` as evaluators run it: a process, its two streams and its exit code."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from supportops import TASK_IDS
from supportops.agents.report import Style
from supportops.agents.runlog import LoggedEpisode, parse_log
from supportops.agents.settings import (
    DEFAULT_BASE_URL,
    DEFAULT_MODEL,
    DEFAULT_TIME_LIMIT,
    read_settings,
)
from supportops.cases import case_file
from tests.chat_endpoint import Reply, Request, calls, fails, oracle, says, serving
from tests.serving import running_server

ROOT = Path(__file__).parent.parent
KEY = "sk-a-key-that-nobody-may-see"
Finished = subprocess.CompletedProcess[str]


def variables(**given: str) -> dict[str, str]:
    """A clean environment: nothing of the developer's own reaches the script."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONIOENCODING": "utf-8", **given}


def infer(*options: str, **given: str) -> Finished:
    return subprocess.run(
        [sys.executable, "-W", "error", "inference.py", *options],
        cwd=ROOT,
        env=variables(**given),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def episodes(finished: Finished) -> tuple[LoggedEpisode, ...]:
    return parse_log(finished.stdout.splitlines())


def ended(finished: Finished) -> list[tuple[int, float | None, bool]]:
    """What every run has to print, whatever happened: three blocks, in order, and no traceback."""
    found = episodes(finished)
    assert [episode.task for episode in found] == list(TASK_IDS)
    assert {episode.env for episode in found} == {"support_ops_env"}
    assert "Traceback" not in finished.stderr
    return [(len(episode.steps), episode.score, episode.success) for episode in found]


NOTHING = [(0, 0.001, False)] * 3
"""How three episodes end that never took a step."""


def test_without_a_key_the_scripted_agent_plays_and_says_so() -> None:
    finished = infer()
    assert ended(finished) == [(7, 0.999, True)] * 3
    assert finished.returncode == 0
    assert {episode.model for episode in episodes(finished)} == {"scripted"}
    assert "scripted" in finished.stderr


def test_two_runs_print_the_same_bytes() -> None:
    assert infer(PYTHONHASHSEED="1").stdout == infer(PYTHONHASHSEED="2").stdout


def test_without_a_key_no_model_is_asked() -> None:
    with serving(oracle) as endpoint:
        infer(API_BASE_URL=endpoint.url, API_KEY="  ", HF_TOKEN="", MODEL_NAME="m")
    assert endpoint.requests == []


def test_with_a_key_every_decision_is_the_models() -> None:
    with serving(oracle) as endpoint:
        finished = infer(API_BASE_URL=endpoint.url, API_KEY=KEY, MODEL_NAME="some/model")
    assert ended(finished) == [(7, 0.999, True)] * 3
    assert len(endpoint.requests) == 21
    assert {(r["path"], r["key"], r["model"]) for r in endpoint.requests} == {
        ("/v1/chat/completions", KEY, "some/model")
    }
    assert {episode.model for episode in episodes(finished)} == {"some/model"}


def test_a_model_that_acts_differently_leaves_other_lines() -> None:
    with serving(lambda request: calls(("review_ticket", {}))) as endpoint:
        finished = infer(API_BASE_URL=endpoint.url, API_KEY=KEY)
    budgets = [case_file(task_id).budget for task_id in TASK_IDS]
    assert ended(finished) == [(budget, 0.001, False) for budget in budgets]
    actions = {step.action for episode in episodes(finished) for step in episode.steps}
    assert actions == {"review_ticket()"}


@pytest.mark.parametrize(
    "reply",
    [
        says("I would rather not."),
        calls(("refund_everything", {})),
        calls(("inspect_artifact", "{")),
        calls(("inspect_artifact", {"artifact_id": ["order"]})),
        fails(400, "tools are not supported"),
        fails(429),
        fails(500),
        Reply("<html>"),
    ],
    ids=["prose", "tool", "json", "type", "400", "429", "500", "html"],
)
def test_a_model_that_never_acts_ends_its_episodes_and_not_the_run(reply: Reply) -> None:
    with serving(lambda request: reply) as endpoint:
        finished = infer(API_BASE_URL=endpoint.url, API_KEY=KEY)
    assert ended(finished) == NOTHING
    assert finished.returncode == 0
    assert endpoint.requests


def test_an_endpoint_that_fails_midway_leaves_the_steps_that_were_taken() -> None:
    def answer(request: Request) -> Reply:
        return oracle(request) if len(request["messages"]) < 6 else fails(500)

    with serving(answer) as endpoint:
        finished = infer("--strict-exit", API_BASE_URL=endpoint.url, API_KEY=KEY)
    assert ended(finished) == [(2, 0.001, False)] * 3
    assert finished.returncode == 1


def test_a_hang_ends_by_the_time_limit() -> None:
    start = time.monotonic()
    with serving(lambda request: Reply("{}", seconds=60)) as endpoint:
        finished = infer(API_BASE_URL=endpoint.url, API_KEY=KEY, SUPPORTOPS_TIME_LIMIT="2")
    assert ended(finished) == NOTHING
    assert time.monotonic() - start < 10


def test_a_hang_in_one_task_leaves_the_others_their_time() -> None:
    def answer(request: Request) -> Reply:
        hangs = case_file(TASK_IDS[0]).objective in request["messages"][1]["content"]
        return Reply("{}", seconds=60) if hangs else oracle(request)

    with serving(answer) as endpoint:
        finished = infer(API_BASE_URL=endpoint.url, API_KEY=KEY, SUPPORTOPS_TIME_LIMIT="9")
    assert ended(finished) == [(0, 0.001, False), (7, 0.999, True), (7, 0.999, True)]


def test_an_endpoint_nobody_listens_on_ends_the_episodes() -> None:
    assert ended(infer(API_BASE_URL="http://127.0.0.1:1/v1", API_KEY=KEY)) == NOTHING


def test_the_key_is_never_printed_wherever_it_turns_up() -> None:
    def echo(request: Request) -> Reply:
        if request["messages"][-1]["role"] == "user":
            return calls(("search_policy", {"query": "x" * 30 + KEY}))
        return fails(401, f"{KEY} is not a valid key")

    with serving(echo) as endpoint:
        finished = infer(API_BASE_URL=endpoint.url, HF_TOKEN=KEY, MODEL_NAME=f"m-{KEY}")
    assert ended(finished)[0][0] == 1
    assert "[hidden]" in finished.stdout
    assert "[hidden] is not a valid key" in finished.stderr
    assert KEY[:12] not in finished.stdout + finished.stderr


def test_sigterm_ends_the_open_episode_and_the_run() -> None:
    with serving(lambda request: Reply("{}", seconds=60)) as endpoint:
        process = subprocess.Popen(
            [sys.executable, "inference.py"],
            cwd=ROOT,
            env=variables(API_BASE_URL=endpoint.url, API_KEY=KEY),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        while not endpoint.requests:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=20)
    (episode,) = parse_log(printed.splitlines())
    assert (episode.task, episode.steps) == (TASK_IDS[0], ())
    assert process.returncode == 128 + signal.SIGTERM


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "inference.py"],
        cwd=ROOT,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as errors:
        assert "Traceback" not in errors.read()
    assert process.wait(20) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUPPORTOPS_END_FORMAT", "guideline"),
        ("SUPPORTOPS_SCORE_INTERVAL", "half-open"),
        ("SUPPORTOPS_REWARD_INTERVAL", "0"),
        ("SUPPORTOPS_TIME_LIMIT", "soon"),
        ("SUPPORTOPS_TIME_LIMIT", "nan"),
        ("SUPPORTOPS_TIME_LIMIT", "-1"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is '{value}'"):
        read_settings({name: value})


def test_a_refused_setting_is_one_line_and_an_exit_code() -> None:
    finished = infer(SUPPORTOPS_END_FORMAT="guideline")
    assert (finished.stdout, finished.returncode) == ("", 2)
    assert finished.stderr.count("\n") == 1
    assert "sample or guidelines" in finished.stderr


def test_the_other_end_format_and_the_closed_interval() -> None:
    short = infer(SUPPORTOPS_END_FORMAT="guidelines")
    assert {episode.score for episode in episodes(short)} == {None}
    assert "score=" not in short.stdout
    closed = infer(SUPPORTOPS_SCORE_INTERVAL="closed", SUPPORTOPS_REWARD_INTERVAL="open")
    assert ended(closed) == [(7, 1.0, True)] * 3
    assert {episode.steps[-1].reward for episode in episodes(closed)} == {0.99}


def test_keys_and_images_have_an_order() -> None:
    keys = {"API_KEY": "a", "HF_TOKEN": "b", "OPENAI_API_KEY": "c"}
    assert read_settings(keys).api_key == "a"
    assert read_settings({**keys, "API_KEY": " "}).api_key == "b"
    assert read_settings({"OPENAI_API_KEY": " c\n"}).api_key == "c"
    assert read_settings({"LOCAL_IMAGE_NAME": "i", "IMAGE_NAME": "j"}).image == "i"
    assert read_settings({"IMAGE_NAME": "j"}).image == "j"


def test_a_run_without_variables_has_its_defaults() -> None:
    settings = read_settings({"HF_TOKEN": KEY})
    assert (settings.base_url, settings.model) == (DEFAULT_BASE_URL, DEFAULT_MODEL)
    assert (settings.server, settings.image) == (None, None)
    assert settings.time_limit == DEFAULT_TIME_LIMIT
    assert settings.style == Style()
    assert KEY not in repr(settings)


def test_passwords_in_addresses_and_quoted_keys_are_secrets_too() -> None:
    settings = read_settings({"API_KEY": "tw\no", "API_BASE_URL": "https://me:pass@host/v1"})
    assert settings.secrets == ("tw\no", r"tw\no", "pass", "pass")
    assert read_settings({"API_BASE_URL": "https://["}).secrets == ()


def test_a_server_that_is_not_there_ends_the_episodes() -> None:
    finished = infer(ENV_BASE_URL="http://127.0.0.1:1", LOCAL_IMAGE_NAME="never-started")
    assert ended(finished) == NOTHING
    assert "docker" not in finished.stderr


def test_an_image_that_cannot_be_started_ends_the_episodes(tmp_path: Path) -> None:
    finished = infer(LOCAL_IMAGE_NAME="nothing", PATH=str(tmp_path))
    assert ended(finished) == NOTHING
    assert "docker" in finished.stderr


def test_a_run_on_a_server_prints_what_a_run_in_process_prints(tmp_path: Path) -> None:
    with running_server(tmp_path / "log") as server:
        finished = infer(ENV_BASE_URL=server.url)
    assert finished.stdout == infer().stdout, finished.stderr
