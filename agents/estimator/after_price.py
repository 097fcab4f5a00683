"""After the price: a visit or a measuring, a call, later, or nothing more (R28)."""

from __future__ import annotations

from typing import Any

from agents.estimator.by_person import ask_person
from agents.estimator.frame import EstimatorFrame
from agents.estimator.quoting import LATER, NEXT, awaiting, offer_again, rests_on
from agents.scheduler.wishes import merge_wish
from agents.turn_context import TurnContext
from domain.language import LANGUAGES, LocalText
from domain.speech import SpeechAct
from domain.step import PendingQuestion, Step

CONTACT_FIELD = "estimate_contact"
_NEXT_IDS = ("book", "measure", "call", LATER.id)
"""Buttons below a price; they may be tapped when something else has been asked since."""


def chosen_next(turn: TurnContext, before: EstimatorFrame, after: EstimatorFrame) -> Step | None:
    """What the customer wants after the price; None when they changed a fact, or said something else."""
    tapped_again = turn.reading.choice if turn.reading.choice in _NEXT_IDS else None
    asked = turn.pending is not None and turn.pending.field == NEXT
    if turn.pending is None or before.quote is None or not (asked or tapped_again):
        return None
    answer = tapped_again or turn.answers
    if answer is None and after.fields == before.fields and after.service_id == before.service_id:
        if {"deny", "drop"} & {*turn.reading.acts} or turn.reading.route == "decline":
            answer = LATER.id
        elif "confirm" in turn.reading.acts or turn.reading.entities.wishes:
            answer = turn.pending.options[0].id
    if answer is None and turn.reading.entities.wishes and rests_on(turn.business, after, before.quote):
        answer = turn.pending.options[0].id
    if answer in ("book", "measure"):
        return _book(turn, after, measuring=answer == "measure")
    if answer == "call":
        return call(turn, after)
    return closed(turn, before) if answer == LATER.id else None


def about_price(turn: TurnContext, frame: EstimatorFrame) -> Step | None:
    """What the price includes, asked below it; and why it is not less."""
    said = frame.quote_of(frame.service_id)
    asks = turn.reading.intent in ("what_included", "why_dear") and turn.answers is None
    if not asks or said is None or not rests_on(turn.business, frame, said):
        return None
    includes = turn.business.service_by_id[said.service_id].includes
    if includes is None:
        return None
    step = offer_again(turn, frame, said)
    told = SpeechAct(say="estimate-includes", values={"includes": includes})
    return step.model_copy(update={"acts": [told, *step.acts]})


def only_contact(turn: TurnContext, before: EstimatorFrame, after: EstimatorFrame) -> Step | None:
    """Name, phone or address beside the price that was told: noted, and the price is not said again."""
    said = after.quote_of(after.service_id)
    changed = {k: v for k, v in after.fields.items() if before.fields.get(k) != v}
    if not changed or not changed.keys() <= {"name", "phone", "address"} or turn.answers is not None:
        return None
    if said is None or not rests_on(turn.business, after, said) or "ask" in turn.reading.acts:
        return None
    told = turn.reading.entities
    if told.phones and turn.known_name and turn.pending is not None and turn.pending.field == NEXT:
        first = turn.pending.options[
            0
        ].id  # who leaves name and number below "shall I find a time?" means yes
        if first in ("book", "measure"):
            return _book(turn, after, measuring=first == "measure")
    facts = LocalText(**dict.fromkeys(LANGUAGES, ", ".join(changed.values())))
    note = SpeechAct(say="estimate-noted", values={"facts": facts})
    step = offer_again(turn, after, said)
    return step.model_copy(update={"acts": [note, *step.acts]})


def with_times(turn: TurnContext, frame: EstimatorFrame, given: Step) -> Step:
    """The price just worked out, and at once the times, where the message wished for one ("tomorrow after five"), or asks when somebody can come; where
    a person prices first, or nobody comes, the usual offer."""
    pending = given.pending
    if pending is None or not pending.options or pending.options[0].id != "book":
        return given
    told = EstimatorFrame.of(given.frame or {})
    after = told.model_copy(update={"wishes": [], "asks_when": False})
    booking = _book(turn, after, measuring=False)
    wish = merge_wish(None, told.wishes) if not turn.reading.entities.wishes else None
    if wish is not None:
        start = {**(booking.hand_frame or {}), "window": wish.model_dump(mode="json")}
        booking = booking.model_copy(update={"hand_frame": start})
    return booking.model_copy(update={"acts": given.acts[:-1], "actions": given.actions, "why": given.why})


def closed(turn: TurnContext, frame: EstimatorFrame) -> Step:
    """Nothing more for now: the price stays, where one was said."""
    if frame.quote is None:
        return Step(acts=[SpeechAct(say="estimate-abandoned")], frame={}, outcome="closed_by_customer")
    values = {"date": frame.quote.valid_until}
    kept = frame.model_copy(update={"service_id": None, "named": [], "later": [], "together": [], "again": 0})
    return Step(acts=[SpeechAct(say="estimate-kept", values=values)], frame=kept.dump(), outcome="quoted")


def _book(turn: TurnContext, frame: EstimatorFrame, *, measuring: bool) -> Step:
    """Hand over to the scheduler with everything kept (R28)."""
    service = turn.business.estimates.measuring if measuring else frame.service_id
    start: dict[str, Any] = {"mode": "book", "service_id": service, "prices_told": not measuring}
    bookable = [s for s in frame.together if not turn.business.service_by_id[s].needs_person]
    said = [s for s in bookable if s in turn.reading.entities.services]
    if not measuring and said:  # "book the chandelier one": only that of the jobs
        start |= {"service_id": said[0], "later": said[1:]}
    elif not measuring and frame.service_id in bookable:
        start |= {"service_id": bookable[0], "later": bookable[1:]}
    return Step(hand_off="scheduler", hand_frame=start, frame=frame.dump())


def call(turn: TurnContext, frame: EstimatorFrame) -> Step:
    """A person says a fixed price by phone; the number is asked when it is not known."""
    if turn.known_phone:
        return ask_person(turn, frame, say="estimate-call-stored", draft="draft-estimate-call")
    pending = PendingQuestion(
        field=CONTACT_FIELD, kind="contact" if not turn.known_name else "phone", specialist="estimator"
    )
    say = "estimate-ask-contact" if not turn.known_name else "estimate-ask-phone"
    return Step(
        acts=[SpeechAct(say=say)],
        frame=frame.dump(),
        pending=pending,
        next_step=awaiting(turn),
    )
