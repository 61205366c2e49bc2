"""Hypothesis strategies for action lists: legal, slightly wrong, absurd. Any list is an episode."""

from typing import Any, NamedTuple

from hypothesis import strategies as st

from supportops.agents.baselines import SALAD
from supportops.agents.scripted import oracle_plan
from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.models import ToolUseAction
from supportops.vocabulary import ARGUMENT_OF, MESSAGE_LIMIT, ActionType, RewardMode
from tests.play import act
from tests.replies import all_commitments, replies_to


class Episode(NamedTuple):
    """A task, how it pays, and what is done in it."""

    task_id: str
    mode: RewardMode
    actions: tuple[ToolUseAction, ...]

    @property
    def file(self) -> CaseFile:
        """The case file of the task."""
        return case_file(self.task_id)


task_ids = st.sampled_from(TASK_IDS)

BLANK = ("", " ", "\n\t", "\u00a0\u2003", "\u200b")
UNKNOWN = ("diary", "__proto__", "../order", "'; drop table", "\x00\x1b[2J\x07", "\u202eredro")
HUGE = tuple("x" * size for size in (MESSAGE_LIMIT, MESSAGE_LIMIT + 1, 20_000))

noise = st.none() | st.sampled_from((*BLANK, *UNKNOWN, *HUGE)) | st.text(max_size=80)


def lookalikes(value: str) -> st.SearchStrategy[str]:
    """Values that look like the one that is given, and are another string."""
    fullwidth = "".join(chr(ord(char) + 0xFEE0) for char in value if char.isascii())
    cyrillic = value.translate(str.maketrans("aeopc", "\u0430\u0435\u043e\u0440\u0441"))
    return st.sampled_from(
        [f" {value}", f"{value}\n", value.upper(), value.title(), fullwidth, f"{value}\u200d"]
        + ([cyrillic] if cyrillic != value else [])
    )


def replies(file: CaseFile) -> st.SearchStrategy[str]:
    """Drafts that a guard accepts: perfect, thin, wrong, contradictory, keywords, prose."""
    return st.sampled_from((*replies_to(file), all_commitments(file), SALAD))


def arguments(file: CaseFile, field: str) -> st.SearchStrategy[str | None]:
    """Values of a field: mostly what exists in the case, else lookalikes and noise."""
    legal = {
        "artifact_id": st.sampled_from(list(file.artifact_of)),
        "query": st.sampled_from(list(file.article_of)),
        "message": replies(file),
        "resolution_code": st.sampled_from(file.codes),
    }[field]
    return legal | legal | noise | legal.flatmap(lookalikes)


@st.composite
def actions(draw: st.DrawFn, file: CaseFile) -> ToolUseAction:
    """One action, shaped as the wire demands; now and then with fields that do not belong to it."""
    verb = draw(st.sampled_from(ActionType))
    fields: dict[str, Any] = {"action_type": verb}
    if verb in ARGUMENT_OF:
        fields[ARGUMENT_OF[verb]] = draw(arguments(file, ARGUMENT_OF[verb]))
    if draw(st.integers(0, 9)) == 0:
        fields = dict.fromkeys(ARGUMENT_OF.values(), draw(noise)) | fields
    return ToolUseAction.model_validate(fields)


@st.composite
def episodes(draw: st.DrawFn, *modes: RewardMode) -> Episode:
    """An episode that idles, starts as the oracle does, then helps or errs; it may pass its end."""
    file = case_file(draw(task_ids))
    plan = oracle_plan(file)
    idle = draw(st.just(0) | st.integers(0, file.budget - 1))
    opening = plan[: draw(st.integers(0, len(plan)))]
    rest = st.lists(st.sampled_from(plan) | actions(file), max_size=file.budget)
    acts = (*[act(ActionType.REVIEW_TICKET)] * idle, *opening, *draw(rest))
    return Episode(file.task_id, draw(st.sampled_from(modes or tuple(RewardMode))), acts)
