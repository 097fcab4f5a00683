"""How near a message is to each of several groups of texts, all groups at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from agents.understanding.neighbours import NEAREST_SHARE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FEW = 5
"""Of a group's texts, how many say something beside the nearest."""
_FARTHEST = -9.0
"""Less than any likeness."""


class Groups:
    """Texts by what they belong to: a service, or goods that one wish may mean. Safe to share between threads."""

    def __init__(self, owners: Any, count: int) -> None:
        """`owners`: per text the place of its group, 0 to `count` - 1; a group may have none."""
        import numpy as np

        of_each = [np.flatnonzero(owners == n) for n in range(count)]
        sizes = np.array([len(places) for places in of_each], dtype=np.int64)
        # A row for each group, filled up with the place after the last text, and at least as long as what is looked for.
        self._places = np.full((count, max([FEW, *sizes.tolist()])), len(owners))
        for row, places in zip(self._places, of_each, strict=True):
            row[: len(places)] = places
        self._few = np.clip(sizes, 1, FEW).astype(np.float32)
        self._empty = sizes == 0

    def nearness(self, alike: Vectors, *, of_none: float = -1.0) -> Vectors:
        """Per row of likenesses to the texts, and group: mostly the nearest text, with the mean of a few; `of_none` where a
        group has none."""
        import numpy as np

        column = np.full((len(alike), 1), _FARTHEST, dtype=np.float32)
        of_groups = np.concatenate([alike, column], axis=1)[:, self._places]
        of_groups.partition(self._places.shape[1] - FEW, axis=2)
        best = of_groups[:, :, -FEW:]
        mean = np.where(best > _FARTHEST, best, 0).sum(axis=2) / self._few
        found = NEAREST_SHARE * best.max(axis=2) + (1 - NEAREST_SHARE) * mean
        found[:, self._empty] = of_none
        return cast("Vectors", found)
