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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("do you take cards? and where can I park?", ["Visa", "free places"]),
        ("parking, and can I pay by card?", ["Visa", "free places"]),
        ("is it wheelchair accessible and do u speak english", ["ramp", "Armenian, Russian and English"]),
        ("how do i get there and what if im late", ["Abovyan", "15 minutes"]),
        ("у вас есть парковка и можно картой?", ["Visa", "бесплатных мест"]),
        ("կայանատեղի կա՞, ու քարտով կարո՞ղ եմ վճարել", ["Visa", "անվճար տեղ"]),
        ("kayanatexi ka? u qartov karox em vcharel", ["Visa", "անվճար տեղ"]),
    ],
)
async def test_two_questions_to_the_rules_are_both_answered(
    customer: Customer, text: str, told: list[str]
) -> None:
    await customer.say(text)
    assert [words for words in told if words not in customer.words] == []


async def test_a_question_the_rules_answer_is_answered_and_the_other_goes_to_a_person(
    customer: Customer,
) -> None:
    answer = await customer.say("is there parking? and is the doctor a man?")
    assert "free places" in customer.words
    assert [card["topic"] for card in answer["approvals"]] == ["question"]


@pytest.mark.parametrize(
    "text",
    ["болит зуб, можно сегодня? и картой можно?", "my tooth hurts, can u see me today? and do u take cards"],
)
async def test_a_rule_asked_behind_a_time_that_is_asked_for_is_told_with_the_times(
    customer: Customer, text: str
) -> None:
    answer = await customer.say(text)
    assert "Visa" in customer.words
    assert answer["approvals"] == []
    assert customer.options


async def test_whether_a_service_is_done_is_answered_by_its_times_and_no_rule(customer: Customer) -> None:
    await customer.say("do u do cleanings? how much, and anything next week")
    assert "22,000" in customer.words
    assert "brush your teeth" not in customer.words


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


@pytest.mark.parametrize(
    ("opening", "yes"),
    [
        ("cleaning on Thursday at 13:00, Ella Moss 098 70 70 70", "yes thursday at 1 is perfect"),
        ("чистка в четверг в 13:00, Анна Петрова 098 70 70 70", "да, в 13:00"),
        ("cleaning on Thursday at 13:00, Ella Moss 098 70 70 70", "yes and thank you, see you then!"),
    ],
)
async def test_a_yes_that_says_the_time_again_or_goodbye_is_a_yes(
    customer: Customer, opening: str, yes: str
) -> None:
    await customer.say(opening)
    assert booked(await customer.say(yes))


@pytest.mark.parametrize(
    ("opening", "yes"),
    [
        ("cleaning on Thursday at 13:00, Ella Moss 098 70 70 70", "yes for two people at 13:00"),
        ("чистка в четверг в 13:00, Анна Петрова 098 70 70 70", "да на двоих в 13:00"),
    ],
)
async def test_a_yes_for_more_people_is_read_back_and_not_booked(
    customer: Customer, opening: str, yes: str
) -> None:
    await customer.say(opening)
    assert not booked(await customer.say(yes))


async def test_the_time_of_ones_visit_for_somebody_else_is_more_than_that_time(customer: Customer) -> None:
    await customer.say("cleaning on Thursday at 13:00, Ella Moss 098 70 70 70")
    await customer.say("yes")
    await customer.say("Thursday at 13:00 for my son too")
    assert "your visit stays, see you then" not in customer.words


async def test_another_time_beside_a_yes_is_read_back_and_not_booked(customer: Customer) -> None:
    await customer.say("cleaning on Thursday at 13:00, Ella Moss 098 70 70 70")
    assert not booked(await customer.say("yes thursday at 2"))
    assert "14:00" in customer.words


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("can you send me your location pls", "Abovyan"),
        ("скиньте адрес, пожалуйста", "Абовяна"),
        ("հասցեն գրեք խնդրեմ", "Աբովյան"),
    ],
)
async def test_our_address_is_sent_and_no_discount_is_asked_for(
    customer: Customer, text: str, street: str
) -> None:
    answer = await customer.say(text)
    assert street in customer.words
    assert not answer["approvals"]


async def test_an_hour_after_a_chosen_time_is_of_that_day(customer: Customer) -> None:
    await customer.say("braces consultation")
    await customer.say("thursday at 19:00")
    await customer.say("6pm")
    assert "Thursday, November 26, 18:00" in customer.words


async def test_the_closest_is_the_one_nearest_to_the_hour_wished_for(customer: Customer) -> None:
    await customer.say("a filling tomorrow at 5 pm")
    offered = [o["label"] for o in customer.options]
    await customer.say("closest you've got then")
    assert offered[-2][-5:] in customer.words, "the latest shown"


