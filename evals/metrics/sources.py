"""Where figures in a reply may come from: the owner's files, and what was said, offered, stored or promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from domain.business.business import Business
from domain.business.catalogue import Catalogue
from domain.business.services import Service
from evals.metrics.text.figures import Figure, figures, plain
from evals.scenario import Scenario
from evals.transcript import Transcript, Turn


@dataclass
class Sources:
    """Values as `text.figures` writes them, by kind. A price is never taken from a plain number's source."""

    zone: ZoneInfo
    values: dict[str, set[str]] = field(default_factory=dict)

    def copy(self) -> Sources:
        return Sources(self.zone, {kind: set(values) for kind, values in self.values.items()})

    def add(self, kind: str, value: str) -> None:
        self.values.setdefault(kind, set()).add(value)

    def add_text(self, text: str, *, but: Iterable[str] = ()) -> None:
        """Every figure of `text`, except of the kinds `but`."""
        for figure in figures(text):
            if figure.kind not in but:
                self.add(figure.kind, figure.value)

    def add_moment(self, moment: datetime) -> None:
        local = moment.astimezone(self.zone) if moment.tzinfo is not None else moment
        self.add("clock", f"{local:%H:%M}")
        self.add("date", f"{local:%m-%d}")

    def add_value(self, value: Any, *, but: Iterable[str] = ()) -> None:
        """A value of any shape out of a record, a call or a fact; moments are told from other text."""
        if isinstance(value, dict):
            for one in value.values():
                self.add_value(one, but=but)
        elif isinstance(value, (list, tuple)):
            for one in value:
                self.add_value(one, but=but)
        elif isinstance(value, datetime):
            self.add_moment(value)
        elif isinstance(value, date):
            self.add("date", f"{value:%m-%d}")
        elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            self.add("number", plain(Decimal(value)))
        elif isinstance(value, str):
            moment = _moment(value)
            if moment is not None:
                self.add_moment(moment)
            else:
                self.add_text(value, but=but)

    def supports(self, figure: Figure) -> bool:
        """A number may be any figure that is known; a price has to be known as a price."""
        if figure.value in self.values.get(figure.kind, ()):
            return True
        if figure.kind == "phone":
            return any(figure.value.endswith(known[-8:]) for known in self.values.get("phone", ()))
        if figure.kind == "number":
            return any(figure.value in self.values.get(kind, ()) for kind in ("price", "amount", "phone"))
        return False


def _moment(value: str) -> datetime | None:
    if len(value) < 16 or not value[:4].isdigit() or "T" not in value[:11]:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def of_business(business: Business) -> Sources:
    """What the owner's files say. Prices come from the price list alone; dates and times never from templates."""
    sources = Sources(business.zone)
    for service in business.services.services:
        for price in service_prices(service, business):
            sources.add("price", price)
    for zone in business.profile.zones:
        sources.add("price", plain(zone.travel_price))
    for goal in business.qualification.goals:
        for told in (goal.price_from, goal.price_to):
            if told is not None:
                sources.add("price", plain(told))
    for amount in (business.estimates.starting_from, business.escalation.refund_limit):
        if amount is not None:
            sources.add("price", plain(amount))
    for order in business.orders:
        sources.add("price", plain(order.total.amount))
    files = (business.profile, business.services, business.qualification, business.estimates, business.support,
             business.cadences)  # fmt: skip
    for file in files:
        for value in _leaves(file.model_dump(mode="json")):
            if isinstance(value, str):
                _add_wall_text(sources, value)
            elif isinstance(value, int) and not isinstance(value, bool):
                sources.add("number", str(value))
    if business.catalogue is not None:
        _add_goods(sources, business.catalogue)
    for template in business.words.values():
        sources.add_text(template, but=("price", "date", "clock"))
    return sources


def _add_goods(sources: Sources, catalogue: Catalogue) -> None:
    """Prices of products and of their delivery; sizes, measures and links as they stand in the files."""
    for product in catalogue.products:
        sources.add("price", plain(product.price))
        sources.add_text("\n".join((product.link, product.name.en, *product.sizes)), but=("price",))
    for way in catalogue.rules.delivery:
        for amount in (way.price, way.free_from):
            if amount is not None:
                sources.add("price", plain(amount))
    for value in _leaves(catalogue.rules.model_dump(mode="json", exclude={"delivery", "cart_url"})):
        if isinstance(value, str):
            sources.add_text(value, but=("price", "date", "clock"))
        elif isinstance(value, int) and not isinstance(value, bool):
            sources.add("number", str(value))


