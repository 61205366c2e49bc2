"""What is mutated, which tests watch over it, and how much of it they have to notice."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
RULE_TESTS = (
    "test_remembered",
    "test_invariants",
    "test_differential",
    "test_workflow",
    "test_environment",
    "test_score_words",
)
MORE_RULE_TESTS = ("test_scoring", "test_diagram", "test_properties", "test_fuzzing")
REPLY_TESTS = tuple(
    f"reply/test_{name}"
    for name in """cutting text flow plain matching known kept hits addressee strangers quality
        derived modality force scope sparing heaps telling grammar bounds said covered
        cues leaning settling resuming telltale conflicts outcomes facts
        alone form broken conduct unbinding reading""".split()
)
MORE_REPLY_TESTS = (
    *(path.stem for path in sorted((ROOT / "tests").glob("test_reply*.py"))),
    "reply/test_letters",
    "reply/test_worded",
    "test_grade",
    "test_golden",
)


class Group(NamedTuple):
    """Modules that are judged together."""

    name: str
    paths: tuple[str, ...]
    goal: float
    """Least share of the mutants that has to be killed."""
    tests: tuple[str, ...]
    """Test modules that every mutant meets, until one fails."""
    then: tuple[str, ...]
    """Slower ones, for what passed those."""
    sample: int | None = None
    """How many mutants are tried, drawn with a fixed seed; None is all."""


GROUPS: Mapping[str, Group] = {
    group.name: group
    for group in (
        Group(
            "rules",
            tuple(
                f"supportops/{name}.py"
                for name in ("case", "workflow", "guards", "scoring", "rewards", "remembered")
            ),
            0.90,
            RULE_TESTS,
            MORE_RULE_TESTS,
        ),
        Group(
            "reply",
            tuple(
                path.relative_to(ROOT).as_posix()
                for path in sorted((ROOT / "supportops/reply").glob("*.py"))
                if path.name != "__init__.py"
            ),
            0.85,
            REPLY_TESTS,
            MORE_REPLY_TESTS,
        ),
    )
}


def module_of(path: str) -> str:
    """The name under which a file is imported."""
    return path.removesuffix(".py").replace("/", ".")