async def test_a_name_told_as_for_whom_is_taken(customer: Customer) -> None:
    await customer.say("cleaning on Thursday at 13:00")
    await customer.say("It's for Julia Hart, 055 818181")
    assert "Julia Hart" in customer.words


async def test_the_same_time_on_another_day_is_no_single_hour_while_several_are_shown(
    customer: Customer,
) -> None:
    await customer.say("first visit consultation, friday morning")
    answer = await customer.say("actually Wednesday is better, same time of day")
    assert len(answer["replies"][-1]["options"]) > 3


async def test_whoever_brings_a_child_is_told_who_may_wait(customer: Customer) -> None:
    await customer.say("i'd like a cleaning for myself, can i bring my 4 year old along?")
    assert "children's corner" in customer.words
    assert "Professional teeth cleaning" in customer.words


@pytest.mark.parametrize(
    ("opening", "question", "bring"),
    [
        (
            "my daughter is 6, a check-up on Thursday please",
            "does she need any documents?",
            "birth certificate",
        ),
        ("дочке 6 лет, осмотр в четверг", "какие документы нужны?", "свидетельство о рождении"),
    ],
)
async def test_what_to_bring_is_told_of_the_visit_that_is_arranged(
    customer: Customer, opening: str, question: str, bring: str
) -> None:
    await customer.say(opening)
    await customer.say(question)
    assert bring in customer.words


@pytest.mark.parametrize(
    "text",
    [
        "please don't send me any more messages",
        "не присылайте мне больше напоминаний",
        "այլևս ինձ հաղորդագրություններ մի ուղարկեք",
    ],
)
async def test_whoever_wants_no_more_messages_gets_none(customer: Customer, text: str) -> None:
    await customer.say(text)
    assert customer.outcome == "closed_by_customer"


async def test_some_minutes_earlier_than_what_is_read_back_is_read_back(customer: Customer) -> None:
    await customer.say("botox consultation friday 19:00, Tom Volk, 094 151617")
    await customer.say("hmm can you make it half an hour earlier please")
    assert "18:30" in customer.words


async def test_a_morning_that_greets_is_no_time_wished_for(customer: Customer) -> None:
    await customer.say("morning! have you got anything for braces this week after 5?")
    assert "17:00" in customer.words


async def test_a_name_in_small_letters_between_its_introduction_and_a_phone_is_taken(
    customer: Customer,
) -> None:
    await customer.say("cleaning thursday 15:00 pls, im leila haddad 077 515253")
    assert "Leila Haddad" in customer.words


@pytest.mark.parametrize(
    ("opening", "yes", "asked", "rule"),
    [
        (
            "cleaning on Thursday at 13:00, Ella Moss 098 70 70 70",
            "yes",
            "Do I have to pay for moving? move it to Saturday",
            "There is no fine",
        ),
        (
            "чистка в четверг в 13:00, Анна Петрова 098 70 70 70",
            "да",
            "за перенос платить надо? перенесите на субботу",
            "штрафа нет",
        ),
        (
            "մաքրում հինգշաբթի 13:00, Աննա Պետրոսյան 098 70 70 70",
            "այո",
            "տեղափոխելու համար տուգանք կա՞։ տեղափոխեք շաբաթ",
            "տուգանք չկա",
        ),
    ],
)
async def test_a_change_is_begun_beside_the_question_what_it_costs(
    customer: Customer, opening: str, yes: str, asked: str, rule: str
) -> None:
    await customer.say(opening)
    await customer.say(yes)
    answer = await customer.say(asked)
    assert rule in customer.words
    assert [o["label"] for o in answer["replies"][-1]["options"]]


@pytest.mark.parametrize(
    ("wish", "choice"),
    [
        ("cleaning next week after 2, what's free?", "tuesday then"),
        ("чистку на следующей неделе после двух", "тогда во вторник"),
    ],
)
async def test_a_weekday_of_the_times_shown_is_the_day_that_was_shown(
    customer: Customer, wish: str, choice: str
) -> None:
    await customer.say(wish)
    shown = {o["label"] for o in customer.options}
    answer = await customer.say(choice)
    days = {o["label"].rsplit(" ", 1)[0] for r in answer["replies"] for o in r["options"]}
    tuesdays = {label.rsplit(" ", 1)[0] for label in shown if label.startswith(("Tue", "вт"))}
    assert tuesdays
    held = [a for a in answer["actions"] if a["tool"] == "calendar.book"]
    assert held or tuesdays <= days


async def test_a_complaint_with_a_question_no_rule_answers_promises_one_answer_only(
    customer: Customer,
) -> None:
    answer = await customer.say(
        "the filling you did 2 weeks ago fell out last night, not impressed. do i have to pay again?"
    )
    assert [card["topic"] for card in answer["approvals"]] == ["ticket"]
