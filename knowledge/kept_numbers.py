"""Numbers that take long to compute and follow from what their name tells, kept between starts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.kept import kept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]


def kept_numbers(kind: str, of: bytes, make: Callable[[], Numbers], shape: tuple[int, ...]) -> Numbers:
    """What `make` computes from `of`, which are all of its inputs or a digest of them; computed once. Raises what it raises,
    and ValueError when that is of another shape."""

    def save(at: Path) -> None:
        import numpy as np

        with at.open("wb") as file:
            np.save(file, make())

    def load(at: Path) -> Numbers:
        import numpy as np

        numbers: Numbers = np.load(at)
        if numbers.shape != shape:
            raise ValueError(f"{kind} of shape {numbers.shape}, not {shape}")
        return numbers

    return kept(f"{kind}-{hashlib.sha256(of).hexdigest()[:24]}.npy", save, load)
