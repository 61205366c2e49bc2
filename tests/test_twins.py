"""Twins: the same ticket, one record or one parameter different, another right resolution.

Whatever an agent does that does not touch what differs gives the same bytes in both: what it sees,
what it is paid, what it is refused. Proved on the abstract space for one pair of every family,
the reward modes taking turns, and sampled over all of them.
"""

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.agents.baselines import SALAD
from supportops.agents.scripted import look
from supportops.case import Case, Step
from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.cases.archetypes import FAMILIES
from supportops.cases.generate import Address
from supportops.cases.partition import ARCHETYPE_SPLIT, HELD_OUT, SPLIT_NAMES, families
from supportops.models import ToolUseAction
from supportops.observation import observe
from supportops.records import artifact_ref, policy_ref
from supportops.reply import read
from supportops.vocabulary import ActionType, RewardMode
from supportops.workflow import advance

ALL = tuple(FAMILIES)
PUBLIC = tuple(split for split in SPLIT_NAMES if split != "private")
Pair = tuple[CaseFile, CaseFile]


def _pair(task_id: str) -> Pair:
    return case_file(task_id), case_file(f"{task_id}#twin")


def _differing(pair: Pair) -> set[str]:
    base, twin = pair
    refs = base.texts.keys() | twin.texts.keys()
    return {ref for ref in refs if base.texts.get(ref) != twin.texts.get(ref)}


def _drafts(pair: Pair) -> list[str]:
    """Replies that are right for either, for neither, and worthless.

    Where the customer answers otherwise in the twin, asking is a look at what differs.
    """
    base, twin = pair
    drafts = [base.reply, twin.reply, f"{base.reply}\n\n{twin.reply}", SALAD]
    if _messages(base) == _messages(twin):
        return [*drafts, base.asking.request] if base.asking else drafts
    return [draft for draft in drafts if not _asks(draft, base)]


def _messages(file: CaseFile) -> list[str]:
    return [stage.message for stage in file.stages]


def _asks(draft: str, file: CaseFile) -> bool:
    reading = read(draft, file)
    return file.asking is not None and reading.commitments == (file.asking.code,)


tasks = st.builds(
    Address, st.sampled_from(ALL), st.sampled_from(PUBLIC), st.integers(0, 99)
).filter(lambda address: address.family in families(address.split, ALL))


@given(tasks)
def test_a_twin_shares_all_but_one_record_or_the_article_and_is_resolved_otherwise(
    address: Address,
) -> None:
    pair = base, twin = _pair(str(address))
    [ref] = _differing(pair)

    assert base.gold.resolution != twin.gold.resolution
    assert ref in base.deciding
    assert base.task_id == twin.task_id == str(address)
    assert base.ticket == twin.ticket
    assert base.overlays == twin.overlays
    assert observe(Case(base), None) == observe(Case(twin), None)


@given(tasks, st.sampled_from(RewardMode), st.data())
def test_transcripts_of_twins_are_the_same_until_what_differs_is_read(
    address: Address, mode: RewardMode, data: st.DataObject
) -> None:
    pair = _pair(str(address))
    [secret] = _differing(pair)
    cases = [Case(file, mode) for file in pair]
    refs = sorted(pair[0].texts.keys() - {secret})
    steps = st.one_of(
        st.sampled_from(refs).map(look),
        st.sampled_from(_drafts(pair)).map(_draft),
        st.sampled_from(_noise(pair[0])),
    )
    for action in data.draw(st.lists(steps, min_size=1, max_size=pair[0].budget + 1)):
        ours, theirs = (_seen(advance(case, action)) for case in cases)
        assert ours == theirs


def _seen(step: Step) -> bytes:
    return observe(step.case, step).model_dump_json().encode()


def _draft(message: str) -> ToolUseAction:
    return ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=message)


def _noise(file: CaseFile) -> list[ToolUseAction]:
    """Everything else that is no submission of a code: refusals, and reading the ticket."""
    return [
        ToolUseAction(action_type=ActionType.REVIEW_TICKET),
        ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT, artifact_id="nothing"),
        ToolUseAction(action_type=ActionType.SEARCH_POLICY, query="nothing"),
        ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=" "),
        ToolUseAction(action_type=ActionType.SUBMIT_RESOLUTION, resolution_code="nothing"),
    ]


@pytest.mark.parametrize(
    ("family", "mode"), list(zip(ALL, cycle(RewardMode), strict=False)), ids=str
)
def test_no_path_around_what_differs_tells_twins_apart(family: str, mode: RewardMode) -> None:
    """Every order of reading and drafting, up to what nothing that scores or pays can tell apart.

    Cases that have read the same evidence, hold the same draft and were paid the same behave alike,
    whatever the order; evidence that the table does not turn on is read by nothing that scores.
    """
    split = ARCHETYPE_SPLIT if family in HELD_OUT else "test"
    pair = _pair(f"gen/{family}/{split}/1")
    [secret] = _differing(pair)
    actions = [look(ref) for ref in sorted(pair[0].relevant - {secret})]
    actions += [_draft(message) for message in _drafts(pair)]
    seen: set[tuple[object, ...]] = set()
    layer = [tuple(Case(file, mode) for file in pair)]
    for _ in range(pair[0].budget):
        following = []
        for cases in layer:
            for action in actions:
                moved = tuple(_copy(case) for case in cases)
                ours, theirs = (_seen(advance(case, action)) for case in moved)
                assert ours == theirs
                key = _key(moved[0])
                if key not in seen and moved[0].is_open:
                    seen.add(key)
                    following.append(moved)
        layer = following

    assert len(seen) > 2 ** len(pair[0].relevant)


def _key(case: Case) -> tuple[object, ...]:
    return case.phase, frozenset(case.evidence), case.draft, case.heard, case.paid


def _copy(case: Case) -> Case:
    return Case(
        file=case.file,
        reward_mode=case.reward_mode,
        phase=case.phase,
        steps=case.steps,
        evidence=case.evidence,
        draft=case.draft,
        reading=case.reading,
        heard=case.heard,
        paid=case.paid,
    )


@given(tasks)
def test_only_the_address_tells_a_twin_from_its_base(address: Address) -> None:
    base, twin = _pair(str(address))

    sent = {artifact_ref(twin.sent.id)} if twin.sent else set()
    assert {artifact_ref(item.id) for item in base.artifacts} | {
        policy_ref(item.id) for item in base.policies
    } == set(twin.texts) - sent
    assert "twin" not in observe(Case(twin), None).model_dump_json()
