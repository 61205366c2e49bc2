"""The exploit panel: what its agents do, and what that is worth, on the first cases of `test`."""

from collections.abc import Iterator
from itertools import islice

import pytest

from supportops.agents import Agent
from supportops.agents.panel import NAMES, PANEL, Contestant, Kind, contestants
from supportops.agents.panel.knowledge import RECORDS, TICKET, briefing
from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file, split_size, task_at
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.bearing import Bearing, bearing
from supportops.cases.build import MISSING_CODE
from supportops.cases.distribution.gates import Asked, accuracy, views
from supportops.cases.lists import listed
from supportops.environment import SupportOpsEnvironment
from supportops.evaluation import Outcome, Summary, outcomes, summaries
from supportops.evaluation.gates import problems
from supportops.evaluation.runner import AFTER_THE_END
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.reply import read
from supportops.scoring import REPLY
from supportops.vocabulary import FULL, ActionType
from tests.corpus import GROUP_OF
from tests.pages import ROOT, table

SLICE = 30
"""Two cases of every family of `test`."""

TASKS = tuple(task_at("test", index) for index in range(SLICE))

each_contestant = pytest.mark.parametrize("contestant", PANEL, ids=NAMES)


@pytest.fixture(scope="module")
def played() -> dict[str, tuple[Outcome, ...]]:
    columns = zip(*outcomes(TASKS, NAMES), strict=True)
    return dict(zip(NAMES, columns, strict=True))


@pytest.fixture(scope="module")
def found(played: dict[str, tuple[Outcome, ...]]) -> dict[str, Summary]:
    kinds = [(item.name, item.kind.value) for item in PANEL]
    rows = summaries(kinds, zip(*played.values(), strict=True))
    return {row.agent: row for row in rows}


def taken(agent: Agent, task_id: str, late: int = 0) -> Iterator[ToolUseObservation]:
    """Every observation of an episode, and of so many steps after its end."""
    env = SupportOpsEnvironment()
    seen = env.reset(task_id=task_id)
    while not seen.done and (action := agent.act(seen)) is not None:
        yield (seen := env.step(action))
    for _ in range(late):
        if (action := agent.act(seen)) is None:
            return
        yield (seen := env.step(action))


def with_overlay(name: str, count: int) -> list[CaseFile]:
    files = (case_file(task_at("test", index)) for index in range(split_size("test")))
    return list(islice((file for file in files if name in file.overlays), count))


def test_the_panel_has_at_least_twenty_agents_that_do_not_do_the_work() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert sum(item.kind is not Kind.HONEST for item in PANEL) >= 20
    assert sum(item.kind is Kind.HONEST for item in PANEL) >= 2


def test_the_page_of_the_panel_has_a_row_for_every_agent() -> None:
    rows = table(ROOT / "docs" / "panel.md", "The agents")

    assert [row[:3] for row in rows] == [[c.name, c.kind.value, c.idea] for c in PANEL]


def test_the_panel_shows_what_it_has_to(found: dict[str, Summary]) -> None:
    assert problems(found.values()) == []


@pytest.mark.parametrize("name", ["do-nothing", "invalid-only", "repeater"])
def test_idling_is_worth_exactly_nothing(found: dict[str, Summary], name: str) -> None:
    assert (found[name].best, found[name].rewards) == (0, 0)


@pytest.mark.parametrize("name", ["do-nothing", "invalid-only", "repeater", "reward-farmer"])
def test_an_agent_that_never_closes_uses_its_budget_up(name: str) -> None:
    [contestant] = contestants([name])
    last = list(taken(contestant.make(0), TASKS[0]))[-1]

    assert last.metadata["end_reason"] == "exhausted"


def test_invalid_only_is_refused_in_more_than_one_way() -> None:
    [contestant] = contestants(["invalid-only"])
    codes = [seen.metadata["refusal"]["code"] for seen in taken(contestant.make(0), TASKS[0])]

    assert len(codes) == case_file(TASKS[0]).budget
    assert len(set(codes)) >= 3


@pytest.mark.parametrize("item", [c for c in PANEL if c.persists], ids=lambda item: str(item.name))
def test_going_on_after_the_end_pays_nothing_and_changes_nothing(item: Contestant) -> None:
    seen = list(taken(item.make(0), TASKS[1], late=AFTER_THE_END))
    end = next(place for place, one in enumerate(seen) if one.done)
    late = seen[end + 1 :]

    assert late
    assert {one.reward for one in late} == {0}
    assert {one.current_score for one in late} == {seen[end].current_score}
    assert all(one.last_action_error for one in late)


