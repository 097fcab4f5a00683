"""Which specialist deals with what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agents.router import route
from domain.business import Business
from domain.event import InboxEvent
from domain.goods import GoodsWish
from domain.reading import Entities, Reading, RouteScore, Span, TimeWindow
from domain.step import PendingQuestion
from knowledge.business_files import load_business
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading

SLOT_QUESTION = PendingQuestion(field="slot", kind="choice", specialist="scheduler")


def event(kind: str = "message", /, **payload: object) -> InboxEvent:
    return InboxEvent(
        kind=kind,  # type: ignore[arg-type]
        channel="web",
        provider_id="1",
        occurred_at=NOW,
        payload=payload,
        seq=1,
    )


def needs(
    read: Reading | None, clinic: Business, pending: PendingQuestion | None = None, *events: InboxEvent
) -> list[str]:
    found = route(list(events) or [event()], read, business=clinic, pending=pending, active=None)
    return [f"{n.specialist}:{n.kind}" + (f":{n.topic}" if n.topic else "") for n in found]


def test_a_price_on_the_list_is_said_with_the_times(clinic):
    assert needs(reading("сколько стоит", "quote", "booking"), clinic) == ["scheduler:request"]


def test_a_chosen_option_goes_to_whoever_asked(clinic):
    read = reading("2", "confirm", choice="slot:ani:center:1")
    assert needs(read, clinic, SLOT_QUESTION) == ["scheduler:answer"]


def test_a_policy_question_in_the_middle_is_answered_and_the_open_question_asked_again(clinic):
    read = reading("а парковка есть?", "faq")
    assert needs(read, clinic, SLOT_QUESTION) == ["front_desk:policy", "scheduler:resume"]


def test_two_needs_in_one_message_are_both_dealt_with(clinic):
    read = Reading(
        text="хочу записаться, и есть ли парковка?",
        language="ru",
        script="cyrillic",
        routes=[RouteScore(route="booking", confidence=0.9), RouteScore(route="faq", confidence=0.8)],
    )
    assert needs(read, clinic) == ["front_desk:policy", "scheduler:request"]


def test_a_discount_stops_for_staff_and_the_booking_goes_on(clinic):
    read = reading("скидку сделаете?", "quote", flags=["discount"])
    assert needs(read, clinic, SLOT_QUESTION) == ["front_desk:escalation:discount", "scheduler:resume"]


def test_a_medical_question_is_not_answered_by_any_specialist(clinic):
    read = reading("какое лекарство выпить?", "faq", flags=["medical"])
    assert needs(read, clinic) == ["front_desk:escalation:medical"]


def test_low_confidence_is_repaired_not_acted_upon(clinic):
    assert needs(reading("ыва", "cancel", confidence=0.3), clinic) == ["front_desk:repair"]


def test_a_new_day_while_choosing_a_slot_is_an_answer(clinic):
    day = NOW.replace(hour=0, minute=0) + timedelta(days=3)
    window = TimeWindow(text="в пятницу", start=day, end=day + timedelta(days=1))
    read = reading("лучше в пятницу", "booking", entities=Entities(windows=[window]))
    assert needs(read, clinic, SLOT_QUESTION) == ["scheduler:answer"]


def test_opting_out_wins_over_everything(clinic):
    read = reading("стоп", "decline", acts=["opt_out"])
    assert needs(read, clinic, SLOT_QUESTION) == ["front_desk:request:opt_out"]


def test_a_staff_decision_is_passed_on_and_the_open_question_asked_again(clinic):
    decided = event("staff_decision", approval_id="a1")
    assert needs(None, clinic, SLOT_QUESTION, decided) == ["front_desk:decision", "scheduler:resume"]


def test_an_alarm_alone_repeats_no_question(clinic):
    rung = event("timer", kind="next_step", subject="1")
    assert needs(None, clinic, SLOT_QUESTION, rung) == ["front_desk:timer"]


def test_what_cannot_be_read_is_said_to_be_so(clinic):
    assert needs(None, clinic, None, event("unsupported", type="voice")) == ["front_desk:unsupported"]


VISIT_QUESTION = PendingQuestion(field="visit", kind="choice", specialist="front_desk")
SERVICE_QUESTION = PendingQuestion(field="service", kind="choice", specialist="scheduler")


@pytest.mark.parametrize("route_name", ["reschedule", "cancel"])
def test_moving_or_cancelling_where_a_visit_is_asked_about_means_that_visit(clinic, route_name):
    read = reading("reschedule", route_name)
    assert needs(read, clinic, VISIT_QUESTION) == ["front_desk:answer"]


def test_a_service_named_where_one_was_asked_for_is_the_answer_whatever_the_head_says(clinic):
    read = reading("առաջնային", "faq", confidence=0.62, entities=Entities(services=["consultation-first"]))
    assert needs(read, clinic, SERVICE_QUESTION) == ["scheduler:answer"]


def test_a_question_about_a_service_where_one_was_asked_for_is_a_question(clinic):
    read = reading(
        "что входит в первичную?", "faq", acts=["ask"], entities=Entities(services=["consultation-first"])
    )
    assert needs(read, clinic, SERVICE_QUESTION)[0] == "front_desk:policy"


def test_a_lead_who_names_a_service_that_can_be_booked_is_offered_times(clinic):
    read = reading("хочу чистку", "sales", entities=Entities(services=["cleaning"]))
    assert needs(read, clinic) == ["scheduler:request"]


def test_a_lead_for_what_people_arrange_stays_a_lead(clinic):
    read = reading("интересуют импланты", "sales", entities=Entities(services=["implant-consult"]))
    assert needs(read, clinic) == ["sales:request"]


@pytest.mark.parametrize("route_name", ["smalltalk", "out_of_scope"])
def test_a_guess_at_small_talk_was_not_understood(clinic, route_name):
    assert needs(reading("zxcv", route_name, confidence=0.53), clinic) == ["front_desk:repair"]


def test_a_question_that_sounds_like_trouble_with_a_payment_looks_at_the_rules_first(clinic):
    read = reading("можно картой?", "support.payment", acts=["ask"], confidence=0.6)
    (need,) = route([event()], read, business=clinic, pending=None, active=None)
    assert (need.kind, need.otherwise) == ("policy", "support")


def test_a_policy_beside_a_booking_asks_nothing_back(clinic):
    read = reading("парковка? и запишите", "faq", "booking")
    policy, booking = route([event()], read, business=clinic, pending=None, active=None)
    assert policy.beside
    assert booking.specialist == "scheduler"


def test_a_refund_of_a_wrong_charge_is_one_card(clinic):
    read = reading("списали дважды, верните деньги", "support.payment", flags=["payment_dispute", "refund"])
    assert needs(read, clinic) == ["front_desk:escalation:payment_dispute"]
    assert needs(reading("верните деньги", "support.returns", flags=["refund"]), clinic) == [
        "front_desk:escalation:refund"
    ]


@pytest.mark.parametrize(
    "text", ["Ինձ հետաքրքրում է VIP ծրագիրը", "VIP ծրագրի մասին պատմեք", "դատարանով կլուծենք"]
)
def test_words_that_raise_a_topic_may_be_inflected(clinic, text):
    raised = needs(reading(text, "sales", language="hy"), clinic)
    assert raised[:1] in (["front_desk:escalation:vip"], ["front_desk:escalation:legal"])


def test_after_a_link_what_names_nothing_is_about_the_goods(clinic):
    def after_link(read: Reading, *, linked: bool = True) -> list[str]:
        found = route([event()], read, business=clinic, pending=None, active=None, linked=linked)
        return [n.specialist for n in found]

    takes = Entities(goods=GoodsWish(takes=True))
    assert after_link(reading("беру", "confirm", entities=takes)) == ["catalogue"]
    assert after_link(reading("беру", "confirm", entities=takes), linked=False) == ["front_desk"]
    later = Entities(goods=GoodsWish(later=True))
    assert after_link(reading("подумаю", "smalltalk", entities=later)) == ["catalogue"]
    black = Entities(goods=GoodsWish(colours=["black"]))
    assert after_link(reading("а чёрное?", "support.technical", entities=black)) == ["catalogue"]


def test_thanks_say_that_it_helped(clinic):
    asked = PendingQuestion(field="helped", kind="yes_no", specialist="support")
    assert needs(reading("спасибо", "smalltalk", acts=["thank"]), clinic, asked) == ["support:answer"]


def test_what_may_be_returned_is_in_the_rules_and_what_was_bought_is_supports(clinic):
    could = Entities(goods=GoodsWish(may_i=True))
    read = reading("можно вернуть вещь?", "support.returns", acts=["ask"], entities=could)
    assert needs(read, clinic) == ["front_desk:policy"]
    own = Entities(goods=GoodsWish(may_i=True, own=True))
    read = reading("можно вернуть моё платье?", "support.returns", acts=["ask"], entities=own)
    assert needs(read, clinic) == ["support:request"]


@pytest.mark.parametrize(
    ("text", "named", "language"),
    [
        ("do you take insurance? i need a cleaning", "cleaning", "en"),
        ("it's for my mum, she wants a cleaning. she only speaks russian, is that ok?", "cleaning", "en"),
        ("страховку принимаете? мне нужна чистка", "чистка", "ru"),
        ("ապահովագրություն ընդունում եք: ինձ մաքրում է պետք", "մաքրում", "hy"),
    ],
)
def test_a_service_wanted_beside_a_question_is_booked_after_the_answer(clinic, text, named, language):
    assert needs(asking_beside(text, named, language), clinic) == ["front_desk:policy", "scheduler:request"]


@pytest.mark.parametrize(
    ("text", "named", "day", "language", "booked"),
    [
        ("cleaning on thursday please, and is there parking?", "cleaning", "on thursday", "en", True),
        ("чистку в четверг, пожалуйста. парковка есть?", "чистку", "в четверг", "ru", True),
        ("մաքրում հինգշաբթի, կայանատեղի կա", "մաքրում", "հինգշաբթի", "hy", True),
        ("i have my cleaning on thursday, is there parking?", "cleaning", "thursday", "en", False),
        ("before the cleaning on thursday, may i eat?", "cleaning", "thursday", "en", False),
    ],
)
def test_a_service_named_with_a_time_and_no_more_is_booked_beside_a_question(
    clinic, text, named, day, language, booked
):
    read = asking_beside(text, named, language)
    at = text.index(day)
    spans = [*read.entities.spans, Span(fact="windows", value=day, text=day, start=at, end=at + len(day))]
    read = read.model_copy(update={"entities": read.entities.model_copy(update={"spans": spans})})
    assert ("scheduler:request" in needs(read, clinic)) is booked


@pytest.mark.parametrize(
    ("text", "named", "language"),
    [
        ("do i need a cleaning before whitening?", "cleaning", "en"),
        ("i don't need a cleaning, do you do x-rays?", "cleaning", "en"),
        ("when i had a cleaning it hurt. do you numb it?", "cleaning", "en"),
        ("чистка не нужна, а парковка у вас бесплатная?", "чистка", "ru"),
        ("մաքրում պետք չէ, իսկ կայանատեղին վճարովի է", "մաքրում", "hy"),
    ],
)
def test_a_service_that_is_only_asked_about_is_not_booked(clinic, text, named, language):
    assert needs(asking_beside(text, named, language), clinic) == ["front_desk:policy"]


@pytest.mark.parametrize(
    ("text", "named", "language"),
    [
        ("do you take cards? i need a receipt for my cleaning", "cleaning", "en"),
        ("do you take cards? i want my money for the cleaning back", "cleaning", "en"),
        ("do you take cards? the cleaning i need to talk about was awful", "cleaning", "en"),
        ("do you take cards? i need to ask about implants", "implants", "en"),
        ("карты принимаете? мне нужна чистка, но не у вас", "чистка", "ru"),
        ("карты принимаете? мне нужен чек за чистку", "чистку", "ru"),
        ("карты принимаете? за чистку нужна квитанция", "чистку", "ru"),
        ("քարտ ընդունում եք: մաքրման կտրոնն է պետք", "մաքրման", "hy"),
        ("քարտ ընդունում եք: ուզում եմ մաքրման մասին խոսել", "մաքրման", "hy"),
    ],
)
def test_what_is_wanted_about_a_service_is_not_the_service(clinic, text, named, language):
    assert needs(asking_beside(text, named, language), clinic) == ["front_desk:policy"]


@pytest.mark.parametrize(
    ("text", "named", "language"),
    [
        ("do you take cards? i need an appointment for a deep cleaning", "cleaning", "en"),
        ("do you take cards? my husband needs to come in for a cleaning", "cleaning", "en"),
        ("карты принимаете? чистка мне нужна срочно", "чистка", "ru"),
        ("карты принимаете? хочу сыну записаться на чистку", "чистку", "ru"),
        ("քարտ ընդունում եք: մաքրման համար ժամ եմ ուզում", "մաքրման", "hy"),
        ("քարտ ընդունում եք: ուզում եմ լավ մաքրում", "մաքրում", "hy"),
    ],
)
def test_a_service_wanted_in_more_words_is_wanted(clinic, text, named, language):
    assert needs(asking_beside(text, named, language), clinic) == ["front_desk:policy", "scheduler:request"]


def asking_beside(text: str, named: str, language: str) -> Reading:
    """A question to the rules that names one service of ours."""
    start = text.index(named)
    span = Span(fact="services", value="cleaning", text=named, start=start, end=start + len(named))
    return Reading(
        text=text,
        language=language,  # type: ignore[arg-type]
        script="other",
        acts=["ask"],
        routes=[RouteScore(route="faq", confidence=0.9)],
        entities=Entities(services=["cleaning"], spans=[span]),
    )


def test_a_lead_beside_a_question_is_asked_nothing_unless_it_surely_is_one(clinic):
    read = reading("парковка есть? картой можно?", "faq", acts=["ask"])
    hardly = read.model_copy(update={"routes": [read.routes[0], RouteScore(route="sales", confidence=0.6)]})
    surely = read.model_copy(update={"routes": [read.routes[0], RouteScore(route="sales", confidence=0.8)]})
    assert needs(hardly, clinic) == ["front_desk:policy"]
    assert needs(surely, clinic) == ["front_desk:policy", "sales:request"]


def test_a_lead_who_asks_what_a_named_service_costs_hears_it(clinic):
    read = reading(
        "хочу имплант, сколько стоит?", "sales", "quote", entities=Entities(services=["implant-consult"])
    )
    assert needs(read, clinic)[0] == "scheduler:request"


def test_an_address_with_a_name_and_a_phone_hints_at_a_visit() -> None:
    found = Entities(zones=["nork-marash"], name="Grace", phones=["+37491223344"])
    read = reading(
        "nork marash 12. grace 091223344", "out_of_scope", "booking", entities=found, confidence=0.6
    )
    home_repair = load_business(Path("businesses/home_repair"))
    assert needs(read, home_repair) == ["scheduler:request"]
