"""The order in which a message is looked at: two tables, of which the first rule that holds speaks.

`CONVERSATION` is what the message means for what stands open, `REQUESTS` what it wants by itself.
"""

from __future__ import annotations

from agents.asked_of_us import offers_asked, takes_whom_we_spoke_of
from agents.need import Need
from agents.refusals import TOPIC as REFUSAL
from agents.router.answering import answers_pending
from agents.router.asides import (
    asks_of_own_visit,
    asks_of_the_price_told,
    asks_whether_it_stands,
    names_nobody,
    runs_late,
    wants_the_usual,
)
from agents.router.goods_rules import AFTER_A_LINK, NO_PLAIN_ORDER
from agents.router.goods_talk import asks_a_rule_of_goods, asks_of_the_thing
from agents.router.heard import Heard
from agents.router.owners import EVERYWHERE, owner_of
from agents.router.practice import asks_of_a_practice
from agents.router.rule import Rule, policy, request_or_answer, rules_or, to
from agents.router.words import ALSO_MEANT, LITTLE_SURE
from agents.small_talk import LATE, OWN_VISIT, PHOTO, STILL_ON, WHO_ANSWERS
from domain.conversation import SpecialistName


def _rule_beside(*, asks: bool) -> list[Need]:
    return [Need("front_desk", "policy", beside=True)] if asks else []


def _answer(heard: Heard) -> list[Need]:
    if heard.pending is None:
        return [Need("front_desk", "request")]
    return [Need(heard.pending.specialist, "answer")]


def _also(heard: Heard, *but: SpecialistName) -> list[Need]:
    """The second need of the message, when it is somebody else's."""
    scores = [s for s in heard.reading.routes[1:] if s.confidence >= ALSO_MEANT and s.route in EVERYWHERE]
    passed = {*but, "front_desk"}
    if "estimator" in but and not heard.facts.wishes:
        passed.add("scheduler")  # the price comes first and offers the times
    owners = [owner_of(s.route, heard.business, heard.reading) for s in scores]
    return [Need(owner, "request") for owner in owners if owner not in passed][:1]


def _rules_and_also(heard: Heard) -> list[Need]:
    also = _also(heard)
    return [Need("front_desk", "policy", beside=bool(also)), *also]


def _everything_named(heard: Heard) -> list[Need]:
    beside = _rule_beside(asks=heard.asks_a_rule)
    return [*beside, Need(heard.owner, "request"), *_also(heard, heard.owner)]


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
    Rule("of-the-price-told", "what it includes, or why it is what it is", asks_of_the_price_told, _answer),
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
    Rule("any-doctor", "whoever it is that does it", names_nobody, _answer),
    Rule(
        "drops-it",
        "what is being talked about is not wanted any more, or stays as it was (R66)",
        lambda h: h.pending is not None and h.pending.field != "visit" and h.drops_it,
        _answer,
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
        "answers",
        "it is what the open question asked for",
        lambda h: (
            h.pending is not None
            and (answers_pending(h.reading, h.pending) or h.tells_a_price_fact or h.tells_a_lead_fact)
        ),
        lambda h: [*_rule_beside(asks=h.asks_beside_the_answer), *_answer(h)],
    ),
    Rule(
        "could-it-be-changed-later",
        "while a visit is being booked there is nothing to change yet",
        lambda h: h.asks_how_changes_work,
        policy,
    ),
]

