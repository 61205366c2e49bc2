"""The command line: arguments, exit codes and streams. What a command does lives elsewhere.

Data goes to stdout, messages to stderr. Exit codes: 0 fine, 1 a check failed or a file could not
be read or written, 2 wrong usage, 130 interrupted, 141 nobody reads the output any more.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path

from supportops import __version__
from supportops.agents.human import HumanAgent, score_table, screen
from supportops.agents.rollout import observations
from supportops.cases import TASK_IDS
from supportops.commands import CONTENT_COMMANDS
from supportops.console import FAILED, Command, put, put_json, say, whole
from supportops.diagram import Graph, extract, matrix, mermaid, svg
from supportops.diagram.files import drifted, write
from supportops.doctor.command import DOCTOR
from supportops.environment import SupportOpsEnvironment
from supportops.evaluation.standings import Standing, standings
from supportops.fuzzing import command as fuzzing
from supportops.journal import command as journal
from supportops.learning.command import LEARN
from supportops.server import mcp_command as mcp
from supportops.tables import columns, markdown
from supportops.vocabulary import BENCHMARK_VERSION, RewardMode

INTERRUPTED, UNREAD = 130, 141

RENDERERS: Mapping[str, Callable[[Graph], str]] = {
    "mermaid": mermaid,
    "svg": svg,
    "matrix": matrix,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    try:
        return _run(argv)
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return UNREAD
    except OSError as error:
        _drop_stdout()
        say(str(error))
        return FAILED


def _run(argv: Sequence[str] | None) -> int:
    try:
        args = _parser().parse_args(argv)
        command: Command = args.command
        return command.run(args)
    finally:
        if sys.stdout:  # a closed pipe has to show here, not while Python exits
            sys.stdout.flush()


def _parser() -> ArgumentParser:
    parser = ArgumentParser("supportops", description="Customer-support cases for agents.")
    version = f"supportops {__version__} (benchmark {BENCHMARK_VERSION})"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        added = commands.add_parser(command.name, help=command.summary, description=command.summary)
        command.options(added)
        added.set_defaults(command=command)
    return parser


def _diagram_options(parser: ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--format", choices=RENDERERS, help="what to print (default: mermaid)")
    group.add_argument(
        "--write", action="store_true", help="write docs/workflow.md and docs/workflow.svg"
    )
    group.add_argument(
        "--check", action="store_true", help="fail if one of these files is out of date"
    )


def _diagram(args: Namespace) -> int:
    if args.check:
        return _check(Path())
    if args.write:
        for path in write(Path()):
            say(f"wrote {path}")
        return 0
    put(RENDERERS[args.format or "mermaid"](extract()))
    return 0


def _check(root: Path) -> int:
    found = list(drifted(root))
    for path, diff in found:
        say(f"{path} is out of date; run: python -m supportops diagram --write\n{diff}")
    return FAILED if found else 0


def _play_options(parser: ArgumentParser) -> None:
    parser.add_argument("task_id", choices=TASK_IDS, metavar="TASK_ID", help=", ".join(TASK_IDS))
    parser.add_argument(
        "--reward-mode",
        choices=[mode.value for mode in RewardMode],
        default=RewardMode.SHAPED.value,
        help="how the score is paid out (default: shaped)",
    )


def _play(args: Namespace) -> int:
    env = SupportOpsEnvironment()
    person = HumanAgent(_ask, print)
    for seen in observations(person, env, task_id=args.task_id, reward_mode=args.reward_mode):
        print(screen(seen))
    card = env.state.score_card
    if card:
        print(f"\n{score_table(card)}")
    else:
        say("stopped before the end of the episode, so there is no score")
    return 0


def _scores_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--episodes",
        type=whole(),
        default=1000,
        metavar="N",
        help="episodes of the random agent on each task, with seeds 0 to N-1 (default: 1000)",
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="as JSON")
    group.add_argument("--markdown", action="store_true", help="as a Markdown table")


def _scores(args: Namespace) -> int:
    table = tuple(standings(args.episodes))
    if args.json:
        put_json([standing._asdict() for standing in table])
        return 0
    rows = [
        (task_id, agent, str(episodes), f"{mean:.4f}", f"{best:.4f}")
        for task_id, agent, episodes, mean, best in table
    ]
    header = [name.replace("_id", "") for name in Standing._fields]
    put(markdown(header, rows) if args.markdown else columns(header, rows))
    return 0


COMMANDS = (
    Command("diagram", "draw the workflow", _diagram_options, _diagram),
    *CONTENT_COMMANDS,
    Command("play", "work a case yourself, in the terminal", _play_options, _play),
    Command("scores", "score the agents that need no model", _scores_options, _scores),
    DOCTOR,
    LEARN,
    Command("fuzz", fuzzing.SUMMARY, fuzzing.options, fuzzing.run),
    Command("mcp", "offer one case as MCP tools on stdin and stdout", mcp.options, mcp.run),
    Command("journal", "read what a server wrote down", journal.options, journal.run),
)


def _ask(prompt: str) -> str | None:
    try:
        return input(prompt)
    except (EOFError, RuntimeError):  # RuntimeError: there is no stdin at all
        print()
        return None


def _speak_utf8() -> None:
    """Drawings hold arrows and people type anything, whatever the locale says."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "strict")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _drop_stdout() -> None:
    """Send what is still buffered nowhere, so that Python does not fail on it while it exits."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
