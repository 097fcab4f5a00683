"""Whose a route is at this business: the first row that holds, else the table of every business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.business import Business
from domain.business.services import Service
from domain.conversation import SpecialistName
from domain.reading import Reading, Route

EVERYWHERE: Mapping[Route, SpecialistName] = {
    "booking": "scheduler",
    "reschedule": "scheduler",
    "cancel": "scheduler",
    "quote": "scheduler",
    "sales": "sales",
    "support.delivery": "support",
    "support.payment": "support",
    "support.technical": "support",
    "support.returns": "support",
    "support.account": "support",
    "support.complaint": "support",
    "faq": "front_desk",
    "human": "front_desk",
    "smalltalk": "front_desk",
    "out_of_scope": "front_desk",
}
"""Routes that are a need; a bare yes or no is none."""


_ASKS_PRICE = 0.5
"""A price is asked for beside another need from this confidence."""


@dataclass(frozen=True)
class Row:
    """`routes` are `owner`'s where `when` holds."""

    why: str
    routes: tuple[Route, ...]
    owner: SpecialistName
    when: Callable[[Business, Reading], bool]


def names_bookable(business: Business, reading: Reading) -> bool:
    """A service that can be booked here and now: its price and its times are a better answer than a lead's form."""
    return any(not business.service_by_id[s].needs_person for s in reading.entities.services)


def _prices_by_estimate(business: Business) -> bool:
    return business.profile.priced_by == "estimate" or not business.services.services


def _about(business: Business, reading: Reading) -> list[Service]:
    """The services that are named, else those that it is likely about."""
    found = reading.entities.services or reading.entities.likely_services
    return [business.service_by_id[s] for s in found]


def _repairs(business: Business, reading: Reading) -> bool:
    """A broken thing is what such a business lives by, and no complaint about it."""
    return _prices_by_estimate(business) and any(s.at_customer for s in _about(business, reading))


def _mends(business: Business, reading: Reading) -> bool:
    """Where everything that is done is done at the customer's home, so is what broke, named or not."""
    if reading.route == "support.complaint":
        return False  # what broke again after our work
    services = business.services.services
    at_home = bool(services) and all(s.at_customer for s in services)
    return _repairs(business, reading) or (at_home and _prices_by_estimate(business))


def _names_work(business: Business, reading: Reading) -> bool:
    """A service whose price the owner's tables work out."""
    return any(business.estimates.job_of(s.id) is not None for s in _about(business, reading))


_ROWS = [
    Row(
        "a project's starting price is said by the qualifier (R2)",
        ("quote",),
        "sales",
        lambda business, reading: (
            business.qualification.tells_prices and not names_bookable(business, reading)
        ),
    ),
    Row(
        "goods are found in the catalogue (R43)",
        ("sales", "quote"),
        "catalogue",
        lambda business, reading: business.catalogue is not None and reading.intent != "estimate",
    ),
    Row(
        "who only sells has nothing to book: it is bought",
        ("booking",),
        "catalogue",
        lambda business, _: business.catalogue is not None and not business.books,
    ),
    Row(
        "where nothing is booked, a visit is a lead",
        ("booking",),
        "sales",
        lambda business, _: not business.books,
    ),
    Row(
        "where nothing is booked, what is moved or cancelled is an order",
        ("reschedule", "cancel"),
        "support",
        lambda business, _: not business.books,
    ),
    Row(
        "a price that must be worked out is the estimator's; one on the list is said with the times (R12)",
        ("quote",),
        "estimator",
        lambda business, reading: (
            not business.books or reading.intent == "estimate" or _prices_by_estimate(business)
        ),
    ),
    Row("a broken thing is priced by who repairs it", ("support.technical",), "estimator", _mends),
    Row("what sounds like nobody's, but is repaired here", ("out_of_scope",), "estimator", _repairs),
    Row(
        "where there are no orders, what sounds like one is work",
        ("support.returns", "support.delivery", "support.account"),
        "estimator",
        lambda business, reading: not business.profile.order_id_pattern and _repairs(business, reading),
    ),
    Row(
        "who wants work whose price can be told hears it",
        ("sales",),
        "estimator",
        lambda business, reading: _prices_by_estimate(business) and _names_work(business, reading),
    ),
    Row(
        "a lead who asks what a service on the list costs",
        ("sales",),
        "scheduler",
        lambda business, reading: (
            business.books and bool(reading.entities.services) and reading.has("quote", at_least=_ASKS_PRICE)
        ),
    ),
    Row(
        "a lead for what can be booked at once",
        ("sales",),
        "scheduler",
        lambda business, reading: any(not s.needs_person for s in _about(business, reading)),
    ),
]


def owner_of(route: Route, business: Business, reading: Reading) -> SpecialistName:
    """Who deals with `route` here; the front desk with whatever is nobody's."""
    holds = (row.owner for row in _ROWS if route in row.routes and row.when(business, reading))
    return next(holds, EVERYWHERE.get(route, "front_desk"))