REQUESTS = [
    Rule(
        "work-on-no-list",
        "is called by its name and priced by a person (R30)",
        lambda h: h.names_unlisted_work,
        lambda h: [
            Need("front_desk", "policy", otherwise="estimator") if h.asks else Need("estimator", "request")
        ],
    ),
    Rule(
        "hardly-trouble-in-a-booking",
        "sounds like trouble, hardly, while a visit is arranged: a question",
        lambda h: (
            h.was_asked_by("scheduler")
            and h.asks
            and h.reading.route.startswith("support.")
            and h.reading.confidence < LITTLE_SURE
            and not h.reading.flags
        ),
        policy,
    ),
    Rule(
        "do-you-do-it",
        "a service on the list is asked for by name: the visit for it",
        lambda h: (
            h.business.books
            and h.pending is None
            and h.facts.services
            and offers_asked(h.reading)
            and not h.names_work
        ),
        to("scheduler"),
    ),
    Rule(
        "why-so-dear",
        "the rules say what is in the price",
        lambda h: h.reading.intent == "why_dear",
        policy,
    ),
    Rule(
        "did-not-help",
        "whoever tried to solve it goes on",
        lambda h: h.says_it_did_not_help,
        request_or_answer("support"),
    ),
    Rule(
        "about-the-link",
        "what names nothing is about the goods whose link was the last word (R45)",
        lambda h: h.is_about_the_link,
        to("catalogue"),
    ),
    *AFTER_A_LINK,
    Rule(
        "hour-of-a-visit",
        "what sounds like a return, but names an hour",
        lambda h: h.speaks_of_a_visits_hour,
        to("scheduler"),
    ),
    Rule(
        "problem",
        "the owner's words for a problem, or an order's number (R31)",
        lambda h: h.names_a_problem,
        to("support"),
    ),
    Rule(
        "asks-a-rule-of-goods",
        "goods are named, and the rules may know",
        asks_a_rule_of_goods,
        rules_or("catalogue"),
    ),
    Rule(
        "goods",
        "something on sale is wished for or asked about (R43)",
        lambda h: h.is_of_goods,
        to("catalogue"),
    ),
    Rule(
        "asks-of-the-linked-thing",
        "the rules may know; else its page does, or a person",
        asks_of_the_thing,
        rules_or("catalogue"),
    ),
    Rule(
        "asks-of-a-project",
        "a question first, a lead when the rules say nothing",
        lambda h: (
            h.is_of_a_project
            and h.asks_of_a_project
            and (h.reading.route not in ("sales", "quote", "booking") or h.hardly_wants_a_project)
        ),
        rules_or("sales"),
    ),
    Rule(
        "project",
        "the qualifier's, whatever the route",
        lambda h: h.is_of_a_project,
        lambda h: [
            *_rule_beside(asks=h.asks_of_a_project and h.asks_a_rule),
            Need("sales", "request"),
        ],
    ),
    Rule(
        "asks-of-what-we-make",
        '"do you make websites?": a rule that surely answers, else yes, and what is needed',
        lambda h: h.reading.route == "faq" and h.names_a_goal,
        rules_or("sales"),
    ),
    Rule(
        "work-and-no-question",
        "sounds like the rules, but asks nothing and names work whose price is worked out",
        lambda h: h.reading.route == "faq" and not h.asks and h.names_work,
        to("estimator"),
    ),
    Rule(
        "what-is-in-it",
        "what a service on the list includes is on the list",
        lambda h: h.reading.intent == "what_included" and h.facts.services and h.business.books,
        to("scheduler"),
    ),
    Rule(
        "asks-a-rule",
        "the owner's policies answer; what is wanted too comes after",
        lambda h: h.asks_a_rule and h.reading.route == "faq",
        _rules_and_also,
    ),
    Rule(
        "asks-of-a-practice",
        "sounds like trouble, but asks what is usual: the rules, else a person",
        lambda h: asks_of_a_practice(h) and not h.business.books and not h.was_asked_by("support"),
        policy,
    ),
    Rule(
        "may-ask-a-rule",
        "sounds like trouble or a visit, but not surely: the rules first",
        lambda h: h.may_ask_a_rule,
        lambda h: [Need("front_desk", "policy", otherwise=h.owner)],
    ),
    Rule(
        "asks-about-a-service",
        "hardly understood: the rules first, then its times",
        lambda h: h.hints_at_a_visit and h.reading.route == "faq" and h.asks and not h.facts.wishes,
        rules_or("scheduler"),
    ),
    Rule(
        "hints-at-work",
        "hardly understood, but something is named whose price is worked out",
        lambda h: h.hints_at_a_visit and h.names_work and not h.facts.wishes,
        to("estimator"),
    ),
    Rule(
        "hints-at-a-visit",
        "hardly understood, but a visit's facts are named",
        lambda h: h.hints_at_a_visit,
        to("scheduler"),
    ),
    *NO_PLAIN_ORDER,
    Rule(
        "not-understood",
        "ask, do not act",
        lambda h: h.hardly_says,
        lambda _: [Need("front_desk", "repair")],
    ),
    Rule(
        "takes-the-price",
        "a yes some time after a price was told: the visit it was told for",
        lambda h: h.quoted and h.pending is None and h.reading.route == "confirm" and h.business.books,
        to("scheduler"),
    ),
    Rule("yes-or-no", "to whoever asked", lambda h: h.reading.route in ("confirm", "decline"), _answer),
    Rule(
        "perhaps-a-rule",
        "a question, and nothing fits it better than the rules",
        lambda h: h.asks and h.reading.route == "faq",
        policy,
    ),
    Rule(
        "front-desk", "small talk and what is nobody's", lambda h: h.owner == "front_desk", to("front_desk")
    ),
    Rule(
        "no-goods-named",
        '"how much is gift wrapping?" is in the rules',
        lambda h: h.owner == "catalogue" and h.pending is None,
        rules_or("catalogue"),
    ),
    Rule("named", "the need the message names, with a second one", lambda _: True, _everything_named),
]
