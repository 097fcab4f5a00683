"""pass^k, intervals, differences and slices: against enumeration, and against what must hold always."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.run import Play
from evals.statistics.bootstrap import estimate
from evals.statistics.metric_table import metric_table
from evals.statistics.paired import compare_runs
from evals.statistics.pass_k import pass_curve, pass_hat, pass_k
from evals.statistics.slices import select, slice_names, slices_of
from tests.fakes.eval_runs import make_play, make_run, make_score, random_run

trials = st.lists(st.booleans(), min_size=1, max_size=7)
clusters = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
    min_size=1,
    max_size=12,
)


def plays_of(outcomes: dict[str, list[bool]]) -> list[Play]:
    return [
        make_play(name, passed=ok, repeat=n, turns=[])
        for name, oks in outcomes.items()
        for n, ok in enumerate(oks)
    ]


@given(trials, st.data())
def test_pass_k_is_the_share_of_all_choices_of_k_plays_that_passed_whole(
    ok: list[bool], data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, len(ok)))
    choices = list(combinations(ok, k))
    assert pass_hat(sum(ok), len(ok), k) == pytest.approx(sum(map(all, choices)) / len(choices))


@pytest.mark.parametrize(("passes", "trials", "k"), [(1, 2, 3), (1, 2, 0), (3, 2, 1), (-1, 2, 1)])
def test_pass_k_of_more_plays_than_there_were_is_not_made_up(passes: int, trials: int, k: int) -> None:
    with pytest.raises(ValueError, match="not defined"):
        pass_hat(passes, trials, k)


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(st.sampled_from("abcdefgh"), trials, min_size=1))
def test_curve_never_rises_while_the_same_scenarios_are_in_it(outcomes: dict[str, list[bool]]) -> None:
    shortest = min(map(len, outcomes.values()))
    values = [point.estimate.value for point in pass_curve(plays_of(outcomes))[:shortest]]
    assert values == sorted(values, reverse=True)


def test_scenarios_weigh_the_same_however_often_each_was_played() -> None:
    found = pass_k(plays_of({"a": [True] * 9, "b": [False]}))
    assert found is not None
    assert (found.value, found.scenarios, found.values) == (0.5, 2, 2)


def test_pass_k_leaves_out_what_was_played_less_often() -> None:
    found = pass_k(plays_of({"a": [True, True], "b": [False]}), 2)
    assert found is not None
    assert (found.value, found.scenarios) == (1.0, 1)
    assert pass_k(plays_of({"a": [True]}), 2) is None


def test_a_play_with_an_error_has_not_passed() -> None:
    found = pass_k([make_play("a", error="the database went away")])
    assert found is not None
    assert found.value == 0.0


@settings(deadline=None, max_examples=60)
@given(clusters, st.integers(0, 99))
def test_interval_contains_its_point_and_stays_a_share(values: dict[str, list[float]], seed: int) -> None:
    found = estimate(values, seed=seed, resamples=200)
    assert found is not None
    assert 0 <= found.low <= found.value <= found.high <= 1


@settings(deadline=None, max_examples=20)
@given(clusters)
def test_interval_depends_on_seed_only(values: dict[str, list[float]]) -> None:
    turned = dict(reversed(values.items()))
    assert estimate(values, seed=3, resamples=100) == estimate(turned, seed=3, resamples=100)


def test_interval_widens_when_scenarios_fail_as_a_whole() -> None:
    """Drawing single plays would give both the same width."""
    together = estimate({f"s{i}": [float(i % 2)] * 4 for i in range(40)})
    apart = estimate({f"s{i}": [0.0, 1.0, 0.0, 1.0] for i in range(40)})
    assert together is not None
    assert apart is not None
    assert together.high - together.low > 0.25
    assert apart.high - apart.low == 0


def test_interval_is_about_the_one_known_for_a_share() -> None:
    found = estimate({f"s{i}": [float(i < 80)] for i in range(100)}, resamples=4000)
    assert found is not None
    assert found.low == pytest.approx(0.80 - 1.96 * 0.04, abs=0.015)
    assert found.high == pytest.approx(0.80 + 1.96 * 0.04, abs=0.015)


def test_all_passed_is_not_certainty() -> None:
    found = estimate({f"s{i}": [1.0] * 4 for i in range(60)})
    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.025 ** (1 / 60))


def test_one_scenario_alone_says_nothing_of_others() -> None:
    found = estimate({"a": [0.0, 1.0]})
    assert found is not None
    assert (found.low, found.high) == (0.0, 1.0)


def test_nothing_played_has_no_estimate() -> None:
    assert estimate({}) is None
    assert estimate({"a": []}) is None


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000))
def test_a_run_against_itself_differs_by_nothing(seed: int) -> None:
    run = random_run(scenarios=8, repeats=2, seed=seed, quality=0.5)
    compared = compare_runs(run, run)
    assert compared.difference is not None
    assert (compared.difference.low, compared.difference.value, compared.difference.high) == (0, 0, 0)
    assert [*compared.better, *compared.worse, *compared.new, *compared.gone, *compared.notes] == []
    assert all(d.value == 0 for d in compared.metrics.values())


def test_paired_difference_is_over_common_scenarios_and_names_the_rest() -> None:
    before = make_run(plays_of({"a": [True, True], "b": [False, False], "gone": [False, False]}))
    now = make_run(
        [
            *plays_of({"a": [True, False], "b": [True, True], "new": [False, False]}),
            make_play("a", voice="hy"),
        ],
        repeats=2,
        seed=8,
        business_versions={"clinic": "other"},
    )
    compared = compare_runs(now, before)
    assert compared.difference is not None
    assert compared.difference.value == pytest.approx((-0.5 + 1.0) / 2)
    assert [(c.scenario_id, c.before, c.after) for c in compared.better] == [("b", 0, 1)]
    assert [(c.scenario_id, c.before, c.after) for c in compared.worse] == [("a", 1, 0.5)]
    assert (compared.new, compared.gone) == (["a (hy)", "new"], ["gone"])
    assert compared.notes == [
        "The seeds differ: 8, baseline 7.",
        "The owner's files have changed in between: clinic.",
    ]
    assert compared.metrics["outcome"].value == pytest.approx(0.25)


def test_pairing_is_surer_than_two_separate_intervals() -> None:
    """Ten hard scenarios fail in both runs; five of the others get better."""
    before = make_run(plays_of({f"s{i}": [i >= 15] for i in range(40)}))
    now = make_run(plays_of({f"s{i}": [i >= 10] for i in range(40)}))
    compared = compare_runs(now, before).difference
    assert compared is not None
    assert compared.value == pytest.approx(0.125)
    assert compared.excludes_zero


def test_runs_with_nothing_in_common_have_no_difference() -> None:
    compared = compare_runs(make_run(plays_of({"a": [True]})), make_run(plays_of({"b": [True]})))
    assert (compared.difference, compared.new, compared.gone) == (None, ["a"], ["b"])


def test_slices_count_a_play_in_each_requirement_it_covers() -> None:
    plays = [
        make_play("a", requirements=["R9", "R14"], risk="high"),
        make_play("b", passed=False, requirements=["R14"]),
    ]
    found = {(s.dimension, s.name): (s.plays, s.failures, s.passed.value) for s in slices_of(plays)}
    assert found["requirement", "R9"] == (1, 0, 1.0)
    assert found["requirement", "R14"] == (2, 1, 0.5)
    assert found["risk", "high"] == (1, 0, 1.0)
    assert found["business", "clinic"] == (2, 1, 0.5)
    assert slice_names(plays, "requirement") == ["R9", "R14"]
    assert slice_names(plays, "risk") == ["high", "low"]
    assert [p.scenario_id for p in select(plays, {"requirement": "R14", "risk": "low"})] == ["b"]


def test_metric_table_leaves_out_what_a_metric_is_silent_on() -> None:
    silent = make_score("outcome", True).model_copy(update={"value": None})
    plays = [
        make_play("a", scores=[make_score("outcome", True)]),
        make_play("b", scores=[make_score("outcome", False)]),
        make_play("c", scores=[silent]),
        make_play("d", scores=[silent.model_copy(update={"metric": "mute"})]),
    ]
    (figure,) = metric_table(plays)
    assert (figure.metric, figure.estimate.value, figure.judged, figure.failures) == ("outcome", 0.5, 2, 1)
