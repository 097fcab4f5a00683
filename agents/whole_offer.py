"""Asked what there is and what it costs, of nothing in particular: "what do you have and how much?", "прайс есть?". The list
of kinds with the least price of each is the answer, in every business.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from agents.understanding.lexicon import load_lists, pieces_of
from domain.business import Business
from domain.language import LANGUAGES, LocalText
from domain.money import Money
from domain.reading import Reading
from domain.speech import Option, SpeechAct

_WORDS = Path(__file__).with_suffix(".toml")
_MOST_WORDS = 16
_MOST_KINDS = 8


def asks_of_everything(reading: Reading) -> bool:
    """Whether the words ask what is offered, or for its prices, and name nothing of it."""
    found = reading.entities
    named = found.services or found.products or found.practitioners or found.wishes or found.goods.names_goods
    return not named and (_asks(reading.text) or (reading.native is not None and _asks(reading.native)))


def _asks(text: str) -> bool:
    words = [w for w in pieces_of(text) if w[0].isalnum()]
    if not words or len(words) > _MOST_WORDS:
        return False
    lists = load_lists(_WORDS)
    said: set[str] = set()
    i = 0
    while i < len(words):
        size, name = max((words_of.match(words, i), name) for name, words_of in lists.items())
        if not size:
            return False
        said.add(name)
        i += size
    return "list" in said or ("ours" in said and bool(said & {"what", "price"}))


def kinds_of_services(business: Business) -> list[SpeechAct]:
    """One line a family of services, with the least price that is not for a person to work out."""
    return _lines(
        business,
        (
            (
                f.name,
                [
                    p
                    for s in business.family(f.id)
                    if s.price > 0 and not s.needs_person
                    for p in (s.price, s.price_to or s.price)
                ],
            )
            for f in business.services.families
        ),
    )


def kinds_of_goods(business: Business) -> list[SpeechAct]:
    """One line a category of goods, with the price of the cheapest."""
    catalogue = business.catalogue
    if catalogue is None:
        return []
    return _lines(
        business,
        (
            (kind.name, [p.price for p in catalogue.products if p.category == kind.id])
            for kind in catalogue.rules.categories
        ),
    )


def offer(lines: list[SpeechAct], options: list[Option]) -> SpeechAct:
    """The list, and which of it is wanted."""
    return SpeechAct(say="offer-list", lines=lines, options=options)


def _lines(business: Business, kinds: Iterable[tuple[LocalText, list[Decimal]]]) -> list[SpeechAct]:
    known = list(kinds)
    lines = [_line(business, name, prices) for name, prices in known[:_MOST_KINDS]]
    more = [name for name, _ in known[_MOST_KINDS:]]
    if more:
        names = LocalText(**{lang: ", ".join(name.in_language(lang) for name in more) for lang in LANGUAGES})
        lines.append(SpeechAct(say="offer-line-more", values={"names": names}))
    return lines


def _line(business: Business, name: LocalText, prices: list[Decimal]) -> SpeechAct:
    if not prices:
        return SpeechAct(say="offer-line-unpriced", values={"name": name})
    least = Money(amount=min(prices), currency=business.profile.currency)
    say = "offer-line-one" if len(set(prices)) == 1 else "offer-line"
    return SpeechAct(say=say, values={"name": name, "price": least})
