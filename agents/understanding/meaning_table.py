"""What a business's services are called and made of, as vectors: what a message is compared with by meaning.

Embedding some hundred short texts takes seconds; they are kept between starts, and made again when the owner changes a
word or the model is another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.business import Business
from domain.business.catalogue import Catalogue
from domain.business.services import Service
from domain.language import LANGUAGES, Language
from knowledge.embedding import Embedder
from knowledge.kept import kept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_MOST_ALIASES = 24
"""Of a service in a language; the rest are mostly endings of the same words."""
_LETTERS: dict[Language, tuple[str, str]] = {
    "ru": ("\u0400", "\u04ff"),
    "hy": ("\u0530", "\u058f"),
    "en": ("A", "z"),
}
Progress = Callable[[int, int], None]
"""Called with (texts done, texts to do); what it raises ends the making."""
_AT_ONCE = 16
"""Texts between two calls of it."""


@dataclass(frozen=True)
class ServiceText:
    """One text of the service in that place of the business's list."""

    place: int
    language: Language
    text: str


def texts_of(business: Business) -> list[ServiceText]:
    """Names, aliases in their language's own letters, what customers say instead, what is included, how one prepares."""
    return [
        ServiceText(place, language, text)
        for place, service in enumerate(business.services.services)
        for language in LANGUAGES
        for text in _texts_in(service, language)
    ]


def texts_of_goods(catalogue: Catalogue) -> tuple[list[list[str]], list[ServiceText]]:
    """Groups of products that one wish may mean, the owner's and each other product alone, and what is said of them."""
    told = catalogue.rules.in_other_words
    spoken_of = {p for words in told for p in words.products}
    groups = [
        *(words.products for words in told),
        *([p.id] for p in catalogue.products if p.id not in spoken_of),
    ]
    texts = []
    for place, products in enumerate(groups):
        for language in LANGUAGES:
            names = [catalogue.product_by_id[p].name.in_language(language) for p in products]
            said = getattr(told[place], language) if place < len(told) else []
            texts += [ServiceText(place, language, text) for text in [*said, *names]]
    return groups, texts


def _texts_in(service: Service, language: Language) -> list[str]:
    low, high = _LETTERS[language]
    name = service.name.in_language(language)
    aliases = [a for a in getattr(service.aliases, language) if 2 * sum(low <= c <= high for c in a) > len(a)]
    includes = f"{name}: {service.includes.in_language(language)}"
    said = getattr(service.in_other_words, language)
    texts = [name, *aliases[:_MOST_ALIASES], *said, includes, service.preparation.in_language(language)]
    return list(dict.fromkeys(texts))


def vectors_of(texts: Sequence[ServiceText], embedder: Embedder, progress: Progress | None = None) -> Vectors:
    """Query vectors of the texts, a row each: those that an earlier start made, when no word and no model has changed."""
    told = json.dumps([embedder.model_id, [t.text for t in texts]], ensure_ascii=False).encode()
    return kept(
        f"services-{hashlib.sha256(told).hexdigest()[:24]}.npy",
        lambda path: _save(path, _made(texts, embedder, progress)),
        lambda path: _load(path, len(texts), embedder.dimension),
    )


def _made(texts: Sequence[ServiceText], embedder: Embedder, progress: Progress | None) -> Vectors:
    import numpy as np

    made = []
    for at in range(0, len(texts), _AT_ONCE):
        if progress is not None:
            progress(at, len(texts))
        made.append(embedder.embed_queries([t.text for t in texts[at : at + _AT_ONCE]]))
    return np.concatenate(made)


def _save(path: Path, vectors: Vectors) -> None:
    import numpy as np

    with path.open("wb") as file:
        np.save(file, vectors.astype(np.float16))


def _load(path: Path, count: int, dimension: int) -> Vectors:
    import numpy as np

    vectors: Vectors = np.load(path).astype(np.float32)
    if vectors.shape != (count, dimension):
        raise ValueError(f"vectors of shape {vectors.shape}")
    return vectors
