"""The library: what the business has written down, and the search over it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import structlog

from domain.clock import Clock, SystemClock
from domain.language import Language
from domain.step import PolicyPassage
from knowledge.centring import query_means
from knowledge.confidence import is_confident, likelihood_of_first
from knowledge.index import EmbeddedPassage, PassageStore, server_url
from knowledge.passage import Passage
from knowledge.policies import read_policies
from knowledge.search import PassageSearch

if TYPE_CHECKING:
    from knowledge.embedding import Embedder, Vectors

log = structlog.get_logger(__name__)

Progress = Callable[[int, int], None]
"""Called with (passages done, passages to do); embedding makes about 6 passages a second."""

BATCH_PASSAGES = 8
"""Stored together: a start that is interrupted goes on where it stopped."""


@dataclass(frozen=True)
class IngestReport:
    """What an ingest did, in passage ids. `seconds` is wall time."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    unchanged: int
    seconds: float

    @property
    def touched(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


class PolicyLibrary:
    """The policies of every business, kept in one index directory. Safe to use from several threads.

    While a first ingest is running, searches already find passages by their words alone: nine right answers in ten
    of what they find with vectors, and a higher bar for `confident`.
    """

    def __init__(self, store: PassageStore, embedder: Embedder, *, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._embedder = embedder
        self._clock = clock
        self._zone = zone
        self._searches: dict[str, PassageSearch] = {}
        self._ingesting = threading.Lock()
        self._loading = threading.Lock()

    @classmethod
    def open(
        cls, index_dir: Path, embedder: Embedder, *, clock: Clock | None = None, zone: tzinfo = UTC
    ) -> PolicyLibrary:
        """Open the library kept in `index_dir`, or on the server that CLOSELOOP_CHROMA_URL names. Reads nothing yet.

        `zone` is where the days of `valid_from` and `valid_to` begin.
        """
        store = PassageStore(
            index_dir, model_id=embedder.model_id, dimension=embedder.dimension, server_url=server_url()
        )
        return cls(store, embedder, clock=clock or SystemClock(), zone=zone)

    def ingest(
        self, business_id: str, policies_folder: Path, *, progress: Progress | None = None, workers: int = 1
    ) -> IngestReport:
        """Bring the index in line with the files; only what changed is embedded.

        Raises BusinessFileError (nothing is changed then) and IndexBusy when another process owns the index and
        there is something to change.
        """
        today = self._clock.now().astimezone(self._zone).date()
        return self.ingest_passages(
            business_id, read_policies(policies_folder, today=today), progress=progress, workers=workers
        )

    def ingest_passages(
        self,
        business_id: str,
        passages: Sequence[Passage],
        *,
        progress: Progress | None = None,
        workers: int = 1,
    ) -> IngestReport:
        """As `ingest`, for passages that come from elsewhere. They replace all that `business_id` had.

        `workers` threads embed; more than one only where nobody is waiting for an answer meanwhile.
        """
        began = perf_counter()
        name = collection_name(business_id)
        with self._ingesting:
            stored = self._store.read(name)
            kept = {e.passage.id: e for e in stored.passages}
            hashes = {i: e.passage.content_hash for i, e in kept.items()}
            changes = [p for p in passages if hashes.get(p.id) != p.content_hash]
            removed = sorted(set(kept) - {p.id for p in passages})
            means = stored.query_means
            if passages and not kept:
                self._searches[business_id] = self._make_search(_without_vectors(passages), {})
            if removed:
                self._store.delete(name, removed)
            if changes and not means:
                means = query_means(self._embedder)
                self._store.replace(name, [], means)
            with ThreadPoolExecutor(max_workers=workers) as pool:
                for done, batch in _batches(changes):
                    embedded = list(pool.map(self._embed, batch))
                    self._store.replace(name, embedded, {})
                    kept.update((e.passage.id, e) for e in embedded)
                    if progress is not None:
                        progress(done, len(changes))
            self._searches[business_id] = self._make_search([kept[p.id] for p in passages], means)
        report = IngestReport(
            added=[p.id for p in changes if p.id not in hashes],
            changed=[p.id for p in changes if p.id in hashes],
            removed=removed,
            unchanged=len(passages) - len(changes),
            seconds=perf_counter() - began,
        )
        log.info(
            "knowledge_ingested", business=business_id, added=len(report.added), changed=len(report.changed),
            removed=len(removed), unchanged=report.unchanged, seconds=round(report.seconds, 2),
        )  # fmt: skip
        return report

    def search(
        self, question: str, *, business_id: str, language: Language | None, k: int = 5
    ) -> list[PolicyPassage]:
        """The `k` best passages, one a topic, best first, in `language` where they exist in it.

        None is the language the question is written in. `confident` is set on the first one only when it may be
        said as the answer: enough signals agree, and it is in the wanted language.
        """
        search = self._search_of(business_id)
        today = self._clock.now().astimezone(self._zone).date()
        asked = search.read_question(question, language)
        hits = search.find(asked, language=language, allowed=[p.is_valid_on(today) for p in search.passages])
        sure = is_confident(hits, has_vectors=search.has_vectors)
        likely = likelihood_of_first(hits, has_vectors=search.has_vectors)
        return [
            PolicyPassage(
                id=hit.passage.id,
                topic=hit.passage.topic,
                language=hit.passage.language,
                title=hit.passage.title,
                text=hit.passage.text,
                score=round(hit.score, 4),
                confident=sure and place == 0 and hit.passage.language == (language or asked.language),
                likelihood=round(likely, 4) if place == 0 else 0.0,
            )
            for place, hit in enumerate(hits[:k])
        ]

    def passage(self, topic: str, *, business_id: str, language: Language) -> PolicyPassage | None:
        """The passage of that topic in that language, if it is valid today."""
        today = self._clock.now().astimezone(self._zone).date()
        for found in self._search_of(business_id).passages:
            if found.topic == topic and found.language == language and found.is_valid_on(today):
                return PolicyPassage(
                    id=found.id, topic=topic, language=language, title=found.title, text=found.text, score=1.0
                )
        return None

    def warm(self, business_id: str) -> None:
        """Load everything a search needs (3 s, mostly Chroma's import); worth doing in a thread at start-up."""
        search = self._search_of(business_id)
        if search.has_vectors:
            self._embedder.embed_queries(["warm"])

    def close(self) -> None:
        """Let another process own the index."""
        self._store.close()

    def _search_of(self, business_id: str) -> PassageSearch:
        search = self._searches.get(business_id)
        if search is None:
            with self._loading:
                search = self._searches.get(business_id)
                if search is None:
                    stored = self._store.read(collection_name(business_id))
                    search = self._make_search(stored.passages, stored.query_means)
                    self._searches.setdefault(business_id, search)
        return search

    def _make_search(self, embedded: Sequence[EmbeddedPassage], means: dict[str, Vectors]) -> PassageSearch:
        return PassageSearch(embedded, embedder=self._embedder, query_means=means)

    def _embed(self, passage: Passage) -> EmbeddedPassage:
        import numpy as np

        rows = [self._embedder.embed_passages([f"{passage.title}\n{passage.text}".strip()])]
        if passage.questions:
            rows.append(self._embedder.embed_queries(passage.questions))
        return EmbeddedPassage(passage, np.concatenate(rows))


def collection_name(business_id: str) -> str:
    """Chroma wants 3 to 512 characters."""
    return f"policies-{business_id}"


def passages_to_json(passages: Sequence[PolicyPassage]) -> list[dict[str, Any]]:
    """The shape `./closeloop search --json` prints, best first."""
    return [{"rank": rank, **passage.model_dump(mode="json")} for rank, passage in enumerate(passages, 1)]


def _without_vectors(passages: Sequence[Passage]) -> list[EmbeddedPassage]:
    import numpy as np

    return [EmbeddedPassage(p, np.zeros((0, 0), dtype=np.float32)) for p in passages]


def _batches(passages: Sequence[Passage]) -> Iterator[tuple[int, Sequence[Passage]]]:
    for start in range(0, len(passages), BATCH_PASSAGES):
        batch = passages[start : start + BATCH_PASSAGES]
        yield start + len(batch), batch
