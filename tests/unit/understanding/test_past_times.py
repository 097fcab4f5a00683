"""A time that is told of is no time wished for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    ["я уже была у вас весной", "лечился у вас в октябре", "I came to you on Monday", "we've been with you in spring",
     "ամռանը եղել եմ ձեզ մոտ", "uzhe byl u vas letom", "пломба выпала, летом у вас ставили",
     "պլոմբս ընկել ա, էդ ձեր մոտ են դրել ամառը", "ամռանը ձեզ մոտ եմ արել մաքրումը", "my filling was put in last summer"],
)  # fmt: skip
def test_when_they_were_here_before_is_no_wish(read: Read, text: str) -> None:
    assert read(text).entities.windows == []


@pytest.mark.parametrize(
    "text",
    ["была записана на пятницу", "уже был у вас, можно в пятницу?", "I've been there before, Friday is fine",
     "ձեզ մոտ եղել եմ, ուզում եմ ուրբաթ գալ"],
)  # fmt: skip
def test_a_wish_beside_it_stays_one(read: Read, text: str) -> None:
    assert len(read(text).entities.windows) == 1


@pytest.mark.parametrize(
    "text",
    [
        "зуб разболелся ночью",
        "вчера вечером сломался зуб",
        "my tooth started hurting last night",
        "երեկ երեկոյան ատամս սկսեց ցավել",
    ],
)
def test_when_it_began_to_hurt_is_no_wish(read: Read, text: str) -> None:
    assert read(text).entities.wishes == []
