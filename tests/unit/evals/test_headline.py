"""The lines a run ends with in the terminal."""

from __future__ import annotations

import pytest

from evals.report.headline import headline
from evals.report.numbers import percent, points
from evals.statistics.gates import Floor, Gates, judge_gates
from evals.statistics.paired import compare_runs
from tests.fakes.eval_runs import make_play, make_run


def test_lines_tell_figures_change_and_missed_floors() -> None:
    plays = [
        make_play(f"s{i}", repeat=r, passed=i > 1 or r > 0, turns=[]) for i in range(10) for r in range(2)
    ]
    run = make_run(plays)
    before = make_run([make_play(f"s{i}", repeat=r, turns=[]) for i in range(10) for r in range(2)])
    gates = Gates(floors=[Floor.model_validate({"pass": k, "at_least": 0.85}) for k in (1, 2)])
    lines = headline(run, compare_runs(run, before), judge_gates(run, gates)).lines()
    assert lines[0] == "10 scenarios, 20 plays (ru 20), seed 7"
    assert lines[1].startswith("pass^1   90.0 %  95 % interval ")
    assert lines[2].startswith("pass^2   80.0 %  95 % interval ")
    assert lines[3] == "2 plays failed"
    assert lines[4].startswith("against the baseline \u221210.0 points (")
    assert lines[4].endswith("0 better, 2 worse")
    assert lines[5:] == ["1 of 2 floors hold", "  below: pass^2: 80.0% is below 85.0%"]


def test_a_run_of_nothing_and_a_stopped_one_say_so() -> None:
    assert headline(make_run([])).lines() == ["Nothing was played."]
    stopped = headline(make_run([make_play("a", error="x")], complete=False)).lines()
    assert "1 play failed, 1 of them with an error" in stopped
    assert stopped[-1].startswith("The run was stopped")


def test_lines_tell_how_many_messages_each_outcome_took() -> None:
    run = make_run([make_play("a", repeat=r) for r in range(3)] + [make_play("b", passed=False)])
    assert "customer messages to outcome, median (plays): booked 5 (3)" in headline(run).lines()


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1, "100 %"), (0.997, "99.7 %"), (0.99999, "99.99 %"), (0.004, "0.4 %"), (0, "0 %"), (0.5, "50 %")],
)
def test_percent_does_not_round_to_all_or_nothing(share: float, shown: str) -> None:
    assert percent(share).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("difference", "shown"), [(0.021, "+2.1"), (-0.005, "\u22120.5"), (-0.0001, "0.0"), (0, "0.0")]
)
def test_points_carry_their_sign(difference: float, shown: str) -> None:
    assert points(difference) == shown
