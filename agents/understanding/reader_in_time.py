"""When a reader of meanings is made: some seconds of one core where no earlier start made the vectors."""

from __future__ import annotations

import threading
from collections.abc import Callable

from agents.understanding.head import RouteHead
from agents.understanding.meaning import MeaningReader
from agents.understanding.meaning_table import Progress


class ReaderInTime:
    """A `MeaningReader`, made once: when it is first asked for, or in `warm`. Safe to share between threads.

    `later`: only in `warm`; until then there is none, and no message waits.
    """

    def __init__(self, make: Callable[[RouteHead, Progress | None], MeaningReader | None]) -> None:
        """`make` gives None where there is nothing to be found."""
        self._make = make
        self._made: MeaningReader | None = None
        self._making = threading.Lock()
        self.later = False

    def warm(self, head: RouteHead, progress: Progress | None = None) -> None:
        """Make the reader now. What `progress` raises ends it; the next call begins it again."""
        if self._made is None:
            with self._making:
                if self._made is None:
                    self._made = self._make(head, progress)

    def get(self, head: RouteHead) -> MeaningReader | None:
        if not self.later:
            self.warm(head)
        return self._made
