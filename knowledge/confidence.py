"""When a passage may be said as the answer, and when the desk had better ask or fetch a person."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.search import Hit

MIN_SIMILARITY = 0.30
MIN_MARGIN = 0.3


def is_confident(hits: Sequence[Hit], *, has_vectors: bool) -> bool:
    """Whether the first of `hits` answers the question."""
    if not hits or not has_vectors:
        return False
    margin = hits[0].score - hits[1].score if len(hits) > 1 else hits[0].score
    return hits[0].similarity >= MIN_SIMILARITY and margin >= MIN_MARGIN
