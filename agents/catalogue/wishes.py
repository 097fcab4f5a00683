"""What this message adds to what is wanted (R43): nothing that was said is asked again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from agents.catalogue.choosing import MOST, main_measure, size_in
from agents.catalogue.frame import CatalogueFrame
from agents.turn_context import TurnContext
from agents.understanding.goods.words import load_words_of_any
from agents.understanding.lexicon import pieces_of
from domain.business.catalogue import Catalogue, Product
from domain.goods import Recipient
from domain.reading import Entities, TimeWindow

_REMEMBERED = timedelta(days=1)
_NEAR_BEFORE, _NEAR_BEHIND = 4, 2
"""Words before and behind a day, among which it says when something is ordered."""
_A_FEW_WORDS = 4
_FEW_WORDS_OF_A_COUNT = 7
_MOST_PIECES = 10_000
_FEWEST_THOUSANDS = 500


def spoken_of(turn: TurnContext) -> CatalogueFrame | None:
    """What the last link was for, while it is remembered; None when no link was the last word."""
    return linked_frame(turn.frame, turn.now)


def linked_frame(stored: dict[str, Any], now: datetime) -> CatalogueFrame | None:
    """The same of a stored frame, for who has no turn yet."""
    if "at" not in stored:
        return None
    frame = CatalogueFrame.of(stored)
    return frame if frame.at is not None and now - frame.at <= _REMEMBERED else None


def collect(turn: TurnContext, catalogue: Catalogue) -> CatalogueFrame:
    """The frame with this message's choice and facts."""
    frame = CatalogueFrame.of(turn.frame)
    if turn.resuming:
        return frame
    facts = turn.reading.entities
    linked = frame.at is not None
    if linked:
        frame = _after_link(turn, frame)
    _choose(turn, catalogue, frame)
    another = linked and len(turn.reading.text.split()) <= _A_FEW_WORDS
    _name_product(catalogue, frame, facts, another=another)
    wish = facts.goods
    asked = turn.pending.field if turn.pending is not None else None
    if asked in ("product", "instead") and not (wish.others or wish.cheaper):
        frame.shown = []  # "in blue": of what was shown, too
    frame.shown = [*frame.shown, *(p for p in wish.not_products if p not in frame.shown)]
    if wish.others or wish.cheaper:
        _turn_away(catalogue, frame, cheaper=wish.cheaper)
    frame.recipient = wish.recipient or frame.recipient
    frame.occasion = wish.occasion or frame.occasion
    frame.gift = frame.gift or wish.gift
    frame.hints = wish.hints or frame.hints
    frame.styles = wish.styles or frame.styles
    frame.age_years = wish.age_years if wish.age_years is not None else frame.age_years
    if wish.measures:
        frame.measures, frame.size = {**frame.measures, **wish.measures}, None
    elif turn.pending is not None and turn.pending.field == "measure" and turn.answers is None:
        _bare_measure(catalogue, frame, facts)
    sizes = [s for s in wish.sizes if _may_be_a_size(catalogue, frame, s, facts)]
    if sizes:
        frame.size, frame.measures = sizes[0], {}
    if wish.colours:
        frame.colour = wish.colours[0]
    if wish.not_colours:
        frame.colour = None if frame.colour in wish.not_colours else frame.colour
    refused = [*frame.not_colours, *wish.not_colours]
    frame.not_colours = [c for c in dict.fromkeys(refused) if c not in wish.colours]
    _budget(catalogue, frame, facts)
    pieces = [q for q in facts.quantities if q.unit == "piece" and q.value == q.value.to_integral_value()]
    if pieces and 1 <= pieces[0].value <= _MOST_PIECES:
        frame.quantity = int(pieces[0].value)
    elif wish.pieces is not None:
        frame.quantity = wish.pieces
    elif linked and (count := _bare_count(turn, catalogue, frame)) is not None:
        frame.quantity = count
    if facts.zones:
        frame.zone = facts.zones[0]
    wished = [
        w
        for w in facts.wishes
        if not _is_day_of_ordering(turn.reading.text, w.text)
        and (d := deadline_of(w))
        and d >= turn.now.astimezone(turn.business.zone).date()
        and not _is_part_of_a_name(catalogue, facts, w.text)
    ]
    if wished and not wish.asks_hold:
        frame.deadline, frame.told_arrival = deadline_of(wished[0]), False
    return frame


