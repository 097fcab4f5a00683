"""What a message tells about the lead: the answer to what was asked, and facts volunteered anywhere (R2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from re import findall
from typing import Literal

from agents.sales.frame import MOST_REQUEST_CHARACTERS, LeadFrame
from agents.sales.interest import asks_for_proposal, goals_named, option_named, says_any, wants_no_calls
from agents.turn_context import TurnContext
from agents.understanding.facts.links import LINK
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.rules import load_rules, padded_words
from agents.understanding.word_tables import read_table_at
from agents.understanding.wording import fold
from domain.business import Business, Goal, LeadField, LeadOption
from domain.business.qualification import GOAL
from domain.language import LANGUAGES
from domain.lead import Fact
from domain.reading import Entities, Quantity, Reading, TimeWindow

_DAYS: dict[str, int] = {"day": 1, "week": 7, "month": 30}
_A_NEED_HAS_WORDS = 3
_SURELY_A_VISIT = 0.5
_NO_DEADLINE = ("booking", "reschedule", "cancel")
"""A time in such a message is a visit's."""
_TERM_WORDS = frozenset({"за", "через", "in", "within", "za", "cherez"})
_TERM_ENDING = "ում"
_FIGURES = ("money", "deadline", "count")
_MORE_OF_A_WISH = ("sales", "booking", "quote", "faq")
BRIEF_YES = "brief_yes"
Deadlines = Literal["none", "before", "any"]
"""Which wished times are deadlines: none, only those open to the past ("by the 5th"), or all."""
_FARTHEST_CALL_DAYS = 21
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
    if not _answers(turn.reading) or (heard.facts != frame.facts and not _describes(turn, asked)):
        return heard
    if asked != GOAL and goals_named(turn.reading.text, turn.business) and not _describes(turn, asked):
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
    if field.kind == "money" and not _of_others(reading):
        fact = _money(business, found, reading, asked=asked == field.id)
        if fact is not None:
            return fact
    if field.kind == "deadline" and deadline != "none":
        fact = _deadline(found, deadline, reading.text, asked=asked == field.id, today=today)
        if fact is not None:
            return fact
    if field.kind == "time" and found.wishes and deadline == "any":
        return Fact(text=found.wishes[0].text)
    if field.kind == "order_id" and found.order_ids:
        return Fact(text=found.order_ids[0])
    if field.kind == "count":
        fact = _count(field, found, asked=asked == field.id)
        if fact is not None:
            return fact
    option = option_named(reading.text, field)
    if option is None or (asked != field.id and field.kind != "choice" and option.value is None):
        return None  # "I do not know" is an answer only to what was asked
    return option_fact(field, option, reading, today)


def _of_others(reading: Reading) -> bool:
    """What somebody else charges is nobody's budget."""
    return load_lexicon(reading.language)["other_firms"].found(pieces_of(reading.text)) is not None


@lru_cache(maxsize=1)
def _beside_a_sum() -> frozenset[str]:
    table = read_table_at(Path(__file__).with_name("sums.toml"))
    return frozenset(fold(word) for words in table.values() for word in words)


def _is_a_sum(reading: Reading) -> bool:
    """A number that was answered where money was asked for, and counts nothing else: "500", "about 300 a month", no
    "200 goods"."""
    told = [w for w in pieces_of(reading.text) if w[:1].isalpha()]
    return all(w in _beside_a_sum() for w in told)


def _money(business: Business, found: Entities, reading: Reading, *, asked: bool) -> Fact | None:
    """A budget: the most that was named. Of another currency by the owner's rate; without one only the words count."""
    rules, own = business.qualification, business.profile.currency
    for one in found.money:
        amount = one.high if one.high is not None else one.low
        if amount is None:
            continue
        currency = one.currency or own
        rate = Decimal(1) if currency == own else rules.rates.get(currency)
        return Fact(text=one.text, number=None if rate is None else amount * rate)
    least = min((o.value for f in rules.fields if f.kind == "money" for o in f.options if o.value), default=0)
    plain = found.numbers and not (found.windows or found.quantities or found.phones)
    large = plain and least and max(found.numbers) * 2 >= least
    if plain and (large or (asked and _is_a_sum(reading))):
        number = Decimal(max(found.numbers))
        # "500" where answers are hundreds of thousands: thousands are meant.
        number = number * 1000 if number < 1000 and least >= 10_000 else number
        return Fact(text=f"{number.normalize():f}", number=number)
    return None


