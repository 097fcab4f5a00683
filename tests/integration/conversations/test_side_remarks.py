"""What customers say beside the question: a name, a second need, a doubt, a number with a typo."""

from __future__ import annotations

import pytest

from engine.desk import Desk
from storage import transcript
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

OFFER = {
    "ru": "хочу на чистку завтра",
    "hy": "ուզում եմ ատամների մաքրման գրանցվել վաղը",
    "en": "book a cleaning tomorrow please",
}


async def book(customer: Customer, name: str = "Анна") -> None:
    await customer.say(OFFER["ru"])
    await customer.tap(1)
    await customer.say(f"{name}, 091 23 45 67")
    assert booked(await customer.tap(1))


@pytest.mark.parametrize(
    "text",
    [
        "скидку сделаете? и сколько стоит чистка?",
        "Can I get a discount? And how much is a cleaning?",
        "Զեղչ կանե՞ք։ Եվ ինչքա՞ն արժե մաքրումը",
    ],
)
async def test_a_discount_and_a_price_in_one_message_are_both_answered(customer: Customer, text: str) -> None:
    answer = await customer.say(text)
    assert [card["topic"] for card in answer["approvals"]] == ["discount"]
    assert "22" in customer.words, "the price on the list"
    assert sum(reply["text"].count("?") + reply["text"].count("՞") for reply in answer["replies"]) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "а можно отменить потом?"),
        ("ru", "могу я отказаться, если что?"),
        ("en", "can I cancel later if needed?"),
        ("hy", "կարո՞ղ եմ հետո չեղարկել"),
    ],
)
async def test_asking_whether_one_could_cancel_cancels_nothing(
    customer: Customer, language: str, text: str
) -> None:
    await customer.say(OFFER[language])
    await customer.tap(1)
    await customer.say({"ru": "Анна", "hy": "Աննա", "en": "Anna"}[language] + ", 091 23 45 67")
    assert booked(await customer.tap(1))
    answer = await customer.say(text)
    assert "24" in customer.words, "the rule"
    assert len(answer["replies"]) == 1
    assert answer["replies"][0]["options"] == []


async def test_a_plain_wish_to_cancel_is_still_read_back(customer: Customer) -> None:
    await book(customer)
    await customer.say("отмените, пожалуйста, мой визит")
    assert "Подтвердите" in customer.words


@pytest.mark.parametrize(
    ("language", "name"), [("ru", "Анна"), ("hy", "Աննա"), ("en", "Anna"), ("en", "Anna Petrosyan")]
)
async def test_a_bare_name_beside_the_times_is_kept_and_the_times_are_asked_again(
    customer: Customer, language: str, name: str
) -> None:
    await customer.say(OFFER[language])
    times = customer.options
    await customer.say(name)
    assert name in customer.words
    assert customer.options == times
    await customer.tap(1)
    asked = {"ru": "номер", "hy": "համար", "en": "phone number"}[language]
    assert asked in customer.words
    assert {"ru": "имя", "hy": "անուն", "en": "name"}[language] not in customer.words.lower()


async def test_the_name_of_a_doctor_beside_the_times_is_a_wish(customer: Customer) -> None:
    await customer.say("хочу на первичную консультацию завтра")
    await customer.say("Ани")
    assert "Спасибо, Ани" not in customer.words


async def test_another_time_after_the_read_back_is_another_time(customer: Customer) -> None:
    await customer.say(OFFER["ru"])
    shown = {option["label"] for option in customer.options}
    await customer.tap(1)
    await customer.say("Анна, 091 23 45 67")
    await customer.tap(2)
    await customer.tap(1)
    again = {option["label"] for option in customer.options[:-1]}
    assert again
    assert not again & shown
    assert all("25" in label for label in again), "still the wished day"


