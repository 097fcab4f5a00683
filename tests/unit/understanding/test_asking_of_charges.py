"""Whether something is charged for is a question to the rules: nothing was charged, and nothing is wanted back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    [
        "деньги за это не берёте?", "а за отмену штраф есть?", "dengi za eto ne berete?", "you don't charge for that, do you?",
        "will I be charged for cancelling?", "գումար չեք վերցնում չէ դրա համար?", "դրա համար տուգանք կա՞",
        "gumar chek vercnum dra hamar?",
    ],
)  # fmt: skip
def test_it_is_asked_of_the_rules_and_raises_no_claim(read: Read, text: str) -> None:
    found = read(text)
    assert found.route == "faq"
    assert not {"refund", "payment_dispute", "discount"} & set(found.flags)


@pytest.mark.parametrize(
    "text",
    ["с меня дважды взяли деньги", "why did you charge me twice?", "ինձնից երկու անգամ գումար եք վերցրել"],
)
def test_what_was_charged_wrongly_stays_a_dispute(read: Read, text: str) -> None:
    assert "payment_dispute" in read(text).flags


@pytest.mark.parametrize(
    "text", ["ինչքա՞ն գումար եք վերցնում մաքրման համար", "сколько денег берёте за чистку?", "how much do you charge for a cleaning?"]
)  # fmt: skip
def test_how_much_is_charged_is_a_price(read: Read, text: str) -> None:
    assert read(text).has("quote", at_least=0.5)
