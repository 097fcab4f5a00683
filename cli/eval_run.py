"""`closeloop eval run`: progress, summary, and what failed where."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cli.eval_report import conclude, read_against
from domain.errors import CloseloopError
from evals.run import Play, Run
from evals.running import RunOptions, Told, run_suite
from evals.voices import VOICES, Voice
from knowledge.file_problems import suggest

if TYPE_CHECKING:
    from rich.console import Console

MOST_FAILURES = 30
BAD_INPUT = 2


@dataclass(frozen=True)
class EvalRequest:
    """What the command line asks for."""

    suite: tuple[str, ...]
    repeats: int
    seed: int
    voice: str | None
    only: str | None
    jobs: int | None
    out: Path | None
    baseline: Path | None
    report: Path | None
    gates: Path | None = None
    judge: bool = False


def run_eval(request: EvalRequest) -> None:
    """Play, show, write. Exits with 0, 1 (below a floor, stopped; without floors: something failed) or 2 (bad input)."""
    from rich.console import Console

    from evals.playing.player import quiet_logs

    console = Console()
    quiet_logs()
    try:
        _check(request)
        against = read_against(request.baseline, _floors(request))
        with _progress() as told:
            run = run_suite(
                RunOptions(
                    suite=request.suite, repeats=request.repeats, seed=request.seed,
                    voice=cast("Voice | None", request.voice), only=request.only, jobs=request.jobs,
                    out=request.out, with_judge=request.judge,
                ),
                told=told,
            )  # fmt: skip
    except (CloseloopError, OSError) as error:
        print(f"closeloop: {error}", file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
    for problem in [*run.header.notes, *run.problems]:
        print(problem, file=sys.stderr)
    _show_failures(console, run)
    _show_summary(console, run)
    code = conclude(run, against, request.report)
    if run.problems:
        raise SystemExit(BAD_INPUT)
    if code:
        raise SystemExit(code)


def _floors(request: EvalRequest) -> Path | None:
    """The floors speak of whole runs; a part is held against them only when asked."""
    from evals.statistics.gates import GATES_FILE

    whole = not request.suite and request.voice is None and request.only is None
    return request.gates or (GATES_FILE if whole else None)


def _check(request: EvalRequest) -> None:
    """Mistakes that would only show after minutes of playing."""
    if request.voice is not None and request.voice not in VOICES:
        raise CloseloopError(f'--voice "{request.voice}": {suggest(request.voice, list(VOICES))}')
    for option, path in (("--out", request.out), ("--report", request.report)):
        if path is not None and not path.resolve().parent.is_dir():
            raise CloseloopError(f"{option}: there is no folder {path.resolve().parent}")
    if request.baseline is not None and not request.baseline.is_file():
        raise CloseloopError(f"--baseline: there is no file {request.baseline}; write one with --out first")


@contextmanager
def _progress() -> Iterator[Told]:
    """A bar on standard error, from the first seconds on: opening the models takes some."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("[green]{task.fields[passed]} passed[/green] [red]{task.fields[failed]} failed[/red]"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Opening the front desk", total=None, passed=0, failed=0)
        failed = 0

        def told(play: Play, done: int, total: int) -> None:
            nonlocal failed
            failed += not play.passed
            bar.update(
                task, description="Playing", completed=done, total=total, passed=done - failed, failed=failed
            )

        yield told


def _show_failures(console: Console, run: Run) -> None:
    """Each failing scenario once a voice and reason, with the turn to look at."""
    seen: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for play in run.plays:
        for reason in failures_of(play):
            seen[play.scenario_id, play.voice, reason].append(play.repeat)
    for number, ((scenario_id, voice, reason), repeats) in enumerate(seen.items()):
        if number == MOST_FAILURES:
            console.print(f"… and {len(seen) - number} more; see --report or --out")
            break
        times = f" ({len(repeats)}x)" if len(repeats) > 1 else ""
        console.print(f"[red]✗[/red] {scenario_id} [dim]{voice}{times}[/dim]", highlight=False)
        console.print(f"    {reason}", markup=False, highlight=False)


def failures_of(play: Play) -> list[str]:
    """What a play failed by, one line each: metric, turn, reason."""
    if play.transcript.error is not None:
        return [f"error: {play.transcript.error}"]
    lines = []
    for score in play.scores:
        if not score.passed:
            turn = f", turn {score.turn}" if score.turn is not None else ""
            lines.append(f"{score.metric}{turn}: {score.reason}")
    return lines


def _show_summary(console: Console, run: Run) -> None:
    from rich.table import Table

    by_flow: dict[str, list[Play]] = defaultdict(list)
    for play in run.plays:
        by_flow[play.flow].append(play)
    table = Table(box=None, pad_edge=False)
    for name in ("flow", "scenarios", "plays", "passed", "errors", "messages", "seconds a play"):
        table.add_column(name, justify="left" if name == "flow" else "right")
    rows = [*sorted(by_flow.items()), *([("all", run.plays)] if len(by_flow) > 1 else [])]
    for flow, plays in rows:
        passed = sum(p.passed for p in plays)
        errors = sum(p.transcript.error is not None for p in plays)
        table.add_row(
            flow, str(len({p.scenario_id for p in plays})), str(len(plays)),
            f"{passed} ({100 * passed / len(plays):.0f}%)", str(errors),
            f"{sum(p.transcript.messages for p in plays) / len(plays):.1f}",
            f"{sum(p.seconds for p in plays) / len(plays):.2f}",
        )  # fmt: skip
    console.print(table)
    _show_metrics(console, run)


def _show_metrics(console: Console, run: Run) -> None:
    from rich.table import Table

    values: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    for play in run.plays:
        for score in play.scores:
            failed[score.metric] += not score.passed
            if score.value is not None:
                values[score.metric].append(score.value)
    if not values:
        return
    table = Table(box=None, pad_edge=False)
    for name in ("metric", "mean", "judged", "failed"):
        table.add_column(name, justify="left" if name == "metric" else "right")
    for metric, found in values.items():
        table.add_row(metric, f"{sum(found) / len(found):.3f}", str(len(found)), str(failed[metric] or ""))
    console.print()
    console.print(table)
