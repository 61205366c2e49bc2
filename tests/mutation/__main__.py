"""`python -m tests.mutation GROUP MUTANTS`: try mutants of a group, a file with one on each line.

Prints what survived, and fails if too much did, or anything that `tests/mutants.toml` does not
explain.
"""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from random import Random

from supportops.cases import TASK_IDS, case_file
from tests.mutation.forked import Mutated, Running, Verdict, ended, start
from tests.mutation.ledger import Ledger, Mutant, explained
from tests.mutation.plan import GROUPS, ROOT, Group, module_of

PRELOADED = (
    "hypothesis.stateful",
    "supportops.agents.human",
    "supportops.cli",
    "supportops.fuzzing.hunt",
    "supportops.validation",
)
MOST_JOBS = 4
PATIENCE, LEAST = 4.0, 10.0
"""How many times as long as the tests themselves a mutant may take, and seconds for sure."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what was not tried, and judge."""
    options = _options(arguments)
    os.environ |= {"HYPOTHESIS_PROFILE": "mutants", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    group = GROUPS[options.group]
    lines = Path(options.mutants).read_text(encoding="utf-8").splitlines()
    chosen = _sampled([Mutant(**json.loads(line)) for line in lines], group, options.sample)
    ledger = Ledger(group)
    todo = [mutant for mutant in chosen if ledger.verdict(mutant) is None]
    _say(f"{group.name}: {len(chosen)} of {len(lines)} mutants, {len(todo)} to be tried")
    if todo:
        _preload()
    tests, then = ([f"tests/{name}.py" for name in names] for names in (group.tests, group.then))
    for choice, last in ((_own(tests), False), (lambda _: tests, False), (lambda _: then, True)):
        todo = list(_tried(todo, choice, ledger, min(options.jobs, MOST_JOBS), last=last))
    return judged(chosen, ledger, group, whole=len(chosen) == len(lines))


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("mutants")
    parser.add_argument("--jobs", type=int, default=2, help=f"processes, at most {MOST_JOBS}")
    parser.add_argument("--sample", type=int, help="how many mutants; 0 is all")
    return parser.parse_args(arguments)


def _sampled(mutants: list[Mutant], group: Group, wanted: int | None) -> list[Mutant]:
    """The mutants that are tried: the same in every run, as long as the modules stay the same."""
    size = group.sample if wanted is None else wanted
    if not size or size >= len(mutants):
        return mutants
    drawn = set(Random(0).sample(range(len(mutants)), size))
    return [mutant for number, mutant in enumerate(mutants) if number in drawn]


def _preload() -> None:
    """Load here what every child would load."""
    for name in PRELOADED:
        import_module(name)
    for task_id in TASK_IDS:
        _ = case_file(task_id).proofs


Choice = Callable[[Mutant | None], list[str]]
"""The tests that a mutant meets, or all of them if there is none."""


def _own(tests: Sequence[str]) -> Choice:
    """Of some tests those that are named after the module: they are few, and know it best."""

    def chosen(mutant: Mutant | None) -> list[str]:
        name = f"/test_{Path(mutant.path).name}" if mutant else ""
        return [path for path in tests if path.endswith(name)]

    return chosen


def _tried(
    mutants: list[Mutant], choice: Choice, ledger: Ledger, jobs: int, *, last: bool
) -> Iterator[Mutant]:
    """Run tests on each mutant, and yield those that passed them all."""
    waiting = [mutant for mutant in mutants if choice(mutant)]
    yield from (mutant for mutant in mutants if not choice(mutant))
    if not waiting:
        return
    sound = next(_runs([None], choice, 600.0, 1))[1]
    if sound.killer:
        sys.exit(f"the tests fail without any mutant: {sound.killer}")
    limit = max(LEAST, PATIENCE * sound.seconds)
    _say(f"{len(waiting)} mutants, {sound.seconds:.0f} seconds for all tests that they may meet")
    done: Counter[bool] = Counter()
    for mutant, verdict in _runs(waiting, choice, limit, jobs):
        assert mutant
        done[bool(verdict.killer)] += 1
        if verdict.killer or last:
            ledger.keep(mutant, verdict.killer)
        if not verdict.killer:
            yield mutant
        if sum(done.values()) % 100 == 0:
            _say(f"{sum(done.values())} tried, {done[False]} left")


def _runs(
    mutants: Sequence[Mutant | None], choice: Choice, seconds: float, jobs: int
) -> Iterator[tuple[Mutant | None, Verdict]]:
    """Each mutant with what came of it, in the order in which they end."""
    running: dict[int, tuple[Mutant | None, Running]] = {}
    waiting = list(reversed(mutants))
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            run = start(_mutated(mutant) if mutant else None, choice(mutant), seconds)
            running[run.pid] = mutant, run
        pid, status, used = os.wait4(-1, 0)
        mutant, run = running.pop(pid)
        yield mutant, ended(run, status, used.ru_utime + used.ru_stime)


def _mutated(mutant: Mutant) -> Mutated:
    return Mutated(module_of(mutant.path), ROOT / mutant.path, mutant.source())


def judged(mutants: list[Mutant], ledger: Ledger, group: Group, *, whole: bool) -> int:
    """Print what came of them; 1 if it is not good enough."""
    survivors = [mutant for mutant in mutants if ledger.verdict(mutant) == ""]
    tried, left = Counter(one.path for one in mutants), Counter(one.path for one in survivors)
    for path in group.paths:
        print(f"{tried[path] - left[path]:5} of {tried[path]:5} killed  {path}")
    share = 1 - len(survivors) / max(1, len(mutants))
    print(f"{group.name}: {share:.1%} of {len(mutants)} killed, goal {group.goal:.0%}")
    known = {one.change for one in explained()}
    unexplained = [mutant for mutant in survivors if mutant.change not in known]
    for mutant in unexplained:
        print(f"\nnot explained: {mutant.path}:{mutant.line} {mutant.operator}")
        print(_marked("-", mutant.before) + _marked("+", mutant.after), end="")
    alive = {mutant.change for mutant in survivors}
    stale = [
        one for one in explained() if whole and one.path in group.paths and one.change not in alive
    ]
    for one in stale:
        print(f"\nexplained, but no survivor: {one.path}\n- {one.before}\n+ {one.after}")
    return 1 if unexplained or stale or share < group.goal else 0


def _marked(mark: str, text: str) -> str:
    return "".join(f"{mark} {line}\n" for line in text.splitlines())


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
