"""The grader: worked examples in exact basis points, and the relations every score obeys."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, combinations, permutations, product
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.agents import Agent
from supportops.agents.baselines import SALAD, DoNothingAgent, RandomAgent
from supportops.agents.scripted import look, oracle_plan
from supportops.case import Case
from supportops.casefile import CaseFile, Stated
from supportops.cases import SPLITS, TASK_IDS, case_file, split_size, task_at
from supportops.decision import Fact, Harm, Rule, Table
from supportops.environment import SupportOpsEnvironment
from supportops.reply import is_known, read
from supportops.rewards import shaped_progress
from supportops.scoring import (
    HARM_CAP,
    VISIBLE_VALUES,
    coverage,
    current,
    grade,
    guaranteed,
    visible_reply,
)
from supportops.vocabulary import FULL, Phase, RewardMode
from tests.play import (
    CHARGE,
    DRAFT,
    FILES,
    MUG,
    REVIEW,
    TAKEOVER,
    act,
    altered,
    good,
    otherwise,
    played,
    resolved,
    steps_of,
)
from tests.replies import PAID_OUT, all_commitments, partial, replies_to

PUBLISHED = [split for split in SPLITS if split != "private"]
every_file = pytest.mark.parametrize("file", FILES, ids=TASK_IDS)

EVIDENCE = MUG.gold.evidence[0]
REFUNDED = "refund_original_payment"

# Resolution, evidence, reply, efficiency: what each earns, and the final score.
WORKED = {
    "perfect play": (resolved(MUG), (4500, 2500, 2000, 1000), 10_000),
    "two steps more than needed": (resolved(MUG, idle=2), (4500, 2500, 2000, 500), 9500),
    "one fact of three not stated": (
        resolved(MUG, reply=partial(MUG)),
        (4500, 2500, 1500, 1000),
        9500,
    ),
    "a reply of keywords": (resolved(MUG, reply=SALAD), (4500, 2500, 0, 1000), 8000),
    "one record of five not read": (
        resolved(MUG, evidence=EVIDENCE[1:]),
        (3600, 2000, 1500, 0),
        7100,
    ),
    "one record read": (resolved(MUG, evidence=EVIDENCE[:1]), (900, 500, 1000, 0), 2400),
    "the article read": (resolved(MUG, evidence=EVIDENCE[4:]), (900, 500, 1500, 0), 2900),
    "nothing read": (resolved(MUG, evidence=(), idle=1), (0, 0, 0, 0), 0),
    "a safe fallback": (resolved(MUG, code="escalate_to_supervisor"), (1125, 2500, 0, 0), 3625),
    "a safe fallback on two of five": (
        resolved(MUG, code="escalate_to_supervisor", evidence=EVIDENCE[:2]),
        (450, 1000, 0, 0),
        1450,
    ),
    "a wrong resolution": (resolved(MUG, code=REFUNDED), (0, 1250, 0, 0), 1250),
    "a wrong resolution that the reply agrees with": (
        resolved(MUG, code=REFUNDED, reply=PAID_OUT[MUG.task_id]),
        (0, 1250, 0, 0),
        1250,
    ),
    "a harmful resolution": (
        resolved(MUG, code="refund_and_send_replacement"),
        (0, 1250, 0, 0),
        1000,
    ),
    "a harmful resolution on one of five": (
        resolved(MUG, code="refund_and_send_replacement", evidence=EVIDENCE[:1]),
        (0, 250, 0, 0),
        250,
    ),
}


@pytest.mark.parametrize("example", WORKED)
def test_a_worked_example_scores_what_the_formula_says(example: str) -> None:
    case, parts, total = WORKED[example]

    assert case.card is not None
    assert tuple(part.earned for part in case.card.components) == parts
    assert case.card.basis_points == total
    assert case.card.violation == MUG.harm_of.get(case.resolution or "")


@pytest.mark.parametrize(("read", "half"), [*enumerate([0, 250, 500, 750, 1000, 1250])])
def test_an_exhausted_case_earns_half_of_its_evidence(read: int, half: int) -> None:
    looks = [look(ref) for ref in EVIDENCE[:read]]
    idle = [good(REVIEW)] * (MUG.budget - read)
    case = played(MUG, [*looks, good(DRAFT), *idle])

    assert case.phase is Phase.EXHAUSTED
    assert case.card is not None
    assert [part.earned for part in case.card.components] == [0, half, 0, 0]
    assert case.card.components[1].why == (
        f"read {read} of 5 that such cases turn on; half, as unresolved"
    )
    assert case.card.basis_points == half


@every_file
def test_running_out_is_worth_the_same_whatever_the_outcome(file: CaseFile) -> None:
    for other, refs in product(otherwise(file), _subsets(file.relevant)):
        ends = [Case(one, phase=Phase.EXHAUSTED, evidence=refs) for one in (file, other)]
        assert grade(ends[0]) == grade(ends[1])


EFFICIENCY = {
    MUG.task_id: [1000, 750, 500, 250, 0],
    CHARGE.task_id: [1000, 750, 500, 250, 0],
    TAKEOVER.task_id: [1000, 833, 666, 500, 333, 166, 0],
}
"""By steps beyond the shortest path, up to the last that the budget has."""


@every_file
def test_efficiency_falls_from_the_shortest_path_to_the_budget(file: CaseFile) -> None:
    slower = range(file.budget - file.par + 1)
    earned = [_earned(resolved(file, idle=idle), "efficiency") for idle in slower]

    assert earned == EFFICIENCY[file.task_id]


def test_efficiency_is_rounded_down_once() -> None:
    tight = altered(MUG, budget=10)

    assert [_earned(resolved(tight, idle=n), "efficiency") for n in range(4)] == [1000, 666, 333, 0]


@pytest.mark.parametrize(
    ("read", "share"),
    [
        ((), 0),
        (("order",), 3333),
        (("order", "attachment"), 6666),
        (("order", "inventory", "history"), 7500),
        (("order", "attachment", "inventory", "history"), 7500),
        (("payment", "account", "shipment"), 0),
    ],
)
def test_coverage_is_that_of_the_minimal_set_that_fits_best(
    read: tuple[str, ...], share: int
) -> None:
    case = Case(_two_ways(), evidence=tuple(f"artifact:{name}" for name in read))

    assert coverage(case) == share


@pytest.mark.parametrize("way", [0, 1])
def test_either_minimal_set_justifies_the_resolution(way: int) -> None:
    file = _two_ways()
    assert len(file.gold.evidence) == 2
    case = resolved(file, evidence=file.gold.evidence[way])

    assert coverage(case) == FULL
    assert _earned(case, "resolution") == 4500
    assert file.par == 5


@every_file
def test_a_reply_that_commits_to_another_code_than_the_submitted_one_is_worth_nothing(
    file: CaseFile,
) -> None:
    assert _earned(resolved(file, reply=PAID_OUT[file.task_id]), "reply") == 0
    assert _earned(resolved(file, code=file.gold.fallbacks[0]), "reply") == 0


@every_file
def test_a_reply_that_commits_to_several_outcomes_is_worth_nothing(file: CaseFile) -> None:
    case = resolved(file, reply=all_commitments(file))

    assert _earned(case, "reply") == visible_reply(case) == 0


def test_a_reply_without_a_commitment_is_worth_nothing() -> None:
    reply = (
        "Dear Maya, I am sorry about the broken mug of order HL-58213. You do not have to return "
        "it. You will hear from our warehouse within 2 business days."
    )

    assert _earned(resolved(MUG, reply=reply), "reply") == 0


PROMISES = {
    "a day of arrival": (MUG, "It arrives with you on Friday."),
    "a voucher or discount": (MUG, "There is a voucher in the parcel as well."),
    "money at once": (CHARGE, "The money is on your account today."),
    "money": (TAKEOVER, "You will have your money back in no time."),
    "what we saw": (TAKEOVER, "We saw a sign-in from a phone that was new to us."),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_a_forbidden_promise_makes_the_reply_worthless(promise: str) -> None:
    file, sentence = PROMISES[promise]
    case = resolved(file, reply=f"{file.reply} {sentence}")

    assert case.reading is not None
    assert case.reading.promises == (promise,)
    assert _earned(case, "reply") == 0


@pytest.mark.parametrize("promise", PROMISES)
def test_a_forbidden_promise_shows(promise: str) -> None:
    file, sentence = PROMISES[promise]

    assert visible_reply(_drafted(file, file.reply, file.relevant)) > 0
    assert visible_reply(_drafted(file, f"{file.reply} {sentence}", file.relevant)) == 0


@every_file
def test_a_draft_shows_itself_to_be_worth_what_it_names_of_what_was_read(file: CaseFile) -> None:
    values = read(file.reply, file).values
    for refs in _subsets(file.relevant):
        known = {value for value in values if is_known(value, refs, file)}
        shown = visible_reply(_drafted(file, file.reply, refs))
        assert shown == FULL * min(len(known), VISIBLE_VALUES) // VISIBLE_VALUES


FLAWED = {
    "short": "We are sending you a replacement for HL-58213.",
    "long": MUG.reply + " We are sorry for all of this." * 70,
    "not in sentences": SALAD,
    "a list": "- replacement of order HL-58213\n- 2 business days\n- no need to return the mug\n",
}


@pytest.mark.parametrize("flaw", FLAWED)
def test_a_reply_with_a_flaw_in_its_form_is_worth_nothing(flaw: str) -> None:
    case = resolved(MUG, reply=FLAWED[flaw])

    assert visible_reply(case) == 0
    assert _earned(case, "reply") == 0


@every_file
def test_a_fact_counts_once_it_was_read_in_one_of_its_sources(file: CaseFile) -> None:
    slots = len(file.claims) + 1
    for refs in _subsets(file.relevant):
        stated = sum(any(claim.written in file.texts[ref] for ref in refs) for claim in file.claims)
        case = _drafted(file, file.reply, refs)
        assert _earned(_closed(case, file.gold.resolution), "reply") == (
            2000 * (FULL * (stated + 1) // slots) // FULL if stated else 0
        )


@every_file
def test_what_an_open_case_shows_and_pays_is_the_same_for_every_outcome(file: CaseFile) -> None:
    drafted = [_drafted(file, reply, ()) for reply in (file.reply, PAID_OUT[file.task_id])]
    others = list(otherwise(file))
    assert others
    for draft, refs in product(drafted, _subsets(file.relevant)):
        case = replace(draft, evidence=refs)
        assert {_open(replace(case, file=other)) for other in others} == {_open(case)}


@every_file
def test_which_facts_a_reply_has_to_state_never_shows_in_an_open_case(file: CaseFile) -> None:
    drafted, terse = _drafted(file, file.reply, ()), altered(file, claims=file.claims[:1])
    for refs in _subsets(file.relevant):
        case = replace(drafted, evidence=refs)
        assert _open(replace(case, file=terse)) == _open(case)


@every_file
def test_the_right_code_and_the_right_reply_without_any_evidence_are_worth_nothing(
    file: CaseFile,
) -> None:
    for reply in (file.reply, SALAD, all_commitments(file)):
        case = resolved(file, evidence=(), idle=1, reply=reply)
        assert case.card is not None
        assert case.card.basis_points == 0


@every_file
def test_what_is_read_in_which_order_changes_no_score(file: CaseFile) -> None:
    case = resolved(file)
    for order in permutations(file.gold.evidence[0]):
        assert grade(replace(case, evidence=order)) == case.card


@every_file
def test_more_evidence_and_fewer_steps_never_lower_a_score(file: CaseFile) -> None:
    drafted = [_drafted(file, reply, ()) for reply in (*replies_to(file), SALAD)]
    for case, code, refs in product(drafted, file.codes, _subsets(file.relevant)):
        less = replace(case, evidence=refs)
        more = [replace(case, evidence=(*refs, ref)) for ref in file.relevant.difference(refs)]
        for better in (*more, replace(less, steps=less.steps - 1)):
            assert _final(better, code) >= _final(less, code)


@every_file
def test_no_end_of_a_case_is_worth_less_than_was_guaranteed(file: CaseFile) -> None:
    drafted = [_drafted(world, SALAD, ()) for world in (file, *otherwise(file))]
    for draft, refs in product(drafted, _subsets(file.relevant)):
        case = replace(draft, evidence=refs)
        assert guaranteed(case) <= min(_ends(case))


@given(st.sampled_from(PUBLISHED), st.integers(0, 999), st.data())
def test_no_end_of_a_generated_case_is_worth_less_than_was_guaranteed(
    split: str, number: int, data: st.DataObject
) -> None:
    file = case_file(task_at(split, number % split_size(split)))
    refs = data.draw(st.sets(st.sampled_from(sorted(file.relevant))))
    case = _drafted(file, SALAD, refs)

    assert guaranteed(case) <= min(_ends(case))


@every_file
def test_what_is_guaranteed_grows_with_the_evidence_up_to_the_cap_of_harm(file: CaseFile) -> None:
    for refs in _subsets(file.relevant):
        least = guaranteed(_drafted(file, SALAD, refs))
        assert 0 <= least <= HARM_CAP
        for ref in file.relevant.difference(refs):
            assert guaranteed(_drafted(file, SALAD, (*refs, ref))) >= least
    assert guaranteed(_drafted(file, SALAD, ())) == 0
    assert guaranteed(_drafted(file, SALAD, file.relevant)) == HARM_CAP


@pytest.mark.parametrize(
    ("harms", "least"),
    [
        ((), 1250),
        ((Harm(code="deny_out_of_window", harm="it hurts"),), HARM_CAP),
        ((Harm(code="deny_out_of_window", when="not ours", harm="it would hurt"),), HARM_CAP),
    ],
    ids=["never", "here", "elsewhere"],
)
def test_what_is_guaranteed_counts_harm_that_could_be_and_not_only_harm_that_is(
    harms: tuple[Harm, ...], least: int
) -> None:
    file = _two_ways(*harms)

    assert guaranteed(_drafted(file, SALAD, file.relevant)) == least


@pytest.mark.parametrize(
    ("mode", "rewards"),
    [
        (RewardMode.SHAPED, [120, 120, 120, 120, 120, 60, 10_000]),
        (RewardMode.DELTA, [0, 312, 104, 209, 375, 0, 9000]),
        (RewardMode.TERMINAL, [0, 0, 0, 0, 0, 0, 10_000]),
    ],
)
def test_perfect_play_is_paid_in_these_steps(mode: RewardMode, rewards: list[int]) -> None:
    assert [step.reward for step in steps_of(MUG, oracle_plan(MUG), mode)] == rewards


def test_a_better_draft_pays_the_difference_and_a_worse_one_nothing() -> None:
    looks = oracle_plan(MUG)[:-2]
    drafts = [act(DRAFT, reply) for reply in (SALAD, partial(MUG), MUG.reply, SALAD)]
    rewards = [step.reward for step in steps_of(MUG, (*looks, *drafts), RewardMode.SHAPED)]

    assert rewards[len(looks) :] == [0, 30, 30, 0]


def test_a_draft_pays_when_what_it_names_is_read() -> None:
    acts = (good(REVIEW), good(DRAFT), *oracle_plan(MUG)[:5])
    rewards = [step.reward for step in steps_of(MUG, acts, RewardMode.SHAPED)]

    assert rewards == [0, 0, 150, 120, 120, 120, 150]


def test_what_is_of_no_use_pays_nothing() -> None:
    useless = [ref for ref in MUG.texts if ref not in MUG.relevant]
    steps = steps_of(MUG, (*map(look, useless), *map(look, useless)), RewardMode.SHAPED)

    assert not any(step.reward for step in steps)


def test_in_delta_mode_evidence_on_the_last_step_is_paid_exactly_once() -> None:
    acts = (*[good(REVIEW)] * (MUG.budget - 1), look(EVIDENCE[0]))
    steps = steps_of(MUG, acts, RewardMode.DELTA)

    assert [step.reward for step in steps] == [0] * (MUG.budget - 1) + [250]
    assert steps[-1].case.card is not None
    assert steps[-1].case.card.basis_points == 250


def test_a_score_says_why() -> None:
    case = resolved(MUG, code="escalate_to_supervisor", evidence=EVIDENCE[:4], reply=SALAD)
    assert case.card is not None
    whys = [part.why for part in case.card.components]

    assert whys == [
        "escalate_to_supervisor is a safe fallback, worth a quarter; worth only the evidence it "
        "rests on",
        "read 4 of 5 required, not read: policy:damaged_items",
        "the reply is not written in sentences",
        "counts only for the right resolution on full evidence",
    ]


def test_the_evidence_that_is_missing_is_named_for_the_set_that_fits_best() -> None:
    read = ("artifact:order", "artifact:attachment")
    case = resolved(_two_ways(), code=REFUNDED, evidence=read)
    assert case.card is not None

    assert case.card.components[1].why == (
        "read 2 of 3 required, not read: policy:damaged_items; half, as the case was not resolved "
        "rightly"
    )


@every_file
def test_doing_nothing_scores_zero(file: CaseFile) -> None:
    assert _score(file, DoNothingAgent()) == 0


@every_file
def test_guessing_scores_next_to_nothing(file: CaseFile) -> None:
    scores = [_score(file, RandomAgent(seed)) for seed in range(500)]

    assert 0 < mean(scores) <= 0.06
    assert sorted(scores)[494] <= 0.30


@every_file
def test_reading_everything_before_deciding_costs_all_efficiency(file: CaseFile) -> None:
    roomy = altered(file, budget=len(file.texts) + 2)

    assert _earned(resolved(roomy, evidence=file.texts), "efficiency") == 0


def _two_ways(*harms: Harm) -> CaseFile:
    """The mug on a small table: beside the order, a photo will do, or else stock and history."""
    records = {
        "ours": "order", "shown": "attachment", "stocked": "inventory", "honest": "history",
    }  # fmt: skip
    table = Table(
        article="damaged_items",
        facts=tuple(
            Fact(name=name, record=record, values=(False, True)) for name, record in records.items()
        ),
        rules=(
            Rule(when="ours and (shown or (stocked and honest))", code="send_replacement"),
            Rule(when="True", code=REFUNDED),
        ),
        harms=harms,
    )
    return altered(
        MUG,
        table=table,
        facts=tuple(Stated(name=name, value=True) for name in records),
        parameters=(),
        budget=9,
    )


def _open(case: Case) -> tuple[int, ...]:
    """What an open case shows and pays for, in basis points."""
    return tuple(value(case) for value in (current, guaranteed, shaped_progress))


def _drafted(file: CaseFile, reply: str, refs: Iterable[str], steps: int = 9) -> Case:
    """A case in which something was read and a reply drafted."""
    return Case(
        file,
        phase=Phase.DRAFTED,
        steps=steps,
        evidence=tuple(refs),
        draft=reply,
        reading=read(reply, file),
    )


def _closed(case: Case, code: str) -> Case:
    closed = replace(case, phase=Phase.RESOLVED, resolution=code)
    closed.card = grade(closed)
    return closed


def _final(case: Case, code: str) -> int:
    """The score of the case if it were resolved with this code, in basis points."""
    return grade(replace(case, phase=Phase.RESOLVED, resolution=code)).basis_points


def _ends(case: Case) -> list[int]:
    """The score of every end that can come next, in basis points."""
    exhausted = grade(replace(case, phase=Phase.EXHAUSTED))
    return [exhausted.basis_points, *(_final(case, code) for code in case.file.codes)]


def _earned(case: Case, name: str) -> int:
    assert case.card is not None
    return next(part.earned for part in case.card.components if part.name == name)


def _subsets(found: Iterable[str]) -> list[tuple[str, ...]]:
    refs = sorted(found)
    return list(chain.from_iterable(combinations(refs, size) for size in range(len(refs) + 1)))


def _score(file: CaseFile, agent: Agent) -> float:
    env = SupportOpsEnvironment()
    seen = env.reset(task_id=file.task_id)
    while not seen.done and (action := agent.act(seen)):
        seen = env.step(action)
    return seen.current_score
