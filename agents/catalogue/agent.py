"""Help before buying (R43-R45): the exact variant, whether it is there and when it arrives, and the link to buy it."""

from __future__ import annotations

from collections.abc import Mapping

from agents.catalogue import phrases
from agents.catalogue.choosing import (
    Pick,
    fitting,
    in_stock,
    instead_of,
    main_measure,
    size_by_measures,
    size_in,
    suggestions,
)
from agents.catalogue.coming_back import answer_event, nudge_alarm, put_on_waiting_list
from agents.catalogue.frame import CatalogueFrame
from agents.catalogue.wishes import collect
from agents.escalations import hand_to_staff
from agents.turn_context import TurnContext
from domain.business.catalogue import Catalogue, Product, Variant
from domain.speech import Option, SpeechAct, Value
from domain.step import PendingQuestion, Step

_WHOM = [Option(id=f"whom:{who}", say=f"option-{who}") for who in ("woman", "man", "child", "home")]
_MOST_BUTTONS = 4
_KINDS_NAMED = 5


async def decide(turn: TurnContext) -> Step:
    """One step: at most one question, and only when the variant or the wish is not known."""
    catalogue = turn.business.catalogue
    if catalogue is None:
        return Step(hand_off="sales")
    stock = await turn.levels([v.sku for p in catalogue.products for v in p.variants])
    if turn.event is not None:
        return await answer_event(turn, catalogue, stock)
    frame = collect(turn, catalogue)
    if turn.answers == "person":
        return hand_to_staff(turn, "person")
    waits = turn.answers in ("wait", "yes") or (turn.reading.entities.goods.wait and not turn.resuming)
    if waits and frame.waited_for is not None:
        return put_on_waiting_list(turn, catalogue, frame)
    if turn.answers == "no" or _gives_up(turn):
        return Step(acts=[SpeechAct(say="goods-left")], frame={}, outcome="closed_by_customer")
    if turn.answers == "yes" and len(frame.named) == 1:
        frame.product, frame.named = frame.named[0], []
    if frame.quantity >= catalogue.rules.bulk_from:
        return _bulk(turn, catalogue, frame)
    if frame.product is not None:
        return _about_product(turn, catalogue, frame, stock)
    return _suggest(turn, catalogue, frame, stock)


def _gives_up(turn: TurnContext) -> bool:
    wish = turn.reading.entities.goods
    says_no = turn.reading.route == "decline" and turn.reading.confidence >= 0.6
    says_more = (
        wish.names_goods or wish.colours or wish.sizes or wish.others or wish.cheaper or wish.recipient
    )
    says_more = says_more or turn.reading.entities.products
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


def _about_product(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int]
) -> Step:
    product = catalogue.product_by_id[str(frame.product)]
    sized = size_by_measures(catalogue, product, frame) if frame.size is None else None
    size = size_in(catalogue, product, frame.size) or (sized.size if sized is not None else None)
    colour = frame.colour if frame.colour in product.colours else None
    if product.sizes and size is None and frame.size is None:
        if frame.measures or (frame.age_years is not None and product.size_table):
            person = [Option(id="person", say="option-person"), Option(id="no", say="option-not-now")]
            act = SpeechAct(say="goods-no-size", options=person)
            return _ask(act, "size_person", frame)
        if len(product.sizes) > 1 and in_stock(product, stock, size=None, colour=colour):
            return _ask_size(turn, catalogue, frame, product, stock, colour)
        if len(product.sizes) == 1:
            size = product.sizes[0]
    wanted_colour = colour if frame.colour is None or colour is not None else frame.colour
    there = in_stock(product, stock, size=size or frame.size, colour=wanted_colour)
    if not there:
        return _gone(turn, catalogue, frame, product, stock, size=size or frame.size, colour=wanted_colour)
    head = [phrases.size_act(sized, found=True)] if sized is not None else []
    return _here(turn, catalogue, frame, product, there, stock, head=head, size=size)


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


