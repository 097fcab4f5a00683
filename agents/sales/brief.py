"""The brief of a proposal: scope, dates, budget, who decides; restated, and stored after an explicit yes (R46, R47)."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from agents.sales.asking import ask, asking, today_of
from agents.sales.card import contact_news, lead_fields, store_lead, summary_of, tags_of
from agents.sales.frame import LeadFrame
from agents.sales.hearing import BRIEF_YES
from agents.sales.prices import price_of
from agents.turn_context import TurnContext
from agents.understanding.lexicon import pieces_of
from domain.approval import Evidence
from domain.availability import answer_due
from domain.business.qualification import BriefRules
from domain.language import LocalText
from domain.lead import Fact, judge
from domain.speech import Option, SpeechAct, Value
from domain.step import Escalation, Promise, ProposedAction, Step, StoreRecord

YES = Option(id="yes", say="option-brief-yes")
CHANGE = Option(id="change", say="option-change")
CHANGE_WHAT = "brief_change"
BRIEF = "brief"
"""The topic of the card with which a person sends the proposal."""
SCOPE = "scope"
"""The field that the first message itself may answer, when it describes more than the wish for a proposal."""
_A_DESCRIPTION_HAS_WORDS = 9


async def write_brief(turn: TurnContext, frame: LeadFrame, rules: BriefRules) -> Step:
    """Ask what the brief still lacks, restate it, or store what was signed off."""
    frame = frame.model_copy(update={"mode": "brief"})
    if SCOPE in rules.fields and SCOPE not in frame.facts and _describes(frame.request):
        frame = frame.with_fact(SCOPE, Fact(text=frame.request))
    field = turn.pending.field if turn.pending is not None and not turn.resuming else None
    if field == CHANGE_WHAT:
        return _change(turn, frame, rules)
    missing = next((n for n in rules.fields if n not in frame.facts), None)
    if missing is not None:
        return ask(turn, frame, missing, [])
    changed = LeadFrame.of(turn.frame).facts != frame.facts
    if field == BRIEF_YES and not changed:
        if (
            turn.answers == YES.id
            and turn.pending is not None
            and turn.pending.subject == signature(frame, rules)
        ):
            return _sign(turn, frame, rules)
        if turn.answers == CHANGE.id or "deny" in turn.reading.acts:
            return _ask_what(turn, frame, rules)
    return _restate(turn, frame, rules)


def _describes(request: str) -> bool:
    return len(pieces_of(request)) >= _A_DESCRIPTION_HAS_WORDS


def signature(frame: LeadFrame, rules: BriefRules) -> str:
    """A mark of exactly what is read back: a yes to it is a yes to nothing else."""
    told = "\n".join(f"{name}={_shown(frame, name)}" for name in rules.fields)
    return sha256(told.encode()).hexdigest()[:16]


def _shown(frame: LeadFrame, name: str) -> str:
    fact = frame.facts.get(name)
    return "" if fact is None else fact.text


def _restate(turn: TurnContext, frame: LeadFrame, rules: BriefRules) -> Step:
    """Everything that will be stored, line by line, and the question whether it is right (R46, R64)."""
    lines = []
    for name in rules.fields:
        field = turn.business.qualification.field_by_id(name)
        values: dict[str, Value] = {"field": field.name or field.question, "value": _value(turn, frame, name)}
        lines.append(SpeechAct(say="brief-line", values=values))
    options = [YES, CHANGE]
    act = SpeechAct(say="brief-read-back", lines=lines, options=options)
    return asking(turn, frame, [act], BRIEF_YES, options, kind="yes_no", subject=signature(frame, rules))


def _value(turn: TurnContext, frame: LeadFrame, name: str) -> Value:
    """A value as it was chosen or said."""
    fact, field = frame.facts[name], turn.business.qualification.field_by_id(name)
    option = next((o for o in field.options if o.id == fact.option), None)
    return fact.text if option is None else option.label


def _ask_what(turn: TurnContext, frame: LeadFrame, rules: BriefRules) -> Step:
    options = []
    for name in rules.fields:
        field = turn.business.qualification.field_by_id(name)
        options.append(Option(id=f"change:{name}", label=field.name or LocalText(ru=name, hy=name, en=name)))
    return asking(turn, frame, [SpeechAct(say="brief-change-what", options=options)], CHANGE_WHAT, options)


def _change(turn: TurnContext, frame: LeadFrame, rules: BriefRules) -> Step:
    """One field anew; the others stay as they are."""
    _, _, name = (turn.answers or "").partition(":")
    if name in rules.fields:
        facts = {key: fact for key, fact in frame.facts.items() if key != name}
        return ask(turn, frame.model_copy(update={"facts": facts}), name, [])
    if LeadFrame.of(turn.frame).facts != frame.facts:
        return _restate(turn, frame, rules)
    if "deny" in turn.reading.acts:
        return Step(acts=[SpeechAct(say="brief-dropped")], frame={}, outcome="closed_by_customer")
    return _ask_what(turn, frame, rules)


def _sign(turn: TurnContext, frame: LeadFrame, rules: BriefRules) -> Step:
    """Store the brief and put it before the team, with a draft of the proposal's letter (R47)."""
    verdict = judge(turn.business.qualification, frame.facts, today_of(turn))
    team = rules.team or verdict.team
    due = answer_due(turn.business, turn.now, rules.answer_within_minutes)
    fields = {
        **lead_fields(turn, frame, verdict, "proposal"),
        "signed_at": f"{turn.now.astimezone(turn.business.zone):%Y-%m-%d %H:%M}",
    }
    price = _price_range(turn, frame)
    if price:
        fields["price_range"] = price
    brief = StoreRecord(
        tool="crm.brief",
        key="brief",
        fields=fields,
        summary=summary_of(turn, frame),
        tags=tags_of(turn, frame, verdict),
        team=team,
        due_at=due,
        signed=signature(frame, rules),
    )
    actions: list[ProposedAction] = [
        brief,
        *store_lead(turn, frame, verdict, "proposal")[:1],
        *contact_news(turn, frame),
    ]
    card = Escalation(
        topic=BRIEF,
        reason=f"brief: {summary_of(turn, frame)}; {team}",
        evidence=[
            Evidence(kind="customer_words", text=frame.request or _shown(frame, rules.fields[0])),
            Evidence(kind="record", text=summary_of(turn, frame), source="signed off by the customer"),
        ],
        fields=fields,
        draft_acts=[_draft(turn, frame)],
        answer_within=timedelta(minutes=rules.answer_within_minutes),
    )
    return Step(
        acts=[SpeechAct(say="brief-stored", values={"by": due})],
        actions=actions,
        frame={},
        escalation=card,
        promises=[Promise(what="answer:brief", due_at=due)],
        outcome="handed_over",
    )


def _draft(turn: TurnContext, frame: LeadFrame) -> SpeechAct:
    goal = turn.business.qualification.goal_by_id(frame.goal_id)
    price = price_of(turn, goal) if goal is not None else None
    if goal is None or price is None:
        return SpeechAct(say="draft-brief")
    return SpeechAct(say="draft-brief-price", values={"goal": goal.spoken, "price": price})


def _price_range(turn: TurnContext, frame: LeadFrame) -> str:
    goal = turn.business.qualification.goal_by_id(frame.goal_id)
    if goal is None or goal.price_from is None:
        return ""
    return f"{goal.price_from}–{goal.price_to}" if goal.price_to is not None else f"{goal.price_from}+"
