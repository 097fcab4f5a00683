"""A problem for a person: the ticket, its card and its promised time; and one that goes on (R35-R38)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from agents.support.frame import SupportFrame
from agents.turn_context import TurnContext
from domain.approval import Evidence
from domain.availability import answer_due
from domain.business import SupportCategory
from domain.speech import SpeechAct
from domain.step import Escalation, Promise, ProposedAction, Step, StoreRecord, UpdateContact, UpdateTicket
from domain.ticket import Ticket

_LONGEST_WORDS = 400
URGENT = "urgent"


def open_ticket(
    turn: TurnContext,
    frame: SupportFrame,
    category: SupportCategory,
    *,
    say: str = "ticket-stored",
    before: list[SpeechAct] | None = None,
    actions: list[ProposedAction] | None = None,
    ends: bool = True,
    quiet: bool = False,
    urgent: bool = False,
    timeline: bool = True,
) -> Step:
    """Store everything, put it before the team, tell the customer by when, ask for a photo where one helps.

    `urgent`: whatever the category says. `ends` False: something else of this case is still to come. `quiet`: the words are in `before` already. `timeline`: whether the
    category's applies.
    """
    priority = "urgent" if urgent else _priority(turn, frame, category)
    topic = URGENT if frame.blocked and _has_topic(turn, URGENT) else "ticket"
    minutes = category.answer_within_minutes
    if topic == URGENT:
        minutes = min(minutes, _minutes_of(turn, URGENT))
    due = answer_due(turn.business, turn.now, minutes)
    fields = _fields(turn, frame, category)
    language = turn.reading.language
    said = [] if quiet else [SpeechAct(say="ticket-urgent" if topic == URGENT else say, values={"by": due})]
    if category.timeline is not None and timeline and not quiet:
        said.append(SpeechAct(say="ticket-timeline", values={"timeline": category.timeline}))
    if category.photo and "photo" not in fields:
        said.append(SpeechAct(say="ticket-photo", optional=True))
    return Step(
        acts=[*(before or []), *said],
        actions=[
            *(actions or []),
            StoreRecord(
                tool="crm.ticket",
                fields=fields,
                summary="; ".join([category.name.in_language(language), *_telling(fields)]),
                tags=[category.id],
                priority=priority,
                team=category.team,
                due_at=due,
            ),
            *_contact(turn),
        ],
        frame=frame.dump() if not ends else {},
        escalation=_card(turn, category, fields, topic, minutes),
        promises=[Promise(what=f"answer:{topic}", due_at=due)],
        outcome="ticket" if ends else None,
    )


def continue_ticket(turn: TurnContext, ticket: Ticket, category: SupportCategory, *, again: bool) -> Step:
    """The customer writes about a problem that is with the team: their words are added, the time is said.

    `again`: what was done did not help. The same ticket is reopened, more urgent, with a new card and a new time.
    """
    words = {"last_message": turn.reading.text[:_LONGEST_WORDS]}
    waiting = next((a for a in turn.situation.pending_approvals if a.topic in ("ticket", URGENT)), None)
    due = ticket.due_at
    if not again and ticket.is_open and due is not None and due > turn.now:
        act = SpeechAct(say="ticket-known", values={"by": due})
        return Step(acts=[act], actions=[UpdateTicket(ticket_id=ticket.id, fields=words)], outcome="ticket")
    due = answer_due(turn.business, turn.now, category.answer_within_minutes)
    update = UpdateTicket(ticket_id=ticket.id, status="reopened", fields=words, priority="urgent", due_at=due)
    if waiting is not None:
        due = max(due, waiting.answer_due_at)
        return Step(
            acts=[SpeechAct(say="ticket-again", values={"by": due})],
            actions=[update.model_copy(update={"due_at": due})],
            promises=[Promise(what=f"approval:{waiting.id}", due_at=due)],
            frame={},
            outcome="ticket",
        )
    fields = {**ticket.fields, **words, "reopened": "yes"}
    return Step(
        acts=[SpeechAct(say="ticket-again", values={"by": due})],
        actions=[update],
        frame={},
        escalation=_card(turn, category, fields, "ticket", category.answer_within_minutes),
        promises=[Promise(what="answer:ticket", due_at=due)],
        outcome="ticket",
    )


def _priority(
    turn: TurnContext, frame: SupportFrame, category: SupportCategory
) -> Literal["normal", "urgent"]:
    return "urgent" if frame.blocked or turn.reading.entities.urgent else category.priority


def _fields(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> dict[str, str]:
    """What staff need, in the order in which they read it. Only facts the customer gave or confirmed."""
    contact, found = turn.situation.contact, turn.reading.entities
    blocked = {True: "yes", False: "no", None: ""}[frame.blocked]
    fact = {category.fact.id: frame.fact} if category.fact is not None else {}
    fields = {
        "channel": turn.situation.conversation.channel,
        "problem": frame.problem[:_LONGEST_WORDS],
        **fact,
        "order": frame.order or frame.claim,
        "order_confirmed": "yes" if frame.order else "",
        "blocks_work": blocked,
        "name": found.name or contact.name or "",
        "phone": (found.phones or [contact.phone or ""])[0],
        "last_message": turn.reading.text[:_LONGEST_WORDS],
    }
    return {key: value for key, value in fields.items() if value}


def _telling(fields: dict[str, str]) -> list[str]:
    return [f"{key}: {value}" for key, value in fields.items() if key not in ("channel", "last_message")]


def _card(
    turn: TurnContext, category: SupportCategory, fields: dict[str, str], topic: str, minutes: int
) -> Escalation:
    """One hand-off form: who, what, collected facts, the last words, a draft (R36, R61)."""
    return Escalation(
        topic=topic,
        reason=category.name.in_language(turn.reading.language),
        evidence=[Evidence(kind="customer_words", text=fields.get("problem") or turn.reading.quoted)],
        fields=fields,
        draft_acts=[SpeechAct(say="draft-ticket")],
        answer_within=timedelta(minutes=minutes),
    )


def _contact(turn: TurnContext) -> list[ProposedAction]:
    """Name and phone that were given on the way are kept; a phone that only confirms an order is somebody's claim."""
    found, contact = turn.reading.entities, turn.situation.contact
    if found.name and found.name != contact.name:
        return [UpdateContact(name=found.name)]
    return []


def _has_topic(turn: TurnContext, topic_id: str) -> bool:
    return any(t.id == topic_id for t in turn.business.escalation.topics)


def _minutes_of(turn: TurnContext, topic_id: str) -> int:
    return next(t.answer_within_minutes for t in turn.business.escalation.topics if t.id == topic_id)
