"""Fits the flag head on the labelled sets (without their held-out third) and on what customers write about other things.

A bar is set per flag on folds that were not trained on: the one that finds most where enough raised flags are right
among look-alikes (`_PRECISION`), and at most `_FALSE_ALARMS` of ordinary messages raise it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agents.understanding.flag_head import EMBEDDING_SHARE
from agents.understanding.flag_sets import FLAGS, GROUPS, FlagLine
from agents.understanding.head import centre
from agents.understanding.letters import letter_groups
from agents.understanding.route_training import balanced_mean, letter_matrix, rarity_of
from agents.understanding.training_set import Example
from domain.language import LANGUAGES, Language
from domain.reading import Flag
from knowledge.embedding import Embedder

_C = 4.0
_FOLDS = 3
_EXAMPLE_SHARE = 0.7
"""An ordinary example counts so much against a look-alike, of which there are far fewer."""
_PRECISION: Mapping[Flag, float] = {
    "safety": 0.75, "medical": 0.8, "anger": 0.8, "payment_dispute": 0.85, "other_person": 0.85, "discount": 0.85,
}  # fmt: skip
"""Among look-alikes, which are as many as triggers here and far fewer in life. A danger missed is worse than a person
asked in vain."""
_USUAL_PRECISION = 0.88
_FALSE_ALARMS = 0.001
"""Of each flag; there are eleven, and a person called for nothing costs a customer their answer."""
_MAY_SHOW: Mapping[Flag, frozenset[str]] = {
    "anger": frozenset({"support.complaint", "human"}),
    "confusion": frozenset({"support.complaint", "human"}),
    "medical": frozenset({"out_of_scope"}),
    "safety": frozenset({"out_of_scope"}),
    "legal": frozenset({"support.complaint"}),
    "payment_dispute": frozenset({"support.payment", "support.complaint"}),
    "refund": frozenset({"support.returns", "support.payment"}),
    "injection": frozenset({"out_of_scope"}),
    "other_person": frozenset({"out_of_scope"}),
    "discount": frozenset(),
    "vip": frozenset(),
}  # fmt: skip
"""Routes whose examples may show the flag: nobody labelled them for it, so they are no evidence against it."""


@dataclass(frozen=True)
class FlagRow:
    """A text as the reader gives it to the head. `flag` None: an ordinary example of the routes `labels`."""

    text: str
    language: Language
    flag: Flag | None
    raises: bool
    labels: frozenset[str] = frozenset()
    meaning: str = ""


def rows_of(lines: Sequence[FlagLine], texts: Sequence[str], examples: Sequence[Example]) -> list[FlagRow]:
    """`texts`: the lines' texts as they are read. Held-out lines are left out."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    rows = []
    for line, text in zip(lines, texts, strict=True):
        counts[line.voice, line.flag, line.raises] += 1
        place = counts[line.voice, line.flag, line.raises]
        if not line.held_out:
            # The same place in the files of several languages is often the same thought.
            rows.append(
                FlagRow(
                    text, line.language, line.flag, line.raises, meaning=f"{line.flag}{line.raises}{place}"
                )
            )
    return rows + [FlagRow(e.text, e.language, None, False, frozenset(e.labels)) for e in examples]


def train_flags(rows: Sequence[FlagRow], embedder: Embedder, target: Path) -> None:
    """Fit, set the bars, print how folds were read, and write `target`."""
    languages = np.array([r.language for r in rows])
    vectors = embedder.embed_queries([r.text for r in rows])
    ordinary = np.array([r.flag is None for r in rows])
    kinds = np.array(["|".join(sorted(r.labels)) for r in rows])
    means = np.stack(
        [
            balanced_mean(vectors[(languages == x) & ordinary], kinds[(languages == x) & ordinary])
            for x in LANGUAGES
        ]
    )
    centred = np.concatenate(
        [centre(v[None], means[LANGUAGES.index(x)]) for v, x in zip(vectors, languages, strict=True)]
    )
    groups = [letter_groups(r.text) for r in rows]
    rarity = rarity_of(groups)
    features = _features(centred, groups, rarity)
    folds = _folds(rows)
    held = np.zeros((len(rows), len(FLAGS)), dtype=np.float32)
    for fold in range(_FOLDS):
        test = folds == fold
        for n, flag in enumerate(FLAGS):
            held[test, n] = _fit(rows, features, flag, ~test).decision_function(
                features[np.flatnonzero(test)]
            )
    bars = np.array([_bar(rows, held[:, n], flag) for n, flag in enumerate(FLAGS)], dtype=np.float32)
    _print_folds(rows, held >= bars)
    models = [_fit(rows, features, flag, np.ones(len(rows), dtype=bool)) for flag in FLAGS]
    coefficients = np.stack([m.coef_[0] for m in models])
    known = np.flatnonzero(rarity)
    size = centred.shape[1]
    np.savez_compressed(
        target,
        flags=np.array(FLAGS),
        weights=coefficients[:, :size].astype(np.float16),
        bias=np.array([m.intercept_[0] for m in models], dtype=np.float32),
        bars=bars,
        means=means.astype(np.float16),
        letter_buckets=known.astype(np.int32),
        letter_weights=coefficients[:, size:].T.astype(np.float16),
        rarity=rarity[known].astype(np.float16),
        model_id=np.array(embedder.model_id),
    )


