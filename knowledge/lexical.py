"""The words leg of the search: BM25 over character trigrams, and its fusion with the meaning leg."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.transliteration import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

K1 = 1.5
B = 0.75


def trigrams(text: str) -> list[str]:
    """Character trigrams of every word of `text`, word boundaries included, spelling differences folded."""
    grams: list[str] = []
    for word in re.findall(r"\w+", fold(text)):
        padded = f" {word} "
        grams += [padded[i : i + 3] for i in range(len(padded) - 2)]
    return grams


class TrigramIndex:
    """BM25 over character trigrams: needs no stemmer, and forgives endings and typing slips in any language."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        counts = [Counter(trigrams(text)) for text in texts]
        lengths = np.array([sum(c.values()) for c in counts], dtype=np.float32)
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(texts) else 1.0, 1.0))
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for row, count in enumerate(counts):
            for gram, n in count.items():
                rows, frequencies = postings.setdefault(gram, ([], []))
                rows.append(row)
                frequencies.append(n)
        self._size = len(texts)
        self._postings: dict[str, tuple[NDArray[np.int32], Scores]] = {}
        for gram, (rows, frequencies) in postings.items():
            at = np.array(rows, dtype=np.int32)
            tf = np.array(frequencies, dtype=np.float32)
            idf = np.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
            self._postings[gram] = (at, (idf * tf * (K1 + 1) / (tf + norm[at])).astype(np.float32))

    def scores(self, query: str) -> Scores:
        """One score a text, in their order; 0 where nothing is shared."""
        import numpy as np

        total = np.zeros(self._size, dtype=np.float32)
        for gram, n in Counter(trigrams(query)).items():
            hit = self._postings.get(gram)
            if hit is not None:
                total[hit[0]] += hit[1] * n
        return total

    def overlaps(self, query: str) -> Scores:
        """The share of the query's trigrams that each text has, 0..1; comparable between queries, unlike BM25."""
        import numpy as np

        wanted = set(trigrams(query))
        found = np.zeros(self._size, dtype=np.float32)
        for gram in wanted & self._postings.keys():
            found[self._postings[gram][0]] += 1
        shares: Scores = found / np.float32(max(len(wanted), 1))
        return shares


def standardise(scores: Scores) -> Scores:
    """`scores` as distances from their mean in standard deviations; all zero when they do not differ."""
    import numpy as np

    spread = float(scores.std()) if scores.size else 0.0
    if spread < 1e-6:
        return np.zeros_like(scores)
    standard: Scores = ((scores - scores.mean()) / spread).astype(np.float32)
    return standard
