"""The environment does what its documentation says: a slice of `make differential`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest

from supportops import guards, rewards, scoring, workflow
from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS
from supportops.cases.archetypes import FAMILIES
from supportops.cases.partition import HELD_OUT
from supportops.reply import Quality, Reading, quality
from tests.differential import __main__ as command
from tests.differential.__main__ import NAMED, main, of_family
from tests.differential.cases import Pair
from tests.differential.coverage import unmet
from tests.differential.plays import acted
from tests.differential.run import Tally, compared, one_episode

ASKED = "gen/damaged_item/train/5"
"""A case whose customer sends a photo when asked twice."""
SLICE = 600
"""Steps of each family in the slice."""


@pytest.mark.parametrize("family", [NAMED, "damaged_item", "third_party_disclosure"])
def test_the_environment_does_what_the_documentation_says(family: str) -> None:
    tally = of_family(family, SLICE, seed=1)
    assert tally.steps >= SLICE
    assert not tally.shown


def test_what_a_customer_sends_counts_as_the_documentation_says() -> None:
    tally = compared((ASKED,), 1, 10_000, plays=40)
    assert tally.counts["answers", "2 of 2"] > 5
    assert not tally.shown


def test_a_query_may_have_4000_characters_and_no_more() -> None:
    pair = Pair(TASK_IDS[0])
    topic = pair.desk.policies[0]
    for size in (4000, 4001):
        tally = Tally()
        one_episode(pair, "shaped", [acted("search_policy", topic.ljust(size))], tally)
        assert not tally.shown
        assert tally.counts["rules", "triage search_policy"] == (size == 4000)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_derives_what_the_documentation_says(family: str) -> None:
    split = "test_archetype" if family in HELD_OUT else "test"
    pair = Pair(f"gen/{family}/{split}/3")
    desk, gold = pair.desk, pair.file.gold
    assert desk.resolution == gold.resolution
    assert set(desk.sufficient) == {frozenset(refs) for refs in gold.evidence}
    assert desk.par == pair.file.par
    assert desk.sources == {name: set(refs) for name, refs in pair.file.sources.items()}
    assert desk.budget == len(desk.deciding) + 6 + (desk.question is not None)


def _set(module: object, name: str, value: object) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(module, name, value)


def _newest_first(case: Case, ref: str) -> str:
    case.known += ref in case.stage.relevant.difference(case.evidence)
    case.evidence = (ref, *(one for one in case.evidence if one != ref))
    return case.file.texts[ref]


def _ungrounded(reading: Reading, file: CaseFile, _: object, code: str) -> Quality:
    return quality(reading, file, frozenset(file.texts), code)


BROKEN: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = MappingProxyType(
    {
        "a safe fallback is worth half": _set(scoring, "FALLBACK", 5000),
        "harm is capped a little higher": _set(scoring, "HARM_CAP", 1001),
        "one value is enough for a draft": _set(scoring, "VISIBLE_VALUES", 1),
        "facts count whether read or not": _set(scoring, "quality", _ungrounded),
        "evidence pays less": _set(rewards, "EVIDENCE_SHAPING", 590),
        "a longer message is accepted": _set(guards, "MESSAGE_LIMIT", 4001),
        "no question is ever answered": _set(workflow, "_hear", lambda step: None),
        "evidence is listed newest first": _set(Case, "collect", _newest_first),
    }
)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rule_is_found(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BROKEN[broken](monkeypatch)
    tally = compared((TASK_IDS[0], ASKED), 1, 4000, plays=200, patience=1)
    assert tally.differing == 1
    assert ASKED in tally.shown[0] or TASK_IDS[0] in tally.shown[0]


def test_a_comparison_that_meets_too_little_says_what_it_lacks() -> None:
    lacking = unmet(compared(TASK_IDS[:1], 1, 50))
    assert "families: late_delivery" in lacking
    assert "rules: triage inspect_artifact" not in lacking


def test_the_command_fails_on_too_little(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FAMILIES", ())
    assert main(["--steps", "20", "--jobs", "1"]) == 1
    assert "never met: answers: 1 of 1" in capsys.readouterr().out
