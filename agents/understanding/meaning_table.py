"""What a business's services are called and made of, as vectors: what a message is compared with by meaning.

Embedding some hundred short texts takes seconds; they are kept in a file beside the policies' index, and made again when
the owner changes a word or the model is another one.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from domain.business import Business
from domain.business.services import Service
from domain.language import LANGUAGES, Language
from knowledge.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

log = structlog.get_logger(__name__)

_MOST_ALIASES = 24
"""Of a service in a language; the rest are mostly endings of the same words."""
_LETTERS: dict[Language, tuple[str, str]] = {
    "ru": ("\u0400", "\u04ff"),
    "hy": ("\u0530", "\u058f"),
    "en": ("A", "z"),
}


@dataclass(frozen=True)
class ServiceText:
    """One text of the service in that place of the business's list."""

    place: int
    language: Language
    text: str


def texts_of(business: Business) -> list[ServiceText]:
    """Names, aliases in their language's own letters, what is included, and how one prepares."""
    return [
        ServiceText(place, language, text)
        for place, service in enumerate(business.services.services)
        for language in LANGUAGES
        for text in _texts_in(service, language)
    ]


def _texts_in(service: Service, language: Language) -> list[str]:
    low, high = _LETTERS[language]
    name = service.name.in_language(language)
    aliases = [a for a in getattr(service.aliases, language) if 2 * sum(low <= c <= high for c in a) > len(a)]
    includes = f"{name}: {service.includes.in_language(language)}"
    texts = [name, *aliases[:_MOST_ALIASES], includes, service.preparation.in_language(language)]
    return list(dict.fromkeys(texts))


def keep_services(
    business: Business, embedder: Embedder, folder: Path | None
) -> tuple[list[ServiceText], Vectors]:
    """The texts and their vectors, kept in `folder` for the next time; some seconds where a word is new."""
    texts = texts_of(business)
    file = folder / f"services-{business.id}.npz" if folder is not None else None
    return texts, embed_kept([t.text for t in texts], embedder, file)


def embed_kept(texts: Sequence[str], embedder: Embedder, file: Path | None) -> Vectors:
    """Query vectors of `texts`, a row each; from `file` when it holds these, else made and kept there."""
    import numpy as np

    key = hashlib.sha256("\x00".join([embedder.model_id, *texts]).encode()).hexdigest()
    kept = _read(file, key) if file is not None else None
    if kept is not None:
        return kept
    vectors = embedder.embed_queries(texts)
    if file is not None:
        half = vectors.astype(np.float16)
        _write(file, key, half)
        return half.astype(np.float32)
    return vectors


def _read(file: Path, key: str) -> Vectors | None:
    import numpy as np

    try:
        with np.load(file) as stored:
            if str(stored["key"]) == key:
                vectors: Vectors = stored["vectors"].astype(np.float32)
                return vectors
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        log.warning("meanings_unreadable", error=type(error).__name__)
    return None


def _write(file: Path, key: str, vectors: object) -> None:
    """Whole or not at all; a folder that cannot be written costs the time again at the next start."""
    import numpy as np

    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            np.savez(stream, key=np.array(key), vectors=np.asarray(vectors))
        draft.replace(file)
    except OSError as error:
        log.warning("meanings_not_kept", error=type(error).__name__)
