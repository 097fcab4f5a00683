"""An embedder that needs no model: the same trigrams give the same direction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class TrigramEmbedder:
    """Hashed character trigrams, length 1. `embedded` lists every passage that was asked for, in order."""

    def __init__(self, model_id: str = "trigrams", dimension: int = 128) -> None:
        self.model_id = model_id
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._rows(texts)

    def embed_in_context(self, text: str, parts: Sequence[str]) -> NDArray[np.float32]:
        return self._rows([text, *parts])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return self._rows(texts)

    def _rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            padded = f" {text.lower()} "
            for i in range(len(padded) - 2):
                digest = hashlib.blake2b(padded[i : i + 3].encode(), digest_size=4).digest()
                row[int.from_bytes(digest, "big") % self.dimension] += 1
        normalised: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return normalised
