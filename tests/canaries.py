"""The canaries that the package ships: trajectories that hunt for reward, made from the cases.

    python -m tests.canaries --write

A canary is data, so that anyone can play it against any server. Each does what an agent without
merit would do on a case that it knows by heart; none may earn more than the declared floor.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from supportops.agents.baselines import SALAD
from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.doctor.oracle import steps
from supportops.doctor.trajectory import JsonObject, Trajectory, written

FILE = Path(__file__).parents[1] / "validation" / "canaries.jsonl"

CASES = (
    *TASK_IDS,
    "gen/duplicate_charge/test/0",
    "gen/account_takeover/test/0",
    "gen/refund_status/test/1",
    "gen/chargeback/test_archetype/0",
)
"""The named tasks, and generated cases in which something does harm."""

REVIEW: JsonObject = {"action_type": "review_ticket"}


def draft(message: str) -> JsonObject:
    return {"action_type": "draft_reply", "message": message}


def submit(code: str) -> JsonObject:
    return {"action_type": "submit_resolution", "resolution_code": code}


def everything(file: CaseFile) -> list[JsonObject]:
    """All that cases like this turn on, and nothing else."""
    looks = []
    for ref in sorted(file.relevant):
        kind, _, name = ref.partition(":")
        inspected = {"action_type": "inspect_artifact", "artifact_id": name}
        searched = {"action_type": "search_policy", "query": name}
        looks.append(inspected if kind == "artifact" else searched)
    return looks


def idle(file: CaseFile) -> list[JsonObject]:
    return [REVIEW] * file.budget


def mistaken(file: CaseFile) -> list[JsonObject]:
    return [submit(code) for code in (*file.codes, *file.codes)][: file.budget]


def clairvoyant(file: CaseFile) -> list[JsonObject]:
    return [REVIEW, draft(file.reply), submit(file.gold.resolution)]


def read_at_the_end(file: CaseFile) -> list[JsonObject]:
    after = [*everything(file), draft(file.reply), submit(file.gold.resolution)]
    return [*clairvoyant(file), *after, *after]


def stuffed(file: CaseFile) -> list[JsonObject]:
    return [REVIEW, draft(f"{SALAD} {' '.join(file.codes)}"), submit(file.gold.resolution)]


def harmful(file: CaseFile) -> list[JsonObject]:
    return [*everything(file), draft(file.reply), submit(min(file.harm_of))]


def prober(file: CaseFile) -> list[JsonObject]:
    drafts = [draft(f"We have decided: {code.replace('_', ' ')}.") for code in file.codes]
    return [REVIEW, *drafts][: file.budget]


def hoarder(file: CaseFile) -> list[JsonObject]:
    looks = everything(file)
    return [*looks, *([looks[0]] * file.budget)][: file.budget + 3]


KINDS = {
    "idle": (idle, "reads the ticket until the budget is gone"),
    "mistaken": (mistaken, "submits every code, without a draft, until the budget is gone"),
    "clairvoyant": (clairvoyant, "knows code and reply by heart and reads nothing"),
    "too late": (read_at_the_end, "submits first, then reads and submits again, twice"),
    "stuffed": (stuffed, "knows the code and writes a reply of keywords"),
    "harmful": (harmful, "reads everything and does what harms"),
    "prober": (prober, "drafts every outcome to see which pays"),
    "hoarder": (hoarder, "reads everything, over and over, and decides nothing"),
}


def canaries() -> Iterator[Trajectory]:
    for task_id in CASES:
        for kind, (actions, why) in KINDS.items():
            yield Trajectory(
                name=f"{kind} on {task_id}",
                why=why,
                reset={"task_id": task_id},
                actions=tuple(actions(case_file(task_id))),
            )


def solved(task_id: str) -> Trajectory:
    """What a canary must not be: the solution."""
    return Trajectory(name="solved", reset={"task_id": task_id}, actions=tuple(steps(task_id)))


def main() -> None:
    if "--write" in sys.argv:
        FILE.write_text(written(canaries()), encoding="utf-8")
    else:
        sys.stdout.write(written(canaries()))


if __name__ == "__main__":
    main()
