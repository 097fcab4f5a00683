"""From the opening sentence to a visit in the calendar (R12-R18), in three languages and romanised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.desk import Desk
from storage import calendar
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

OPENINGS = {
    "ru": ["Сколько стоит консультация и есть окно завтра?", "первичная", "2", "Анна, 091 23 45 67", "да"],
    "hy": ["Որքա՞ն արժե խորհրդատվությունը և վաղը ազատ ժամ կա՞", "առաջին այց", "2", "Արամ, 077 12 34 56", "այո"],
    "en": [
        "How much is a consultation and do you have a slot tomorrow?", "first visit", "the second one",
        "Kate, +374 91 234567", "yes",
    ],
    "ru-Latn": [
        "skolko stoit konsultaciya i est okno zavtra?", "pervichnaya", "2", "menya zovut Anna, 091234567", "da",
    ],
    "hy-Latn": [
        "inchqan arje xorhrdatvutyuny ev vaxy azat jam ka?", "arajin ayc", "2", "Aram 077123456", "ayo",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", OPENINGS)
async def test_the_opening_sentence_leads_to_a_booking_in_six_messages(language, customer, desk):
    for line in OPENINGS[language]:
        await customer.say(line)
    assert customer.outcome == "booked"
    assert customer.messages <= 6
    visit = booked(customer.last)[0]
    now = desk.clock.now()
    [kept] = await desk.database.read(lambda c: calendar.list_between(c, now, now + timedelta(days=30)))
    assert (kept.id, kept.status) == (visit["result"]["appointment_id"], "booked")
    day, today = (moment.astimezone(desk.business.zone).date() for moment in (kept.starts_at, now))
    assert (day - today).days == 1


async def test_price_and_availability_are_in_the_first_answer(customer):
    await customer.say(OPENINGS["ru"][0])
    assert "10\u00a0000\u00a0֏" in customer.words
    assert "завтра, 25 ноября" in customer.words
    assert 2 <= len(customer.options) <= 4


async def test_nothing_is_booked_before_the_yes(customer):
    for line in OPENINGS["ru"][:-1]:
        answer = await customer.say(line)
        assert not booked(answer)


async def test_the_confirmation_says_where_and_how_to_prepare(customer):
    for line in OPENINGS["ru"]:
        await customer.say(line)
    assert "Абовяна" in customer.words
    assert "Почистите зубы" in customer.words


async def test_a_wished_time_that_is_taken_leads_to_a_near_one(arrive: Callable[[], Customer]):
    first, second = arrive(), arrive()
    for line in ["запишите на первичную консультацию завтра в 11", "Анна 091234567", "да"]:
        await first.say(line)
    assert first.outcome == "booked"
    await second.say("запишите на первичную консультацию завтра в 11")
    assert "11:00" in second.words.splitlines()[0], "the taken time is named"
    await second.tap(1)
    await second.say("Карен 093112233")
    await second.say("да")
    assert second.outcome == "booked"
    assert second.messages <= 6


async def test_two_customers_want_the_last_word_on_one_slot(arrive: Callable[[], Customer]):
    first, second = arrive(), arrive()
    for one in (first, second):
        await one.say("хочу на первичную консультацию завтра")
    await first.tap(1)
    await second.tap(1)
    assert "не свободно" in second.words, "held by the first: said, with others offered"
    assert len(second.options) >= 3


async def test_a_change_of_mind_halfway(customer):
    for line in [
        "Сколько стоит консультация и есть окно завтра?", "первичная", "лучше в пятницу", "2", "Анна 091234567", "да"
    ]:  # fmt: skip
        await customer.say(line)
    assert customer.outcome == "booked"
    assert customer.messages <= 6
    assert booked(customer.last)[0]["args"]["slot"]["starts_at"].startswith("2026-11-27")


async def test_two_needs_in_one_message_are_both_answered(customer):
    await customer.say("хочу записаться на чистку завтра после обеда, и есть ли у вас парковка?")
    assert "Комитас" in customer.words
    assert any("слот" in o["id"] or o["id"].startswith("slot:") for o in customer.options)
    await customer.tap(1)
    await customer.say("Анна 091234567")
    await customer.say("да")
    assert customer.outcome == "booked"


async def test_i_cannot_come_next_day_gives_three_times_and_moves(customer):
    for line in OPENINGS["ru"]:
        await customer.say(line)
    await customer.wait("PT8H")
    await customer.say("не могу прийти")
    slots = [o for o in customer.options if o["id"].startswith("slot:")]
    assert len(slots) == 3
    await customer.tap(1)
    assert customer.outcome == "rescheduled"


async def test_times_are_told_once_where_two_specialists_would_tell_them(customer):
    for line in OPENINGS["ru"]:
        await customer.say(line)
    answer = await customer.say("не могу прийти")  # sounds like an account that cannot be entered, too
    listed = [line for reply in answer["replies"] for line in reply["text"].splitlines() if "•" in line]
    assert len(set(listed)) == len(listed) == 3


async def test_cancelling_takes_one_read_back_and_a_yes(customer):
    for line in OPENINGS["ru"]:
        await customer.say(line)
    await customer.say("отмените запись")
    assert customer.outcome is None
    await customer.say("да")
    assert customer.outcome == "cancelled"


async def test_every_reply_is_short_and_asks_at_most_one_thing(customer):
    for line in OPENINGS["ru"]:
        await customer.say(line)
    for answer in customer.answers:
        for reply in answer["replies"]:
            assert len([w for w in reply["text"].split() if any(c.isalnum() for c in w)]) <= 60
            assert reply["text"].count("?") <= 1


async def test_a_reminder_comes_the_day_before_and_two_hours_before(customer):
    for line in ["запишите на первичную консультацию в пятницу в 12", "Анна 091234567", "да"]:
        await customer.say(line)
    day_before = await customer.wait("P2DT3H")
    assert "Сможете прийти?" in day_before["replies"][-1]["text"]
    await customer.tap(1)
    assert customer.outcome == "resolved"
    two_hours = await customer.wait("PT22H")
    assert "Сможете прийти?" in two_hours["replies"][-1]["text"]


async def test_silence_is_followed_up_twice_and_then_left(customer, desk: Desk):
    await customer.say(OPENINGS["ru"][0])
    first = await customer.wait("PT3H")
    assert len(first["replies"]) == 1
    second = await customer.wait("P2D")
    assert len(second["replies"]) == 1
    quiet = await customer.wait("P7D")
    assert quiet["replies"] == []
    assert customer.outcome == "cold"
