"""R66: every figure in a reply comes from somewhere, and a price is the price of what it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations_with_replacement

from domain.business.business import Business
from domain.business.services import Service
from evals.metrics.port import Score
from evals.metrics.sources import (
    Sources,
    add_turn,
    of_business,
    of_world,
    prices_of_passages,
    prices_of_quotes,
    service_prices,
)
from evals.metrics.text.figures import Figure, figures, nearest_date, plain
from evals.metrics.text.promises import promises
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Line, Transcript, Turn

_MINUTES = re.compile(r"(\d+)[ \u00a0](?:мин|րոպե|min)")
_NUMBERING = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
_WHAT = {"price": "price", "date": "date", "clock": "time", "phone": "phone", "link": "link", "email": "address",
         "number": "figure"}  # fmt: skip


@dataclass(frozen=True)
class _NamedService:
    words: str
    service: Service


class Metric:
    name = "provenance"
    about = "Every price, date, time, phone, link and number said has a source; a service's price is its own."
    decides = True

    def __init__(self) -> None:
        self._known: tuple[Business, Sources, list[_NamedService]] | None = None

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        base, services = self._of(business)
        sources = of_world(base, scenario, transcript)
        faults: list[Fault] = []
        checked = 0
        quoted = {plain(zone.travel_price) for zone in business.profile.zones}
        for turn in transcript.turns:
            add_turn(sources, turn)
            quoted |= prices_of_quotes(turn)
            for line in turn.bot_replies():
                found = _figures_to_judge(line)
                checked += len(found)
                for figure in found:
                    total = _is_total(figure, line.text, services) or _is_of_projects(
                        figure, line.text, business
                    )
                    if not sources.supports(figure) and not total:
                        reason = f"a {_WHAT[figure.kind]} from nowhere: {figure.text}"
                        faults.append(
                            Fault(turn.number, reason, "a figure with a source", excerpt(line.text))
                        )
                        break
                    if wrong := _wrong_day(figure, line):
                        faults.append(Fault(turn.number, wrong, "the day's own name", excerpt(line.text)))
                        break
                else:
                    fault = _wrong_of_service(turn, line, services, business, quoted)
                    if fault is not None:
                        faults.append(fault)
        return verdict(self.name, faults, checked=checked, well=f"{checked} figures, each with a source")

    def _of(self, business: Business) -> tuple[Sources, list[_NamedService]]:
        """The business's own figures are read once: a run judges hundreds of plays of one business."""
        if self._known is None or self._known[0] is not business:
            self._known = business, of_business(business), _named_services(business)
        return self._known[1], self._known[2]


def _is_total(figure: Figure, text: str, named: list[_NamedService]) -> bool:
    """The sum of what two or three visits cost: of the services that the text names, each as often as it may be."""
    if figure.kind != "price":
        return False
    prices = [service.price for service in _services_in(text, named)]
    sums = (
        sum(chosen, Decimal(0)) for count in (2, 3) for chosen in combinations_with_replacement(prices, count)
    )
    return any(plain(total) == figure.value for total in sums)


def _is_of_projects(figure: Figure, text: str, business: Business) -> bool:
    """The sum of the least, or of the most, that the projects cost which the text names, all of them together."""
    if figure.kind != "price":
        return False
    names = {g.id: (g.spoken.ru, g.spoken.hy, g.spoken.en) for g in business.qualification.goals}
    said = [g for g in business.qualification.goals if any(folded(n) in folded(text) for n in names[g.id])]
    if len(said) < 2:
        return False
    ends = ([g.price_from for g in said], [g.price_to for g in said])
    sums = [sum((p for p in prices if p is not None), Decimal(0)) for prices in ends if None not in prices]
    return any(plain(total) == figure.value for total in sums)


def _repeats(part: str) -> bool:
    """Whether a line speaks of several visits: "A + B", "A × 2"."""
    return " + " in part or "×" in part


def _figures_to_judge(line: Line) -> list[Figure]:
    """The time of a promised answer is left to the promises' own metric, a list's numbering to nobody."""
    text = _NUMBERING.sub(lambda match: " " * len(match[0]), line.text)
    for said in promises(text, line.at):
        text = text.replace(said.sentence, " " * len(said.sentence), 1)
    return figures(text)


def _wrong_day(figure: Figure, line: Line) -> str | None:
    """A date said with a weekday that it does not fall on."""
    if figure.kind != "date" or figure.weekday is None:
        return None
    day = nearest_date(figure.value, line.at.date())
    if day is None or day.weekday() == figure.weekday:
        return None
    return f"{figure.text} is not that day of the week"


def _named_services(business: Business) -> list[_NamedService]:
    """Every service's name in every language, longest first: “осмотр и чистка” is not “чистка”."""
    named = []
    for service in business.services.services:
        for names in (service.name, service.short_name):
            named += [_NamedService(folded(n), service) for n in (names.ru, names.hy, names.en)]
    return sorted(named, key=lambda one: -len(one.words))


def _services_in(text: str, named: list[_NamedService]) -> list[Service]:
    rest, found = folded(text), []
    for one in named:
        if re.search(rf"(?<!\w){re.escape(one.words)}(?!\w)", rest):
            rest = rest.replace(one.words, " ")
            if one.service not in found:
                found.append(one.service)
    return found


def _wrong_of_service(
    turn: Turn, line: Line, named: list[_NamedService], business: Business, quoted: set[str]
) -> Fault | None:
    """A price or a duration beside a service's name that is not that service's.

    A line that names services is judged by them; a line that names none by the only service of the whole reply.
    `quoted`: what was worked out for this customer so far, and the prices of the way there.
    """
    owners_words = folded("\n".join(passage.text for passage in turn.passages))
    of_policies = prices_of_passages(turn)
    of_reply = _services_in(line.text, named)
    for part in line.text.splitlines():
        if folded(part) in owners_words:
            continue
        own = _services_in(part, named)
        services = own or (of_reply if len(of_reply) == 1 else [])
        if not services:
            continue
        allowed = {price for service in services for price in service_prices(service, business)}
        if _repeats(part) or not own:
            allowed |= {f.value for f in figures(part) if _is_total(f, line.text, named)}
        for figure in figures(part):
            if figure.kind == "price" and figure.value not in allowed | of_policies | quoted:
                return Fault(
                    turn.number,
                    f"a wrong price for {services[0].name.en}: {figure.text}",
                    " or ".join(sorted(allowed, key=Decimal)),
                    excerpt(part),
                )
        # Prose may speak of one service and of the length of another; a line with a price is about its own service.
        priced = any(figure.kind == "price" for figure in figures(part))
        lasting = {str(service.duration_minutes) for service in own}
        for minutes in _MINUTES.findall(part) if own and priced else ():
            if minutes not in lasting:
                reason = f"a wrong duration for {own[0].name.en}: {minutes} minutes"
                return Fault(turn.number, reason, " or ".join(sorted(lasting)), excerpt(part))
    return None
