"""Vectors kept between runs: the same material is measured again and again, and embedding is most of the time."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from knowledge.embedding import Embedder, Vectors

log = structlog.get_logger(__name__)


class KeptEmbedder:
    """An embedder in front of another one, with a file of vectors that were computed before.

    The file holds digests and vectors, no text. A file that cannot be read is begun anew.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        name = embedder.model_id.replace("/", "-")
        self._path = folder / f"vectors-{name}.npz"
        self._known: dict[str, Vectors] = {}
        self._new = 0
        self._lock = threading.Lock()
        self._load()

    @property
    def model_id(self) -> str:
        return self._embedder.model_id

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, is_query=True)

    def embed_in_context(self, text: str, parts: Sequence[str]) -> Vectors:
        import numpy as np

        rows = [_part_key(text, part) for part in parts]
        if any(key not in self._known for key in rows) or _digest(text, is_query=True) not in self._known:
            whole, *of_parts = self._embedder.embed_in_context(text, parts)
            with self._lock:
                self._known |= {_digest(text, is_query=True): whole, **dict(zip(rows, of_parts, strict=True))}
                self._new += 1 + len(parts)
        return np.stack([self._known[key] for key in (_digest(text, is_query=True), *rows)])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, is_query=False)

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        import numpy as np

        keys = [_digest(text, is_query=is_query) for text in texts]
        missing = [text for key, text in zip(keys, texts, strict=True) if key not in self._known]
        if missing:
            embed = self._embedder.embed_queries if is_query else self._embedder.embed_passages
            vectors = embed(missing)
            with self._lock:
                for text, vector in zip(missing, vectors, strict=True):
                    self._known[_digest(text, is_query=is_query)] = vector
                self._new += len(missing)
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self._known[key] for key in keys])

    def keep(self) -> None:
        """Write what is new. Two runs at once: the later one's file stays."""
        import numpy as np

        with self._lock:
            if not self._new:
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            half = self._path.with_suffix(f".{os.getpid()}.tmp.npz")
            np.savez(half, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
            half.replace(self._path)
            self._new = 0

    def _load(self) -> None:
        import zipfile

        import numpy as np

        if not self._path.exists():
            return
        try:
            with np.load(self._path) as stored:
                keys, vectors = stored["keys"], stored["vectors"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            log.warning("vectors_unreadable", file=self._path.name, error=type(error).__name__)
            return
        if vectors.ndim == 2 and vectors.shape[1] == self.dimension and len(keys) == len(vectors):
            self._known = {str(key): vector for key, vector in zip(keys, vectors, strict=True)}


def _part_key(text: str, part: str) -> str:
    """Of a part where it stands. One that stands in a text twice is known once."""
    return "i" + _digest(f"{text}\0{part}", is_query=True)


def _digest(text: str, *, is_query: bool) -> str:
    return ("q" if is_query else "p") + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