def _features(centred: Any, groups: list[Mapping[int, float]], rarity: Any) -> Any:
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]

    letters = letter_matrix(groups, rarity, csr_matrix)[:, np.flatnonzero(rarity)]
    return hstack([csr_matrix(centred * EMBEDDING_SHARE), letters]).tocsr()


def _folds(rows: Sequence[FlagRow]) -> Any:
    chooser = random.Random(3)  # noqa: S311 - a fixed split, not a secret
    names = sorted({r.meaning for r in rows if r.meaning})
    chooser.shuffle(names)
    fold_of = {name: n % _FOLDS for n, name in enumerate(names)}
    return np.array([fold_of.get(r.meaning, n % _FOLDS) for n, r in enumerate(rows)])


def _fit(rows: Sequence[FlagRow], features: Any, flag: Flag, allowed: Any) -> Any:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    raises = np.array([r.flag == flag and r.raises for r in rows])
    chosen = np.flatnonzero(allowed & np.array([_tells(r, flag) for r in rows]))
    weights = np.array([_EXAMPLE_SHARE if r.flag is None else 1.0 for r in rows])
    weights[raises] = weights[chosen][~raises[chosen]].sum() / max(1, raises[chosen].sum()) / 8
    model = LogisticRegression(C=_C, max_iter=500)
    return model.fit(features[chosen], raises[chosen], sample_weight=weights[chosen])


def _tells(row: FlagRow, flag: Flag) -> bool:
    """Whether a row is evidence for or against `flag`: flags of one group often come together."""
    if row.flag is None:
        return not row.labels & _MAY_SHOW[flag]
    if row.flag == flag or not row.raises:
        return True
    near = next(group for group in GROUPS.values() if flag in group)
    upset = flag in GROUPS["mood"] and row.flag in (*GROUPS["claims"], *GROUPS["mood"])
    return row.flag not in near and not upset


def _bar(rows: Sequence[FlagRow], scores: Any, flag: Flag) -> float:
    own = np.array([r.flag == flag for r in rows])
    raises = np.array([r.raises for r in rows])
    plain = np.array([r.flag is None and not r.labels & _MAY_SHOW[flag] for r in rows])
    wanted = _PRECISION.get(flag, _USUAL_PRECISION)
    for bar in np.arange(-3.0, 4.0, 0.1):
        raised = scores >= bar
        right, wrong = (raised & own & raises).sum(), (raised & own & ~raises).sum()
        if right >= wanted * (right + wrong) and raised[plain].mean() <= _FALSE_ALARMS:
            return float(bar)
    return 4.0


def _print_folds(rows: Sequence[FlagRow], raised: Any) -> None:
    for n, flag in enumerate(FLAGS):
        own = [(bool(raised[i, n]), r.raises) for i, r in enumerate(rows) if r.flag == flag]
        plain = [
            bool(raised[i, n])
            for i, r in enumerate(rows)
            if r.flag is None and not r.labels & _MAY_SHOW[flag]
        ]
        found = [f for f, due in own if due]
        right = [due for f, due in own if f]
        print(
            f"  flag {flag}: found {sum(found)}/{len(found)}, right {sum(right)}/{len(right)},"
            f" false alarms {sum(plain)}/{len(plain)}"
        )
