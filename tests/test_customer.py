"""The customer answers a draft that asks, and nothing else; what comes then decides the case.

Two kinds of cases look the same until the answer: those in which nothing ever comes, so that the
request stays right, and those in which what comes decides. `KINDS` holds pairs of them: the same
desk, where the customer has something to send and where not.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain, combinations, product
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import SupportOpsEnvironment, workflow
from supportops.agents.baselines import SALAD, DoNothingAgent, RandomAgent
from supportops.agents.scripted import look, oracle_plan
from supportops.case import Case
from supportops.casefile import ASKED_FIRST, CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import case_of, plain_desk
from supportops.cases.customer import REFUSING, SENDING
from supportops.cases.draw import Draw
from supportops.cases.generate import Address, desk_at
from supportops.cases.overlays import OVERLAYS, overlaid
from supportops.cases.overlays.asked import as_on_file, asks_at_first
from supportops.cases.scenery import Scene
from supportops.customer import MOST_ANSWERS, Asking, CustomerAnswer
from supportops.decision import Latent
from supportops.errors import CaseError
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.records import artifact_ref
from supportops.reply import Claim, read
from supportops.reply.force import Force
from supportops.scoring import (
    EVIDENCE,
    coverage,
    grade,
    guaranteed,
    shown_coverage,
    visible_reply,
)
from supportops.validation import certificate, file_problems
from supportops.vocabulary import FULL, RefusalCode, RewardMode
from supportops.workflow import advance
from tests.play import DRAFT, INSPECT, MUG, REVIEW, SUBMIT, act, altered, played, steps_of

ASKABLE = [family for family in FAMILIES if archetype(family).wanted]
assert ASKABLE == ["damaged_item", "wrong_item"]

Kinds = tuple[CaseFile, CaseFile]


def _kinds(family: str, number: int, *overlays: str) -> Kinds:
    """A case in which nothing comes, and one that has something to come, on the same desk."""
    kind = archetype(family)
    draw = Draw("kinds", family, number)
    space = kind.table.space
    policy = draw.pick("policy", space.policies)
    latents = [Latent(world, policy) for world in space.worlds]
    hiding = [one for one in latents if asks_at_first(kind, one)]
    full = draw.pick("latent", [one for one in hiding if as_on_file(kind, one) != one.facts])
    empty = Latent(as_on_file(kind, full), policy)
    scene = Scene(draw, kind.goods)
    without = overlaid(plain_desk(kind, empty, scene), overlays)
    hidden = overlaid(plain_desk(kind, full, scene), (ASKED_FIRST, *overlays))
    return case_of(without, "gen/x/test/0"), case_of(hidden, "gen/x/test/0")


OVERLAID = ((), ("reordered",), ("relabelled", "other_edition"), ("distractors", "other_region"))
KINDS = [
    _kinds(family, number, *OVERLAID[number % len(OVERLAID)])
    for family, number in product(ASKABLE, range(20))
]
NOTHING, SOMETHING = ([pair[side] for pair in KINDS] for side in (0, 1))

asked_tasks = st.builds(
    "gen/{}/{}/{}{}".format,
    st.sampled_from(ASKABLE),
    st.sampled_from(("train", "dev", "test", "test_policy")),
    st.integers(0, 99),
    st.sampled_from(("", "#twin")),
)


def _asking(file: CaseFile) -> Asking:
    assert file.asking
    return file.asking


def _sent(file: CaseFile) -> str:
    assert file.sent
    return file.sent.id


def _asked(file: CaseFile, times: int = 1, **fields: object) -> Case:
    """A case whose customer was asked so many times."""
    request = act(DRAFT, _asking(file).request)
    return played(file, [act(REVIEW), *[request] * times], **fields)


# What is heard.


@pytest.mark.parametrize("file", [*NOTHING[:4], *SOMETHING[:4]])
def test_an_answer_is_shown_with_the_draft_and_is_then_the_message_of_the_customer(
    file: CaseFile,
) -> None:
    first, *_ = _asking(file).answers
    env = _environment_on(file)
    before = env.step(act(REVIEW))
    after = env.step(act(DRAFT, _asking(file).request))

    assert before.customer_message == file.ticket.message
    assert after.customer_message == first.message
    assert after.last_tool_result
    assert after.last_tool_result.startswith("Draft saved (")
    assert first.message in after.last_tool_result
    assert before.remaining_steps - after.remaining_steps == 1
    assert after.phase == "drafted"


def _environment_on(file: CaseFile) -> SupportOpsEnvironment:
    env = SupportOpsEnvironment()
    env.reset(task_id=MUG.task_id)
    assert env.case
    env.case.file = file
    return env


UNHEARD: Mapping[str, Callable[[str], str]] = {
    "keywords": lambda request: SALAD,
    "too short": lambda request: "Please send us a photo.",
    "quoted": lambda request: (
        f'A colleague wants to write this to you. "{request}" I wonder what you think of it.'
    ),
    "questioned": lambda request: request.replace(". ", "? "),
    "negated": lambda request: (
        "Thank you for your message about the order. We do not need a photo from you, and you do "
        "not have to send one. We have all that we need to look into this for you."
    ),
    "conditional": lambda request: (
        "Thank you for your message about the order. If we should need a photo of the label or "
        "of the damage, we would let you know. You hear from us soon, and I wish you a nice day."
    ),
    "with another outcome": lambda request: (
        f"{request} In any case we are sending you a refund today."
    ),
    "no sentences": lambda request: (
        "Please send a photo. Photo please. A photo, now! Please! Photo!"
    ),
}
"""Drafts that commit to no request, or not to it alone, by what keeps them from it."""


@pytest.mark.parametrize("file", [*NOTHING[::9], *SOMETHING[::9]])
@pytest.mark.parametrize("kind", UNHEARD)
def test_a_draft_that_does_not_commit_to_the_request_alone_is_answered_by_nobody(
    kind: str, file: CaseFile
) -> None:
    draft = UNHEARD[kind](_asking(file).request.replace("\n", " "))
    case = played(file, [act(REVIEW), act(DRAFT, draft)])

    assert case.draft == draft
    assert case.heard == 0


@pytest.mark.parametrize("file", SOMETHING)
def test_a_reply_that_decides_the_case_is_answered_by_nobody(file: CaseFile) -> None:
    assert played(file, [act(REVIEW), act(DRAFT, file.reply)]).heard == 0


@pytest.mark.parametrize("file", [NOTHING[0], SOMETHING[0]])
@pytest.mark.parametrize("flaw", [None, "not written in sentences"])
@pytest.mark.parametrize("further", [(), ("send_replacement",)])
def test_what_the_reader_makes_of_a_draft_decides_whatever_its_words(
    file: CaseFile, flaw: str | None, further: tuple[str, ...]
) -> None:
    claims = (Claim("form", flaw, Force.ASSERTED, 0, 0),) if flaw else ()
    codes = (_asking(file).code, *further)
    claimed = replace(
        read(file.reply, file), claims=claims, shown_commitments=codes, shown_flaw=flaw
    )
    with mock.patch.object(workflow, "read", return_value=claimed):
        case = played(file, [act(REVIEW), act(DRAFT, "Not a word about it.")])

    assert case.heard == (flaw is None and not further)


@pytest.mark.parametrize("file", [*NOTHING, *SOMETHING])
def test_a_customer_answers_twice_at_most_and_sends_once_at_most(file: CaseFile) -> None:
    case, stages = _asked(file, MOST_ANSWERS + 2), file.stages

    assert case.heard == len(_asking(file).answers) <= MOST_ANSWERS
    assert [stage.artifacts != file.artifact_of for stage in stages] == [
        *[False] * (len(stages) - 1),
        file.sent is not None,
    ]
    *_, last = steps_of(file, [act(REVIEW), *_requests(file, case.heard + 1)], RewardMode.SHAPED)
    assert last.result
    assert "customer answers" not in last.result


def _requests(file: CaseFile, times: int) -> list[ToolUseAction]:
    return [act(DRAFT, _asking(file).request)] * times


def test_every_trait_occurs_in_every_one_of_its_wordings() -> None:
    heard = {
        stage.message
        for family in ASKABLE
        for number in range(300)
        for file in [case_file(f"gen/{family}/train/{number}")]
        for stage in file.stages[1:]
    }
    answers = [one for traits in (SENDING, REFUSING) for trait in traits.values() for one in trait]

    for text in chain.from_iterable(answers):
        longest = max(re.split(r"\{\w+\}", text), key=len)
        assert any(longest in message for message in heard), text


# What was sent.


@pytest.mark.parametrize("file", SOMETHING)
def test_what_the_customer_sends_is_unknown_before_it_comes_and_evidence_after(
    file: CaseFile,
) -> None:
    sent, inspect = _sent(file), act(INSPECT, _sent(file))
    times = len(_asking(file).answers)
    for early in range(times):
        refusal = advance(_asked(file, early), inspect).refusal
        assert refusal
        assert refusal.code is RefusalCode.UNKNOWN_ARTIFACT
        assert sent not in refusal.message.partition("use")[2]
    step = advance(case := _asked(file, times), inspect)

    assert step.result == file.texts[artifact_ref(sent)]
    assert artifact_ref(sent) in case.evidence


@given(asked_tasks)
def test_the_records_that_are_offered_are_those_that_can_be_inspected(task_id: str) -> None:
    file = case_file(task_id)
    for heard in range(len(file.stages)):
        env = SupportOpsEnvironment()
        env.reset(task_id=task_id)
        env.step(act(REVIEW))
        for request in _requests(file, heard):
            seen = env.step(request)
            for name in (*file.artifact_of, *([file.sent.id] if file.sent else [])):
                refused = SupportOpsEnvironment.restore(env.snapshot()).step(act(INSPECT, name))
                assert (refused.last_action_error is None) == (name in seen.available_artifacts)
                assert (name in seen.workspace_summary) == (name in seen.available_artifacts)


# Two kinds that look the same.


@pytest.mark.parametrize("pair", KINDS)
@pytest.mark.parametrize("mode", RewardMode)
def test_the_two_kinds_are_the_same_bytes_until_the_customer_answers(
    pair: Kinds, mode: RewardMode
) -> None:
    nothing, something = pair
    useless = artifact_ref(next(iter({*nothing.artifact_of} - {*nothing.table.records})))
    looks = [look(ref) for ref in (*sorted(nothing.relevant), useless)]
    drafts = [act(DRAFT, text) for text in (something.reply, SALAD, nothing.reply[:70])]
    drafts = [draft for draft in drafts if played(nothing, [act(REVIEW), draft]).heard == 0]
    orders = [looks, looks[::-1], [step for one in looks for step in (one, drafts[0])]]
    for order in orders:
        for extra in ([], drafts, [act(INSPECT, _sent(something)), *drafts]):
            for cut in (2, 5, len(order)):
                actions = [*order[:cut], *extra, *order[cut:]]
                assert _seen(nothing, actions, mode) == _seen(something, actions, mode)


def _seen(file: CaseFile, actions: list[ToolUseAction], mode: RewardMode) -> list[str]:
    env = _environment_on(file)
    assert env.case
    env.case.reward_mode = mode
    return [env.step(action).model_dump_json() for action in actions]


@given(st.sampled_from(KINDS), st.sampled_from(RewardMode), st.data())
def test_no_path_to_the_answer_tells_which_kind_a_case_is(
    pair: Kinds, mode: RewardMode, data: st.DataObject
) -> None:
    nothing, something = pair
    acts = st.one_of(
        st.sampled_from(sorted(something.texts)).map(look),
        st.sampled_from([something.reply, SALAD, " "]).map(lambda text: act(DRAFT, text)),
        st.sampled_from([act(SUBMIT, "nothing"), act(REVIEW)]),
    )
    actions = data.draw(st.lists(acts, max_size=nothing.budget + 1))

    assert _seen(nothing, actions, mode) == _seen(something, actions, mode)


@pytest.mark.parametrize("pair", KINDS)
def test_what_is_public_of_the_two_kinds_is_the_same(pair: Kinds) -> None:
    nothing, something = pair

    for name in ("budget", "difficulty", "relevant", "codes", "ticket", "policies", "artifacts"):
        assert getattr(nothing, name) == getattr(something, name), name
    assert set(nothing.proofs) == set(something.proofs)
    assert nothing.gold.resolution == _asking(nothing).code != something.gold.resolution


def test_all_cases_of_a_family_share_a_budget_that_is_enough_for_two_requests() -> None:
    for family in ASKABLE:
        files = [
            case_file(f"gen/{family}/test/{number}{t}")
            for number in range(100)
            for t in ("", "#twin")
        ]
        assert len({file.budget for file in files}) == 1
        for file in files:
            everything = len(file.deciding | file.relevant)
            assert everything + MOST_ANSWERS + 2 <= file.budget


@pytest.mark.parametrize("family", ASKABLE)
def test_both_kinds_occur_in_every_split_in_which_they_may(family: str) -> None:
    for split in ("train", "dev", "test", "test_policy"):
        files = [case_file(f"gen/{family}/{split}/{number}") for number in range(100)]
        assert any(file.sent for file in files)
        assert any(file.gold.resolution == _asking(file).code for file in files)
    assert not any(case_file(f"gen/{family}/test_overlay/{number}").sent for number in range(100))


# What it is worth.


@pytest.mark.parametrize("file", SOMETHING)
def test_a_case_with_something_to_come_is_sound_and_valid_as_data(file: CaseFile) -> None:
    assert file_problems(file) == []
    assert CaseFile.model_validate_json(file.model_dump_json()).digest == file.digest


@pytest.mark.parametrize("file", [*NOTHING, *SOMETHING])
def test_the_oracle_asks_as_often_as_it_has_to_and_scores_one_on_the_shortest_path(
    file: CaseFile,
) -> None:
    plan = oracle_plan(file)
    case = played(file, plan)

    assert case.card
    assert case.card.basis_points == FULL
    assert len(plan) == file.par
    assert case.heard == (len(_asking(file).answers) if file.sent else 1)


@pytest.mark.parametrize("file", [*NOTHING[::8], *SOMETHING[::4]], ids=str)
def test_no_path_is_shorter_than_par(file: CaseFile) -> None:
    """Breadth first over evidence and answers: the earliest case that would be graded perfect."""
    refs = sorted(file.deciding | file.relevant)
    actions = [*map(look, refs), *_requests(file, 1), act(DRAFT, file.reply)]
    layer, seen, steps = [Case(file)], set(), 0
    while not any(_closes_perfectly(case) for case in layer):
        steps, following = steps + 1, []
        for case, action in product(layer, actions):
            moved = advance(replace(case), action).case
            key = (frozenset(moved.evidence), moved.heard, moved.draft)
            if key not in seen:
                seen.add(key)
                following.append(moved)
        layer = following

    assert steps + 1 == file.par


def _closes_perfectly(case: Case) -> bool:
    closed = advance(replace(case), act(SUBMIT, case.file.gold.resolution)).case
    if closed.card is None:
        return False
    parts = {part.name: part.earned == part.possible for part in closed.card.components}
    return all(parts[name] for name in ("resolution", "evidence", "reply"))


@pytest.mark.parametrize("file", SOMETHING)
def test_whoever_never_asks_cannot_be_justified_where_something_is_to_come(file: CaseFile) -> None:
    ref = artifact_ref(_sent(file))
    everything = [look(other) for other in sorted(file.relevant)]
    case = played(file, [*everything, act(DRAFT, file.reply), act(SUBMIT, file.gold.resolution)])

    assert all(ref in refs for refs in file.gold.evidence)
    assert case.card
    assert case.card.basis_points < FULL
    assert [p.name for p in case.card.components if p.earned < p.possible][:2] == [
        "resolution",
        "evidence",
    ]


@pytest.mark.parametrize("file", SOMETHING)
def test_closing_with_the_request_is_wrong_where_something_is_to_come(file: CaseFile) -> None:
    asking = _asking(file)
    looks = [look(ref) for ref in sorted(file.relevant)]
    case = played(file, [*looks, *_requests(file, 1), act(SUBMIT, asking.code)])

    assert case.card
    assert case.card.components[0].earned == 0


@pytest.mark.parametrize("file", NOTHING)
def test_closing_with_the_request_stays_right_where_nothing_comes(file: CaseFile) -> None:
    looks = [look(ref) for ref in sorted(file.relevant)]
    for times in (1, MOST_ANSWERS):
        case = played(file, [*looks, *_requests(file, times), act(SUBMIT, _asking(file).code)])
        assert case.card
        assert all(p.earned == p.possible for p in case.card.components[:3])


@pytest.mark.parametrize("file", SOMETHING)
def test_what_came_counts_in_the_place_of_what_was_on_file(file: CaseFile) -> None:
    case = played(file, [look(ref) for ref in sorted(file.relevant)])
    assert shown_coverage(case) == FULL
    for request in _requests(file, len(_asking(file).answers)):
        advance(case, request)
    assert shown_coverage(case) < FULL
    advance(case, look(artifact_ref(_sent(file))))

    assert shown_coverage(case) == FULL
    assert case.stage.relevant == file.deciding


@pytest.mark.parametrize("file", [*NOTHING, *SOMETHING])
def test_what_a_draft_shows_itself_to_be_worth_does_not_tell_what_the_customer_has(
    file: CaseFile,
) -> None:
    looks = [look(ref) for ref in sorted(file.relevant)]
    drafted = visible_reply(played(file, [*looks, act(DRAFT, file.reply)]))
    other = next(pair for pair in KINDS if file in pair)
    shown = {visible_reply(played(one, [*looks, act(DRAFT, file.reply)])) for one in other}

    assert shown == {drafted}


@pytest.mark.parametrize("file", SOMETHING)
def test_what_was_on_file_before_the_record_came_guarantees_nothing(file: CaseFile) -> None:
    refs = sorted(file.relevant)
    for size in range(len(refs) + 1):
        for read_first in combinations(refs, size):
            case = played(file, map(look, read_first))
            assert guaranteed(case) <= EVIDENCE * coverage(case) // (2 * FULL)
            for request in _requests(file, len(_asking(file).answers)):
                advance(case, request)
            before = guaranteed(case)
            advance(case, look(artifact_ref(_sent(file))))
            assert before <= guaranteed(case) <= EVIDENCE * coverage(case) // (2 * FULL)


@given(st.sampled_from([*NOTHING, *SOMETHING]), st.data())
def test_what_is_guaranteed_is_never_more_than_what_comes_in_the_end(
    file: CaseFile, data: st.DataObject
) -> None:
    acts = st.sampled_from(
        [*map(look, sorted(file.texts)), *_requests(file, 1) * 4, act(DRAFT, file.reply)]
    )
    ends = st.sampled_from([act(SUBMIT, code) for code in file.codes])
    case = Case(file, RewardMode.DELTA)
    rewards, least = [], 0
    for action in [*data.draw(st.lists(acts, max_size=file.budget - 1)), data.draw(ends)]:
        least = max(least, guaranteed(case)) if case.is_open else least
        rewards.append(advance(case, action).reward)
    while case.is_open:
        least = max(least, guaranteed(case))
        rewards.append(advance(case, act(REVIEW)).reward)

    assert case.card
    assert min(rewards) >= 0
    assert sum(rewards) == case.card.basis_points >= least
    assert case.card == grade(case)


@given(asked_tasks)
def test_no_look_pays_as_much_as_a_step_costs_where_the_customer_can_be_asked(task_id: str) -> None:
    file = case_file(task_id)
    case, step_costs = Case(file), 1000 // (file.budget - file.par)
    for action in oracle_plan(file)[:-1]:
        assert advance(case, action).reward < step_costs


# Replay, and everybody else.


@given(asked_tasks, st.integers(0, 13))
def test_an_episode_with_answers_is_replayed_resumed_and_forked(task_id: str, cut: int) -> None:
    file = case_file(task_id)
    plan = [*oracle_plan(file)[:-2], *_requests(file, 2), *oracle_plan(file)[-2:]]
    env = SupportOpsEnvironment()
    env.reset(task_id=task_id)
    for action in plan[:cut]:
        env.step(action)
    fork = SupportOpsEnvironment.restore(env.snapshot())
    env.mend()

    assert fork.case == env.case
    for action in plan[cut:]:
        assert env.step(action) == fork.step(action)
    assert env.state == fork.state


@given(asked_tasks)
def test_the_customer_answers_the_same_whenever_the_case_is_made(task_id: str) -> None:
    again = case_of(desk_at(Address.parsed(task_id)), task_id)

    assert case_file(task_id).asking == again.asking


@pytest.mark.parametrize("family", ASKABLE)
@pytest.mark.parametrize("seed", range(20))
def test_agents_that_do_no_honest_work_play_to_the_end(family: str, seed: int) -> None:
    for agent in (RandomAgent(seed), DoNothingAgent()):
        env = SupportOpsEnvironment()
        seen: ToolUseObservation = env.reset(task_id=f"gen/{family}/test/{seed}")
        while not seen.done:
            action = agent.act(seen)
            assert action
            seen = env.step(action)
        assert 0 <= seen.current_score <= 1


@pytest.mark.parametrize("task_id", TASK_IDS)
def test_nobody_answers_in_a_named_case(task_id: str) -> None:
    file = case_file(task_id)
    request = (
        "Dear customer, thank you for writing to us about this. Please send us a photo of the "
        "article, so that we can go on. We look into it as soon as your picture is here."
    )
    seen = SupportOpsEnvironment()
    seen.reset(task_id=task_id)
    seen.step(act(REVIEW))
    after = seen.step(act(DRAFT, request))

    assert file.asking is None
    assert len(file.stages) == 1
    assert after.last_tool_result == (
        f"Draft saved ({len(request)} characters). It is sent when you submit."
    )
    assert after.customer_message == file.ticket.message


def test_a_family_that_protects_somebody_from_the_writer_has_nothing_to_ask_for() -> None:
    for family in ("third_party_disclosure", "gift_card_scam", "account_takeover"):
        assert archetype(family).wanted is None
        assert case_file(_home(family)).asking is None


def _home(family: str) -> str:
    return f"gen/{family}/{'test_archetype' if family.startswith('third') else 'test'}/0"


# What is wrong with answers.


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"code": "send_nothing"}, "unknown code 'send_nothing'"),
        ({"record": "drawer"}, "unknown artifact 'drawer'"),
        ({"on_file": True}, "sends what is on file"),
        ({"answers": ()}, "0 answers"),
        ({"answers": (CustomerAnswer(message="No."),) * 3}, "3 answers"),
        ({"answers": (CustomerAnswer(message=" "),)}, "an answer is blank"),
    ],
)
def test_answers_that_do_not_fit_their_case_are_refused(
    change: dict[str, object], problem: str
) -> None:
    asking = Asking.model_validate(dict(_asking(SOMETHING[0])) | change)
    with pytest.raises(CaseError, match=problem):
        altered(SOMETHING[0], asking=asking)


def test_only_the_last_answer_brings_something() -> None:
    first = next(file for file in SOMETHING if len(_asking(file).answers) == 1)
    [answer] = _asking(first).answers
    twice = Asking.model_validate(dict(_asking(first)) | {"answers": (answer, answer)})

    with pytest.raises(CaseError, match="before the last"):
        altered(first, asking=twice)


def test_an_answer_that_spells_a_code_is_refused() -> None:
    file = NOTHING[0]
    told = CustomerAnswer(message=f"Just do {file.codes[0]}.")
    asking = Asking.model_validate(dict(_asking(file)) | {"answers": (told,)})

    with pytest.raises(CaseError, match="answer 1 of the customer spells"):
        altered(file, asking=asking)


def test_the_certificate_shows_that_the_record_comes_only_when_asked_for() -> None:
    task = next(
        f"gen/damaged_item/train/{number}"
        for number in range(100)
        if case_file(f"gen/damaged_item/train/{number}").sent
    )
    text, file = certificate(case_file(task)), case_file(task)

    assert f"asked by {_asking(file).code}, the customer answers:" in text
    assert f"(brings artifact:{_sent(file)})" in text
    assert f"read in artifact:{_sent(file)}: RECORD" in text or f"artifact:{_sent(file)}: " in text


def test_there_is_nothing_to_ask_for_in_a_family_that_does_not_say_so() -> None:
    kind = archetype("late_delivery")
    space = kind.table.space
    desk = plain_desk(
        kind, Latent(space.worlds[0], space.policies[0]), Scene(Draw("x"), kind.goods)
    )

    with pytest.raises(ValueError, match="nothing to ask"):
        overlaid(desk, (ASKED_FIRST,))
    assert ASKED_FIRST not in OVERLAYS
