"""Write the locks: requirements with hashes and no index address, for every supported Python."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
COMPILE = (
    "uv pip compile --quiet --upgrade --universal --python-version 3.11 "
    "--generate-hashes --no-header --no-annotate --no-emit-index-url"
).split()
LOCKS: dict[str, tuple[str, ...]] = {
    "run.txt": (),
    "dev.txt": ("--group", "dev"),
    "browser.txt": (str(HERE / "browser.in"),),
    "conformance-0.10.txt": (str(HERE / "conformance-0.10.in"),),
    "conformance-0.3.txt": (str(HERE / "conformance-0.3.in"),),
}


def main() -> None:
    """Compile each lock from pyproject.toml and what else it takes."""
    uv = Path(sys.executable).parent / COMPILE[0]
    for name, extra in LOCKS.items():
        command = [str(uv), *COMPILE[1:], "pyproject.toml", *extra, "-o", str(HERE / name)]
        subprocess.run(command, check=True, cwd=HERE.parent)  # noqa: S603 - our own arguments


if __name__ == "__main__":
    main()
