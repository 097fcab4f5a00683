"""Answers from the one source of policies (R35, R66): the passage's own words, or an honest question."""

from __future__ import annotations

from collections.abc import Sequence

from agents.asked_apart import asks_for_what_we_do, is_worded_so, questions_apart, questions_beside
from agents.asked_of_us import ABOUT, asked_of_us, last_question, spoken_of, told_about
from agents.escalations import hand_question, note_for_staff
from agents.front_desk.asked_parts import clauses_that_ask, marked_clause, sentences_that_ask
from agents.front_desk.records import OPENING, tell_from_records
from agents.nearest_rule import look_up
from agents.scheduler.telling import tell_of_visit
from agents.turn_context import TurnContext
from agents.understanding.lexicon import pieces_of
from agents.understanding.rules import load_rules, padded_words, says
from domain.reading import Reading, Route
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, PolicyPassage, Step

_CHOICES = 3
_HARDLY = 0.3
"""Below this likelihood of its first topic a list of topics only looks like an answer."""
_FEWEST_WORDS = 3
_A_FEW_WORDS = 4
_DEEDS: tuple[Route, ...] = ("reschedule", "cancel")
_SURELY_CHANGED = 0.7
"""From here on "is there a fee for that?" is asked of the deed: "move it to Friday, is there a fee for that?"."""
CHANGES = "cancellation"
"""The topic that says what cancelling and moving mean."""
LATENESS = "lateness"
"""The topic that says what coming late means."""
DIRECTIONS = "directions"
"""The topic that says where we are."""


def passage_act(passage: PolicyPassage) -> SpeechAct:
    return SpeechAct(say="policy", passage_id=passage.id, text=passage.text, values={"topic": passage.topic})


async def answer_from_policies(
    turn: TurnContext,
    *,
    only_confident: bool = False,
    beside: bool = False,
    about: Sequence[str] = (),
) -> Step:
    """The best passage when it is surely the answer; else two or three topics to choose from, or a person.

    `about`: topics that are being talked about; to a few words ("and is it free?") the first of them found is the answer.

    `beside`: another need of the message is dealt with too, so only the part that asks is looked up, and nothing is
    asked back (R62: one question a reply).
    """
    known = await _known_without_looking(turn, passes_on=not only_confident)
    if known is not None:
        return known
    found: list[PolicyPassage] = []
    asked = _to_look_up(turn.reading, beside=beside)
    if not asked:
        return Step(keep_pending=True)
    for text in asked:
        hits = await look_up(text, turn, k=_CHOICES)
        if hits and hits[0].confident:
            return _answer(turn, hits[0], text)
        found = found or hits
    little = len(turn.reading.text.split()) <= _A_FEW_WORDS
    talked_about = next((p for p in found if p.topic in about and little), None)
    if talked_about is not None:
        return Step(acts=[passage_act(talked_about)], keep_pending=True)
    leant_on = await _with_the_last_question(turn)
    if leant_on is not None:
        return leant_on
    if only_confident:
        return Step()
    if beside:
        asks = "ask" in turn.reading.acts or "?" in turn.reading.text
        surely = (turn.reading.route == "faq" or bool(turn.reading.questions)) and asks
        return await _unknown_in_passing(turn) if surely else Step(keep_pending=True)
    if turn.business.books and turn.reading.entities.services and turn.other_pending is None:
        return Step(hand_off="scheduler")  # "do you do braces?": the visit for it
    return await _ask_back(turn, found)


