"""Findings for people (a table) and for programs (JSON)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.finding import Finding


def print_table(console: Console, findings: list[Finding]) -> None:
    """Figures first, then a line or two about each."""
    table = Table(title="Closeloop, measured", title_justify="left", header_style="bold")
    table.add_column("what", ratio=1)
    for name in ("ours", "bare", "ratio (95 %)", "at most", ""):
        table.add_column(name, justify="right", no_wrap=True)
    for finding in findings:
        table.add_row(
            finding.title,
            show(finding.ours, finding.unit),
            show(finding.bare, finding.unit) if finding.bare is not None else "",
            show_ratio(finding),
            next((f"{most:g}" for most in (finding.target, finding.limit) if most is not None), ""),
            {True: "[green]yes[/green]", False: "[red]no[/red]", None: ""}[finding.passed],
        )
    console.print(table)
    for finding in findings:
        for note in finding.notes:
            console.print(f"[dim]{finding.name}: {note}[/dim]", highlight=False)


def show(value: float, unit: str) -> str:
    """Three figures are enough."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def show_ratio(finding: Finding) -> str:
    """The ratio with its interval, where there is one."""
    ratio = finding.ratio
    if ratio is None:
        return ""
    if ratio.low == ratio.high:
        return f"{ratio.value:.3g}"
    return f"{ratio.value:.2f} ({ratio.low:.2f}-{ratio.high:.2f})"


def to_json(findings: list[Finding], **about: Any) -> dict[str, Any]:
    """Everything, with what it was measured on."""
    return {**about, "findings": [{**asdict(finding), "passed": finding.passed} for finding in findings]}
