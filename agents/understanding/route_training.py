"""Fits the route head: two regressions and the nearest examples, the shift of refusals, the temperatures.

What is not fitted on the examples themselves is chosen on held-out folds, in which no translation of a test message
is trained on.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agents.understanding.head import HeadWeights, RouteHead, centre
from agents.understanding.letters import GROUP_BUCKETS, letter_groups
from agents.understanding.neighbours import mixed_nearness, packed
from agents.understanding.training_set import Example
from agents.understanding.wording import plain_text
from domain.language import LANGUAGES
from knowledge.embedding import Embedder

_C_EMBEDDING = 8.0
_C_LETTERS = 10.0
_LETTER_SHARE = 1.0
_NEARNESS_SHARE = 25.0
_RARE = 3
_FOLDS = 3
_REFUSED = "out_of_scope"
_AT_ONCE = 512
_MAX_REFUSED_SHARE = 0.05
"""Of messages that are our business, how many the shift towards refusing may turn away on held-out folds."""
_SHIFTS = np.arange(0.0, 4.01, 0.1)


@dataclass(frozen=True)
class _Material:
    """The rows once for each of their labels; `shares` weighs a message with two labels like one message."""

    rows: list[Example]
    texts: list[str]
    labels: Any
    languages: Any
    folds: Any
    shares: Any
    vectors: Any
    groups: list[Mapping[int, float]]
    model_id: str

    def where(self, mask: Any) -> Any:
        return np.flatnonzero(mask)


def train_routes(examples: Sequence[Example], embedder: Embedder, target: Path) -> None:
    """Fit, print how held-out messages were read, and write `target`. Romanised examples come in their own script."""
    material = _prepare(examples, embedder)
    classes = sorted(set(material.labels))
    held = np.zeros((len(material.rows), len(classes)), dtype=np.float32)
    for fold in range(_FOLDS):
        head = RouteHead(_fit(material, material.folds != fold, classes))
        for language in LANGUAGES:
            test = material.where((material.folds == fold) & (material.languages == language))
            held[test] = head.logits([material.texts[i] for i in test], material.vectors[test], language)
    answers = np.array([classes.index(x) for x in material.labels])
    judged = np.array([len(r.labels) == 1 for r in material.rows])
    shift = np.zeros(len(classes), dtype=np.float32)
    plain = judged & np.array([not r.hard for r in material.rows])
    shift[classes.index(_REFUSED)] = _refusal_shift(held[plain], answers[plain], classes.index(_REFUSED))
    held += shift
    temperatures = [_temperature(held, answers, judged & (material.languages == x)) for x in LANGUAGES]
    _print_held_out(material, held.argmax(axis=1) == answers, judged, classes)
    print("shift", shift.max().round(2), "temperatures", dict(zip(LANGUAGES, temperatures, strict=True)))
    final = _fit(material, np.ones(len(material.rows), dtype=bool), classes)
    _write(final, shift, temperatures, target)


def _prepare(examples: Sequence[Example], embedder: Embedder) -> _Material:
    rows = [row for row in examples for _ in row.labels]
    texts = [plain_text(row.text) for row in rows]
    names = sorted({row.meaning for row in rows})
    random.Random(7).shuffle(names)  # noqa: S311 - a fixed split, not a secret
    fold_of = {name: n % _FOLDS for n, name in enumerate(names)}
    return _Material(
        rows=rows,
        texts=texts,
        labels=np.array([label for row in examples for label in row.labels]),
        languages=np.array([row.language for row in rows]),
        folds=np.array([fold_of[row.meaning] for row in rows]),
        shares=np.array([1 / len(row.labels) for row in rows]),
        vectors=embedder.embed_queries(texts),
        groups=[letter_groups(text) for text in texts],
        model_id=embedder.model_id,
    )


def _fit(material: _Material, mask: Any, classes: list[str]) -> HeadWeights:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    chosen = material.where(mask)
    labels, languages = material.labels[chosen], material.languages[chosen]
    shares, vectors = material.shares[chosen], material.vectors[chosen]
    means = np.stack([balanced_mean(vectors[languages == x], labels[languages == x]) for x in LANGUAGES])
    centred = np.concatenate(
        [centre(v[None], means[LANGUAGES.index(x)]) for v, x in zip(vectors, languages, strict=True)]
    )
    seen = LogisticRegression(C=_C_EMBEDDING, max_iter=500, class_weight="balanced")
    seen.fit(centred, labels, sample_weight=shares)
    groups = [material.groups[i] for i in chosen]
    rarity = rarity_of(groups)
    spelled = LogisticRegression(C=_C_LETTERS, max_iter=150, class_weight="balanced")
    known = np.flatnonzero(rarity)
    spelled.fit(letter_matrix(groups, rarity, csr_matrix)[:, known], labels, sample_weight=shares)
    letter_weights = np.zeros((GROUP_BUCKETS, len(classes)), dtype=np.float32)
    letter_weights[known] = spelled.coef_.T
    assert list(seen.classes_) == classes == list(spelled.classes_)
    return HeadWeights(
        labels=classes,
        weights=seen.coef_.astype(np.float32),
        bias=seen.intercept_.astype(np.float32),
        means=means.astype(np.float32),
        letter_weights=letter_weights,
        letter_bias=spelled.intercept_.astype(np.float32),
        rarity=rarity,
        letter_share=_LETTER_SHARE,
        examples=packed(centred),
        example_labels=np.array([classes.index(label) for label in labels], dtype=np.int16),
        crowding=_crowding(centred, labels, classes),
        nearness_share=_NEARNESS_SHARE,
        shift=np.zeros(len(classes), dtype=np.float32),
        temperatures=np.ones(len(LANGUAGES), dtype=np.float32),
        model_id=material.model_id,
    )


def rarity_of(groups: list[Mapping[int, float]]) -> Any:
    """Per bucket how telling it is: ln of the share of messages without it; 0 when hardly any message has it."""
    holders = np.zeros(GROUP_BUCKETS)
    for found in groups:
        holders[list(found)] += 1
    telling = np.log((1 + len(groups)) / (1 + holders)) + 1
    return np.where(holders >= _RARE, telling, 0.0).astype(np.float32)


def letter_matrix(groups: list[Mapping[int, float]], rarity: Any, sparse: Any) -> Any:
    values, columns, starts = [], [], [0]
    for found in groups:
        row = np.array(list(found.values())) * rarity[list(found)]
        values.append(row / max(float(np.linalg.norm(row)), 1e-9))
        columns += list(found)
        starts.append(len(columns))
    return sparse((np.concatenate(values), columns, starts), shape=(len(groups), GROUP_BUCKETS))


def balanced_mean(vectors: Any, labels: Any) -> Any:
    return np.mean([vectors[labels == label].mean(axis=0) for label in sorted(set(labels))], axis=0)


def _crowding(centred: Any, labels: Any, classes: list[str]) -> Any:
    """How near each example is to the nearest label when it is no example itself."""
    out = np.empty(len(centred), dtype=np.float32)
    places = np.array([classes.index(label) for label in labels])
    for start in range(0, len(centred), _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, len(centred)))
        alike = centred[rows] @ centred.T
        alike[np.arange(len(rows)), rows] = -1.0
        best = [mixed_nearness(alike[:, places == n]) for n in range(len(classes))]
        out[rows] = np.max(best, axis=0)
    return out


def _refusal_shift(logits: Any, answers: Any, refused: int) -> float:
    """The largest shift that turns away at most `_MAX_REFUSED_SHARE` of what is our business."""
    ours = answers != refused
    allowed = 0.0
    for shift in _SHIFTS:
        moved = logits.copy()
        moved[:, refused] += shift
        if (moved[ours].argmax(axis=1) == refused).mean() > _MAX_REFUSED_SHARE:
            break
        allowed = float(shift)
    return allowed


def _temperature(logits: Any, answers: Any, mask: Any) -> float:
    return float(min(np.arange(0.2, 4.0, 0.05), key=lambda t: _loss(logits[mask] / t, answers[mask])))


def _loss(logits: Any, target: Any) -> float:
    odds = logits - logits.max(axis=1, keepdims=True)
    return float(-(odds[np.arange(len(target)), target] - np.log(np.exp(odds).sum(axis=1))).mean())


def _print_held_out(material: _Material, right: Any, judged: Any, classes: list[str]) -> None:
    print("held out:", round(float(right[judged].mean()), 3), "of", int(judged.sum()))
    for language in LANGUAGES:
        here = judged & (material.languages == language)
        print(f"  {language}: {right[here].mean():.3f} of {here.sum()}")
    for label in classes:
        here = judged & (material.labels == label)
        print(f"  {label}: {right[here].mean():.2f} of {here.sum()}")


def _write(final: HeadWeights, shift: Any, temperatures: list[float], target: Path) -> None:
    known = np.flatnonzero(final.rarity)
    np.savez_compressed(
        target,
        labels=np.array(final.labels),
        weights=final.weights.astype(np.float16),
        bias=final.bias,
        means=final.means.astype(np.float16),
        letter_buckets=known.astype(np.int32),
        letter_weights=final.letter_weights[known].astype(np.float16),
        letter_bias=final.letter_bias,
        rarity=final.rarity[known].astype(np.float16),
        letter_share=np.float32(final.letter_share),
        examples=final.examples,
        example_labels=final.example_labels,
        crowding=final.crowding.astype(np.float16),
        nearness_share=np.float32(final.nearness_share),
        shift=shift,
        temperatures=np.array(temperatures, dtype=np.float32),
        model_id=np.array(final.model_id),
    )
