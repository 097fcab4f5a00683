"""After a link: where to and by when is asked about the very thing that was linked, so only that is answered (R44)."""

from __future__ import annotations

from agents.catalogue import phrases
from agents.catalogue.asking import ask_again
from agents.catalogue.coming_back import nudge_alarm
from agents.catalogue.frame import CatalogueFrame
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue
from domain.step import Step

_CHOICES = ("product", "instead", "size", "colour")


def asks_only_arrival(turn: TurnContext, linked: CatalogueFrame, frame: CatalogueFrame) -> bool:
    """Whether this message asks of the linked thing when it comes or what bringing it costs, and nothing else."""
    facts = turn.reading.entities
    wish = facts.goods
    asks = wish.asks_delivery or bool(facts.zones) or frame.deadline != linked.deadline
    more = (
        wish.asks_stock
        or wish.asks_size
        or wish.asks_which_size
        or wish.asks_colours
        or wish.looks
        or wish.things
    )
    same = (linked.product, linked.colour, linked.size) == (frame.product, frame.colour, frame.size)
    return bool(
        asks and same and not more and wish.pieces is None and not facts.quantities and not turn.resuming
    )


def while_choosing(
    turn: TurnContext, catalogue: Catalogue, before: CatalogueFrame, frame: CatalogueFrame
) -> Step | None:
    """When it would come, asked in the middle of choosing: said, and the open question is put again in a word."""
    asked = turn.pending
    wish = turn.reading.entities.goods
    if asked is None or asked.field not in _CHOICES or not wish.asks_delivery or turn.resuming:
        return None
    said = frame.model_copy(update={"zone": before.zone, "deadline": before.deadline, "told_arrival": False})
    if turn.answers is not None or said != before.model_copy(
        update={"told_arrival": False, "shown": said.shown}
    ):
        return None  # it tells more than where to and by when
    product = catalogue.product_by_id.get(frame.product or "")
    home = catalogue.rules.home_zone
    zone = frame.zone or home
    acts = phrases.delivery_acts(turn, frame, product.price) if product is not None else []
    acts = acts or (phrases.delivery_ways(turn, zone) if zone is not None else [])
    if not acts:
        return None
    return Step(acts=[*acts, ask_again(asked)], frame=frame.dump(), pending=asked)


def about_arrival(
    turn: TurnContext, catalogue: Catalogue, linked: CatalogueFrame, frame: CatalogueFrame
) -> Step | None:
    """The day and what it costs, for as many pieces as the link is for; None where it is not known."""
    product = catalogue.product_by_id.get(linked.product or "")
    if product is None:
        return None
    kept = frame.model_copy(update={"quantity": linked.quantity, "at": turn.now})
    goods = product.price * kept.quantity
    acts = phrases.with_total(turn, phrases.delivery_acts(turn, kept, goods), goods)
    if not acts:
        return None
    linked_to = [v for v in product.variants if v.size == kept.size and kept.colour in (None, v.colour)]
    subject = f"{linked_to[0].sku if len(linked_to) == 1 else product.id}|{kept.quantity}"
    return Step(acts=acts, frame=kept.dump(), outcome="link_sent", alarms=nudge_alarm(turn, subject))
