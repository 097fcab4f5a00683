"""Services by meaning: "my teeth have gone dark from coffee" is whitening, though no word of it is in its name.

A small embedding model puts the right service first six times in ten by its names alone, and eight times in ten where the
owner wrote down how customers say it instead (`in_other_words`). So this reads surely where it is, mostly as two or three to
be asked about, and as nothing where nothing is near. Directions in which ways of saying the same thing differ are made
short first; then a service counts by how unusually near it is: against its own nearness to messages of any business, so
that one that is near to everything is near to nothing. Letters speak beside the vectors: they see the word that decides.

The weights are fitted by `python -m agents.understanding.meaning_training` on messages to several businesses; none of the
businesses' own words are in them, so a new business is read as well.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from agents.understanding.groups import FEW, Groups
from agents.understanding.head import RouteHead
from agents.understanding.meaning_letters import ServiceLetters
from agents.understanding.meaning_table import Progress, ServiceText, vectors_of
from agents.understanding.neighbours import NEAREST_SHARE
from domain.language import LANGUAGES, Language
from knowledge.embedding import Embedder
from knowledge.kept_numbers import kept_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FILE = "meanings.npz"
_ARRAYS = ("directions", "kept", "shares", "nothing", "general")
MOST_ASKED = 3
_FEWEST_ASKED = 2
_HARDLY, _RATHER = 0.05, 0.7
"""How little a service named by a single word must be meant, and how surely another, for both to be asked about."""
_ASKED_UNWISHED = 0.6
"""How surely it must be a service of ours before one is offered to somebody who wished for nothing in so many words."""
_BY_LETTERS = 10.0
"""Likeness of letters, 0 to 1, on the scale of the deviations that nearness is told in."""
_EVERY = 6
"""Every sixth of the general examples is background enough."""


@dataclass(frozen=True)
class MeaningWeights:
    """`directions`: in which ways of saying the same thing differ, and how much of each is `kept` (0 to 1). `shares`: what
    nearness in the message's own language, in the others, and by letters say. `nothing`: bias and weight of "none of them", by the nearness to general
    messages, which `general` (mean, deviation) makes comparable. `sure`, `asked`, `among`: from which probability a
    service is taken, that it is any of them at all, and which are worth asking about.
    """

    directions: Vectors
    kept: Vectors
    shares: Vectors
    nothing: Vectors
    general: Vectors
    sure: float
    asked: float
    among: float
    model_id: str


@dataclass(frozen=True)
class Meant:
    """`ids` of services or goods, best first: one that is surely meant, or two or three to ask about. `probability` of the first; `any_of`:
    that it is anything of the business's at all."""

    ids: list[str]
    sure: bool
    probability: float
    any_of: float


