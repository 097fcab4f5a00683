"""Visits at the customer's place: the zone and the address, the way there, and a price that was quoted before."""

from __future__ import annotations

import re
from typing import Any, Literal

from agents.places import refuse_zone, zone_among
from agents.scheduler import phrases
from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from domain.appointment import TimeSlot
from domain.business import Business, Service, Zone
from domain.money import Money, PriceRange
from domain.quote import Quote
from domain.speech import SpeechAct, Value
from domain.step import Step

_DIGITS = re.compile(r"\+?\d[\d ()-]{6,}")
_SHORTEST_ADDRESS = 5
_NAME = re.compile(r"[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?")


def with_place(turn: TurnContext, frame: SchedulerFrame) -> SchedulerFrame:
    """The frame with the place this message names, and with what an estimate found out before (never asked twice)."""
    business, found = turn.business, turn.reading.entities
    fields: dict[str, str] = turn.frames.get("estimator", {}).get("fields", {})
    update: dict[str, Any] = {}
    estimated = zone_among(business, fields)
    zone = found.zones[0] if found.zones else frame.zone_id or (estimated.id if estimated else None)
    if zone != frame.zone_id:
        update["zone_id"] = zone
    address = found.addresses[0] if found.addresses else frame.address or fields.get("address")
    if address is None and _asked_for_place(turn):
        address = _rest_of_answer(turn)
    if address != frame.address:
        update["address"] = address
    name = name_in_answer(turn)
    if name is not None and name != frame.name:
        update["name"] = name[:1].upper() + name[1:]
    estimated_service = _estimated(turn)
    undecided = frame.service_id is None and not frame.named and not frame.family and not frame.parts
    if frame.mode in (None, "book") and undecided and estimated_service in business.service_by_id:
        update["service_id"] = estimated_service
    return frame.model_copy(update=update) if update else frame


def _estimated(turn: TurnContext) -> str | None:
    """The service whose price was worked out last, while it is valid."""
    frame = turn.frames.get("estimator", {})
    quote = Quote.model_validate(frame["quote"]) if frame.get("quote") else None
    if quote is not None and quote.valid_until < turn.now.astimezone(turn.business.zone).date():
        quote = None
    service: str | None = frame.get("service_id")
    return service or (quote.service_id if quote is not None else None)


def _asked_for_place(turn: TurnContext) -> bool:
    return turn.pending is not None and turn.pending.expects == "place" and not turn.resuming


def name_in_answer(turn: TurnContext) -> str | None:
    """The name in "Avan, 12 Khudyakov St, Ani, 091…": the part that is neither place nor number."""
    reading = turn.reading
    if reading.entities.name is not None or not _asked_for_place(turn):
        return reading.entities.name
    if not (reading.entities.addresses or reading.entities.phones):
        return None
    text = reading.text
    for span in sorted(reading.entities.spans, key=lambda s: -s.start):
        if span.fact in ("addresses", "zones", "phones"):
            text = text[: span.start] + "," + text[span.end :]
    parts = [part.strip(" .;") for part in re.split(r"[,;\n]", _DIGITS.sub(",", text))]
    names = [p for p in parts if _NAME.fullmatch(p)]
    return names[0] if len(names) == 1 else None


def _rest_of_answer(turn: TurnContext) -> str | None:
    """The answer without name and number, when a house or flat number is left in it."""
    text = _DIGITS.sub(" ", turn.reading.text)
    if turn.reading.entities.name:
        text = text.replace(turn.reading.entities.name, " ")
    text = re.sub(r"\s+", " ", text).strip(" ,.;")
    text = re.sub(r"(?: ,)+", ",", text)
    has_number = any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
    return text if has_number and len(text) >= _SHORTEST_ADDRESS else None


def refused(turn: TurnContext, frame: SchedulerFrame, service: Service) -> Step | None:
    """The way out when the place is not served."""
    zone = _zone(turn.business, frame)
    if not service.at_customer or zone is None or zone.served:
        return None
    return refuse_zone(zone)


def lacks_place(business: Business, service: Service, frame: SchedulerFrame) -> bool:
    """Whether something of the place is still to be asked."""
    if not service.at_customer or frame.mode == "move":
        return False
    return frame.address is None or (bool(business.profile.zones) and _zone(business, frame) is None)


