"""Where passages and their vectors are kept: Chroma, always with our own vectors.

Chroma never embeds: reopened without its embedding function it would fall back to one that downloads a model.
Vectors are stored as the model gave them, centring happens after reading: a new passage moves its language's
mean, and must not touch the others' rows. Everything here can be made again from the owner's files, so a broken
index is thrown away and rebuilt.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import structlog

from domain.errors import Retryable
from knowledge.centring import CENTRING_VERSION
from knowledge.passage import Passage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

    from knowledge.embedding import Vectors

log = structlog.get_logger(__name__)

LAYOUT_VERSION = 1
"""Raise it when rows are laid out or embedded differently."""


class IndexBusy(Retryable):
    """Another process owns this index and only it may change it. Stop it, or share a server (CLOSELOOP_CHROMA_URL)."""


class IndexUnavailable(Retryable):
    """The Chroma server that CLOSELOOP_CHROMA_URL names does not answer."""


@dataclass(frozen=True)
class EmbeddedPassage:
    """A passage with its vectors: row 0 is its text, the others its questions in order."""

    passage: Passage
    vectors: Vectors


@dataclass(frozen=True)
class StoredPassages:
    """Everything one collection holds."""

    passages: list[EmbeddedPassage]
    query_means: dict[str, Vectors]


class PassageStore:
    """The collections of one index directory, or of one Chroma server. Opened on first use; thread-safe.

    A directory belongs to the process that opened it first; others may read what was there then.
    """

    def __init__(
        self, index_dir: Path, *, model_id: str, dimension: int, server_url: str | None = None
    ) -> None:
        self._dir = index_dir
        self._server_url = server_url
        self._stamp = {
            "model_id": model_id, "dimension": dimension, "centring": CENTRING_VERSION, "layout": LAYOUT_VERSION,
        }  # fmt: skip
        self._client: ClientAPI | None = None
        self._ownership: IO[bytes] | None = None
        self._lock = threading.RLock()

    def read(self, name: str) -> StoredPassages:
        """What collection `name` holds; nothing when it is absent, unreadable or made by another model.

        Raises IndexUnavailable when it is on a server that is down.
        """
        with self._lock:
            try:
                return self._read(name)
            except _broken() as error:
                if self._server_url is not None:
                    raise IndexUnavailable(f"no Chroma server answers at {self._server_url}") from error
                self._start_over(name, type(error).__name__)
                return StoredPassages([], {})

    def replace(
        self, name: str, passages: Iterable[EmbeddedPassage], query_means: dict[str, Vectors]
    ) -> None:
        """Store `passages` instead of whatever had their ids. Raises IndexBusy when another process owns it."""
        with self._lock:
            collection = self._writable(name)
            embedded = list(passages)
            self._delete(collection, [e.passage.id for e in embedded])
            rows = [row for e in embedded for row in _passage_rows(e)] + _mean_rows(query_means)
            limit = self._connect().get_max_batch_size()
            for start in range(0, len(rows), limit):
                ids, vectors, documents, metadatas = zip(*rows[start : start + limit], strict=True)
                collection.upsert(
                    ids=list(ids),
                    embeddings=list(vectors),
                    documents=list(documents),
                    metadatas=list(metadatas),
                )

    def delete(self, name: str, passage_ids: Sequence[str]) -> None:
        """Forget these passages. Raises IndexBusy when another process owns the index."""
        with self._lock:
            self._delete(self._writable(name), passage_ids)

    def close(self) -> None:
        """Let go of the directory, so that another process may own it."""
        with self._lock:
            if self._client is not None:
                cast("Client", self._client).close()
                self._client = None
            if self._ownership is not None:
                self._ownership.close()
                self._ownership = None

    def _read(self, name: str) -> StoredPassages:
        collection = self._find(name)
        if collection is None:
            return StoredPassages([], {})
        found = collection.get(include=["embeddings", "documents", "metadatas"])
        return _from_rows(
            found["ids"], found["embeddings"], found["documents"] or [], found["metadatas"] or []
        )

    def _find(self, name: str) -> Collection | None:
        """The collection, if it exists and was made by this model and layout."""
        from chromadb.errors import NotFoundError

        try:
            collection = self._connect().get_collection(name, embedding_function=None)
        except NotFoundError:
            return None
        return collection if self._fits(collection) else None

    def _fits(self, collection: Collection) -> bool:
        made_by = collection.metadata or {}
        return all(made_by.get(key) == value for key, value in self._stamp.items())

    def _writable(self, name: str) -> Collection:
        client = self._connect()
        if self._server_url is None and self._ownership is None:
            raise IndexBusy(f"{self._dir} is in use by another process")
        collection = self._find(name)
        if collection is not None:
            return collection
        if name in [c.name for c in client.list_collections()]:
            log.info("knowledge_index_outdated", collection=name)
            client.delete_collection(name)
        return client.create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
            metadata=cast("dict[str, Any]", self._stamp),
        )

    @staticmethod
    def _delete(collection: Collection, passage_ids: Sequence[str]) -> None:
        if passage_ids:
            collection.delete(where=cast("Any", {"passage": {"$in": list(passage_ids)}}))

    def _connect(self) -> ClientAPI:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            if self._server_url:
                url = urlsplit(self._server_url if "//" in self._server_url else f"http://{self._server_url}")
                self._client = chromadb.HttpClient(
                    host=url.hostname or "localhost",
                    port=url.port or 8000,
                    ssl=url.scheme == "https",
                    settings=settings,
                )
            else:
                self._dir.mkdir(parents=True, exist_ok=True)
                self._claim()
                self._client = chromadb.PersistentClient(str(self._dir / "chroma"), settings=settings)
        return self._client

    def _claim(self) -> None:
        ownership = (self._dir / "owner.lock").open("ab")
        try:
            fcntl.flock(ownership, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            ownership.close()
            log.info("knowledge_index_read_only", reason="owned by another process")
        else:
            self._ownership = ownership

    def _start_over(self, name: str, reason: str) -> None:
        """Throw a broken index away; the next ingest fills it again."""
        owned = self._ownership is not None
        log.warning("knowledge_index_broken", collection=name, reason=reason, rebuilt=owned)
        if not owned:
            return
        from chromadb.api.shared_system_client import SharedSystemClient

        self._client = None
        SharedSystemClient.clear_system_cache()
        shutil.rmtree(self._dir / "chroma", ignore_errors=True)


def server_url() -> str | None:
    """CLOSELOOP_CHROMA_URL (`host:port` or a URL): a shared Chroma server instead of a directory."""
    return os.environ.get("CLOSELOOP_CHROMA_URL") or None


def _broken() -> tuple[type[Exception], ...]:
    """What Chroma raises over unreadable files, and over a server it cannot reach."""
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    return (ChromaError, HTTPError, KeyError, ValueError)


_Row = tuple[str, "Vectors", str, dict[str, str | int | float]]


def _passage_rows(embedded: EmbeddedPassage) -> list[_Row]:
    p = embedded.passage
    head: dict[str, str | int | float] = {"passage": p.id, "language": p.language, "topic": p.topic}
    whole = {**head, "kind": "text", "title": p.title, "detail": p.detail, "questions": len(p.questions)}
    if p.valid_from:
        whole["valid_from"] = p.valid_from.isoformat()
    if p.valid_to:
        whole["valid_to"] = p.valid_to.isoformat()
    rows: list[_Row] = [(p.id, embedded.vectors[0], p.text, whole)]
    for n, question in enumerate(p.questions, 1):
        rows.append((f"{p.id}?{n}", embedded.vectors[n], question, {**head, "kind": "question", "n": n}))
    return rows


def _mean_rows(query_means: dict[str, Vectors]) -> list[_Row]:
    """Chroma may hand vectors back with length 1, and a mean's length matters: it is kept beside it."""
    import numpy as np

    return [
        (f"mean:{language}", mean, language,
         {"kind": "query_mean", "language": language, "length": float(np.linalg.norm(mean))})
        for language, mean in query_means.items()
    ]  # fmt: skip


