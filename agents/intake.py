"""Collecting a few fields, one question at a time, then a record and a card for the team (R2, R3, R26, R31)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from agents.turn_context import TurnContext
from domain.approval import Evidence
from domain.availability import answer_due
from domain.business import IntakeField
from domain.conversation import NextStep, Outcome, SpecialistName
from domain.speech import Option, SpeechAct
from domain.step import Escalation, PendingQuestion, Promise, ProposedAction, Step, StoreRecord, UpdateContact

RecordTool = Literal["crm.lead", "crm.estimate", "crm.ticket"]


def merge_answers(turn: TurnContext, fields: list[IntakeField]) -> dict[str, str]:
    """The frame with this message's answer, and with facts volunteered anywhere (R2: never asked twice)."""
    known: dict[str, str] = dict(turn.frame.get("fields", {}))
    found = turn.reading.entities
    for field in fields:
        if field.id in known:
            continue
        value = _volunteered(turn, field)
        if (
            value is None
            and turn.pending is not None
            and turn.pending.field == field.id
            and not turn.resuming
        ):
            value = _answer(turn, field)
        if value:
            known[field.id] = value
    if found.name:
        known.setdefault("name", found.name)
    if found.phones:
        known.setdefault("phone", found.phones[0])
    return known


def _volunteered(turn: TurnContext, field: IntakeField) -> str | None:
    found, contact = turn.reading.entities, turn.situation.contact
    if field.kind == "contact":
        phone = (found.phones or [contact.phone or ""])[0]
        name = found.name or contact.name or ""
        return f"{name} {phone}".strip() if phone else None
    if field.kind == "time" and found.windows:
        return found.windows[0].text
    if field.kind == "order_id" and found.order_ids:
        return found.order_ids[0]
    return None


def _answer(turn: TurnContext, field: IntakeField) -> str | None:
    if turn.reading.choice is None and not any(c.isalnum() for c in turn.reading.text):
        return None
    if field.kind == "choice":
        chosen = next((o for o in field.options if o.id == turn.reading.choice), None)
        if chosen is not None:
            return chosen.label.in_language(turn.reading.language)
        return turn.reading.text or None
    if field.kind == "contact":
        return None
    return turn.reading.text or None


def ask(turn: TurnContext, specialist: SpecialistName, field: IntakeField, known: dict[str, str]) -> Step:
    """One question."""
    options = [Option(id=o.id, label=o.label) for o in field.options]
    kind: Literal["choice", "contact", "time", "text"] = (
        "choice"
        if options
        else "contact"
        if field.kind == "contact"
        else "time"
        if field.kind == "time"
        else "text"
    )
    act = SpeechAct(say="ask-field", values={"question": field.question}, options=options)
    hours = turn.business.cadences.silence_hours[0]
    return Step(
        acts=[act],
        frame={**turn.frame, "fields": known},
        pending=PendingQuestion(field=field.id, kind=kind, specialist=specialist, options=options),
        next_step=NextStep(
            what="customer_answers", owner="customer", due_at=turn.now + timedelta(hours=hours)
        ),
    )


def hand_over(
    turn: TurnContext,
    known: dict[str, str],
    *,
    tool: RecordTool,
    topic: str,
    team: str,
    minutes: int,
    outcome: Outcome,
    priority: Literal["normal", "urgent"] = "normal",
    tags: list[str],
) -> Step:
    """Store the record, put a card with everything collected before the team, tell the customer when (R3, R36)."""
    due = answer_due(turn.business, turn.now, minutes)
    contact = turn.situation.contact
    fields = {"channel": turn.situation.conversation.channel, **known}
    summary = "; ".join(f"{key}: {value}" for key, value in known.items())
    actions: list[ProposedAction] = [
        StoreRecord(
            tool=tool, fields=fields, summary=summary, tags=tags, priority=priority, team=team, due_at=due
        )
    ]
    name, phone = known.get("name"), known.get("phone")
    if (name and name != contact.name) or (phone and phone != contact.phone):
        actions.append(UpdateContact(name=name, phone=phone))
    card = Escalation(
        topic=topic,
        reason=f"{topic}: {', '.join(tags)}",
        evidence=[Evidence(kind="customer_words", text=turn.reading.text)],
        fields=fields,
        draft_acts=[SpeechAct(say=f"draft-{topic}")],
        answer_within=timedelta(minutes=minutes),
    )
    return Step(
        acts=[SpeechAct(say=f"{topic}-stored", values={"by": due})],
        actions=actions,
        frame={},
        escalation=card,
        promises=[Promise(what=f"answer:{topic}", due_at=due)],
        outcome=outcome,
    )
