"""What booking asks for whatever is booked: name and phone, what to change, and how long an answer is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from agents.scheduler import phrases
from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from domain.appointment import TimeSlot
from domain.conversation import Contact, NextStep
from domain.reading import Flag
from domain.speech import Option, SpeechAct
from domain.step import Expected, PendingQuestion, ProposedAction, QuestionKind, Step, UpdateContact

HEALTH: frozenset[Flag] = frozenset({"medical", "safety"})
"""Of how somebody is, whatever visit is arranged."""
_FRESH = timedelta(hours=1)
"""So long what was shown is still before the customer's eyes."""
_AGAIN = {
    (True, False): "slot-again",
    (True, True): "slot-resume",
    (False, False): "service-again",
    (False, True): "service-again",
}
_PRICE_TOLD = ("service-line", "book-total")
SAID_BESIDE = ("name-noted", "name-noted-other", "no-earlier-visit", *_PRICE_TOLD)
"""What is said without a word of what is open: that is asked again in short."""


@dataclass(frozen=True)
class Visitor:
    """Who comes, as far as is known; a phone or an e-mail address is enough (R16)."""

    name: str | None
    phone: str | None
    email: str | None

    @property
    def reach(self) -> str | None:
        return self.phone or self.email

    def news(self, contact: Contact) -> list[ProposedAction]:
        """What the contact's row does not have yet."""
        new = {
            field: told
            for field, told in (("name", self.name), ("phone", self.phone), ("email", self.email))
            if told and told != getattr(contact, field)
        }
        if not new:
            return []
        return [UpdateContact(name=self.name, phone=self.phone, email=new.get("email"))]


def visitor_of(turn: TurnContext, frame: SchedulerFrame) -> Visitor:
    """From this booking, from what any specialist collected, or on file; whoever comes instead is somebody else."""
    known = turn.known_name
    return Visitor(
        name=frame.name or (known if known != frame.for_whom else turn.situation.contact.name),
        phone=frame.phone or turn.known_phone,
        email=frame.email or turn.situation.contact.email,
    )


def ask_contact_for(
    turn: TurnContext, frame: SchedulerFrame, slot: TimeSlot, *, name: str | None, phone: str | None
) -> tuple[SpeechAct, Literal["contact", "name", "phone"]]:
    """The question for whatever of name and phone is missing; explained when it was evaded."""
    ask = phrases.ask_contact(turn.business, slot, name_known=bool(name), phone_known=bool(phone))
    bad_phone = turn.reading.entities.bad_phone if not turn.resuming else None
    if bad_phone is not None and not phone:
        ask = phrases.ask_phone_again(slot, bad_phone, name_known=bool(name))
    elif _evaded(turn, frame):
        ask = phrases.explain_contact(name_known=bool(name), phone_known=bool(phone))
    return ask, "phone" if name else "name" if phone else "contact"


def _evaded(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """Name or phone were asked for, and the message brought neither nor another wish; a "yes, book it" evades nothing."""
    asked = turn.pending is not None and turn.pending.field == "contact" and not turn.resuming
    if HEALTH.intersection(turn.reading.flags):
        return False  # a doctor is asked first
    before = SchedulerFrame.of(turn.frame)
    agrees = "confirm" in turn.reading.acts
    return asked and not agrees and turn.answers is None and frame.dump() == before.dump()


def choose_again(turn: TurnContext, frame: SchedulerFrame, said: list[SpeechAct]) -> Step:
    """What was shown a moment ago is still to be chosen from; it is not told twice. A "yes" is asked which one."""
    options = turn.pending.options if turn.pending is not None else []
    times = turn.pending is None or turn.pending.field != "service"
    yes = "confirm" in turn.reading.acts and not turn.resuming and len(frame.offered) > 1
    beside = turn.resuming or any(act.say in _PRICE_TOLD for act in said)
    say = "slot-which" if times and yes else _AGAIN[times, beside]
    act = SpeechAct(say=say, options=options)
    return Step(acts=[*said, act], frame=frame.dump(), pending=turn.pending, next_step=awaiting_answer(turn))


async def still_to_choose(turn: TurnContext, frame: SchedulerFrame) -> Step | None:
    """The open choice once more after something beside it, in a word: nothing of it is told again while it is fresh
    and every time is still free."""
    asked = turn.pending
    if asked is None or asked.field not in ("slot", "move_slot", "service") or not asked.options:
        return None
    told = [line.at for line in turn.situation.recent if line.author == "bot"]
    if not told or turn.now - max(told) > _FRESH or frame.visits():
        return None
    if asked.field != "service" and not (
        frame.offered and await turn.calendar.are_free(frame.offered, holder=turn.case_id)
    ):
        return None
    return choose_again(turn, frame, [])


def name_noted(turn: TurnContext, name: str) -> SpeechAct:
    """Thanks by name; a name told of somebody else is only written down."""
    somebody = name == turn.reading.entities.for_whom or is_said(turn.reading, "relative")
    return SpeechAct(say="name-noted-other" if somebody else "name-noted", values={"name": name})


def ask_customer(
    turn: TurnContext,
    frame: SchedulerFrame,
    acts: Sequence[SpeechAct],
    *,
    field: str,
    kind: QuestionKind,
    actions: Sequence[ProposedAction] = (),
    expects: Expected | None = None,
    subject: str | None = None,
    together: Sequence[str] = (),
) -> Step:
    """The step that ends in a question: the last of `acts`, whose options are the answers to choose from."""
    pending = PendingQuestion(
        field=field,
        kind=kind,
        specialist="scheduler",
        options=acts[-1].options,
        expects=expects,
        subject=subject,
        together=list(together),
    )
    return Step(
        acts=list(acts),
        actions=list(actions),
        frame=frame.dump(),
        pending=pending,
        next_step=awaiting_answer(turn),
    )


def awaiting_answer(turn: TurnContext) -> NextStep:
    """The customer owes the next word."""
    hours = turn.business.cadences.silence_hours[0]
    return NextStep(what="customer_answers", owner="customer", due_at=turn.now + timedelta(hours=hours))


def change_what(*, moving: bool) -> Step:
    """ "No" to a read-back: which part? (R63: labelled options). A move keeps its service."""
    options = [
        Option(id="time", say="option-other-time"),
        *([] if moving else [Option(id="service", say="option-other-service")]),
        Option(id="stop", say="option-not-now"),
    ]
    act = SpeechAct(say="book-change-what", options=options)
    pending = PendingQuestion(field="change", kind="choice", specialist="scheduler", options=options)
    return Step(acts=[act], pending=pending)