def _after_link(turn: TurnContext, frame: CatalogueFrame) -> CatalogueFrame:
    """A link was sent: a new wish begins afresh, a word about the same thing goes on."""
    facts = turn.reading.entities
    stale = frame.at is None or turn.now - frame.at > _REMEMBERED
    anew = facts.goods.gift or (facts.products and frame.product not in facts.products)
    if stale or anew:
        return CatalogueFrame(zone=None if stale else frame.zone)
    asks = "ask" in turn.reading.acts or bool(facts.goods.colours or facts.goods.sizes)
    return frame.model_copy(update={"at": None, "quantity": frame.quantity if asks else 1})


def _counted_out(turn: TurnContext) -> str | None:
    """ "The second one is pretty, do you deliver to Gyumri?": the one of those shown, beside whatever is asked of it."""
    asked, told = turn.pending, turn.reading.entities.ordinals
    if asked is None or asked.field != "product" or turn.reading.choice is not None or len(told) != 1:
        return None
    goods = [o.id for o in asked.options if o.id.startswith("product:")]
    return goods[told[0] - 1] if 1 <= told[0] <= len(goods) else None


def _choose(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame) -> None:
    kind, _, chosen = (turn.answers or _counted_out(turn) or "").partition(":")
    if kind == "product" and chosen in catalogue.product_by_id:
        frame.product, frame.named, frame.waited_for = chosen, [], None
    elif kind == "sku" and chosen in catalogue.product_of_sku:
        product = catalogue.product_of_sku[chosen]
        variant = next(v for v in product.variants if v.sku == chosen)
        frame.product, frame.colour, frame.size = product.id, variant.colour, variant.size
        frame.named, frame.waited_for, frame.measures = [], None, {}
    elif kind == "size":
        frame.size, frame.measures = chosen, {}
    elif kind == "colour":
        frame.colour = chosen
    elif kind == "whom":
        frame.recipient = cast(Recipient, chosen)  # an option of our own


def _name_product(
    catalogue: Catalogue, frame: CatalogueFrame, facts: Entities, *, another: bool = False
) -> None:
    """`another`: after a link, goods that are only meant take the place of what was linked ("and a woollen one?")."""
    named, wish = _of_the_shown(catalogue, frame, facts.products), facts.goods
    if frame.product in named:
        return
    if named:
        if frame.product is not None or frame.named:
            frame.colour = frame.size = frame.waited_for = None
            frame.quantity, frame.shown = 1, []
        frame.product = named[0] if len(named) == 1 else None
        frame.named = named if len(named) > 1 else []
        frame.categories = []
        return
    current = catalogue.product_by_id.get(frame.product or "")
    if wish.categories and (current is None or current.category not in wish.categories):
        frame.product, frame.named, frame.categories, frame.shown = None, [], wish.categories, []
        frame.waited_for = frame.size = frame.colour = None
    elif wish.likely and current is None and not frame.named and not frame.categories:
        frame.named, frame.shown = wish.likely, []
    elif wish.likely and another and current is not None and current.id not in wish.likely:
        frame.product, frame.named, frame.shown = None, wish.likely, []
        frame.waited_for = frame.size = frame.colour = None
    elif wish.gift and wish.recipient is not None and wish.recipient != frame.recipient:
        frame.product, frame.named, frame.shown = None, [], []


def _of_the_shown(catalogue: Catalogue, frame: CatalogueFrame, named: list[str]) -> list[str]:
    """ "Is the blanket soft?", below a baby's blanket: the one that was just shown, not the one of that name alone."""
    if len(named) != 1 or named[0] in frame.shown:
        return named
    said = catalogue.product_by_id[named[0]]
    words = _kinds_of(said)
    alike = [p for p in frame.shown[-MOST:] if words & _kinds_of(catalogue.product_by_id[p])]
    return alike if len(alike) == 1 else named


def _kinds_of(product: Product) -> set[str]:
    """What kind of thing its names say it is: the last word in English, the first in the others."""
    names = product.name
    return {names.en.split()[-1].casefold(), *(a.casefold() for a in product.aliases if " " not in a)}


