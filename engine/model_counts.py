"""What the model was asked and what it cost, in whichever process it is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping


class ModelCounts:
    """The latest numbers of the model that reads and of the one that rewords; none without a model. `relay` is told each change too: a process whose
    figures are shown by another passes them on. Numbers only.
    """

    def __init__(self, relay: Callable[[Mapping[str, float]], None] | None = None) -> None:
        self.current: Mapping[str, float] = {}
        self._relay = relay
        self._telling = threading.Lock()

    def tell(self, counts: Mapping[str, float]) -> None:
        """These numbers have changed; the others, which somebody else told, stay. From any thread."""
        with self._telling:
            self.current = {**self.current, **counts}
            if self._relay is not None:
                self._relay(self.current)
