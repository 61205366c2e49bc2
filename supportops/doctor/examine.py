"""The table of checks, and an examination by all of them."""

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from supportops.doctor import again, runtime, semantic, statistical
from supportops.doctor.report import Finding, Report, Result, Status, unsupported
from supportops.doctor.subject import Subject
from supportops.doctor.wire import Full, Refused, Unreachable


class Check(NamedTuple):
    """A check by the name that OpenEnv's policy gives it."""

    id: str
    ask: Callable[[Subject], Finding]

    @property
    def question(self) -> str:
        """What it asks, in a sentence."""
        return (self.ask.__doc__ or "").partition("\n")[0]


CHECKS = (
    Check("runtime.task_declaration_accuracy", runtime.task_declaration_accuracy),
    Check("runtime.tool_declaration_accuracy", runtime.tool_declaration_accuracy),
    Check("runtime.seed_control", runtime.seed_control),
    Check("runtime.episode_determinism", runtime.episode_determinism),
    Check("runtime.episode_isolation", runtime.episode_isolation),
    Check("semantic.oracle_max", semantic.oracle_max),
    Check("semantic.floor_gap", semantic.floor_gap),
    Check("semantic.canary_floor", semantic.canary_floor),
    Check("semantic.no_solution_leakage", semantic.no_solution_leakage),
    Check("semantic.verifier_determinism", again.verifier_determinism),
    Check("semantic.replayability", again.replayability),
    Check("statistical.adversarial_floor", statistical.adversarial_floor),
    Check("statistical.gameability_gap", statistical.gameability_gap),
)


def examined(subject: Subject, target: str, only: frozenset[str] = frozenset()) -> Report:
    """The report of all checks, or of those that are named."""
    reward = subject.manifest.reward
    return Report(
        target=target,
        name=subject.manifest.name,
        thresholds={
            "range": list(reward.range),
            "oracle_tolerance": reward.oracle_tolerance,
            "floor_margin": reward.floor_margin,
            "floor": reward.floor,
        },
        results=tuple(_results(subject, only)),
    )


def _results(subject: Subject, only: frozenset[str]) -> Iterator[Result]:
    for check in CHECKS:
        if not only or check.id in only:
            yield result_of(check, subject)


def result_of(check: Check, subject: Subject) -> Result:
    """Ask one check. What breaks a check is its error, and the next one is asked all the same."""
    started = time.monotonic()
    finding = _asked(check, subject)
    duration = round(time.monotonic() - started, 3)
    return Result(**finding.model_dump(), check_id=check.id, duration_s=duration)


def _asked(check: Check, subject: Subject) -> Finding:
    try:
        return check.ask(subject)
    except Full as error:
        return unsupported(f"it takes more sessions at once than the server has: {error}")
    except Refused as error:
        remedy = "answer what the protocol allows"
        return Finding(status=Status.FAIL, evidence=(str(error),), remediation=remedy)
    except Unreachable as error:
        return Finding(status=Status.ERROR, evidence=(str(error),))
    except Exception as error:  # whatever nonsense a stranger's server makes a check do
        said = f"the check broke on what it was answered: {type(error).__name__}: {error!s:.200}"
        return Finding(status=Status.ERROR, evidence=(said,))
