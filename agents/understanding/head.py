"""The trained part: which needs a text expresses, from its embedding."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, cast

from domain.language import LANGUAGES, Language
from domain.reading import Route
from knowledge.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

NONE = "none"
"""The label of texts that carry facts but no need ("завтра после пяти")."""


def centre(vectors: Vectors, mean: Vectors) -> Vectors:
    """Vectors with what their language has in common taken out, of length 1 again."""
    import numpy as np

    moved = vectors - mean
    return cast(
        "Vectors", (moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    )


class RouteHead:
    """Multinomial logistic regression over centred embeddings, with a temperature. Weights are shipped."""

    def __init__(
        self,
        labels: list[str],
        weights: Vectors,
        bias: Vectors,
        means: Vectors,
        temperature: float,
        model_id: str,
    ) -> None:
        self.labels = labels
        self.model_id = model_id
        self._weights = weights
        self._bias = bias
        self._means = means
        self._temperature = temperature

    @classmethod
    def load(cls) -> RouteHead:
        """The weights made by `python -m agents.understanding.train`."""
        import numpy as np

        with files("agents.understanding").joinpath("weights", "routes.npz").open("rb") as stream:
            stored = np.load(stream)
            return cls(
                [str(label) for label in stored["labels"]],
                stored["weights"].astype(np.float32),
                stored["bias"].astype(np.float32),
                stored["means"].astype(np.float32),
                float(stored["temperature"]),
                str(stored["model_id"]),
            )

    def probabilities(
        self, texts: list[str], language: Language, embedder: Embedder
    ) -> list[dict[str, float]]:
        """Per text the probability of every label (17 routes and `NONE`)."""
        import numpy as np

        vectors = centre(embedder.embed_queries(texts), self._means[LANGUAGES.index(language)])
        logits = (vectors @ self._weights.T + self._bias) / self._temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = odds / odds.sum(axis=1, keepdims=True)
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in shares]


def as_route(label: str) -> Route:
    """A label of the head as a route; `NONE` is not one."""
    return cast("Route", label)
