"""Write the locks: requirements with hashes and no index address, for every supported Python."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
COMPILE = (
    "uv pip compile --quiet --upgrade --universal --python-version 3.11 "
    "--generate-hashes --no-header --no-annotate --no-emit-index-url"
).split()
PROJECT = "pyproject.toml"
LOCKS: dict[str, tuple[str, ...]] = {
    "run.txt": (PROJECT,),
    "dev.txt": (PROJECT, "--group", "dev"),
    "browser.txt": (str(HERE / "browser.in"),),
    "conformance-0.10.txt": (PROJECT, str(HERE / "conformance-0.10.in")),
    "conformance-0.3.txt": (PROJECT, str(HERE / "conformance-0.3.in")),
    "mutation.txt": (str(HERE / "mutation.in"),),
}


def main() -> None:
    """Compile each lock from what it takes."""
    uv = Path(sys.executable).parent / COMPILE[0]
    for name, sources in LOCKS.items():
        command = [str(uv), *COMPILE[1:], *sources, "-o", str(HERE / name)]
        subprocess.run(command, check=True, cwd=HERE.parent)  # noqa: S603 - our own arguments


if __name__ == "__main__":
    main()
