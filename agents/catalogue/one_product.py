"""One product is spoken of: its variant, whether it is there, when it arrives, and the link (R43-R45)."""

from __future__ import annotations

from collections.abc import Mapping

from agents.catalogue import phrases
from agents.catalogue.asking import ask
from agents.catalogue.choosing import (
    in_stock,
    instead_of,
    is_measured,
    main_measure,
    size_by_measures,
    size_in,
)
from agents.catalogue.coming_back import nudge_alarm
from agents.catalogue.frame import CatalogueFrame
from agents.catalogue.taking import says_it_takes
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue, Product, Variant
from domain.speech import Option, SpeechAct, Value
from domain.step import PendingQuestion, Step

_MOST_BUTTONS = 4


def about_product(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int]
) -> Step:
    """What the customer has to know of the one product that is meant, or the one thing that is missing."""
    product = catalogue.product_by_id[str(frame.product)]
    if turn.reading.entities.goods.looks and not turn.resuming:
        frame.at = turn.now
        values: dict[str, Value] = {
            "product": product.name, "price": phrases.money(turn, product.price), "link": product.link,
        }  # fmt: skip
        act = SpeechAct(say="goods-look", values=values)
        return Step(acts=[act], frame=frame.dump(), outcome="link_sent")
    sized = size_by_measures(catalogue, product, frame) if frame.size is None else None
    size = size_in(catalogue, product, frame.size) or (sized.size if sized is not None else None)
    colour = frame.colour if frame.colour in product.colours else None
    if product.sizes and size is None and frame.size is None:
        if is_measured(catalogue, product, frame):
            return _no_size(catalogue, frame, product)
        if len(product.sizes) > 1 and in_stock(product, stock, size=None, colour=colour):
            return ask_size(turn, catalogue, frame, product, stock, colour)
        if len(product.sizes) == 1:
            size = product.sizes[0]
    wanted_colour = colour if frame.colour is None or colour is not None else frame.colour
    there = in_stock(product, stock, size=size or frame.size, colour=wanted_colour)
    if not there:
        return _gone(turn, catalogue, frame, product, stock, size=size or frame.size, colour=wanted_colour)
    head = [phrases.size_act(sized, found=True)] if sized is not None else []
    return _here(turn, catalogue, frame, product, there, stock, head=head, size=size)


def _no_size(catalogue: Catalogue, frame: CatalogueFrame, product: Product) -> Step:
    """No size goes by that measure: which there are is said, and a person knows the fit."""
    options = [Option(id="person", say="option-person"), Option(id="no", say="option-not-now")]
    table, measure = catalogue.table_of(product), main_measure(catalogue, product)
    lines = [table.line(s) for s in product.sizes] if table is not None else []
    spans = [x.span(measure) for x in lines if x is not None and measure is not None]
    low, high = (
        min((s.low for s in spans if s), default=None),
        max((s.high for s in spans if s), default=None),
    )
    if measure is None or low is None or high is None:
        return ask(SpeechAct(say="goods-no-size", options=options), "size_person", frame)
    values: dict[str, Value] = {
        "product": product.name, "measure": measure, "low": str(low), "high": str(high),
    }  # fmt: skip
    return ask(SpeechAct(say="goods-no-size-range", values=values, options=options), "size_person", frame)


def _here(
    turn: TurnContext,
    catalogue: Catalogue,
    frame: CatalogueFrame,
    product: Product,
    there: list[Variant],
    stock: Mapping[str, int],
    *,
    head: list[SpeechAct],
    size: str | None,
) -> Step:
    """It is there: price, size, delivery, returns and the link, in one message (R44, R45)."""
    price = phrases.money(turn, product.price)
    variant = there[0] if len(there) == 1 else None
    enough = [v for v in there if stock[v.sku] >= frame.quantity]
    if variant is None and len(enough) == 1 and frame.quantity > 1:
        variant = enough[0]
    total = product.price * frame.quantity
    if variant is not None:
        named = phrases.naming(catalogue, product, colour=variant.colour, size=variant.size)
        left = stock[variant.sku]
        values: dict[str, Value] = {**named, "price": price, "count": left, "pieces": frame.quantity}
        say = "goods-here" if left >= frame.quantity else "goods-fewer"
        values |= {"total": phrases.money(turn, total)}
        first = SpeechAct(say=say, values=values)
        quantity = min(frame.quantity, left)
        total = product.price * quantity
        link = SpeechAct(
            say="goods-link", values={"link": phrases.cart_link(catalogue, product, variant, quantity)}
        )
        subject = f"{variant.sku}|{quantity}"
    else:
        colours = [catalogue.colour_by_id[v.colour].name for v in there if v.colour is not None]
        named = phrases.naming(catalogue, product, colour=None, size=size)
        values = {**named, "price": price, "colours": phrases.joined(colours)}
        first = SpeechAct(say="goods-here-colours", values=values)
        link = SpeechAct(say="goods-page", values={"link": product.link})
        subject = f"{product.id}|{frame.quantity}"
    table = (
        []
        if head or size is None
        else phrases.table_act(catalogue, product, size, main_measure(catalogue, product))
    )
    returns = SpeechAct(say="goods-returns", values={"days": catalogue.rules.returns_days}, optional=True)
    lines = [*head, first, *table, *phrases.delivery_acts(turn, frame, total), returns, link]
    acts = [SpeechAct(say="goods-card", lines=lines)]
    frame.waited_for, frame.at = None, turn.now
    return Step(acts=acts, frame=frame.dump(), outcome="link_sent", alarms=nudge_alarm(turn, subject))


