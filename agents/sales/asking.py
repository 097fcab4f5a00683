"""Which question comes next, and how it is put: one at a time, or one bundle (R2, R8, R62)."""

from __future__ import annotations

from datetime import date, timedelta

from agents.sales.card import is_night
from agents.sales.frame import LeadFrame
from agents.turn_context import TurnContext
from domain.business.qualification import GOAL, LeadField, QualificationRules
from domain.conversation import NextStep
from domain.lead import judge, worth_asking
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, Step


def today_of(turn: TurnContext) -> date:
    return turn.now.astimezone(turn.business.zone).date()


def next_question(turn: TurnContext, frame: LeadFrame) -> str | None:
    """The field to ask now: the goal first (R8), then what changes score or route most; None: enough is known.

    A field that is known or was asked before is never asked, and no more than the owner's number of them.
    """
    rules = turn.business.qualification
    left = rules.most_questions - len(frame.asked)
    if left <= 0:
        return None
    sure = judge(rules, frame.facts, today_of(turn)).row
    if sure is not None and sure.person is not None:
        return None  # a person's already: nothing that is asked could change it
    if rules.goals and GOAL not in frame.facts and GOAL not in frame.asked:
        return GOAL
    if not rules.score:
        rest = [f.id for f in rules.fields if f.asked and f.id not in frame.facts and f.id not in frame.asked]
        return rest[0] if rest else None
    worth = worth_asking(rules, frame.facts, today_of(turn), but=frozenset(frame.asked))
    if worth:
        return worth[0]
    row = judge(rules, frame.facts, today_of(turn)).row
    wanted = row.asks if row is not None else []
    return next((n for n in wanted if n not in frame.facts and n not in frame.asked), None)


def before_a_person(turn: TurnContext, frame: LeadFrame) -> str | None:
    """A field without which no person takes the lead over."""
    rules = turn.business.qualification
    return next(
        (f.id for f in rules.fields if f.always and f.id not in frame.facts and f.id not in frame.asked), None
    )


def ask(turn: TurnContext, frame: LeadFrame, name: str, said: list[SpeechAct]) -> Step:
    """One question, with its options."""
    rules = turn.business.qualification
    if not frame.acknowledged:
        said = [*_hello(turn), *said]
    if name == GOAL:
        options = [Option(id=f"{GOAL}:{g.id}", label=g.label) for g in rules.goals]
        act = SpeechAct(say="sales-goal" if frame.price_told or said else "sales-opening", options=options)
    else:
        field = rules.field_by_id(name)
        options = options_of(field)
        act = SpeechAct(say="sales-ask", values={"question": field.question}, options=options)
    frame = frame.model_copy(update={"asked": _once(frame.asked, name), "acknowledged": True})
    return asking(turn, frame, [*said, act], name, options, kind=_kind(rules, name))


def _hello(turn: TurnContext) -> list[SpeechAct]:
    """A greeting is returned; who writes outside opening hours hears that somebody is here (R1)."""
    greets = "greet" in turn.reading.acts and not turn.situation.recent
    hello = [SpeechAct(say="greeting-hello", optional=True)] if greets else []
    return [*hello, *([SpeechAct(say="sales-night", optional=True)] if is_night(turn) else [])]


def ask_together(turn: TurnContext, frame: LeadFrame, said: list[SpeechAct]) -> Step | None:
    """All that is worth asking as one bundle (R62); None when it is one field or none."""
    rules = turn.business.qualification
    worth = worth_asking(rules, frame.facts, today_of(turn), but=frozenset(frame.asked))
    worth = [n for n in worth if n != GOAL and rules.field_by_id(n).name is not None]
    worth = worth[: rules.most_questions - len(frame.asked)]
    if len(worth) < 2:
        return None
    names = [rules.field_by_id(n).name for n in worth]
    lines = [SpeechAct(say="sales-bundle-line", values={"field": name}) for name in names if name is not None]
    asked = [*frame.asked]
    for name in worth:
        asked = _once(asked, name)
    frame = frame.model_copy(update={"asked": asked, "acknowledged": True})
    return asking(turn, frame, [*said, SpeechAct(say="sales-bundle", lines=lines)], "bundle", [])


def asking(
    turn: TurnContext,
    frame: LeadFrame,
    acts: list[SpeechAct],
    field: str,
    options: list[Option],
    *,
    kind: str = "text",
    subject: str | None = None,
) -> Step:
    """A step that waits for the customer's answer."""
    pending = PendingQuestion(
        field=field,
        kind="yes_no" if kind == "yes_no" else "contact" if kind == "contact" else "text",
        specialist="sales",
        options=options,
        subject=subject,
    )
    return Step(acts=acts, frame=frame.dump(), pending=pending, next_step=awaiting(turn))


def awaiting(turn: TurnContext) -> NextStep:
    """It is the customer's turn to speak."""
    hours = turn.business.cadences.silence_hours[0]
    return NextStep(what="customer_answers", owner="customer", due_at=turn.now + timedelta(hours=hours))


def options_of(field: LeadField) -> list[Option]:
    return [Option(id=f"{field.id}:{o.id}", label=o.label) for o in field.options]


def _kind(rules: QualificationRules, name: str) -> str:
    return "text" if name == GOAL else "contact" if rules.field_by_id(name).kind == "contact" else "text"


def _once(names: list[str], name: str) -> list[str]:
    return names if name in names else [*names, name]
