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


@pytest.mark.parametrize(
    "text",
    ["надо чтобы в пятницу сделали чистку", "в пятницу чтоб поставили пломбу", "chtoby v pyatnicu udalili zub",
     "I'd rather it was done on Friday", "it would be great if it was done on Friday",
     "երանի ուրբաթ են արել", "erani urbat en arel"],
)  # fmt: skip
def test_what_is_to_have_been_done_by_then_is_wished_for(read: Read, text: str) -> None:
    assert [w.start.day if w.start else None for w in read(text).entities.windows] == [12]


@pytest.mark.parametrize(
    "text", ["завтра удалили зуб и всё", "tomorrow, my filling fell out", "tomorrow for my tooth that broke", "վաղը եկա մաքրման"]
)  # fmt: skip
def test_tomorrow_is_never_told_of_the_past(read: Read, text: str) -> None:
    assert [w.start.day if w.start else None for w in read(text).entities.windows] == [11]


@pytest.mark.parametrize(
    "text",
    ["разболелся на следующий день", "my tooth started hurting the next day", "հաջորդ օրը սկսեց ցավել"],
)
def test_the_day_after_something_that_was_is_no_wish(read: Read, text: str) -> None:
    assert read(text).entities.windows == []
