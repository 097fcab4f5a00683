"""Figures of the public adapters: rows, grains, shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadRequest, NotFound
from evals.public.datetimes import judge
from evals.public.grains import Expected, agrees
from evals.public.rows import read_rows
from evals.public.scores import label_scores, mean_share, share_by


def found(start: str | None, end: str | None = None) -> dict[str, Any]:
    return {"start": start, "end": end, "grain": "day", "text": ""}


def reading(*dates: dict[str, Any], impossible: bool = False) -> dict[str, Any]:
    return {"dates": list(dates), "entities": {"windows": [{"impossible": impossible}] if impossible else []}}


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "intents.jsonl"
    path.write_bytes(b'{"text": "a"}\n\n{"text": "b\n[1]\n\xff\xfe\n{"text": "c", "more": 1}\n')
    read = read_rows(path)
    assert [row.line for row in read] == [1, 6]
    assert [p.split(":")[:2] for p in read.problems] == [["intents.jsonl", n] for n in ("3", "4", "5")]
    assert "mend or delete" in read.problems[0]


def test_a_missing_file_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"intents\.jsonl"):
        read_rows(tmp_path / "intents.jsonl")


def test_a_field_that_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": null, "our_label": "bookng"}\n')
    row = read_rows(path).rows[0]
    with pytest.raises(BadRequest, match=r'x\.jsonl:1: "text"'):
        row.text_of("text")
    with pytest.raises(BadRequest, match="'bookng'; known are booking, cancel"):
        row.label_of("our_label", ("booking", "cancel"))


def test_the_limit_counts_lines_that_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("nothing\n" + '{"text": "a"}\n' * 5)
    assert len(read_rows(path, limit=2)) == 2


def test_both_sides_are_cut_to_the_grain() -> None:
    day = Expected("instant", "day", accepted=[("2026-05-12T18:00:00", None)])
    assert agrees(day, found("2026-05-12T00:00"))
    assert not agrees(day, found("2026-05-13T00:00"))
    week = Expected("instant", "week", accepted=[("2026-05-11", None)])
    assert agrees(week, found("2026-05-13T00:00"))
    assert not agrees(week, found("2026-05-18T00:00"))
    clock = Expected("instant", "time_of_day", accepted=[("07:00:00", None)])
    assert agrees(clock, found("2030-01-01T07:00"))
    assert not agrees(clock, found("2030-01-01T19:00"))


def test_any_of_several_answers_will_do() -> None:
    either = Expected("instant", "day", accepted=[("2025-10-02", None), ("2026-10-02", None)])
    assert agrees(either, found("2026-10-02T00:00"))
    assert not agrees(either, found("2027-10-02T00:00"))


def test_ends_of_intervals_are_half_open() -> None:
    def interval(end: str, exclusive: bool | None, grain: str = "day") -> Expected:
        return Expected("interval", grain, exclusive, [("2026-05-01T00:00:00", end)])

    to_the_tenth = found("2026-05-01T00:00", "2026-05-11T00:00")
    assert agrees(interval("2026-05-11T00:00:00", True), to_the_tenth)
    assert not agrees(interval("2026-05-10T00:00:00", True), to_the_tenth)
    assert agrees(interval("2026-05-10T00:00:00", False), to_the_tenth)
    assert agrees(interval("2026-05-10", None), to_the_tenth)
    assert not agrees(interval("2026-05-12", None), to_the_tenth)
    assert not agrees(interval("2026-05-10", None), found("2026-05-01T00:00"))
    assert agrees(interval("2026-05-10", None), found("2026-05-01T00:00"), start_only=True)
    half_an_hour = Expected("interval", "minute", True, [("2026-05-01T16:00:00", "2026-05-01T16:31:00")])
    assert agrees(half_an_hour, found("2026-05-01T16:00", "2026-05-01T16:30"))


def test_open_bounds() -> None:
    before = Expected("open_before", "day", accepted=[(None, "2026-05-12")])
    assert agrees(before, found(None, "2026-05-12T00:00"))
    assert not agrees(before, found("2026-05-01T00:00", "2026-05-12T00:00"))
    after = Expected("open_after", "hour", accepted=[("2026-05-12T14:00:00", None)])
    assert agrees(after, found("2026-05-12T14:00"))
    assert not agrees(after, found("2026-05-12T14:00", "2026-05-12T15:00"))


def test_nothing_to_find_and_dates_that_do_not_exist() -> None:
    nothing = Expected("none")
    assert judge(nothing, reading())[0]
    assert not judge(nothing, reading(found("2026-05-12T00:00")))[0]
    impossible = Expected("impossible_date")
    assert judge(impossible, reading(impossible=True))[0]
    assert not judge(impossible, reading(found("2026-03-01T00:00")))[0]


def test_the_first_time_counts_and_the_others_are_told_apart() -> None:
    tomorrow = Expected("instant", "day", accepted=[("2026-05-12", None)])
    wrong, right = found("2026-05-20T00:00"), found("2026-05-12T00:00")
    assert judge(tomorrow, reading(right, wrong)) == (True, True, True)
    assert judge(tomorrow, reading(wrong, right)) == (False, False, True)
    assert judge(tomorrow, reading()) == (False, False, False)


def test_shares_have_an_interval_and_are_the_same_each_time() -> None:
    share = mean_share([1.0] * 30 + [0.0] * 10)
    assert (share.n, share.value) == (40, 0.75)
    assert share.low < 0.75 < share.high
    assert mean_share([1.0] * 30 + [0.0] * 10) == share
    assert mean_share([]).n == 0


def test_slices_are_ordered_by_size() -> None:
    assert list(share_by([("hy", 1.0), ("ru", 0.0), ("ru", 1.0)])) == ["ru", "hy"]


def test_macro_f1_weighs_labels_equally() -> None:
    pairs = [("booking", "booking")] * 8 + [("cancel", "booking")] * 2
    scores = label_scores(pairs)
    assert scores.accuracy.value == 0.8
    assert scores.macro_f1.value == pytest.approx((2 * 8 / (8 + 10) + 0) / 2, abs=1e-3)
    assert scores.recall["cancel"].value == 0.0
    assert scores.confusion["cancel"] == {"booking": 2}


def test_macro_f1_agrees_with_a_known_implementation() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    expected = ["a", "a", "b", "c", "c", "c", "b", "a"]
    got = ["a", "b", "b", "c", "a", "d", "c", "a"]
    ours = label_scores(list(zip(expected, got, strict=True))).macro_f1.value
    theirs = metrics.f1_score(expected, got, labels=["a", "b", "c"], average="macro")
    assert ours == pytest.approx(theirs, abs=1e-3)
