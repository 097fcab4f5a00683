"""Facts of an estimate out of a message: asked for or volunteered, each kept and never asked twice (R2, R26)."""

from __future__ import annotations

from decimal import Decimal

from agents.estimator.counting import adds, between_jobs, bounded, how_much, number_told
from agents.estimator.frame import EstimatorFrame
from agents.estimator.pricing import fields_of
from agents.estimator.tables import FactValue
from agents.estimator.walls import walls_of
from agents.estimator.wording import pricing_of
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from agents.understanding.rules import says
from domain.business import Business, EstimateField
from domain.language import LANGUAGES, LocalText

CERTAIN, PROBABLE = 0.97, 0.8
"""From which probability work that no word names is taken for a service, and taken when asking about it brought nothing:
of twenty ways to tell of work on the list eighteen lie above, of work that is not, three of thirty."""
UNSURE = "unsure"
"""Id of the option that says "I do not know"."""


def merge_facts(turn: TurnContext, frame: EstimatorFrame) -> EstimatorFrame:
    """The frame with everything this message tells."""
    frame = _merge_service(turn, frame)
    known, unsure = dict(frame.fields), list(frame.unsure)
    asked = turn.pending.field if turn.pending is not None and not turn.resuming else None
    for one in _wanted(turn.business, frame):
        value = _answer(turn, frame, one, was_asked=asked == one.id)
        if value is not None:
            known[one.id] = value
            unsure = [u for u in unsure if u != one.id]
        elif asked == one.id and _cannot_say(turn):
            unsure = [*unsure, one.id]
    found = turn.reading.entities
    if found.addresses and any(c.isdigit() for c in found.addresses[0]):  # "Martuni" alone is no address
        known["address"] = found.addresses[0]
    if found.name:
        known["name"] = found.name
    if found.phones:
        known["phone"] = found.phones[0]
    return frame.model_copy(update={"fields": known, "unsure": list(dict.fromkeys(unsure))})


def _wanted(business: Business, frame: EstimatorFrame) -> list[EstimateField]:
    """The fields of the service; before one is chosen, those that say the same of every service."""
    rules = business.estimates
    if not rules.jobs:
        return rules.fields
    if frame.service_id is not None:
        names: dict[str, None] = {}
        for service in (frame.service_id, *frame.later):
            job = rules.job_of(service)
            names |= dict.fromkeys([*job.asks, *job.uses] if job is not None else [])
        return [f for name in names if (f := rules.field(name)) is not None]
    return [f for f in rules.fields if f.kind == "zone" or any(o.means_urgent for o in f.options)]


def _merge_service(turn: TurnContext, frame: EstimatorFrame) -> EstimatorFrame:
    chosen = turn.answered(SERVICE_FIELD)
    if chosen is not None:
        kind, _, rest = chosen.partition(":")
        if kind == "service":
            return frame.model_copy(update={"service_id": rest, "named": []})
        return frame.model_copy(update={"named": [s.id for s in turn.business.family(rest)]})
    named = [s for s in turn.reading.entities.services if s in turn.business.service_by_id]
    named = _without_places(turn, named)
    if turn.business.estimates.jobs and frame.service_id is None and len(named) > 1:
        # "A plumber to change a tap": who comes is said along with the job.
        named = [s for s in named if turn.business.estimates.job_of(s) is not None] or named
        jobs = [job for job in several_jobs(turn) if job in named]
        if len(jobs) > 1 and turn.answers is None:
            return frame.model_copy(
                update={"service_id": jobs[0], "later": jobs[1:], "together": jobs, "named": []}
            )
    booked = _being_booked(turn)
    if not named and frame.service_id is None and not frame.named and booked is not None:
        return frame.model_copy(
            update={"service_id": booked}
        )  # "and how much is it in all?", below its times
    if not named and frame.service_id is None and turn.answers is None:
        named = _likely(turn.business, turn.reading.entities.likely_services)
        share = turn.reading.entities.likely_share
        if named and (turn.reading.entities.urgent or share >= CERTAIN):
            named = named[:1]  # who comes sees what it is; asking would cost the time there is not
        elif named:
            frame = frame.model_copy(update={"likely": share >= PROBABLE})
    if not named or turn.answers is not None or frame.service_id in named:
        return frame
    if len(named) == 1 and named[0] in frame.later:
        return frame  # "just one chandelier": a word about the next job, while the first is asked about
    if len(named) == 1:
        kept = {k: v for k, v in frame.fields.items() if is_shared(turn.business, k)}
        if frame.service_id is None:
            kept = dict(frame.fields)
        return frame.model_copy(
            update={"service_id": named[0], "named": [], "fields": kept, "quote": frame.quote}
        )
    if frame.service_id is None:
        by_words = bool(turn.reading.entities.services)
        return frame.model_copy(update={"named": named, "likely": by_words or frame.likely})
    return frame


def _being_booked(turn: TurnContext) -> str | None:
    """The service whose times were shown, while nothing else is wished for: it is what is asked about."""
    service = turn.frames.get("scheduler", {}).get("service_id")
    named = turn.reading.entities.services or turn.reading.entities.likely_services
    priced = isinstance(service, str) and turn.business.estimates.job_of(service) is not None
    return service if priced and not named else None


