"""A message as counted groups of letters: what words it is made of, endings and typos forgiven.

An embedding tells what a message is about, but blurs words that decide alone ("refund", "invoice"). Letter groups
see those words and nothing else; the route head listens to both.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from agents.understanding.lexicon import pieces_of

GROUP_BUCKETS = 2**16
_SIZES = (2, 3, 4, 5)
MAX_LETTERS = 400


def letter_groups(text: str) -> Mapping[int, float]:
    """Bucket → dampened count of the groups of 2 to 5 letters inside the text's words, word ends marked.

    Linear in the length, of which the first `MAX_LETTERS` characters count. Two heads ask about each message.
    """
    return _groups_of(text[:MAX_LETTERS])


@lru_cache(maxsize=64)
def _groups_of(text: str) -> Mapping[int, float]:
    counts: dict[int, int] = {}
    for word in pieces_of(text):
        for bucket in _groups_in(word):
            counts[bucket] = counts.get(bucket, 0) + 1
    return MappingProxyType({b: 1.0 if count == 1 else 1.0 + math.log(count) for b, count in counts.items()})


@lru_cache(maxsize=8192)
def _groups_in(word: str) -> tuple[int, ...]:
    """Buckets of one word; most messages are made of the same words."""
    padded = f" {word} "
    return tuple(
        zlib.crc32(padded[i : i + size].encode()) % GROUP_BUCKETS
        for size in _SIZES
        for i in range(len(padded) - size + 1)
    )
