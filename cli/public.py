"""`closeloop eval public`: measured on the terminal, and written as JSON."""

from __future__ import annotations

import sys
from pathlib import Path

from cli.ingest import shown_progress


def run_eval_public(
    folder: Path, *, only: str | None, out: Path | None, limit: int | None, business: str
) -> None:
    """Print the tables; write the whole report, failures with their lines included, to `out`."""
    from rich.console import Console

    from evals.public.run import run_public
    from evals.public.tables import print_report

    names = [name.strip() for name in only.split(",") if name.strip()] if only else None
    report = run_public(folder, only=names, limit=limit, business=business, shown=shown_progress)
    console = Console() if sys.stdout.isatty() else Console(width=140)
    print_report(report, console)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report.model_dump_json(indent=1), encoding="utf-8")
        console.print(f"written to {out}", highlight=False)
    else:
        failures = sum(len(result.failures) for result in report.adapters)
        console.print(f"{failures} failures with file and line: --out FILE.json", highlight=False)
