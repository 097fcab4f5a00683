"""Fits the flag head on the labelled sets (without their held-out third) and on what customers write about other things.

A bar is set per flag on folds that were not trained on: the one that finds most where enough raised flags are right
among look-alikes, and few enough ordinary messages raise it. What is enough stands in `thresholds.toml`. Ordinary
messages that come near a flag while nobody has seen them stand among the innocent neighbours from then on.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agents.understanding.flag_head import EMBEDDING_SHARE, leaning
from agents.understanding.flag_sets import FLAGS, GROUPS, FlagLine
from agents.understanding.head import centre
from agents.understanding.letters import letter_groups
from agents.understanding.neighbours import Neighbours, packed
from agents.understanding.route_training import balanced_mean, letter_matrix, rarity_of
from agents.understanding.thresholds import load_thresholds, write_thresholds
from agents.understanding.training_set import Example
from domain.language import LANGUAGES, Language
from domain.reading import Flag
from knowledge.embedding import Embedder

_C = 2.0
_FOLDS = 3
_EXAMPLE_SHARE = 0.7
"""An ordinary example counts so much against a look-alike, of which there are far fewer."""
_COMES_NEAR = -2.5
"""The score of any flag from which an ordinary example becomes a neighbour; all of them would cost time."""
_MAY_SHOW: Mapping[Flag, frozenset[str]] = {
    "anger": frozenset({"support.complaint", "support.payment", "support.returns", "human", "decline"}),
    "confusion": frozenset({"support.complaint", "human", "decline"}),
    "medical": frozenset({"out_of_scope"}),
    "safety": frozenset({"out_of_scope"}),
    "legal": frozenset({"support.complaint"}),
    "payment_dispute": frozenset({"support.payment", "support.complaint", "support.returns", "decline"}),
    "refund": frozenset({"support.returns", "support.payment"}),
    "injection": frozenset({"out_of_scope"}),
    "other_person": frozenset({"out_of_scope"}),
    "discount": frozenset(),
    "vip": frozenset(),
}  # fmt: skip
"""Routes whose examples may show the flag: nobody labelled them for it, so they are no evidence against it."""


@dataclass(frozen=True)
class FlagRow:
    """A text as the reader gives it to the head. `flag` None: ordinary, or an example of the routes `labels`."""

    text: str
    language: Language
    flag: Flag | None
    raises: bool
    labels: frozenset[str] = frozenset()
    meaning: str = ""


def rows_of(lines: Sequence[FlagLine], texts: Sequence[str], examples: Sequence[Example]) -> list[FlagRow]:
    """`texts`: the lines' texts as they are read. Held-out lines are left out."""
    counts: Counter[tuple[str, Flag | None, bool]] = Counter()
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
    ordinary = np.array([bool(r.labels) for r in rows])
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
    seen = np.zeros((len(rows), len(FLAGS)), dtype=np.float32)
    for fold in range(_FOLDS):
        test = np.flatnonzero(folds == fold)
        for n, flag in enumerate(FLAGS):
            seen[test, n] = _fit(rows, features, flag, folds != fold).decision_function(features[test])
    places = _places(rows)
    held = seen + _leaning_of_folds(centred, places, folds)
    places[_comes_near(rows, held)] = len(FLAGS)
    held = seen + _leaning_of_folds(centred, places, folds)
    bars = {flag: _bar(rows, held[:, n], flag) for n, flag in enumerate(FLAGS)}
    _print_folds(rows, held >= np.array([bars[flag] for flag in FLAGS]))
    write_thresholds(load_thresholds().with_bars(bars))
    models = [_fit(rows, features, flag, np.ones(len(rows), dtype=bool)) for flag in FLAGS]
    coefficients = np.stack([m.coef_[0] for m in models])
    known = np.flatnonzero(rarity)
    chosen = np.flatnonzero(places >= 0)
    size = centred.shape[1]
    np.savez_compressed(
        target,
        flags=np.array(FLAGS),
        weights=coefficients[:, :size].astype(np.float16),
        bias=np.array([m.intercept_[0] for m in models], dtype=np.float32),
        examples=packed(centred[chosen]),
        example_labels=places[chosen].astype(np.int16),
        means=means.astype(np.float16),
        letter_buckets=known.astype(np.int32),
        letter_weights=coefficients[:, size:].T.astype(np.float16),
        rarity=rarity[known].astype(np.float16),
        model_id=np.array(embedder.model_id),
    )


def _features(centred: Any, groups: list[Mapping[int, float]], rarity: Any) -> Any:
    from scipy.sparse import csr_matrix, hstack

    letters = letter_matrix(groups, rarity, csr_matrix)[:, np.flatnonzero(rarity)]
    return hstack([csr_matrix(centred * EMBEDDING_SHARE), letters]).tocsr()


def _places(rows: Sequence[FlagRow]) -> Any:
    """Per row the place of its flag as a neighbour; innocent lines come after the last flag, -1 is none."""
    return np.array(
        [-1 if r.labels else FLAGS.index(r.flag) if r.flag and r.raises else len(FLAGS) for r in rows]
    )


def _leaning_of_folds(centred: Any, places: Any, folds: Any) -> Any:
    """What neighbours of the other folds say of each row."""
    found = np.zeros((len(places), len(FLAGS)), dtype=np.float32)
    for fold in range(_FOLDS):
        test, known = np.flatnonzero(folds == fold), np.flatnonzero((folds != fold) & (places >= 0))
        near = Neighbours(centred[known], places[known], len(FLAGS) + 1)
        found[test] = leaning(near.nearness(centred[test]))
    return found


def _comes_near(rows: Sequence[FlagRow], held: Any) -> Any:
    """Ordinary examples, of routes that show no flag, which were taken for one or nearly."""
    showing = frozenset[str]().union(*_MAY_SHOW.values())
    plain = np.array([bool(r.labels) and not r.labels & showing for r in rows])
    return plain & (held.max(axis=1) > _COMES_NEAR)


def _folds(rows: Sequence[FlagRow]) -> Any:
    chooser = random.Random(3)  # noqa: S311 - a fixed split, not a secret
    names = sorted({r.meaning for r in rows if r.meaning})
    chooser.shuffle(names)
    fold_of = {name: n % _FOLDS for n, name in enumerate(names)}
    return np.array([fold_of.get(r.meaning, n % _FOLDS) for n, r in enumerate(rows)])


def _fit(rows: Sequence[FlagRow], features: Any, flag: Flag, allowed: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

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
    """The lowest one that keeps what `thresholds.toml` asks of the flag."""
    own = np.array([r.flag == flag for r in rows])
    raises = np.array([r.raises for r in rows])
    plain = np.array([r.flag is None and not r.labels & _MAY_SHOW[flag] for r in rows])
    rule = load_thresholds().flags[flag]
    as_many = (own & raises).sum() / max(1, (own & ~raises).sum())
    for bar in np.arange(-6.0, 6.0, 0.1):
        raised = scores >= bar
        right, wrong = (raised & own & raises).sum(), (raised & own & ~raises).sum() * as_many
        if right >= rule.right * (right + wrong) and raised[plain].mean() <= rule.ordinary:
            return float(bar)
    return 6.0


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
