"""Which metrics there are, and what happens when one does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domain.business import Business
from evals.metrics import registry
from evals.metrics.port import Metric
from evals.metrics.registry import MetricError, available_metrics, load_metrics, score_play
from tests.fakes.story import Story, scenario_of

ROOT = Path(__file__).parents[4]


def test_names_are_unique_and_every_metric_says_what_it_is_about(metrics: list[Metric]) -> None:
    names = [metric.name for metric in metrics]
    assert len(names) == len(set(names)) == len(registry.METRICS)
    assert all(metric.about.endswith(".") for metric in metrics)


def test_a_metric_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "METRICS", ("evals.metrics.no_such_metric",))
    with pytest.raises(
        MetricError, match=r"metric evals\.metrics\.no_such_metric does not load: ModuleNotFoundError"
    ):
        load_metrics()


def test_a_module_without_a_metric_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "METRICS", ("evals.metrics.verdict",))
    with pytest.raises(MetricError, match="neither a class Metric nor an instance METRIC"):
        load_metrics()


def test_without_ragas_its_metrics_are_left_out_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    loaded = available_metrics()
    assert "tool_calls" not in {metric.name for metric in loaded.metrics}
    [problem] = loaded.problems
    assert problem == (
        "ragas is not installed, so tool_calls, tool_calls_f1, passages, passages_precision are left out; "
        "install the evals extra to have them."
    )


def test_ragas_is_not_imported_before_one_of_its_metrics_scores() -> None:
    code = (
        "import sys; from evals.metrics.registry import load_metrics, score_play; "
        "from tests.fakes.story import Story, load_clinic, scenario_of; s = Story('ru'); s.says('…'); "
        "score_play(load_metrics(), scenario_of(), s.told(), load_clinic()); sys.exit('ragas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_metric_that_breaks_fails_the_play_and_stops_nothing(
    clinic: Business, metrics: list[Metric]
) -> None:
    class Broken:
        name, about, decides = "broken", "Breaks.", True

        def score(self, *arguments: object) -> None:
            raise ZeroDivisionError("nothing there")

    story = Story("ru")
    story.says("…")
    scores = score_play([Broken(), *metrics], scenario_of(), story.told(), clinic)  # type: ignore[list-item]
    assert len(scores) == len(metrics) + 1
    assert not scores[0].passed
    assert "the metric itself broke: ZeroDivisionError: nothing there" in scores[0].reason


def test_a_play_that_went_wrong_is_not_judged(clinic: Business, metrics: list[Metric]) -> None:
    transcript = (
        Story("ru").told().model_copy(update={"error": "the script asks for an option that is not there"})
    )
    assert score_play(metrics, scenario_of(), transcript, clinic) == []


def test_the_same_transcript_gives_the_same_scores(clinic: Business, metrics: list[Metric]) -> None:
    from tests.fakes.clinic_stories import booking

    scenario, told = scenario_of(outcome="booked", passages=["parking"], calls=[]), booking().told()
    assert score_play(metrics, scenario, told, clinic) == score_play(load_metrics(), scenario, told, clinic)


def test_an_empty_play_breaks_no_metric(clinic: Business, metrics: list[Metric]) -> None:
    expect = {"outcome": "booked", "escalates": ["medical"], "passages": ["parking"], "calls": [{"tool": "x"}],
              "says": [{"words": "да"}], "max_messages": 1, "flags": ["anger"], "records": [{"kind": "lead"}]}  # fmt: skip
    scores = score_play(metrics, scenario_of(**expect), Story("ru").told(), clinic)
    assert not [score.reason for score in scores if "the metric itself broke" in score.reason]
