"""The baseline: plays every published task once, in fixed order, and prints what evaluators parse.

    python inference.py                 # no key: the scripted agent plays, offline
    API_KEY=... python inference.py     # every decision is the model's

Standard output holds one block of [START], [STEP] and [END] lines for each task and nothing else;
everything for humans goes to standard error. An episode is a success from a score of 0.8 on. The
exit code is 0 whatever the scores are.

Environment variables (blank counts as unset):

    API_KEY, HF_TOKEN, OPENAI_API_KEY   the key; the first that is set counts
    API_BASE_URL                        the endpoint, https://router.huggingface.co/v1 by default
    MODEL_NAME                          the model, Qwen/Qwen2.5-72B-Instruct by default
    ENV_BASE_URL                        play on the server at this address
    LOCAL_IMAGE_NAME, IMAGE_NAME        else in a container of this image; else in this process
    SUPPORTOPS_END_FORMAT               sample (default) or guidelines: an [END] without score=
    SUPPORTOPS_SCORE_INTERVAL           open (default): a score is printed in [0.001, 0.999]; closed
    SUPPORTOPS_REWARD_INTERVAL          closed (default); open: a reward is printed in [0.01, 0.99]
    SUPPORTOPS_TIME_LIMIT               seconds for all tasks together, 1020 by default
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import TextIOWrapper
from types import FrameType

from supportops import TASK_IDS
from supportops.agents import Agent
from supportops.agents.deadline import Deadline
from supportops.agents.episode import desk_opener, opened, play
from supportops.agents.llm import ChatModel, LanguageModelAgent
from supportops.agents.report import Report
from supportops.agents.scripted import ScriptedAgent
from supportops.agents.settings import Settings, read_settings

USAGE_ERROR, UNREAD = 2, 1
"""Exit codes for a variable or an option that makes no sense, and for a reader that has gone."""


def main() -> int:
    """Run the script; the exit code."""
    options = _options()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a reply ends no run
            stream.reconfigure(errors="backslashreplace")
    try:
        settings = read_settings(os.environ)
    except ValueError as problem:
        sys.stderr.write(f"inference.py: {problem}\n")
        return USAGE_ERROR
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    report = Report(sys.stdout, sys.stderr, settings.style, settings.secrets)
    try:
        with redirect_stdout(sys.stderr):  # whatever a library prints
            finished = run(settings, report)
    except BrokenPipeError:  # nobody reads on; what is left in the buffer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return int(options.strict_exit and not finished)


def run(settings: Settings, report: Report) -> bool:
    """Play all tasks within the time limit; whether every episode came to its own end."""
    report.note(settings.announcement)
    deadline = Deadline.after(settings.time_limit)
    # Equal shares: an endpoint that hangs in one task leaves the others their time.
    ends = [
        run_task(task_id, settings, report, deadline.share(len(TASK_IDS) - index))
        for index, task_id in enumerate(TASK_IDS)
    ]
    return all(ends)


def run_task(task_id: str, settings: Settings, report: Report, deadline: Deadline) -> bool:
    """Play one task between its [START] and its [END]; whether it came to its own end."""
    lines = report.start(task_id, settings.model)
    open_desk = desk_opener(settings.server, settings.image)
    score: float | None = None
    try:
        with opened(open_desk, deadline) as desk, agent_for(settings, report, deadline) as agent:
            score = play(agent, desk, task_id, deadline=deadline, on_step=lines.step)
    except Exception as error:  # whatever broke: this episode has an [END], and the next one starts
        report.note(f"{task_id}: {type(error).__name__}: {error}")
    finally:
        lines.end(score or 0.0)
    if score is None:
        report.note(f"{task_id}: ended before the case was closed")
    return score is not None


@contextmanager
def agent_for(settings: Settings, report: Report, deadline: Deadline) -> Iterator[Agent]:
    """The agent for one episode: with a key a model decides everything, without one nothing."""
    if settings.api_key is None:
        yield ScriptedAgent()
        return
    with ChatModel(
        api_key=settings.api_key, base_url=settings.base_url, model=settings.model
    ) as model:
        yield LanguageModelAgent(model, deadline, report.note)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--strict-exit", action="store_true", help="exit with 1 if an episode was cut short"
    )
    return parser.parse_args()


def _stop(number: int, _: FrameType | None) -> None:
    """End as after any exception, so that an open episode gets its [END]."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
