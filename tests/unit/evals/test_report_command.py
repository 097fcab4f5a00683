"""`eval report`: a run from disk to a page, a headline and an exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.eval_report import known_names, read_against
from cli.main import app
from domain.errors import BusinessFileError
from evals.report import write
from evals.run import Run
from evals.run_files import RunWriter
from evals.statistics.gates import GATES_FILE
from tests.fakes.eval_runs import make_play, make_run

FLOORS = "floors:\n  - {pass: 1, at_least: 0.6}\n"


def written(run: Run, path: Path) -> Path:
    with RunWriter(path, run.header) as writer:
        for play in run.plays:
            writer.append(play)
        if run.complete:
            writer.finish(complete=True)
    return path


@pytest.fixture
def half_passed(tmp_path: Path) -> Path:
    return written(make_run([make_play("a"), make_play("b", passed=False)]), tmp_path / "now.jsonl")


def test_page_stands_beside_the_run(half_passed: Path) -> None:
    result = CliRunner().invoke(app, ["eval", "report", str(half_passed)])
    assert "pass^1   50.0 %" in result.output
    assert half_passed.with_suffix(".html").read_text("utf-8").startswith("<!doctype html>")
    assert result.exit_code == 1


def test_floors_decide_the_exit_code(half_passed: Path, tmp_path: Path) -> None:
    gates = tmp_path / "gates.yaml"
    gates.write_text(FLOORS.replace("0.6", "0.4"))
    asked = ["eval", "report", str(half_passed), "--gates", str(gates), "--out", str(tmp_path / "page.html")]
    assert CliRunner().invoke(app, asked).exit_code == 0
    gates.write_text(FLOORS)
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 1
    assert "below: pass^1: 50.0% is below 60.0%" in result.output


def test_baseline_is_compared(half_passed: Path, tmp_path: Path) -> None:
    before = written(make_run([make_play("a", passed=False), make_play("b")]), tmp_path / "before.jsonl")
    result = CliRunner().invoke(app, ["eval", "report", str(half_passed), "--baseline", str(before)])
    assert "1 better, 1 worse" in result.output


def test_a_stopped_run_is_reported_and_not_good(tmp_path: Path) -> None:
    path = written(make_run([make_play("a")], complete=False), tmp_path / "stopped.jsonl")
    result = CliRunner().invoke(app, ["eval", "report", str(path)])
    assert "stopped before its end" in result.output
    assert result.exit_code == 1


def test_our_floors_speak_of_things_there_are() -> None:
    against = read_against(None, GATES_FILE)
    assert against.gates is not None


def test_a_misspelt_floor_is_told_before_anything_is_played(tmp_path: Path) -> None:
    gates = tmp_path / "gates.yaml"
    gates.write_text("floors:\n  - {metric: outcom, at_least: 0.6}\n")
    with pytest.raises(BusinessFileError, match='did you mean "outcome"'):
        read_against(None, gates)


def test_floors_may_speak_of_metrics_of_a_judge() -> None:
    assert "faithfulness" in known_names().metrics


def test_what_a_report_is_made_of_is_shipped_beside_its_code() -> None:
    """The wheel takes every file of a package; one kept elsewhere would be missing from it."""
    for name in ("templates/report.html", "static/report.css", "static/report.js"):
        assert (write.HERE / name).is_file()
    assert GATES_FILE.is_file()
