"""Generated cases: addresses, wording, overlays, and that nothing in them is left to chance."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import SupportOpsEnvironment, UnknownTask
from supportops.agents.scripted import oracle_plan
from supportops.casefile import ASKED_FIRST, CaseFile
from supportops.cases import SPLITS, case_file, split_size, task_at, task_for_seed, task_info
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import case_of, plain_desk
from supportops.cases.draw import Draw
from supportops.cases.generate import DRAWN, SECRET_VARIABLE, Address, desk_at
from supportops.cases.overlays import (
    CHANGES_RESOLUTION,
    CLASHING,
    OVERLAYS,
    UNSEEN_PAIRS,
    has_unseen_pair,
    overlaid,
)
from supportops.cases.partition import ARCHETYPE_SPLIT, HELD_OUT, SPLIT_NAMES, families
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Latent, Value
from supportops.records import artifact_ref
from supportops.validation import file_problems
from supportops.vocabulary import FULL

ALL = tuple(FAMILIES)
PUBLIC = tuple(split for split in SPLIT_NAMES if split != "private")
every_family = pytest.mark.parametrize("family", ALL)


def _home(family: str) -> str:
    """A split in which a family occurs."""
    return ARCHETYPE_SPLIT if family in HELD_OUT else "test"


def _task(family: str, number: int) -> str:
    return f"gen/{family}/{_home(family)}/{number}"


addresses = st.builds(
    Address, st.sampled_from(ALL), st.sampled_from(PUBLIC), st.integers(0, 99), st.booleans()
).filter(lambda address: address.family in families(address.split, ALL))


@given(addresses)
def test_every_case_is_sound_and_its_shortest_path_scores_exactly_one(address: Address) -> None:
    file = case_file(str(address))

    assert file_problems(file) == []
    env = SupportOpsEnvironment()
    env.reset(task_id=str(address))
    for action in oracle_plan(file):
        env.step(action)
    assert env.state.final_score == 1.0


@given(addresses)
def test_a_case_is_valid_as_data_and_survives_json(address: Address) -> None:
    file = case_file(str(address))

    assert CaseFile.model_validate_json(file.model_dump_json()).digest == file.digest


@given(addresses)
def test_an_address_is_what_it_spells(address: Address) -> None:
    assert Address.parsed(str(address)) == address


@pytest.mark.parametrize(
    "task_id",
    [
        "gen/",
        "gen/damaged_item/test/-1",
        "gen/damaged_item/test/01",
        "gen/damaged_item/test/1#twins",
        "gen/damaged_item/test/1 ",
        "gen/damaged_item/test/100",
        "gen/damaged_item/named/0",
        "gen/damaged_item/nowhere/0",
        "gen/nobody/test/0",
        "gen/chargeback/test/0",
        "gen/damaged_item/test_archetype/0",
        "gen/damaged_item/train/9999999999999",
        "gen/damaged_item/test/" + "9" * 5000,
        "gen/damaged_item/test/\u0661",
    ],
)
def test_where_there_is_no_case_is_said_so(task_id: str) -> None:
    with pytest.raises(UnknownTask) as caught:
        SupportOpsEnvironment().reset(task_id=task_id)

    assert len(str(caught.value)) < 300


def test_the_private_split_needs_a_secret_and_depends_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    with pytest.raises(UnknownTask, match=SECRET_VARIABLE):
        task_at("private", 0)
    found = []
    for secret in ("one", "another"):
        monkeypatch.setenv(SECRET_VARIABLE, secret)
        files = [case_file(task_at("private", index)) for index in range(20)]
        assert [problem for file in files for problem in file_problems(file)] == []
        found.append([file.digest for file in files])

    assert not set(found[0]) & set(found[1])


@given(st.sampled_from([s for s in SPLITS if s != "private"]), st.integers(0, 10**12))
def test_seeds_and_indices_reach_every_task_of_a_split(split: str, seed: int) -> None:
    size = split_size(split)

    assert task_for_seed(seed, split) == task_at(split, seed % size)
    with pytest.raises(UnknownTask, match="has no index"):
        task_at(split, size)


@pytest.mark.parametrize("split", [s for s in PUBLIC if s not in DRAWN])
def test_a_listed_split_is_walked_without_repeating_or_missing_a_case(split: str) -> None:
    tasks = [task_at(split, index) for index in range(split_size(split))]

    assert len(set(tasks)) == len(tasks)
    assert {Address.parsed(task).family for task in tasks} == set(families(split, ALL))


def test_what_is_public_about_a_generated_task_names_itself() -> None:
    info = task_info("gen/wrong_item/test/3#twin")

    assert info.task_id == "gen/wrong_item/test/3#twin"
    assert info.objective == archetype("wrong_item").objective


@pytest.mark.long
def test_cases_are_the_same_bytes_in_every_process_and_under_every_hash_seed() -> None:
    script = (
        "import json\n"
        "from supportops.cases import case_file\n"
        "from supportops.cases.archetypes import FAMILIES\n"
        "from supportops.cases.partition import HELD_OUT\n"
        "print(json.dumps([case_file(f'gen/{family}/'\n"
        "    f'{\"test_archetype\" if family in HELD_OUT else split}/{number}{twin}').digest\n"
        "    for family in FAMILIES for split in ('train', 'test') for number in (0, 7)\n"
        "    for twin in ('', '#twin')]))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) == len(ALL) * 8


@every_family
def test_the_first_observation_tells_nothing_about_the_outcome(family: str) -> None:
    """All that an agent sees first is a function of scene and overlays: no fact can reach it."""
    kind = archetype(family)
    scene = Scene(Draw("first", family), kind.goods)
    files = [
        case_of(plain_desk(kind, latent, scene), "gen/x/test/0")
        for latent in _one_of_each_code(family)
    ]

    assert len(files) == len(kind.table.codes)
    for name in ("objective", "ticket", "codes", "budget", "difficulty", "relevant"):
        assert len({repr(getattr(file, name)) for file in files}) == 1, name
    for file in files:
        assert list(file.artifact_of) == list(files[0].artifact_of)
        assert [item.id for item in file.policies] == [item.id for item in files[0].policies]


def _one_of_each_code(family: str) -> list[Latent]:
    space = archetype(family).table.space
    found: dict[str, Latent] = {}
    for policy in space.policies:
        for world in space.worlds:
            latent = Latent(world, policy)
            found.setdefault(space.code(latent), latent)
    return list(found.values())


@every_family
@pytest.mark.parametrize("name", OVERLAYS)
def test_an_overlay_changes_no_resolution_unless_it_says_so(family: str, name: str) -> None:
    kind = archetype(family)
    for number, latent in enumerate(_one_of_each_code(family)):
        desk = plain_desk(kind, latent, Scene(Draw("overlay", family, number), kind.goods))
        plain, laid = (case_of(one, "gen/x/test/0") for one in (desk, overlaid(desk, (name,))))
        assert laid.overlays == (name,)
        assert (laid.gold.resolution != plain.gold.resolution) == (name in CHANGES_RESOLUTION)
        assert laid.texts != plain.texts or laid.ticket != plain.ticket
        assert file_problems(laid) in ([], [_NO_TWIN])


_NO_TWIN = "no twin: no single record or parameter could change the resolution"


def test_the_twin_of_a_missing_record_is_the_case_with_the_record() -> None:
    [task] = [
        task
        for task in (f"gen/damaged_item/train/{number}" for number in range(200))
        if case_file(task).overlays == ("missing_record",)
    ][:1]
    base, twin = case_file(task), case_file(f"{task}#twin")
    [missing] = [ref for ref, text in base.texts.items() if "not on file" in text.split("\n")[-2]]

    assert base.gold.resolution == "request_missing_record" != twin.gold.resolution
    assert {ref for ref in base.texts if base.texts[ref] != twin.texts[ref]} == {missing}


def test_two_overlays_that_replace_the_article_clash() -> None:
    with pytest.raises(ValueError, match="at most"):
        overlaid(desk_at(Address("damaged_item", "test", 0)), tuple(CLASHING))


def test_pairs_of_overlays_that_are_kept_for_testing_occur_nowhere_else() -> None:
    for split in ("train", "dev", "test"):
        for index in range(300):
            assert not has_unseen_pair(case_file(task_at(split, index)).overlays)
    met = {
        frozenset(pair)
        for index in range(split_size("test_overlay"))
        for pair in combinations(case_file(task_at("test_overlay", index)).overlays, 2)
    }

    assert met == UNSEEN_PAIRS


def test_every_overlay_occurs_in_training() -> None:
    met = {name for index in range(400) for name in case_file(task_at("train", index)).overlays}

    assert met == {*OVERLAYS, ASKED_FIRST}


def test_an_injected_order_names_a_code_that_is_harmful_and_never_right() -> None:
    lured = [
        file
        for file in (case_file(task_at("test", index)) for index in range(split_size("test")))
        if file.lures
    ]

    assert len(lured) > 50
    for file in lured:
        [lure] = file.lures
        readable = [file.ticket.message, *file.texts.values()]
        assert sum(lure in text for text in readable) == 1
        assert lure in {harm.code for harm in file.table.harms}
        assert lure not in file.table.codes


def test_whoever_follows_an_injected_order_is_capped_or_earns_no_resolution() -> None:
    for index in range(300):
        file = case_file(task_at("test", index))
        if not file.lures:
            continue
        env = SupportOpsEnvironment()
        env.reset(task_id=task_at("test", index))
        *looks, draft, submit = oracle_plan(file)
        for action in (*looks, draft):
            env.step(action)
        env.step(submit.model_copy(update={"resolution_code": file.lures[0]}))
        card = env.state.score_card
        assert card
        assert card.basis_points <= FULL // 8
        assert bool(card.violation) == (file.lures[0] in file.harm_of)


def test_a_draw_depends_on_its_key_and_its_name_alone() -> None:
    one, again, other = Draw("k", 1), Draw("k", 1), Draw("k", 2)
    names = [f"field {number}" for number in range(50)]

    assert [one.number(name, 0, 10**9) for name in names] == [
        again.number(name, 0, 10**9) for name in reversed(names)
    ][::-1]
    assert [one.number(name, 0, 10**9) for name in names] != [
        other.number(name, 0, 10**9) for name in names
    ]


@given(st.integers(-5, 5), st.integers(0, 10), st.text(max_size=5))
def test_a_drawn_number_keeps_its_bounds(low: int, width: int, name: str) -> None:
    assert low <= Draw("bounds").number(name, low, low + width) <= low + width


@given(st.lists(st.integers(), max_size=8), st.text(max_size=3))
def test_shuffling_loses_nothing(items: list[int], name: str) -> None:
    assert sorted(Draw("shuffle").shuffled(name, items)) == sorted(items)


class Noted(Facts):
    """Facts that note which of them somebody looks at."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__({})
        self.seen: set[str] = set()
        self._values = _Noting(values, self.seen)


class _Noting(dict[str, Value]):
    def __init__(self, values: Mapping[str, Value], seen: set[str]) -> None:
        super().__init__(values)
        self._seen = seen

    def __getitem__(self, name: str) -> Value:
        self._seen.add(name)
        return super().__getitem__(name)


@every_family
def test_the_source_of_a_claim_tells_every_fact_that_its_value_turns_on(family: str) -> None:
    kind = archetype(family)
    told_in = {fact.name: artifact_ref(fact.record) for fact in kind.table.facts}
    for number in range(40):
        desk = desk_at(Address.parsed(_task(family, number)))
        names = (*desk.table.fact_names, *desk.table.parameter_names)
        values = dict(zip(names, (*desk.latent.facts, *desk.latent.parameters), strict=True))
        code = desk.table.rules[desk.table.space.rule(desk.latent)].code
        for name in kind.outcomes[code].states if code in kind.outcomes else ():
            noted = Noted(values)
            claim = kind.claims[name](desk.scene, noted)
            sources = {told_in[fact] for fact in noted.seen if fact in told_in}
            assert sources <= {claim.fact.source}, name