def _ask_size(
    turn: TurnContext,
    catalogue: Catalogue,
    frame: CatalogueFrame,
    product: Product,
    stock: Mapping[str, int],
    colour: str | None,
) -> Step:
    """The one thing that is missing. Who does not know their size is measured instead."""
    asked = turn.pending
    if _knows_no_size(turn):
        measure = main_measure(catalogue, product)
        if measure is not None:
            act = SpeechAct(say="goods-ask-measure", values={"measure": measure})
            pending = PendingQuestion(field="measure", kind="text", specialist="catalogue")
            return Step(acts=[act], frame=frame.dump(), pending=pending)
    sizes = [s for s in product.sizes if in_stock(product, stock, size=s, colour=colour)]
    options = [Option(id=f"size:{s}", say="option-text", values={"text": s}) for s in sizes]
    values: dict[str, Value] = {
        "product": product.name, "price": phrases.money(turn, product.price), "sizes": ", ".join(sizes),
    }  # fmt: skip
    shown = options if 2 <= len(options) <= _MOST_BUTTONS else []
    delivery = phrases.delivery_acts(turn, frame, product.price) if frame.deadline and asked is None else []
    pending = PendingQuestion(field="size", kind="choice", specialist="catalogue", options=options)
    return Step(
        acts=[*delivery, SpeechAct(say="goods-ask-size", values=values, options=shown)],
        frame=frame.dump(),
        pending=pending,
    )


def _knows_no_size(turn: TurnContext) -> bool:
    """A size was asked for and none was named, or it is asked which one to take."""
    wish = turn.reading.entities.goods
    if turn.resuming:
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
        return _ask(act, "waitlist", frame, kind="yes_no")
    options = [*phrases.pick_options(picks), *wait]
    if len(options) == 1:
        options.append(Option(id="no", say="option-not-now"))
    lines = [phrases.pick_line(turn, catalogue, p) for p in picks]
    return _ask(SpeechAct(say="goods-gone", values=named, lines=lines, options=options), "instead", frame)


def _suggest(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int]
) -> Step:
    """No product yet: two or three that fit the wish; or the one question without which nothing can be suggested."""
    if turn.reading.entities.goods.asks_delivery and frame.zone is not None and not frame.gift:
        acts = phrases.delivery_ways(turn, frame.zone)
        if acts:
            return Step(acts=acts, frame=frame.dump(), outcome="resolved")
    known = frame.named or frame.categories or frame.recipient or frame.shown
    if not known and frame.gift:
        return _ask(SpeechAct(say="goods-ask-whom", options=_WHOM), "for_whom", frame)
    if not known and not (frame.colour or frame.high or frame.styles or frame.occasion):
        return _ask_what(turn, catalogue, frame)
    say, found = "goods-choose", fitting(catalogue, frame, stock)
    if not found and (frame.high is not None or frame.low is not None):
        say, found = "goods-over-budget", fitting(catalogue, frame, stock, budget=False)
        found = sorted(found, key=lambda p: p.price)[:2]
    if not found and not frame.shown and (frame.colour or frame.size or frame.recipient or frame.named):
        wider = frame.model_copy(update={"colour": None, "size": None, "recipient": None})
        say, found = "goods-nothing-fits", fitting(catalogue, wider, stock)
        frame.colour = frame.size = None
    if not found:
        options = [Option(id="person", say="option-person"), Option(id="no", say="option-not-now")]
        return _ask(SpeechAct(say="goods-nothing-more", options=options), "nothing", frame)
    picks = suggestions(found)
    if len(picks) == 1:
        frame.product, frame.named = picks[0].product.id, []
        return _about_product(turn, catalogue, frame, stock)
    return _choose_among(turn, catalogue, frame, picks, say)


def _choose_among(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, picks: list[Pick], say: str
) -> Step:
    frame.shown = [*frame.shown, *(p.product.id for p in picks)]
    lines = [phrases.pick_line(turn, catalogue, p) for p in picks]
    act = SpeechAct(say=say, lines=lines, options=phrases.pick_options(picks))
    delivery = phrases.delivery_acts(turn, frame, None) if frame.deadline is not None else []
    step = _ask(act, "product", frame)
    return step.model_copy(update={"acts": [*delivery, act]})


def _ask_what(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame) -> Step:
    wish = turn.reading.entities.goods
    named = (wish.wants or wish.asks_stock) and len(turn.reading.text.split()) > 1
    kinds = [k.name for k in catalogue.rules.categories[:_KINDS_NAMED]]
    act = (
        SpeechAct(say="goods-not-found", values={"kinds": phrases.joined(kinds)})
        if named or frame.asked_what
        else None
    )
    frame.asked_what = True
    pending = PendingQuestion(field="what", kind="text", specialist="catalogue")
    return Step(acts=[act or SpeechAct(say="goods-ask-what")], frame=frame.dump(), pending=pending)


def _ask(act: SpeechAct, field: str, frame: CatalogueFrame, *, kind: str = "choice") -> Step:
    pending = PendingQuestion(
        field=field,
        kind="yes_no" if kind == "yes_no" else "choice",
        specialist="catalogue",
        options=act.options,
    )
    return Step(acts=[act], frame=frame.dump(), pending=pending)
