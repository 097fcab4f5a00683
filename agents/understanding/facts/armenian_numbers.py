"""Armenian numbers written as one word, with the endings of cases: "քսանհինգ", "հազարից", "երեքուկես"."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from agents.understanding.facts.grammar import read_topic

_ENDINGS = ("ից", "ում", "ով", "ին", "ի", "ը", "ն", "ս")


@lru_cache(maxsize=4096)
def read_armenian(word: str) -> tuple[Decimal, bool] | None:
    """ "քսանհինգ" (25), "հազարից" (1000), "քսանհինգերորդ" (an order): a word made of numbers, and an ending.

    The value, and whether it is an order. Words that name no number give None.
    """
    if not word or not "\u0561" <= word[0] <= "\u0587":
        return None
    for ending in ("երորդ", "րորդ"):
        for tail in ("", "ը", "ն", "ի", "ին", "ից", "ում"):
            stem = word.removesuffix(ending + tail)
            if stem != word and (value := _split(stem)) is not None:
                return value, True
    half = word.removesuffix("ուկես")
    if half != word and (value := _split(half)) is not None:
        return value + Decimal("0.5"), False
    for ending in ("", *_ENDINGS):
        stem = word.removesuffix(ending) if ending else word
        if (ending and stem == word) or len(stem) < 3:
            continue
        if (value := _split(stem)) is not None:
            return value, False
    return None


def _split(word: str) -> Decimal | None:
    """The value of number words run together, largest first."""
    total, current, rest = Decimal(0), Decimal(0), word
    ceiling = Decimal(10**7)
    while rest:
        taken = next(((w, v) for w, v in _morphemes() if rest.startswith(w)), None)
        if taken is None:
            return None
        text, value = taken
        rest = rest[len(text) :]
        if value >= 1000:
            total, current, ceiling = total + (current or 1) * value, Decimal(0), value
        elif value == 100:
            if current >= 10:
                return None
            current = (current or Decimal(1)) * 100
        elif current and (current % 100 and (current % 10 or value >= 10)):
            return None
        else:
            current += value
        if total + current >= ceiling * 1000:
            return None
    return total + current


@lru_cache(maxsize=1)
def _morphemes() -> list[tuple[str, Decimal]]:
    tables = read_topic("hy", "numbers")
    words = {
        spelling: Decimal(value)
        for name in ("units", "tens", "times_hundred", "scales")
        for value, spellings in tables[name].items()
        for spelling in spellings
        if len(spelling) > 2 and spelling[0] > "\u0560" and value != "0" and spelling != "հազ"
    }
    words |= {"տասն": Decimal(10), "իննսուն": Decimal(90)}
    return sorted(words.items(), key=lambda item: -len(item[0]))
