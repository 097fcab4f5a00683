"""The network as a model for ONNX Runtime: BERT, with the package's weights and arithmetic of whole numbers.

Weights are rounded to 7 bits an output, what they are multiplied with to 8 bits: that takes two thirds of the time of the
package's own form (4 bits, a scale for 32 weights). A few inputs reach ten times farther than the others, and rounding would
leave little of those: so each input is divided by its share before it is rounded, and the weights hold that share.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from knowledge.e5.model_file import ModelFile, UnknownModelFile, weights_of
from knowledge.e5.onnx_file import OnnxFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 3
"""Of what is built here; goes up with every change of it."""
_MICROSOFT = "com.microsoft"
_STEPS = 63
"""A weight's rounded number goes from -63 to 63: with 8 bits, sums of two products overflow on older processors."""
_LEAST = 1e-3
_MARKS = 2
"""The axis of a token's numbers."""


def network_of(file: ModelFile, reach: Mapping[str, NDArray[np.float32]]) -> bytes:
    """Per layer attention and two wider products, each with what it began from added, then brought to scale.

    `reach`: how far each number goes that a product takes, by the name of its first weights (`knowledge.e5.reach`).
    Raises UnknownModelFile when that is of another network.
    """
    return _Builder(file, reach).whole()


def exact_network_of(file: ModelFile) -> tuple[bytes, list[str]]:
    """The network without rounding, slow and large, whose results are what the products take; and their first weights."""
    builder = _Builder(file, None)
    return builder.taken_by_products()


class _Builder:
    def __init__(self, file: ModelFile, reach: Mapping[str, NDArray[np.float32]] | None) -> None:
        self._file, self._sizes, self._made, self._reach = file, file.sizes, OnnxFile(), reach
        self._taken: dict[str, str] = {}
        self._last = ""

    def whole(self) -> bytes:
        return self._made.to_bytes(source="read", results=[self._layers()], width=self._sizes.width)

    def taken_by_products(self) -> tuple[bytes, list[str]]:
        self._layers()
        results = list(self._taken.values())
        return self._made.to_bytes(source="read", results=results, width=self._sizes.width), list(self._taken)

    def _layers(self) -> str:
        made, sizes = self._made, self._sizes
        state = made.node(
            "LayerNormalization", ["read", self._numbers("emb.ln.w"), self._numbers("emb.ln.b")], ["begun"],
            axis=_MARKS, epsilon=sizes.epsilon,
        )  # fmt: skip
        for number in range(sizes.layers):
            state = self._layer(number, state)
        return state

    def _layer(self, number: int, state: str) -> str:
        made, sizes, of = self._made, self._sizes, f"l{number}."
        three = self._product((of + "q.w", of + "k.w", of + "v.w"), state)
        asked = [of + "query", of + "key", of + "value"]
        made.node("Split", [three], asked, axis=_MARKS, num_outputs=3)
        seen = made.node(
            "MultiHeadAttention", [*asked, self._numbers(of + "q.b", of + "k.b", of + "v.b")], [of + "seen"],
            domain=_MICROSOFT, num_heads=sizes.heads,
        )  # fmt: skip
        seen = self._product((of + "ao.w",), seen)
        state = self._added(self._biased(seen, of + "ao.b"), state, of + "aln", of + "attended")
        wide = self._biased(self._product((of + "fi.w",), state), of + "fi.b")
        wide = made.node("Gelu", [wide], [of + "wide"], domain=_MICROSOFT)
        narrow = self._product((of + "fo.w",), wide, by_token=True)
        return self._added(self._biased(narrow, of + "fo.b"), state, of + "oln", of + "done")

    def _numbers(self, *names: str) -> str:
        import numpy as np

        return self._made.constant(
            "+".join(names), np.concatenate([self._file.numbers(name) for name in names])
        )

    def _biased(self, values: str, bias: str) -> str:
        return self._made.node("Add", [values, self._numbers(bias)], [bias + ".added"])

    def _added(self, change: str, before: str, scale: str, name: str) -> str:
        """Step by step: the one operation for it, like the one for a bias with what follows, takes twice the time."""
        both = self._made.node("Add", [change, before], [name + ".both"])
        return self._made.node(
            "LayerNormalization",
            [both, self._numbers(f"{scale}.w"), self._numbers(f"{scale}.b")],
            [name], axis=_MARKS, epsilon=self._sizes.epsilon,
        )  # fmt: skip

    def _weights(self, names: tuple[str, ...]) -> NDArray[np.float32]:
        """Of several matrices that take the same, below each other: a row for each number they give."""
        import numpy as np

        inputs = self._sizes.inner if names[0].endswith("fo.w") else self._sizes.width
        return np.concatenate([weights_of(self._file.blocks(name, inputs)) for name in names])

    def _product(self, names: tuple[str, ...], taken: str, *, by_token: bool = False) -> str:
        """`taken` times the package's weights. `by_token`: some tokens reach so much farther than the others that each is
        brought to the same length first."""
        import numpy as np

        made, name, weights = self._made, "+".join(names), self._weights(names)
        self._taken[names[0]] = taken
        if self._reach is None:
            return made.node(
                "MatMul", [taken, made.constant(name, np.ascontiguousarray(weights.T))], [name + ".out"]
            )
        share = self._shares(names[0], weights)
        taken = made.node("Mul", [taken, made.constant(name + ".share", 1 / share)], [name + ".in"])
        lengths = ""
        if by_token:
            sizes = made.node("Abs", [taken], [name + ".sizes"])
            lengths = made.node("ReduceMax", [sizes, self._marks()], [name + ".lengths"], keepdims=1)
            taken = made.node("Div", [taken, lengths], [name + ".level"])
        weights = weights * share
        step = np.maximum(np.abs(weights).max(axis=1), _LEAST**2) / _STEPS
        rounded = np.rint(weights / step[:, np.newaxis]).astype(np.int8)
        product = made.node(
            "DynamicQuantizeMatMul",
            [taken, made.constant(name, np.ascontiguousarray(rounded.T)), made.constant(name + ".step", step)],
            [name + ".out"], domain=_MICROSOFT,
        )  # fmt: skip
        return made.node("Mul", [product, lengths], [name + ".back"]) if by_token else product

    def _shares(self, name: str, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """By what each input is divided, and its weights multiplied: so that both reach about as far."""
        import numpy as np

        reach = (self._reach or {}).get(name)
        if reach is None or reach.shape != weights.shape[1:]:
            raise UnknownModelFile(f"{name!r} takes {weights.shape[1]} numbers, of unknown reach")
        taken, held = np.maximum(reach, _LEAST), np.maximum(np.abs(weights).max(axis=0), _LEAST)
        share: NDArray[np.float32] = np.sqrt(taken / held, dtype=np.float32)
        return share

    def _marks(self) -> str:
        import numpy as np

        if not self._last:
            self._last = self._made.constant("last", np.array([_MARKS]))
        return self._last
