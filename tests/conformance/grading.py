"""Runs the doctor's checks inside OpenEnv's validator; run by a Python that has that package.

    python grading.py PACKAGE URL SITE > found.json

SITE is a folder with what this project needs, searched after everything else. The graders come in
through entry points, which the caller has put on the path.
"""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from openenv.validation import Level, load_policy
from openenv.validation.graders import Subject
from openenv.validation.policy import apply_policy
from openenv.validation.runner import default_grader_registry, default_parser_registry
from openenv.validation.runtime.scheduler import execute_graders
from openenv.validation.signature import detect_signature
from openenv.validation.types import Lane

ASKED = ("runtime.seed_control", "semantic.oracle_max", "semantic.canary_floor")


def main() -> None:
    """Tell what the registry loads, what the graders find, and what the policy makes of it."""
    root, url, site = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    sys.path.append(site)
    os.environ["PYTHONPATH"] = site
    policy = load_policy("v2")
    registry = default_grader_registry(policy)
    loaded = registry.load_entry_points()
    manifest = default_parser_registry().parser_for(detect_signature(root)).parse(root)
    selected = [one for one in registry.select(manifest, Level.SEMANTIC) if one.check_id in ASKED]
    running: Any = SimpleNamespace(base_url=url)
    results = execute_graders(selected, Subject(root, manifest, None, running, root / "outputs"))
    json.dump(
        {
            "loaded": loaded,
            "results": [one.model_dump(mode="json") for one in results],
            "verdict": apply_policy(results, policy, Lane.LOCAL).value,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
