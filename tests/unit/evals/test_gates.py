"""Floors: read with line and field, judged on data, missed when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import BusinessFileError
from evals.statistics.gates import GATES_FILE, Known, check_names, exit_code, judge_gates, read_gates
from tests.fakes.eval_runs import make_play, make_run

RUN = make_run(
    [make_play(f"s{i}", passed=i > 0, voice="hy" if i < 2 else "ru", repeat=0, turns=[]) for i in range(10)]
)


def gates_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gates.yaml"
    path.write_text(text, "utf-8")
    return path


def test_floors_hold_overall_in_a_part_and_for_a_metric(tmp_path: Path) -> None:
    gates, file = read_gates(
        gates_file(
            tmp_path,
            """floors:
  - {pass: 1, at_least: 0.9}
  - {pass: 1, where: {voice: hy}, at_least: 0.75}
  - {metric: outcome, at_least: 0.95, why: What customers came for.}
  - {metric: records, where: {flow: booking, voice: hy}, at_least: 1}
""",
        )
    )
    check_names(gates, file, RUN.plays)
    results = judge_gates(RUN, gates)
    assert [(r.floor.label, r.passed, r.reason) for r in results] == [
        ("pass^1", True, "90.0% reaches 90.0%"),
        ("pass^1 where voice is hy", False, "50.0% is below 75.0%"),
        ("outcome", False, "90.0% is below 95.0%"),
        ("records where flow is booking and voice is hy", True, "100.0% reaches 100.0%"),
    ]
    assert exit_code(results) == 1
    assert exit_code(results[:1]) == 0


def test_a_floor_without_data_is_missed(tmp_path: Path) -> None:
    gates, file = read_gates(
        gates_file(
            tmp_path,
            """floors:
  - {pass: 1, where: {voice: en}, at_least: 0}
  - {pass: 4, at_least: 0}
  - {metric: faithfulness, at_least: 0}
""",
        )
    )
    check_names(gates, file, RUN.plays, Known(metrics=["faithfulness"]))
    results = judge_gates(RUN, gates)
    assert [(r.passed, r.reason) for r in results] == [
        (False, "nothing of it was played"),
        (False, "no scenario was played 4 times"),
        (False, "no play has a faithfulness"),
    ]


def test_names_nobody_knows_are_errors_with_the_line_and_a_near_word(tmp_path: Path) -> None:
    gates, file = read_gates(
        gates_file(
            tmp_path,
            """floors:
  - metric: outcom
    at_least: 0.9
  - pass: 1
    where: {flow: bookings, voice: hyy, requirement: R14}
    at_least: 0.9
  - {pass: 1, where: {requirement: booking}, at_least: 0.9}
  - {pass: 1, where: {flow: estimate}, at_least: 0.9}
""",
        )
    )
    with pytest.raises(BusinessFileError) as refused:
        check_names(gates, file, RUN.plays, Known(flows=["estimate"]))
    assert refused.value.problems == [
        'gates.yaml:2: floors[0].metric: there is no metric "outcom"; did you mean "outcome"?',
        'gates.yaml:5: floors[1].where.flow: there is no flow "bookings"; did you mean "booking"?',
        'gates.yaml:5: floors[1].where.voice: there is no voice "hyy"; did you mean "hy"?',
        'gates.yaml:7: floors[2].where.requirement: there is no requirement "booking"; known here: R14',
    ]


@pytest.mark.parametrize(
    ("floor", "told"),
    [
        ("{pass: 1}", "2: floors[0].at_least: is missing"),
        ("{pass: 1, at_least: 90}", "2: floors[0].at_least: cannot be 90; write a number that is at most 1"),
        ("{pass: 1, at_least: high}", "2: floors[0].at_least: must be a share between 0 and 1, like 0.9"),
        ("{pass: 0, at_least: 1}", "2: floors[0].pass: cannot be 0; write a number that is at least 1"),
        ("{pass: 1, metric: outcome, at_least: 1}", "2: floors[0]: needs either pass"),
        ("{at_least: 1}", "2: floors[0]: needs either pass"),
        ("{pass: 1, at_least: 1, were: {}}", '2: floors[0].were: is not a field of this place; did you mean "where"?'),
        (
            "{pass: 1, at_least: 1, where: {flwo: booking}}",
            '2: floors[0].where.flwo: is no part of a run; did you mean "flow"?',
        ),
    ],
)  # fmt: skip
def test_a_wrong_floor_is_told_with_line_and_field(tmp_path: Path, floor: str, told: str) -> None:
    with pytest.raises(BusinessFileError) as refused:
        read_gates(gates_file(tmp_path, f"floors:\n  - {floor}\n"))
    assert f"gates.yaml:{told}" in str(refused.value)


def test_our_own_floors_are_readable() -> None:
    gates, _ = read_gates(GATES_FILE)
    assert gates.floors


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BusinessFileError, match="there is no such file"):
        read_gates(tmp_path / "gates.yaml")
