"""Support Ops OpenEnv: an environment in which an agent works customer-support cases.

    from supportops import SupportOpsEnvironment

    env = SupportOpsEnvironment()
    observation = env.reset(task_id="damaged-mug-replacement")
    observation = env.step({"action_type": "review_ticket"})

`SupportOpsEnv` is the client of a running server; it is loaded when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

from supportops.cases import TASK_IDS
from supportops.environment import Snapshot, SupportOpsEnvironment
from supportops.errors import (
    CaseError,
    ServerError,
    SnapshotMismatch,
    SupportOpsError,
    UnknownTask,
    WorkflowError,
)
from supportops.models import (
    ScoreCard,
    ScoreComponent,
    ToolUseAction,
    ToolUseObservation,
    ToolUseState,
)
from supportops.vocabulary import BENCHMARK_VERSION, ActionType, Phase, RefusalCode, RewardMode

if TYPE_CHECKING:
    from supportops.client import StepResult, SupportOpsEnv

__version__ = "0.1.0"

__all__ = [
    "BENCHMARK_VERSION",
    "TASK_IDS",
    "ActionType",
    "CaseError",
    "Phase",
    "RefusalCode",
    "RewardMode",
    "ScoreCard",
    "ScoreComponent",
    "ServerError",
    "Snapshot",
    "SnapshotMismatch",
    "StepResult",
    "SupportOpsEnv",
    "SupportOpsEnvironment",
    "SupportOpsError",
    "ToolUseAction",
    "ToolUseObservation",
    "ToolUseState",
    "UnknownTask",
    "WorkflowError",
    "__version__",
]

_LAZY = ("StepResult", "SupportOpsEnv")


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from supportops import client  # noqa: PLC0415 - loads websockets

        return getattr(client, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
