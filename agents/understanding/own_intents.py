"""Intents that a business adds in its `intents.yaml`: found by their nearest examples, with nothing trained.

How much nearer a message must be to an intent's examples than to everybody's is set when the business is loaded: so
that hardly any of the general examples would be taken for it.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from agents.understanding.head import RouteHead
from agents.understanding.neighbours import Neighbours
from domain.business.intents import OwnIntent
from domain.language import Language
from domain.reading import Route
from knowledge.embedding import Embedder
from knowledge.kept import kept
from knowledge.kept_numbers import kept_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_TAKEN_WRONGLY = 0.003
"""Of general examples, the share that may lie nearer to an intent than its margin."""
_LEAST_MARGIN = 0.0
_SURE_AT_MARGIN = 0.75
_STEEPNESS = 25.0
"""As much as nearness says in the route head."""


class Found(NamedTuple):
    """An intent and how surely it is meant, 0..1."""

    intent: str
    route: Route
    confidence: float


class OwnIntentReader:
    """The intents of one business. Deterministic; safe to share between threads."""

    def __init__(self, intents: list[OwnIntent], head: RouteHead, embedder: Embedder) -> None:
        """Embeds every example, about 10 ms each; vectors of these very examples are kept for the next start."""
        self._intents = intents
        self._head = head
        self._embedder = embedder
        self._near: Neighbours | None = None
        if intents:
            self._near, told = _neighbours(intents, head, embedder)
            self._margins = _margins(self._near, told, len(intents), head)

    def find(self, text: str, language: Language) -> Found | None:
        """The intent whose examples `text` is nearest to, by more than its margin; None mostly."""
        if self._near is None:
            return None
        centred = self._head.centred(self._embedder.embed_queries([text]), language)
        general = float(self._head.nearness(centred).max())
        over = self._near.nearness(centred)[0] - general - self._margins
        best = int(over.argmax())
        if over[best] < 0:
            return None
        odds = math.log(_SURE_AT_MARGIN / (1 - _SURE_AT_MARGIN)) + _STEEPNESS * float(over[best])
        intent = self._intents[best]
        return Found(intent.id, intent.route, round(1 / (1 + math.exp(-odds)), 4))


def _margins(near: Neighbours, told: bytes, count: int, head: RouteHead) -> Vectors:
    """To compare thousands of general examples with all of the intents' takes a start longer than all else of them."""
    bars = json.dumps([_TAKEN_WRONGLY, _LEAST_MARGIN]).encode()
    return kept_numbers(
        "margins",
        told + head.fingerprint + bars,
        lambda: head.margins(near, _TAKEN_WRONGLY, _LEAST_MARGIN),
        (count,),
    )


def _neighbours(intents: list[OwnIntent], head: RouteHead, embedder: Embedder) -> tuple[Neighbours, bytes]:
    """The intents' examples, and of what they were made."""
    import numpy as np

    places = [n for n, intent in enumerate(intents) for texts in intent.examples.values() for _ in texts]
    spoken = [texts for intent in intents for texts in intent.examples.items()]
    told = json.dumps([embedder.model_id, spoken], ensure_ascii=False).encode()
    vectors = kept(
        f"intents-{hashlib.sha256(told).hexdigest()[:24]}.npy",
        lambda path: _save(path, embedder.embed_queries([text for _, texts in spoken for text in texts])),
        lambda path: _load(path, len(places), embedder.dimension),
    )
    ends = np.cumsum([len(texts) for _, texts in spoken])[:-1]
    rows = [
        head.centred(of_language, language)
        for (language, _), of_language in zip(spoken, np.split(vectors, ends), strict=True)
    ]
    return Neighbours(np.concatenate(rows), places, len(intents)), told + json.dumps(places).encode()


def _save(path: Path, vectors: Vectors) -> None:
    import numpy as np

    with path.open("wb") as file:
        np.save(file, vectors)


def _load(path: Path, count: int, dimension: int) -> Vectors:
    import numpy as np

    vectors: Vectors = np.load(path)
    if vectors.shape != (count, dimension):
        raise ValueError(f"vectors of shape {vectors.shape}")
    return vectors
