"""What a message wants by itself, in the order in which it is looked at: the first rule that holds speaks.

`conversation_rules.py` is looked at before.
"""

from __future__ import annotations

from agents.asked_of_us import offers_asked
from agents.beside_services import asks_of_a_service_alone, asks_of_afterwards
from agents.need import Need
from agents.router.goods_rules import AFTER_A_LINK, NO_PLAIN_ORDER
from agents.router.goods_talk import (
    asks_a_rule_of_goods,
    asks_of_the_thing,
    is_about_the_link,
    is_of_goods,
)
from agents.router.heard import Heard
from agents.router.owners import EVERYWHERE, owner_of
from agents.router.practice import asks_and_wishes_for_nothing, asks_of_a_practice, tells_of_nothing
from agents.router.rule import Rule, answer, policy, request_or_answer, rule_beside, rules_or, to
from agents.router.rule_questions import may_ask_a_rule, may_ask_in_a_booking
from agents.router.wish_beside import wants_a_service
from agents.router.words import ALSO_MEANT, LITTLE_SURE, SURELY_ELSEWHERE
from domain.conversation import SpecialistName
from domain.reading import Route


def _also(heard: Heard, *but: SpecialistName) -> list[Need]:
    """The second need of the message, when it is somebody else's."""
    scores = [
        s for s in heard.reading.routes[1:] if s.confidence >= _bar_beside(s.route) and s.route in EVERYWHERE
    ]
    passed = {*but, "front_desk"}
    if "estimator" in but:
        passed.add("scheduler")  # the price comes first and offers the times
    owners = [owner_of(s.route, heard.business, heard.reading) for s in scores]
    return [Need(owner, "request") for owner in owners if owner not in passed][:1]


def _bar_beside(route: Route) -> float:
    """From where on a second need counts; a lead's questions are put to nobody who hardly wants something."""
    return SURELY_ELSEWHERE if route == "sales" else ALSO_MEANT


def _rules_and_also(heard: Heard) -> list[Need]:
    also = _also(heard)
    free = heard.pending is None or heard.was_asked_by("front_desk")
    if not also and free and heard.business.books and not heard.names_work and wants_a_service(heard.reading):
        also = [Need("scheduler", "request")]
    if not also and free and heard.tells_of_work_beside:
        also = [Need("estimator" if heard.names_work else "scheduler", "request")]
    return [Need("front_desk", "policy", beside=bool(also), otherwise=_takes_it_along(also)), *also]


def _goods_and_rules(heard: Heard) -> list[Need]:
    """The rules alone, or beside goods that are wished for: "a linen shirt, size L. Can you wrap it?"."""
    if heard.facts.goods.wants and heard.questions_beside:
        return [
            Need("front_desk", "policy", beside=True, otherwise="catalogue"),
            Need("catalogue", "request"),
        ]
    return rules_or("catalogue")(heard)


def _everything_named(heard: Heard) -> list[Need]:
    named = [Need(heard.owner, "request"), *_also(heard, heard.owner)]
    if not heard.asks_a_rule:
        return named
    return [Need("front_desk", "policy", beside=True, otherwise=_takes_it_along(named)), *named]


def _takes_it_along(others: list[Need]) -> SpecialistName | None:
    """Who passes the whole message to a person anyway, so that a question no rule answers is not passed on twice."""
    return next((n.specialist for n in others if n.specialist == "support"), None)


REQUESTS = [
    Rule(
        "asks-whether-we-do-it",
        "yes, and what it costs (R12)",
        lambda h: h.asks_whether_work_is_done,
        to("estimator"),
    ),
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
            and not h.reading.questions  # "do you have parking? and a cleaning on Thursday"
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
        is_about_the_link,
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
        _goods_and_rules,
    ),
    Rule(
        "goods",
        "something on sale is wished for or asked about (R43)",
        is_of_goods,
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
            *rule_beside(asks=h.asks_of_a_project and h.asks_a_rule),
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
        lambda h: [*rule_beside(asks=len(h.reading.questions) > 1), Need("scheduler", "request")],
    ),
    Rule(
        "asks-of-afterwards",
        "what to do or to leave alone after a visit is in the rules; its times, where they say nothing",
        lambda h: (
            h.business.books
            and not h.names_work
            and len(h.facts.services) == 1
            and h.reading.route not in ("reschedule", "cancel", "human")
            and asks_of_afterwards(h.reading)
        ),
        lambda h: [Need("front_desk", "policy", otherwise="scheduler")],
    ),
    Rule(
        "the-next-service",
        "another service is asked about by its name alone: what it costs",
        lambda h: h.business.books and not h.names_work and asks_of_a_service_alone(h.reading, h.business),
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
        "may-ask-in-a-booking",
        "hardly a wish, and brings nothing for the visit that is arranged: the rules first",
        may_ask_in_a_booking,
        lambda h: [Need("front_desk", "policy", otherwise="scheduler")],
    ),
    Rule(
        "asks-and-wishes-for-nothing",
        "sounds like a visit, but asks, and names nothing of one: the rules first",
        asks_and_wishes_for_nothing,
        lambda h: [Need("front_desk", "policy", otherwise=None if h.is_guess else h.owner)],
    ),
    Rule(
        "may-ask-a-rule",
        "sounds like trouble or a visit, but not surely: the rules first",
        lambda h: (
            may_ask_a_rule(h)
            or (tells_of_nothing(h) and not h.business.books and not h.was_asked_by("support"))
        ),
        lambda h: [Need("front_desk", "policy", otherwise=h.owner)],
    ),
    Rule(
        "asks-of-a-practice-of-visits",
        "the same where visits are booked: what the rules surely say, else whoever deals with such trouble",
        lambda h: asks_of_a_practice(h) and h.business.books and h.pending is None,
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
    Rule("yes-or-no", "to whoever asked", lambda h: h.reading.route in ("confirm", "decline"), answer),
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
