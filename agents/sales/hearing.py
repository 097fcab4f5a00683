"""What a message tells about the lead: the answer to what was asked, and facts volunteered anywhere (R2)."""

from __future__ import annotations

from datetime import date, timedelta

from agents.sales.figures import Deadlines, read_budget, read_count, read_deadline
from agents.sales.frame import MOST_REQUEST_CHARACTERS, LeadFrame
from agents.sales.interest import asks_for_proposal, goals_named, option_named, wants_no_calls
from agents.turn_context import TurnContext
from agents.understanding.facts.links import LINK
from agents.understanding.lexicon import is_said, pieces_of
from domain.business import Business, Goal, LeadField, LeadOption
from domain.business.qualification import GOAL
from domain.lead import Fact
from domain.reading import Entities, Reading

_A_NEED_HAS_WORDS = 3
_SURELY_A_VISIT = 0.5
_NO_DEADLINE = ("booking", "reschedule", "cancel")
"""A time in such a message is a visit's."""
_FIGURES = ("money", "deadline", "count")
_NO_WISH = ("human", "decline", "smalltalk", "cancel")
_MORE_OF_A_WISH = ("sales", "booking", "quote", "faq")
BRIEF_YES = "brief_yes"
_TIME_OF_A_CALL = ("close", "touch")


def hear(turn: TurnContext, frame: LeadFrame) -> LeadFrame:
    """`frame` with everything this message, the contact record and other specialists know; a field that was asked and
    not told is marked so, unless the message brought something else."""
    asked = _asked_field(turn)
    heard = _from_contact(turn, note(turn.business, turn.reading, frame, turn.now.astimezone(turn.business.zone).date(),
                                     asked=asked, deadline=_may_be_deadline(turn)))  # fmt: skip
    heard = _chosen(turn, heard, asked)
    if not turn.resuming and wants_no_calls(turn.reading):
        kept = {k: v for k, v in heard.facts.items() if k != asked or frame.facts.get(k) == v}
        return heard.model_copy(update={"no_calls": True, "facts": kept})  # no word of what was asked
    if asked is None or (asked in heard.facts and heard.facts[asked] != frame.facts.get(asked)):
        return heard
    describes = _describes(turn, asked, told=_news(turn.business, frame, heard))
    if not _answers(turn.reading) or (heard.facts != frame.facts and not describes):
        return heard
    if asked != GOAL and goals_named(turn.reading.text, turn.business) and not describes:
        return heard  # "the website first": about the wish, and no word of what was asked
    if asked == GOAL and turn.reading.route in ("out_of_scope", "smalltalk", "confirm"):
        return heard  # not understood, rather than an answer
    if _tells_a_story(turn, asked):
        return heard
    return heard.with_fact(asked, _in_own_words(turn, asked))


def note(
    business: Business,
    reading: Reading,
    frame: LeadFrame,
    today: date,
    *,
    asked: str | None = None,
    deadline: Deadlines = "none",
) -> LeadFrame:
    """`frame` with the facts that stand in the words. What is said later replaces what was said before."""
    rules = business.qualification
    found = reading.entities
    facts = dict(frame.facts)
    named = goals_named(reading.text, business)
    if named and (GOAL not in facts or facts[GOAL].declined or asked == GOAL):
        facts[GOAL] = goal_fact(named[0], reading)
    told = facts.get(GOAL)
    also = [*frame.also, *(g.id for g in named if told is not None and g.id != told.option)]
    for field in rules.fields:
        fact = _volunteered(field, business, reading, found, today, asked=asked, deadline=deadline)
        if fact is not None:
            facts[field.id] = fact
    if found.name:
        facts["name"] = Fact(text=found.name)
    if found.phones:
        facts["phone"] = Fact(text=found.phones[0])
    if found.emails:
        facts["email"] = Fact(text=found.emails[0])
    request = frame.request
    tells = bool(named) or asks_for_proposal(reading, business)
    if not request and tells and len(pieces_of(reading.text)) >= _A_NEED_HAS_WORDS:
        request = " ".join(reading.text.split())[:MOST_REQUEST_CHARACTERS]
    return frame.model_copy(update={"facts": facts, "request": request, "also": list(dict.fromkeys(also))})


def goal_fact(goal: Goal, reading: Reading) -> Fact:
    return Fact(text=goal.label.in_language(reading.language), option=goal.id)


def option_fact(field: LeadField, option: LeadOption, reading: Reading, today: date) -> Fact:
    """An option as a fact; a deadline's value counts from today."""
    text = option.label.in_language(reading.language)
    if field.kind == "deadline" and option.value is not None:
        return Fact(text=text, option=option.id, day=today + timedelta(days=int(option.value)))
    return Fact(text=text, option=option.id, number=option.value)


def _asked_field(turn: TurnContext) -> str | None:
    if turn.pending is None or turn.resuming:
        return None
    known = {GOAL, *(f.id for f in turn.business.qualification.fields)}
    return turn.pending.field if turn.pending.field in known else None


def _may_be_deadline(turn: TurnContext) -> Deadlines:
    if turn.pending is not None and turn.pending.field in _TIME_OF_A_CALL:
        return "before"
    visits = turn.reading.route in _NO_DEADLINE and turn.reading.confidence >= _SURELY_A_VISIT
    return "none" if visits and turn.pending is None else "any"


