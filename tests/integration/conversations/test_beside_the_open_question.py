"""What is asked beside the open question is answered, and what was being arranged goes on."""

from __future__ import annotations

import pytest

from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("opening", "yes", "told"),
    [
        (
            "cleaning on Thursday at 13:00, Ella Moss 098 70 70 70",
            "yes. btw is there parking?",
            "free places",
        ),
        ("чистка в четверг в 13:00, Анна Петрова 098 70 70 70", "да. а парковка есть?", "бесплатных мест"),
        (
            "մաքրում հինգշաբթի 13:00, Աննա Պետրոսյան 098 70 70 70",
            "այո, իսկ կայանատեղի ունե՞ք",
            "անվճար տեղ",
        ),
    ],
)
async def test_a_yes_with_a_question_books_and_answers(
    customer: Customer, opening: str, yes: str, told: str
) -> None:
    await customer.say(opening)
    assert booked(await customer.say(yes))
    assert told in customer.words


@pytest.mark.parametrize(
    ("opening", "question", "price"),
    [
        ("a cleaning on Thursday", "what would whitening cost btw?", "75,000"),
        ("чистка в четверг", "а сколько стоит отбеливание?", "75 000"),
        ("մաքրում հինգշաբթի", "իսկ սպիտակեցումն ինչքա՞ն արժե", "75 000"),
    ],
)
async def test_the_price_of_another_service_changes_nothing_of_what_is_booked(
    customer: Customer, opening: str, question: str, price: str
) -> None:
    shown = (await customer.say(opening))["replies"][-1]["options"]
    answer = await customer.say(question)
    assert price in customer.words.replace("\u00a0", " ").replace("\u202f", " ")
    assert answer["replies"][-1]["options"] == shown


async def test_two_questions_to_the_rules_are_both_answered(customer: Customer) -> None:
    await customer.say("do you take cards? and where can I park?")
    assert "Visa" in customer.words
    assert "free places" in customer.words


async def test_an_hour_alone_is_of_the_day_of_the_visit_that_is_moved_and_then_of_the_visit(
    customer: Customer,
) -> None:
    await customer.say("cleaning on Thursday at 10:00, Josh Lee 091 505050")
    await customer.say("yes")
    await customer.say("can we push it to 1pm?")
    assert "November 26, 13:00" in customer.words
    assert booked(await customer.say("yes"))
    assert customer.outcome == "rescheduled"
    await customer.say("13:00")
    assert "stays" in customer.words, "the time they have is told again, and nothing is moved"
    await customer.say("great, see you at 13:00")
    assert "How can I help" not in customer.words


async def test_new_times_of_a_move_are_shown_without_telling_again_what_is_moved(customer: Customer) -> None:
    await customer.say("cleaning on Thursday at 10:00, Josh Lee 091 505050")
    await customer.say("yes")
    await customer.say("I can't make it on Thursday")
    assert "It is now booked" in customer.words
    await customer.say("anything on Saturday instead?")
    assert "It is now booked" not in customer.words
