"""The lead's card: what the manager gets of it (R3, R9). One record a case; each later turn completes it."""

from __future__ import annotations

from agents.sales.frame import LeadFrame
from agents.turn_context import TurnContext
from domain.availability import opening_after
from domain.business.qualification import GOAL
from domain.language import Language
from domain.lead import Verdict
from domain.step import ProposedAction, StoreRecord, UpdateContact


def is_night(turn: TurnContext) -> bool:
    """Whether nobody is at work (R1)."""
    return opening_after(turn.business, turn.now) > turn.now


def lead_fields(turn: TurnContext, frame: LeadFrame, verdict: Verdict, next_step: str) -> dict[str, str]:
    """The record's fields: how it came, what is known, how it was scored and by which row, what comes next."""
    local = turn.now.astimezone(turn.business.zone)
    told = {name: fact.stored for name, fact in frame.facts.items() if not fact.declined}
    untold = [name for name, fact in frame.facts.items() if fact.declined]
    fields = {
        "channel": turn.situation.conversation.channel,
        "local_time": f"{local:%Y-%m-%d %H:%M}",
        "night": "yes" if is_night(turn) else "no",
        **told,
        "label": verdict.label or "unscored",
        "rule": verdict.rule or "none",
        "next_step": next_step,
    }
    if frame.request:
        fields["request"] = frame.request
    if untold:
        fields["not_told"] = ", ".join(untold)
    return fields


def summary_of(turn: TurnContext, frame: LeadFrame, language: Language | None = None) -> str:
    """One line for people, in the business's language: "Website; Budget: 800 000; When: 5 декабря"."""
    language = language or turn.business.profile.default_language
    rules = turn.business.qualification
    goal = rules.goal_by_id(frame.goal_id)
    parts = [goal.label.in_language(language)] if goal is not None else []
    for field in rules.fields:
        value = frame.value(field.id)
        if value is not None:
            option = next((o for o in field.options if o.id == frame.facts[field.id].option), None)
            shown = option.label.in_language(language) if option is not None else value
            name = field.name.in_language(language) if field.name is not None else field.id
            parts.append(f"{name}: {shown}")
    return "; ".join(parts) or frame.request or turn.reading.text


def tags_of(turn: TurnContext, frame: LeadFrame, verdict: Verdict) -> list[str]:
    """Label, goal, options and "night": what leads are filtered by."""
    options = [f.option for name, f in frame.facts.items() if name != GOAL and f.option is not None]
    tags = [verdict.label or "unscored", *([frame.goal_id] if frame.goal_id else []), *options]
    return list(dict.fromkeys([*tags, *(["night"] if is_night(turn) else [])]))


def store_lead(
    turn: TurnContext, frame: LeadFrame, verdict: Verdict, next_step: str, **more: str
) -> list[ProposedAction]:
    """The record, and what is new about the contact."""
    actions: list[ProposedAction] = [
        StoreRecord(
            tool="crm.lead",
            key="lead",
            fields={**lead_fields(turn, frame, verdict, next_step), **more},
            summary=summary_of(turn, frame),
            tags=tags_of(turn, frame, verdict),
            priority="urgent" if verdict.label == "high" else "normal",
            team=verdict.team,
        )
    ]
    return [*actions, *contact_news(turn, frame)]


def contact_news(turn: TurnContext, frame: LeadFrame) -> list[ProposedAction]:
    """Name, phone and e-mail address that the contact record lacks."""
    contact, name, phone = turn.situation.contact, frame.value("name"), frame.value("phone")
    email = frame.value("email")
    new_email = email if email and email != contact.email else None
    if (name and name != contact.name) or (phone and phone != contact.phone) or new_email:
        return [UpdateContact(name=name, phone=phone, email=new_email)]
    return []