def ask_size(
    turn: TurnContext,
    catalogue: Catalogue,
    frame: CatalogueFrame,
    product: Product,
    stock: Mapping[str, int],
    colour: str | None,
) -> Step:
    """The one thing that is missing. Who does not know their size is measured instead."""
    asked = turn.pending
    if _knows_no_size(turn) or (frame.measures and asked is None):
        measure = main_measure(catalogue, product)
        if measure is not None:
            act = SpeechAct(say="goods-ask-measure", values={"measure": measure})
            pending = PendingQuestion(field="measure", kind="text", specialist="catalogue")
            return Step(acts=[act], frame=frame.dump(), pending=pending)
    sizes = [s for s in product.sizes if in_stock(product, stock, size=s, colour=colour)]
    no_colour: list[SpeechAct] = []
    if frame.colour is not None and frame.colour not in product.colours:
        kinds = [catalogue.colour_by_id[c] for c in product.colours if c in catalogue.colour_by_id]
        if kinds and frame.colour in catalogue.colour_by_id:
            said: dict[str, Value] = {
                "colour": catalogue.colour_by_id[frame.colour].name,
                "colours": phrases.joined([kind.name for kind in kinds]),
            }
            no_colour = [SpeechAct(say="goods-no-colour", values=said)]
        frame.colour = None
    options = [Option(id=f"size:{s}", say="option-text", values={"text": s}) for s in sizes]
    values: dict[str, Value] = {
        "product": product.name, "price": phrases.money(turn, product.price), "sizes": ", ".join(sizes),
    }  # fmt: skip
    shown = options if 2 <= len(options) <= _MOST_BUTTONS else []
    to_place = turn.reading.entities.goods.asks_delivery and frame.zone is not None
    tells = (frame.deadline is not None and asked is None) or to_place
    delivery = phrases.delivery_acts(turn, frame, product.price) if tells else []
    if turn.reading.entities.goods.asks_colours:
        there = in_stock(product, stock, size=None, colour=None)
        kinds = [catalogue.colour_by_id[c] for c in dict.fromkeys(v.colour for v in there) if c is not None]
        told = {"colours": phrases.joined([kind.name for kind in kinds])}
        delivery = [SpeechAct(say="goods-colours", values=dict(told)), *delivery] if kinds else delivery
    pending = PendingQuestion(field="size", kind="choice", specialist="catalogue", options=options)
    if (
        asked is not None
        and asked.field == "size"
        and turn.frame.get("product") == product.id
        and not no_colour
    ):
        again = SpeechAct(say="goods-again-size", options=shown)
        return Step(acts=[*delivery, *_count_noted(turn, frame), again], frame=frame.dump(), pending=pending)
    return Step(
        acts=[*no_colour, *delivery, SpeechAct(say="goods-ask-size", values=values, options=shown)],
        frame=frame.dump(),
        pending=pending,
    )


def _count_noted(turn: TurnContext, frame: CatalogueFrame) -> list[SpeechAct]:
    """ "Two, please", where the size was asked for: heard."""
    if frame.quantity == 1 or frame.quantity == turn.frame.get("quantity"):
        return []
    return [SpeechAct(say="goods-count", values={"pieces": frame.quantity})]


def _knows_no_size(turn: TurnContext) -> bool:
    """A size was asked for and none was named, or it is asked which one to take."""
    wish = turn.reading.entities.goods
    if turn.resuming or wish.cheaper or wish.others or says_it_takes(turn.reading):
        return False
    if turn.pending is not None and turn.pending.field in ("size", "measure"):
        return not turn.reading.entities.products
    return wish.asks_which_size


def _gone(
    turn: TurnContext,
    catalogue: Catalogue,
    frame: CatalogueFrame,
    product: Product,
    stock: Mapping[str, int],
    *,
    size: str | None,
    colour: str | None,
) -> Step:
    """Not in stock: what is close, what costs less, what is finer, or waiting for it (R44, R63)."""
    gone = [v for v in product.variants if size in (None, v.size) and colour in (None, v.colour)]
    frame.waited_for = gone[0].sku if gone else None
    picks = instead_of(catalogue, product, frame, stock, size=size)
    named = phrases.naming(catalogue, product, colour=colour, size=size)
    wait = [Option(id="wait", say="option-wait" if product.sizes else "option-wait-any")] if gone else []
    if not picks:
        options = [Option(id="yes", say="option-yes"), Option(id="no", say="option-no")]
        act = SpeechAct(say="goods-gone-alone", values=named, options=options)
        return ask(act, "waitlist", frame, kind="yes_no")
    options = [*phrases.pick_options(picks), *wait]
    asked_when = turn.pending is not None and turn.pending.field == "instead" and "ask" in turn.reading.acts
    if asked_when and not turn.resuming and wait and frame.waited_for == turn.frame.get("waited_for"):
        return ask(SpeechAct(say="goods-gone-when", options=options), "instead", frame)
    if len(options) == 1:
        options.append(Option(id="no", say="option-not-now"))
    lines = [phrases.pick_line(turn, catalogue, p) for p in picks]
    return ask(SpeechAct(say="goods-gone", values=named, lines=lines, options=options), "instead", frame)
