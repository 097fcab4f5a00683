"""Which of the owner's topics a message raises, and the card that goes to staff (R59-R61)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from agents.by_identity import Kept
from agents.nearest_rule import nearest_rule
from agents.phrases import PhraseLists
from agents.turn_context import TurnContext
from agents.understanding.lexicon import pieces_of
from agents.understanding.rules import says
from agents.writing.formats import format_money
from domain.appointment import TimeSlot
from domain.approval import Approval, Evidence
from domain.availability import answer_due
from domain.business import Business, EscalationRules, EscalationTopic
from domain.business.escalation import ANY_DRAFT
from domain.money import Money
from domain.reading import Reading
from domain.speech import SpeechAct
from domain.step import Escalation, Promise, Step

_LITTLE = 6
"""In fewer words nobody tells what it is about."""


@Kept
def _words_of_topics(rules: EscalationRules) -> PhraseLists:
    return PhraseLists({topic.id: topic.words for topic in rules.topics})


def raised_topics(reading: Reading, business: Business) -> list[str]:
    """Ids of the topics whose flags or words the message shows, in the owner's order; at most two."""
    pieces = pieces_of(reading.text)
    flags, named = set(reading.flags), _words_of_topics(business.escalation).standing(pieces)
    raised = [
        topic.id
        for topic in business.escalation.topics
        if topic.id in named or not flags.isdisjoint(topic.flags)
    ]
    if business.support.takes_returns and not _asks_for_much(reading, business):
        # Support knows the order's sum once it is confirmed, and gives what is above the limit to a person itself.
        raised = [t for t in raised if t != "refund"]
    if reading.entities.goods.cheaper and not _haggles(pieces, business):
        raised = [t for t in raised if t != "discount"]  # another thing is wished for, not another price
    if raised:
        ours = {t.id: t for t in business.escalation.topics}
        raised = [t for t in raised if not set(ours[t].gives_way_to).intersection(raised)]
    if not raised and (
        "ask_human" in reading.acts or (reading.route == "human" and reading.confidence >= 0.5)
    ):
        raised = [t.id for t in business.escalation.topics if t.id == "person"]
    return raised[:2]


def _haggles(pieces: list[str], business: Business) -> bool:
    return "discount" in _words_of_topics(business.escalation).standing(pieces)


def _asks_for_much(reading: Reading, business: Business) -> bool:
    named = [m.high or m.low for m in reading.entities.money]
    return any(amount is not None and amount > business.escalation.refund_limit for amount in named)


def topic_named(business: Business, topic_id: str) -> EscalationTopic:
    """The topic of that id, else the one for a person, else the first: an escalation is never dropped."""
    topics = business.escalation.topics
    by_id = {t.id: t for t in topics}
    return by_id.get(topic_id) or by_id.get("person") or topics[0]


def escalate(
    turn: TurnContext, topic_id: str, *, fields: dict[str, str], guards: dict[str, object]
) -> Escalation:
    """The card for staff: who, what, what was collected, why, and a draft in the customer's language (R61)."""
    topic = topic_named(turn.business, topic_id)
    evidence = [*_said_before(turn), Evidence(kind="customer_words", text=turn.reading.quoted)]
    evidence.append(
        Evidence(
            kind="rule",
            text=topic.name.in_language(turn.reading.language),
            source=f"escalation.yaml: {topic.id}",
        )
    )
    return Escalation(
        topic=topic.id,
        reason=topic.name.in_language(turn.reading.language),
        evidence=evidence,
        fields=fields,
        draft_acts=[SpeechAct(say=topic.draft)],
        guards=guards,
        answer_within=timedelta(minutes=topic.answer_within_minutes),
        take_over=topic.take_over,
    )


def hand_to_staff(turn: TurnContext, topic_id: str) -> Step:
    """Ask staff, tell the customer when to expect the answer, and stay at their service (R59, R65)."""
    topic = topic_named(turn.business, topic_id)
    waiting = [a for a in turn.situation.pending_approvals if a.topic == topic.id]
    if not waiting and topic.id == "person":
        waiting = _asked_about(turn)
    if waiting:
        return _still_waits(turn, waiting)
    due = answer_due(turn.business, turn.now, topic.answer_within_minutes)
    fields, guards = _collected(turn)
    return Step(
        acts=[SpeechAct(say=topic.say, values={"by": due})],
        escalation=escalate(turn, topic_id, fields=fields, guards=guards),
        promises=[Promise(what=f"answer:{topic.id}", due_at=due)],
        keep_pending=True,
    )


def _asked_about(turn: TurnContext) -> list[Approval]:
    """ "When does the doctor call?": what waits for staff already, where the message asks when it is answered."""
    waiting = turn.situation.pending_approvals
    return waiting if waiting and says(turn.reading, "asks_when_answered") else []


