"""Texts of services by their letters: a small embedding model blurs the word that decides, above all in Armenian.

Groups of three and four letters forgive endings and slips; a group that many services share says little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING

from knowledge.transliteration import fold, without_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_SIZES = (3, 4)
_UNKNOWN = 0.5
"""Groups that no service has are as rare as if half a service had them."""
MAX_LETTERS = 400


class ServiceLetters:
    """The texts of one business's services in one language, to be compared with. Safe to share between threads."""

    def __init__(self, texts: Sequence[str], places: Sequence[int]) -> None:
        """`places`: per text the place of its service."""
        self._texts, self._places = list(texts), list(places)
        self._services = len(set(places))
        self._count = len(self._texts)

    @cached_property
    def _groups(self) -> list[frozenset[str]]:
        return [_groups(text) for text in self._texts]

    @cached_property
    def _having(self) -> Counter[str]:
        """Of how many services a text has the group."""
        services: dict[int, set[str]] = {}
        for place, found in zip(self._places, self._groups, strict=True):
            services.setdefault(place, set()).update(found)
        return Counter(group for found in services.values() for group in found)

    @cached_property
    def _rows(self) -> dict[str, list[tuple[int, float]]]:
        """By group the texts that have it; made for the first message in the language."""
        rows: dict[str, list[tuple[int, float]]] = {}
        for row, found in enumerate(self._groups):
            for group, weight in self._weighed(found).items():
                rows.setdefault(group, []).append((row, weight))
        return rows

    def alike(self, text: str) -> Vectors:
        """Per text of the services, 0 to 1; grows with the share of rare letter groups that both have."""
        import numpy as np

        found = np.zeros(self._count, dtype=np.float32)
        for group, weight in self._weighed(_groups(text[:MAX_LETTERS])).items():
            for row, other in self._rows.get(group, ()):
                found[row] += weight * other
        return found

    def _weighed(self, groups: frozenset[str]) -> dict[str, float]:
        weights = {g: log(1 + self._services / (self._having[g] or _UNKNOWN)) for g in groups}
        length = sqrt(sum(w * w for w in weights.values())) or 1.0
        return {g: w / length for g, w in weights.items()}


def _groups(text: str) -> frozenset[str]:
    found: set[str] = set()
    for word in re.findall(r"\w+", fold(without_marks(text))):
        padded = f" {word} "
        found.update(padded[i : i + size] for size in _SIZES for i in range(len(padded) - size + 1))
    return frozenset(found)