def _add_wall_text(sources: Sources, value: str) -> None:
    """Opening hours are `09:00:00` in the files, closed days `2026-12-31`."""
    if len(value) == 8 and value[2] == value[5] == ":":
        sources.add("clock", value[:5])
    else:
        sources.add_text(value, but=("price",))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def service_prices(service: Service, business: Business) -> set[str]:
    """What may be said of the service with a currency: its price or range, and its deposit."""
    amounts = [service.price, *([service.price_to] if service.price_to is not None else [])]
    if service.deposit:
        share = Decimal(business.profile.booking.deposit_percent) / 100
        amounts += [amount * share for amount in amounts]
    return {plain(amount) for amount in amounts}


def of_world(base: Sources, scenario: Scenario, transcript: Transcript) -> Sources:
    """`base`, with what was so before the first line and what the play left behind."""
    sources = base.copy()
    for visit in (*scenario.world.visits, *scenario.world.taken):
        sources.add_moment(visit.start)
    contact = scenario.world.contact
    if contact is not None:
        sources.add_text(" \n".join(filter(None, (contact.name, contact.phone, contact.email))))
    for row in transcript.records:
        for name, value in row.fields.items():
            if name in ("price", "total", "deposit"):
                sources.add("price", plain(Decimal(value)) if _is_number(value) else value)
            sources.add_value(value)
    for promise in transcript.promises:
        sources.add_moment(promise.due_at)
    for timer in transcript.open_timers:
        sources.add_value(timer, but=("price",))
    return sources


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isdigit()


def add_turn(sources: Sources, turn: Turn) -> None:
    """What this turn brought in, before its replies are judged: the customer's and staff's words, offers, writes."""
    for distance in (0, 1):
        sources.add("date", f"{turn.at.astimezone(sources.zone).date() + timedelta(days=distance):%m-%d}")
    for line in turn.lines:
        if line.author != "bot":
            sources.add_text(line.text)
        for option_id, _ in line.options:
            _add_slot(sources, option_id)
    for fact in turn.facts:
        sources.add_value(fact, but=("price",))
    for passage in turn.passages:
        sources.add_text(passage.text)
    for price in prices_of_passages(turn):
        sources.add("price", price)
    for price in prices_of_quotes(turn):
        sources.add("price", price)
    for call in turn.calls:
        sources.add_value(call.args, but=("price",))
        sources.add_value(call.result, but=("price",))
    if turn.case is not None and turn.case.next_step is not None:
        sources.add_value(turn.case.next_step)
    for window in ((turn.reading or {}).get("entities") or {}).get("windows") or ():
        sources.add_value([window.get("start"), window.get("end"), window.get("daily_from")])


def prices_of_quotes(turn: Turn) -> set[str]:
    """Every sum of the quotes that were stored in this turn."""
    made = [call.args.get("quote") or {} for call in turn.calls if call.tool == "crm.quote"]
    return {price for quote in made for price in _prices_of_quote(quote)}


def _prices_of_quote(quote: dict[str, Any]) -> Iterator[str]:
    """The sums of a quote that was stored in this turn: its lines, the price of one, the whole."""
    for item in (quote, *(quote.get("lines") or ())):
        for name in ("low", "high", "unit_low", "unit_high"):
            if item.get(name) is not None:
                yield plain(abs(Decimal(str(item[name]))))


def prices_of_passages(turn: Turn) -> set[str]:
    """Amounts that stand in the policies said in this turn. Where their text was not kept, the facts hold their bare
    figures; a price that a speech act carried has its currency and does not count.
    """
    said = [passage for passage in turn.passages if passage.said]
    amounts = {f.value for passage in said for f in figures(passage.text) if f.kind in ("price", "number")}
    if any(not passage.text for passage in said):
        amounts |= {f.value for fact in turn.facts for f in figures(fact) if f.kind == "number"}
    return amounts


def _add_slot(sources: Sources, option_id: str) -> None:
    """`slot:ani:center:29926380`: minutes since 1970 (UTC) end the id of an offered time."""
    kind, _, rest = option_id.partition(":")
    minutes = rest.rpartition(":")[2]
    if kind == "slot" and minutes.isdigit():
        sources.add_moment(datetime.fromtimestamp(int(minutes) * 60, sources.zone))
