"""A question about the very thing whose link was the last word: what its record says in a word, else its page and a
person (R44, R60)."""

from __future__ import annotations

from collections.abc import Mapping

from agents.catalogue import phrases
from agents.catalogue.choosing import in_stock, size_by_measures, size_in
from agents.catalogue.frame import CatalogueFrame
from agents.escalations import hand_question
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue, Product
from domain.speech import SpeechAct, Value
from domain.step import Step

_SURELY = 0.6
_A_FEW_WORDS = 6
"""In so few "in blue?" asks whether it is there; in more it asks what the blue is like."""


def asks_of_the_same(
    turn: TurnContext,
    catalogue: Catalogue,
    linked: CatalogueFrame,
    frame: CatalogueFrame,
    stock: Mapping[str, int],
) -> bool:
    """Whether this message is a question that leaves the linked thing what it was."""
    facts = turn.reading.entities
    shape = bool(facts.goods.colours or facts.goods.sizes) and len(turn.reading.text.split()) <= _A_FEW_WORDS
    if turn.resuming or frame.deadline != linked.deadline or not (shape or "ask" in turn.reading.acts):
        return False
    counts = facts.goods.pieces is not None or bool(facts.quantities) or frame.quantity != linked.quantity
    goods = (linked.product, linked.named, linked.categories)
    same = goods == (frame.product, frame.named, frame.categories)
    same = same and _variants(catalogue, linked, stock) == _variants(catalogue, frame, stock)
    wish = facts.goods
    return same and not (
        counts
        or wish.looks
        or wish.things
        or wish.asks_which_size
        or wish.others
        or wish.measures
        or wish.wait
    )


def _variants(catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int]) -> list[str]:
    """What the frame stands for: the colour may have gone without saying."""
    product = catalogue.product_by_id.get(frame.product or "")
    if product is None:
        return []
    sized = size_by_measures(catalogue, product, frame) if frame.size is None else None
    size = size_in(catalogue, product, frame.size) or (sized.size if sized is not None else frame.size)
    return [v.sku for v in in_stock(product, stock, size=size, colour=frame.colour)]


async def about_the_same(
    turn: TurnContext,
    catalogue: Catalogue,
    linked: CatalogueFrame,
    frame: CatalogueFrame,
    stock: Mapping[str, int],
) -> Step | None:
    """What is known of it, short; None where the whole card is the answer."""
    product = catalogue.product_by_id.get(linked.product or "")
    kept = frame.model_copy(
        update={"quantity": linked.quantity, "at": turn.now, "named": [], "categories": []}
    )
    wish = turn.reading.entities.goods
    if product is not None and (turn.reading.intent == "price" or wish.asks_total):
        delivery = phrases.delivery_acts(turn, kept, product.price * kept.quantity)
        acts = [
            *_there(turn, catalogue, kept, product, stock),
            *phrases.with_total(turn, delivery, product.price * kept.quantity),
        ]
        return Step(acts=acts, frame=kept.dump(), outcome="link_sent") if acts else None
    plain = (
        (wish.asks_stock and not _asks_a_rule(turn))
        or wish.colours
        or wish.sizes
        or (product is not None and product.id in wish.likely)
    )
    if product is not None and plain and len(turn.reading.text.split()) <= _A_FEW_WORDS:
        acts = _there(turn, catalogue, kept, product, stock)
        return Step(acts=acts, frame=kept.dump(), outcome="link_sent") if acts else None
    if wish.asks_size or wish.asks_colours:
        return None
    asked = await hand_question(turn)
    if asked is None:
        return None
    page = [SpeechAct(say="goods-look-short", values={"link": product.link})] if product is not None else []
    return asked.model_copy(update={"acts": [*asked.acts, *page], "frame": kept.dump()})


def _asks_a_rule(turn: TurnContext) -> bool:
    """ "Isk garantia ka?" has the words of stock, and is of none."""
    return turn.reading.has("faq", at_least=_SURELY)


def _there(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, product: Product, stock: Mapping[str, int]
) -> list[SpeechAct]:
    """ "Yes, …": the variant and its price; nothing when it is gone by now."""
    colour = frame.colour if frame.colour in product.colours else None
    there = [v for v in product.variants if v.sku in _variants(catalogue, frame, stock)]
    if not there:
        return []
    size = there[0].size if len({v.size for v in there}) == 1 else None
    colour = there[0].colour if len({v.colour for v in there}) == 1 else colour
    values: dict[str, Value] = {
        **phrases.naming(catalogue, product, colour=colour, size=size),
        "price": phrases.money(turn, product.price * frame.quantity),
        "pieces": frame.quantity,
    }
    return [SpeechAct(say="goods-yes", values=values)]
