"""R17, R62: an answer to the open question and a question to the rules, in one message: neither is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agents.router import answers_pending
from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion

Read = Callable[..., Reading]

READ_BACK = PendingQuestion(
    field="book_yes",
    kind="yes_no",
    specialist="scheduler",
    options=[Option(id="yes", say="option-yes"), Option(id="change", say="option-change")],
)
CONTACT = PendingQuestion(field="contact", kind="contact", specialist="scheduler")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("да. кстати, есть парковка?", "ru"),
        ("да, а парковка есть", "ru"),
        ("верно\nа картой можно платить?", "ru"),
        ("da, a parkovka est?", "ru"),
        ("да, а в субботу вы работаете?", "ru"),
        ("yes. by the way, is there parking?", "en"),
        ("yes, and can I pay by card?", "en"),
        ("այո։ ի դեպ, կայանատեղի կա՞", "hy"),
    ],
)
def test_a_yes_with_a_question_to_the_rules_beside_it_is_a_yes(read: Read, text: str, language: str) -> None:
    reading = read(text, pending=READ_BACK, language=language)
    assert (reading.choice, reading.route) == ("yes", "faq")
    assert reading.answered
    assert reading.questions
    assert answers_pending(reading, READ_BACK)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("да, если есть парковка", "ru"),
        ("да, только если можно картой?", "ru"),
        ("да, а можно в другой день?", "ru"),
        ("да? а парковка есть?", "ru"),
        ("нет. а парковка есть?", "ru"),
        ("да, а можно к другому врачу?", "ru"),
        ("yes, if there is parking", "en"),
        ("yes, but can I come on Friday?", "en"),
        ("այո, եթե կայանատեղի կա", "hy"),
        ("да, но сначала скажите, есть ли парковка?", "ru"),
        ("da, no snachala skazhite, est li parkovka?", "ru"),
        ("yes, but is there parking?", "en"),
        ("yes, wait, do you take cards?", "en"),
        ("yes, cancel it. is there parking?", "en"),
        ("yes. I am not sure yet. is there parking?", "en"),
        ("is there parking? if so, yes", "en"),
        ("այո, բայց նախ ասեք՝ կայանատեղի կա՞", "hy"),
        ("ayo, bayc nax aseq, kayanateghi ka?", "hy"),
        ("ok, when you tell me is there parking?", "en"),
        ("yes, once you let me know, is there parking?", "en"),
        ("да, после того как скажете, есть ли парковка?", "ru"),
        ("да, когда ответите, есть ли парковка?", "ru"),
        ("da, kogda otvetite, est li parkovka?", "ru"),
        ("այո, երբ ասեք կայանատեղի կա՞", "hy"),
        ("ayo, yerb aseq, kayanateghi ka?", "hy"),
    ],
)
def test_a_yes_that_hangs_on_something_or_wishes_otherwise_is_none_yet(
    read: Read, text: str, language: str
) -> None:
    reading = read(text, pending=READ_BACK, language=language)
    assert reading.choice != "yes"


def test_to_cancel_a_yes_is_said_alone(read: Read) -> None:
    asked = PendingQuestion(
        field="cancel_yes",
        kind="yes_no",
        specialist="scheduler",
        options=[Option(id="yes", say="option-cancel")],
    )
    assert read("да, а предоплату вернёте?", pending=asked, language="ru").choice is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("в 12 подойдет. картой можно платить?", "ru"),
        ("v 12 podoydet. kartoy mozhno platit?", "ru"),
        ("at 12. Do you take cards?", "en"),
        ("ժամը 12-ին։ քարտով կարո՞ղ եմ վճարել", "hy"),
    ],
)
def test_a_time_that_was_not_shown_counts_with_a_question_behind_it(
    read: Read, times: PendingQuestion, text: str, language: str
) -> None:
    reading = read(text, pending=times, language=language)
    assert reading.answered
    assert reading.entities.windows
    assert answers_pending(reading, times)


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("страховку принимаете? меня зовут Эдгар, 094556677", "Эдгар", "ru"),
        ("Нелли 091 20 20 21 а парковка есть", "Нелли", "ru"),
        ("Nelly, 091 20 20 21. Is there parking?", "Nelly", "en"),
        ("Նելլի, 091 20 20 21։ կայանատեղի կա՞", "Նելլի", "hy"),
    ],
)
def test_who_comes_is_told_beside_a_question(read: Read, text: str, name: str, language: str) -> None:
    reading = read(text, pending=CONTACT, language=language)
    assert (reading.entities.name, reading.route) == (name, "faq")
    assert reading.answered


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes. how do I pay the deposit?", "en"),
        ("да. а как оплатить предоплату?", "ru"),
        ("da, a kak oplatit predoplatu?", "ru"),
        ("այո։ ինչպե՞ս վճարեմ կանխավճարը", "hy"),
        ("ayo, inchpes vcharem kanxavchary?", "hy"),
    ],
)
def test_how_one_pays_is_a_question_to_the_rules_beside_a_yes(read: Read, text: str, language: str) -> None:
    reading = read(text, pending=READ_BACK, language=language)
    assert (reading.choice, reading.answered) == ("yes", True)
    assert reading.has("faq")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes. where is my refund?", "en"),
        ("yes. I paid twice, where is my money?", "en"),
        ("да. а почему с меня списали дважды?", "ru"),
    ],
)
def test_trouble_with_money_beside_a_yes_is_no_question_to_the_rules(
    read: Read, text: str, language: str
) -> None:
    reading = read(text, pending=READ_BACK, language=language)
    assert not reading.answered
    assert reading.choice is None


@pytest.mark.parametrize(
    "text",
    ["Марина 099001122\nа если не понравится, деньги вернёте?", "Tom Baker, 091223344. If I am late, will you still see me?"],
)  # fmt: skip
def test_a_question_that_supposes_something_is_asked_beside_who_comes(read: Read, text: str) -> None:
    reading = read(text, pending=CONTACT)
    assert reading.answered
    assert reading.questions
