"""When a person prices: the filled template goes to the estimator, the customer hears when (R30)."""

from __future__ import annotations

from datetime import timedelta

from agents.estimator.facts import shown
from agents.estimator.frame import EstimatorFrame
from agents.estimator.pricing import Price
from agents.turn_context import TurnContext
from domain.approval import Evidence
from domain.availability import answer_due
from domain.language import LocalText
from domain.money import Money, PriceRange
from domain.speech import SpeechAct, Value
from domain.step import Escalation, Promise, ProposedAction, Step, StoreRecord, UpdateContact


def collected(turn: TurnContext, frame: EstimatorFrame) -> dict[str, str]:
    """Everything that is known, in words, for the card and the record."""
    business, language = turn.business, turn.reading.language
    fields: dict[str, str] = {"channel": turn.situation.conversation.channel}
    if frame.service_id is not None:
        fields["service"] = business.service_by_id[frame.service_id].name.in_language(language)
    for field_id, value in frame.fields.items():
        asked = business.estimates.field(field_id)
        fields[field_id] = shown(business, asked, value).in_language(language) if asked is not None else value
    for field_id in frame.unsure:
        fields[field_id] = "?"
    if frame.photo == "sent":
        fields["photo"] = "+"
    for name, known in (("name", turn.known_name), ("phone", turn.known_phone)):
        if known:
            fields[name] = known
    if frame.quote is not None:
        fields["quote"] = frame.quote.number
    return fields


def ask_person(
    turn: TurnContext,
    frame: EstimatorFrame,
    *,
    say: str = "estimate-stored",
    reasons: list[LocalText] | None = None,
    price: Price | None = None,
    draft: str = "draft-estimate",
    said: dict[str, Value] | None = None,
) -> Step:
    """The record, the card with a draft, and the promised time. `price` is what the tables came to, if they did; `said`
    more values for the words."""
    rules, language = turn.business.estimates, turn.reading.language
    due = answer_due(turn.business, turn.now, rules.answer_within_minutes)
    names = [r.in_language(language) for r in reasons or []]
    total = _total(turn, price)
    fields = collected(turn, frame)
    if price is not None and total is not None:
        fields["calculated"] = (
            f"{price.low:f}" if price.low == price.high else f"{price.low:f}-{price.high:f}"
        )
    record = StoreRecord(
        tool="crm.estimate",
        fields=fields,
        summary="; ".join(f"{k}: {v}" for k, v in fields.items()),
        tags=["estimate"],
        priority="urgent" if turn.reading.entities.urgent else "normal",
        team=rules.team,
        due_at=due,
    )
    card = Escalation(
        topic="estimate",
        reason="; ".join(names) or "estimate",
        evidence=_evidence(turn, names, price),
        fields=fields,
        draft_acts=[_draft(turn, frame, draft, total)],
        answer_within=timedelta(minutes=rules.answer_within_minutes),
    )
    return Step(
        acts=[SpeechAct(say=say, values={"by": due, **(said or {})})],
        actions=[record, *_contact_changes(turn, frame)],
        frame=frame.dump(),
        escalation=card,
        promises=[Promise(what="answer:estimate", due_at=due)],
        outcome="handed_over",
    )


def _total(turn: TurnContext, price: Price | None) -> Value | None:
    """What the tables came to, as customers are told it."""
    if price is None or not price.lines:
        return None
    low, high = (Money(amount=a, currency=turn.business.profile.currency) for a in (price.low, price.high))
    return low if low == high else PriceRange(low=low, high=high)


def _draft(turn: TurnContext, frame: EstimatorFrame, draft: str, total: Value | None) -> SpeechAct:
    """What staff may send as it is: with a total where there is one, without details where the service is unknown."""
    if frame.service_id is None:
        return SpeechAct(say="draft-estimate")
    if total is not None:
        draft = "draft-estimate-total"
    if draft == "draft-estimate":
        return SpeechAct(say=draft)
    values: dict[str, Value] = {} if total is None else {"total": total}
    return SpeechAct(
        say=draft, values={**values, "service": turn.business.service_by_id[frame.service_id].name}
    )


def _evidence(turn: TurnContext, reasons: list[str], price: Price | None) -> list[Evidence]:
    """The customer's words, the exceptions that hold, and the rows of the tables that fired."""
    said = Evidence(kind="customer_words", text=turn.reading.quoted)
    exceptions = [Evidence(kind="rule", text=name, source="pricing.yaml: exceptions") for name in reasons]
    rows = [
        Evidence(kind="rule", text=line, source="pricing.yaml") for line in (price.trace if price else [])
    ]
    return [said, *exceptions, *rows]


def _contact_changes(turn: TurnContext, frame: EstimatorFrame) -> list[ProposedAction]:
    """A name or a phone that the contact does not have yet."""
    person = turn.situation.contact
    name, phone = frame.fields.get("name"), frame.fields.get("phone")
    if (name and name != person.name) or (phone and phone != person.phone):
        return [UpdateContact(name=name, phone=phone)]
    return []