def _without_places(turn: TurnContext, named: list[str]) -> list[str]:
    """ "The water does not go down in the toilet": where the trouble is, an answer to what the other job asks, is no job of
    its own."""
    if len(named) < 2:
        return named
    words, rules = pricing_of(turn.business).words, turn.business.estimates
    spans = {
        s.value: turn.reading.text[s.start : s.end]
        for s in turn.reading.entities.spans
        if s.fact == "services"
    }

    def is_place(service: str) -> bool:
        said = spans.get(service, "")
        if not said or len(said.split()) > 1:
            return False
        others = [job for other in named if other != service and (job := rules.job_of(other)) is not None]
        return any(words.option(field, said) is not None for job in others for field in job.asks)

    return [s for s in named if not is_place(s)] or named


def _likely(business: Business, services: list[str]) -> list[str]:
    """What it may be about without being named, to be asked: one of which alone a price is known is not taken for it."""
    priced = [s for s in services if business.estimates.job_of(s) is not None]
    return priced if len(priced) > 1 else []


_SURELY_OF_A_PRICE = 0.8
SERVICE_FIELD = "estimate_service"


def several_jobs(turn: TurnContext) -> list[str]:
    """Services that are each named by words of their own and joined ("a tap and a chandelier"), each priced by tables."""
    spans = [s for s in turn.reading.entities.spans if s.fact == "services" and "," not in s.value]
    spans = [s for s in spans if turn.business.estimates.job_of(s.value) is not None]
    jobs: list[str] = []
    for before, span in zip([None, *spans], spans, strict=False):
        joined_to = before is None or between_jobs().search(turn.reading.text[before.end : span.start])
        if joined_to and span.value not in jobs:
            jobs.append(span.value)
    return jobs


def is_shared(business: Business, field_id: str) -> bool:
    """Where, how soon, who: facts that stay when another service is asked about."""
    asked = business.estimates.field(field_id)
    return asked is None or asked.kind in ("zone", "contact") or any(o.means_urgent for o in asked.options)


def _answer(turn: TurnContext, frame: EstimatorFrame, asked: EstimateField, *, was_asked: bool) -> str | None:
    reading, words = turn.reading, pricing_of(turn.business).words
    if was_asked and turn.answers in {o.id for o in asked.options}:
        return turn.answers
    if was_asked and turn.answers == UNSURE:
        return None
    if asked.kind == "choice":
        said = words.option(asked.id, reading.text)
        urgent = next((o.id for o in asked.options if o.means_urgent), None)
        return said or (urgent if reading.entities.urgent else None)
    if asked.kind == "zone":
        return reading.entities.zones[0] if reading.entities.zones else words.zone(reading.text)
    if asked.kind == "number":
        others = _wanted(turn.business, frame)
        number = number_told(
            turn,
            asked,
            was_asked=was_asked,
            only_count=sum(f.kind == "number" for f in others) == 1,
            said_otherwise=any(f.kind == "choice" and words.option(f.id, reading.text) for f in others),
        )
        job = turn.business.estimates.job_of(frame.service_id or "")
        if asked.unit == "m2" and job is not None and job.walls:
            number = bounded(walls_of(reading.text, number), asked) or number
        if number is not None and asked.id in frame.fields and adds(turn):
            number = bounded(number + Decimal(frame.fields[asked.id]), asked)
        return None if number is None else f"{number.normalize():f}"
    if asked.kind == "time" and reading.entities.wishes:
        return reading.entities.wishes[0].text
    if asked.kind == "contact":
        name, phone = turn.known_name, turn.known_phone
        return f"{name or ''} {phone}".strip() if phone else None
    if asked.kind == "text" and was_asked and any(c.isalnum() for c in reading.text):
        return reading.text
    return None


def _cannot_say(turn: TurnContext) -> bool:
    if turn.answers == UNSURE:
        return True
    if turn.reading.entities.wishes:
        return False  # "может, завтра?"
    return is_said(turn.reading, "maybe")


def asks_price(turn: TurnContext) -> bool:
    """Whether the message asks what something costs, in so many words."""
    return says(turn.reading, "price") or how_much().search(turn.reading.text) is not None


def asks_when(turn: TurnContext) -> bool:
    """Whether the message asks when somebody could come, in so many words: the times are told with the price."""
    return says(turn.reading, "availability") or says(turn.reading, "asks_when_come")


def wants_price_now(turn: TurnContext) -> bool:
    """Asks what it costs, in words or by its sound, instead of telling what was asked."""
    found = turn.reading.entities
    by_sound = turn.reading.has("quote", at_least=_SURELY_OF_A_PRICE) and "ask" in turn.reading.acts
    return asks_price(turn) or (by_sound and not (found.zones or found.services or found.numbers))


def typed_facts(business: Business, frame: EstimatorFrame) -> dict[str, FactValue]:
    """The known facts that move the price, as the tables compare them."""
    typed: dict[str, FactValue] = {}
    for one in fields_of(business, frame.service_id or ""):
        value = frame.fields.get(one.id)
        if value is not None:
            typed[one.id] = Decimal(value) if one.kind == "number" else value
    return typed


def shown(business: Business, asked: EstimateField, value: str) -> LocalText:
    """A fact as people read it: an option's label, a zone's name, a number with its unit."""
    if asked.kind == "zone" and value in business.zone_by_id:
        return business.zone_by_id[value].name
    option = next((o for o in asked.options if o.id == value), None)
    if option is not None:
        return option.label
    if asked.kind == "number" and asked.unit_name is not None:
        unit = asked.unit_name
        return LocalText(**{la: f"{value} {unit.in_language(la)}" for la in LANGUAGES})
    return LocalText(**dict.fromkeys(LANGUAGES, value))


def joined(parts: list[LocalText]) -> LocalText:
    """Several, one after another."""
    return LocalText(**{la: ", ".join(p.in_language(la) for p in parts) for la in LANGUAGES})
