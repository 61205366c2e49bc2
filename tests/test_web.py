"""The page in `web/`: its types follow the models, and its parts are locked without addresses."""

import json
import re

import pytest

from supportops.server.web.files import served
from tests.web_types import TARGET, main, typed, written

WEB = TARGET.parents[2]


def test_the_types_of_the_page_are_those_of_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert TARGET.read_text(encoding="utf-8") == written()
    assert main(["--check"]) == 0
    assert main([]) == main(["--dance"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        ({"const": "a"}, '"a"'),
        ({"$ref": "#/$defs/Phase"}, "Phase"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"type": "string"}}, "ReadonlyArray<string>"),
        (
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
            "readonly [string, number]",
        ),
        (
            {"type": "object", "additionalProperties": {"type": "integer"}},
            "Record<string, number>",
        ),
        ({"type": "object", "additionalProperties": True}, "Record<string, unknown>"),
        ({}, "unknown"),
    ],
)
def test_a_schema_becomes_a_type(schema: dict[str, object], expected: str) -> None:
    assert typed(schema) == expected


def test_what_the_page_is_built_from_is_locked_by_its_hashes_and_names_no_address() -> None:
    text = (WEB / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}

    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert "://" not in text
    declared = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in declared
    assert all(re.fullmatch(r"[\d.]+", pin) for pin in declared["devDependencies"].values())


def test_what_is_built_in_is_named_with_its_licence() -> None:
    notices = next(file.content.decode() for name, file in served().items() if "licences" in name)

    assert "Svelte" in notices
    assert "SIL OPEN FONT LICENSE" in notices.upper()
