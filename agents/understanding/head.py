"""The trained part: which needs a text expresses, from its embedding and its letters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from agents.understanding.letters import GROUP_BUCKETS, letter_groups
from agents.understanding.neighbours import Neighbours, unpacked
from domain.language import LANGUAGES, Language
from domain.reading import Route

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_AT_ONCE = 512
NONE = "none"
"""The label of texts that carry facts but no need ("завтра после пяти")."""


def likeliest(shares: Mapping[str, float]) -> str:
    """The label with the largest share."""
    return max(shares, key=shares.__getitem__)


def centre(vectors: Vectors, mean: Vectors) -> Vectors:
    """Vectors with what their language has in common taken out, of length 1 again."""
    import numpy as np

    moved = vectors - mean
    return cast(
        "Vectors", (moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    )


@dataclass(frozen=True)
class HeadWeights:
    """The numbers of a trained head. `labels` are 17 routes and `NONE`; languages stand in `LANGUAGES`' order.

    `means`: per language, what its embeddings have in common. `rarity`: per letter group, 0 for unknown ones.
    `letter_share`: how much the letters say against the embedding. `examples` and `example_labels`: packed centred
    vectors and the places of their labels, `crowding` how near each is to the others; `nearness_share`: how much it says to be near them. `shift`: per label, added to its logit.
    `temperatures`: per language, what makes the confidence honest.
    """

    labels: list[str]
    weights: Vectors
    bias: Vectors
    means: Vectors
    letter_weights: Vectors
    letter_bias: Vectors
    rarity: Vectors
    letter_share: float
    examples: NDArray[np.int8]
    example_labels: Vectors
    crowding: Vectors
    nearness_share: float
    shift: Vectors
    temperatures: Vectors
    model_id: str


class RouteHead:
    """Three that vote: a regression over centred embeddings, one over letter groups, and the nearest examples.

    Weights are shipped.
    """

    def __init__(self, weights: HeadWeights) -> None:
        self.labels = weights.labels
        self.model_id = weights.model_id
        self._w = weights
        self._neighbours = Neighbours(weights.examples, weights.example_labels, len(weights.labels))

    @classmethod
    def load(cls) -> RouteHead:
        """The weights made by `python -m agents.understanding.train`."""
        import numpy as np

        with files("agents.understanding").joinpath("weights", "routes.npz").open("rb") as stream:
            stored = np.load(stream)
            numbers = {name: stored[name].astype(np.float32) for name in _ARRAYS}
            known, rows = stored["letter_buckets"], numbers.pop("letter_weights")
            letter_weights = np.zeros((GROUP_BUCKETS, rows.shape[1]), dtype=np.float32)
            letter_weights[known] = rows
            rarity = np.zeros(GROUP_BUCKETS, dtype=np.float32)
            rarity[known] = numbers.pop("rarity")
            return cls(
                HeadWeights(
                    labels=[str(label) for label in stored["labels"]],
                    letter_weights=letter_weights,
                    rarity=rarity,
                    letter_share=float(stored["letter_share"]),
                    examples=stored["examples"],
                    example_labels=stored["example_labels"],
                    crowding=stored["crowding"].astype(np.float32),
                    nearness_share=float(stored["nearness_share"]),
                    model_id=str(stored["model_id"]),
                    **numbers,
                )
            )

    def logits(self, texts: list[str], vectors: Vectors, language: Language) -> Vectors:
        """Per text and label, before the temperature. `vectors` are the texts' query embeddings."""
        import numpy as np

        w = self._w
        centred = self.centred(vectors, language)
        seen = _log_shares(centred @ w.weights.T + w.bias)
        spelled = _log_shares(np.stack([self._letter_logits(text) for text in texts]))
        near = w.nearness_share * self.nearness(centred)
        return cast("Vectors", seen + w.letter_share * spelled + near + w.shift)

    def centred(self, vectors: Vectors, language: Language) -> Vectors:
        """Query embeddings without what their language has in common."""
        return centre(vectors, self._w.means[LANGUAGES.index(language)])

    def nearness(self, centred: Vectors) -> Vectors:
        """Per text and label, how near its examples are: -1 to 1."""
        return self._neighbours.nearness(centred)

    def examples(self, every: int = 1) -> Vectors:
        """Centred vectors of general messages, of any business: a background to compare with. One in `every`."""
        return unpacked(self._w.examples[::every])

    @cached_property
    def fingerprint(self) -> bytes:
        """Tells these weights from others: of the examples' vectors how near each is to the others."""
        of = (self._w.crowding, self._w.bias, self._w.means)
        told = hashlib.sha256(self.model_id.encode())
        for numbers in of:
            told.update(numbers.tobytes())
        return told.digest()

    def margins(self, others: Neighbours, share: float, least: float) -> Vectors:
        """Per label of `others` by how much nearer it must be than our labels, so that at most `share` of our own
        examples are taken for it. An example's nearness to itself does not count."""
        import numpy as np

        begins = range(0, len(self._w.examples), _AT_ONCE)
        nearness = [others.nearness(unpacked(self._w.examples[at : at + _AT_ONCE])) for at in begins]
        over = np.concatenate(nearness) - self._w.crowding[:, None]
        return cast("Vectors", np.maximum(np.quantile(over, 1 - share, axis=0), least).astype(np.float32))

    def _letter_logits(self, text: str) -> Vectors:
        import numpy as np

        w = self._w
        groups = letter_groups(text)
        buckets = np.fromiter(groups, dtype=np.int64, count=len(groups))
        values = np.fromiter(groups.values(), dtype=np.float32, count=len(groups)) * w.rarity[buckets]
        length = float(np.linalg.norm(values))
        return cast("Vectors", values @ w.letter_weights[buckets] / max(length, 1e-9) + w.letter_bias)

    def probabilities(self, texts: list[str], vectors: Vectors, language: Language) -> list[dict[str, float]]:
        """Per text the probability of every label (17 routes and `NONE`). `vectors` are the texts' query embeddings."""
        import numpy as np

        logits = self.logits(texts, vectors, language)
        shares = np.exp(_log_shares(logits / self._w.temperatures[LANGUAGES.index(language)]))
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in shares]


_ARRAYS = ("weights", "bias", "means", "letter_weights", "letter_bias", "rarity", "shift", "temperatures")


def _log_shares(logits: Vectors) -> Vectors:
    import numpy as np

    moved = logits - logits.max(axis=1, keepdims=True)
    return cast("Vectors", moved - np.log(np.exp(moved).sum(axis=1, keepdims=True)))


def as_route(label: str) -> Route:
    """A label of the head as a route; `NONE` is not one."""
    return cast("Route", label)