def _still_waits(turn: TurnContext, waiting: Sequence[Approval]) -> Step:
    due = max(turn.now, min(a.answer_due_at for a in waiting))
    return Step(acts=[SpeechAct(say="escalated-waiting", values={"by": due})], keep_pending=True)


QUESTION = "question"
"""The owner's topic for what only a person can answer; without it nothing is passed on unasked."""


async def hand_question(turn: TurnContext) -> Step | None:
    """A plain question that no rule and no record answers goes to a person, with a time; None where the owner wants
    none (R60, R66). What is proposed to them is the nearest rule, else the owner's own draft, else nothing."""
    if not any(topic.id == QUESTION for topic in turn.business.escalation.topics):
        return None
    if asked := _asked_about(turn):
        return _still_waits(turn, asked)
    waiting = next((a for a in turn.situation.pending_approvals if a.topic == QUESTION), None)
    if waiting is None:
        return await _with_nearest_rule(turn, hand_to_staff(turn, QUESTION))
    by = max(waiting.answer_due_at, turn.now)
    return Step(acts=[SpeechAct(say="question-added", values={"by": by})], keep_pending=True)


def note_for_staff(turn: TurnContext, *, say: str, draft: str) -> Step:
    """What staff should know and nobody asked them: `say` tells the customer, `draft` is what staff may answer. A card
    without a promised answer."""
    told = Step(acts=[SpeechAct(say=say)], keep_pending=True)
    if not any(topic.id == QUESTION for topic in turn.business.escalation.topics):
        return told
    fields, guards = _collected(turn)
    card = escalate(turn, QUESTION, fields=fields, guards=guards)
    card = card.model_copy(update={"draft_acts": [SpeechAct(say=draft)]})
    return told.model_copy(update={"escalation": card})


async def _with_nearest_rule(turn: TurnContext, handed: Step) -> Step:
    card, rule = handed.escalation, await nearest_rule(turn)
    if card is None:
        return handed
    acts, evidence = [act for act in card.draft_acts if act.say != ANY_DRAFT], card.evidence
    if rule is not None:
        acts = [SpeechAct(say="policy", passage_id=rule.id, text=rule.text, values={"topic": rule.topic})]
        where = f"policies/{rule.language}: {rule.topic}"
        evidence = [*evidence, Evidence(kind="policy", text=rule.title, source=where)]
    return handed.model_copy(
        update={"escalation": card.model_copy(update={"draft_acts": acts, "evidence": evidence})}
    )


def _collected(turn: TurnContext) -> tuple[dict[str, str], dict[str, object]]:
    """What is known so far, whoever asked for it, for the card; and the facts that must still hold when staff decide."""
    business, language = turn.business, turn.reading.language
    booking = turn.frames.get("scheduler", {})
    fields = {
        "name": turn.known_name or "",
        "phone": turn.known_phone or "",
        "channel": turn.situation.conversation.channel,
    }
    for name, frame in turn.frames.items():
        known = frame.get("fields") if name != "scheduler" else None
        if isinstance(known, dict):
            fields |= {str(key): value for key, value in known.items() if isinstance(value, str)}
    if (asked := turn.frames.get("support")) is not None:
        fields["order_id"] = str(asked.get("order") or "")
        fields["claim"] = "" if asked.get("order") else str(asked.get("claim") or "")
        fields["problem"] = str(asked.get("problem") or "")
    guards: dict[str, object] = {}
    named = [business.service_by_id[s] for s in booking.get("parts", []) if s in business.service_by_id]
    service = business.service_by_id.get(booking.get("service_id") or "")
    if service is not None:
        fields["price"] = format_money(
            Money(amount=service.price, currency=business.profile.currency), language
        )
        guards["price"] = {"service_id": service.id, "amount": str(service.price)}
        named = named or [service] * int(booking.get("people", 1))
    fields["service"] = " + ".join(s.name.in_language(language) for s in named)
    if booking.get("slot") is not None:
        slot = TimeSlot.model_validate(booking["slot"])
        fields["slot"] = slot.starts_at.astimezone(business.zone).strftime("%Y-%m-%d %H:%M")
        guards["slot"] = slot.model_dump(mode="json")
    else:
        fields["wish"] = str((booking.get("window") or {}).get("text") or "")
    visit = next((v for v in turn.situation.appointments if v.status == "booked"), None)
    if visit is not None:
        what = business.service_by_id.get(visit.service_id)
        when = visit.starts_at.astimezone(business.zone).strftime("%Y-%m-%d %H:%M")
        fields["visit"] = f"{when}, {what.name.in_language(language)}" if what is not None else when
    return {k: v for k, v in fields.items() if v}, guards


def _said_before(turn: TurnContext) -> list[Evidence]:
    """The customer's line before this one, where this one says little by itself."""
    if len(turn.reading.text.split()) > _LITTLE:
        return []
    before = [line.text for line in turn.situation.recent if line.author == "customer"]
    return [Evidence(kind="customer_words", text=text) for text in before[-1:] if text != turn.reading.quoted]
