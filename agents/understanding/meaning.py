"""Services by meaning: "my teeth have gone dark from coffee" is whitening, though no word of it is in its name.

A small embedding model puts the right service among the first three nine times in ten, and first six times in ten. So
this reads seldom surely, mostly as two or three to be asked about, and as nothing where nothing is near. What people say
around any service ("how much is …") is taken out of the vectors first; then a service counts by how unusually near it is:
against its own nearness to messages of any business, so that one that is near to everything is near to nothing.

The weights are fitted by `python -m agents.understanding.meaning_training` on messages to several businesses; none of the
businesses' own words are in them, so a new business is read as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from agents.understanding.head import RouteHead
from agents.understanding.meaning_table import Progress, texts_of, vectors_of
from agents.understanding.neighbours import NEAREST_SHARE
from domain.business import Business
from domain.language import LANGUAGES, Language
from knowledge.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FILE = "meanings.npz"
_ARRAYS = ("around", "shares", "nothing", "general")
MOST_ASKED = 3
_FEW = 5
"""Of a service's texts, how many say something beside the nearest."""
_EVERY = 6
"""Every sixth of the general examples is background enough."""


@dataclass(frozen=True)
class MeaningWeights:
    """`around`: what messages have in common whatever they are about, as directions. `shares`: what nearness in the
    message's own language and in the others say. `nothing`: bias and weight of "none of them", by the nearness to general
    messages, which `general` (mean, deviation) makes comparable. `sure`, `asked`, `among`: from which probability a
    service is taken, that it is any of them at all, and which are worth asking about.
    """

    around: Vectors
    shares: Vectors
    nothing: Vectors
    general: Vectors
    sure: float
    asked: float
    among: float
    model_id: str


@dataclass(frozen=True)
class Meant:
    """`services` best first: one that is surely meant, or two or three to ask about. `probability` of the first; `any_of`:
    that it is a service of the business at all."""

    services: list[str]
    sure: bool
    probability: float
    any_of: float


class MeaningReader:
    """The services of one business by meaning. Deterministic; safe to share between threads."""

    def __init__(
        self,
        business: Business,
        head: RouteHead,
        embedder: Embedder,
        *,
        weights: MeaningWeights | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Embeds every text of the services where no earlier start did: some seconds, of which `progress` hears."""
        import numpy as np

        self._w = weights or load_weights()
        self._head = head
        self._embedder = embedder
        self._ids = [s.id for s in business.services.services]
        texts = texts_of(business)
        vectors = (
            vectors_of(texts, embedder, progress)
            if texts
            else np.empty((0, embedder.dimension), dtype=np.float32)
        )
        self._build([t.place for t in texts], [t.language for t in texts], vectors)

    def _build(self, places: list[int], languages: list[Language], vectors: Vectors) -> None:
        """Per language the texts in it and the texts in the others, and how near messages of any business are to them."""
        import numpy as np

        own, spoken = np.asarray(places), np.asarray(languages)
        plain = np.empty_like(vectors)
        for language in LANGUAGES:
            rows = spoken == language
            plain[rows] = self._without_around(self._head.centred(vectors[rows], language))
        background = self._without_around(self._head.examples()[::_EVERY])
        self._sides: dict[Language, list[tuple[Vectors, list[NDArray[np.intp]], Vectors, Vectors]]] = {}
        for language in LANGUAGES:
            sides = []
            for rows in (spoken == language, spoken != language):
                of_each = [np.flatnonzero(own[rows] == n) for n in range(len(self._ids))]
                usual = _nearness(background @ plain[rows].T, of_each)
                sides.append((plain[rows], of_each, usual.mean(axis=0), usual.std(axis=0) + 1e-6))
            self._sides[language] = sides

    def find(self, text: str, language: Language) -> Meant | None:
        """What `text` (in its own script, without greetings) is about; None when it is no service, as far as it tells."""
        import numpy as np

        if not self._ids:
            return None
        shares = self.probabilities(text, language)
        any_of = 1.0 - float(shares[-1])
        order = np.argsort(-shares[:-1])
        first = float(shares[order[0]])
        if first >= self._w.sure:
            return Meant([self._ids[order[0]]], True, first, any_of)
        near = [self._ids[n] for n in order[:MOST_ASKED] if shares[n] >= self._w.among]
        if any_of < self._w.asked or len(near) < 2 or float(shares[order[:MOST_ASKED]].sum()) < self._w.asked:
            return None
        return Meant(near, False, first, any_of)

    def probabilities(self, text: str, language: Language) -> Vectors:
        """Of each service, in the order of the list, and last of none."""
        import numpy as np

        signals, general = self.signals(text, language)
        raw = np.append(
            signals @ self._w.shares, self._w.nothing[0] + self._w.nothing[1] * self._scaled(general)
        )
        odds = np.exp(raw - raw.max())
        return cast("Vectors", odds / odds.sum())

    def signals(self, text: str, language: Language) -> tuple[Vectors, float]:
        """How unusually near each service is, by the texts in the language and by the others; and how near general
        messages are."""
        import numpy as np

        centred = self._head.centred(self._embedder.embed_queries([text]), language)
        general = float(self._head.nearness(centred).max())
        plain = self._without_around(centred)
        found = [
            (_nearness(plain @ texts.T, of_each)[0] - mean) / spread
            for texts, of_each, mean, spread in self._sides[language]
        ]
        return np.stack(found, axis=1), general

    def _scaled(self, general: float) -> float:
        return (general - float(self._w.general[0])) / float(self._w.general[1])

    def _without_around(self, vectors: Vectors) -> Vectors:
        import numpy as np

        around = self._w.around
        left = vectors - (vectors @ around.T) @ around
        return cast("Vectors", left / np.maximum(np.linalg.norm(left, axis=-1, keepdims=True), 1e-9))


def _nearness(alike: Vectors, of_each: list[NDArray[np.intp]]) -> Vectors:
    """Per row and service: mostly the nearest text, with the mean of a few."""
    import numpy as np

    out = np.full((len(alike), len(of_each)), -1.0, dtype=np.float32)
    for n, places in enumerate(of_each):
        if len(places):
            few = min(_FEW, len(places))
            best = np.partition(alike[:, places], len(places) - few, axis=1)[:, -few:]
            out[:, n] = NEAREST_SHARE * best.max(axis=1) + (1 - NEAREST_SHARE) * best.mean(axis=1)
    return out


@cache
def load_weights() -> MeaningWeights:
    """The shipped numbers."""
    import numpy as np

    with files("agents.understanding").joinpath("weights", FILE).open("rb") as stream:
        stored = np.load(stream)
        around, shares, nothing, general = (stored[name].astype(np.float32) for name in _ARRAYS)
        sure, asked, among = (float(bar) for bar in stored["bars"])
        return MeaningWeights(
            around, shares, nothing, general, sure, asked, among, model_id=str(stored["model_id"])
        )