@pytest.mark.parametrize(
    "text",
    [
        "мой муж Давид хочет на чистку завтра",
        "запишите Давида на чистку завтра",
        "I want to book my husband David for a cleaning tomorrow",
        "ամուսինս Դավիթը ուզում է մաքրման գրանցվել վաղը",
    ],
)
async def test_a_patient_is_not_taken_for_a_doctor_of_that_name(customer: Customer, text: str) -> None:
    answer = await customer.say(text)
    assert "practitioners" not in (answer["reading"] or {}).get("entities", {})
    assert customer.options, "times are offered"
    assert not any(say in customer.words for say in ("другого специалиста", "another specialist"))


async def test_a_doctor_of_that_name_is_still_found(customer: Customer) -> None:
    answer = await customer.say("запишите меня к Давиду на консультацию ортодонта")
    assert answer["reading"]["entities"]["practitioners"] == ["davit"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", "Анна, +374 91 000000"), ("en", "Anna, +374 91 12"), ("hy", "Աննա, +374 91 000000")],
)
async def test_an_impossible_phone_is_asked_for_again_and_the_name_is_kept(
    customer: Customer, desk: Desk, language: str, text: str
) -> None:
    await customer.say(OFFER[language])
    await customer.tap(1)
    name, _, phone = text.partition(", ")
    await customer.say(text)
    assert phone in customer.words, "which number is wrong"
    await customer.say("091 23 45 67")
    assert name in customer.words
    lines = await desk.database.read(lambda c: transcript.list_conversations(c, limit=1))
    assert lines[0].name == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("во сколько у вас обед?", "перерыва нет"),
        ("do you have a lunch break?", "do not close for lunch"),
        ("ընդմիջում ունե՞ք", "Ընդմիջում չունենք"),
    ],
)
async def test_the_lunch_hour_is_a_rule_of_the_house(customer: Customer, text: str, said: str) -> None:
    await customer.say(text)
    assert said in customer.words


@pytest.mark.parametrize(
    ("language", "to_friday", "back"),
    [
        ("ru", "перенести на субботу", "верните как было"),
        ("en", "move it to Saturday", "move it back"),
        ("hy", "տեղափոխեք շաբաթ օրվա վրա", "տեղափոխեք հետ"),
    ],
)
async def test_a_moved_visit_is_put_back_after_a_read_back(
    customer: Customer, language: str, to_friday: str, back: str
) -> None:
    await customer.say(OFFER[language])
    await customer.tap(1)
    await customer.say({"ru": "Анна", "hy": "Աննա", "en": "Anna"}[language] + ", 091 23 45 67")
    (first,) = booked(await customer.tap(1))
    await customer.say(to_friday)
    assert booked(await customer.tap(1))
    answer = await customer.say(back)
    assert booked(answer) == [], "nothing is moved without a yes"
    assert customer.outcome is None
    (again,) = booked(await customer.tap(1))
    assert again["result"]["starts_at"] == first["result"]["starts_at"]
    assert customer.outcome == "rescheduled"


async def test_a_second_service_on_the_same_day_remembers_the_first(customer: Customer) -> None:
    await book(customer)
    answer = await customer.say("и ещё на лечение кариеса в тот же день")
    (first,) = booked(customer.answers[-2])
    begins, ends = first["result"]["starts_at"][:16], first["result"]["ends_at"][:16]
    assert answer["replies"]
    assert all("25 нояб" in option["label"] for option in customer.options[:-1]), "the day of the first visit"
    await customer.tap(1)
    (second,) = booked(await customer.tap(1))
    assert not begins <= second["result"]["starts_at"][:16] < ends
    page = await customer.say("отмените визит")
    assert len(page["replies"][0]["options"]) == 2, "both visits are known"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "By the way, is there parking near the clinic? Peter Reed will drive me in a Volvo"),
        ("ru", "Кстати, парковка у клиники есть? Нас муж привезёт"),
        ("hy", "Ի դեպ, կլինիկայի մոտ կայանատեղի կա՞"),
    ],
)
async def test_what_opens_a_question_is_not_passed_to_a_person(
    customer: Customer, language: str, text: str
) -> None:
    await customer.say(OFFER[language])
    answer = await customer.say(text)
    assert answer["approvals"] == []
    assert {"en": "Komitas", "ru": "Комитас", "hy": "Կոմիտաս"}[language] in customer.words
