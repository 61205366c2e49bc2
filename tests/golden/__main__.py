"""Compare the golden traces with what is played now, or rewrite them: `python -m tests.golden`."""

import argparse
import json
import sys

from supportops.cases import TASK_IDS
from supportops.vocabulary import BENCHMARK_VERSION
from tests.golden import path_of, record


def main() -> list[str]:
    """Compare or rewrite every file, and name those that are not as they should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("--write", action="store_true", help="rewrite the files that differ")
    parser.add_argument(
        "--unpublished",
        action="store_true",
        help="rewrite traces of this very benchmark version too, as nobody has it yet",
    )
    options = parser.parse_args()
    return [
        f"{task_id} differs: move BENCHMARK_VERSION, then run python -m tests.golden --write"
        for task_id in TASK_IDS
        if not _settled(task_id, write=options.write, rewrite=options.unpublished)
    ]


def _settled(task_id: str, *, write: bool, rewrite: bool) -> bool:
    path, text = path_of(task_id), record(task_id)
    stored = path.read_text(encoding="utf-8") if path.exists() else "{}"
    if stored == text:
        return True
    version = json.loads(stored.partition("\n")[0]).get("benchmark_version")
    if not write or (version == BENCHMARK_VERSION and not rewrite):
        return False
    path.write_text(text, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit("\n".join(main()) or 0)
