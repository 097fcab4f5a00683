"""`closeloop eval import`: what the chats say, on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.ingest import shown_progress

if TYPE_CHECKING:
    from rich.console import Console

    from evals.imports.run import Imported

SHOWN_PROBLEMS = 10


def run_eval_import(
    file: Path, *, format: str | None, business: str, us: str | None, out: Path | None
) -> None:
    """Print the insights; with `out`, write the masked messages and the insights there."""
    from rich.console import Console

    from evals.imports.run import INSIGHTS_FILE, MESSAGES_FILE, import_chats

    imported = import_chats(file, format=format, business=business, us=us, out=out, shown=shown_progress)
    console = Console() if sys.stdout.isatty() else Console(width=140)
    print_imported(imported, console)
    if out is not None:
        console.print(f"written to {out / MESSAGES_FILE} and {out / INSIGHTS_FILE}", highlight=False)
    else:
        console.print("Nothing was stored; --out FOLDER keeps the masked messages.", highlight=False)


def print_imported(imported: Imported, console: Console) -> None:
    """Tables in the order of the decisions they serve: what is asked, what is missing, where it ends, where to begin."""
    from rich.markup import escape
    from rich.table import Table

    found = imported.insights
    languages = ", ".join(f"{name} {count}" for name, count in found.languages.items())
    console.print(
        f"{imported.file}: {found.chats} chats, {found.messages} messages, {found.customer_messages} of customers "
        f"({languages}); {found.left_unanswered} chats end with a customer nobody answered",
        highlight=False,
    )
    needs = Table(title="Most frequent needs", title_justify="left")
    for name in ("need", "chats", "share", "messages", "example"):
        needs.add_column(name, justify="right" if name in ("chats", "share", "messages") else "left")
    for need in found.needs:
        needs.add_row(
            need.route, str(need.chats), f"{need.share:.0%}", str(need.messages), escape(need.example[:70])
        )
    console.print(needs)
    questions = Table(title="Repeated questions without a policy", title_justify="left")
    for name in ("times", "chats", "languages", "question", "lines"):
        questions.add_column(name, justify="right" if name in ("times", "chats") else "left")
    for question in found.questions_without_policy:
        questions.add_row(
            str(question.times), str(question.chats), " ".join(question.languages), escape(question.text[:80]),
            escape(", ".join(question.places[:3])),
        )  # fmt: skip
    console.print(questions)
    stops = Table(title="Where customers stop answering", title_justify="left")
    for name in ("left", "asked", "share", "our last question"):
        stops.add_column(name, justify="left" if name == "our last question" else "right")
    for stop in found.stopping_points:
        stops.add_row(str(stop.left), str(stop.asked), f"{stop.share:.0%}", escape(stop.question[:90]))
    console.print(stops)
    _print_waits(imported, console)
    console.print("[bold]Begin with[/bold]")
    for flow in found.flows[:2]:
        console.print(f"  {flow.name}: {flow.why}", markup=False, highlight=False)
    for note in imported.notes:
        console.print(note, markup=False, highlight=False)
    if imported.problems:
        console.print(f"[bold]{len(imported.problems)} lines need a look; everything else was read[/bold]")
        for problem in imported.problems[:SHOWN_PROBLEMS]:
            console.print(f"  {problem}", markup=False, highlight=False)


def _print_waits(imported: Imported, console: Console) -> None:
    from rich.table import Table

    hours = imported.insights.first_response
    if not hours:
        return
    overall = imported.insights.first_response_median_seconds or 0.0
    table = Table(title=f"First response by hour, median {_duration(overall)}", title_justify="left")
    for name in ("hour", "waits", "median", "slowest"):
        table.add_column(name, justify="right")
    for row in hours:
        table.add_row(
            f"{row.hour:02d}:00",
            str(row.waits),
            _duration(row.median_seconds),
            _duration(row.slowest_seconds),
        )
    console.print(table)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