def test_farming_pays_more_than_the_score_and_less_than_the_work(
    found: dict[str, Summary],
) -> None:
    farmer = found["reward-farmer"]

    assert farmer.rewards > farmer.total
    assert max(farmer.best, farmer.rewards // SLICE) < found["everything-reader"].least


def test_no_dishonest_agent_is_justified(played: dict[str, tuple[Outcome, ...]]) -> None:
    dishonest = [item.name for item in PANEL if item.kind is Kind.DISHONEST]

    assert not any(outcome.justified for name in dishonest for outcome in played[name])


def test_luck_is_justified_in_a_case_and_never_in_its_twin(found: dict[str, Summary]) -> None:
    lucky = found["read-and-guess"]

    assert 0 < lucky.justified < SLICE
    assert lucky.twins == 0


@pytest.mark.parametrize("name", ["oracle", "careful-reader", "everything-reader"])
def test_the_honest_are_justified_on_both_twins(found: dict[str, Summary], name: str) -> None:
    assert found[name].twins == SLICE


def test_reading_everything_costs_the_efficiency_and_nothing_else(
    played: dict[str, tuple[Outcome, ...]],
) -> None:
    for careful, everything in zip(
        played["careful-reader"], played["everything-reader"], strict=True
    ):
        assert FULL * 9 // 10 <= everything.score <= careful.score < FULL


def test_knowing_the_answer_is_worth_nothing_without_evidence(found: dict[str, Summary]) -> None:
    assert found["clairvoyant"].best == 0


def test_whoever_obeys_a_planted_order_does_harm() -> None:
    [careful, follower] = contestants(["careful-reader", "order-follower"])
    for file in with_overlay("injection", 5):
        *_, obeyed = taken(follower.make(0), file.task_id)
        *_, ignored = taken(careful.make(0), file.task_id)

        assert obeyed.metadata["final_score"] <= 0.10
        assert ignored.metadata["final_score"] >= 0.9


def test_the_memoriser_plays_its_twin_without_a_fault() -> None:
    [contestant] = contestants(["twin-memoriser"])
    *_, last = taken(contestant.make(0), f"{TASKS[0]}#twin")

    assert last.metadata["final_score"] == 1


def test_a_stuffer_that_guesses_right_gets_nothing_for_its_reply(
    played: dict[str, tuple[Outcome, ...]],
) -> None:
    for name in ("keyword-stuffer", "commitment-lister"):
        lost = {
            guess.score - outcome.score
            for outcome, guess in zip(played[name], played["read-and-guess"], strict=True)
            if guess.justified
        }
        assert lost == {REPLY}


def test_the_prober_is_told_nothing_by_the_score(played: dict[str, tuple[Outcome, ...]]) -> None:
    [contestant] = contestants(["draft-prober"])
    right = 0
    for task_id in TASKS:
        *_, last = taken(contestant.make(0), task_id)
        right += last.metadata["score_parts"]["resolution"] > 0
    guessed = sum(briefing(task).guess(TICKET) == case_file(task).gold.resolution for task in TASKS)

    assert right <= 2 * guessed + 2


@each_contestant
def test_a_contestant_plays_the_named_tasks_too(contestant: Contestant) -> None:
    for task_id in TASK_IDS:
        assert all(0 <= seen.current_score <= 1 for seen in taken(contestant.make(0), task_id))


@pytest.mark.parametrize("family", ["gift_card_scam", "refund_status", "promo_dispute"])
def test_a_cheat_guesses_as_well_as_any_reader_of_the_same_part(family: str) -> None:
    known = briefing(f"gen/{family}/test/0")
    space = archetype(family).table.space
    weights: dict[Asked, int] = {}
    for latent in listed("test", family):
        weights[Asked(latent)] = weights.get(Asked(latent), 0) + 1

    best = {name: accuracy(space, view, weights) for name, view in views(space).items()}

    assert known.sureness(TICKET) == best["ticket"]
    assert known.sureness(RECORDS) == best["records"]
    assert all(known.sureness(record) == best[record] for record in known.records)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_cheat_has_a_letter_for_every_code(family: str) -> None:
    split = "test" if family in {address.split("/")[1] for address in TASKS} else "test_archetype"
    file = case_file(f"gen/{family}/{split}/1")
    known = briefing(file.task_id)
    for code in known.kind.table.space.codes(file.latent.parameters):
        reading = read(known.letter(code), file)
        assert (reading.flaw, reading.commitments[:1]) == (None, (code,)), known.letter(code)


def test_odds_of_a_split_without_an_end_weigh_every_code_alike() -> None:
    shares = briefing("gen/late_delivery/train/0").shares()

    assert set(shares) == set(archetype("late_delivery").table.codes)
    assert max(shares.values()) - min(shares.values()) < max(shares.values()) / 100


@pytest.mark.parametrize("name", ["nobody", "", "oracle "])
def test_nobody_of_another_name_is_on_the_panel(name: str) -> None:
    with pytest.raises(KeyError, match=repr(name)):
        contestants(["oracle", name])


def test_a_chance_agent_stops_when_nothing_is_possible() -> None:
    [contestant] = contestants(["random"])
    env = SupportOpsEnvironment()
    env.reset(task_id=TASKS[0])
    seen = env.step({"action_type": "review_ticket"})
    while not seen.done:
        seen = env.step(ToolUseAction(action_type=ActionType.REVIEW_TICKET))

    assert contestant.make(0).act(seen) is None


_BEARINGS = {
    "money": {Bearing.ACTS},
    "service": {Bearing.ACTS},
    "refusal": {Bearing.DENIES},
    "request": {Bearing.HOLDS},
    "hand-over": {Bearing.HOLDS},
    "explanation": set(Bearing),
}


@pytest.mark.parametrize("code", [*GROUP_OF, MISSING_CODE])
def test_a_code_bears_as_the_letters_for_it_do(code: str) -> None:
    assert bearing(code) in _BEARINGS[GROUP_OF[code]]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_codes_that_act_and_codes_that_hold(family: str) -> None:
    assert {Bearing.ACTS, Bearing.HOLDS} <= set(map(bearing, archetype(family).outcomes))
