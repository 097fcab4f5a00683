"""Several things asked for in one message: what there is of each, and the one question where a name fits several."""

from __future__ import annotations

from collections.abc import Mapping

from agents.catalogue import phrases
from agents.catalogue.choosing import in_stock, size_in, suggestions
from agents.catalogue.frame import CatalogueFrame
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue, Product
from domain.speech import SpeechAct, Value
from domain.step import PendingQuestion, Step

_MOST_THINGS = 3


def answer_several(
    turn: TurnContext,
    catalogue: Catalogue,
    frame: CatalogueFrame,
    things: list[list[str]],
    stock: Mapping[str, int],
) -> Step:
    """A line for each thing that is clear, then a choice for the first that is not."""
    known = [[catalogue.product_by_id[p] for p in thing] for thing in things[:_MOST_THINGS]]
    lines = [_line(turn, catalogue, frame, found[0], stock) for found in known if len(found) == 1]
    unclear = [
        [p for p in found if in_stock(p, stock, size=None, colour=None)] for found in known if len(found) > 1
    ]
    picks = next((suggestions(found) for found in unclear if len(found) > 1), [])
    told = [SpeechAct(say="goods-card", lines=lines)] if lines else []
    frame.product, frame.named, frame.categories, frame.quantity = None, [], [], 1
    if not picks:
        frame.at = turn.now
        delivery = phrases.delivery_acts(turn, frame, None) if frame.deadline is not None else []
        return Step(acts=[*delivery, *told], frame=frame.dump(), outcome="link_sent")
    frame.named = [p.product.id for p in picks]
    question = SpeechAct(
        say="goods-choose-which",
        lines=[phrases.pick_line(turn, catalogue, p) for p in picks],
        options=phrases.pick_options(picks),
    )
    pending = PendingQuestion(
        field="product", kind="choice", specialist="catalogue", options=question.options
    )
    return Step(acts=[*told, question], frame=frame.dump(), pending=pending)


def answer_sizes(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, sizes: list[str], stock: Mapping[str, int]
) -> Step:
    """One product in several sizes: a line for each, with its link."""
    product = catalogue.product_by_id[str(frame.product)]
    asked = [frame.model_copy(update={"size": size}) for size in sizes[:_MOST_THINGS]]
    lines = [_line(turn, catalogue, one, product, stock) for one in asked]
    frame.size, frame.quantity, frame.at = None, 1, turn.now
    return Step(acts=[SpeechAct(say="goods-card", lines=lines)], frame=frame.dump(), outcome="link_sent")


def _line(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, product: Product, stock: Mapping[str, int]
) -> SpeechAct:
    size = size_in(catalogue, product, frame.size)
    size = size if size in product.sizes else None
    colour = frame.colour if frame.colour in product.colours else None
    there = in_stock(product, stock, size=size, colour=colour)
    values: dict[str, Value] = {
        **phrases.naming(catalogue, product, colour=colour, size=size),
        "price": phrases.money(turn, product.price),
    }
    if not there:
        return SpeechAct(say="goods-several-gone", values=values)
    if len(there) == 1:
        link = phrases.cart_link(catalogue, product, there[0], 1)
        return SpeechAct(say="goods-several-here", values={**values, "link": link})
    sizes = [s for s in product.sizes if any(v.size == s for v in there)]
    if size is None and len(sizes) > 1:
        values |= {"sizes": ", ".join(sizes), "link": product.link}
        return SpeechAct(say="goods-several-sizes", values=values)
    return SpeechAct(say="goods-several-here", values={**values, "link": product.link})
