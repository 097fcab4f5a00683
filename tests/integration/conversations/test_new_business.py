"""From nothing to a booked visit: a barber makes a business, writes over the sample, and a customer books (R14-R18)."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import new as command
from cli.session import ChatSession
from domain.clock import VirtualClock
from engine.bootstrap import open_desk
from engine.settings import Settings
from tests.integration.conversations.conftest import START
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

WRITTEN_OVER = [
    ("business.yaml", "ru: Анна", "ru: Тигран"),
    ("business.yaml", "hy: Աննա", "hy: Տիգրան"),
    ("business.yaml", "en: Anna", "en: Tigran"),
    (
        "business.yaml",
        "[анна, анне, анной, Աննա, Աննայի, anna]",
        "[тигран, тиграну, тиграна, Տիգրան, tigran]",
    ),
    ("services.yaml", "ru: Основная услуга", "ru: Стрижка"),
    ("services.yaml", "hy: Ծառայություն", "hy: Սանրվածք"),
    ("services.yaml", "en: Standard service", "en: Haircut"),
    ("services.yaml", "ru: [основную услугу, услугу]", "ru: [стрижку, подстричься, постричься, strizhka]"),
    ("services.yaml", "hy: [հիմնական ծառայություն]", "hy: [մազերս կտրել, սանրվածքի]"),
]
ASKED = [
    ("здравствуйте, хочу подстричься завтра у Тиграна", "Гарик +37491123456", "да", "Стрижка", "какой у вас адрес?", "Садовая"),
    ("բարև Ձեզ, ուզում եմ մազերս կտրել վաղը", "Գարիկ +37491123456", "այո", "Սանրվածք", "ո՞րն է ձեր հասցեն", "Այգեստան"),
    ("hello, a haircut tomorrow please", "Garik +37491123456", "yes", "Haircut", "what is your address?", "Garden Street"),
]  # fmt: skip


async def test_customers_book_at_a_business_that_is_ten_minutes_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.new.BUSINESSES", tmp_path)
    command.run_new("barber", title="Gentleman", like=None, languages="ru,hy,en", country="AM", timezone=None)
    for file, old, new in WRITTEN_OVER:
        path = tmp_path / "barber" / file
        source = path.read_text(encoding="utf-8")
        assert old in source
        path.write_text(source.replace(old, new), encoding="utf-8")
    settings = Settings(
        data_dir=tmp_path / "data", database_url="", index_dir=tmp_path / "index", businesses_dir=tmp_path,
        business="barber",
    )  # fmt: skip
    clock = VirtualClock(START)
    desk = await open_desk(settings, clock=clock, inline=True, wait_for_policies=True)
    await desk.start()
    try:
        for wish, contact, yes, service, question, answer in ASKED:
            customer = Customer(ChatSession(desk, clock))
            await customer.say(wish)
            assert service in customer.words
            await customer.tap(1)
            await customer.say(contact)
            assert "12" in customer.words
            assert len(booked(await customer.say(yes))) == 1
            assert customer.outcome == "booked"
            await customer.say(question)
            assert answer in customer.words
    finally:
        await desk.stop()
