"""No product yet: two or three that fit the wish, or the one question without which nothing can be suggested (R44, R63)."""

from __future__ import annotations

from collections.abc import Mapping

from agents.catalogue import phrases
from agents.catalogue.asking import ask
from agents.catalogue.choosing import Pick, child_height, fitting, suggestions
from agents.catalogue.frame import CatalogueFrame
from agents.catalogue.one_product import about_product
from agents.turn_context import TurnContext
from agents.whole_offer import asks_of_everything, kinds_of_goods, offer
from domain.business.catalogue import Catalogue
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, Step

_WHOM = [Option(id=f"whom:{who}", say=f"option-{who}") for who in ("woman", "man", "child", "home")]
_KINDS_NAMED = 5


def suggest(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int]) -> Step:
    """No product yet: two or three that fit the wish; or the one question without which nothing can be suggested."""
    if turn.reading.entities.goods.asks_delivery and frame.zone is not None and not frame.gift:
        acts = phrases.delivery_ways(turn, frame.zone)
        if acts and (frame.categories or frame.named):
            named = suggestions(fitting(catalogue, frame, stock))
            if len(named) > 1:
                step = choose_among(turn, catalogue, frame, named, "goods-choose")
                return step.model_copy(update={"acts": [*acts, step.acts[-1]]})
        if acts:
            return Step(acts=acts, frame=frame.dump(), outcome="resolved")
    facts = turn.reading.entities
    if (facts.emails or facts.order_ids) and not facts.goods.names_goods:
        return Step(hand_off="support")
    known = frame.named or frame.categories or frame.recipient or frame.shown
    if not known and frame.gift:
        return ask(SpeechAct(say="goods-ask-whom", options=_WHOM), "for_whom", frame)
    if not known and not (frame.colour or frame.high or frame.styles or frame.occasion):
        return _ask_what(turn, catalogue, frame)
    if (beyond := _beyond_children(turn, catalogue, frame)) is not None:
        return beyond
    say, found = "goods-choose", fitting(catalogue, frame, stock)
    if not found and turn.reading.entities.goods.cheaper and frame.colour is not None:
        any_colour = frame.model_copy(update={"colour": None, "size": None})
        if found := fitting(catalogue, any_colour, stock):
            say, frame.colour, frame.size = "goods-nothing-fits", None, None
    if not found and turn.reading.entities.goods.cheaper and frame.shown:
        anew = frame.model_copy(update={"shown": [], "high": None})
        say, found = "goods-cheapest", sorted(fitting(catalogue, anew, stock), key=lambda p: p.price)[:2]
    if not found and (frame.high is not None or frame.low is not None):
        say, found = "goods-over-budget", fitting(catalogue, frame, stock, budget=False)
        found = sorted(found, key=lambda p: p.price)[:2]
    if not found and not frame.shown and (frame.colour or frame.size or frame.recipient or frame.named):
        wider = frame.model_copy(update={"colour": None, "size": None, "recipient": None})
        say, found = "goods-nothing-fits", fitting(catalogue, wider, stock)
        frame.colour = frame.size = None
    if not found:
        options = [Option(id="person", say="option-person"), Option(id="no", say="option-not-now")]
        return ask(SpeechAct(say="goods-nothing-more", options=options), "nothing", frame)
    picks = suggestions(found)
    if len(picks) == 1:
        frame.product, frame.named = picks[0].product.id, []
        return about_product(turn, catalogue, frame, stock)
    return choose_among(turn, catalogue, frame, picks, say)


def choose_among(
    turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame, picks: list[Pick], say: str
) -> Step:
    """A few products side by side and the question which; on what day they come, where a day was named."""
    frame.shown = [*frame.shown, *(p.product.id for p in picks)]
    lines = [phrases.pick_line(turn, catalogue, p) for p in picks]
    act = SpeechAct(say=say, lines=lines, options=phrases.pick_options(picks))
    late = frame.deadline is not None and not frame.told_arrival
    delivery = phrases.delivery_acts(turn, frame, None) if late else []
    frame.told_arrival = frame.told_arrival or late
    step = ask(act, "product", frame)
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
    if wish.measures or wish.sizes or wish.asks_which_size or wish.asks_size:
        act = SpeechAct(say="goods-ask-which-item")
    if not turn.resuming and asks_of_everything(turn.reading):
        act = offer(kinds_of_goods(turn.business), [])
    frame.asked_what = True
    pending = PendingQuestion(field="what", kind="text", specialist="catalogue")
    return Step(acts=[act or SpeechAct(say="goods-ask-what")], frame=frame.dump(), pending=pending)


def _beyond_children(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame) -> Step | None:
    """A child who is taller than all our sizes: that is said, before anything too small or for babies is suggested."""
    height = child_height(frame.age_years) if frame.age_years is not None else None
    if height is None or frame.gift or frame.named or frame.categories:
        return None
    tables = {p.size_table for p in catalogue.products if "child" in p.for_whom and p.size_table}
    spans = [x.span("height") for t in catalogue.rules.size_tables if t.id in tables for x in t.lines]
    tallest = max((span.high for span in spans if span is not None), default=None)
    if tallest is None or height <= tallest:
        return None
    options = [Option(id="whom:child", say="option-child-gifts"), Option(id="no", say="option-not-now")]
    act = SpeechAct(
        say="goods-child-range", values={"age": frame.age_years or 0, "high": str(tallest)}, options=options
    )
    rest = frame.model_copy(update={"gift": True})
    return ask(act, "for_whom", rest)
