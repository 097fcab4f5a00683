"""What an adapter is given, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from domain.business import Business
from evals.public.results import AdapterResult
from evals.public.rows import Row

if TYPE_CHECKING:
    from agents.understanding.lines import LineReader
    from evals.public.vectors import KeptEmbedder

Progress = Callable[[int, int], None]
"""Called with (done, to do)."""

T = TypeVar("T")


@dataclass
class Bench:
    """Everything adapters share: models are loaded once for the whole folder.

    `workers` threads embed at the same time; one each on the machine's cores is the fastest.
    """

    folder: Path
    business: Business
    clinic: Path
    """The owner's folder that made businesses take their words from."""
    reader: LineReader
    embedder: KeptEmbedder
    index_dir: Path
    scratch: Path
    """A folder that is deleted afterwards."""
    workers: int = 2
    limit: int | None = None

    def read_all(
        self, rows: Iterable[Row], line_of: Callable[[Row], dict[str, Any]], progress: Progress
    ) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Each row with its reading, in order, several read at a time."""
        yield from self.map(list(rows), lambda row: self.reader.read(line_of(row)), progress)

    def map(self, rows: list[Row], work: Callable[[Row], T], progress: Progress) -> Iterator[tuple[Row, T]]:
        """Each row with what `work` makes of it, in order."""
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            for done, (row, made) in enumerate(zip(rows, pool.map(work, rows), strict=True), 1):
                yield row, made
                progress(done, len(rows))


Adapter = Callable[[Bench, Progress], AdapterResult]
"""Raises NotFound when its file is missing; everything that is wrong with a line becomes a problem."""
