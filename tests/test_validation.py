"""What validation finds: every kind of mistake, in a case, a family, or a stranger's file."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.cases.archetype import Archetype, Wanted
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.partition import HELD_OUT
from supportops.cases.scenery import sheet
from supportops.cli import main
from supportops.decision import Rule, Table
from supportops.errors import CaseError
from supportops.records import Artifact
from supportops.validation import (
    certificate,
    family_problems,
    file_problems,
    read_case,
    with_proof,
)
from tests.play import MUG

Json = dict[str, Any]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_sound(family: str) -> None:
    assert family_problems(archetype(family), samples=4) == []


@pytest.mark.parametrize("task_id", TASK_IDS)
def test_every_named_task_is_sound_and_tells_where_its_facts_are_written(task_id: str) -> None:
    assert file_problems(case_file(task_id), told=True) == []


def _copy(**changes: Any) -> CaseFile:
    """The mug, unchecked, with something wrong in it."""
    parts = {name: getattr(MUG, name) for name in CaseFile.model_fields}
    return CaseFile.model_construct(**parts | changes)


def _record(text: str) -> tuple[Artifact, ...]:
    return (*MUG.artifacts, sheet("note", "a note", text=text))


def _table(**changes: Any) -> Table:
    return _retabled(MUG.table, **changes)


def _retabled(table: Table, **changes: Any) -> Table:
    return Table(**{name: getattr(table, name) for name in Table.model_fields} | changes)


_SPARE = Rule(when="days > 400", code="deny_out_of_window")

WRONG: dict[str, CaseFile] = {
    "the shortest path scores": _copy(reply="Thank you."),
    "the reference reply is shorter": _copy(reply="Thank you."),
    "does not make the claims order number": _copy(reply=MUG.reply.replace("HL-58213", "yours")),
    "the reference reply promises a voucher": _copy(
        reply=MUG.reply + "\n\nWe have added a voucher to your account."
    ),
    "commits to send_replacement, refund_original_payment": _copy(
        reply=MUG.reply + "\n\nWe are refunding the money to your card."
    ),
    "can never fire": _copy(table=_table(rules=(_SPARE, *MUG.table.rules))),
    "judges: 'suspicious'": _copy(artifacts=_record("a suspicious pattern")),
    "says the code 'send_replacement' in words": _copy(artifacts=_record("just send replacement")),
    "spells the code 'send_replacement'": _copy(artifacts=_record("do: send_replacement")),
    "lure 'send_replacement' can be right": _copy(lures=("send_replacement",)),
    "fact 'days' cannot be 4": _copy(
        facts=tuple(
            fact.model_copy(update={"value": 4}) if fact.name == "days" else fact
            for fact in MUG.facts
        )
    ),
    "the facts are not those of the table": _copy(facts=MUG.facts[1:]),
    "unknown artifact 'inventory'": _copy(
        artifacts=tuple(item for item in MUG.artifacts if item.id != "inventory")
    ),
    "unknown policy 'damaged_items'": _copy(policies=MUG.policies[1:]),
    "unknown code 'send_replacement'": _copy(
        resolutions=tuple(item for item in MUG.resolutions if item.code != "send_replacement")
    ),
    "'days' is not written in artifact:order": _copy(
        facts=tuple(fact.model_copy(update={"written": "yesterday"}) for fact in MUG.facts)
    ),
    "'days' does not say which words": _copy(
        facts=tuple(fact.model_copy(update={"written": ""}) for fact in MUG.facts)
    ),
    "budget 7 leaves nothing": _copy(budget=7),
    "no twin": _copy(table=_table(rules=(Rule(when="True", code="send_replacement"),))),
}


@pytest.mark.parametrize("problem", WRONG)
def test_what_is_wrong_with_a_case_is_found(problem: str) -> None:
    assert any(problem in found for found in file_problems(WRONG[problem], told=True))


def _broken(kind: Archetype, **changes: Any) -> Archetype:
    return replace(kind, **changes)


def _blind(kind: Archetype) -> Archetype:
    """The family with a record that does not show its facts."""
    return _broken(
        kind,
        desk={**kind.desk, "inventory": lambda scene, facts: sheet("inventory", "stock", sku="x")},
    )


def _nosy(kind: Archetype) -> Archetype:
    """The family with a record that looks into the facts of another."""

    def nosy(scene: Any, facts: Any) -> Artifact:
        return sheet("inventory", "stock", on_hand=facts.number("days"))

    return _broken(kind, desk={**kind.desk, "inventory": nosy})


def _recoded(kind: Archetype, when: str) -> Archetype:
    first, *rest = kind.table.rules
    rules = (first.model_copy(update={"when": when}), *rest)
    return _broken(kind, table=_retabled(kind.table, rules=rules))


BROKEN: dict[str, Callable[[Archetype], Archetype]] = {
    "shows nowhere in inventory": _blind,
    "names ['limit'], its rule []": lambda kind: _recoded(kind, "claims >= 3"),
    "has 6 numbered lines for 5 rules": lambda kind: _broken(
        kind, table=_retabled(kind.table, rules=kind.table.rules[1:])
    ),
    "only 1 voices": lambda kind: _broken(kind, voices=kind.voices[:1]),
    "only 1 assertions": lambda kind: _broken(kind, assertions=kind.assertions[:1]),
    "no harmful code that is never right": lambda kind: _broken(
        kind, table=_retabled(kind.table, harms=())
    ),
    "states the unknown claim": lambda kind: _broken(
        kind,
        outcomes={
            **kind.outcomes,
            "send_replacement": replace(
                kind.outcomes["send_replacement"], states=("colour of the box",), reply="x"
            ),
        },
    ),
}


WANTED = {
    "asked by 'escalate_to_supervisor', which no rule gives": Wanted(
        code="escalate_to_supervisor", fact="photo", lacking="none", thing="a photo"
    ),
    "asked for 'photo', which is never 'lost'": Wanted(
        code="request_photo_evidence", fact="photo", lacking="lost", thing="a photo"
    ),
    "nothing that the customer sends would change 'send_replacement'": Wanted(
        code="send_replacement", fact="final_sale", lacking=False, thing="a word"
    ),
}


@pytest.mark.parametrize("problem", WANTED)
def test_what_is_wrong_with_what_the_customer_is_asked_for_is_found(problem: str) -> None:
    found = family_problems(_broken(archetype("damaged_item"), wanted=WANTED[problem]))

    assert any(problem in text for text in found)


@pytest.mark.parametrize("problem", BROKEN)
def test_what_is_wrong_with_a_family_is_found(problem: str) -> None:
    found = family_problems(BROKEN[problem](archetype("damaged_item")))

    assert any(problem in text for text in found)


def test_a_renderer_cannot_look_into_the_facts_of_another_record() -> None:
    with pytest.raises(KeyError, match="days"):
        family_problems(_nosy(archetype("damaged_item")))


@pytest.fixture
def stranger(tmp_path: Path) -> Callable[[Callable[[Json], None]], Path]:
    """A case of somebody else's, as JSON, with a change made to it."""

    def write(change: Callable[[Json], None]) -> Path:
        data = json.loads(with_proof(case_file("gen/wrong_item/train/5")).model_dump_json())
        data["task_id"] = "my-own-case"
        change(data)
        path = tmp_path / "case.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write