def _chosen(turn: TurnContext, frame: LeadFrame, asked: str | None) -> LeadFrame:
    """The option that was tapped, or named by its number or words."""
    choice = turn.answers
    if choice is None or asked is None:
        return frame
    _, _, option_id = choice.partition(":")
    rules = turn.business.qualification
    if asked == GOAL:
        goal = rules.goal_by_id(option_id)
        return frame if goal is None else frame.with_fact(GOAL, goal_fact(goal, turn.reading))
    field = rules.field_by_id(asked)
    option = next((o for o in field.options if o.id == option_id), None)
    today = turn.now.astimezone(turn.business.zone).date()
    return (
        frame if option is None else frame.with_fact(asked, option_fact(field, option, turn.reading, today))
    )


def _from_contact(turn: TurnContext, frame: LeadFrame) -> LeadFrame:
    """Name, phone and shared fields that the record or another specialist has already."""
    rules, contact = turn.business.qualification, turn.situation.contact
    facts = dict(frame.facts)
    others = [f for name, f in turn.frames.items() if name != "sales"]
    for key, stored in (("name", contact.name), ("phone", contact.phone)):
        told = next((str(f[key]) for f in others if isinstance(f.get(key), str)), stored)
        if told and key not in facts:
            facts[key] = Fact(text=told)
    for other in others:
        fields = other.get("fields")
        for name, value in fields.items() if isinstance(fields, dict) else ():
            if isinstance(value, str) and value and any(f.id == name for f in rules.fields):
                facts.setdefault(name, Fact(text=value))
    for field in rules.fields:
        if field.kind == "contact" and "phone" in facts and field.id not in facts:
            who = facts["name"].text if "name" in facts else ""
            facts[field.id] = Fact(text=f"{who} {facts['phone'].text}".strip())
    return frame.model_copy(update={"facts": facts})


def _volunteered(
    field: LeadField, business: Business, reading: Reading, found: Entities, today: date,
    *, asked: str | None, deadline: Deadlines,
) -> Fact | None:  # fmt: skip
    if field.kind == "money":
        fact = read_budget(business, found, reading, asked=asked == field.id)
        if fact is not None:
            return fact
    if field.kind == "deadline" and deadline != "none":
        fact = read_deadline(found, deadline, reading.text, asked=asked == field.id, today=today)
        if fact is not None:
            return fact
    if field.kind == "time" and found.wishes and deadline == "any":
        return Fact(text=found.wishes[0].text)
    if field.kind == "order_id" and found.order_ids:
        return Fact(text=found.order_ids[0])
    if field.kind == "count":
        fact = read_count(field, found, asked=asked == field.id)
        if fact is not None:
            return fact
    option = option_named(reading.text, field)
    if option is None or (asked != field.id and field.kind != "choice" and option.value is None):
        return None  # "I do not know" is an answer only to what was asked
    return option_fact(field, option, reading, today)


def _answers(reading: Reading) -> bool:
    """Words that are meant as an answer, though nothing could be read in them; thanks and questions are none."""
    if reading.choice is not None or not any(c.isalnum() for c in reading.text):
        return False
    polite = {"thank", "greet"} & set(reading.acts) and reading.route == "smalltalk"
    return not polite and "ask" not in reading.acts


def _tells_a_story(turn: TurnContext, asked: str) -> bool:
    """ "It is for a small workshop, we sew curtains", where a sum, a day or a number was asked for: more about the wish,
    and no refusal to say."""
    if asked == GOAL or turn.business.qualification.field_by_id(asked).kind not in _FIGURES:
        return False
    if LINK.search(turn.reading.text):
        return True
    unknown = is_said(turn.reading, "maybe")
    long = len([p for p in pieces_of(turn.reading.text) if p[:1].isalpha()]) >= _A_NEED_HAS_WORDS
    if not long or unknown or "deny" in turn.reading.acts:
        return False
    told_much = len(turn.reading.text.split()) > _A_NEED_HAS_WORDS + 1
    return turn.reading.route in _MORE_OF_A_WISH or (told_much and turn.reading.route not in _NO_WISH)


def _news(business: Business, before: LeadFrame, after: LeadFrame) -> set[str]:
    """The kinds of fields that this message filled or changed."""
    kinds = {GOAL: "choice", **{f.id: f.kind for f in business.qualification.fields}}
    return {kinds.get(k, "contact") for k, fact in after.facts.items() if before.facts.get(k) != fact}


def _describes(turn: TurnContext, asked: str, *, told: set[str]) -> bool:
    """Free text, where free text was asked for: a description stays one though it names a goal or a sum. One that names
    a goal and no figure may be shorter: "a logo for a café" is three words in some languages, and so is a sum.
    """
    if asked == GOAL or turn.business.qualification.field_by_id(asked).kind != "text":
        return False
    wish = told <= {"choice"} and bool(goals_named(turn.reading.text, turn.business))
    return len(pieces_of(turn.reading.text)) >= _A_NEED_HAS_WORDS + (0 if wish else 1)


def _in_own_words(turn: TurnContext, asked: str) -> Fact:
    """What was said where a field was asked. Free text is the answer; of other kinds it is kept for the manager, and
    the field counts as not told."""
    text = " ".join(turn.reading.text.split())[:MOST_REQUEST_CHARACTERS]
    kind = "choice" if asked == GOAL else turn.business.qualification.field_by_id(asked).kind
    no = "deny" in turn.reading.acts and len(pieces_of(text)) <= _A_NEED_HAS_WORDS
    return Fact(text=text, declined=kind != "text" or no)
