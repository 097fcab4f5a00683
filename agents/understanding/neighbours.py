"""How near a message is to examples of each label. Regressions draw lines; this knows where examples really lie.

What lies near no example at all is likely no business of ours, whatever side of a line it falls on.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from knowledge.e5.likeness import Likeness
from knowledge.e5.session import EncoderUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

NEAREST_SHARE = 0.7
"""Of the nearest example alone; the rest is the mean of `_FEW`, so that one odd example decides nothing."""
_FEW = 6
_FEW_TEXTS, _KEPT = 8, 16
_FARTHEST = -2.0
"""Less than any similarity."""
_STEPS = 127.0


class Neighbours:
    """Examples by label, as centred vectors of length 1. Safe to share between threads."""

    def __init__(self, vectors: Any, labels: Any, count: int) -> None:
        """`vectors`: numbers of 32 bits, or what `packed` made of them. `labels`: per vector the place of its label, 0 to
        `count` - 1; every label has an example.
        """
        import numpy as np

        order = np.argsort(labels, kind="stable")
        self._cosines = _cosines_to(vectors[order])
        self._bounds = np.searchsorted(np.asarray(labels)[order], np.arange(count + 1)).tolist()
        self._few = np.minimum(np.diff(self._bounds), _FEW).astype(np.float32)
        self._count = count
        self._last: dict[bytes, Vectors] = {}

    def nearness(self, vectors: Vectors) -> Vectors:
        """Per text and label, -1 to 1. The last answers are kept, as two readers ask about the same message."""
        import numpy as np

        if len(vectors) > _FEW_TEXTS:
            return self._nearness(vectors)
        asked, last = [vector.tobytes() for vector in vectors], self._last
        known = {row: last[row] for row in asked if row in last}
        new = [n for n, row in enumerate(asked) if row not in known]
        if new:
            known |= zip((asked[n] for n in new), self._nearness(vectors[new]), strict=True)
            self._last = dict([*last.items(), *known.items()][-_KEPT:])
        return np.stack([known[row] for row in asked]) if asked else np.empty((0, self._count), np.float32)

    def _nearness(self, vectors: Vectors) -> Vectors:
        """`mixed_nearness` of every label; only the choice of the best is done label by label."""
        import numpy as np

        alike = self._cosines(vectors)
        best = np.full((len(vectors), len(self._few), _FEW), _FARTHEST, dtype=np.float32)
        for n, (begin, end) in enumerate(pairwise(self._bounds)):
            of_label, few = alike[:, begin:end], min(_FEW, end - begin)
            of_label.partition(end - begin - few, axis=1)
            best[:, n, :few] = of_label[:, -few:]
        mean = np.where(best > _FARTHEST, best, 0).sum(axis=2) / self._few
        return cast("Vectors", NEAREST_SHARE * best.max(axis=2) + (1 - NEAREST_SHARE) * mean)


def mixed_nearness(alike: Vectors) -> Vectors:
    """Per row of similarities: mostly the greatest, with the mean of a few."""
    import numpy as np

    few = min(_FEW, alike.shape[1])
    best = np.partition(alike, alike.shape[1] - few, axis=1)[:, -few:]
    return cast("Vectors", NEAREST_SHARE * best.max(axis=1) + (1 - NEAREST_SHARE) * best.mean(axis=1))


def packed(vectors: Vectors) -> Any:
    """Vectors of length 1 in a quarter of the space; `unpacked` gives nearly the same back."""
    import numpy as np

    return np.round(vectors * _STEPS / max(float(np.abs(vectors).max()), 1e-9)).astype(np.int8)


def unpacked(stored: Any) -> Vectors:
    """Of length 1 again."""
    import numpy as np

    vectors: Vectors = stored.astype(np.float32)
    vectors /= _lengths(vectors)[:, np.newaxis]
    return vectors


def _cosines_to(examples: Any) -> Callable[[Vectors], Vectors]:
    """Of each text to each example. Those that are packed stay whole numbers where ONNX Runtime can multiply them."""
    import numpy as np

    if examples.dtype != np.int8:
        return _cosines_to_numbers(examples)
    try:
        likeness = Likeness(examples)
    except (ImportError, EncoderUnavailable):
        # The embedding model has said so already.
        return _cosines_to_numbers(unpacked(examples))
    # One by one: its rounding would go by all of them, and the same text has the same cosines in any company.
    return lambda vectors: np.stack([likeness.cosines(vector) for vector in vectors])


def _cosines_to_numbers(examples: Vectors) -> Callable[[Vectors], Vectors]:
    import numpy as np

    across = np.ascontiguousarray(examples.T)
    return lambda vectors: cast("Vectors", vectors @ across)


def _lengths(vectors: Vectors) -> Vectors:
    import numpy as np

    return cast("Vectors", np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-9))
