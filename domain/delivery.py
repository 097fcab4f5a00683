"""When goods arrive: days that count, orders that come too late for today. Pure; the business's wall time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.availability import is_closed
from domain.business import Business
from domain.business.booking import WEEKDAYS
from domain.business.catalogue import DeliveryWay

_FARTHEST_DAYS = 120


@dataclass(frozen=True)
class Arrival:
    """What one way of delivery can promise for an order placed now: between `first` and `last`, for `price`."""

    way: DeliveryWay
    first: date
    last: date
    price: Decimal


def arrival(business: Business, way: DeliveryWay, now: datetime, total: Decimal) -> Arrival:
    """The days on which an order of `total`, placed `now` (aware), arrives. `last` is what may be promised (R65)."""
    local = now.astimezone(business.zone)
    base = local.date() if local.time() < way.order_by else local.date() + timedelta(days=1)
    fewest, most = way.span_days
    return Arrival(
        way=way,
        first=_after(business, way, base, fewest),
        last=_after(business, way, base, most),
        price=way.costs(total),
    )


def arrivals(business: Business, zone: str, now: datetime, total: Decimal) -> list[Arrival]:
    """What every way to `zone` can promise, cheapest first; of equally cheap ones the earlier."""
    catalogue = business.catalogue
    ways = [w for w in catalogue.rules.delivery if zone in w.zones] if catalogue is not None else []
    found = [arrival(business, way, now, total) for way in ways]
    return sorted(found, key=lambda a: (a.way.pickup, a.price, a.last))


def _after(business: Business, way: DeliveryWay, base: date, days: int) -> date:
    """The `days`-th day after `base` on which that way delivers; for none, the first such day from `base` on."""
    day, left = base, days
    for _ in range(_FARTHEST_DAYS):
        if left == 0 and _delivers(business, way, day):
            return day
        day += timedelta(days=1)
        if left and _delivers(business, way, day):
            left -= 1
    return day


def _delivers(business: Business, way: DeliveryWay, day: date) -> bool:
    return WEEKDAYS[day.weekday()] in way.weekdays and not is_closed(business, day)
