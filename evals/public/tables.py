"""A public report on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.public.results import AdapterResult, PublicReport

if TYPE_CHECKING:
    from rich.console import Console

SHOWN_PROBLEMS = 8


def print_report(report: PublicReport, console: Console) -> None:
    """Headlines first, then slices, recalls and what went wrong."""
    from rich.table import Table

    table = Table(title=f"{report.folder} in {report.seconds:.0f} s", title_justify="left")
    for name in ("adapter", "rows", "figure", "value", "95% interval", "seconds"):
        table.add_column(name, justify="right" if name in ("rows", "value", "seconds") else "left")
    for result in report.adapters:
        for place, (figure, share) in enumerate(result.headline.items()):
            first = place == 0
            table.add_row(
                result.name if first else "", str(share.n), figure,
                f"{share.value:.3f}" if share.n else "–", f"{share.low:.3f}–{share.high:.3f}" if share.n else "",
                f"{result.seconds:.1f}" if first else "", end_section=place == len(result.headline) - 1,
            )  # fmt: skip
    console.print(table)
    for result in report.adapters:
        _print_slices(result, console)
    for result in report.adapters:
        if result.labels is not None:
            _print_labels(result, console)
    for result in report.adapters:
        if result.counts:
            told = ", ".join(f"{name} {count}" for name, count in result.counts.items())
            console.print(f"{result.name}: {told}", highlight=False)
    _print_problems([*report.problems, *(p for r in report.adapters for p in r.problems)], console)


def _print_slices(result: AdapterResult, console: Console) -> None:
    from rich.table import Table

    if not result.slices:
        return
    table = Table(title=f"{result.name}: {next(iter(result.headline))}", title_justify="left")
    for name in ("by", "slice", "rows", "value", "95% interval"):
        table.add_column(name, justify="right" if name in ("rows", "value") else "left", overflow="fold")
    for by, shares in result.slices.items():
        for place, (name, share) in enumerate(shares.items()):
            table.add_row(
                by if place == 0 else "", name, str(share.n), f"{share.value:.3f}",
                f"{share.low:.3f}–{share.high:.3f}", end_section=place == len(shares) - 1,
            )  # fmt: skip
    console.print(table)


def _print_labels(result: AdapterResult, console: Console) -> None:
    from rich.table import Table

    labels = result.labels
    assert labels is not None
    table = Table(title=f"{result.name}: labels", title_justify="left")
    for name in ("label", "rows", "recall", "precision", "taken for"):
        table.add_column(name, justify="left" if name in ("label", "taken for") else "right")
    for label, recall in labels.recall.items():
        others = [(got, n) for got, n in labels.confusion[label].items() if got != label]
        precision = labels.precision.get(label)
        table.add_row(
            label, str(recall.n), f"{recall.value:.3f}", f"{precision.value:.3f}" if precision else "–",
            ", ".join(f"{got} {n}" for got, n in others[:4]),
        )  # fmt: skip
    console.print(table)


def _print_problems(problems: list[str], console: Console) -> None:
    if not problems:
        return
    console.print(f"[bold]{len(problems)} problems; everything else was measured[/bold]")
    for problem in problems[:SHOWN_PROBLEMS]:
        console.print(f"  {problem}", markup=False, highlight=False)
    if len(problems) > SHOWN_PROBLEMS:
        console.print(f"  and {len(problems) - SHOWN_PROBLEMS} more, all in the JSON (--out)")
