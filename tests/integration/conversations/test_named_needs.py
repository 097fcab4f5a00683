"""Customers who say what they want in so many words, or in none: each is served as what they said."""

from __future__ import annotations

import pytest

from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio


async def book_for(customer: Customer, wish: str) -> None:
    await customer.say(wish)
    if len(customer.options) > 2:
        await customer.tap(1)
    await customer.say("Anna, 091 23 45 67")
    assert booked(await customer.tap(1))


@pytest.mark.parametrize(
    ("wish", "text", "said"),
    [
        ("book a cleaning on Thursday at 12:00", "reschedule", "new time"),
        ("book a cleaning on Thursday at 12:00", "I'd like to move it", "new time"),
        ("запишите на чистку зубов в четверг в 12:00", "перенести", "новое время"),
    ],
)
async def test_a_word_of_moving_under_a_reminder_offers_times_and_confirms_nothing(
    customer: Customer, wish: str, text: str, said: str
) -> None:
    await book_for(customer, wish)
    await customer.wait("PT26H")
    answer = await customer.say(text)
    assert said in customer.words
    assert answer["case"]["outcome"] is None
    assert len(customer.options) >= 3


async def test_what_is_no_yes_under_a_reminder_is_asked_about_again(customer: Customer) -> None:
    await book_for(customer, "book a cleaning on Thursday at 12:00")
    await customer.wait("PT26H")
    await customer.say("asdfgh qwrt")
    assert "Will you be able to come?" in customer.words
    assert len(customer.options) == 2
    await customer.say("yes")
    assert "see you" in customer.words


async def test_three_messages_of_no_language_reach_a_person_in_english(customer: Customer) -> None:
    topics: list[str] = []
    for text in ("asdfgh qwrt", "zxcv zxcv", "poiu lkjh"):
        answer = await customer.say(text)
        assert customer.words.replace("’", "'").isascii(), "English throughout"
        topics += [card["topic"] for card in answer["approvals"]]
    assert "confusion" in topics


@pytest.mark.parametrize(
    "text",
    ["Բարև Ձեզ, ուզում եմ գրանցվել ատամների մաքրման", "barev dzez, uzum em granctvel atamneri maqrman"],
)
async def test_a_wish_to_be_booked_is_offered_times_and_not_a_form(customer: Customer, text: str) -> None:
    await customer.say(text)
    assert "22" in customer.words, "the price"
    assert len(customer.options) == 4, "three times and another one"


@pytest.mark.parametrize(
    "text",
    [
        "Օրթոդոնտի խորհրդատվություն է պետք, կարող եմ միայն 18:00-ից հետո",
        "Мне к ортодонту, могу только после 18:00",
    ],
)
async def test_only_after_work_is_a_wished_time_where_there_is_no_visit(
    customer: Customer, text: str
) -> None:
    await customer.say(text)
    hours = [option["label"].rsplit(" ", 1)[-1] for option in customer.options[:-1]]
    assert hours
    assert all(hour >= "18:00" for hour in hours)


async def test_the_service_named_where_one_was_asked_for_is_taken(customer: Customer) -> None:
    await customer.say("Ատամս ցավում է, ուզում եմ հնարավորինս շուտ գալ բժշկի")
    await customer.say("առաջնային խորհրդատվություն")
    assert "10 000" in customer.words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Do you have parking? And book me a teeth cleaning for Thursday", "yard"),
        ("Կայանատեղի ունե՞ք։ Ու գրանցեք ատամների մաքրման հինգշաբթի", "բակում"),
    ],
)
async def test_a_question_beside_a_booking_is_answered_and_asks_nothing_of_its_own(
    customer: Customer, text: str, said: str
) -> None:
    await customer.say(text)
    assert said in customer.words
    assert len(customer.options) == 4
    assert sum(customer.words.count(mark) for mark in "?՞") <= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ի՞նչ վերցնեմ ինձ հետ առաջին այցին", "անձնագիր"),
        ("Կարելի՞ է քարտով վճարել", "ArCa"),
        ("А если я опоздаю минут на 20?", "15 минут"),
        ("Հղիներին ընդունո՞ւմ եք", "գինեկոլոգի"),
    ],
)
async def test_a_question_that_sounds_like_something_else_finds_its_rule(
    customer: Customer, text: str, said: str
) -> None:
    await customer.say(text)
    assert said in customer.words


async def test_what_no_rule_covers_stays_unanswered(customer: Customer) -> None:
    answer = await customer.say("Can I bring my dog?")
    assert "policy" not in [act["say"] for act in answer.get("acts", [])]
    assert [approval["reason"] for approval in answer["approvals"]] == ["Patient's question"]
    assert " by " in customer.words, "a person answers, and when is said"


async def test_a_price_and_a_free_time_bring_no_rule_in_front(customer: Customer) -> None:
    answer = await customer.say("How much is a consultation and do you have anything tomorrow?")
    assert "video call" not in customer.words
    assert len(answer["replies"]) == 1


@pytest.mark.parametrize(
    "text",
    ["Верните деньги за прошлый приём", "Վերադարձրեք գումարը նախորդ այցի համար", "I want my money back"],
)
async def test_money_back_is_one_card(customer: Customer, text: str) -> None:
    answer = await customer.say(text)
    assert [card["topic"] for card in answer["approvals"]] == ["refund"]


@pytest.mark.parametrize(
    "text",
    [
        "Отмените запись на завтра, я заболела",
        "Չեղարկեք վաղվա այցը, հիվանդացել եմ",
        "cancel my visit tomorrow, I'm ill",
    ],
)
async def test_cancelling_with_few_hours_left_hears_the_rule_and_is_asked(
    customer: Customer, text: str
) -> None:
    await book_for(customer, "запишите на чистку зубов завтра в 10:00")
    await customer.wait("PT2H")
    await customer.say(text)
    assert "24" in customer.words
    assert len(customer.options) == 3, "cancel, move instead, keep"
    await customer.tap(1)
    assert customer.outcome == "cancelled"


async def test_a_follow_up_is_answered_with_one_tap(customer: Customer) -> None:
    await customer.say("book a cleaning on Thursday")
    times = customer.options
    answer = await customer.wait("PT4H")
    assert answer["replies"][-1]["options"] == times
    answer = await customer.tap(2)
    assert "phone" in customer.words