def _from_rows(
    ids: Sequence[str], embeddings: Any, documents: Sequence[str], metadatas: Sequence[Any]
) -> StoredPassages:
    import numpy as np

    texts: dict[str, int] = {}
    questions: dict[str, dict[int, int]] = {}
    means: dict[str, Vectors] = {}
    for row, metadata in enumerate(metadatas):
        if metadata["kind"] == "text":
            texts[metadata["passage"]] = row
        elif metadata["kind"] == "question":
            questions.setdefault(metadata["passage"], {})[metadata["n"]] = row
        else:
            vector = np.asarray(embeddings[row], dtype=np.float32)
            means[metadata["language"]] = vector / np.linalg.norm(vector) * metadata["length"]
    stored: list[EmbeddedPassage] = []
    for passage_id in sorted(texts):
        row, metadata = texts[passage_id], metadatas[texts[passage_id]]
        asked = [questions.get(passage_id, {})[n] for n in range(1, metadata["questions"] + 1)]
        passage = Passage(
            id=passage_id,
            topic=metadata["topic"],
            language=metadata["language"],
            title=metadata["title"],
            text=documents[row],
            detail=metadata["detail"],
            questions=tuple(documents[q] for q in asked),
            valid_from=date.fromisoformat(metadata["valid_from"]) if "valid_from" in metadata else None,
            valid_to=date.fromisoformat(metadata["valid_to"]) if "valid_to" in metadata else None,
        )
        stored.append(EmbeddedPassage(passage, np.asarray(embeddings[[row, *asked]], dtype=np.float32)))
    return StoredPassages(stored, means)
