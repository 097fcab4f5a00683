"""A turn's steps, reviewed and merged into one decision. Pure policy: nothing a customer wrote passes unchecked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.asked_of_us import ABOUT, before_the_last_word
from agents.need import Need
from domain.conversation import NextStep, Outcome, SpecialistName
from domain.reading import Reading
from domain.speech import SpeechAct
from domain.step import (
    Alarm,
    BookAppointment,
    CancelAppointment,
    CreateReturnLabel,
    Escalation,
    PendingQuestion,
    Promise,
    ProposedAction,
    SendResetLink,
    Step,
    StoreRecord,
)


@dataclass
class TurnDecision:
    """What the turn will say and write, before words are found for it."""

    acts: list[SpeechAct] = field(default_factory=list)
    actions: list[ProposedAction] = field(default_factory=list)
    frames: dict[str, dict[str, Any]] = field(default_factory=dict)
    active: SpecialistName | None = None
    pending: PendingQuestion | None = None
    escalations: list[Escalation] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    outcome: Outcome | None = None
    next_step: NextStep | None = None
    refused: list[str] = field(default_factory=list)
    reached: list[Outcome] = field(default_factory=list)
    """Every need's outcome in this turn; the case's own is the one that leaves nothing asked."""


def merge_steps(
    done: list[tuple[Need, Step]],
    *,
    asked: PendingQuestion | None,
    reading: Reading | None,
    frames: dict[str, dict[str, Any]],
) -> TurnDecision:
    """One decision from the turn's steps. Writes without the customer's explicit yes are refused here (R17).

    A need that came to its end beside another that asks something does not end the case: the answer is waited for.
    """
    decision = TurnDecision(frames={k: v for k, v in frames.items() if v})
    for need, step in done:
        decision.acts += step.acts
        decision.promises += step.promises
        decision.alarms += step.alarms
        decision.stops += step.stops
        if step.escalation is not None:
            decision.escalations.append(step.escalation)
        for action in step.actions:
            reason = refusal(action, asked=asked, reading=reading)
            if reason is None:
                decision.actions.append(action)
            else:
                decision.refused.append(reason)
        if step.frame is not None:
            decision.frames[need.specialist] = step.frame
        if step.pending is not None:
            decision.pending, decision.active = step.pending, step.pending.specialist
        if step.outcome is not None:
            decision.outcome = step.outcome
            decision.reached.append(step.outcome)
        if step.next_step is not None:
            decision.next_step = step.next_step
    _age(decision, [step for need, step in done if need.specialist == "front_desk"])
    # Nobody dealt with anything (staff wrote, something happened outside): what was open stays open.
    if decision.pending is None and all(step.keep_pending for _, step in done):
        decision.pending = asked
        decision.active = asked.specialist if asked is not None else None
    if any(e.topic == "confusion" for e in decision.escalations):
        decision.acts = [a for a in decision.acts if a.say != "not-understood-short"]
    asks_on = any(step.pending is not None and step.outcome is None for _, step in done)
    if decision.outcome not in (None, "closed_by_customer") and asks_on:
        decision.outcome = decision.next_step = None
    if decision.outcome is not None:
        linked = ("catalogue",) if decision.frames.get("catalogue", {}).get("at") else ()
        kept = {*AFTERWARDS.get(decision.outcome, ()), *linked}
        about = decision.frames.get("front_desk", {}).get(ABOUT)
        decision.frames = {k: v for k, v in decision.frames.items() if k in kept and k != "front_desk"}
        if about and decision.outcome == "resolved":
            decision.frames["front_desk"] = {ABOUT: about}
        decision.pending, decision.active = None, None
    decision.frames = {k: v for k, v in decision.frames.items() if v}
    return decision


AFTERWARDS: Mapping[str, tuple[str, ...]] = {
    "link_sent": ("catalogue",),
    "quoted": ("estimator",),
    "resolved": ("front_desk",),
}
"""What was spoken of when a link was sent is what "and in blue?" is about; also after a word in
between; a price that was given is what is booked later; what was told of a person or a day, "and on the 30th?" leans on."""


def _age(decision: TurnDecision, told: list[Step]) -> None:
    """What the desk told is its last word only until something else is said."""
    frame = decision.frames.get("front_desk", {})
    if ABOUT not in frame or any(step.frame is not None and ABOUT in step.frame for step in told):
        return
    decision.frames["front_desk"] = {**frame, ABOUT: before_the_last_word(frame[ABOUT])}


def refusal(action: ProposedAction, *, asked: PendingQuestion | None, reading: Reading | None) -> str | None:
    """Why `action` may not be done, or None. Idea 1: words alone never change a visit; a chosen yes does."""
    # What a model pointed at is no yes, whatever question it was: only a tap or the customer's own words are.
    choice = reading.choice if reading is not None and reading.source != "model" else None
    if isinstance(action, BookAppointment) and action.status == "booked":
        read_back = asked is not None and asked.field in ("book_yes", "move_yes")
        read = {asked.subject, *asked.together} if asked is not None else set()
        said_yes = read_back and action.slot.id in read and choice == "yes"
        chose_slot = (
            action.moves is not None
            and asked is not None
            and asked.field == "move_slot"
            and choice == action.slot.id
            and any(o.id == choice for o in asked.options)
        )
        return None if said_yes or chose_slot else "a booking without an explicit yes"
    if isinstance(action, CancelAppointment):
        read_back = asked is not None and asked.field == "cancel_yes"
        same = asked is not None and action.appointment_id in {asked.subject, *asked.together}
        said_yes = read_back and same and choice == "yes"
        return None if said_yes else "a cancellation without an explicit yes"
    if isinstance(action, CreateReturnLabel):
        read_back = asked is not None and asked.field == "return_yes" and asked.subject == action.order_id
        return None if read_back and choice == "yes" else "a return without an explicit yes"
    if isinstance(action, SendResetLink):
        # The question says what the address is asked for, so giving it is the yes.
        asked_for = asked is not None and asked.kind == "text" and asked.specialist == "support"
        own_words = reading is not None and reading.source != "model"
        given = reading is not None and action.email in reading.entities.emails
        read_back = asked is not None and asked.field == "reset_yes" and asked.subject == action.email
        agreed = (asked_for and own_words and given) or (read_back and choice == "yes")
        return None if agreed else "a reset link without an answer to its question"
    if isinstance(action, StoreRecord) and action.tool == "crm.brief":
        read_back = asked is not None and asked.field == "brief_yes" and asked.subject == action.signed
        return None if read_back and action.signed and choice == "yes" else "a brief without an explicit yes"
    return None
