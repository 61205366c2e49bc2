"""What a package declares and ships: read strictly, with every fault named."""

import tomllib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.cases import case_file
from supportops.cases.archetypes import FAMILIES
from supportops.doctor.manifest import (
    ManifestError,
    PackageFileError,
    package_text,
    parsed,
    read_manifest,
)
from supportops.doctor.package import Absent, canaries_of, oracle_of, own_root
from supportops.doctor.players import follow
from supportops.doctor.schema import ActionSchema, words_in
from supportops.doctor.trajectory import TrajectoryError, parse_trajectories, written
from supportops.doctor.wire import session
from supportops.models import ToolUseAction
from supportops.vocabulary import CASES_VERSION, ActionType
from tests import canaries
from tests.doctor.broken import Desk, broken
from tests.doctor.foreign import ACTION

ROOT = Path(__file__).parents[2]

WRONG: list[tuple[str, str]] = [
    ("", "no mapping"),
    ("- a list", "no mapping"),
    ("{", "is no YAML"),
    ("name: \x00", "is no YAML"),
    ("when: 2024-99-99", "is no YAML"),
    ("name: x", "validation: Field required"),
    ("validation: {reward: {floor_margin: 0.5}}", "name: Field required"),
    ("name: x\nvalidation: {}", "validation.reward: Field required"),
    ("name: x\nvalidation: {reward: {floor_margin: .nan}}", "validation.reward.floor_margin"),
    ("name: x\nvalidation: {reward: {floor_margin: 1, range: [1, 0]}}", "range must increase"),
    (
        "name: x\nvalidation: {reward: {floor_margin: 1}, capabilities: {canaries: ../x}}",
        "inside the package",
    ),
    ("!!python/object/apply:os.system ['true']", "is no YAML"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_manifest_is_an_error_that_names_the_fault(text: str, said: str) -> None:
    with pytest.raises(ManifestError, match=said):
        parsed(text, Path())


@given(st.text(max_size=200))
def test_any_text_is_a_manifest_or_a_clear_error(text: str) -> None:
    with pytest.raises(ManifestError):
        parsed(text, Path())


def test_what_is_no_package_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no directory"):
        read_manifest(tmp_path / "nowhere")
    with pytest.raises(ManifestError, match="it has no openenv"):
        read_manifest(tmp_path)
    for name in ("openenv.yaml", "task.toml"):
        (tmp_path / name).write_text("name: x\n")
    with pytest.raises(ManifestError, match="two packages in one"):
        read_manifest(tmp_path)


def test_a_file_outside_the_package_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    inside = tmp_path / "package"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(PackageFileError, match="out of the package"):
        package_text(inside, "link")
    with pytest.raises(PackageFileError, match="cannot be read"):
        package_text(inside, "nothing")


def test_the_wheel_holds_what_the_manifest_names_in_the_same_places() -> None:
    included = tomllib.loads(package_text(ROOT, "pyproject.toml"))
    included = included["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    declared = read_manifest(ROOT).capabilities
    assert declared.oracle
    named = ("openenv.yaml", declared.oracle.location, declared.canaries)
    assert included == {name: f"supportops/{name}" for name in named}
    assert all((ROOT / str(name)).is_file() for name in named)


def test_the_floor_is_the_best_reward_less_the_margin() -> None:
    manifest = read_manifest(ROOT)
    assert (manifest.reward.best, manifest.reward.floor) == (1.0, 0.2)


def test_the_manifest_declares_what_there_is() -> None:
    text = package_text(ROOT, "openenv.yaml")
    assert f"dataset_version: {CASES_VERSION}" in text
    assert read_manifest(ROOT).capabilities.declared_tools == tuple(ActionType)
    assert own_root() == ROOT


LINES: list[tuple[str, str]] = [
    ("", "no trajectory"),
    ("\n \n", "no trajectory"),
    ("{", "line 1 is no JSON"),
    ("[]", "line 1: trajectory"),
    ('{"name": "a", "reset": {}, "actions": []}\n{"name": "a"}', "line 2: reset"),
    ('{"name": "a", "reset": {}, "actions": [], "more": 1}', "line 1: more"),
    ('{"name": "a", "reset": {}, "actions": [5]}', "line 1: actions.0"),
    ("\n".join(['{"name": "a", "reset": {}, "actions": []}'] * 2), "are called 'a'"),
    ("{}\n" * 2001, "more than 2000 lines"),
    ("[" * 100_000, "line 1 is no JSON"),
]


@pytest.mark.parametrize(("text", "said"), LINES)
def test_wrong_trajectories_are_an_error_that_names_the_line(text: str, said: str) -> None:
    with pytest.raises(TrajectoryError, match=said):
        parse_trajectories(text)


def test_trajectories_survive_being_written_down() -> None:
    made = tuple(canaries.canaries())
    assert parse_trajectories(written(made)) == made


def test_the_canaries_that_are_shipped_are_those_that_the_cases_give() -> None:
    """After a change of the cases: python -m tests.canaries --write."""
    assert canaries.FILE.read_text() == written(canaries.canaries())


def test_a_canary_does_what_it_says_and_not_less() -> None:
    """Played by the book it would earn everything, so what keeps it down is what it lacks."""
    with broken(Desk) as url, session(url) as room:
        for task_id in canaries.CASES:
            assert follow(room, canaries.solved(task_id)).last == 1.0
            clairvoyant = canaries.clairvoyant(case_file(task_id))
            assert clairvoyant[1:] == list(canaries.solved(task_id).actions[-2:])
        for one in canaries.canaries():
            episode = follow(room, one)
            accepted = [seen.observation["last_action_error"] is None for seen in episode.seen[1:]]
            assert episode.highest <= 0.2
            assert any(accepted) != one.name.startswith("mistaken")


def _manifest(root: Path, capabilities: str) -> None:
    (root / "openenv.yaml").write_text(
        f"name: x\nvalidation: {{reward: {{floor_margin: 1}}, capabilities: {capabilities}}}\n"
    )


ABSENT: list[tuple[str, str, str, bool]] = [
    ("{}", "", "declares no oracle", True),
    ("{oracle: {form: script, location: no.py}}", "", "cannot be read", True),
    ("{oracle: {form: injected_state, location: o.py}}", "", "cannot be played", False),
    ("{oracle: {form: script, location: o.py}}", "", "holds no trajectory", True),
    ("{oracle: {form: script, location: o.py}}", "print('{')", "line 1 is no JSON", True),
    ("{oracle: {form: script, location: o.py}}", "1 / 0", "ZeroDivisionError", True),
]


@pytest.mark.parametrize(("declared", "script", "said", "fault"), ABSENT)
def test_why_there_is_no_oracle_is_told(
    tmp_path: Path, declared: str, script: str, said: str, fault: bool
) -> None:
    _manifest(tmp_path, declared)
    (tmp_path / "o.py").write_text(script)

    found = oracle_of(read_manifest(tmp_path))

    assert isinstance(found, Absent)
    assert said in found.reason
    assert found.is_fault is fault


def test_our_oracle_solves_every_family_and_the_twins() -> None:
    found = oracle_of(read_manifest(ROOT))

    assert isinstance(found, tuple)
    families = {one.name.split("/")[1] for one in found if one.name.startswith("gen/")}
    assert families == set(FAMILIES)
    assert sum(one.name.endswith("#twin") for one in found) == (len(found) - 3) / 2


def test_an_oracle_that_never_ends_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supportops.doctor.package.ORACLE_TIMEOUT_S", 0.5)
    _manifest(tmp_path, "{oracle: {form: script, location: o.py}}")
    (tmp_path / "o.py").write_text("while True: pass")

    found = oracle_of(read_manifest(tmp_path))

    assert isinstance(found, Absent)
    assert "did not end" in found.reason


def test_canaries_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    _manifest(tmp_path, "{canaries: c.jsonl}")
    (tmp_path / "c.jsonl").write_text("{}")

    assert "line 1" in str(canaries_of(read_manifest(tmp_path)))


def test_the_least_action_is_valid_and_drawn_ones_are_too() -> None:
    schema = ActionSchema(ToolUseAction.model_json_schema())
    rng = Random(1)
    assert ToolUseAction.model_validate(schema.least()).action_type is ActionType.REVIEW_TICKET
    drawn = [ToolUseAction.model_validate(schema.drawn(rng, ["order"])) for _ in range(50)]
    assert {one.action_type for one in drawn} == set(ActionType)
    assert {one.artifact_id for one in drawn} == {"order"}


def test_unions_and_references_of_a_schema_are_followed() -> None:
    schema, rng = ActionSchema(ACTION), Random(1)
    assert schema.least() == {"move": {"up": False}}
    keys = {next(iter(schema.drawn(rng, ())["move"])) for _ in range(50)}
    assert keys == {"up", "guess"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "type",
                        "properties",
                        "required",
                        "anyOf",
                        "enum",
                        "$ref",
                        "$defs",
                        "items",
                        "x",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ).filter(lambda value: isinstance(value, dict))
)
def test_words_are_found_in_anything(value: object) -> None:
    assert all(isinstance(word, str) for word in words_in(value))
