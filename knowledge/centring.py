"""Per-language centring: takes out of every vector what only says "this is Armenian".

Similarities of the raw model sit in .78-.90 whatever is compared; without the language's mean they spread out,
and a question finds its passage in another language too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from domain.language import LANGUAGES, Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.embedding import Embedder, Vectors

CENTRING_VERSION = 1
"""Raise it when the generic utterances or the arithmetic change."""

MIN_DOCUMENTS = 5
"""Fewer documents of a language than this have no useful mean of their own; the whole collection's is used."""


@lru_cache(maxsize=len(LANGUAGES))
def generic_utterances(language: Language) -> tuple[str, ...]:
    """Everyday customer sentences of any business, one a line: the background a question is compared with."""
    text = files("knowledge").joinpath("generic_utterances", f"{language}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


def query_means(embedder: Embedder) -> dict[str, Vectors]:
    """The mean question vector of each language. Embeds about 210 short sentences (4 s); keep the result."""
    return {lang: embedder.embed_queries(generic_utterances(lang)).mean(axis=0) for lang in LANGUAGES}


def document_means(vectors: Vectors, languages: Sequence[str]) -> dict[str, Vectors]:
    """The mean document vector of each language present in `languages` (one entry a row)."""
    import numpy as np

    labels = np.asarray(languages)
    whole = vectors.mean(axis=0)
    means: dict[str, Vectors] = {}
    for language in sorted(set(languages)):
        rows = vectors[labels == language]
        means[language] = rows.mean(axis=0) if len(rows) >= MIN_DOCUMENTS else whole
    return means


def centre(vectors: Vectors, means: NDArray[np.float32]) -> Vectors:
    """`vectors` minus `means` (one vector, or one a row), each of length 1 again; zero rows stay zero."""
    import numpy as np

    shifted = vectors - means
    lengths = np.linalg.norm(shifted, axis=-1, keepdims=True)
    centred: Vectors = (shifted / np.maximum(lengths, 1e-9)).astype(np.float32)
    return centred
