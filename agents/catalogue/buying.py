"""After a link: "I'll take it" and "I'll think about it", which name nothing and mean what was spoken of (R45)."""

from __future__ import annotations

from collections.abc import Mapping

from agents.catalogue import phrases
from agents.catalogue.choosing import in_stock, size_by_measures, size_in
from agents.catalogue.frame import CatalogueFrame
from agents.catalogue.one_product import about_product, ask_size
from agents.catalogue.taking import says_it_takes
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue, Product
from domain.reading import Reading
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, Step

_MOST_COLOURS = 4


def adds_to_wish(reading: Reading) -> bool:
    """Whether the message says something about goods that a bare yes or a bare thanks does not."""
    wish = reading.entities.goods
    said = wish.narrows or wish.measures or wish.recipient
    asked = (
        wish.asks_delivery
        or wish.asks_size
        or wish.asks_colours
        or wish.asks_which_size
        or wish.what_if
        or wish.looks
    )
    return bool(said or asked or wish.names_goods or wish.wait or reading.entities.products)


def takes_it(turn: TurnContext) -> bool:
    """ "I'll take it", "how do I order?", a plain yes; "all right" alone is none."""
    reading = turn.reading
    return says_it_takes(reading) and not turn.resuming and not adds_to_wish(reading)


def postpones(turn: TurnContext) -> bool:
    """ "I'll think about it": no question, and no more than that."""
    reading = turn.reading
    asks = "ask" in reading.acts or bool(reading.questions)
    return reading.entities.goods.later and not asks and not turn.resuming and not adds_to_wish(reading)


def take(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int]) -> Step:
    """The cart, filled; before that the size or the colour that is still open."""
    product = catalogue.product_by_id.get(frame.product or "")
    if product is None:
        frame.at = turn.now
        return Step(acts=[SpeechAct(say="goods-take-above")], frame=frame.dump(), outcome="link_sent")
    sized = size_by_measures(catalogue, product, frame) if frame.size is None else None
    size = size_in(catalogue, product, frame.size) or (sized.size if sized is not None else None)
    colour = frame.colour if frame.colour in product.colours else None
    there = in_stock(product, stock, size=size, colour=colour)
    if not there:
        return about_product(turn, catalogue, frame, stock)
    if size is None and len({v.size for v in there}) > 1:
        return ask_size(turn, catalogue, frame, product, stock, colour)
    if len(there) > 1:
        return _ask_colour(catalogue, frame, product, [v.colour for v in there if v.colour is not None])
    quantity = min(frame.quantity, stock[there[0].sku])
    link = phrases.cart_link(catalogue, product, there[0], quantity)
    named = phrases.naming(catalogue, product, colour=there[0].colour, size=there[0].size)
    frame.colour, frame.size, frame.at = there[0].colour, there[0].size, turn.now
    act = SpeechAct(say="goods-take", values={**named, "link": link})
    return Step(acts=[act], frame=frame.dump(), outcome="link_sent")


def _ask_colour(catalogue: Catalogue, frame: CatalogueFrame, product: Product, colours: list[str]) -> Step:
    kinds = [catalogue.colour_by_id[c] for c in dict.fromkeys(colours)]
    options = [Option(id=f"colour:{kind.id}", label=kind.name) for kind in kinds]
    shown = options if 2 <= len(options) <= _MOST_COLOURS else []
    values = {"product": product.name, "colours": phrases.joined([kind.name for kind in kinds])}
    act = SpeechAct(say="goods-ask-colour", values=dict(values), options=shown)
    pending = PendingQuestion(field="colour", kind="choice", specialist="catalogue", options=options)
    return Step(acts=[act], frame=frame.dump(), pending=pending)
