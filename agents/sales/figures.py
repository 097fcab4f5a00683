"""Figures that a lead tells: a budget, the last day of the work, how many of what is counted (R2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from re import findall
from typing import Literal

from agents.sales.interest import says_any
from agents.understanding.lexicon import is_said, pieces_of
from agents.understanding.rules import load_rules, padded_words
from agents.understanding.word_tables import read_table_at
from agents.understanding.wording import fold
from domain.business import Business, LeadField
from domain.language import LANGUAGES
from domain.lead import Fact
from domain.reading import Entities, Quantity, Reading, TimeWindow

Deadlines = Literal["none", "before", "any"]
"""Which wished times are deadlines: none, only those open to the past ("by the 5th"), or all."""
_DAYS: dict[str, int] = {"day": 1, "week": 7, "month": 30}
_TERM_WORDS = frozenset({"за", "через", "in", "within", "za", "cherez"})
_TERM_ENDING = "ում"
_FARTHEST_CALL_DAYS = 21
"""A day that is farther off is when the work is needed, and not when somebody calls."""


def _of_others(reading: Reading) -> bool:
    """What somebody else charges is nobody's budget."""
    return is_said(reading, "other_firms")


@lru_cache(maxsize=1)
def _beside_a_sum() -> frozenset[str]:
    table = read_table_at(Path(__file__).with_name("sums.toml"))
    return frozenset(fold(word) for words in table.values() for word in words)


def _is_a_sum(reading: Reading) -> bool:
    """A number that was answered where money was asked for, and counts nothing else: "500", "about 300 a month", no
    "200 goods"."""
    told = [w for w in pieces_of(reading.text) if w[:1].isalpha()]
    return all(w in _beside_a_sum() for w in told)


def read_budget(business: Business, found: Entities, reading: Reading, *, asked: bool) -> Fact | None:
    """A budget: the most that was named. Of another currency by the owner's rate; without one only the words count."""
    if _of_others(reading):
        return None
    rules, own = business.qualification, business.profile.currency
    least = min((o.value for f in rules.fields if f.kind == "money" for o in f.options if o.value), default=0)
    for one in found.money:
        amount = one.high if one.high is not None else one.low
        if amount is None:
            continue
        if one.currency is None:
            amount = _as_meant(amount, least)
        currency = one.currency or own
        rate = Decimal(1) if currency == own else rules.rates.get(currency)
        return Fact(text=one.text, number=None if rate is None else amount * rate)
    plain = found.numbers and not (found.windows or found.quantities or found.phones)
    large = plain and least and max(found.numbers) * 2 >= least
    if plain and (large or (asked and _is_a_sum(reading))):
        number = _as_meant(Decimal(max(found.numbers)), least)
        return Fact(text=f"{number.normalize():f}", number=number)
    return None


def _as_meant(amount: Decimal, least: Decimal | int) -> Decimal:
    """ "500", "150-200 a month", where answers are hundreds of thousands: thousands are meant."""
    return amount * 1000 if amount < 1000 and least >= 10_000 else amount


def read_deadline(found: Entities, which: Deadlines, words: str, *, asked: bool, today: date) -> Fact | None:
    """The last day of the wished time."""
    possible = [w for w in found.wishes if not w.impossible and _last_day(w) is not None]
    if which == "before":
        possible = [w for w in possible if is_of_the_work(w, words, today)]
    window = possible[0] if possible else None
    if window is not None:
        return Fact(text=window.text, day=_last_day(window))
    lengths = [q for q in found.quantities if q.unit in _DAYS]
    length = next((q for q in lengths if asked or _is_term(q, words)), None)
    if length is None:
        return None
    return Fact(text=length.text, day=today + timedelta(days=int(length.value * _DAYS[length.unit])))


def is_of_the_work(window: TimeWindow, words: str, today: date) -> bool:
    """Whether a time that is told while a call is being offered is when the work is needed: "by the 5th", "it has to be
    ready in March", or a day so far off that no call would be put there."""
    if window.grain in ("minute", "hour"):
        return False
    if window.start is None:
        return True
    far = _last_day(window)
    if far is not None and (far - today).days > _FARTHEST_CALL_DAYS:
        return True
    found = [
        load_rules(language)["ready_by"].matches(padded_words(pieces_of(words))) for language in LANGUAGES
    ]
    return any(found)


def _is_term(length: Quantity, words: str) -> bool:
    """ "In ten days", "за неделю": a length that is the time there is, not one that something lasts."""
    before = words.casefold().partition(length.text.casefold())[0].split()[-1:]
    return bool(set(before) & _TERM_WORDS) or length.text.endswith(_TERM_ENDING)


def _last_day(window: TimeWindow) -> date | None:
    end = window.end
    if end is not None and window.start is None and str(end.day) in findall(r"\d+", window.text):
        return end.date()  # "before the 20th": the day that was said
    if end is not None:
        return (end - timedelta(minutes=1)).date()
    return window.start.date() if window.start is not None else None


def read_count(field: LeadField, found: Entities, *, asked: bool) -> Fact | None:
    """How many of what `field` counts; a bare number counts where it was asked for."""
    for one in found.quantities:
        if says_any(pieces_of(one.what), field.aliases) or (asked and one.unit == "piece"):
            return Fact(text=one.text, number=one.value)
    if asked and found.numbers:
        return Fact(text=str(found.numbers[0]), number=Decimal(found.numbers[0]))
    return None
