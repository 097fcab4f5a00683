"""The quote itself: made once from facts and rules, said shortly, followed by the next step (R27-R29)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from agents.estimator.facts import joined, shown
from agents.estimator.frame import EstimatorFrame
from agents.estimator.pricing import Price, fields_of
from agents.turn_context import TurnContext
from domain.business import Business
from domain.business.estimates import NextOffer
from domain.conversation import NextStep
from domain.identifiers import derived_id
from domain.money import Money, PriceRange
from domain.quote import Quote, QuoteFact, QuoteLine
from domain.speech import Option, SpeechAct, Value
from domain.step import PendingQuestion, ProposedAction, Step, StoreQuote

NEXT = "estimate_next"
_MOST_LINES = 4
"""In the chat; the rest is on the PDF."""
_OFFERS: dict[NextOffer, Option] = {
    "book": Option(id="book", say="option-estimate-book"),
    "measure": Option(id="measure", say="option-estimate-measure"),
    "call": Option(id="call", say="option-estimate-call"),
}
LATER = Option(id="later", say="option-not-now")


def make_quote(turn: TurnContext, frame: EstimatorFrame, price: Price) -> Quote:
    """The next version of the case's estimate. The same turn run again makes the same one."""
    business, before = turn.business, frame.quote_of(frame.service_id)
    version = before.version + 1 if before is not None else 1
    quote_id = derived_id("quote", turn.case_id, str(frame.service_id), str(version))
    service = business.service_by_id[str(frame.service_id)]
    local = turn.now.astimezone(business.zone)
    return Quote(
        id=quote_id,
        number=f"{quote_id.removeprefix('quote-')[:6].upper()}-{version}",
        token=turn.quotes.token(quote_id) if turn.quotes is not None else "",
        version=version,
        replaces=before.id if before is not None else None,
        service_id=service.id,
        service=service.name,
        language=turn.reading.language,
        facts=_facts(business, frame),
        lines=price.lines,
        low=price.low,
        high=price.high,
        currency=business.profile.currency,
        factors=price.factors,
        trace=price.trace,
        valid_until=(local + timedelta(days=business.estimates.valid_days)).date(),
        made_at=turn.now,
    )


def _facts(business: Business, frame: EstimatorFrame) -> list[QuoteFact]:
    facts = []
    for one in fields_of(business, str(frame.service_id)):
        value = frame.fields.get(one.id)
        if value is None and one.assumed is not None:
            value = one.assumed
        if value is not None:
            facts.append(QuoteFact(field=one.id, value=value, shown=shown(business, one, value)))
    return facts


def rests_on(business: Business, frame: EstimatorFrame, quote: Quote) -> bool:
    """Whether the quote was given for these very facts: then it holds, whatever the price list says by now."""
    return quote.service_id == frame.service_id and _facts(business, frame) == quote.facts


def give_quote(turn: TurnContext, frame: EstimatorFrame, quote: Quote, *, new: bool) -> Step:
    """Say the price and offer what comes next, in one message."""
    after = frame.with_quote(quote)
    offered = offer_again(turn, after, quote)
    actions: list[ProposedAction] = [StoreQuote(quote=quote)] if new else []
    return offered.model_copy(
        update={
            "acts": [_said(turn, quote), *_together(turn, after), *offered.acts],
            "actions": actions,
            "why": quote.trace if new else ["the quote as it was given"],
        }
    )


def offer_again(turn: TurnContext, frame: EstimatorFrame, quote: Quote) -> Step:
    """What comes next, without the price that was said already."""
    offer, options = _offer(turn.business, quote)
    return Step(
        acts=[SpeechAct(say=offer, options=options)],
        frame=frame.dump(),
        pending=PendingQuestion(
            field=NEXT, kind="choice", specialist="estimator", options=options, subject=quote.id
        ),
        next_step=awaiting(turn),
    )


def _together(turn: TurnContext, frame: EstimatorFrame) -> list[SpeechAct]:
    """What the jobs of one message come to, once each of them has its price."""
    quotes = [q for s in frame.together if (q := frame.quote_of(s)) is not None]
    if len(quotes) < 2 or len(quotes) < len(frame.together):
        return []
    currency = quotes[0].currency
    low, high = sum((q.low for q in quotes), Decimal(0)), sum((q.high for q in quotes), Decimal(0))
    ends = Money(amount=low, currency=currency), Money(amount=high, currency=currency)
    total = ends[0] if low == high else PriceRange(low=ends[0], high=ends[1])
    return [SpeechAct(say="estimate-together", values={"total": total})]


def awaiting(turn: TurnContext) -> NextStep:
    """The customer's turn: they are reminded after the first silence of the owner's cadences."""
    hours = turn.business.cadences.silence_hours[0]
    return NextStep(what="customer_answers", owner="customer", due_at=turn.now + timedelta(hours=hours))


def _offer(business: Business, quote: Quote) -> tuple[str, list[Option]]:
    """What is offered after the price (R28), the first of it asked about."""
    job = business.estimates.job_of(quote.service_id)
    then: list[NextOffer] = list(job.then) if job is not None else ["book"]
    if business.estimates.measuring is None:
        then = [offer for offer in then if offer != "measure"]
    service = business.service_by_id[quote.service_id]
    if service.needs_person:
        then = [offer for offer in then if offer != "book"]
    then = then or ["call"]
    return f"estimate-offer-{then[0]}", [*(_OFFERS[o] for o in then), LATER]


def _said(turn: TurnContext, quote: Quote) -> SpeechAct:
    assumed = {f.id: f.assumed for f in turn.business.estimates.fields}
    told = [f.shown for f in quote.facts if assumed.get(f.field) != f.value]
    lines = (
        [line_act(line, quote.currency) for line in quote.lines[:_MOST_LINES]] if len(quote.lines) > 1 else []
    )
    values: dict[str, Value] = {
        "service": quote.service,
        "total": quote.total,
        "facts": joined(told),
        "link": link_of(turn, quote),
    }
    if quote.is_exact:
        plain = "estimate-exact-plain" if told else "estimate-exact-bare"
        return SpeechAct(say="estimate-exact" if lines else plain, values=values, lines=lines)
    if quote.factors:
        values["factor"] = quote.factors[0]
        return SpeechAct(
            say="estimate-range" if lines else "estimate-range-plain", values=values, lines=lines
        )
    return SpeechAct(say="estimate-range-open", values=values)


def link_of(turn: TurnContext, quote: Quote) -> str:
    """The link, or the word `none`, which the templates select on."""
    return turn.quotes.link(quote.token) if turn.quotes is not None and quote.token else "none"


def line_act(line: QuoteLine, currency: str) -> SpeechAct:
    """One item and its sum; what is taken off is said in words."""
    less = line.high < 0
    low = Money(amount=abs(line.low), currency=currency)
    high = Money(amount=abs(line.high), currency=currency)
    if less:  # "saves 3 500", and no sum with a minus
        low, high = min(low, high, key=_amount), max(low, high, key=_amount)
    values: dict[str, Value] = {
        "name": line.name,
        "sum": low if line.low == line.high else PriceRange(low=low, high=high),
    }
    if less:
        return SpeechAct(say="estimate-line-less", values=values)
    if line.quantity is not None and line.quantity != "1":
        return SpeechAct(say="estimate-line-counted", values=values | {"quantity": line.quantity})
    return SpeechAct(say="estimate-line", values=values)


def _amount(money: Money) -> Decimal:
    return money.amount
