"""The trained part of mood and risk: how surely a text shows each flag, from its embedding, its letters, and whether it
lies nearer to messages that raise the flag than to innocent ones.

Word patterns (`rules.py`) know the unmistakable words; this head knows how people say the same without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from agents.understanding.head import centre
from agents.understanding.letters import letter_groups
from agents.understanding.neighbours import Neighbours
from agents.understanding.thresholds import load_thresholds
from domain.language import LANGUAGES, Language
from domain.reading import Flag
from knowledge.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

FILE = "flags.npz"
EMBEDDING_SHARE = 1.5
"""How much the embedding weighs against the letters, both of length 1."""
NEARNESS_SHARE = 20.0
"""How much it says to be nearer to the flag's messages than to innocent ones, by 1."""


@dataclass(frozen=True)
class FlagWeights:
    """`bars`: per flag the score from which it is raised. `rarity`: per letter group, 0 for unknown ones.

    `examples`: packed centred vectors of messages that raise a flag and of innocent ones; `example_labels`: the place of the
    flag, or one after the last for the innocent.
    """

    flags: list[Flag]
    weights: Numbers
    letter_weights: Numbers
    bias: Numbers
    bars: Numbers
    means: Numbers
    rarity: Numbers
    examples: NDArray[np.int8]
    example_labels: Numbers
    model_id: str


class FlagHead:
    """One regression a flag. Deterministic; safe to share between threads."""

    def __init__(self, weights: FlagWeights) -> None:
        self._w = weights
        self._near = Neighbours(weights.examples, weights.example_labels, len(weights.flags) + 1)

    @classmethod
    def load(cls) -> FlagHead:
        """The weights made by `python -m agents.understanding.train`; the same head for every caller."""
        return _load()

    def find(self, text: str, language: Language, embedder: Embedder) -> set[Flag]:
        """The flags that `text` (in its own script, without greetings) shows."""
        scores = self.scores([text], embedder.embed_queries([text]), language)[0]
        return {f for f, score, bar in zip(self._w.flags, scores, self._w.bars, strict=True) if score >= bar}

    def scores(self, texts: list[str], vectors: Numbers, language: Language) -> Numbers:
        """Per text and flag how much speaks for it. `vectors` are the texts' query embeddings."""
        import numpy as np

        w = self._w
        centred = centre(vectors, w.means[LANGUAGES.index(language)])
        seen = centred @ w.weights.T * EMBEDDING_SHARE
        spelled = np.stack([self._letters(text) for text in texts])
        return cast("Numbers", seen + spelled + w.bias + leaning(self._near.nearness(centred)))

    def _letters(self, text: str) -> Numbers:
        import numpy as np

        groups = letter_groups(text)
        buckets = np.fromiter(groups, dtype=np.int64, count=len(groups))
        values = np.fromiter(groups.values(), dtype=np.float32, count=len(groups)) * self._w.rarity[buckets]
        return cast(
            "Numbers", values @ self._w.letter_weights[buckets] / max(float(np.linalg.norm(values)), 1e-9)
        )


def leaning(nearness: Numbers) -> Numbers:
    """Per text and flag what its neighbours say; `nearness` has the innocent ones in the last column."""
    return cast("Numbers", NEARNESS_SHARE * (nearness[:, :-1] - nearness[:, -1:]))


@cache
def _load() -> FlagHead:
    import numpy as np

    from agents.understanding.letters import GROUP_BUCKETS

    with files("agents.understanding").joinpath("weights", FILE).open("rb") as stream:
        stored = np.load(stream)
        names = [cast("Flag", str(flag)) for flag in stored["flags"]]
        letter_weights = np.zeros((GROUP_BUCKETS, len(names)), dtype=np.float32)
        letter_weights[stored["letter_buckets"]] = stored["letter_weights"]
        rarity = np.zeros(GROUP_BUCKETS, dtype=np.float32)
        rarity[stored["letter_buckets"]] = stored["rarity"]
        rules = load_thresholds().flags
        return FlagHead(
            FlagWeights(
                flags=names,
                weights=stored["weights"].astype(np.float32),
                letter_weights=letter_weights,
                bias=stored["bias"].astype(np.float32),
                bars=np.array([rules[name].bar for name in names], dtype=np.float32),
                means=stored["means"].astype(np.float32),
                rarity=rarity,
                examples=stored["examples"],
                example_labels=stored["example_labels"],
                model_id=str(stored["model_id"]),
            )
        )