class MeaningReader:
    """What one business offers, by meaning: services, or goods. Deterministic; safe to share between threads."""

    def __init__(
        self,
        ids: Sequence[str],
        texts: Sequence[ServiceText],
        head: RouteHead,
        embedder: Embedder,
        *,
        weights: MeaningWeights | None = None,
        progress: Progress | None = None,
    ) -> None:
        """`texts` of what `ids` name, each in its place there. Embeds them where no earlier start did: some seconds, of
        which `progress` hears."""
        import numpy as np

        self._w, self._shipped = weights or load_weights(), weights is None
        self._head = head
        self._embedder = embedder
        self._ids = list(ids)
        vectors = (
            vectors_of(texts, embedder, progress)
            if texts
            else np.empty((0, embedder.dimension), dtype=np.float32)
        )
        places, languages = [t.place for t in texts], [t.language for t in texts]
        self._build(places, languages, vectors)
        self._letters = {
            language: ServiceLetters(
                [t.text for t in texts if t.language == language],
                [t.place for t in texts if t.language == language],
            )
            for language in LANGUAGES
        }

    def _build(self, places: list[int], languages: list[Language], vectors: Vectors) -> None:
        """Per language the texts in it and the texts in the others, and how near messages of any business are to them."""
        import numpy as np

        own, spoken = np.asarray(places), np.asarray(languages)
        plain = np.empty_like(vectors)
        for language in LANGUAGES:
            rows = spoken == language
            plain[rows] = self._weighed(self._head.centred(vectors[rows], language))
        sides = [
            (np.ascontiguousarray(plain[rows].T), Groups(own[rows], len(self._ids)))
            for language in LANGUAGES
            for rows in (spoken == language, spoken != language)
        ]
        usual = self._usual(sides, plain.tobytes() + own.tobytes() + spoken.tobytes())
        self._sides: dict[Language, list[tuple[Vectors, Groups, Vectors, Vectors]]] = {
            language: [(*sides[n], *usual[n]) for n in (2 * at, 2 * at + 1)]
            for at, language in enumerate(LANGUAGES)
        }

    def _usual(self, sides: Sequence[tuple[Vectors, Groups]], told: bytes) -> Vectors:
        """Of each side: mean and deviation of the nearness of general messages to each service. `told` is what the sides
        are made of."""
        import numpy as np

        def measure() -> Vectors:
            background = self._weighed(self._head.examples(_EVERY))
            of_sides = [groups.nearness(background @ across) for across, groups in sides]
            return np.stack([(n.mean(axis=0), n.std(axis=0) + 1e-6) for n in of_sides])

        if not self._shipped:
            return measure()
        how = json.dumps([_EVERY, FEW, NEAREST_SHARE]).encode()
        of = told + self._w.directions.tobytes() + self._w.kept.tobytes() + self._head.fingerprint + how
        return kept_numbers("usual", of, measure, (len(sides), 2, len(self._ids)))

    def find(
        self, text: str, language: Language, *, wished: bool, without: Sequence[str] = ()
    ) -> Meant | None:
        """What `text` (in its own script, without greetings) is about; None when it is no service, as far as it tells.

        `wished`: something of ours is wanted, whatever it is; else nothing is taken ("the child is asleep" is near to a
        service for children), and less is asked about. `without`: what it cannot be.
        """
        import numpy as np

        if not self._ids:
            return None
        shares = self.probabilities(text, language)
        any_of = 1.0 - float(shares[-1])
        shares[[n for n, one in enumerate(self._ids) if one in without]] = 0.0
        order = np.argsort(-shares[:-1])[:MOST_ASKED]
        first = float(shares[order[0]])
        if wished and first >= self._w.sure:
            return Meant([self._ids[order[0]]], True, first, any_of)
        if any_of < (self._w.asked if wished else _ASKED_UNWISHED):
            return None
        near = [self._ids[n] for n in order if shares[n] >= self._w.among]
        return Meant([*near, *(self._ids[n] for n in order[len(near) : _FEWEST_ASKED])], False, first, any_of)

    def doubt(self, text: str, language: Language, named: Sequence[str]) -> Meant | None:
        """What is meant rather than `named`, which one word alone speaks for, together with that; None where the
        meaning says nothing against it: "a dentist for my toddler" names the dentist and means the children's."""
        shares = self.probabilities(text, language)
        first = int(shares[:-1].argmax())
        of_named = [float(shares[self._ids.index(s)]) for s in named if s in self._ids]
        if not of_named or max(of_named) > _HARDLY or float(shares[first]) < _RATHER:
            return None
        options = [self._ids[first], *named][:_FEWEST_ASKED]
        return Meant(options, False, float(shares[first]), 1.0 - float(shares[-1]))

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
        """How unusually near each service is, by the texts in the language and by the others, and how alike by letters;
        and how near general messages are."""
        import numpy as np

        centred = self._head.centred(self._embedder.embed_queries([text]), language)
        general = float(self._head.nearness(centred).max())
        plain = self._weighed(centred)
        found = [
            (groups.nearness(plain @ across)[0] - mean) / spread
            for across, groups, mean, spread in self._sides[language]
        ]
        groups = self._sides[language][0][1]
        alike = self._letters[language].alike(text)[None, :]
        found.append(_BY_LETTERS * groups.nearness(alike, of_none=0.0)[0])
        return np.stack(found, axis=1), general

    def _scaled(self, general: float) -> float:
        return (general - float(self._w.general[0])) / float(self._w.general[1])

    def _weighed(self, vectors: Vectors) -> Vectors:
        import numpy as np

        directions = self._w.directions
        left = vectors - (vectors @ directions.T * (1 - self._w.kept)) @ directions
        return cast("Vectors", left / np.maximum(np.linalg.norm(left, axis=-1, keepdims=True), 1e-9))


@cache
def load_weights() -> MeaningWeights:
    """The shipped numbers."""
    import numpy as np

    with files("agents.understanding").joinpath("weights", FILE).open("rb") as stream:
        stored = np.load(stream)
        numbers = {name: stored[name].astype(np.float32) for name in _ARRAYS}
        sure, asked, among = (float(bar) for bar in stored["bars"])
        return MeaningWeights(
            **numbers, sure=sure, asked=asked, among=among, model_id=str(stored["model_id"])
        )
