"""What the model was asked and what it cost, in whichever process it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class ModelCounts:
    """The latest numbers of the model reader; none without a model. `relay` is told each change too: a process whose
    figures are shown by another passes them on. Numbers only.
    """

    def __init__(self, relay: Callable[[Mapping[str, float]], None] | None = None) -> None:
        self.current: Mapping[str, float] = {}
        self._relay = relay

    def tell(self, counts: Mapping[str, float]) -> None:
        """The numbers have changed. From any thread."""
        self.current = counts
        if self._relay is not None:
            self._relay(counts)
