"""`closeloop bench`: all measurements, one after the other, in a temporary folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from benchmarks import bytes_stored, length, reading, throughput, turn_cost, webhook
from benchmarks.desks import index_policies
from benchmarks.finding import Finding, Plan
from benchmarks.machine import describe_machine, load_average
from benchmarks.report import print_table, to_json
from benchmarks.worker import MeasurementFailed

SEED = 20261121
LINE_SECONDS = 10.0
"""Where nobody sees a line change, a new one is written after so long at the soonest."""

MEASUREMENTS: dict[str, Callable[[Plan], list[Finding]]] = {
    "turn": turn_cost.measure,
    "webhook": webhook.measure,
    "bytes": bytes_stored.measure,
    "length": length.measure,
    "reading": reading.measure,
    "throughput": throughput.measure,
}


class Teller:
    """Says how long it has taken and what is being done: in one line that changes or, where the output is no terminal,
    in a new line now and then.
    """

    def __init__(self, console: Console, status: Status) -> None:
        self._console = console
        self._status = status
        self._began = monotonic()
        self._told_at = -LINE_SECONDS

    def about(self, what: str) -> Callable[[str], None]:
        """What is told of `what`, in a few words each time; the first time is told for certain."""
        self._told_at = -LINE_SECONDS
        return lambda doing: self._tell(f"{what}: {doing}")

    def _tell(self, doing: str) -> None:
        seconds = monotonic() - self._began
        if self._console.is_terminal:
            self._status.update(escape(f"[{seconds:4.0f} s] {doing}"))
        elif seconds - self._told_at >= LINE_SECONDS:
            self._told_at = seconds
            self._console.print(f"[{seconds:4.0f} s] {doing}", markup=False, highlight=False)


def run_bench(*, quick: bool, out: Path | None, only: list[str] | None = None, seed: int = SEED) -> None:
    """Measure, print the table, and write the JSON to `out` when it is given.

    A measurement that does not work is named at the end and costs only its own figures; then MeasurementFailed is
    raised.
    """
    console = Console()
    began, began_at = monotonic(), datetime.now(UTC)
    load_before = load_average()
    findings: list[Finding] = []
    failures: dict[str, str] = {}
    chosen = {name: measure for name, measure in MEASUREMENTS.items() if not only or name in only}
    with tempfile.TemporaryDirectory(prefix="closeloop-bench-") as name, console.status("…") as status:
        folder = Path(name)
        teller = Teller(console, status)
        index = folder / "index"
        teller.about("policies")("indexing them once")
        index_policies(index)
        for number, (measurement, measure) in enumerate(chosen.items(), start=1):
            told = teller.about(f"{number} of {len(chosen)}, {measurement}")
            plan = Plan(folder=folder, index=index, seed=seed, quick=quick, progress=told)
            try:
                findings += measure(plan)
            except MeasurementFailed as error:
                failures[measurement] = str(error)
    print_table(console, findings)
    report = to_json(
        findings,
        started_at=began_at.isoformat(timespec="seconds"), seconds=round(monotonic() - began, 1), seed=seed,
        quick=quick, machine=describe_machine(),
        load_average={"before": load_before, "after": load_average()}, failures=failures,
    )  # fmt: skip
    if out is not None:
        out.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        console.print(f"written to {out}")
    if failures:
        raise MeasurementFailed("\n".join(f"{name}: {why}" for name, why in failures.items()))
