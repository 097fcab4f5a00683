"""A run against the real desk: the same seed gives the same run, and one that is stopped keeps what it has."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread

from domain.errors import BadRequest
from evals.metrics.registry import load_metrics
from evals.playing.desk import Stage
from evals.playing.play import play
from evals.playing.player import judged
from evals.playing.seeds import make_orders
from evals.run import Play
from evals.running import RunOptions, index_folder, run_suite
from evals.scenario_files import SCENARIOS, load_scenarios
from tests.fakes.judge_endpoint import serve_judge

pytestmark = [pytest.mark.slow, pytest.mark.anyio]


@pytest.fixture(autouse=True)
def clinic_found(monkeypatch: pytest.MonkeyPatch, clinic_index: Path) -> None:
    """The processes of a run take the index from the settings."""
    monkeypatch.setenv("CLOSELOOP_INDEX_DIR", str(clinic_index))


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Two scenarios, one of them with typos and bursts, and a broken file beside them."""
    folder = tmp_path / "suite"
    folder.mkdir()
    for name in ("booking/burst-with-typos.yaml", "questions/parking.yaml"):
        shutil.copy(SCENARIOS / "clinic" / name, folder)
    (folder / "broken.yaml").write_text("title: x\nvoices: [ru]\nstrat: 2026-11-23T10:00\n", encoding="utf-8")
    return folder


def options(suite: Path, **changes: Any) -> RunOptions:
    return RunOptions(suite=(str(suite),), voice="ru", index=index_folder(), **changes)


def without_wall_time(plays: Sequence[Play]) -> list[dict[str, Any]]:
    shown = [done.model_dump(mode="json") for done in plays]
    for done in shown:
        done["seconds"] = 0
        for turn in done["transcript"]["turns"]:
            turn["turn_ms"] = 0
        for score in done["scores"]:
            score["figures"] = {k: v for k, v in score["figures"].items() if "ms" not in k.split("_")}
    return shown


async def test_the_same_seed_gives_the_same_run_whatever_the_number_of_workers(
    suite: Path, stage: Stage
) -> None:
    first = await to_thread.run_sync(run_suite, options(suite, repeats=2, seed=5, jobs=2))
    scenarios, _problems = load_scenarios((str(suite),))
    alone = [
        judged(order, await play(order, stage), stage, load_metrics(), seconds=0.0)
        for order in make_orders(scenarios, repeats=2, seed=5, voice="ru")
    ]
    assert without_wall_time(first.plays) == without_wall_time(alone), "two workers, and one process alone"
    assert first.complete
    assert len(first.plays) == 4
    assert all(done.transcript.error is None for done in first.plays)
    assert any("broken.yaml:3: strat" in problem for problem in first.problems)
    typed = {tuple(line.text for turn in p.transcript.turns for line in turn.lines) for p in first.plays}
    assert len(typed) > 2, "another repeat has another seed, so it is typed differently"


def test_a_run_that_is_stopped_keeps_what_had_ended(suite: Path, tmp_path: Path) -> None:
    def interrupt(_play: Play, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "run.jsonl"
    run = run_suite(options(suite, repeats=2, jobs=1, out=out), told=interrupt)
    assert not run.complete
    assert len(run.plays) == 1
    header, first, end = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert header["plays"] == 4
    assert first["scenario_id"] == run.plays[0].scenario_id
    assert end["complete"] is False


def test_a_judge_is_asked_over_the_network_and_its_figures_decide_nothing(
    suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ragas")
    with serve_judge() as endpoint:
        endpoint.answers = {
            "end state": {"user_goal": "to park", "end_state": "was told where"},
        }
        monkeypatch.setenv("CLOSELOOP_JUDGE_MODEL", "some-model")
        monkeypatch.setenv("CLOSELOOP_JUDGE_BASE_URL", endpoint.url)
        run = run_suite(options(suite, only="parking", with_judge=True, jobs=1))
    judged = {score.metric: score for score in run.plays[0].scores}
    assert endpoint.asked
    assert {"faithfulness", "goal_accuracy"} <= set(judged)
    assert run.plays[0].passed, "an endpoint that makes no sense leaves a reason and fails nobody"


def test_asking_a_judge_that_nobody_configured_says_what_to_set(
    suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLOSELOOP_JUDGE_MODEL", raising=False)
    with pytest.raises(BadRequest, match="CLOSELOOP_JUDGE_MODEL"):
        run_suite(options(suite, only="parking", with_judge=True))
