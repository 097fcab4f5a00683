"""Scenario files: every mistake is said with its file, line and field, and good files are read beside broken ones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from evals.scenario_files import SCENARIOS, load_scenarios

GOOD = """\
title: Asks
voices: [ru, en]
start: 2026-11-23T10:00
requirements: [R35]
script:
  - say: { ru: Есть парковка?, en: Is there parking? }
expect: {}
"""


def mistakes(folder: Path, text: str) -> list[str]:
    """What is said about one file, without the folder."""
    path = folder / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    scenarios, problems = load_scenarios([path])
    assert not scenarios
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


def test_our_own_scenarios_are_right() -> None:
    scenarios, problems = load_scenarios()
    assert [str(p) for p in problems] == []
    assert len(scenarios) >= 60
    assert all(s.flow == (SCENARIOS / s.flow).name for s in scenarios)


def test_the_id_is_the_files_name_and_the_flow_its_folders(tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "parking.yaml").write_text(GOOD, encoding="utf-8")
    (scenario,), problems = load_scenarios([tmp_path])
    assert (scenario.id, scenario.flow, problems) == ("parking", "questions", [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Asks", "titel: Asks", 'broken.yaml:1: titel: is not a field of this place; did you mean "title"?'),
        ("T10:00", "T25:00", 'broken.yaml:3: start: "2026-11-23T25:00" is no moment'),
        ("2026-11-23", "2026-02-30", 'broken.yaml:3: start: "2026-02-30T10:00" is no moment'),
        ("[R35]", "[35]", 'broken.yaml:4: requirements[0]: "35" is no requirement; write R and its number'),
        ("{ ru: Есть парковка?, en: Is there parking? }", "{ ru: Есть парковка? }",
         "broken.yaml:6: script[0].say: has no words in voice en"),
        ("{ ru: Есть парковка?,", "{ rus: Есть парковка?,",
         'broken.yaml:6: script[0].say: "rus" is no voice; did you mean "ru"?'),
        ("- say: { ru: Есть парковка?, en: Is there parking? }", "- {}", "broken.yaml:6: script[0]: does nothing"),
        ("- say: { ru: Есть парковка?, en: Is there parking? }", "- { say: hi, wait: 1d }",
         "broken.yaml:6: script[0]: does say and wait at once"),
        ("- say: { ru: Есть парковка?, en: Is there parking? }", "- { wait: soon }",
         'broken.yaml:6: script[0].wait: "soon" is no duration; write 30m'),
        ("- say: { ru: Есть парковка?, en: Is there parking? }", "- { staff: { decision: edit } }",
         'broken.yaml:6: script[0].staff: decision "edit" needs text'),
        ("expect: {}", "goal: { opens: hi }\nexpect: {}", "broken.yaml:7: goal: stands beside script"),
        ("title: Asks", "title: Asks\nbusiness: clinc", 'broken.yaml:2: business: there is no business "clinc"'),
        ("title: Asks", "title: Asks\nchannel: whatsapp", 'broken.yaml:2: channel: "whatsapp" cannot be played'),
        ("expect: {}", "expect: { outcome: boked }", 'broken.yaml:7: expect.outcome: cannot be "boked"; did you mean'),
        ("expect: {}", "expect: { escalates: [medicl] }", 'broken.yaml:7: expect.escalates[0]: "medicl" is no topic'),
        ("expect: {}", "expect: { records: [{ kind: appointment, fields: { servce: x } }] }",
         'expect.records[0].fields.servce: is not a field of appointment records; did you mean "service"?'),
        ("expect: {}", "world: { visits: [{ practitioner: anni, branch: center, service: cleaning,"
         " start: 2026-11-24T10:00 }] }\nexpect: {}", 'world.visits[0].practitioner: "anni" is no practitioner'),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = mistakes(tmp_path, GOOD.replace(old, new))
    assert any(said in line for line in found), found


def test_neither_script_nor_goal(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("script:")] + "expect: {}\n"
    assert any("has no customer" in line for line in mistakes(tmp_path, text))


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "half.yaml").write_text(GOOD[: GOOD.index("en: Is there")], encoding="utf-8")
    scenarios, problems = load_scenarios([tmp_path])
    assert [s.id for s in scenarios] == ["good"]
    assert len(problems) == 1
    assert "half.yaml" in problems[0].file


def test_two_scenarios_with_one_id(tmp_path: Path) -> None:
    for flow in ("one", "two"):
        (tmp_path / flow).mkdir()
        (tmp_path / flow / "same.yaml").write_text(GOOD, encoding="utf-8")
    scenarios, problems = load_scenarios([tmp_path])
    assert len(scenarios) == 1
    assert 'is "same" already in' in str(problems[0])


def test_an_empty_folder_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "holds no scenarios" in str(load_scenarios([tmp_path])[1][0])
    assert 'did you mean "booking"?' in str(load_scenarios(["bookin"])[1][0])


def test_durations_as_people_write_them(tmp_path: Path) -> None:
    text = GOOD.replace(
        "expect: {}", "  - wait: 3d\n  - wait: PT2H\n  - wait: 1d12h\n  - pick: 2\nexpect: {}"
    )
    (tmp_path / "waits.yaml").write_text(text, encoding="utf-8")
    (scenario,), _ = load_scenarios([tmp_path])
    assert scenario.script is not None
    assert [m.wait for m in scenario.script[1:4]] == [
        timedelta(days=3), timedelta(hours=2), timedelta(days=1, hours=12)
    ]  # fmt: skip
    assert scenario.script[4].pick == 2
