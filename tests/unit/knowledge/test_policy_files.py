"""Policy files are read strictly: every mistake has a file, a line and advice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.errors import BusinessFileError
from knowledge.policies import read_policies

TODAY = date(2026, 6, 10)
GOOD = """---
id: late
title: "If you are late: what then"
valid_from: 2026-01-01
valid_to: 2026-12-31
questions:
  - what if I am late?
  - "can I come later: say, ten minutes?"
---
We wait fifteen minutes.
After that we offer another time.

## Detail

The practitioner decides.
"""


def write(folder: Path, text: str, name: str = "en/late.md") -> Path:
    path = folder / "policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder / "policies"


def problems(folder: Path) -> list[str]:
    with pytest.raises(BusinessFileError) as caught:
        read_policies(folder, today=TODAY)
    return caught.value.problems


def test_a_policy_is_one_passage_with_its_answer_and_detail_apart(tmp_path: Path) -> None:
    (passage,) = read_policies(write(tmp_path, GOOD), today=TODAY)
    assert (passage.id, passage.topic, passage.language) == ("late.en", "late", "en")
    assert passage.title == "If you are late: what then"
    assert passage.text == "We wait fifteen minutes. After that we offer another time."
    assert passage.detail == "The practitioner decides."
    assert passage.questions == ("what if I am late?", "can I come later: say, ten minutes?")
    assert (passage.valid_from, passage.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))


def test_windows_line_ends_and_byte_order_mark_are_accepted(tmp_path: Path) -> None:
    (passage,) = read_policies(write(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n")), today=TODAY)
    assert passage.text == "We wait fifteen minutes. After that we offer another time."


@pytest.mark.parametrize(("today", "count"), [(date(2026, 12, 31), 1), (date(2027, 1, 1), 0)])
def test_an_expired_policy_is_left_out_from_the_day_after_its_last(
    tmp_path: Path, today: date, count: int
) -> None:
    assert len(read_policies(write(tmp_path, GOOD), today=today)) == count


def test_a_folder_that_is_not_there_holds_no_policies(tmp_path: Path) -> None:
    assert read_policies(tmp_path / "policies", today=TODAY) == []


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ("id: late\n", "", "policies/en/late.md:1: id: is missing"),
        ("id: late\n", "id: Late Arrival\n", "policies/en/late.md:2: id: "),
        ("id: late\n", "id: lateness\n", 'policies/en/late.md:2: id: is "lateness"; write late'),
        ("title:", "titel:", "policies/en/late.md:3: titel: is not a field"),
        ("2026-12-31", "31.12.2026", 'policies/en/late.md:5: valid_to: "31.12.2026" is not a date'),
        ("2026-12-31", "2025-12-31", "policies/en/late.md:1: valid_to is before valid_from"),
        ("valid_to: 2026-12-31", "id: late", "policies/en/late.md:5: id: stands twice"),
        ("  - what if I am late?", "  - ''", "policies/en/late.md:6: questions: holds an empty question"),
        ('"If you', "If you", "policies/en/late.md:3: "),
        ("We wait", "# We wait", "policies/en/late.md:10: answer: must hold no heading"),
        ("minutes.\nAfter", "minutes.\n\nAfter", "policies/en/late.md:10: answer: must be one paragraph"),
        ("We wait", "We " * 59 + "wait", "policies/en/late.md:10: answer: has 68 words"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path: Path, old: str, new: str, start: str) -> None:
    assert old in GOOD
    found = problems(write(tmp_path, GOOD.replace(old, new, 1)))
    assert any(line.startswith(start) for line in found), found


def test_a_policy_without_an_answer_is_refused(tmp_path: Path) -> None:
    found = problems(write(tmp_path, "---\nid: late\ntitle: Late\n---\n## Detail\nonly this"))
    assert found == ["policies/en/late.md:5: answer: is missing; write the short answer below the fields"]


@pytest.mark.parametrize("name", ["late.md", "de/late.md", "en/late.txt", "en/more/late.md"])
def test_a_file_in_the_wrong_place_is_reported_rather_than_ignored(tmp_path: Path, name: str) -> None:
    assert problems(write(tmp_path, GOOD, name)) == [
        f"policies/{name}:1: is not read; name it policies/ru|hy|en/<topic>.md"
    ]


def test_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    write(tmp_path, "no fields", "en/a.md")
    found = problems(write(tmp_path, "no fields", "ru/b.md"))
    assert [line.split(":")[0] for line in found] == ["policies/en/a.md", "policies/ru/b.md"]
