"""Confusion, reliability and coverage-precision: the numbers, and that the page draws them without a request."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from evals.plots.curves import (
    Judged,
    confusion,
    coverage_at,
    coverage_precision,
    expected_calibration_error,
    mix_ups,
    reliability,
)
from evals.plots.page import render_page
from evals.plots.svg import confusion_svg, coverage_svg, reliability_svg
from evals.public.results import AdapterResult, PublicReport


def judged(confidence: float, expected: str, got: str, language: str = "en") -> Judged:
    return Judged(confidence=confidence, expected=expected, got=got, language=language)


HONEST = [judged(0.75, "a", "a")] * 3 + [judged(0.75, "a", "b")]
BOASTING = [judged(0.95, "a", "a")] * 5 + [judged(0.95, "b", "a")] * 5
MIXED = [
    *[judged(0.9, "faq", "faq", "ru")] * 30,
    *[judged(0.6, "faq", "quote", "ru")] * 4,
    *[judged(0.3, "quote", "faq")] * 2,
    *[judged(0.8, "quote", "quote")] * 20,
]


def test_an_honest_reader_has_no_calibration_error_and_a_boasting_one_has() -> None:
    assert expected_calibration_error(HONEST) == pytest.approx(0.0)
    assert expected_calibration_error(BOASTING) == pytest.approx(0.45)
    assert expected_calibration_error([]) == 0.0


def test_bins_hold_all_readings_and_their_interval_holds_the_share() -> None:
    bins = reliability([*HONEST, *BOASTING, judged(1.0, "a", "a")])
    assert sum(b.count for b in bins) == 15
    assert all(b.low <= b.right <= b.high for b in bins)


def test_coverage_grows_and_equal_confidences_come_together() -> None:
    curve = coverage_precision(MIXED)
    assert [p.coverage for p in curve] == sorted(p.coverage for p in curve)
    assert curve[0].coverage == pytest.approx(30 / 56)
    assert curve[-1].coverage == 1.0
    assert curve[-1].precision == pytest.approx(50 / 56)


def test_the_most_that_can_be_answered_at_a_precision() -> None:
    best = coverage_at(MIXED, 0.95)
    assert best is not None
    assert best.coverage == pytest.approx(50 / 56)
    assert coverage_at(BOASTING, 0.95) is None


def test_the_matrix_counts_rows_by_what_was_expected() -> None:
    labels, counts = confusion(MIXED)
    assert labels == ["faq", "quote"]
    assert counts == [[30, 4], [2, 20]]
    assert mix_ups(MIXED) == [("faq", "quote", 4), ("quote", "faq", 2)]


@pytest.mark.parametrize(
    "drawn",
    [reliability_svg(MIXED), coverage_svg({"all": MIXED, "<b>": MIXED[:9]}, 0.95), confusion_svg(MIXED)],
)
def test_plots_are_well_formed_and_stay_inside_their_frame(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for mark in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(mark.attrib.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(mark.attrib.get(name, 0)) <= height


def test_the_page_asks_nobody_and_runs_nothing() -> None:
    result = AdapterResult(name="intents", file="intents.jsonl", judged=MIXED)
    report = PublicReport(folder="x", started_at=datetime(2026, 1, 1, tzinfo=UTC), adapters=[result])
    page = render_page(report, "Readings <of> ours")
    assert page.count("<svg") == 3
    assert "Readings &lt;of&gt; ours" in page
    assert not re.search(r"<script|<link|<img|https?://|url\(", page)
