"""Quotes are written once, with the turn, and read as they were given (R29)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from domain.language import LocalText
from domain.quote import Quote, QuoteLine
from domain.step import StoreQuote
from storage import quotes
from tests.contract.storage.desk import NOW, Desk, next_step

NAME = LocalText(ru="Работа", hy="Աշխատանք", en="Work")


def made(number: int = 1, low: str = "8000.50") -> Quote:
    return Quote(
        id=f"quote-{number}", number=f"ABC-{number}", token=f"token-{number}-of-this-test", version=number,
        replaces=f"quote-{number - 1}" if number > 1 else None, service_id="faucet", service=NAME, language="ru",
        facts=[], lines=[QuoteLine(name=NAME, low=Decimal(low), high=Decimal(low), rules=["pricing.yaml work[0]"])],
        low=Decimal(low), high=Decimal(low), currency="AMD", trace=["pricing.yaml work[0]"],
        valid_until=date(2026, 12, 8), made_at=NOW,
    )  # fmt: skip


def test_quote_is_stored_with_the_turn_and_found_by_its_link(desk: Desk) -> None:
    begun = desk.begin()
    quote = made()
    desk.commit(desk.draft(begun, "8 000", actions=[StoreQuote(quote=quote)], next_step=next_step()))
    stored = desk.database.read_sync(lambda c: quotes.find_by_token(c, quote.token))
    assert stored is not None
    assert stored.quote == quote
    assert (stored.conversation_id, stored.case_id) == (begun.conversation_id, begun.case_id)
    assert desk.database.read_sync(lambda c: quotes.find_by_token(c, "token-2-of-this-test")) is None


def test_turn_that_runs_again_stores_no_second_quote(desk: Desk) -> None:
    draft = desk.draft(desk.begin(), "8 000", actions=[StoreQuote(quote=made())], next_step=next_step())
    first, again = desk.commit(draft), desk.commit(draft)
    assert again.results == first.results
    stored = desk.database.read_sync(lambda c: quotes.quotes_of(c, draft.conversation_id))
    assert len(stored) == 1


def test_new_version_stands_beside_the_old_one(desk: Desk) -> None:
    begun = desk.begin()
    both = [StoreQuote(quote=made(1)), StoreQuote(quote=made(2, "21000"))]
    desk.commit(desk.draft(begun, "…", actions=both, next_step=next_step()))
    found = desk.database.read_sync(lambda c: quotes.quotes_of(c, begun.conversation_id))
    assert [(q.quote.version, q.quote.replaces) for q in found] == [(2, "quote-1"), (1, None)]


def test_stored_quote_is_never_changed(desk: Desk) -> None:
    begun = desk.begin()
    twice = [StoreQuote(quote=made(1)), StoreQuote(quote=made(1, "1"))]
    desk.commit(desk.draft(begun, "…", actions=twice, next_step=next_step()))
    stored = desk.database.read_sync(lambda c: quotes.quotes_of(c, begun.conversation_id))
    assert [q.quote.low for q in stored] == [Decimal("8000.50")]


@pytest.mark.parametrize("token", ["", "x" * 40])
def test_link_that_nobody_has_finds_nothing(desk: Desk, token: str) -> None:
    assert desk.database.read_sync(lambda c: quotes.find_by_token(c, token)) is None