def _deadline(found: Entities, which: Deadlines, words: str, *, asked: bool, today: date) -> Fact | None:
    """The last day of the wished time."""
    possible = [w for w in found.wishes if not w.impossible and _last_day(w) is not None]
    if which == "before":
        possible = [w for w in possible if is_of_the_work(w, words, today)]
    window = possible[0] if possible else None
    if window is not None:
        return Fact(text=window.text, day=_last_day(window))
    lengths = [q for q in found.quantities if q.unit in _DAYS]
    length = next((q for q in lengths if asked or _is_term(q, words)), None)
    if length is None:
        return None
    return Fact(text=length.text, day=today + timedelta(days=int(length.value * _DAYS[length.unit])))


def is_of_the_work(window: TimeWindow, words: str, today: date) -> bool:
    """Whether a time that is told while a call is being offered is when the work is needed: "by the 5th", "it has to be
    ready in March", or a day so far off that no call would be put there."""
    if window.grain in ("minute", "hour"):
        return False
    if window.start is None:
        return True
    far = _last_day(window)
    if far is not None and (far - today).days > _FARTHEST_CALL_DAYS:
        return True
    found = [
        load_rules(language)["ready_by"].matches(padded_words(pieces_of(words))) for language in LANGUAGES
    ]
    return any(found)


def _is_term(length: Quantity, words: str) -> bool:
    """ "In ten days", "за неделю": a length that is the time there is, not one that something lasts."""
    before = words.casefold().partition(length.text.casefold())[0].split()[-1:]
    return bool(set(before) & _TERM_WORDS) or length.text.endswith(_TERM_ENDING)


def _last_day(window: TimeWindow) -> date | None:
    end = window.end
    if end is not None and window.start is None and str(end.day) in findall(r"\d+", window.text):
        return end.date()  # "before the 20th": the day that was said
    if end is not None:
        return (end - timedelta(minutes=1)).date()
    return window.start.date() if window.start is not None else None


def _count(field: LeadField, found: Entities, *, asked: bool) -> Fact | None:
    for one in found.quantities:
        if says_any(pieces_of(one.what), field.aliases) or (asked and one.unit == "piece"):
            return Fact(text=one.text, number=one.value)
    if asked and found.numbers:
        return Fact(text=str(found.numbers[0]), number=Decimal(found.numbers[0]))
    return None


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
    unknown = load_lexicon(turn.reading.language)["maybe"].found(pieces_of(turn.reading.text)) is not None
    long = len([p for p in pieces_of(turn.reading.text) if p[:1].isalpha()]) >= _A_NEED_HAS_WORDS
    return long and not unknown and "deny" not in turn.reading.acts and turn.reading.route in _MORE_OF_A_WISH


def _describes(turn: TurnContext, asked: str) -> bool:
    """Free text, where free text was asked for: a description stays one though it names a goal or a sum."""
    text = asked != GOAL and turn.business.qualification.field_by_id(asked).kind == "text"
    return text and len(pieces_of(turn.reading.text)) > _A_NEED_HAS_WORDS


def _in_own_words(turn: TurnContext, asked: str) -> Fact:
    """What was said where a field was asked. Free text is the answer; of other kinds it is kept for the manager, and
    the field counts as not told."""
    text = " ".join(turn.reading.text.split())[:MOST_REQUEST_CHARACTERS]
    kind = "choice" if asked == GOAL else turn.business.qualification.field_by_id(asked).kind
    no = "deny" in turn.reading.acts and len(pieces_of(text)) <= _A_NEED_HAS_WORDS
    return Fact(text=text, declined=kind != "text" or no)
