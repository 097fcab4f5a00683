"""The bars below which a model is asked come from labelled messages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from agents.understanding.calibrate import HIGHEST, Bar, Judged, calibrated, find_bar, judge, read_material
from agents.understanding.thresholds import load_thresholds, parse_thresholds
from agents.understanding.understander import Understander
from domain.errors import BadRequest, Permanent
from domain.language import LANGUAGES


def spread(right_from: float) -> list[Judged]:
    """A hundred messages of every confidence, right from one confidence on."""
    return [Judged(n / 100, n / 100 >= right_from) for n in range(100)]


def test_the_bar_is_the_lowest_that_keeps_the_promise() -> None:
    assert find_bar(spread(0.7), target=1.0) == Bar(0.7, 1.0, 0.3, 100)
    assert find_bar(spread(0.7), target=0.6).at < 0.7
    assert find_bar(spread(0.0)).at == 0.3


def test_where_the_promise_cannot_be_kept_the_bar_is_the_highest() -> None:
    assert find_bar(spread(1.1)).at == HIGHEST


def test_a_few_lucky_messages_set_no_bar() -> None:
    assert find_bar([*spread(1.1), *[Judged(0.99, True)] * 5], target=0.9).at == HIGHEST
    with pytest.raises(BadRequest, match="too few"):
        find_bar(spread(0.0)[:5])


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text(
        '{"text": "a", "lang": "en", "route": "faq"}\n{"text": "b", "lang": "en", "route": "nonsense"}\n'
    )
    with pytest.raises(BadRequest, match=r"m\.jsonl:2: no such"):
        read_material([path])
    path.write_text('{"text": "a"}\n')
    with pytest.raises(BadRequest, match=r"m\.jsonl:1"):
        read_material([path])


def test_exact_answers_are_left_out(understander: Understander, tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    lines = [{"text": "спасибо", "lang": "ru", "route": "smalltalk"},
             {"text": "хочу записаться на чистку", "lang": "ru", "route": ["booking"]}]  # fmt: skip
    path.write_text("\n".join(json.dumps(line) for line in lines))
    judged = judge(understander, read_material([path]))
    assert [one.right for one in judged["ru"]] == [True]


def test_what_is_written_can_be_loaded() -> None:
    bars = {language: Bar(0.65, 0.95, 0.8, 100) for language in LANGUAGES}
    found = calibrated(load_thresholds(), bars, 0.95).with_bars({"safety": -1.25})
    written = parse_thresholds(found.to_toml())
    assert written == found
    assert written.ask_model_below["hy"] == 0.65
    assert written.flags["safety"].bar == -1.25
    assert "messages = 100" in written.calibration
    assert written.flags["anger"] == load_thresholds().flags["anger"]


def test_an_impossible_bar_is_an_error() -> None:
    with pytest.raises(Permanent, match=r"ask_model_below\.hy"):
        replace(load_thresholds(), ask_model_below={"ru": 0.5, "hy": 1.5, "en": 0.5})


def test_a_flag_without_its_numbers_is_an_error() -> None:
    text = load_thresholds().to_toml()
    with pytest.raises(Permanent, match=r"flags\.vip"):
        parse_thresholds(text.replace("vip = ", "viip = "))
    with pytest.raises(Permanent, match="dear"):
        parse_thresholds(text.replace('dear = "false"', 'dear = "never"'))


def test_dangers_are_dear_to_miss() -> None:
    flags = load_thresholds().flags
    assert {f for f, rule in flags.items() if rule.dear == "missed"} == {
        "medical", "safety", "legal", "other_person",
    }  # fmt: skip
