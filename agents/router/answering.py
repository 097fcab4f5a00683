"""Whether a message answers the open question: an ordered table, of which the first row that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agents.closest import takes_the_closest
from agents.router.heard import CONTACT_KINDS
from agents.router.wish_beside import wants_instead
from agents.router.words import (
    A_WORD_OR_TWO,
    LITTLE_SURE,
    SURELY_ASKS,
    SURELY_ELSEWHERE,
    Words,
    names_who_decides,
)
from agents.scheduler.party import read_party
from agents.understanding.children import tells_a_childs_age
from domain.reading import Reading
from domain.step import PendingQuestion

_WORK_SOUNDS_LIKE = ("out_of_scope", "sales", "quote", "support.technical")
_DEEDS = ("move", "cancel", "cannot_come")
_FEW_WORDS = 6
_FEW_NUMBERS = 2
""" "Actually three, I forgot the bedroom one": the second is none."""
HELPED_FIELD = "helped"
_COLLECTORS = ("sales", "catalogue", "estimator", "support")
"""They ask for facts and take any of them, whatever was asked first."""


@dataclass(frozen=True)
class Reply:
    """Words, and the question they may be the answer to."""

    words: Words
    asked: PendingQuestion

    @property
    def to_scheduler(self) -> bool:
        return self.asked.specialist == "scheduler"

    @property
    def to_contact(self) -> bool:
        return self.asked.kind in CONTACT_KINDS

    @property
    def names_who_decides(self) -> bool:
        return names_who_decides(self.words.reading, self.asked)

    @property
    def to_place(self) -> bool:
        return self.asked.expects == "place"


def _never(_: Reply) -> bool:
    return False


@dataclass(frozen=True)
class Row:
    """Where `when` holds, it is an answer, unless `unless` does."""

    why: str
    when: Callable[[Reply], bool]
    unless: Callable[[Reply], bool] = _never


def _is_another_need(reply: Reply) -> bool:
    """A rule is asked about in a sentence, or with a question mark: "by card" alone tells how it was paid."""
    words = reply.words
    little = (
        words.reading.route == "faq" and not words.asks and len(words.reading.text.split()) <= A_WORD_OR_TWO
    )
    asks_in_passing = reply.asked.field == "measure" and words.asks and not words.facts.numbers
    return (words.is_surely("human", "faq", "cancel", "reschedule") and not little) or asks_in_passing


def _books_before_the_price(reply: Reply) -> bool:
    """ "Can he come tomorrow morning?" while a price is being worked out; below the price it is an answer."""
    collecting = reply.asked.specialist == "estimator" and reply.asked.field != "estimate_next"
    return collecting and bool(reply.words.facts.wishes) and reply.words.is_surely("booking")


def _hardly_books(reply: Reply) -> bool:
    words = reply.words
    return words.reading.route == "booking" and not words.is_surely("booking") and not words.facts.wishes


def _wish_stands_apart(words: Words) -> bool:
    """ "Sunday, then. How long does it take?": the day is in another sentence than the question."""
    if words.reading.native is not None:
        return False  # the questions are in their own script, the times as they were typed
    asking, wishes = words.reading.questions, words.facts.wishes
    return bool(asking and wishes) and not any(w.text and w.text in part for w in wishes for part in asking)


def asks_for_a_time(reading: Reading, pending: PendingQuestion) -> bool:
    """ "Can I at 2?", "is 14:00 free?": a time and hardly a word beside it, where times are talked about."""
    if pending.specialist != "scheduler" or Words(reading).changes_a_visit:
        return False
    wishes = [w for w in reading.entities.wishes if w.text and w.text in reading.text]
    beside = len(reading.text.split()) - sum(len(w.text.split()) for w in wishes)
    return bool(wishes) and beside <= A_WORD_OR_TWO


def asks_how_they_come(reading: Reading, pending: PendingQuestion) -> bool:
    """ "One after another?", "at the same time?", "there are two of us", of the visits whose times are shown, and little
    else."""
    few = len(reading.text.split()) <= _FEW_WORDS
    party = read_party(reading)
    return pending.field == "slot" and few and (party.at_once is not None or party.people is not None)


def _is_question_or_change(reply: Reply) -> bool:
    """Only a sure question, or one with a question mark, is none the less a question."""
    words = reply.words
    if asks_for_a_time(words.reading, reply.asked):
        return False
    names_an_hour = any(w.grain in ("minute", "hour") for w in words.facts.wishes)
    asks = words.reading.route == "faq" and (words.asks or words.reading.confidence >= SURELY_ASKS)
    asks = asks and not (names_an_hour and words.reading.confidence < SURELY_ELSEWHERE)
    asks = asks and not _wish_stands_apart(words) and not wants_instead(words.reading)
    changes = words.changes_a_visit and (
        words.reading.intent in _DEEDS or words.reading.confidence >= LITTLE_SURE
    )
    return (asks or changes) and not words.is_guess


ROWS = [
    Row("an option was chosen", lambda r: r.words.reading.choice is not None),
    Row("an answer by itself, and a question beside it", lambda r: r.words.reading.answered),
    Row(
        "a time, below a price: when to come",
        lambda r: (
            r.asked.field == "estimate_next"
            and bool(r.words.facts.wishes)
            and r.words.reading.intent not in ("move", "cancel", "cannot_come")
            and not r.words.is_surely("human", "faq", "cancel")
        ),
    ),
    Row(
        "thanks, where it was asked whether it helped",
        lambda r: r.asked.field == HELPED_FIELD and "thank" in r.words.reading.acts and not r.words.asks,
    ),
    Row("who decides, in a word: no call for one", lambda r: r.names_who_decides),
    Row("contact was asked for and some is given", lambda r: r.to_contact and r.words.gives_contact),
    Row(
        "earlier, later, another day",
        lambda r: r.to_scheduler and r.words.facts.shift is not None,
        unless=lambda r: r.words.names_a_change,
    ),
    Row(
        "the closest of the times shown",
        lambda r: r.asked.field in ("slot", "move_slot") and takes_the_closest(r.words.reading),
        unless=lambda r: r.words.changes_a_visit,
    ),
    Row("a place or a person and little else", lambda r: r.to_scheduler and r.words.names_little_else),
    Row(
        "the time, service, place or person of a visit",
        lambda r: r.to_scheduler and r.words.names_of_a_visit,
        unless=_is_question_or_change,
    ),
    Row(
        "how several visits come together",
        lambda r: asks_how_they_come(r.words.reading, r.asked),
        unless=lambda r: r.words.changes_a_visit,
    ),
    Row("a part of town", lambda r: bool(r.words.facts.zones) and (r.to_scheduler or r.to_place)),
    Row("an address", lambda r: r.to_place and bool(r.words.facts.addresses)),
    Row(
        "who comes, and whether for the first time",
        lambda r: (
            r.to_scheduler
            and bool(r.words.facts.first_visit is not None or r.words.facts.phones or r.words.facts.name)
        ),
    ),
    Row(
        "whose visit it is: a child's age",
        lambda r: r.to_scheduler and not r.words.asks and tells_a_childs_age(r.words.reading.text),
        unless=_is_question_or_change,
    ),
    Row("instead of name and phone", lambda r: r.to_scheduler and r.to_contact and r.words.evades),
    Row(
        "facts for a lead, an order, an estimate or a ticket",
        lambda r: r.asked.specialist in _COLLECTORS and r.words.brings_facts,
        unless=lambda r: _is_another_need(r) or _books_before_the_price(r),
    ),
    Row(
        "takes one of the goods that are shown",
        lambda r: r.asked.field == "product" and r.words.facts.goods.takes and not r.words.asks,
        unless=_is_another_need,
    ),
    Row(
        "what the goods are to be like, in words that name none",
        lambda r: r.asked.specialist == "catalogue" and bool(r.words.facts.goods.likely),
        unless=lambda r: _is_another_need(r) or r.words.asks,
    ),
    Row(
        "another job to be priced",
        lambda r: r.asked.specialist == "estimator" and bool(r.words.facts.services),
        unless=lambda r: _is_another_need(r) or r.words.is_surely("booking", "support.complaint"),
    ),
    Row(
        "free words were asked for",
        lambda r: r.asked.kind == "text",
        unless=lambda r: _is_another_need(r) or r.words.is_surely("booking"),
    ),
    Row(
        "hardly trouble, while a lead tells of their wish",
        lambda r: (
            r.asked.specialist == "sales"
            and r.words.reading.route.startswith("support.")
            and r.words.reading.confidence < SURELY_ELSEWHERE
            and not r.words.reading.flags
        ),
    ),
    Row(
        "a number again, while a price is worked out",
        lambda r: (
            r.asked.specialist == "estimator"
            and r.words.is_guess
            and 0 < len(r.words.facts.numbers) <= _FEW_NUMBERS
        ),
    ),
    Row(
        "what needs doing, in words that name nothing known",
        lambda r: (
            r.asked.field == "estimate_service"
            and (r.words.is_guess or r.words.reading.route in _WORK_SOUNDS_LIKE or _hardly_books(r))
            and not r.words.reading.flags
        ),
    ),
    Row("a time was asked for", lambda r: r.asked.kind == "time" and bool(r.words.facts.windows)),
]


def answers_pending(reading: Reading, pending: PendingQuestion) -> bool:
    """Whether the message is (also) an answer to what was asked."""
    reply = Reply(Words(reading), pending)
    row = next((row for row in ROWS if row.when(reply)), None)
    return row is not None and not row.unless(reply)
