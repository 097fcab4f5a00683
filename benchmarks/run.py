"""`closeloop bench`: all measurements, one after the other, in a temporary folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from rich.console import Console

from benchmarks import bytes_stored, length, reading, throughput, turn_cost, webhook
from benchmarks.desks import index_policies
from benchmarks.finding import Finding, Plan
from benchmarks.machine import describe_machine, load_average
from benchmarks.report import print_table, to_json
from benchmarks.worker import MeasurementFailed

SEED = 20261121

MEASUREMENTS: dict[str, Callable[[Plan], list[Finding]]] = {
    "turn": turn_cost.measure,
    "webhook": webhook.measure,
    "bytes": bytes_stored.measure,
    "length": length.measure,
    "reading": reading.measure,
    "throughput": throughput.measure,
}


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
    with tempfile.TemporaryDirectory(prefix="closeloop-bench-") as name, console.status("…") as status:
        folder = Path(name)

        def tell(measurement: str) -> Callable[[str], None]:
            return lambda doing: status.update(f"[{monotonic() - began:4.0f} s] {measurement}: {doing}")

        index = folder / "index"
        tell("policies")("indexing them once")
        index_policies(index)
        for measurement, measure in MEASUREMENTS.items():
            if only and measurement not in only:
                continue
            plan = Plan(folder=folder, index=index, seed=seed, quick=quick, progress=tell(measurement))
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