async def _known_without_looking(turn: TurnContext, *, passes_on: bool) -> Step | None:
    """What needs no search of the rules: a rule that was asked for by its topic, the customer's own visit, our hours and
    records; and several questions in one message, of which each is looked for by itself.
    `passes_on`: what the rules do not know goes to a person."""
    if _asks_of_changes(turn.reading):
        rules = await turn.policies.passage(CHANGES, language=turn.reading.language)
        if rules is not None:
            return Step(acts=[passage_act(rules)], keep_pending=True)
    if _wants_address(turn):
        where = await turn.policies.passage(DIRECTIONS, language=turn.reading.language)
        if where is not None:
            return _answer(turn, where, turn.reading.text)
    if of_visit := tell_of_visit(turn):
        return Step(acts=of_visit, keep_pending=True)
    from_records = await _opening_hours(turn) or tell_from_records(turn)
    if from_records is not None:
        return from_records
    told, unknown = await _answers_apart(turn)
    if len(told) > 1:
        return _tell_all(told)
    if passes_on and told and any(len(text.split()) >= _FEWEST_WORDS for text in unknown):
        return await _with_a_person(turn, told[0])
    return _tell_all(told) if told else None


def _asks_of_changes(reading: Reading) -> bool:
    """How changes work, and nothing else, or only that beside a need."""
    if reading.intent == "change_rules":
        return True
    if len(reading.questions) != 1:
        return False
    rules, asked = load_rules(reading.language), padded_words(pieces_of(reading.questions[0]))
    changes = any(reading.has(deed, at_least=_SURELY_CHANGED) for deed in _DEEDS)
    return rules["change_rules"].matches(asked) or (changes and rules["asks_if_charged"].matches(asked))


def _to_look_up(reading: Reading, *, beside: bool) -> list[str]:
    """The message and its parts, in the order in which they are looked up."""
    whole = reading.text
    parts = [p for p in reading.questions if not asks_for_what_we_do(p, reading)]
    if beside and reading.questions and not parts:
        return []
    parts = parts or (questions_beside(reading) if beside else []) or sentences_that_ask(whole)
    marked = marked_clause(reading)
    if beside:
        return list(dict.fromkeys(parts or [marked or whole]))
    asked = [whole, *parts]
    if marked is not None:
        return list(dict.fromkeys([marked, *asked]))
    return list(dict.fromkeys([*asked, *clauses_that_ask(whole, marked=reading.marked)]))


async def _ask_back(turn: TurnContext, found: list[PolicyPassage]) -> Step:
    """Nothing is surely the answer: a person where it is far from everything, else two or three topics to choose from."""
    likely = found[0].likelihood if found else 0.0
    passed_on = await hand_question(turn) if likely < _HARDLY and asks_in_words(turn) else None
    if passed_on is not None:
        return passed_on
    if not found:
        return _offer_person()
    if turn.other_pending is not None:
        return await _unknown_in_passing(turn)
    topics = [
        Option(id=f"topic:{p.topic}", say="option-text", values={"text": p.title, "passage": p.id})
        for p in found[:_CHOICES]
    ]
    options = [*topics, _PERSON]
    return Step(acts=[SpeechAct(say="policy-unsure", options=options)], pending=_ask(options))


async def _answers_apart(turn: TurnContext) -> tuple[list[PolicyPassage], list[str]]:
    """Of several questions in one message ("do you take cards? and is there parking?") what the rules surely say to each, one
    of a topic; and the questions of which they say nothing."""
    found: dict[str, PolicyPassage] = {}
    unknown: list[str] = []
    for text in questions_apart(turn.reading):
        hits = await look_up(text, turn, k=1)
        if hits and hits[0].confident:
            found.setdefault(hits[0].topic, hits[0])
        elif is_worded_so(text, turn.reading.language) and (not hits or hits[0].likelihood < _HARDLY):
            unknown.append(text)
    return list(found.values()), unknown


def _tell_all(passages: list[PolicyPassage]) -> Step:
    return Step(acts=[passage_act(passage) for passage in passages], keep_pending=True)


async def _with_a_person(turn: TurnContext, told: PolicyPassage) -> Step | None:
    """What the rules say to one of the questions, and a person for the other."""
    passed_on = await hand_question(turn)
    if passed_on is None:
        return None
    return passed_on.model_copy(update={"acts": [passage_act(told), *passed_on.acts]})