Stranger = Callable[[Callable[[Json], None]], Path]


def test_a_strangers_case_is_valid_if_nothing_is_wrong_with_it(
    stranger: Stranger, capsys: pytest.CaptureFixture[str]
) -> None:
    path = stranger(lambda data: None)

    assert main(["validate", str(path)]) == 0
    assert capsys.readouterr().out == f"ok      file {path}\n"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda data: data.pop("table"), "table: Field required"),
        (lambda data: data.update(gold={"resolution": "x"}), "gold: Extra inputs"),
        (lambda data: data.update(budget=2.5), "budget: "),
        (lambda data: data["table"]["rules"][0].update(when="exit()"), "Call has no place"),
        (lambda data: data["table"].update(article="nothing"), "unknown policy 'nothing'"),
        (lambda data: data["facts"][0].update(value="nonsense"), "cannot be 'nonsense'"),
        (lambda data: data["facts"][0].update(written="nowhere"), "is not written in"),
    ],
)
def test_what_is_wrong_with_a_strangers_case_is_listed(
    stranger: Stranger,
    change: Callable[[Json], None],
    problem: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["validate", str(stranger(change))]) == 1
    out, err = capsys.readouterr()
    assert problem in out
    assert "Traceback" not in out + err


def test_files_that_are_no_case_are_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_bytes(b"\xff\xfe")
    names = [str(tmp_path / name) for name in ("a.json", "b.json", "none.json")]

    assert main(["validate", *names]) == 1
    out, err = capsys.readouterr()
    assert out.count("FAILED") == 3
    assert "3 checks failed" in err


def test_reading_a_case_raises_with_every_problem(stranger: Stranger) -> None:
    path = stranger(lambda data: data.update(budget=1, lures=["send_correct_item"]))

    with pytest.raises(CaseError) as caught:
        read_case(path)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "task_id",
    [*TASK_IDS, "gen/wrong_item/test/0", "gen/chargeback/test_archetype/3#twin"],
)
def test_a_certificate_names_rule_facts_article_and_where_each_fact_is_read(
    task_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = case_file(task_id)

    assert main(["explain", task_id]) == 0
    text = capsys.readouterr().out
    assert text == certificate(file, task_id) + "\n"
    assert f"resolution: {file.gold.resolution}" in text
    assert f"line {file.table.space.rule(file.latent) + 1} of" in text
    version = next(item.version for item in file.policies if item.id == file.table.article)
    assert f"version {version}" in text
    for fact, value in zip(file.table.facts, file.latent.facts, strict=True):
        assert f"{fact.name} = {value!r}, read in artifact:{fact.record}: " in text
        assert f"read in artifact:{fact.record}: not on file" not in text


@pytest.mark.parametrize("family", FAMILIES)
def test_any_generated_case_can_be_taken_out_as_a_file_that_is_valid(family: str) -> None:
    split = "test_archetype" if family in HELD_OUT else "test"
    for number in range(12):
        file = with_proof(case_file(f"gen/{family}/{split}/{number}"))
        assert file_problems(file, told=True) == [], number


def test_an_unknown_task_has_no_certificate(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "gen/nobody/test/0"]) == 1
    assert "no family 'nobody'" in capsys.readouterr().err
