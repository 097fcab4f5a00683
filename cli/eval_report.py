"""`closeloop eval report`, and how every run ends: its headline, its floors, its report."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.run import Play, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.statistics.gates import Gates, Known

FAILED = 1


@dataclass(frozen=True)
class Against:
    """What a run is held against, read before minutes are spent on playing it."""

    baseline: Run | None
    gates: Gates | None


def read_against(baseline: Path | None, gates: Path | None, plays: Sequence[Play] = ()) -> Against:
    """Raises BusinessFileError for a baseline that is no run, and for floors with mistakes."""
    from evals.run_files import read_run
    from evals.statistics.gates import check_names, read_gates

    floors: Gates | None = None
    if gates is not None:
        floors, file = read_gates(gates)
        check_names(floors, file, plays, known_names())
    return Against(read_run(baseline) if baseline is not None else None, floors)


def known_names() -> Known:
    """What floors may speak of although a run has none of it."""
    from cli.businesses import BUSINESSES
    from evals.metrics.registry import JUDGED, load_metrics
    from evals.scenario_files import SCENARIOS
    from evals.statistics.gates import Known
    from knowledge.business_files import list_businesses

    return Known(
        metrics=[metric.name for metric in load_metrics()] + [path.rpartition(".")[2] for path in JUDGED],
        flows=sorted(folder.name for folder in SCENARIOS.iterdir() if folder.is_dir()),
        businesses=list_businesses(BUSINESSES),
    )


def conclude(run: Run, against: Against, report: Path | None) -> int:
    """Print the headline, write the report if wished. The exit code: by the floors where there are some, else 1 when
    any play failed or the run was stopped."""
    from evals.report.headline import headline
    from evals.report.write import write_report
    from evals.statistics.gates import exit_code, judge_gates
    from evals.statistics.paired import compare_runs

    results = judge_gates(run, against.gates) if against.gates is not None else []
    comparison = compare_runs(run, against.baseline) if against.baseline is not None else None
    top = headline(run, comparison, results)
    print("\n" + "\n".join(top.lines()))
    if report is not None:
        written = write_report(run, report, against.baseline, results)
        print(f"report: {written.path} ({written.size_bytes / 1e6:.1f} MB)")
    if not run.complete:
        return FAILED
    return exit_code(results) if results else FAILED if top.failures else 0


def run_eval_report(path: Path, *, baseline: Path | None, gates: Path | None, out: Path | None) -> None:
    """Report on a run that was written before. Ends with the exit code of `conclude`."""
    from evals.run_files import read_run
    from evals.statistics.gates import GATES_FILE

    run = read_run(path)
    for problem in run.problems:
        print(problem, file=sys.stderr)
    floors = gates or (GATES_FILE if run.header.whole else None)
    code = conclude(run, read_against(baseline, floors, run.plays), out or path.with_suffix(".html"))
    if code:
        raise SystemExit(code)