async def _opening_hours(turn: TurnContext) -> Step | None:
    """When we are open, of no day in particular."""
    asked = asked_of_us(turn.reading, turn.business, spoken_of(turn.frames, turn.now))
    if asked is None or asked.fact != "opening" or asked.day is not None:
        return None
    rules = await turn.policies.passage(OPENING, language=turn.reading.language)
    return _answer(turn, rules, turn.reading.text) if rules is not None else None


async def _unknown_in_passing(turn: TurnContext) -> Step:
    """In the middle of something: a person answers it meanwhile, with a time, where it is put in words enough."""
    passed_on = await hand_question(turn) if asks_in_words(turn) else None
    return passed_on or Step(acts=[SpeechAct(say="policy-unknown-short")], keep_pending=True)


async def say_what_lateness_means(turn: TurnContext) -> Step:
    """What the rules say of coming late; staff are told of it with a card, where a visit is booked."""
    together, _ = await _answers_apart(turn)
    if len(together) > 1:
        return _tell_all(together)
    rules = await turn.policies.passage(LATENESS, language=turn.reading.language)
    answer = (
        Step(acts=[passage_act(rules)], keep_pending=True)
        if rules is not None
        else await answer_from_policies(turn, only_confident=True)
    )
    booked = any(a.status == "booked" for a in turn.situation.appointments)
    if booked and not says(turn.reading, "asks_if_late"):
        noted = note_for_staff(turn, say="late-noted", draft="draft-late")
        return noted.model_copy(update={"acts": [*noted.acts, *answer.acts]})
    if answer.acts:
        return answer
    told = await hand_question(turn)
    return told or Step(acts=[SpeechAct(say="policy-unknown-short")], keep_pending=True)


def _answer(turn: TurnContext, passage: PolicyPassage, question: str) -> Step:
    """The passage, and what it was asked for, in case the next question leans on it."""
    of_topic = [s.id for s in turn.business.family(passage.topic) if not s.needs_person]
    frame = told_about(turn, topic=passage.topic, question=question, services=of_topic)
    return Step(acts=[passage_act(passage)], keep_pending=True, frame=frame)


async def _with_the_last_question(turn: TurnContext) -> Step | None:
    """ "And for children?" after a question to the rules: both together, where they lead to another rule than the one that
    was told."""
    before = last_question(turn.frames, turn.reading)
    if before is None:
        return None
    told = turn.frames.get("front_desk", {}).get(ABOUT, {}).get("topic")
    both = f"{before} {turn.reading.text}"
    hits = await look_up(both, turn, k=_CHOICES)
    return _answer(turn, hits[0], both) if hits and hits[0].confident and hits[0].topic != told else None


def _wants_address(turn: TurnContext) -> bool:
    """ "Send me the address", of us; beside an answer, the part that asks."""
    reading = turn.reading
    asked = reading.questions[-1] if reading.questions else reading.in_own_script
    return says(reading.model_copy(update={"text": asked, "native": None}), "sends_address")


def asks_in_words(turn: TurnContext) -> bool:
    """A question in words enough for a person to answer it."""
    words = [w for w in turn.reading.text.split() if any(c.isalpha() for c in w)]
    return "ask" in turn.reading.acts and len(words) >= _FEWEST_WORDS


async def say_topic(turn: TurnContext, topic: str) -> Step:
    """The passage the customer chose from the list."""
    passage = await turn.policies.passage(topic, language=turn.reading.language)
    if passage is None:
        return _offer_person()
    return Step(acts=[passage_act(passage)], outcome="resolved")


def _offer_person() -> Step:
    options = [Option(id="yes", say="option-person"), Option(id="no", say="option-no")]
    pending = PendingQuestion(field="policy", kind="yes_no", specialist="front_desk", options=options)
    return Step(acts=[SpeechAct(say="policy-unknown", options=options)], pending=pending)


_PERSON = Option(id="person", say="option-person")


def _ask(options: list[Option]) -> PendingQuestion:
    return PendingQuestion(field="policy", kind="choice", specialist="front_desk", options=options)
