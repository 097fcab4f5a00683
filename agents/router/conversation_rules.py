"""What a message means for what stands open, in the order in which it is looked at: the first rule that holds speaks.

What it wants by itself is looked at after (`rules.py`).
"""

from __future__ import annotations

from agents.asked_of_us import takes_whom_we_spoke_of
from agents.need import Need
from agents.refusals import TOPIC as REFUSAL
from agents.router.answering import answers_pending
from agents.router.asides import (
    asks_of_own_visit,
    asks_of_the_price_told,
    asks_of_the_whole_offer,
    asks_whether_it_stands,
    names_nobody,
    runs_late,
    wants_the_usual,
)
from agents.router.owners import owner_of
from agents.router.rule import Rule, answer, policy, request_or_answer, rule_beside, to
from agents.router.rule_questions import asks_beside_the_answer, asks_how_changes_work
from agents.small_talk import LATE, OWN_VISIT, PHOTO, STILL_ON, WHO_ANSWERS

CONVERSATION = [
    Rule(
        "not-offered",
        "the owner names who does it instead (R5, R7)",
        lambda h: h.not_offered,
        lambda h: [Need("front_desk", "request", topic=f"{REFUSAL}{h.not_offered}")],
    ),
    Rule(
        "opts-out",
        "wins over everything (R58)",
        lambda h: "opt_out" in h.reading.acts,
        to("front_desk", "opt_out"),
        alone=True,
    ),
    Rule(
        "how-changes-work",
        "asked what would be, nothing is to be changed",
        lambda h: h.reading.intent == "change_rules",
        policy,
    ),
    Rule(
        "asks-who-answers",
        "software, and it says so; what was open stays open",
        lambda h: h.asks_who_answers,
        to("front_desk", WHO_ANSWERS),
    ),
    Rule(
        "own-visit",
        "when they are booked is told, whatever is open",
        asks_of_own_visit,
        to("front_desk", OWN_VISIT),
    ),
    Rule(
        "asks-of-our-people",
        "who works here, when and where, or whether we are open on a day: the records know",
        lambda h: h.asked_of_us,
        policy,
    ),
    Rule(
        "runs-late",
        "what happens then is in the rules; who waits is told",
        runs_late,
        lambda _: [Need("front_desk", "request", topic=LATE)],
    ),
    Rule(
        "may-send-a-photo",
        "yes; what was open stays open",
        lambda h: h.reading.intent == "may_photo",
        to("front_desk", PHOTO),
    ),
    Rule(
        "still-on",
        "whether what was offered still stands: it is offered again, as it is now",
        asks_whether_it_stands,
        to("front_desk", STILL_ON),
    ),
    Rule("of-the-price-told", "what it includes, or why it is what it is", asks_of_the_price_told, answer),
    Rule(
        "as-before",
        "the service of the last visit",
        wants_the_usual,
        request_or_answer("scheduler"),
    ),
    Rule(
        "takes-whom-we-spoke-of",
        "a visit to the person that was told about",
        lambda h: h.pending is None and not h.topics and takes_whom_we_spoke_of(h.reading, h.spoken),
        to("scheduler"),
    ),
    Rule("any-doctor", "whoever it is that does it", names_nobody, answer),
    Rule(
        "drops-it",
        "what is being talked about is not wanted any more, or stays as it was (R66)",
        lambda h: h.pending is not None and h.pending.field != "visit" and h.drops_it,
        answer,
    ),
    Rule(
        "takes-the-move-back",
        "the visit as it was before it was moved or cancelled",
        lambda h: h.reading.intent in ("move_back", "take_back") and h.business.books,
        to("scheduler"),
    ),
    Rule(
        "that-very-visit",
        "where we spoke of one, moving or cancelling means it",
        lambda h: h.pending is not None and h.pending.field == "visit" and h.changes_a_visit,
        lambda _: [Need("front_desk", "answer")],
    ),
    Rule(
        "asks-of-everything",
        "what there is and what it costs, of nothing in particular: the list of it, wherever a choice of it stands open",
        asks_of_the_whole_offer,
        lambda h: [Need(owner_of("quote", h.business, h.reading), "request")],
    ),
    Rule(
        "answers",
        "it is what the open question asked for",
        lambda h: (
            h.pending is not None
            and (answers_pending(h.reading, h.pending) or h.tells_a_price_fact or h.tells_a_lead_fact)
        ),
        lambda h: [*rule_beside(asks=asks_beside_the_answer(h)), *answer(h)],
    ),
    Rule(
        "could-it-be-changed-later",
        "while a visit is being booked there is nothing to change yet",
        asks_how_changes_work,
        policy,
    ),
]
