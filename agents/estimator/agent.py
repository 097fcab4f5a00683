"""The estimator: the facts a price depends on, the price by the owner's tables, and the next step (R25-R30)."""

from __future__ import annotations

from agents.estimator.after_price import (
    CONTACT_FIELD,
    about_price,
    call,
    chosen_next,
    closed,
    only_contact,
    with_times,
)
from agents.estimator.asking import (
    MENU_SIZE,
    ask_field,
    counted,
    describes,
    learned,
    noting,
    without_the_rest,
)
from agents.estimator.by_person import ask_person
from agents.estimator.facts import (
    SERVICE_FIELD,
    asks_price,
    asks_when,
    is_shared,
    merge_facts,
    typed_facts,
    wants_price_now,
)
from agents.estimator.frame import EstimatorFrame
from agents.estimator.pricing import work_out
from agents.estimator.quoting import awaiting, give_quote, make_quote, offer_again, rests_on
from agents.estimator.unlisted import beside_unlisted, price_unlisted, waiting_for_price
from agents.estimator.wording import pricing_of
from agents.places import refuse_zone, zone_among
from agents.turn_context import TurnContext
from agents.whole_offer import asks_of_everything, kinds_of_services, offer
from domain.business import Business, Service
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, Step


async def decide(turn: TurnContext) -> Step:
    """The estimator's step for this turn. Proposes; writes nothing."""
    frame = EstimatorFrame.of(turn.frame).still_valid(turn.now.astimezone(turn.business.zone).date())
    if turn.resuming:
        said = frame.quote_of(frame.service_id)
        if said is not None and rests_on(turn.business, frame, said):
            return offer_again(turn, frame, said)
        if turn.pending is not None and turn.pending.field != SERVICE_FIELD and wants_price_now(turn):
            frame = without_the_rest(turn, frame)
        return _go_on(turn, frame, resumed=True)
    if turn.event is not None and turn.event.kind == "unsupported":
        frame = frame.model_copy(update={"photo": "sent"})
        said = frame.quote_of(frame.service_id)
        if said is not None and rests_on(turn.business, frame, said):
            return noting(turn, [], offer_again(turn, frame, said), photo=True)
        return noting(turn, [], _go_on(turn, frame, resumed=True), photo=True)
    after = _with_wish(turn, merge_facts(turn, frame))
    unlisted = price_unlisted(turn, after)
    if unlisted is not None:
        return unlisted
    if turn.pending is not None and turn.pending.field == CONTACT_FIELD:
        return call(turn, after)
    told = about_price(turn, after)
    if told is not None:
        return told
    chosen = chosen_next(turn, frame, after)
    if chosen is not None:
        return chosen
    told = only_contact(turn, frame, after)
    if told is not None:
        return told
    if _gives_up(turn, frame, after):
        return closed(turn, after)
    refused = _not_served(turn, after)
    if refused is not None:
        return refused
    soon = _comes_first(turn, frame, after)
    if soon is not None:
        return soon
    listed = _priced_by_list(turn, after)
    if listed is not None:
        return listed
    raised = pricing_of(turn.business).words.exceptions(turn.reading.text)
    if raised:
        return _exception(turn, after, raised)
    step = _go_on(turn, counted(turn, frame, _awaiting_photo(turn, after)))
    if _awaiting_photo(turn, after) is not after:
        return step.model_copy(update={"acts": [SpeechAct(say="estimate-photo-awaited"), *step.acts]})
    return beside_unlisted(turn, frame, noting(turn, learned(turn, frame, after), step))


def _with_wish(turn: TurnContext, frame: EstimatorFrame) -> EstimatorFrame:
    """When somebody is to come, kept until the price is known."""
    wishes = turn.reading.entities.wishes if turn.answers is None else []
    asks = turn.answers is None and asks_when(turn)
    if not wishes and not asks:
        return frame
    return frame.model_copy(update={"wishes": wishes or frame.wishes, "asks_when": asks or frame.asks_when})


def _awaiting_photo(turn: TurnContext, frame: EstimatorFrame) -> EstimatorFrame:
    """A photo that the customer announces is waited for, and not asked for (R25)."""
    words = pricing_of(turn.business).words
    announced = frame.photo == "" and words.photo(turn.reading.text)
    return frame.model_copy(update={"photo": "asked"}) if announced else frame


def _go_on(turn: TurnContext, frame: EstimatorFrame, *, resumed: bool = False) -> Step:
    """The next question, or the price."""
    rules = turn.business.estimates
    if rules.jobs and frame.service_id is None:
        return _ask_service(turn, frame)
    job = rules.job_of(frame.service_id) if frame.service_id is not None else None
    names = job.asks if job is not None else [f.id for f in rules.fields]
    asked = [f for name in names if (f := rules.field(name)) is not None]
    missing = next((f for f in asked if f.id not in frame.fields and f.id not in frame.unsure), None)
    if missing is not None:
        return ask_field(turn, frame, missing, photos=job.photos if job is not None and not resumed else None)
    if job is None:
        return ask_person(turn, frame)
    known = frame.quote_of(frame.service_id)
    if known is not None and rests_on(turn.business, frame, known):
        again = give_quote(turn, frame, known, new=False)
        includes = turn.business.service_by_id[known.service_id].includes
        what = (
            [SpeechAct(say="estimate-includes", values={"includes": includes})]
            if includes is not None
            else []
        )
        return again.model_copy(update={"acts": [again.acts[0], *what, *again.acts[1:]]})
    price = work_out(
        turn.business,
        pricing_of(turn.business).tables,
        str(frame.service_id),
        typed_facts(turn.business, frame),
    )
    if not price.lines or price.exceptions:
        by_id = {e.id: e.name for e in rules.exceptions}
        return ask_person(turn, frame, reasons=[by_id[e] for e in price.exceptions], price=price)
    given = give_quote(turn, frame, make_quote(turn, frame, price), new=True)
    if (frame.wishes or frame.asks_when) and not frame.later:
        return with_times(turn, frame, given)
    return _and_next(turn, frame, given)


