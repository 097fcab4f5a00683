"""Where the Armenian mark stands: what is told before it is no part of the question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("լավ, վաղը 10-ին, երաշխիք տալի՞ս եք", "երաշխիք տալիս եք"),
        ("Սամվել 098 778899, երաշխիք տալի՞ս եք", "երաշխիք տալիս եք"),
        ("եղավ 13ին, մեքենա դնելու տեղ կա՞ մոտերքը", "մեքենա դնելու տեղ կա մոտերքը"),
    ],
)
def test_what_is_marked_behind_a_comma_is_asked_by_itself(read: Read, text: str, question: str) -> None:
    reading = read(text)
    assert reading.questions == [question]
    assert reading.has("faq", at_least=0.4)


@pytest.mark.parametrize(
    "text", ["վաղը 10-ին, կարո՞ղ եմ գալ", "մաքրում եմ ուզում, ինչքա՞ն արժե", "շաբաթ, ազատ ժամ կա՞"]
)
def test_a_wish_a_price_or_a_free_time_that_is_marked_is_no_question_to_the_rules(
    read: Read, text: str
) -> None:
    assert read(text).questions == []


def test_figures_of_an_address_count_nothing(read: Read) -> None:
    found = read("մի հատ, Կոմիտաս 15 բն 8, Վահե 077889900").entities
    assert found.addresses
    assert not {15, 8} & set(found.numbers)


@pytest.mark.parametrize(
    "text", ["brekety inch arji u urish gumar ka te che", "сколько стоит чистка, рентген отдельно или нет", "how much is a cleaning, is the x-ray extra or not"]
)  # fmt: skip
def test_a_question_that_ends_in_or_not_refuses_nothing(read: Read, text: str) -> None:
    reading = read(text)
    assert "deny" not in reading.acts
    assert reading.route == "quote"
