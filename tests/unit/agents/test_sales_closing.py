"""How the qualifier ends: a call, a person, a later message that was agreed, or nothing (R6-R10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.sales.agent import decide
from domain.business import Business
from domain.conversation import Contact
from domain.reading import TimeWindow
from domain.step import BookAppointment
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.agents.lead import NOW, by, new_desk, say, stored, sum_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def desk(agency: Business) -> Dialogue:
    return new_desk(agency)


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
    assert [a.say for a in step.acts] == ["sales-price-range-factor", "sales-close-again"]
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


async def test_who_leaves_a_number_and_a_day_is_called_on_that_day(agency: Business) -> None:
    desk = new_desk(agency)
    await say(desk, "Нужен сайт", money=sum_of(800_000))
    friday = NOW.replace(hour=0) + timedelta(days=3)
    day = TimeWindow(text="в пятницу", start=friday, end=friday + timedelta(days=1))
    step = await say(desk, "позвоните в пятницу, Карен 091 343434", windows=[day], phones=["+37491343434"])
    assert step.hand_off == "scheduler", "no other time is offered first"
    assert [a.tool for a in step.actions if a.tool == "crm.lead"], "the lead is kept all the same"
