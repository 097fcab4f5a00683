"""Help before buying (R43-R45): the exact variant, whether it is there and when it arrives, and the link to buy it."""

from __future__ import annotations

from agents.catalogue.arriving import about_arrival, asks_only_arrival, while_choosing
from agents.catalogue.asking import ask_again
from agents.catalogue.buying import postpones, take, takes_it
from agents.catalogue.choosing import size_in, without_colours
from agents.catalogue.coming_back import answer_event, put_on_waiting_list
from agents.catalogue.frame import CatalogueFrame
from agents.catalogue.one_product import about_product
from agents.catalogue.several import answer_several, answer_sizes
from agents.catalogue.suggesting import suggest
from agents.catalogue.the_linked import about_the_same, asks_of_the_same
from agents.catalogue.wishes import collect, spoken_of
from agents.escalations import hand_to_staff
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue
from domain.speech import SpeechAct
from domain.step import Step

_A_BARE_NO = 3
""" "No, not clothes, they have tons" says what else."""


async def decide(turn: TurnContext) -> Step:
    """One step: at most one question, and only when the variant or the wish is not known."""
    catalogue = turn.business.catalogue
    if catalogue is None:
        return Step(hand_off="sales")
    stock = await turn.levels([v.sku for p in catalogue.products for v in p.variants])
    if turn.event is not None:
        return await answer_event(turn, catalogue, stock)
    if turn.resuming and turn.pending is not None and turn.pending.field in ("product", "instead", "size"):
        return Step(acts=[ask_again(turn.pending)], frame=turn.frame, pending=turn.pending)
    linked = spoken_of(turn)
    frame = collect(turn, catalogue)
    stock = without_colours(catalogue, stock, frame.not_colours)
    if linked is not None and postpones(turn):
        return Step(acts=[SpeechAct(say="goods-left")], frame=linked.dump(), outcome="link_sent")
    if linked is not None and takes_it(turn):
        return take(turn, catalogue, frame, stock)
    if turn.answers == "person":
        return hand_to_staff(turn, "person")
    waits = turn.answers in ("wait", "yes") or (turn.reading.entities.goods.wait and not turn.resuming)
    if waits and frame.waited_for is not None:
        return put_on_waiting_list(turn, catalogue, frame)
    if turn.answers == "no" or _gives_up(turn) or (turn.pending is not None and postpones(turn)):
        return Step(acts=[SpeechAct(say="goods-left")], frame={}, outcome="closed_by_customer")
    if turn.answers == "yes" and len(frame.named) == 1:
        frame.product, frame.named = frame.named[0], []
    if turn.pending is not None and frame.product is None and _takes_one_of_several(turn):
        return Step(acts=[ask_again(turn.pending)], frame=frame.dump(), pending=turn.pending)
    if frame.quantity >= catalogue.rules.bulk_from:
        return _bulk(turn, catalogue, frame)
    things = turn.reading.entities.goods.things
    if things and not turn.resuming:
        return answer_several(turn, catalogue, frame, things, stock)
    product = catalogue.product_by_id.get(frame.product or "")
    sizes = turn.reading.entities.goods.sizes
    if product is not None and len({size_in(catalogue, product, s) for s in sizes} & {*product.sizes}) > 1:
        return answer_sizes(turn, catalogue, frame, sizes, stock)
    arrival = while_choosing(turn, catalogue, CatalogueFrame.of(turn.frame), frame)
    if arrival is not None:
        return arrival
    if linked is not None and asks_only_arrival(turn, linked, frame):
        arrival = about_arrival(turn, catalogue, linked, frame)
        if arrival is not None:
            return arrival
    if linked is not None and asks_of_the_same(turn, catalogue, linked, frame, stock):
        known = await about_the_same(turn, catalogue, linked, frame, stock)
        if known is not None:
            return known
    if frame.product is not None:
        return about_product(turn, catalogue, frame, stock)
    return suggest(turn, catalogue, frame, stock)


def _takes_one_of_several(turn: TurnContext) -> bool:
    """ "I'll take it", where two or three are shown: which of them?"""
    shown = turn.pending is not None and turn.pending.field == "product" and turn.answers is None
    return shown and takes_it(turn)


def _gives_up(turn: TurnContext) -> bool:
    wish = turn.reading.entities.goods
    bare = len(turn.reading.text.split()) <= _A_BARE_NO
    says_no = turn.reading.route == "decline" and turn.reading.confidence >= 0.6 and bare
    says_no = says_no or "drop" in turn.reading.acts
    says_more = wish.names_goods or wish.narrows or wish.recipient or turn.reading.entities.products
    return (
        turn.pending is not None and not turn.resuming and says_no and not says_more and turn.answers is None
    )


def _bulk(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame) -> Step:
    """Many pieces are a person's to price and to promise (R30, R60)."""
    if catalogue.rules.bulk_topic is None:
        return Step(hand_off="sales")
    step = hand_to_staff(turn, catalogue.rules.bulk_topic)
    if step.escalation is None:
        return step
    product = catalogue.product_by_id.get(frame.product or "")
    told = {"quantity": str(frame.quantity), "product": product.id if product else "", "size": frame.size or "",
            "deadline": frame.deadline.isoformat() if frame.deadline else ""}  # fmt: skip
    fields = {**step.escalation.fields, **{k: v for k, v in told.items() if v}}
    card = step.escalation.model_copy(update={"fields": fields})
    return step.model_copy(update={"escalation": card, "frame": frame.dump(), "keep_pending": False})
