"""Personal data is gone before anything is stored; the rest of the words stay."""

from __future__ import annotations

import pytest

from evals.imports.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Call me on +374 91 12-34-56 please", "Call me on [phone] please"),
        ("мой номер 8 (916) 123-45-67", "мой номер [phone]"),
        ("գրեք 091 123456 համարին", "գրեք [phone] համարին"),
        ("write to Anna.K@example.com!", "write to [email]!"),
        ("карта 4276 3800 1234 5678, срок 12/27", "карта [card], срок 12/27"),
        ("pay with 4111111111111111", "pay with [card]"),
        ("Меня зовут Анна Петрова, хочу записаться", "Меня зовут [name], хочу записаться"),
        ("меня зовут анна", "меня зовут [name]"),
        ("Hi, I am John Brown and I need a cleaning", "Hi, I am [name] and I need a cleaning"),
        ("My name is Kate", "My name is [name]"),
        ("Անունս Արամ է", "Անունս [name] է"),
        ("Где заказ № 48213?", "Где заказ № 00000?"),
        ("order AB-10442 is late", "order AB-00000 is late"),
        ("Приезжайте на ул. Абовяна, д. 12, кв. 5", "Приезжайте на [address]"),
        ("I live at 221 Baker Street, apt 4", "I live at [address]"),
        ("see https://example.com/u/anna?id=5", "see [link]"),
        ("my telegram @anna_k", "my telegram [name]"),
        ("паспорт 4509123456789012345", "паспорт [number]"),
    ],
)
def test_what_points_at_a_person_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Can I come on 24.11.2026 at 18:30?",
        "сколько стоит, 22 000 или 25 000?",
        "I am late, sorry",
        "Я хочу на чистку 21.11.2026 18:00",
        "Завтра в 10:30-11:30",
        "This is the third time",
        "Մաքրումն արժե 22000",
    ],
)
def test_dates_prices_and_plain_words_stay(text: str) -> None:
    assert mask(text) == text


def test_people_of_the_chat_are_masked_wherever_they_stand() -> None:
    assert (
        mask("Анна, это Мария. Анне удобно?", ["Анна Петрова", "Мария"])
        == "[name], это [name]. [name] удобно?"
    )


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("I am Kate, order AB-10442, +37491123456, kate@example.com")
    assert mask(once) == once
