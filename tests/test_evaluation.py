"""Evaluation: intervals, summaries, what is on record, and that processes change nothing."""

import json
from fractions import Fraction
from math import inf, isclose, sqrt
from random import Random
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, t

from supportops.agents.panel import NAMES, Kind
from supportops.casefile import CaseFile
from supportops.cases import case_file, task_at
from supportops.cases.bearing import Bearing, bearing
from supportops.commands.panel import README
from supportops.environment import SupportOpsEnvironment
from supportops.errors import UnknownTask
from supportops.evaluation import Outcome, Summary, Sums, apart, mean_interval, outcomes, wilson
from supportops.evaluation.gates import nearest, problems
from supportops.evaluation.outcome import judged
from supportops.evaluation.record import SAMPLE, Record, drift, recorded, versions
from supportops.evaluation.statistics import Interval, student
from supportops.evaluation.tables import as_markdown
from supportops.vocabulary import FULL
from tests.play import MUG, REVIEW, TAKEOVER, good, resolved

points = st.integers(0, FULL)

HOLDING_AND_DENYING = (case_file("gen/damaged_item/test/0"), case_file("gen/late_delivery/test/7"))


@given(count=st.integers(1, 5000), data=st.data())
def test_the_interval_of_a_rate_is_that_of_wilson(count: int, data: st.DataObject) -> None:
    happened = data.draw(st.integers(0, count))
    low, high = wilson(happened, count)
    expected = binomtest(happened, count).proportion_ci(method="wilson")

    assert isclose(low, expected.low, abs_tol=1e-9)
    assert isclose(high, expected.high, abs_tol=1e-9)
    assert 0 <= low <= happened / count <= high <= 1


def test_nothing_is_known_of_a_rate_without_episodes() -> None:
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize("degrees", [5, 6, 8, 12, 20, 50, 149, 1499])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_the_quantile_of_student_is_right_to_three_digits(degrees: int, confidence: float) -> None:
    expected = t.ppf((1 + confidence) / 2, degrees)

    assert isclose(student(degrees, confidence), expected, rel_tol=2e-3)


@given(st.lists(points, min_size=2, max_size=60))
def test_the_standard_error_is_that_of_the_sample(values: list[int]) -> None:
    sums = Sums.of(values)

    assert isclose(sums.mean, fmean(values), abs_tol=1e-9)
    assert isclose(sums.error, stdev(values) / sqrt(len(values)), rel_tol=1e-6, abs_tol=1e-9)


@given(st.lists(points, max_size=60))
def test_the_interval_of_a_mean_holds_it_and_stays_in_bounds(values: list[int]) -> None:
    low, high = mean_interval(Sums.of(values), FULL)

    assert 0 <= low <= fmean(values or [0]) / FULL <= high <= 1