def _and_next(turn: TurnContext, frame: EstimatorFrame, given: Step) -> Step:
    """The price, and at once that of the next job of the same message, or the question it needs."""
    if not frame.later:
        return given
    told = EstimatorFrame.of(given.frame or {})
    rules = turn.business.estimates
    job = rules.job_of(str(frame.service_id))
    priced = {*job.asks, *job.uses} if job is not None else set()
    # A count told of this job ("12 square metres of tiles") is not the next one's; where and how soon is.
    kept = {k: v for k, v in frame.fields.items() if k not in priced or is_shared(turn.business, k)}
    after = told.model_copy(update={"service_id": frame.later[0], "later": frame.later[1:], "fields": kept})
    step = _go_on(turn, after, resumed=True)
    acts = [given.acts[0], *step.acts]
    actions = [*given.actions, *step.actions]
    return step.model_copy(update={"acts": acts, "actions": actions, "why": [*given.why, *step.why]})


def _ask_service(turn: TurnContext, frame: EstimatorFrame) -> Step:
    business = turn.business
    priced = [s for s in business.services.services if business.estimates.job_of(s.id) is not None]
    named = [s for s in priced if s.id in frame.named]
    if len(named) == 1:
        return _go_on(turn, frame.model_copy(update={"service_id": named[0].id, "named": []}))
    options = [_service_option(s) for s in named[:MENU_SIZE]] or _family_options(business, priced)
    asked = turn.pending is not None and turn.pending.field == SERVICE_FIELD
    again = asked and not named
    everything = not named and not turn.resuming and asks_of_everything(turn.reading)
    waiting = None if named or asked or everything else waiting_for_price(turn)
    if waiting is not None:
        return waiting
    same = turn.pending is not None and {o.id for o in options} == {o.id for o in turn.pending.options}
    in_vain = asked and (again or same) and not everything and not turn.resuming and turn.answers is None
    if in_vain and named and frame.likely:
        taken = _go_on(turn, frame.model_copy(update={"service_id": named[0].id, "named": []}))
        said = SpeechAct(say="estimate-assumed", values={"service": named[0].name})
        return taken.model_copy(update={"acts": [said, *taken.acts]})
    if in_vain and (named or describes(turn)):
        return ask_person(turn, frame, say="estimate-unlisted")
    kinds = kinds_of_services(business) if everything else []
    ask = SpeechAct(say="estimate-ask-service-again" if again else "estimate-ask-service", options=options)
    act = offer(kinds, options) if kinds else ask
    pending = PendingQuestion(field=SERVICE_FIELD, kind="choice", specialist="estimator", options=options)
    return Step(acts=[act], frame=frame.dump(), pending=pending, next_step=awaiting(turn))


def _service_option(service: Service) -> Option:
    return Option(id=f"service:{service.id}", label=service.short_name)


def _family_options(business: Business, priced: list[Service]) -> list[Option]:
    used = {s.family for s in priced}
    families = [f for f in business.services.families if f.id in used][:MENU_SIZE]
    return [Option(id=f"family:{f.id}", label=f.name) for f in families]


def _exception(turn: TurnContext, frame: EstimatorFrame, raised: list[str]) -> Step:
    by_id = {e.id: e.name for e in turn.business.estimates.exceptions}
    return ask_person(turn, frame, reasons=[by_id[e] for e in raised])


def _not_served(turn: TurnContext, frame: EstimatorFrame) -> Step | None:
    """A place the business does not come to: said at once, with what it can do instead (R5)."""
    zone = zone_among(turn.business, frame.fields)
    if zone is None or zone.served:
        return None
    return refuse_zone(zone)


def _priced_by_list(turn: TurnContext, frame: EstimatorFrame) -> Step | None:
    """A service with a price of its own and no tables: said with free times, by the scheduler (R12)."""
    rules = turn.business.estimates
    if not rules.jobs or frame.service_id is None or rules.job_of(frame.service_id) is not None:
        return None
    return Step(hand_off="scheduler", frame=frame.model_copy(update={"service_id": None}).dump())


def _comes_first(turn: TurnContext, before: EstimatorFrame, after: EstimatorFrame) -> Step | None:
    """Urgent trouble, and no word of its price: a number to call and the nearest times, by the scheduler (R5).

    Work that is counted ("five sockets, urgently") is priced first: its list price is for one piece.
    """
    if turn.pending is not None or before.service_id is not None or not turn.reading.entities.urgent:
        return None
    service = turn.business.service_by_id.get(after.service_id or "")
    job = turn.business.estimates.job_of(service.id) if service is not None else None
    if service is None or job is None or service.needs_person or not service.at_customer or asks_price(turn):
        return None
    asked = [turn.business.estimates.field(name) for name in job.asks]
    if any(f is not None and f.kind == "number" for f in asked):
        return None
    start = {"mode": "book", "service_id": service.id}
    return Step(hand_off="scheduler", hand_frame=start, frame=after.dump())


def _gives_up(turn: TurnContext, before: EstimatorFrame, after: EstimatorFrame) -> bool:
    """ "Not now, thanks" instead of the fact that was asked for."""
    if turn.pending is None or turn.pending.specialist != "estimator" or turn.answers is not None:
        return False
    declines = bool({"deny", "drop"} & {*turn.reading.acts}) or turn.reading.route == "decline"
    return declines and (after.fields, after.unsure) == (before.fields, before.unsure)
