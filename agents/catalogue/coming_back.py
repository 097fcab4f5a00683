"""Coming back to a customer: one gentle word after a link, and word that something is there again (R45)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from agents.catalogue import phrases
from agents.catalogue.frame import CatalogueFrame
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue
from domain.speech import SpeechAct, Value
from domain.step import Alarm, EndWait, Step, StoreRecord

NUDGE = "nudge"
BOUGHT = "order_placed"
BACK = "back_in_stock"


def nudge_alarm(turn: TurnContext, subject: str) -> list[Alarm]:
    """One word after some hours, unless the customer writes or buys before, or wants no such messages."""
    hours = turn.business.cadences.nudge_hours
    if hours is None or turn.situation.contact.opted_out:
        return []
    due = turn.now + timedelta(hours=hours)
    return [Alarm(kind=NUDGE, subject=subject, due_at=due, gentle=True)]


async def answer_event(turn: TurnContext, catalogue: Catalogue, stock: Mapping[str, int]) -> Step:
    """An alarm rang, or another program told of an order or of new stock."""
    event = turn.event
    if event is None:
        return Step()
    if event.kind == "timer":
        return _nudge(turn, catalogue, stock, str(event.payload.get("subject", "")))
    name, data = event.payload.get("name"), event.payload.get("data") or {}
    if name == BOUGHT:
        return Step(stops=[NUDGE], keep_pending=True, why=["the customer has bought"])
    if name == BACK:
        sku, pieces = str(data.get("sku", "")), data.get("stock")
        told = {sku: int(str(pieces))} if str(pieces).isdecimal() else {}
        return await _back(turn, catalogue, {**stock, **told}, sku)
    return Step(keep_pending=True, why=[f"nothing to do about {name}"])


def _nudge(turn: TurnContext, catalogue: Catalogue, stock: Mapping[str, int], subject: str) -> Step:
    """Only while the thing is there and the customer may be written to; never twice."""
    what, _, pieces = subject.partition("|")
    if turn.situation.contact.opted_out or turn.situation.conversation.owner == "staff":
        return Step(keep_pending=True, why=["not to be written to"])
    product = catalogue.product_of_sku.get(what) or catalogue.product_by_id.get(what)
    if product is None:
        return Step(keep_pending=True, why=["that product is not sold any more"])
    variant = next((v for v in product.variants if v.sku == what), None)
    wanted = [variant] if variant is not None else product.variants
    if not any(stock.get(v.sku, 0) > 0 for v in wanted):
        return Step(keep_pending=True, why=["it is gone by now"])
    quantity = int(pieces) if pieces.isdigit() else 1
    link = phrases.cart_link(catalogue, product, variant, quantity) if variant is not None else product.link
    values: dict[str, Value] = {
        "product": product.name, "size": variant.size if variant and variant.size else phrases.NONE, "link": link,
    }  # fmt: skip
    return Step(
        acts=[SpeechAct(say="goods-nudge", values=values)], keep_pending=True, why=["one gentle word"]
    )


async def _back(turn: TurnContext, catalogue: Catalogue, stock: Mapping[str, int], sku: str) -> Step:
    """Told once to who waits for exactly this; what is told ends the wait, so that a second word of it is silent."""
    product = catalogue.product_of_sku.get(sku)
    if product is None:
        return Step(keep_pending=True, why=["that is not sold any more"])
    contact = turn.situation.contact
    if turn.waiting is not None and not await turn.waiting.waits_for(contact.id, sku):
        return Step(keep_pending=True, why=["this customer does not wait for it, or has been told"])
    if contact.opted_out:
        return Step(actions=[EndWait(sku=sku)], keep_pending=True, why=["not to be written to"])
    if stock.get(sku, 0) <= 0 or turn.situation.conversation.owner == "staff":
        return Step(keep_pending=True, why=["it is not in stock, or a person is talking"])
    variant = next(v for v in product.variants if v.sku == sku)
    values: dict[str, Value] = {
        **phrases.naming(catalogue, product, colour=variant.colour, size=variant.size),
        "price": phrases.money(turn, product.price),
        "link": phrases.cart_link(catalogue, product, variant, 1),
    }
    said = SpeechAct(say="goods-back", values=values)
    spoken_of = CatalogueFrame(product=product.id, colour=variant.colour, size=variant.size, at=turn.now)
    told = Step(acts=[said], actions=[EndWait(sku=sku)], keep_pending=True)
    case = turn.situation.case
    if case is not None and case.outcome is None:
        return told
    return told.model_copy(update={"frame": spoken_of.dump(), "outcome": "link_sent"})


def put_on_waiting_list(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame) -> Step:
    """The customer agreed to be written to: who waits for what is stored (R44)."""
    sku = str(frame.waited_for)
    product = catalogue.product_of_sku[sku]
    variant = next(v for v in product.variants if v.sku == sku)
    fields = {"sku": sku, "product": product.id, "size": variant.size or "", "colour": variant.colour or ""}
    record = StoreRecord(
        tool="crm.waitlist",
        fields={k: v for k, v in fields.items() if v},
        summary=f"waits for {sku}",
        tags=["waitlist"],
        team="shop",
    )
    named = phrases.naming(catalogue, product, colour=variant.colour, size=variant.size)
    return Step(
        acts=[SpeechAct(say="goods-waiting", values=named)],
        actions=[record],
        frame={},
        outcome="follow_up_agreed",
    )
