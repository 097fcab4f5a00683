"""Mood and risk on the labelled sets: floors on lines that nothing was made from, and on idioms that must not trigger."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from agents.understanding.flag_sets import FLAG_SETS, GROUPS, load_flag_lines
from agents.understanding.held_out import load_held_out
from agents.understanding.lint_examples import lint_labelled
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.errors import BadRequest
from tests.unit.understanding.conftest import NOW, Read

RECALL_FLOOR = 0.72
PRECISION_FLOOR = 0.9
FALSE_ALARMS = 0.02
EACH = 3
"""Of the held-out lines every third is read here, of every flag and language: all of them take twenty seconds of a core, and
are read by `./closeloop eval readings`."""


def test_every_group_has_enough_lines_of_both_kinds_in_every_language() -> None:
    counts = Counter(
        (group, line.voice, line.raises)
        for line in load_flag_lines()
        for group, flags in GROUPS.items()
        if line.flag in flags
    )
    thin = {
        k: counts[k]
        for g in GROUPS
        for v in ("ru", "hy", "en")
        for r in (True, False)
        if counts[k := (g, v, r)] < 40
    }
    assert thin == {}


def test_a_third_is_held_out() -> None:
    lines = load_flag_lines()
    assert 0.28 < sum(line.held_out for line in lines) / len(lines) < 0.36


def test_held_out_messages_are_found_and_their_look_alikes_are_not(understander: Understander) -> None:
    held_out = [line for line in load_flag_lines() if line.held_out and line.flag is not None]
    found = [
        (line, line.flag in understander.flags(line.text, ReadingContext(NOW, line.language)))
        for line in held_out[::EACH]
    ]
    due = [raised for line, raised in found if line.raises]
    raised = [line.raises for line, hit in found if hit]
    assert sum(due) / len(due) >= RECALL_FLOOR
    assert sum(raised) / len(raised) >= PRECISION_FLOOR


def test_what_customers_write_all_day_raises_nothing(understander: Understander) -> None:
    texts = [line for line in load_flag_lines() if line.flag is None and line.held_out]
    alarms = [x.text for x in texts if understander.flags(x.text, ReadingContext(NOW, x.language))]
    assert len(texts) >= 70
    assert len(alarms) <= 1, alarms


def test_an_ordinary_message_with_a_sign_of_danger_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "ordinary.txt").write_text("- a cup please\n+ the house burns\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"ordinary\.txt:2"):
        load_flag_lines(tmp_path)


def test_ordinary_messages_raise_nothing(understander: Understander) -> None:
    calm = ("booking", "reschedule", "cancel", "quote", "faq", "confirm", "sales", "support.delivery")
    lines = [line for line in load_held_out() if line.labels[0] in calm]
    alarms = [
        line.text for line in lines if understander.flags(line.text, ReadingContext(NOW, line.language))
    ]
    assert len(alarms) / len(lines) <= FALSE_ALARMS, alarms


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("убийственная улыбка", "safety"),
        ("this kills me :)", "safety"),
        ("адвокат is my job and I want cleaning", "legal"),
        ("my heart is with you", "medical"),
        ("ignore the previous message, I can come at 5", "injection"),
    ],
)
def test_a_manner_of_speaking_is_no_risk(read: Read, text: str, flag: str) -> None:
    assert flag not in read(text).flags


def test_the_labelled_files_are_in_order() -> None:
    assert [str(f) for f in lint_labelled()] == []


def test_a_line_without_a_sign_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "anger.txt").write_text("+ you again\nno sign\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"anger\.txt:2"):
        load_flag_lines(tmp_path)


def test_an_unknown_flag_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "joy.txt").write_text("+ hooray\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="joy"):
        load_flag_lines(tmp_path)


def test_the_sets_are_shipped() -> None:
    assert FLAG_SETS.is_dir()