def _turn_away(catalogue: Catalogue, frame: CatalogueFrame, *, cheaper: bool) -> None:
    """Something else, or something that costs less, than what was spoken of."""
    current = catalogue.product_by_id.get(frame.product or "")
    if current is not None:
        frame.shown = [*frame.shown, current.id]
        frame.categories = frame.categories or ([] if frame.gift else [current.category])
        frame.product, frame.named = None, []
    prices = [catalogue.product_by_id[p].price for p in frame.shown if p in catalogue.product_by_id]
    if cheaper and prices:
        frame.high = min(prices) - 1


def _bare_measure(catalogue: Catalogue, frame: CatalogueFrame, facts: Entities) -> None:
    """A number alone, where a measure was asked for."""
    product = catalogue.product_by_id.get(frame.product or "")
    measure = main_measure(catalogue, product) if product is not None else None
    alone = len(facts.numbers) == 1 and not facts.windows and not facts.money
    if measure is not None and alone:
        frame.measures, frame.size = {measure: Decimal(facts.numbers[0])}, None


def _bare_count(turn: TurnContext, catalogue: Catalogue, frame: CatalogueFrame) -> int | None:
    """A number alone behind a link ("sixty to start with"): as many of it, unless it is one of its sizes."""
    facts = turn.reading.entities
    product = catalogue.product_by_id.get(frame.product or "")
    if product is None or len(facts.numbers) != 1 or facts.money or facts.windows or facts.goods.measures:
        return None
    number = facts.numbers[0]
    if size_in(catalogue, product, str(number)) is not None or "ask" in turn.reading.acts:
        return None
    few = len(turn.reading.text.split()) <= _FEW_WORDS_OF_A_COUNT
    return number if few and 1 < number <= _MOST_PIECES and facts.goods.age_years is None else None


def _may_be_a_size(catalogue: Catalogue, frame: CatalogueFrame, said: str, facts: Entities) -> bool:
    """ "She is 17, 168 tall": of several figures the one that the product has no size of is none."""
    product = catalogue.product_by_id.get(frame.product or "")
    if product is None or not said.isdigit() or size_in(catalogue, product, said) is not None:
        return True
    return len(facts.numbers) == 1 and not facts.goods.measures


def _in_thousands(catalogue: Catalogue, sum_: Decimal | None) -> Decimal | None:
    """ "Budget 15": nothing costs so little, fifteen thousand does."""
    least = min((p.price for p in catalogue.products), default=Decimal(0))
    if sum_ is None or sum_ >= least or sum_ <= 0 or sum_ * 1000 < least:
        return sum_
    return sum_ * 1000 if sum_ < _FEWEST_THOUSANDS else sum_


def _budget(catalogue: Catalogue, frame: CatalogueFrame, facts: Entities) -> None:
    """A sum alone is the most that is to be spent."""
    if facts.money:
        spent = facts.money[0]
        exact = spent.low is not None and spent.low == spent.high
        frame.low, frame.high = (None if exact else spent.low), spent.high
    elif facts.goods.budget is not None:
        frame.low, frame.high = None, facts.goods.budget
    frame.low, frame.high = _in_thousands(catalogue, frame.low), _in_thousands(catalogue, frame.high)


def _is_day_of_ordering(text: str, day: str) -> bool:
    """ "If I order today": when it is ordered, not when it has to be there."""
    before, _, behind = text.casefold().partition(day.casefold())
    words = [*pieces_of(before)[-_NEAR_BEFORE:], *pieces_of(behind)[:_NEAR_BEHIND]]
    listed = load_words_of_any()
    orders = any(w.startswith(tuple(listed["ordering"])) for w in words)
    return orders and not listed["supposing"].isdisjoint(words)


def _is_part_of_a_name(catalogue: Catalogue, facts: Entities, text: str) -> bool:
    """ "A throw" is a blanket, and no Thursday."""
    named = [catalogue.product_by_id[p] for p in facts.products if p in catalogue.product_by_id]
    return any(text.casefold() in (a.casefold() for a in p.aliases) for p in named)


def deadline_of(window: TimeWindow) -> date | None:
    """The last day on which it is still of use: the day before a "before", the day itself of an "on"."""
    if window.impossible or (
        window.grain in ("month", "week") and window.start is not None and window.end is None
    ):
        return None
    if window.end is not None:
        return (window.end - timedelta(microseconds=1)).date()
    return None
