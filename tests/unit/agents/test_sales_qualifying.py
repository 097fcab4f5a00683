"""The sales qualifier: what is heard, what is asked, and what follows from the score (R1-R10)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.sales.agent import decide
from agents.sales.card import LEAD_FIELDS
from agents.sales.frame import LeadFrame
from domain.business import Business
from domain.conversation import Contact
from domain.reading import Act, Entities, MoneyRange, Quantity, Route, TimeWindow
from domain.step import BookAppointment, Step, StoreRecord, UpdateContact
from graphs.volunteered import keep_volunteered
from knowledge.business_files import load_business
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
FIELDS = ("goal", "budget", "deadline", "lead_volume", "decision_maker", "niche", "city", "scope")


@pytest.fixture(scope="module")
def agency() -> Business:
    return load_business(Path("businesses/agency"))


@pytest.fixture
def desk(agency: Business) -> Dialogue:
    return new_desk(agency)


def new_desk(agency: Business, at: datetime = NOW) -> Dialogue:
    return Dialogue(business=agency, now=at, calendar=MemoryCalendar(agency, at))


def sum_of(amount: int, currency: str | None = None) -> list[MoneyRange]:
    return [MoneyRange(text=str(amount), low=Decimal(amount), high=Decimal(amount), currency=currency)]


def by(days: int) -> list[TimeWindow]:
    end = NOW.replace(hour=0) + timedelta(days=days + 1)
    return [TimeWindow(text="к сроку", end=end)]


async def say(
    desk: Dialogue,
    text: str,
    *routes: Route,
    choice: str | None = None,
    acts: list[Act] | None = None,
    **facts: object,
) -> Step:
    read = reading(text, *(routes or ("sales",)), choice=choice, acts=acts, entities=Entities(**facts))  # type: ignore[arg-type]
    return desk.keep(await decide(desk.turn(read)))


def stored(step: Step, tool: str = "crm.lead") -> StoreRecord | None:
    return next((a for a in step.actions if isinstance(a, StoreRecord) and a.tool == tool), None)


def asked(step: Step) -> str | None:
    return step.pending.field if step.pending is not None else None


async def test_first_turn_is_a_choice_of_three_goals(desk: Dialogue) -> None:
    step = await say(desk, "Расскажите о ваших услугах")
    assert asked(step) == "goal"
    assert [o.id for o in step.acts[-1].options] == ["goal:site", "goal:ads", "goal:brand"]


async def test_goal_named_in_the_words_is_not_asked(desk: Dialogue) -> None:
    assert asked(await say(desk, "Нужен сайт")) == "budget"


async def test_budget_and_deadline_volunteered_at_once_lead_straight_to_the_call(desk: Dialogue) -> None:
    step = await say(desk, "Нужен сайт", money=sum_of(800_000), windows=by(10))
    assert asked(step) == "close"
    lead = stored(step)
    assert lead is not None
    assert (lead.fields["label"], lead.fields["rule"], lead.team) == ("high", "soon-and-funded", "web")
    assert lead.priority == "urgent"


async def test_a_short_budget_ends_it_without_further_questions(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт")
    step = await say(desk, "100 тысяч", money=sum_of(100_000))
    assert (step.outcome, asked(step)) == ("not_fit", None)
    assert step.acts[-1].say == "sales-not-fit"


async def test_a_refused_field_is_marked_and_never_asked_again(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт")
    step = await say(desk, "это наше дело", "out_of_scope")
    assert asked(step) != "budget"
    lead = stored(step)
    assert lead is not None
    assert "budget" in lead.fields["not_told"]


async def test_another_fact_instead_of_the_answer_leaves_the_question_open(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт")
    step = await say(desk, "к декабрю", windows=by(5))
    assert asked(step) == "budget"
    assert LeadFrame.of(desk.frame).value("deadline") == "к сроку"


async def test_a_question_of_theirs_is_no_answer(desk: Dialogue) -> None:
    await say(desk, "Нужна реклама")
    step = await say(desk, "а сколько это стоит?", "quote", acts=["ask"])
    assert [a.say for a in step.acts] == ["sales-price-from-factor", "sales-ask"]
    assert asked(step) == "budget"


async def test_price_of_no_goal_yet_names_every_goals_and_asks_which(desk: Dialogue) -> None:
    step = await say(desk, "Сколько стоят услуги?", "quote", acts=["ask"])
    assert [a.say for a in step.acts] == ["sales-prices", "sales-goal"]
    assert len(step.acts[0].lines) == 3


async def test_another_currency_counts_by_the_owners_rate_and_keeps_its_words(desk: Dialogue) -> None:
    step = await say(desk, "Нужен сайт", money=sum_of(3000, "USD"), windows=by(7))
    lead = stored(step)
    assert lead is not None
    assert lead.fields["budget"] == "1155000"
    assert LeadFrame.of(desk.frame).value("budget") == "3000"


async def test_currency_without_a_rate_is_told_but_scores_nothing(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт", money=sum_of(3000, "GBP"), windows=by(7))
    assert LeadFrame.of(desk.frame).facts["budget"].number is None


async def test_the_latest_word_on_a_field_counts(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт", money=sum_of(300_000))
    step = await say(desk, "хотя найдём 900, если успеете", money=sum_of(900_000), windows=by(7))
    lead = stored(step)
    assert lead is not None
    assert (lead.fields["budget"], lead.fields["label"]) == ("900000", "high")


async def test_large_projects_are_asked_who_decides_and_only_they(desk: Dialogue) -> None:
    step = await say(desk, "Нужен сайт", money=sum_of(2_000_000))
    assert asked(step) == "decision_maker"
    step = await say(desk, "решаю я", "confirm")
    assert asked(step) == "close"


async def test_a_contract_for_millions_goes_to_a_person_with_all_that_is_known(desk: Dialogue) -> None:
    step = await say(desk, "Нужен сайт", money=sum_of(6_000_000))
    assert step.outcome == "handed_over"
    assert step.escalation is not None
    assert step.escalation.topic == "custom_terms"
    assert step.escalation.fields["budget"] == "6000000"


async def test_accepted_call_is_handed_to_the_scheduler_with_every_field(agency: Business) -> None:
    desk = new_desk(agency)
    desk.contact = Contact(id="contact-1", name="Карен", phone="+37491343434")
    offer = await say(desk, "Нужен сайт", money=sum_of(800_000), windows=by(10))
    slot = offer.acts[-1].options[0].id
    step = await say(desk, "", "confirm", choice=slot)
    assert step.hand_off == "scheduler"
    assert step.hand_frame is not None
    assert step.hand_frame["service_id"] == "intro-call"
    assert (step.hand_frame["name"], step.hand_frame["phone"]) == ("Карен", "+37491343434")
    assert step.hand_frame["slot"]["practitioner_id"] == "aram", "the manager of websites"
    assert not any(isinstance(a, BookAppointment) for a in step.actions), "only the scheduler books"


async def test_ballpark_is_said_once_and_the_call_is_offered_with_it(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт", money=sum_of(800_000), windows=by(10))
    step = await say(desk, "", "confirm", choice="ballpark")
    assert [a.say for a in step.acts] == ["sales-price-range-factor", "sales-close-call"]
    assert "ballpark" not in [o.id for o in step.acts[-1].options]


async def test_no_call_means_a_manager_writes_with_a_card_and_a_time(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт", money=sum_of(800_000), windows=by(10))
    step = await say(desk, "нет, напишите", "decline", acts=["deny"])
    assert step.outcome == "qualified"
    assert step.escalation is not None
    assert step.escalation.topic == "lead"
    assert step.promises[0].due_at == step.acts[-1].values["by"]


async def test_nothing_is_planned_before_the_yes_to_a_later_message(desk: Dialogue) -> None:
    offer = await say(desk, "Нужен сайт", money=sum_of(400_000))
    lead = stored(offer)
    assert lead is not None
    assert (offer.alarms, lead.fields["consent"]) == ([], "not given")
    refused = await say(desk, "", "decline", choice="no", acts=["deny"])
    assert (refused.alarms, refused.outcome) == ([], "closed_by_customer")


async def test_yes_to_a_later_message_is_stored_and_sets_its_alarm(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт", money=sum_of(400_000))
    step = await say(desk, "", "confirm", choice="yes", acts=["confirm"])
    lead = stored(step)
    assert lead is not None
    assert (step.outcome, lead.fields["consent"], lead.fields["touch_on"]) == (
        "follow_up_agreed",
        "yes",
        "2026-12-01",
    )
    assert [(a.kind, a.subject) for a in step.alarms] == [("follow_up", "site")]


async def test_the_agreed_message_is_not_written_to_who_wants_none(agency: Business) -> None:
    desk = new_desk(agency)
    desk.contact = Contact(id="contact-1", opted_out=True)
    desk.frame = {"touch": "site"}
    turn = desk.turn(reading(""))
    closed = turn.situation.model_copy(update={"case": None})
    step = await decide(desk.turn(reading(""), situation=closed))
    assert (step.acts, step.pending) == ([], None)


async def test_at_night_somebody_is_heard_and_the_lead_is_marked(agency: Business) -> None:
    desk = new_desk(agency, NOW.replace(hour=23, minute=30))
    step = await say(desk, "Нужен сайт")
    assert [a.say for a in step.acts] == ["sales-night", "sales-ask"]
    ends = await say(desk, "100 тысяч", money=sum_of(100_000))
    lead = stored(ends)
    assert lead is not None
    assert (lead.fields["night"], lead.fields["local_time"]) == ("yes", "2026-11-24 23:30")
    assert "night" in lead.tags


async def test_name_and_phone_said_anywhere_reach_the_contact(desk: Dialogue) -> None:
    step = await say(
        desk, "Я Карен, нужен сайт", money=sum_of(100_000), name="Карен", phones=["+37491343434"]
    )
    assert UpdateContact(name="Карен", phone="+37491343434") in step.actions


async def test_facts_in_a_message_for_somebody_else_are_kept(agency: Business, desk: Dialogue) -> None:
    read = reading(
        "Бюджет 900 тысяч, нужен сайт. Работаете по договору?",
        "faq",
        entities=Entities(money=sum_of(900_000)),
    )
    kept = keep_volunteered(read, desk.turn(read).situation, agency, {})
    assert LeadFrame.of(kept["sales"]).facts["budget"].number == Decimal(900_000)
    desk.frame = kept["sales"]
    assert asked(await say(desk, "до декабря", windows=by(20))) != "budget"


async def test_facts_of_other_specialists_are_known(desk: Dialogue) -> None:
    desk.frames = {
        "estimator": {"fields": {"scope": "каталог на 200 товаров"}},
        "scheduler": {"name": "Анна"},
    }
    await say(desk, "Нужен сайт")
    frame = LeadFrame.of(desk.frame)
    assert (frame.value("scope"), frame.value("name")) == ("каталог на 200 товаров", "Анна")


async def test_bundle_asks_all_that_is_worth_asking_in_one_message(agency: Business) -> None:
    rules = agency.qualification.model_copy(update={"ask": "bundle"})
    desk = new_desk(agency.model_copy(update={"qualification": rules}))
    step = await say(desk, "Нужен сайт")
    assert step.acts[-1].say == "sales-bundle"
    assert len(step.acts[-1].lines) == 2
    step = await say(desk, "800 тысяч, к 4 декабря", money=sum_of(800_000), windows=by(10))
    assert asked(step) == "close"


async def test_without_a_table_every_lead_is_a_persons(clinic: Business) -> None:
    rules = clinic.qualification.model_copy(update={"score": [], "goals": []})
    desk = new_desk(clinic.model_copy(update={"qualification": rules}))
    await say(desk, "Хочу узнать")
    await say(desk, "", "confirm", choice="timeframe:days")
    await say(desk, "", "confirm", choice="branch:center")
    step = await say(desk, "Анна, 091 343434", name="Анна", phones=["+37491343434"])
    assert step.outcome == "qualified"


ANSWERS = st.sampled_from(
    [
        ("Нужен сайт", {}),
        ("Нужна реклама", {}),
        ("не знаю", {}),
        ("решаю я", {}),
        ("срочно", {}),
        ("у нас кафе", {}),
        ("десять", {"quantities": [Quantity(text="10 заявок", value=Decimal(10), what="заявок")]}),
        ("50 тысяч", {"money": sum_of(50_000)}),
        ("400 тысяч", {"money": sum_of(400_000)}),
        ("2 миллиона", {"money": sum_of(2_000_000)}),
        ("скоро", {"windows": by(3)}),
        ("потом", {"windows": by(60)}),
        ("Карен", {"name": "Карен"}),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(ANSWERS, min_size=1, max_size=7))
async def test_whatever_is_said_nothing_known_is_asked_and_no_record_lacks_what_every_lead_has(
    agency: Business, answers: list[tuple[str, dict[str, object]]]
) -> None:
    desk = new_desk(agency)
    for text, facts in answers:
        step = await say(desk, text, **facts)
        lead = stored(step)
        if lead is not None:
            assert set(LEAD_FIELDS) <= set(lead.fields)
            assert lead.summary
            assert lead.tags
            assert lead.key == "lead"
        if asked(step) in FIELDS:
            assert asked(step) not in LeadFrame.of(desk.frame).facts
        if step.outcome is not None or step.hand_off is not None:
            return
        assert step.pending is not None
        assert len(LeadFrame.of(desk.frame).asked) <= agency.qualification.most_questions
