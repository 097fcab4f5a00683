"""A visit for somebody else than the writer: it has their name, and the contact keeps its own."""

from __future__ import annotations

import pytest

from engine.desk import Desk
from storage import calendar, contacts
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

MINE = {
    "ru": ("запишите на чистку в четверг в 16, Гор 093 44 55 66", "да"),
    "hy": ("գրեք մաքրման հինգշաբթի 16-ին, Գոռ 093 44 55 66", "այո"),
    "en": ("book a cleaning on Thursday at 16, Gor 093 44 55 66", "yes"),
}
THEIRS = {
    "ru": ("и жену Анну запишите на чистку в субботу", "Анна", "Гор"),
    "hy": ("կնոջս՝ Աննայի համար էլ մաքրում շաբաթ օրը", "Աննա", "Գոռ"),
    "en": ("and a cleaning for my wife Anna on Saturday", "Anna", "Gor"),
}


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
async def test_a_second_visit_for_the_wife_has_her_name_and_the_contact_keeps_his(
    customer: Customer, desk: Desk, language: str
) -> None:
    first, yes = MINE[language]
    await customer.say(first)
    assert booked(await customer.say(yes))
    theirs, visitor, writer = THEIRS[language]
    await customer.say(theirs)
    await customer.tap(1)
    assert f"{visitor} ({writer})" in customer.words, "read back under both names"
    answer = await customer.say(yes)
    assert [write["args"]["for_whom"] for write in booked(answer)] == [visitor]
    assert visitor in customer.words
    [contact] = await desk.database.read(contacts.list_contacts)
    now = desk.clock.now()
    visits = await desk.database.read(lambda c: calendar.appointments_of(c, contact.id, now))
    assert contact.name == writer
    assert [visit.for_whom for visit in visits] == [None, visitor]


async def test_the_wifes_visit_is_moved_by_whose_it_is_and_stays_hers(customer: Customer) -> None:
    await customer.say(MINE["ru"][0])
    await customer.say("да")
    await customer.say(THEIRS["ru"][0])
    await customer.tap(1)
    await customer.say("да")
    await customer.say("жену перенесите на понедельник")
    assert "(Анна)" not in customer.options[0]["label"], "times, and no question whose visit"
    moved = booked(await customer.tap(1))
    assert [write["args"]["for_whom"] for write in moved] == ["Анна"]


async def test_a_visit_of_ones_own_says_nothing_of_others(customer: Customer) -> None:
    await customer.say(MINE["en"][0])
    answer = await customer.say("yes")
    assert [write["args"].get("for_whom") for write in booked(answer)] == [None]
    assert "in the name of" not in customer.words
