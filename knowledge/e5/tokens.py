"""Text to pieces of the model's vocabulary, as SentencePiece's unigram model cuts it: the likeliest row of pieces."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.e5.model_file import Vocabulary

    Table = tuple[NDArray[np.uint64], NDArray[np.int32]]

_WORD_BEGINS = "\u2581"
_SPACES = re.compile(" {2,}")
_LONGEST_RUN = 64
"""A word is cut in parts of so many characters at most: the time stays linear in the length of what is no word."""
_FNV_OFFSET, _FNV_PRIME, _64_BITS = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
_UNLIKELIER = 10.0
"""A character that no piece holds costs so much more than the rarest piece."""
_WORDS_KEPT = 8192


class Tokeniser:
    """Safe to share between threads. Pieces are found by hash, as a dictionary of 250,000 strings takes 50 MB.

    `table`: what `table_of` made of this vocabulary.
    """

    def __init__(self, vocabulary: Vocabulary, table: Table | None = None) -> None:
        self._bytes = vocabulary.bytes_of_all
        self._starts = vocabulary.starts
        self._scores = vocabulary.scores
        self._unknown = vocabulary.unknown
        self._rewritten = vocabulary.rewritten
        self._unknown_score = float(vocabulary.scores.min()) - _UNLIKELIER
        self._longest_bytes = int((vocabulary.starts[1:] - vocabulary.starts[:-1]).max())
        self._hashes, self._order = table or table_of(vocabulary)
        self._pieces_of_word = lru_cache(maxsize=_WORDS_KEPT)(self._cut)

    def pieces(self, text: str) -> list[int]:
        """Numbers of the pieces, in order; without marks of beginning and end."""
        spaced = _SPACES.sub(" ", text.translate(self._rewritten))
        words = spaced.removeprefix(" ").split(" ")
        found: list[int] = []
        for word in words:
            marked = _WORD_BEGINS + word
            for at in range(0, len(marked), _LONGEST_RUN):
                found += self._pieces_of_word(marked[at : at + _LONGEST_RUN])
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """The likeliest pieces of one word (Viterbi): for every place, the best way to get there."""
        encoded = [c.encode("utf-8") for c in word]
        spans, known = self._look_up(encoded)
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, self._unknown)] * (len(word) + 1)
        following: dict[int, list[tuple[int, int]]] = {}
        for (start, end), piece in zip(spans, known, strict=True):
            if piece >= 0 and piece != self._unknown:
                following.setdefault(start, []).append((end, piece))
        for start in range(len(word)):
            for end, piece in following.get(start, ()):
                score = best[start] + float(self._scores[piece])
                if score > best[end]:
                    best[end], came[end] = score, (start, piece)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._unknown_score, (start, self._unknown)
        pieces = []
        at = len(word)
        while at:
            at, piece = came[at]
            pieces.append(piece)
        return tuple(reversed(pieces))

    def _look_up(self, encoded: list[bytes]) -> tuple[list[tuple[int, int]], list[int]]:
        """Every part of a word that may be a piece, and its number; -1 where it is none."""
        import numpy as np

        spans, parts, hashes = [], [], []
        for start in range(len(encoded)):
            part, value = b"", _FNV_OFFSET
            for end in range(start, len(encoded)):
                part += encoded[end]
                if len(part) > self._longest_bytes:
                    break
                for byte in encoded[end]:
                    value = ((value ^ byte) * _FNV_PRIME) & _64_BITS
                spans.append((start, end + 1))
                parts.append(part)
                hashes.append(value)
        wanted = np.array(hashes, dtype=np.uint64)
        places = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        likely = np.where(self._hashes[places] == wanted, self._order[places], -1)
        pieces = [
            n if n >= 0 and self._piece(n) == p else -1 for n, p in zip(likely.tolist(), parts, strict=True)
        ]
        return spans, pieces

    def _piece(self, number: int) -> bytes:
        return self._bytes[self._starts[number] : self._starts[number + 1]]


def table_of(vocabulary: Vocabulary) -> Table:
    """The hashes of all pieces, ascending, and whose they are."""
    import numpy as np

    hashes = _hashes(np.frombuffer(vocabulary.bytes_of_all, np.uint8), vocabulary.starts.astype(np.int64))
    order = np.argsort(hashes, kind="stable").astype(np.int32)
    return hashes[order], order


def _hashes(of_all: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """FNV-1a of every piece: all first bytes at once, then all second ones …"""
    import numpy as np

    lengths = np.diff(starts)
    longest_first = np.argsort(-lengths, kind="stable")
    begins = starts[:-1][longest_first]
    hashes = np.full(len(lengths), _FNV_OFFSET, dtype=np.uint64)
    as_long = np.searchsorted(-lengths[longest_first], -np.arange(1, int(lengths.max()) + 1), side="right")
    for place, count in enumerate(as_long.tolist()):
        hashes[:count] = (hashes[:count] ^ of_all[begins[:count] + place]) * np.uint64(_FNV_PRIME)
    found = np.empty_like(hashes)
    found[longest_first] = hashes
    return found
