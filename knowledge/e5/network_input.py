"""What the network reads: a text's pieces, as rows of numbers with their places added."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.e5.model_file import ModelFile, weights_of
from knowledge.e5.tokens import Tokeniser

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.e5.tokens import Table


_QUERY = "query: "
_TEXTS_KEPT = 8


class NetworkInput:
    """Safe to share between threads."""

    def __init__(self, file: ModelFile, table: Table | None = None) -> None:
        """`table` is that of the file's vocabulary, when an earlier start made it."""
        self._tokeniser = Tokeniser(file.vocabulary, table)
        self._begin, self._end = file.vocabulary.begin, file.vocabulary.end
        width = file.sizes.width
        self._words = file.blocks("emb.word", width)
        self._places = file.numbers("emb.pos").reshape(-1, width) + file.numbers("emb.type")[:width]
        self._kept_tokens = lru_cache(maxsize=_TEXTS_KEPT)(self._cut)

    def tokens(self, text: str, *, is_query: bool) -> Sequence[int]:
        """Numbers of the pieces of `text`, with the prefix, and the marks of beginning and end. The last texts' are kept:
        one is counted, and then read."""
        return self._kept_tokens((_QUERY if is_query else "passage: ") + text)

    def _cut(self, text: str) -> tuple[int, ...]:
        return (self._begin, *self._tokeniser.pieces(text), self._end)

    def places(self, text: str, start: int, end: int) -> slice:
        """Which tokens of `text` as a query stand for `text[start:end]`. Where that ends inside a word, about."""
        before = (_QUERY + text[:start]).rstrip()
        return slice(
            1 + len(self._tokeniser.pieces(before)), 1 + len(self._tokeniser.pieces(_QUERY + text[:end]))
        )

    def read(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """A row for each token, of one text; those that the model has no place for are left out."""
        import numpy as np

        most = len(self._places)
        if len(tokens) > most:
            tokens = [*tokens[: most - 1], self._end]
        rows: NDArray[np.float32] = weights_of(self._words[list(tokens)]) + self._places[: len(tokens)]
        return rows[np.newaxis]
