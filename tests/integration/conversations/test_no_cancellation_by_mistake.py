"""Messages that sound like a cancellation or a move and are none: the visit in the calendar stays where it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

BOOKINGS = {
    "ru": ("запишите на чистку зубов в четверг в 12:00", "Анна, 091 23 45 67"),
    "en": ("book a cleaning on Thursday at 12:00", "Anna, 091 23 45 67"),
    "hy": ("գրանցեք ատամների մաքրման հինգշաբթի 12:00-ին", "Աննա, 091 23 45 67"),
}
LOOK_ALIKES = {
    "ru": [
        "отмените мне боль :)",
        "можно будет отменить потом, если что?",
        "подруга свою запись отменила, а я приду",
        "вы же не отменили мою запись?",
        "не отменяйте, пожалуйста",
        "ага, отменяйте сразу весь город, ха-ха",
        "муж хотел отменить, но я его уговорила",
        "а если придётся отменить, что тогда?",
        "никаких отмен, жду четверга",
        "не переносите меня никуда",
        "работу перенесли, а визит оставляем",
        "пришло письмо, будто приём отменён, это ошибка?",
    ],
    "en": [
        "please cancel my pain :)",
        "can I cancel later if needed?",
        "my sister cancelled hers, I'm still coming",
        "you didn't cancel my visit, did you?",
        "don't cancel it, I'm coming",
        "what if I have to cancel",
        "I was going to cancel but I changed my mind, I'll be there",
        "cancel? me? no way",
        "my boss wants me to cancel but I won't",
        "don't move it anywhere",
        "they moved my meeting so I can keep the appointment",
        "I hope you won't cancel on me",
    ],
    "hy": [
        "ցավս չեղարկեք :)",
        "հետո կարո՞ղ եմ չեղարկել, եթե պետք լինի",
        "քույրս իր այցը չեղարկեց, իսկ ես կգամ",
        "դուք իմ այցը չե՞ք չեղարկել",
        "մի չեղարկեք, խնդրում եմ, կգամ",
        "իսկ եթե ստիպված լինեմ չեղարկե՞լ",
        "ուզում էի չեղարկել, բայց մտափոխվեցի, կգամ",
        "ոչ մի չեղարկում, սպասում եմ հինգշաբթիին",
        "չեղարկման մասին հաղորդագրություն եկավ, սխա՞լ է",
        "ոչ մի տեղ մի տեղափոխեք ինձ",
        "երկուշաբթիները պիտի չեղարկել, հա-հա",
        "հույս ունեմ՝ վերջին պահին չեք չեղարկի",
    ],
}
NO = {"ru": "нет", "en": "no", "hy": "ոչ"}
AGREED = {"ru": "отмените мою запись", "en": "cancel my appointment", "hy": "չեղարկեք իմ այցը"}


def changes(answer: dict[str, Any]) -> list[str]:
    """What this turn wrote that takes a visit away or moves it."""
    return [a["tool"] for a in answer["actions"] if a["tool"] == "calendar.cancel" or a["args"].get("moves")]


async def book(customer: Customer, language: str) -> None:
    wish, contact = BOOKINGS[language]
    await customer.say(wish)
    if len(customer.options) > 2:
        await customer.tap(1)
    await customer.say(contact)
    assert booked(await customer.tap(1))


@pytest.mark.parametrize("language", list(LOOK_ALIKES))
async def test_no_look_alike_cancels_or_moves_a_visit(customer: Customer, language: str) -> None:
    await book(customer, language)
    for text in LOOK_ALIKES[language]:
        answer = await customer.say(text)
        assert changes(answer) == [], text
    # The visit is still there to be cancelled, and even this asks first.
    assert changes(await customer.say(NO[language])) == []
    asked = await customer.say(AGREED[language])
    assert changes(asked) == []
    assert changes(await customer.tap(1)) == ["calendar.cancel"]


@pytest.mark.parametrize(
    ("language", "wish"),
    [
        ("ru", "нет, запишите на чистку в субботу"),
        ("en", "no, book me a cleaning on Saturday"),
        ("hy", "ոչ, գրանցեք մաքրման շաբաթ օրը"),
    ],
)
async def test_to_book_instead_of_cancelling_is_a_visit_of_its_own(
    customer: Customer, language: str, wish: str
) -> None:
    await book(customer, language)
    await customer.say(AGREED[language])
    assert changes(await customer.say(wish)) == []
    assert changes(await customer.tap(1)) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ["записывайте обоих", "запишите", "приду"]),
        ("en", ["book us", "both are fine", "book them"]),
        ("hy", ["գրանցեք մեզ", "գրանցեք", "կգամ"]),
    ],
)
async def test_words_of_booking_cancel_nothing(customer: Customer, language: str, words: list[str]) -> None:
    await book(customer, language)
    for text in words:
        await customer.say(AGREED[language])
        assert changes(await customer.say(text)) == [], text
