"""Metrics of time: how long it took, how soon somebody answered, and when nobody may be written to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.business import Business
from evals.metrics.port import Score
from evals.metrics.time_to_outcome import business_minutes
from evals.scenario import Scenario
from tests.fakes.clinic_stories import booking
from tests.fakes.story import YEREVAN, Story, scenario_of

Judge = Callable[[Scenario, Story], dict[str, Score]]


def test_messages_and_minutes_to_the_outcome(judge: Judge) -> None:
    score = judge(scenario_of(outcome="booked", max_messages=5), booking())["time_to_outcome"]
    assert score.passed
    assert score.figures == {
        "messages": 5.0, "messages_to_outcome": 5.0, "minutes_to_outcome": 4.0, "business_minutes_to_outcome": 4.0,
    }  # fmt: skip
    late = judge(scenario_of(outcome="booked", max_messages=3), booking())["time_to_outcome"]
    assert (late.passed, late.turn, late.got) == (False, 4, "5 messages")
    never = judge(scenario_of(outcome="cancelled", max_messages=9), booking())["time_to_outcome"]
    assert (never.passed, never.reason) == (False, "the need was never met")


def test_business_minutes_leave_out_the_night_and_count_two_branches_once(clinic: Business) -> None:
    evening = datetime(2026, 11, 24, 19, 30, tzinfo=YEREVAN)
    morning = datetime(2026, 11, 25, 9, 15, tzinfo=YEREVAN)
    assert business_minutes(clinic, evening, morning) == 45


def test_silence_is_a_failure_unless_people_owe_the_answer(judge: Judge) -> None:
    story = Story("ru")
    story.says("Здравствуйте")
    score = judge(scenario_of(), story)["first_response"]
    assert (score.passed, score.turn, score.reason) == (False, 1, "no reply")
    story.last.owner = "staff"
    assert judge(scenario_of(), story)["first_response"].passed


def test_a_reply_after_a_minute_is_late(judge: Judge) -> None:
    story = Story("ru")
    story.says("Здравствуйте")
    story.now += timedelta(seconds=61)
    story.bot("Здравствуйте!")
    score = judge(scenario_of(), story)["first_response"]
    assert (score.passed, score.figures["first_response_seconds_longest"]) == (False, 61.0)


def test_after_an_opt_out_nobody_is_written_to(judge: Judge) -> None:
    story = Story("ru")
    story.says("Не пишите мне больше")
    story.calls("crm.contact", opted_out=True)
    story.bot("Хорошо, больше не будем вам писать.")
    assert judge(scenario_of(), story)["proactive"].passed
    story.waits(timedelta(days=1))
    story.bot("Продолжим?")
    score = judge(scenario_of(), story)["proactive"]
    assert (score.passed, score.turn) == (False, 2)


def test_nobody_is_written_to_at_night_or_a_fourth_time(judge: Judge) -> None:
    story = Story("ru")
    story.says("Хочу на чистку")
    for _ in range(3):
        story.waits(timedelta(days=1))
        story.bot("Продолжим, когда удобно.")
    assert judge(scenario_of(), story)["proactive"].passed
    story.waits(timedelta(hours=12))
    story.bot("Визит завтра, 25 ноября, 09:00.")
    night = judge(scenario_of(), story)["proactive"]
    assert (night.turn, night.reason, night.expected) == (5, "written to at 22:00", "09:00 to 21:00")
    story.last.lines.clear()
    story.waits(timedelta(hours=12))
    story.bot("Ещё актуально?")
    fourth = judge(scenario_of(), story)["proactive"]
    assert (fourth.turn, fourth.reason) == (6, "one reminder too many")
