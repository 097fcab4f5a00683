"""Who has two visits and names the service changes that one, and is not asked which."""

from __future__ import annotations

import pytest

from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

TWO = {
    "en": ("first consultation on Thursday at 12:00, Ella Moss 098 70 70 70", "yes", "and a cleaning next Monday at 10:00"),
    "ru": ("первичная консультация в четверг в 12:00, Анна Петрова 098 70 70 70", "да", "и ещё чистку в следующий понедельник в 10:00"),
    "hy": ("առաջնային խորհրդատվություն հինգշաբթի 12:00, Աննա Պետրոսյան 098 70 70 70", "այո", "և մաքրում հաջորդ երկուշաբթի 10:00"),
}  # fmt: skip


async def book_both(customer: Customer, language: str) -> None:
    first, yes, second = TWO[language]
    await customer.say(first)
    assert booked(await customer.say(yes))
    await customer.say(second)
    assert booked(await customer.say(yes))


@pytest.mark.parametrize(
    ("language", "change", "its_time"),
    [
        ("en", "Please move my cleaning", "November 30, 10:00"),
        ("en", "Please cancel my cleaning", "November 30, 10:00"),
        ("en", "move my consultation to Friday", "November 26, 12:00"),
        ("ru", "Перенесите мою чистку", "30 ноября, 10:00"),
        ("ru", "отмените чистку", "30 ноября, 10:00"),
        ("hy", "տեղափոխեք մաքրումը", "նոյեմբերի 30, 10:00"),
        ("hy", "չեղարկեք մաքրումը", "նոյեմբերի 30, 10:00"),
    ],
)
async def test_the_visit_of_the_service_named_is_changed(
    customer: Customer, language: str, change: str, its_time: str
) -> None:
    await book_both(customer, language)
    await customer.say(change)
    assert its_time in customer.words
    assert customer.last["actions"] == []


@pytest.mark.parametrize(
    ("language", "change", "day"),
    [
        ("en", "Please move my cleaning to the afternoon of the same day", "November 30"),
        ("ru", "Перенесите мою чистку на тот же день, но после обеда", "30 ноября"),
        ("hy", "տեղափոխեք մաքրումը նույն օրը կեսօրից հետո", "նոյեմբերի 30"),
    ],
)
async def test_the_same_day_is_that_of_the_visit_that_is_moved(
    customer: Customer, language: str, change: str, day: str
) -> None:
    await book_both(customer, language)
    await customer.say(change)
    times = [line for line in customer.words.splitlines() if line.startswith("•")]
    assert times
    assert all(day in line for line in times)
