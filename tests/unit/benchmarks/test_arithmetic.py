from __future__ import annotations

import pytest

from benchmarks.arithmetic import Pair, compare, mean, middle, p50, p95, p99, percentile


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (p50(values), p95(values), p99(values)) == (50.0, 95.0, 99.0)
    assert percentile([7.0], 0.99) == 7.0
    assert percentile([3.0, 1.0, 2.0], 1.0) == 3.0
    assert percentile([3.0, 1.0, 2.0], 0.0) == 1.0


def test_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_ratio_pools_all_pairs() -> None:
    pairs = [Pair([2.0, 4.0], [1.0]), Pair([6.0], [2.0, 3.0])]
    assert compare(pairs, mean, seed=1, resamples=200).value == pytest.approx(2.0)
    assert compare(pairs, middle, seed=1, resamples=200).value == pytest.approx(2.0)


def test_equal_pairs_leave_no_doubt() -> None:
    interval = compare([Pair([3.0], [2.0])] * 10, mean, seed=1, resamples=200)
    assert (interval.low, interval.value, interval.high) == (1.5, 1.5, 1.5)


def test_interval_holds_the_ratio_and_the_same_seed_repeats_it() -> None:
    pairs = [Pair([1.0 + n / 10], [1.0]) for n in range(10)]
    interval = compare(pairs, mean, seed=7, resamples=500)
    assert 1.0 < interval.low < interval.value < interval.high < 1.9
    assert compare(pairs, mean, seed=7, resamples=500) == interval
    assert compare(pairs, mean, seed=8, resamples=500) != interval


def test_a_disturbance_of_both_sides_stays_together() -> None:
    pairs = [Pair([2.0 * n], [1.0 * n]) for n in (1, 1, 1, 50)]
    interval = compare(pairs, mean, seed=1, resamples=500)
    assert (interval.low, interval.high) == (2.0, 2.0)
