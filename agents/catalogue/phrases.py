"""What the catalogue says, as speech acts. Every price, day and stock comes from a record (R66)."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import quote

from agents.catalogue.choosing import MOST, Pick, Sized
from agents.catalogue.frame import CatalogueFrame
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue, Product, Variant
from domain.delivery import Arrival, arrivals
from domain.goods import Measure
from domain.language import LocalText
from domain.money import Money
from domain.speech import Option, SpeechAct, Value

_PRICED = ("goods-delivery", "goods-in-time", "goods-too-late")
NONE = "none"
"""What a template's selector takes for "not said"."""


def money(turn: TurnContext, amount: Decimal) -> Money:
    return Money(amount=amount, currency=turn.business.profile.currency)


def naming(
    catalogue: Catalogue, product: Product, *, colour: str | None, size: str | None
) -> dict[str, Value]:
    """The variant's name, in parts."""
    kind = catalogue.colour_by_id.get(colour or "")
    several = len(product.colours) > 1
    return {
        "product": product.name,
        "colour": kind.name if kind is not None and several else NONE,
        "size": size or NONE,
    }


def cart_link(catalogue: Catalogue, product: Product, variant: Variant, quantity: int) -> str:
    """The owner's cart address, filled in (R45)."""
    values = {
        "sku": variant.sku, "quantity": str(quantity), "product": product.id, "size": variant.size or "",
        "colour": variant.colour or "",
    }  # fmt: skip
    link = catalogue.rules.cart_url
    for name, value in values.items():
        link = link.replace("{" + name + "}", quote(value, safe=""))
    return link


def size_act(sized: Sized, *, found: bool) -> SpeechAct:
    """The line of the size table; `found`: it was looked up by a measure."""
    span = sized.line.span(sized.measure)
    values: dict[str, Value] = {"size": sized.size, "measure": sized.measure}
    if span is not None:
        values |= {"low": str(span.low), "high": str(span.high)}
    return SpeechAct(say="goods-size-found" if found else "goods-size", values=values, optional=not found)


def table_act(catalogue: Catalogue, product: Product, size: str, measure: Measure | None) -> list[SpeechAct]:
    """What a chosen size fits; left out first when the reply is long."""
    table = catalogue.table_of(product)
    line = table.line(size) if table is not None else None
    if line is None or measure is None or line.span(measure) is None:
        return []
    return [size_act(Sized(size, measure, Decimal(0), line), found=False)]


def _arrival_values(turn: TurnContext, found: Arrival) -> dict[str, Value]:
    return {
        "way": found.way.name,
        "day": found.last,
        "sure": "by" if found.first != found.last else "on",
        "cost": "free" if found.price == 0 else "paid",
        "price": money(turn, found.price),
    }


def delivery_acts(turn: TurnContext, frame: CatalogueFrame, total: Decimal | None) -> list[SpeechAct]:
    """When it arrives, and whether that is in time (R44). `total` None: several things are spoken of, so no price."""
    catalogue = turn.business.catalogue
    zone = frame.zone or (catalogue.rules.home_zone if catalogue is not None else None)
    if zone is None:
        return []
    ways = arrivals(turn.business, zone, turn.now, total or Decimal(0))
    delivered = [w for w in ways if not w.way.pickup]
    if not ways:
        return []
    if frame.deadline is None:
        return (
            [SpeechAct(say="goods-delivery", values=_arrival_values(turn, delivered[0]))]
            if delivered and total
            else []
        )
    in_time = [w for w in delivered if w.last <= frame.deadline]
    if in_time:
        say = "goods-in-time" if total is not None else "goods-arrives"
        return [SpeechAct(say=say, values=_arrival_values(turn, in_time[0]))]
    fetched = [w for w in ways if w.way.pickup and w.last <= frame.deadline]
    if fetched:
        return [SpeechAct(say="goods-pickup-in-time", values=_arrival_values(turn, fetched[0]))]
    soonest = min(ways, key=lambda w: (w.last, w.price))
    say = "goods-too-late" if total is not None else "goods-arrives-late"
    return [SpeechAct(say=say, values=_arrival_values(turn, soonest))]


def with_total(turn: TurnContext, told: list[SpeechAct], goods: Decimal) -> list[SpeechAct]:
    """Behind the way and its price what both come to, when the price is asked."""
    if not told or (turn.reading.intent != "price" and not turn.reading.entities.goods.asks_total):
        return told
    price = told[-1].values.get("price")
    if told[-1].say not in _PRICED or not isinstance(price, Money):
        return told
    return [*told, SpeechAct(say="goods-total", values={"total": money(turn, goods + price.amount)})]


def delivery_ways(turn: TurnContext, zone: str) -> list[SpeechAct]:
    """The ways to a place, as lines, when no product is spoken of."""
    catalogue = turn.business.catalogue
    place = next((z for z in turn.business.profile.zones if z.id == zone), None)
    found = [a for a in arrivals(turn.business, zone, turn.now, Decimal(0)) if not a.way.pickup]
    if catalogue is None or place is None or not found:
        return []
    lines = []
    for one in found[:MOST]:
        values = _arrival_values(turn, one)
        free = one.way.free_from
        values |= {"from": money(turn, free) if free is not None else NONE}
        lines.append(SpeechAct(say="goods-way", values=values))
    return [SpeechAct(say="goods-ways", lines=lines)]


def pick_line(turn: TurnContext, catalogue: Catalogue, pick: Pick) -> SpeechAct:
    """One line of a choice: the product with its colour and size, why it fits, what it costs."""
    variant = pick.variant
    named = naming(
        catalogue,
        pick.product,
        colour=variant.colour if variant else None,
        size=variant.size if variant else None,
    )
    values: dict[str, Value] = {**named, "label": pick.label, "price": money(turn, pick.product.price)}
    return SpeechAct(say="goods-line", values=values)


def pick_options(picks: list[Pick]) -> list[Option]:
    """One option a suggestion, called as its line begins."""
    return [
        Option(
            id=f"sku:{p.variant.sku}" if p.variant is not None else f"product:{p.product.id}",
            say=f"option-goods-{p.label}",
        )
        for p in picks
    ]


def joined(names: list[LocalText]) -> LocalText:
    """The names in a row, in every language."""
    return LocalText(
        ru=", ".join(n.ru for n in names),
        hy=", ".join(n.hy for n in names),
        en=", ".join(n.en for n in names),
    )
