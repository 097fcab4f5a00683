"""A quote on paper, in three languages and the business's look (R29)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from agents.estimator.pricing import work_out
from agents.estimator.tables import PriceTables
from agents.writing.composer import Composer
from api.quotes.pdf import draw_quote
from domain.business import Business
from domain.language import Language
from domain.quote import Quote, QuoteFact


def quote_of(repair: Business, tables: PriceTables, language: Language) -> Quote:
    known = {"area": Decimal("12.5"), "floors": "uneven", "zone": "masis"}
    price = work_out(repair, tables, "tiling", known)
    zone = repair.zone_by_id["masis"].name
    return Quote(
        id="quote-2", number="A1B2C3-2", token="t", version=2, replaces="quote-1", service_id="tiling",
        service=repair.service_by_id["tiling"].name, language=language,
        facts=[QuoteFact(field="zone", value="masis", shown=zone)],
        lines=price.lines, low=price.low, high=price.high, currency="AMD", factors=price.factors,
        valid_until=date(2026, 12, 8), made_at=datetime(2026, 11, 24, 6, tzinfo=UTC),
    )  # fmt: skip


def text_of(drawn: bytes) -> str:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(drawn)).pages
    assert len(pages) == 1
    return pages[0].extract_text().replace("\xa0", " ")


EXPECTED: dict[Language, list[str]] = {
    "ru": ["«Каргин Тун»", "Смета № A1B2C3-2", "Заменяет версию 1", "Укладка плитки", "Масис", "12.5 м²", "6 000–9 000 ֏", "Итого 104 000–141 500 ֏", "размер плитки", "08.12.2026"],
    "hy": ["«Կարգին տուն»", "Նախահաշիվ № A1B2C3-2", "Փոխարինում է", "Սալիկապատում", "Մասիս", "12.5 մ²", "6 000–9 000 ֏", "Ընդամենը 104 000–141 500 ֏", "սալիկի չափը"],
    "en": ["Kargin Tun", "Quote № A1B2C3-2", "Replaces version 1", "Tiling", "Masis", "12.5 m²", "6,000–9,000 ֏", "Total 104,000–141,500 ֏", "the size of the tiles"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_page_says_everything_in_the_customers_language(
    repair: Business, tables: PriceTables, language: Language
) -> None:
    quote = quote_of(repair, tables, language)
    text = text_of(draw_quote(quote, repair, Composer(repair), customer="Արամ Петросян"))
    assert [words for words in EXPECTED[language] if words not in text] == []
    assert "Արամ Петросян" in text


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_letter_has_a_glyph(
    repair: Business, tables: PriceTables, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    draw_quote(quote_of(repair, tables, language), repair, Composer(repair))
    assert [r.getMessage() for r in caplog.records if "missing" in r.getMessage()] == []


def test_amounts_are_the_stored_ones_whatever_the_price_list_says(
    repair: Business, tables: PriceTables
) -> None:
    quote = quote_of(repair, tables, "en").model_copy(update={"low": Decimal(7), "high": Decimal(7)})
    assert "Total 7 ֏" in text_of(draw_quote(quote, repair, Composer(repair)))
