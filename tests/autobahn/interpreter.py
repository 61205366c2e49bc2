"""The Python 2.7 that the Autobahn suite needs: prints where it is.

    python -m tests.autobahn.interpreter

The variable PYTHON2 names it; without that it is looked for on the path and among the versions of
pyenv. One that is only a name, as the shims of pyenv are, does not count.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

MISSING = (
    "The Autobahn suite predates Python 3, and no Python 2.7 with pip was found: not in PYTHON2, "
    "not on the path, not in ~/.pyenv/versions. `pyenv install 2.7.18` builds one; with another, "
    "`make autobahn PYTHON2=/path/to/python2.7`."
)


def candidates(environment: Mapping[str, str], home: Path) -> Iterator[str]:
    """Where one may be, the most likely first."""
    if named := environment.get("PYTHON2"):
        yield named
        return
    if found := shutil.which("python2.7", path=environment.get("PATH")):
        yield found
    root = Path(environment.get("PYENV_ROOT") or home / ".pyenv")
    yield from map(str, sorted(root.glob("versions/2.7*/bin/python2.7"), reverse=True))


def works(python: str) -> bool:
    """Whether it runs, is 2.7, and can install."""
    code = "import pip, sys; sys.exit(sys.version_info[:2] != (2, 7))"
    try:
        ran = subprocess.run([python, "-c", code], capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


def python2() -> str | None:
    """The first that works; None if there is none."""
    return next(filter(works, candidates(os.environ, Path.home())), None)


def main() -> int:
    """Print it; 1 if there is none."""
    found = python2()
    if found is None:
        sys.stderr.write(f"{MISSING}\n")
        return 1
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
