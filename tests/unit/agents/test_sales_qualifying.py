"""The sales qualifier: what is heard, what is asked, and what the score makes of it (R1-R10). How it ends:
`test_sales_closing.py`."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.sales.frame import LeadFrame
from domain.business import Business
from domain.reading import Entities, MoneyRange, Quantity
from domain.step import UpdateContact
from graphs.volunteered import keep_volunteered
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.agents.lead import asked, by, new_desk, say, stored, sum_of

pytestmark = pytest.mark.anyio
IN_EVERY_LEAD = {"channel", "local_time", "night", "label", "rule", "next_step"}
FIELDS = ("goal", "budget", "deadline", "lead_volume", "decision_maker", "niche", "city", "scope")


@pytest.fixture
def desk(agency: Business) -> Dialogue:
    return new_desk(agency)


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


async def test_hundreds_without_a_currency_are_thousands_where_budgets_are(desk: Dialogue) -> None:
    """ "150-200 a month": nobody has a budget of two hundred drams."""
    named = MoneyRange(text="150-200", low=Decimal(150), high=Decimal(200))
    step = await say(desk, "нужна реклама, бюджет 150-200", money=[named])
    assert step.outcome != "not_fit"
    assert LeadFrame.of(desk.frame).facts["budget"].number == 200_000


async def test_hundreds_of_a_named_currency_are_what_they_are(desk: Dialogue) -> None:
    named = MoneyRange(text="200 драмов", low=Decimal(200), high=Decimal(200), currency="AMD")
    assert (await say(desk, "нужна реклама, бюджет 200 драмов", money=[named])).outcome == "not_fit"


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
            assert set(lead.fields) >= IN_EVERY_LEAD
            assert lead.summary
            assert lead.tags
            assert lead.key == "lead"
        if asked(step) in FIELDS:
            assert asked(step) not in LeadFrame.of(desk.frame).facts
        if step.outcome is not None or step.hand_off is not None:
            return
        assert step.pending is not None
        assert len(LeadFrame.of(desk.frame).asked) <= agency.qualification.most_questions
