"""The router's rules one by one: an example of each, and that none is without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agents.asked_of_us import NOTHING, Spoken
from agents.router import answers_pending, route
from agents.router.answering import ROWS, Reply
from agents.router.conversation_rules import CONVERSATION
from agents.router.owners import owner_of
from agents.router.rules import REQUESTS
from agents.router.words import Words
from domain.business import Business
from domain.conversation import SpecialistName
from domain.event import InboxEvent
from domain.goods import GoodsWish
from domain.reading import Entities, Reading, RouteScore, Span, TimeWindow
from domain.step import PendingQuestion
from knowledge.business_files import load_business
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.test_router import event


@pytest.fixture(scope="module")
def businesses() -> Mapping[str, Business]:
    names = ("clinic", "home_repair", "shop", "agency")
    return {name: load_business(Path("businesses") / name) for name in names}


def question(field: str, kind: Any, specialist: SpecialistName = "scheduler", **more: Any) -> PendingQuestion:
    return PendingQuestion(field=field, kind=kind, specialist=specialist, **more)


SLOT = question("slot", "choice")
CONTACT = question("contact", "contact")
FRIDAY = TimeWindow(text="в пятницу", start=NOW)


@dataclass(frozen=True)
class Example:
    rule: str
    read: Reading
    becomes: list[str]
    business: str = "clinic"
    pending: PendingQuestion | None = None
    linked: bool = False
    quoted: bool = False
    spoken: Spoken = NOTHING


def intent(name: str, read: Reading) -> Reading:
    return read.model_copy(update={"intent": name})


def _beside(text: str, named: str) -> Reading:
    """A question that names a cleaning."""
    start = text.index(named)
    span = Span(fact="services", value="cleaning", text=named, start=start, end=start + len(named))
    return reading(text, "booking", acts=["ask"], entities=Entities(services=["cleaning"], spans=[span]))


EXAMPLES = [
    Example("not-offered", reading("газовый котёл чините?", "quote"), ["front_desk:request:refusal:gas"], "home_repair"),
    Example("opts-out", reading("стоп, не пишите мне", acts=["opt_out"]), ["front_desk:request:opt_out"]),
    Example("how-changes-work", intent("change_rules", reading("а перенести можно будет?", "reschedule")), ["front_desk:policy"]),
    Example("asks-who-answers", reading("а вы бот?", "faq"), ["front_desk:request:who_answers", "scheduler:resume"], pending=SLOT),
    Example("own-visit", intent("own_visit", reading("когда я записана?", "booking", acts=["ask"])), ["front_desk:request:own_visit", "scheduler:resume"], pending=SLOT),
    Example("asks-of-everything", reading("что у вас есть и сколько стоит", "faq", acts=["ask"]), ["scheduler:request"]),
    Example("asks-of-everything", reading("прайс есть?", "quote", acts=["ask"]), ["estimator:request"], "home_repair"),
    Example("asks-of-our-people", reading("по каким дням работает Нарек?", "booking", acts=["ask"], entities=Entities(practitioners=["narek"])), ["front_desk:policy", "scheduler:resume"], pending=SLOT),
    Example("takes-whom-we-spoke-of", reading("хорошо, запишите к нему", "confirm"), ["scheduler:request"], spoken=Spoken(practitioner="narek", fact="person")),
    Example("may-send-a-photo", intent("may_photo", reading("можно фото прислать?", "faq", acts=["ask"])), ["front_desk:request:photo"], "home_repair"),
    Example("still-on", intent("still_on", reading("ещё актуально?", "out_of_scope", acts=["ask"], confidence=0.2)), ["front_desk:request:still_on", "scheduler:resume"], pending=SLOT),
    Example("of-the-price-told", intent("what_included", reading("а что входит?", "faq", acts=["ask"])), ["estimator:answer"], "home_repair", pending=question("estimate_next", "choice", "estimator")),
    Example("as-before", intent("as_before", reading("как в прошлый раз", "out_of_scope", confidence=0.3)), ["scheduler:answer"], pending=question("service", "choice")),
    Example("any-doctor", intent("anyone", reading("без разницы, к кому", "support.complaint", confidence=0.65)), ["scheduler:answer"], pending=SLOT),
    Example("drops-it", reading("нет, пусть остаётся как есть", "reschedule", acts=["drop"]), ["scheduler:answer"], pending=SLOT),
    Example("takes-the-move-back", intent("move_back", reading("верните как было", "reschedule")), ["scheduler:request"]),
    Example("takes-the-move-back", intent("take_back", reading("не отменяйте!", "decline")), ["scheduler:request"]),
    Example("that-very-visit", reading("отменяйте", "cancel"), ["front_desk:answer"], pending=question("visit", "choice", "front_desk")),
    Example("answers", reading("в пятницу", entities=Entities(windows=[FRIDAY])), ["scheduler:answer"], pending=SLOT),
    Example("could-it-be-changed-later", reading("а отменить потом можно?", "cancel", acts=["ask"]), ["front_desk:policy", "scheduler:resume"], pending=SLOT),
    Example("did-not-help", reading("не помогло", "smalltalk"), ["support:request"], "shop"),
    Example("hour-of-a-visit", reading("а вернуть на 12 можно?", "support.returns", entities=Entities(windows=[TimeWindow(text="12", start=NOW, grain="hour")])), ["scheduler:request"]),
    Example("about-the-link", reading("а в чёрном?", "faq", entities=Entities(goods=GoodsWish(colours=["black"]))), ["catalogue:request"], "shop", linked=True),
    Example("where-or-when-of-the-link", reading("а до пятницы успеете?", "out_of_scope", acts=["ask"], confidence=0.45, entities=Entities(windows=[FRIDAY])), ["catalogue:request"], "shop", linked=True),
    Example("where-or-when-of-the-link", reading("Վանաձոր քանի՞ օրում կհասնի", "support.delivery", acts=["ask"], entities=Entities(zones=["armenia"])), ["catalogue:request"], "shop", linked=True),
    Example("kind-of-the-link", reading("а серебряные?", "sales", acts=["ask"], confidence=0.6, entities=Entities(goods=GoodsWish(likely=["earrings-nur"]))), ["catalogue:request"], "shop", linked=True),
    Example("pieces-of-the-link", reading("around 60 to start with", "out_of_scope", confidence=0.39, entities=Entities(numbers=[60])), ["catalogue:request"], "shop", linked=True),
    Example("asks-of-the-linked-thing", reading("is it navy or sky blue?", "out_of_scope", acts=["ask"]), ["front_desk:policy"], "shop", linked=True),
    Example("asks-of-a-practice", reading("do you do invoices?", "support.payment", acts=["ask"]), ["front_desk:policy"], "shop"),
    Example("asks-a-rule-of-goods", reading("can I try the coat on in the shop?", "sales", acts=["ask"], confidence=0.5, entities=Entities(products=["coat-ararat"], goods=GoodsWish(may_i=True))), ["front_desk:policy"], "shop"),
    Example("perhaps-an-order", reading("оформляла в воскресенье, и тишина", "support.delivery", confidence=0.33), ["support:request"], "shop"),
    Example("no-order-to-change", reading("а вторую можно поменьше?", "reschedule", acts=["ask"], confidence=0.7), ["front_desk:repair", "catalogue:resume"], "shop", pending=question("size", "choice", "catalogue")),
    Example("problem", reading("TS-10388", "smalltalk", entities=Entities(order_ids=["TS-10388"])), ["support:request"], "shop"),
    Example("goods", reading("есть платье?", "faq", "sales", confidence=0.7, entities=Entities(goods=GoodsWish(categories=["dress"]))), ["catalogue:request"], "shop"),
    Example("asks-of-a-project", reading("сайты вы делаете?", "smalltalk", acts=["ask"]), ["front_desk:policy"], "agency"),
    Example("project", reading("нужен сайт", "sales"), ["sales:request"], "agency"),
    Example("why-so-dear", intent("why_dear", reading("почему так дорого?", "quote", acts=["ask"])), ["front_desk:policy"], "agency"),
    Example("asks-of-what-we-make", reading("сайты делаете?", "faq", acts=["ask"]), ["front_desk:policy"], "agency"),
    Example("work-and-no-question", reading("нужно унитаз поставить", "faq", entities=Entities(services=["toilet"])), ["estimator:request"], "home_repair"),
    Example("hardly-trouble-in-a-booking", reading("а следы после неё пройдут?", "support.delivery", acts=["ask"], confidence=0.43), ["front_desk:policy", "scheduler:resume"], pending=SLOT),
    Example("do-you-do-it", reading("чистку лица делаете?", "faq", acts=["ask"], entities=Entities(services=["facial-cleansing"])), ["scheduler:request"]),
    Example("runs-late", intent("runs_late", reading("опаздываю на 15 минут, пробки", "out_of_scope")), ["front_desk:request:late"]),
    Example("what-is-in-it", intent("what_included", reading("что входит в чистку?", "faq", acts=["ask"], entities=Entities(services=["cleaning"]))), ["scheduler:request"]),
    Example("asks-a-rule", reading("и парковка есть?", "faq", "booking"), ["front_desk:policy", "scheduler:request"]),
    Example("may-ask-in-a-booking", reading("и папа может зайти вместе с ней?", "booking", acts=["ask"], confidence=0.6), ["front_desk:policy", "scheduler:resume"], pending=SLOT),
    Example("asks-and-wishes-for-nothing", reading("может муж подождать внутри?", "booking", acts=["ask"]), ["front_desk:policy"]),
    Example("asks-and-wishes-for-nothing", reading("а бабушка может с ним прийти", "human", acts=["ask"], confidence=0.38), ["front_desk:policy", "scheduler:resume"], pending=CONTACT),
    Example("may-ask-a-rule", reading("можно картой?", "support.payment", acts=["ask"], confidence=0.6), ["front_desk:policy"]),
    Example("asks-of-a-practice-of-visits", reading("можно оплатить картой?", "support.payment", acts=["ask"], confidence=0.95), ["front_desk:policy"]),
    Example("asks-of-afterwards", _beside("после чистки когда есть?", "чистки"), ["front_desk:policy"]),
    Example("the-next-service", _beside("а чистка?", "чистка"), ["scheduler:request"]),
    Example("asks-about-a-service", reading("чистка опасна?", "faq", acts=["ask"], confidence=0.3, entities=Entities(services=["cleaning"])), ["front_desk:policy"]),
    Example("asks-whether-we-do-it", reading("а смесители вы меняете? вы занимаетесь?", "faq", acts=["ask"], entities=Entities(services=["faucet"])), ["estimator:request"], "home_repair"),
    Example("work-on-no-list", reading("поклеить обои", "support.complaint"), ["estimator:request"], "home_repair"),
    Example("hints-at-work", reading("кран", "smalltalk", confidence=0.3, entities=Entities(services=["faucet"])), ["estimator:request"], "home_repair"),
    Example("hints-at-a-visit", reading("чистка", "smalltalk", confidence=0.3, entities=Entities(services=["cleaning"])), ["scheduler:request"]),
    Example("not-understood", reading("ыва", "cancel", confidence=0.3), ["front_desk:repair"]),
    Example("takes-the-price", reading("ладно, давайте", "confirm"), ["scheduler:request"], "home_repair", quoted=True),
    Example("yes-or-no", reading("да", "confirm"), ["scheduler:answer"], pending=SLOT),
    Example("perhaps-a-rule", reading("исходники отдаёте?", "faq", acts=["ask"], confidence=0.42), ["front_desk:policy"], "agency"),
    Example("front-desk", reading("спасибо", "smalltalk", acts=["thank"]), ["front_desk:request"]),
    Example("no-goods-named", reading("сколько стоит упаковка", "quote"), ["front_desk:policy"], "shop"),
    Example("named", reading("запишите и сколько стоит", "booking"), ["scheduler:request"]),
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.rule)
def test_the_first_rule_that_holds_says_who_deals_with_it(businesses, example):
    needs = route(
        [event()],
        example.read,
        business=businesses[example.business],
        pending=example.pending,
        active=None,
        linked=example.linked,
        quoted=example.quoted,
        spoken=example.spoken,
    )
    assert example.rule in {need.rule for need in needs}
    found = [f"{n.specialist}:{n.kind}" + (f":{n.topic}" if n.topic else "") for n in needs]
    assert found == example.becomes


def test_no_rule_is_without_an_example_and_a_reason():
    rules = [*CONVERSATION, *REQUESTS]
    assert {e.rule for e in EXAMPLES} == {rule.name for rule in rules}
    assert all(rule.why for rule in rules)


def test_a_rule_for_what_staff_decide_leaves_only_a_visit_beside_it(businesses):
    asks = reading("скидку дадите? и про парковку", "faq", flags=["discount"])
    wants = reading("скидку дадите? и запишите", "booking", flags=["discount"])
    kinds = [
        [(n.specialist, n.kind) for n in route([event()], r, business=businesses["clinic"], pending=None, active=None)]
        for r in (asks, wants)
    ]  # fmt: skip
    assert kinds == [
        [("front_desk", "escalation")],
        [("front_desk", "escalation"), ("scheduler", "request")],
    ]


def test_an_answer_is_heard_beside_a_question_about_our_people(businesses):
    asks = reading("второе. а какой у вас график в субботу?", "faq", acts=["ask", "choose"], choice="slot:1")
    asks = asks.model_copy(update={"answered": True})
    needs = route([event()], asks, business=businesses["clinic"], pending=SLOT, active="scheduler")
    assert ("scheduler", "answer") in [(n.specialist, n.kind) for n in needs]


ANSWERS: list[tuple[str, Reading, PendingQuestion]] = [
    ("an option was chosen", reading("2", choice="slot:1"), SLOT),
    ("an answer by itself, and a question beside it", reading("в 12. картой можно?", "faq", acts=["ask"], entities=Entities(windows=[FRIDAY])).model_copy(update={"answered": True}), SLOT),
    ("a time, below a price: when to come", reading("суббота будет?", "reschedule", entities=Entities(windows=[FRIDAY])), question("estimate_next", "choice", "estimator")),
    ("thanks, where it was asked whether it helped", reading("спасибо!", "smalltalk", acts=["thank"]), question("helped", "yes_no", "support")),
    ("who decides, in a word: no call for one", reading("директор", "human", confidence=0.75), question("decision_maker", "text", "sales")),
    ("contact was asked for and some is given", reading("Анна", entities=Entities(name="Анна")), CONTACT),
    ("earlier, later, another day", reading("попозже", entities=Entities(shift="later")), SLOT),
    ("the closest of the times shown", reading("closest you've got then", "out_of_scope", language="en"), SLOT),
    ("a place or a person and little else", reading("у Ани?", "faq", entities=Entities(practitioners=["ani"])), SLOT),
    ("the time, service, place or person of a visit", reading("чистку", entities=Entities(services=["cleaning"])), SLOT),
    ("how several visits come together", reading("можно подряд?", "faq", acts=["ask"]), question("slot", "choice")),
    ("a part of town", reading("Аван", entities=Entities(zones=["avan"])), question("zone", "choice", "estimator", expects="place")),
    ("an address", reading("Абовяна 5", entities=Entities(addresses=["Абовяна 5"])), question("address", "text", "estimator", expects="place")),
    ("who comes, and whether for the first time", reading("впервые", entities=Entities(first_visit=True)), question("family", "choice")),
    ("whose visit it is: a child's age", reading("ей 6 лет"), SLOT),
    ("instead of name and phone", reading("зачем?", "faq", confidence=0.5), CONTACT),
    ("facts for a lead, an order, an estimate or a ticket", reading("TS-1", entities=Entities(order_ids=["TS-1"])), question("order", "text", "support")),
    ("takes one of the goods that are shown", reading("վերցնում եմ", "out_of_scope", confidence=0.3, entities=Entities(goods=GoodsWish(takes=True))), question("product", "choice", "catalogue")),
    ("what the goods are to be like, in words that name none", reading("он кофе любит", "out_of_scope", entities=Entities(goods=GoodsWish(likely=["coffee-jezve"]))), question("product", "choice", "catalogue")),
    ("another job to be priced", reading("а смеситель?", "quote", entities=Entities(services=["faucet"])), question("zone", "choice", "estimator")),
    ("free words were asked for", reading("сломалась кнопка", "support.technical"), question("what", "text", "support")),
    ("hardly trouble, while a lead tells of their wish", reading("500 на всё", "support.technical", confidence=0.48), question("touch", "yes_no", "sales")),
    ("a number again, while a price is worked out", reading("ой, три", "decline", confidence=0.2, entities=Entities(numbers=[3])), question("frequency", "choice", "estimator")),
    ("what needs doing, in words that name nothing known", reading("шкаф большой, трёхдверный", "out_of_scope"), question("estimate_service", "choice", "estimator")),
    ("a time was asked for", reading("вчера", entities=Entities(windows=[FRIDAY])), question("when", "time", "front_desk")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "read", "asked"), ANSWERS, ids=[why for why, _, _ in ANSWERS])
def test_an_answer_to_the_open_question_is_known_by(why, read, asked):
    reply = Reply(Words(read), asked)
    assert next(row.why for row in ROWS if row.when(reply)) == why
    assert answers_pending(read, asked)


def test_no_way_of_answering_is_without_an_example():
    assert {row.why for row in ROWS} == {why for why, _, _ in ANSWERS}


@pytest.mark.parametrize(
    ("read", "asked"),
    [
        (reading("нет, отмените совсем", "cancel", entities=Entities(shift="later")), SLOT),
        (reading("что входит в чистку?", "faq", acts=["ask"], entities=Entities(services=["cleaning"])), SLOT),
        (reading("перенесите чистку", "reschedule", entities=Entities(services=["cleaning"])), SLOT),
        (reading("где мой заказ TS-1, позовите человека", "human", entities=Entities(order_ids=["TS-1"])), question("order", "text", "support")),
        (reading("лучше запишите на завтра", "booking"), question("what", "text", "support")),
        (reading("человека", "human", confidence=0.97), question("decision_maker", "text", "sales")),
    ],
    ids=["cancels", "asks", "moves", "person", "books", "asks-for-a-person"],
)  # fmt: skip
def test_another_need_is_no_answer(read, asked):
    assert not answers_pending(read, asked)


@pytest.mark.parametrize(
    ("business", "route_name", "services", "owner"),
    [
        ("clinic", "quote", ["cleaning"], "scheduler"),
        ("clinic", "sales", ["cleaning"], "scheduler"),
        ("clinic", "sales", [], "sales"),
        ("clinic", "confirm", [], "front_desk"),
        ("home_repair", "quote", [], "estimator"),
        ("shop", "quote", [], "catalogue"),
        ("shop", "booking", [], "catalogue"),
        ("shop", "cancel", [], "support"),
        ("agency", "quote", [], "sales"),
    ],
)
def test_a_route_has_one_owner_at_each_business(businesses, business, route_name, services, owner):
    read = Reading(
        text="",
        language="ru",
        script="cyrillic",
        routes=[RouteScore(route=route_name, confidence=0.9)],
        entities=Entities(services=services),
    )
    assert owner_of(route_name, businesses[business], read) == owner


@pytest.mark.parametrize(
    ("business", "happened", "teller"),
    [
        ("clinic", event("timer", kind="hold"), "scheduler:timer"),
        ("clinic", event("timer", kind="commitment"), "front_desk:timer"),
        ("clinic", event("timer", kind="notice"), "support:notice"),
        ("shop", event("timer", kind="nudge"), "catalogue:timer"),
        ("shop", event("business", name="back_in_stock"), "catalogue:timer"),
        ("shop", event("business", name="order_delivered"), "support:notice"),
        ("clinic", event("business", name="time_freed"), "scheduler:timer"),
        ("clinic", event("unsupported", type="photo"), "support:evidence"),
        ("clinic", event("unsupported", type="voice"), "front_desk:unsupported"),
    ],
    ids=lambda v: v.payload.get("kind") or v.payload.get("name") if isinstance(v, InboxEvent) else v,
)
def test_what_happens_without_words_is_told_by(businesses, business, happened, teller):
    (need,) = route([happened], None, business=businesses[business], pending=None, active=None)
    assert f"{need.specialist}:{need.kind}" == teller


def test_answers_that_are_late_at_once_are_told_of_once(businesses):
    late = [event("timer", kind="commitment", subject=subject) for subject in ("answer:refund", "answer:vip")]
    assert len(route(late, None, business=businesses["clinic"], pending=None, active=None)) == 1


def test_word_of_goods_says_nothing_where_none_are_sold(businesses):
    told = event("business", name="back_in_stock")
    assert route([told], None, business=businesses["clinic"], pending=None, active=None) == []
