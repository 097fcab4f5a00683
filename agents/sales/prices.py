"""Starting prices and ranges, from the owner's file only (R2, R15)."""

from __future__ import annotations

from decimal import Decimal

from agents.sales.frame import LeadFrame
from agents.sales.interest import goals_named
from agents.turn_context import TurnContext
from agents.understanding.rules import says
from agents.whole_offer import asks_of_everything
from domain.business import Goal
from domain.money import Money, PriceRange
from domain.speech import SpeechAct, Value


def asks_price(turn: TurnContext) -> bool:
    """The words that ask what it costs; a sum of the customer's own is no question."""
    reading, facts = turn.reading, turn.reading.entities
    names_sum = bool(facts.money) or (bool(facts.numbers) and "ask" not in reading.acts)
    names_sum = names_sum and not says(reading, "price")  # "we can do 200 thousand a month": their own
    priced = reading.has("quote", at_least=0.4) or asks_of_everything(reading)
    return reading.choice is None and not names_sum and priced


def price_of(turn: TurnContext, goal: Goal) -> Money | PriceRange | None:
    if goal.price_from is None:
        return None
    low = Money(amount=goal.price_from, currency=turn.business.profile.currency)
    if goal.price_to is None:
        return low
    return PriceRange(low=low, high=Money(amount=goal.price_to, currency=low.currency))


def includes_acts(turn: TurnContext, frame: LeadFrame) -> list[SpeechAct]:
    """What the chosen goal's price covers, when that is asked; the owner's words."""
    goal = turn.business.qualification.goal_by_id(frame.goal_id)
    if turn.reading.intent != "what_included" or goal is None or goal.includes is None:
        return []
    return [SpeechAct(say="sales-includes", values={"includes": goal.includes})]


def price_acts(turn: TurnContext, frame: LeadFrame) -> list[SpeechAct]:
    """The chosen goal's price with the one factor it depends on; of no goal yet, those of all goals."""
    rules = turn.business.qualification
    goal = rules.goal_by_id(frame.goal_id)
    named = goals_named(turn.reading.text, turn.business)
    if goal is not None and not named and frame.also and _means_all(turn):
        named = [goal, *(g for g in rules.goals if g.id in frame.also)]
    if named and (goal is None or goal not in named):
        goal = named[0]  # another than the one talked about so far
    if goal is None or len(named) > 1:
        goal, chosen = None, named or rules.goals
    else:
        chosen = [goal]
    priced = [(g, price) for g in chosen if (price := price_of(turn, g)) is not None]
    if goal is not None and priced:
        return [price_line(goal, priced[0][1])]
    if not priced:
        return []
    lines = [
        SpeechAct(say=f"{_say(price)}-line", values={"goal": g.spoken, "price": price}) for g, price in priced
    ]
    total = _together([price for _, price in priced]) if named else None
    if total is not None:
        lines.append(SpeechAct(say=f"{_say(total)}-together", values={"price": total}))
    return [SpeechAct(say="sales-prices", lines=lines)]


def _means_all(turn: TurnContext) -> bool:
    """ "How much for both?", "so what is it altogether?"."""
    return says(turn.reading, "all_of_it")


def _together(prices: list[Money | PriceRange]) -> Money | PriceRange | None:
    """What several come to, from the least of each; no range, where one of them has no end."""
    if len(prices) < 2:
        return None
    ends = [(p, p) if isinstance(p, Money) else (p.low, p.high) for p in prices]
    currency = ends[0][0].currency
    low = Money(amount=sum((a.amount for a, _ in ends), Decimal(0)), currency=currency)
    if any(isinstance(p, Money) for p in prices):
        return low
    return PriceRange(
        low=low, high=Money(amount=sum((b.amount for _, b in ends), Decimal(0)), currency=currency)
    )


def price_line(goal: Goal, price: Money | PriceRange) -> SpeechAct:
    values: dict[str, Value] = {"goal": goal.spoken, "price": price}
    if goal.factor is None:
        return SpeechAct(say=_say(price), values=values)
    return SpeechAct(say=f"{_say(price)}-factor", values=values | {"factor": goal.factor})


def _say(price: Money | PriceRange) -> str:
    return "sales-price-from" if isinstance(price, Money) else "sales-price-range"
