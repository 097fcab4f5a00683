"""Touches after a proposal: the owner's cadence, working hours, and nobody who does not want them (R48)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from agents.sales.frame import LeadFrame
from agents.sales.proposal import note_sent, remind_of_proposal, write_first, write_next
from agents.turn_context import TurnContext
from domain.business import Business
from domain.business.cadences import Cadences
from domain.event import InboxEvent
from domain.step import Step
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

YEREVAN = ZoneInfo("Asia/Yerevan")
TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=YEREVAN)


def turn_at(agency: Business, now: datetime, **situation: object) -> TurnContext:
    turn = Dialogue(business=agency, now=now, calendar=MemoryCalendar(agency, now)).turn(reading("", "sales"))
    known = turn.situation.model_copy(update={"case": None})
    if situation.get("opted_out"):
        known = known.model_copy(update={"contact": known.contact.model_copy(update={"opted_out": True})})
    if situation.get("owner"):
        owned = known.conversation.model_copy(update={"owner": situation["owner"]})
        known = known.model_copy(update={"conversation": owned})
    return replace(turn, situation=known)


def due_of(step: Step) -> datetime:
    assert step.next_step is not None
    return step.next_step.due_at.astimezone(YEREVAN)


def test_each_touch_has_words_of_its_own_and_comes_when_the_owner_said(agency: Business) -> None:
    first = write_first(turn_at(agency, TUESDAY + timedelta(days=1)), TUESDAY.isoformat())
    assert due_of(first) == TUESDAY + timedelta(days=3)
    frame = LeadFrame.of(first.frame or {})
    second = write_next(turn_at(agency, TUESDAY + timedelta(days=3)), frame, 2)
    assert due_of(second) == TUESDAY + timedelta(days=7)
    third = write_next(turn_at(agency, TUESDAY + timedelta(days=7)), LeadFrame.of(second.frame or {}), 3)
    assert [s.acts[0].say for s in (first, second, third)] == [f"proposal-follow-{n}" for n in (1, 2, 3)]
    over = write_next(turn_at(agency, TUESDAY + timedelta(days=11)), LeadFrame.of(third.frame or {}), 4)
    assert (over.outcome, over.acts) == ("cold", [])


def test_friday_night_is_monday_morning(agency: Business) -> None:
    friday = datetime(2026, 11, 27, 21, 30, tzinfo=YEREVAN)
    (alarm,) = remind_of_proposal(turn_at(agency, friday))
    assert alarm.gentle, "stopped by any message, and kept out of the quiet hours"
    assert alarm.due_at.astimezone(YEREVAN) == datetime(2026, 11, 30, 10, 0, tzinfo=YEREVAN)


def test_who_wants_no_messages_gets_none(agency: Business) -> None:
    stopped = turn_at(agency, TUESDAY, opted_out=True)
    assert remind_of_proposal(stopped) == []
    assert write_first(stopped, TUESDAY.isoformat()).acts == []


def test_a_talk_of_staff_is_not_interrupted(agency: Business) -> None:
    assert write_first(turn_at(agency, TUESDAY, owner="staff"), TUESDAY.isoformat()).acts == []


@pytest.mark.parametrize(("consent", "alarms"), [("yes", 1), ("no", 0), (False, 0)])
def test_the_crm_may_say_that_there_is_no_consent(agency: Business, consent: object, alarms: int) -> None:
    payload = {"name": "quote_sent", "data": {"consent": consent}}
    event = InboxEvent(
        id="e", seq=1, kind="business", channel="web", provider_id="e", occurred_at=TUESDAY, payload=payload
    )
    assert len(note_sent(replace(turn_at(agency, TUESDAY), event=event)).alarms) == alarms


def test_an_owner_with_two_touches_still_ends_with_the_one_that_offers_to_close(agency: Business) -> None:
    brief = agency.model_copy(
        update={"cadences": agency.cadences.model_copy(update={"proposal_hours": [24, 72]})}
    )
    said = write_next(turn_at(brief, TUESDAY + timedelta(days=3)), LeadFrame(sent_at=TUESDAY), 2)
    assert said.acts[0].say == "proposal-follow-3"


@pytest.mark.parametrize("hours", [[72, 24], [24, 24], [24, 48, 72, 96], [0]])
def test_a_cadence_that_makes_no_sense_is_refused(hours: list[int]) -> None:
    with pytest.raises(ValidationError):
        Cadences(proposal_hours=hours)
