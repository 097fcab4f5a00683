"""Sums and counts of a message: read, claimed, and noted with their words."""

from __future__ import annotations

from agents.understanding.facts.claims import Claims
from agents.understanding.facts.money import Money, MoneyReader
from agents.understanding.facts.own_nouns import IsNoun
from agents.understanding.facts.quantities import Count, QuantityReader
from domain.reading import MoneyRange, Quantity, Unit
from domain.step import Expected


def read_money(claims: Claims, expected: Expected | None) -> list[MoneyRange]:
    """Every sum; a bare number is one where money was asked for."""
    sums: list[MoneyRange] = []
    for money in MoneyReader(claims.parts, claims.numbers, asked=expected == "money").find(claims.free):
        claims.take_parts(money.start, money.end)
        text = claims.note_parts("money", _money_shown(money), money.start, money.end)
        sums.append(MoneyRange(text=text, low=money.low, high=money.high, currency=money.currency))
    return sums


def _money_shown(money: Money) -> str:
    bounds = [str(money.low)] if money.low == money.high else [str(money.low or ""), str(money.high or "")]
    return f"{'..'.join(bounds)} {money.currency or ''}".strip()


def read_measures(claims: Claims, is_noun: IsNoun) -> list[Quantity]:
    """What is plainly no time: measures, and what the business counts. Before the dates."""
    reader = QuantityReader(claims.parts, numbers=claims.numbers, is_noun=is_noun)
    return _noted(claims, reader.find_measures(claims.free))


def read_counts(claims: Claims, asked: Unit | None) -> list[Quantity]:
    """What the dates have left."""
    return _noted(claims, QuantityReader(claims.parts, asked, claims.numbers).find_counts(claims.free))


def _noted(claims: Claims, counts: list[Count]) -> list[Quantity]:
    quantities: list[Quantity] = []
    for count in counts:
        claims.take_parts(count.start, count.end)
        text = claims.note_parts("quantities", f"{count.value} {count.unit}", count.start, count.end)
        what = " ".join(part.written for part in claims.parts[slice(*count.what)]) if count.what else ""
        quantities.append(Quantity(text=text, value=count.value, unit=count.unit, what=what))
    return quantities
