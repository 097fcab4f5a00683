"""Speech acts about several visits of one coming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from agents.scheduler import phrases
from domain.appointment import TimeSlot
from domain.business import Business, Service
from domain.language import Language, LocalText
from domain.money import Money, PriceRange
from domain.speech import SpeechAct, Value
from domain.together import Plan


def together_name(services: Sequence[Service]) -> LocalText:
    """ "Cleaning + Whitening", "Cleaning × 2": what several visits are called."""
    counted: dict[str, int] = {}
    for service in services:
        counted[service.id] = counted.get(service.id, 0) + 1
    by_id = {s.id: s for s in services}

    def named(language: Language) -> str:
        names = [
            by_id[one].name.in_language(language) + (f" × {count}" if count > 1 else "")
            for one, count in counted.items()
        ]
        return " + ".join(names)

    return LocalText(ru=named("ru"), hy=named("hy"), en=named("en"))


def total_of(business: Business, services: Sequence[Service]) -> Money | PriceRange:
    """What all visits cost together; a range where one of them has one."""
    low, high = (
        Money(amount=sum(amounts, Decimal(0)), currency=business.profile.currency)
        for amounts in ([s.price for s in services], [s.price_to or s.price for s in services])
    )
    return low if low == high else PriceRange(low=low, high=high)


def price_told(business: Business, services: Sequence[Service]) -> SpeechAct:
    """What is asked about a price: one service with what it includes; of several, each price and the total."""
    if len(services) == 1:
        return phrases.service_line(business, services[0], brief=False)
    lines = [phrases.service_line(business, s, brief=True) for s in {s.id: s for s in services}.values()]
    total = total_of(business, services)
    return SpeechAct(say="book-total", values={"price": total}, lines=lines)


def plan_menu(
    business: Business, services: Sequence[Service], plans: Sequence[Plan], *, price: bool
) -> SpeechAct:
    """Three ways to have several visits at one coming (R14), with their total unless it was told a moment ago."""
    values: dict[str, Value] = {"services": together_name(services)}
    if price:
        values["price"] = total_of(business, services)
    return SpeechAct(
        say="book-plans-price" if price else "book-plans",
        values=values,
        lines=[_plan_line(business, plan) for plan in plans],
        options=[*(phrases.slot_option(p[0]) for p in plans), phrases.MORE_TIMES],
    )


def _plan_line(business: Business, plan: Plan) -> SpeechAct:
    values: dict[str, Value] = {
        "when": plan[0].starts_at,
        "branch": business.branch_by_id[plan[0].branch_id].name,
    }
    if plan[1].starts_at == plan[0].starts_at:
        return SpeechAct(say="plan-line-at-once", values=values)
    clocks = [slot.starts_at.astimezone(business.zone).time() for slot in plan[1:]]
    values["then"] = clocks[0]
    if len(clocks) == 1:
        return SpeechAct(say="plan-line", values=values)
    return SpeechAct(say="plan-line-three", values=values | {"last": clocks[1]})


def _visit_line(business: Business, slot: TimeSlot) -> SpeechAct:
    service = business.service_by_id[slot.service_id]
    values = phrases.slot_values(business, slot) | {"price": phrases.price_shown(business, service)}
    return SpeechAct(say="visit-line", values=values)


def read_back_all(business: Business, plan: Plan, name: str, now: datetime) -> SpeechAct:
    """R17, R64 for several visits: one yes is to all of them."""
    services = [business.service_by_id[s.service_id] for s in plan]
    deposits = [d for d in (phrases.deposit_shown(business, s) for s in services) if isinstance(d, Money)]
    deposit = sum((d.amount for d in deposits), Decimal(0))
    asked: Value = Money(amount=deposit, currency=business.profile.currency) if deposits else "none"
    values: dict[str, Value] = {
        "price": total_of(business, services),
        "deposit": asked,
        "branch": business.branch_by_id[plan[0].branch_id].name,
        "name": name,
    }
    values |= phrases.cancelling_terms(business, plan[0].starts_at, now, asked)
    lines = [_visit_line(business, slot) for slot in plan]
    return SpeechAct(
        say="book-read-back-several", values=values, lines=lines, options=[phrases.YES, phrases.CHANGE]
    )


def all_booked(business: Business, plan: Plan, link: str | None = None) -> list[SpeechAct]:
    """The confirmation of several visits, then directions and what each needs."""
    branch = business.branch_by_id[plan[0].branch_id]
    done: dict[str, Value] = {"branch": branch.name, "late": business.profile.booking.late_minutes}
    lines = [SpeechAct(say="visit-done-line", values=phrases.slot_values(business, slot)) for slot in plan]
    services = {s.service_id: business.service_by_id[s.service_id] for s in plan}
    needs = [
        SpeechAct(say="prepare-line", values={"service": s.short_name, "preparation": s.preparation})
        for s in services.values()
    ]
    return [
        SpeechAct(say="book-done-several", values=done, lines=lines),
        SpeechAct(
            say="book-prepare-several",
            values={"address": branch.address, "directions": branch.directions},
            separate=True,
        ),
        *(need.model_copy(update={"optional": True}) for need in needs),
        *phrases.calendar_file(link),
    ]
