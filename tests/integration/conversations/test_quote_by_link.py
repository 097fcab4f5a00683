"""A whole dialogue with the real desk: the price is stored, its PDF opens behind the link, the visit keeps it (R28, R29)."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader

from api.app import create_app
from cli.session import ChatSession
from domain.clock import VirtualClock
from engine.bootstrap import open_desk
from engine.desk import Desk
from engine.settings import Settings
from storage import calendar, quotes
from tests.integration.conversations.conftest import START

pytestmark = pytest.mark.anyio


@pytest.fixture
async def repair_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    settings = Settings(
        data_dir=tmp_path, database_url="", business="home_repair", public_url="https://desk.example"
    )
    opened = await open_desk(settings, clock=VirtualClock(START), inline=True)
    await opened.start()
    yield opened
    await opened.stop()


async def say(session: ChatSession, text: str) -> str:
    answer = await session.handle({"text": text})
    return "\n".join(reply["text"] for reply in answer["replies"])


async def test_price_is_stored_printed_behind_its_link_and_kept_by_the_visit(repair_desk: Desk) -> None:
    clock = repair_desk.clock
    assert isinstance(clock, VirtualClock)
    session = ChatSession(repair_desk, clock)
    said = await say(session, "Сколько стоит поменять 3 смесителя в Масисе?")
    link = re.search(r"https://desk\.example(/quotes/[\w-]+\.pdf)", said)
    assert link is not None, said

    await session.handle({"button": "book"})
    await say(session, "1")
    await say(session, "Масис, ул. Ереванян 12, Анна, 091234567")
    assert "мастер приедет" in await say(session, "да")

    transport = httpx.ASGITransport(app=create_app(repair_desk))
    async with httpx.AsyncClient(transport=transport, base_url="https://desk.example") as browser:
        page = await browser.get(link[1])
        wrong = await browser.get("/quotes/AAAAAAAAAAAAAAAAAAAAAAAA.pdf")
    assert (page.status_code, page.headers["content-type"]) == (200, "application/pdf")
    assert wrong.status_code == 404
    text = PdfReader(io.BytesIO(page.content)).pages[0].extract_text().replace("\xa0", " ")
    assert "Замена смесителя 3 шт. 7 000 ֏ 21 000 ֏" in text
    assert "Итого 25 000 ֏" in text

    stored = await repair_desk.database.read(
        lambda c: quotes.find_by_token(c, link[1].removeprefix("/quotes/").removesuffix(".pdf"))
    )
    assert stored is not None
    visits = await repair_desk.database.read(
        lambda c: calendar.appointments_of(c, stored.contact_id, clock.now())
    )
    assert [(v.price.amount, v.status) for v in visits] == [(stored.quote.low, "booked")]
    assert visits[0].address is not None
