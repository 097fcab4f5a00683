"""How alike a text is to thousands of fixed ones, multiplied in whole numbers.

As numbers of 32 bits, the examples that every message is compared with are as large as the model itself: reading them takes
most of the time, and what stands in the processor's caches has to go. As numbers of 7 bits they take a quarter of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from knowledge.e5.onnx_file import OnnxFile
from knowledge.e5.session import session_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_STEPS = 63
"""As in `knowledge.e5.network`: with 8 bits, sums of two products overflow on older processors."""
_AT_ONCE = 512


class Likeness:
    """Cosines to `fixed` vectors, of any length and kind of number, up to .003. Safe to share between threads.

    Raises EncoderUnavailable, and ImportError without ONNX Runtime.
    """

    def __init__(self, fixed: NDArray[np.float32] | NDArray[np.int8]) -> None:
        import numpy as np

        count, width = fixed.shape
        across, step = np.empty((width, count), dtype=np.int8), np.empty(count, dtype=np.float32)
        for begin in range(0, count, _AT_ONCE):
            rows = fixed[begin : begin + _AT_ONCE].astype(np.float32)
            farthest = np.maximum(np.abs(rows).max(axis=1), 1e-9)
            length = np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-9)
            across[:, begin : begin + _AT_ONCE] = np.rint(rows.T * (_STEPS / farthest))
            step[begin : begin + _AT_ONCE] = farthest / length / _STEPS
        made = OnnxFile()
        product = made.node(
            "DynamicQuantizeMatMul",
            ["asked", made.constant("fixed", across), made.constant("step", step)],
            ["cosines"],
            domain="com.microsoft",
        )
        self._session = session_of(made.to_bytes(source="asked", results=[product], width=width))

    def cosines(self, vector: Vectors) -> Vectors:
        """Of one `vector` of length 1 to each of the fixed ones."""
        return cast("Vectors", self._session.run(None, {"asked": vector[None, None]})[0][0, 0])
