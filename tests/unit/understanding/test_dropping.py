"""Words that drop what is being talked about, and words that only look so (R66)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading
from domain.step import PendingQuestion

Read = Callable[..., Reading]
SLOT = PendingQuestion(field="slot", kind="choice", specialist="scheduler")


@pytest.mark.parametrize(
    "text",
    [
        "не надо, спасибо", "нет, спасибо", "ой, не надо, передумал", "а нет, пусть остаётся", "оставьте как есть",
        "я подумаю и напишу", "уже не актуально", "не буду записываться", "ne nado, spasibo", "мы уже нашли мастера",
        "no, never mind, leave it as it is", "no thanks", "no thanks, that's expensive", "нет, спасибо, дорого", "forget it, I don't need it anymore", "I'll think about it",
        "changed my mind, don't cancel it", "I no longer need it", "keep it the way it is",
        "չէ, պետք չի, թող մնա", "ոչ, շնորհակալություն", "վայ չէ, միտքս փոխեցի", "հետո կգրեմ", "petq chi", "փոշմանեցի",
    ],
)  # fmt: skip
def test_what_is_dropped(read: Read, text: str) -> None:
    assert "drop" in read(text, pending=SLOT).acts


@pytest.mark.parametrize(
    "text",
    [
        "нет", "другое время", "не подходит", "не надо звонить, пишите сюда", "не хочу к Давиду", "попозже",
        "можно не надо рентген?", "no", "none of these work", "don't call me", "that doesn't suit me",
        "ոչ", "ուրիշ ժամ", "հարմար չէ", "պետք չէ զանգել",
    ],
)  # fmt: skip
def test_what_is_not_dropped(read: Read, text: str) -> None:
    assert "drop" not in read(text, pending=SLOT).acts
