"""`write_report`: a run as one HTML file. No request leaves it, and it runs no script but its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import BusinessFileError
from evals.metrics.registry import available_metrics
from evals.report import numbers
from evals.report.facts import facts_of, glance, plain
from evals.report.figures import MOST_COLUMNS, Scale, curve_points, number_rows, outcome_histogram, scale_for
from evals.report.headline import headline
from evals.report.ways import ways_of
from evals.run import Run
from evals.scenario import Voice
from evals.statistics.gates import GateResult
from evals.statistics.metric_table import metric_table
from evals.statistics.paired import compare_runs
from evals.statistics.slices import Slice, slices_of

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
FULL_FAILURES = 150
"""So many failing courses are shown with everything beside each turn; more would be read by nobody and weigh much."""
_TAGS: dict[Voice, str] = {"ru-latn": "ru-Latn", "hy-latn": "hy-Latn"}


@dataclass(frozen=True)
class Written:
    """Where the report is, and how large."""

    path: Path
    size_bytes: int


def write_report(
    run: Run, path: Path, baseline: Run | None = None, gates: Sequence[GateResult] = (), *, seed: int = 0
) -> Written:
    """Write the report of `run` to `path`, making folders as needed.

    Raises BusinessFileError when the file cannot be written.
    """
    html = render_report(run, baseline, gates, seed=seed).encode("utf-8", errors="replace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html)
    except OSError as error:
        raise BusinessFileError(
            [f"{path}: cannot be written ({error.strerror}); choose another place"]
        ) from None
    return Written(path, len(html))


def render_report(
    run: Run, baseline: Run | None = None, gates: Sequence[GateResult] = (), *, seed: int = 0
) -> str:
    """The page. The same run, baseline and seed give the same text."""
    comparison = compare_runs(run, baseline, seed=seed) if baseline is not None else None
    top = headline(run, comparison, gates, seed=seed)
    slices = slices_of(run.plays, seed=seed, with_metrics=False)
    failing, passing = ways_of(run.plays)
    curve_scale = scale_for(point.estimate.low for point in top.curve)
    css = (HERE / "static" / "report.css").read_text(encoding="utf-8")
    script = (HERE / "static" / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            run=run,
            top=top,
            comparison=comparison,
            slices=slices,
            slice_scale=scale_for(s.passed.low for s in slices),
            gate_scale=_gate_scale(gates),
            groups=_grouped(slices),
            metrics=metric_table(run.plays, seed=seed),
            about={metric.name: metric.about for metric in available_metrics().metrics},
            numbers=number_rows(run.plays),
            histogram=outcome_histogram(run.plays),
            curve_scale=curve_scale,
            curve_points=curve_points(top.curve, curve_scale),
            failing=failing,
            passing=passing,
            imperfect={metric for way in (*failing, *passing) for metric in way.below},
            gate_filter=_gate_filter,
            full_failures=FULL_FAILURES,
            last_column=MOST_COLUMNS,
            css=css,
            script=script,
            css_hash=_hash(css),
            script_hash=_hash(script),
        )
    )


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=numbers.percent, interval=numbers.interval, points=numbers.points, moment=numbers.moment,
        points_interval=numbers.points_interval, verdict=numbers.verdict, short=numbers.short, day=numbers.day, plain=plain,
    )  # fmt: skip
    environment.globals.update(
        counted=numbers.counted, facts_of=facts_of, glance=glance, tag=lambda voice: _TAGS.get(voice, voice)
    )
    return environment


def _gate_scale(gates: Sequence[GateResult]) -> Scale:
    """An axis on which every floor and every reached share can be seen."""
    return scale_for(
        [g.floor.at_least for g in gates] + [g.estimate.value for g in gates if g.estimate is not None]
    )


def _gate_filter(gate: GateResult) -> dict[str, str]:
    """Which transcripts explain a floor: those that cost it something, or all of its part when none did."""
    if gate.estimate is None:
        return {}
    where: dict[str, str] = dict(gate.floor.where.items())
    if gate.estimate.value < 1:
        where.update({"below": gate.floor.metric} if gate.floor.metric else {"passed": "no"})
    return where


def _grouped(slices: list[Slice]) -> dict[str, list[Slice]]:
    """Dimension -> its parts; a dimension with one part tells nothing that the headline does not."""
    groups: dict[str, list[Slice]] = {}
    for one in slices:
        groups.setdefault(one.dimension, []).append(one)
    return {dimension: parts for dimension, parts in groups.items() if len(parts) > 1}


def _hash(text: str) -> str:
    """As a content security policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
