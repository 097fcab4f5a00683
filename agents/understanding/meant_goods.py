"""Goods that are meant without being named: "something to keep her feet warm" is slippers and socks.

Compared like services (`meaning.py`), against what the owner wrote under `in_other_words` and the goods' names. What is
found is never taken: two or three of them are suggested, of those that fit the rest of the wish and are in stock.
"""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.head import RouteHead
from agents.understanding.lexicon import pieces_of
from agents.understanding.meaning import MeaningReader, Meant
from agents.understanding.meaning_table import Progress, texts_of_goods
from agents.understanding.message import Message
from agents.understanding.reader_in_time import ReaderInTime
from domain.business.catalogue import Catalogue
from domain.goods import GoodsWish
from domain.reading import Entities, Route, RouteScore
from domain.step import PendingQuestion
from knowledge.embedding import Embedder

_WISHES: frozenset[Route] = frozenset({"sales", "quote", "booking"})
_NEVER: frozenset[Route] = frozenset(
    {"human", "confirm", "decline", "cancel", "support.account", "support.payment", "support.returns"}
)
_WISHED_FIELDS = frozenset({"what", "help", "question"})
"""Questions whose answer is a wish."""
_TOLD_FIELDS = frozenset({"for_whom", "product"})
"""And those below which a statement says more of it: "he likes coffee"."""
_FEWEST_WORDS = 2
_FEWEST_TO_DOUBT = 4
"""Words beside which one that only sounds like a product's name may be a mistake."""
_MOST = 5
_SURELY_ANOTHER = 0.8
_UNKNOWING: frozenset[Route] = frozenset({"out_of_scope", "smalltalk"})
"""What those who know no goods of ours take a wish for."""
_OURS_RATHER, _CERTAINLY_OURS = 0.7, 0.9
_WISHED = 0.5
_WISH = 0.6
"""How sure we are that a message about our goods, read as something else, is a wish for them."""
_ALONE, _HINTED = 0.7, 0.4
"""From which probability on goods for somebody are chosen by meaning alone, or beside what else is known."""
_TROUBLE = 0.3
_ONE_GROUP = 0.6
"""From this probability on the likeliest group alone is suggested from; else the next ones, too."""


class MeantGoods:
    """Goods by meaning for one shop. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue | None, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._groups: list[list[str]] = []
        self.reader = ReaderInTime(self._make)

    def _make(self, head: RouteHead, progress: Progress | None) -> MeaningReader | None:
        if self._catalogue is None:
            return None
        self._groups, texts = texts_of_goods(self._catalogue)
        places = [str(place) for place in range(len(self._groups))]
        return MeaningReader(places, texts, head, self._embedder, progress=progress)

    def find(
        self,
        message: Message,
        routes: Sequence[RouteScore],
        entities: Entities,
        pending: PendingQuestion | None,
        head: RouteHead,
    ) -> Meant | None:
        """Products that may be meant, the likeliest first, where none is named; None where none is spoken of. `sure`:
        suggest from these alone; else they are hints beside what is known of whom a gift is for."""
        if self._catalogue is None or _names_goods(entities) or _never(routes) or _of_an_order(routes):
            return None
        named = entities.products
        fields = _WISHED_FIELDS if message.asks else _WISHED_FIELDS | _TOLD_FIELDS
        asked = pending is not None and pending.field in fields
        words = sum(piece[:1].isalpha() for piece in pieces_of(message.core))
        if words < (_FEWEST_TO_DOUBT if named else _FEWEST_WORDS) or (pending is not None and not asked):
            return None
        reader = self.reader.get(head)
        if reader is None:
            return None
        wished = asked or any(r.route in _WISHES and r.confidence >= _WISHED for r in routes)
        found = reader.find(message.core, message.language, wished=wished or _wishes(entities.goods))
        if found is None or (routes and found.any_of < _bar_against(routes[0])) or (named and not found.sure):
            return None
        groups = [self._groups[int(place)] for place in found.ids]
        chosen = groups[:1] if found.sure or found.probability >= _ONE_GROUP else groups
        products = list(dict.fromkeys(p for group in chosen for p in group))[:_MOST]
        if set(named).intersection(products):
            return None
        alone = found.probability >= _ALONE or not _for_somebody(entities.goods)
        if not alone and found.probability < _HINTED:
            return None
        return Meant(products, alone, found.probability, found.any_of)


def with_goods_wished(routes: Sequence[RouteScore]) -> list[RouteScore]:
    """The needs of a message that is about goods of ours: they are wanted, whatever else it was read as."""
    wished = [r for r in routes if r.route in _WISHES]
    if wished and wished[0].confidence >= _WISH and wished[0] is routes[0]:
        return list(routes)
    return [RouteScore(route="sales", confidence=_WISH)]


def _names_goods(entities: Entities) -> bool:
    return bool(
        entities.goods.age_years is not None
        or entities.goods.hints
        or entities.goods.categories
        or entities.order_ids
    )


def _wishes(wish: GoodsWish) -> bool:
    return bool(wish.wants or wish.gift or wish.recipient or wish.occasion or wish.budget or wish.asks_stock)


def _for_somebody(wish: GoodsWish) -> bool:
    """A gift is chosen by whom it is for and why; "for my wife" is near to much that is no wish."""
    return bool(wish.gift or wish.recipient or wish.occasion or wish.age_years is not None)


def _never(routes: Sequence[RouteScore]) -> bool:
    return bool(routes) and routes[0].route in _NEVER and routes[0].confidence >= _WISH


def _of_an_order(routes: Sequence[RouteScore]) -> bool:
    """Trouble with what was bought is told in the words of goods."""
    if not routes or routes[0].route == "support.complaint":
        return False  # "his hands are always cold" is one only by its sound
    return routes[0].route.startswith("support.") and routes[0].confidence >= _TROUBLE


def _bar_against(best: RouteScore) -> float:
    """How surely it must be of our goods where it was read as something else."""
    if best.route in _WISHES or best.confidence < _SURELY_ANOTHER:
        return 0.0
    return _OURS_RATHER if best.route in _UNKNOWING else _CERTAINLY_OURS