def ask_place(
    turn: TurnContext, frame: SchedulerFrame, slot: TimeSlot, *, name: str | None, phone: str | None
) -> tuple[SpeechAct, Literal["contact", "text"]]:
    """Whatever of address, zone, name and phone is missing, as one bundle (R16, R62); the slot is held meanwhile."""
    values: dict[str, Value] = {"when": slot.starts_at, "minutes": turn.business.profile.booking.hold_minutes}
    if frame.address is None:
        if name and phone:
            return SpeechAct(say="place-ask-address", values=values), "text"
        if phone:
            return SpeechAct(say="place-ask-address-name", values=values), "contact"
        if name:
            return SpeechAct(say="place-ask-address-phone", values=values), "contact"
        return SpeechAct(say="place-ask-all", values=values), "contact"
    return SpeechAct(say="place-ask-zone", values={"address": frame.address}), "text"


def noted_zone(turn: TurnContext, frame: SchedulerFrame) -> list[SpeechAct]:
    """The part of town that was just told, with what coming there costs, before the rest is asked for."""
    zone = _zone(turn.business, frame)
    if zone is None or frame.zone_id == turn.frame.get("zone_id") or not _asked_for_place(turn):
        return []
    if not zone.travel_price:
        return [SpeechAct(say="place-zone-noted", values={"zone": zone.name})]
    travel = Money(amount=zone.travel_price, currency=turn.business.profile.currency)
    return [SpeechAct(say="place-zone-noted-travel", values={"zone": zone.name, "travel": travel})]


def quote_of(turn: TurnContext, service: Service) -> Quote | None:
    """What this case's estimate came to for the service."""
    frame = turn.frames.get("estimator", {})
    stored = [*frame.get("quotes", []), *([frame["quote"]] if frame.get("quote") else [])]
    quotes = [Quote.model_validate(one) for one in stored]
    today = turn.now.astimezone(turn.business.zone).date()
    return next((q for q in reversed(quotes) if q.service_id == service.id and q.valid_until >= today), None)


def price_of(turn: TurnContext, frame: SchedulerFrame, service: Service) -> Money:
    """What the visit is booked at: the quoted sum (its lower end), else the list price with the way there."""
    quote = quote_of(turn, service)
    if quote is not None:
        return Money(amount=quote.low, currency=quote.currency)
    listed = phrases.price_of(turn.business, service)
    zone = _zone(turn.business, frame) if service.at_customer else None
    return (
        listed if zone is None else Money(amount=listed.amount + zone.travel_price, currency=listed.currency)
    )


def read_back(
    turn: TurnContext, frame: SchedulerFrame, service: Service, slot: TimeSlot, name: str
) -> SpeechAct:
    """X on Y at Z, total, proceed? (R17, R64)"""
    business = turn.business
    quote = quote_of(turn, service)
    zone = _zone(business, frame)
    price: Money | PriceRange = quote.total if quote is not None else phrases.price_shown(business, service)
    travel: Value = "none"
    if quote is None and zone is not None and zone.travel_price:
        travel = Money(amount=zone.travel_price, currency=business.profile.currency)
    values = phrases.slot_values(business, slot) | {
        "price": price,
        "travel": travel,
        "address": str(frame.address),
        "name": name,
    }
    values |= phrases.cancelling_terms(business, slot.starts_at, turn.now, "none")
    return SpeechAct(say="place-read-back", values=values, options=[phrases.YES, phrases.CHANGE])


def booked(turn: TurnContext, frame: SchedulerFrame, slot: TimeSlot) -> list[SpeechAct]:
    """The confirmation, then what to prepare, as a message of its own (R18)."""
    business = turn.business
    service = business.service_by_id[slot.service_id]
    values = phrases.slot_values(business, slot) | {
        "address": str(frame.address),
        "late": business.profile.booking.late_minutes,
    }
    before: dict[str, Value] = {"preparation": service.preparation, "minutes": service.duration_minutes}
    return [
        SpeechAct(say="place-done", values=values),
        SpeechAct(say="place-prepare", values=before, separate=True),
    ]


def call_now(turn: TurnContext, frame: SchedulerFrame, service: Service) -> list[SpeechAct]:
    """Urgent: the number to call at once stands before the nearest times (R5)."""
    if not turn.reading.entities.urgent or not service.at_customer or turn.resuming or frame.offered:
        return []
    return [SpeechAct(say="place-call-now", values={"phone": turn.business.profile.branches[0].phone})]


def _zone(business: Business, frame: SchedulerFrame) -> Zone | None:
    return business.zone_by_id.get(frame.zone_id or "")