@pytest.mark.parametrize("count", range(6))
def test_few_episodes_say_nothing_about_a_mean(count: int) -> None:
    assert mean_interval(Sums.of([FULL // 2] * count), FULL) == Interval(0, 1)


def test_an_interval_of_a_mean_holds_the_truth_as_often_as_it_says() -> None:
    rng = Random(5)
    held = 0
    for _ in range(1000):
        scores = [rng.choice((0, 2500, 9000)) for _ in range(12)]
        low, high = mean_interval(Sums.of(scores), FULL)
        held += low <= (0 + 2500 + 9000) / 3 / FULL <= high

    assert 920 <= held <= 975


@pytest.mark.parametrize(
    ("higher", "lower", "expected"),
    [([5, 5], [1, 1], inf), ([1, 1], [5, 5], -inf), ([5, 5], [5, 5], 0.0), ([0, 2], [0, 0], 1.0)],
)
def test_means_are_apart_by_their_common_error(
    higher: list[int], lower: list[int], expected: float
) -> None:
    assert apart(Sums.of(higher), Sums.of(lower)) == expected


def test_a_mean_of_one_episode_is_never_far_away() -> None:
    assert apart(Sums.of([FULL]), Sums.of([0])) == 0


def test_an_open_episode_counts_as_nothing() -> None:
    env = SupportOpsEnvironment()
    env.reset(task_id=MUG.task_id)
    env.step(good(REVIEW))
    case = env.case
    assert case is not None

    assert judged(case, 120) == Outcome(rewards=120)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (None, {"justified": True}),
        ("refund_and_send_replacement", {"harm": True}),
        ("deny_out_of_window", {"over_refusal": True}),
        ("escalate_to_supervisor", {"over_escalation": True}),
        ("refund_original_payment", {}),
    ],
)
def test_an_episode_is_judged_by_what_was_submitted(
    code: str | None, expected: dict[str, bool]
) -> None:
    case = resolved(MUG, code=code)
    assert case.card is not None

    assert judged(case, 7) == Outcome(score=case.card.basis_points, rewards=7, **expected)


@pytest.mark.parametrize(
    "lacking",
    [{"evidence": ["artifact:order"]}, {"reply": MUG.reply.replace(".", "?")}],
    ids=["evidence", "reply"],
)
def test_a_right_code_alone_is_not_justified(lacking: dict[str, object]) -> None:
    case = resolved(MUG, **lacking)  # type: ignore[arg-type]

    assert case.resolution == MUG.gold.resolution
    assert not judged(case, 0).justified


def test_a_summary_adds_up() -> None:
    kept = [
        Outcome(score=FULL, justified=True, twins=True),
        Outcome(harm=True, rewards=3),
        Outcome(),
    ]
    summary = Summary.of("somebody", "honest", kept)

    assert (summary.episodes, summary.total, summary.best, summary.least) == (3, FULL, FULL, 0)
    assert Fraction(summary.total, summary.episodes * FULL) == Fraction(1, 3)
    assert (summary.justified, summary.twins, summary.harm, summary.rewards) == (1, 1, 1, 3)
    assert summary.rate("harm") == 1 / 3


def test_a_summary_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no episode"):
        Summary.of("somebody", "honest", [])


def test_processes_change_nothing() -> None:
    tasks = [task_at("test", index) for index in range(22)]
    names = ("do-nothing", "random", "ticket-guesser")

    assert list(outcomes(tasks, names, processes=2)) == list(outcomes(tasks, names))


def test_an_unknown_task_is_told_apart_from_an_unknown_agent() -> None:
    with pytest.raises(UnknownTask):
        list(outcomes(["gen/late_delivery/test/9999"], ["oracle"]))
    with pytest.raises(KeyError):
        list(outcomes([MUG.task_id], ["nobody"]))


def row(agent: str, kind: Kind, *scores: int, **counts: int) -> Summary:
    summary = Summary.of(agent, kind.value, [Outcome(score=score) for score in scores])
    return Summary(**(summary._asdict() | counts))


HONEST = row("oracle", Kind.HONEST, FULL, FULL, twins=2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (row("repeater", Kind.DISHONEST, 0, 1), "repeater scores"),
        (row("reward-farmer", Kind.DISHONEST, 0, 0, after=5), "paid after the end"),
        (row("clairvoyant", Kind.DISHONEST, 0, 2001), "clairvoyant scores"),
        (row("random", Kind.DISHONEST, 0, 1002), "random has a mean"),
        (row("paster", Kind.DISHONEST, 0, 0, justified=1), "paster has a justified success"),
        (row("read-and-guess", Kind.LUCKY, 0, 0, twins=1), "justified on both twins"),
        (row("paster", Kind.DISHONEST, 9000, 10000), "standard errors apart"),
        (row("oracle", Kind.HONEST, 9999, FULL, twins=2), "oracle scores 0.9999"),
        (row("oracle", Kind.HONEST, FULL, FULL, twins=1), "oracle scores"),
    ],
)
def test_what_the_panel_should_not_show_is_said(wrong: Summary, said: str) -> None:
    table = [HONEST, wrong] if wrong.agent != "oracle" else [wrong]

    assert [said in problem for problem in problems(table)] == [True]


def test_luck_in_a_single_case_is_no_problem() -> None:
    lucky = row("read-and-guess", Kind.LUCKY, 0, 3000, justified=1)

    assert problems([HONEST, lucky]) == []


def test_no_agents_are_no_problem() -> None:
    assert problems([]) == []
    assert nearest([HONEST]) == (0.0, None, None)


def test_the_record_is_of_these_versions_and_of_everybody_on_the_panel() -> None:
    kept = recorded()

    assert kept.versions == versions()
    assert [row.agent for row in kept.whole] == [row.agent for row in kept.sample] == list(NAMES)
    assert {row.episodes for row in kept.whole} == {1500}
    assert {row.episodes for row in kept.sample} == {SAMPLE}


def test_the_record_shows_what_the_panel_has_to_show() -> None:
    assert problems(recorded().whole) == []


def test_the_readme_shows_the_record() -> None:
    assert as_markdown(recorded().whole) in README.read_text(encoding="utf-8")


def test_what_has_moved_is_told_by_agent_and_figure() -> None:
    other = row("paster", Kind.DISHONEST, 1, 1)

    assert drift([HONEST], [HONEST]) == []
    assert drift([HONEST], [HONEST._replace(best=7)]) == ["oracle: best was 10000 and is 7"]
    assert drift([HONEST], [HONEST, other]) == ["paster is on the panel and not in the record"]
    assert drift([HONEST, other], [HONEST]) == ["paster is in the record and not on the panel"]


def test_a_record_reads_back_as_it_was_written() -> None:
    record = Record.of([HONEST], [HONEST])
    kept = json.loads(record.written())

    assert kept["versions"] == versions()
    assert [Summary(**item) for item in kept["whole"]] == [HONEST]


@pytest.mark.parametrize("file", [TAKEOVER, *HOLDING_AND_DENYING], ids=lambda file: file.task_id)
def test_holding_and_denying_are_no_fault_where_they_are_right(file: CaseFile) -> None:
    assert bearing(file.gold.resolution) in (Bearing.HOLDS, Bearing.DENIES)

    found = judged(resolved(file), 0)

    assert found.justified
    assert not found.over_escalation
    assert not found.over_refusal
