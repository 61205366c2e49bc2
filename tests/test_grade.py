"""`supportops grade` on the command line, and what the words and values of the grader refuse."""

import json
from pathlib import Path

import pytest

from supportops import lexicon
from supportops.cli import main
from supportops.phrases import parse_all
from supportops.values import Amount, Day, Span, value_of
from tests.play import MUG

LETTER = (
    "Dear Maya, we are sending you a new mug for order HL-58213; it leaves us in two working "
    "days. Keep the broken one."
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture(name="letter")
def _letter(tmp_path: Path) -> str:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return str(path)


def test_grade_shows_every_claim_with_its_words(letter: str, capsys: Captured) -> None:
    assert main(["grade", MUG.task_id, "--reply", letter]) == 0
    out = capsys.readouterr().out

    assert "1.00 of the reply's marks" in out
    for words in ("sending you a new mug", "HL-58213", "two working days", "Keep the broken one"):
        assert words in out


def test_a_twin_is_named_as_it_was_asked_for(letter: str, capsys: Captured) -> None:
    twin = "gen/damaged_item/test/1#twin"
    for command in (["grade", twin, "--reply", letter], ["explain", twin]):
        assert main(command) == 0
        assert capsys.readouterr().out.startswith(twin)


def test_grade_tells_programs_where_each_claim_stands(letter: str, capsys: Captured) -> None:
    assert main(["grade", MUG.task_id, "--reply", letter, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["earned"] == 1
    assert sum(claim["earned"] for claim in found["claims"]) == 1
    for claim in found["claims"]:
        assert LETTER[claim["start"] : claim["end"]] == claim["text"]


def test_what_was_not_read_earns_nothing(letter: str, capsys: Captured) -> None:
    assert main(["grade", MUG.task_id, "--reply", letter, "--evidence"]) == 0
    out = capsys.readouterr().out

    assert "0.00 of the reply's marks" in out
    assert "its source was not read" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nope"], "unknown task_id"),
        ([MUG.task_id, "--code", "nonsense"], "the case has no code nonsense; its codes: "),
        ([MUG.task_id, "--evidence", "x:y"], "the case has no x:y; what can be read: "),
    ],
)
def test_grade_refuses_what_does_not_exist(
    args: list[str], said: str, letter: str, capsys: Captured
) -> None:
    assert main(["grade", *args, "--reply", letter]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xfa"])
def test_grade_refuses_a_letter_that_cannot_be_read(
    content: bytes | None, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "bad"
    if content is not None:
        path.write_bytes(content)

    assert main(["grade", MUG.task_id, "--reply", str(path)]) == 1
    assert capsys.readouterr().err.startswith("supportops: ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("EUR 1,168.50", Amount(116850, "eur")),
        ("34,50 euros", Amount(3450, "eur")),
        ("$12.00 CAD", Amount(1200, "cad")),
        ("5 US dollars", Amount(500, "usd")),
        ("two (2) business days", Span(2, 2, "business day")),
        ("5-7 working days", Span(5, 7, "business day")),
        ("one hundred and eighty days", Span(180, 180, "day")),
        ("a fortnight", Span(14, 14, "day")),
        ("the 3rd of March 2026", None),
        ("March 3rd, 2026", Day(3, 3, 2026)),
        ("HL-58213", "hl-58213"),
        ("two things", None),
        ("", None),
        ("9" * 5000 + " EUR", None),
    ],
)
def test_a_value_is_one_amount_span_day_or_number(text: str, value: object) -> None:
    if value is None:
        with pytest.raises(ValueError, match="not one amount"):
            value_of(text)
    else:
        assert value_of(text) == value


@pytest.mark.parametrize("phrase", ["+nope", "@nope ~ mug", "a||b", "* mug"])
def test_a_phrase_that_names_nothing_is_an_error(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"lexicon|beside"):
        parse_all((phrase,))


def test_a_section_that_the_grammar_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon.words("nope")
