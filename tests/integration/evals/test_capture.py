"""A conversation is played, captured from the database, and its capture plays and passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import NotFound
from evals.capture import capture_case
from evals.metrics.registry import load_metrics
from evals.playing.desk import Stage
from evals.playing.performance import Performance
from evals.playing.play import play
from evals.playing.player import judged
from evals.playing.seeds import Order
from evals.run import Play
from evals.scenario import Expectation, Scenario, StaffMove
from storage.database import Database

pytestmark = pytest.mark.anyio

START = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - wall time, as scenarios have it


def performance_of(stage: Stage, opened: object) -> Performance:
    scenario = Scenario(
        id="live",
        title="live",
        voices=["en"],
        start=START,
        requirements=["R66"],
        script=[],
        expect=Expectation(),
    )
    return Performance(
        opened.desk,
        opened.clock,
        scenario,
        stage.dependencies.policies,
        voice="en",
        seed=7,  # type: ignore[attr-defined]
    )


async def replayed(stage: Stage, scenario: Scenario) -> Play:
    order = Order(number=0, scenario=scenario, voice=scenario.voices[0], repeat=0, seed=7)
    transcript = await play(order, stage)
    return judged(order, transcript, stage, load_metrics(), seconds=0.0)


async def test_a_booking_is_captured_and_plays_to_the_same_visit(stage: Stage, tmp_path: Path) -> None:
    out = tmp_path / "captured-booking.yaml"
    async with stage.desk(START.replace(tzinfo=stage.business.zone), "terminal") as opened:
        live = performance_of(stage, opened)
        await live.say("Hi, I would like a teeth cleaning tomorrow")
        await live.wait(timedelta(minutes=20))
        await live.choose(*live.options[0])
        await live.say("Nancy Drewery, +374 91 234567")
        done = await live.choose(*live.options[0])
        assert live.outcome == "booked"
        assert done.case is not None
        scenario = capture_case(opened.desk.database, done.case.id, stage.business, out)
    text = out.read_text(encoding="utf-8")
    assert "Nancy" not in text
    assert "234567" not in text
    assert scenario.expect.outcome == "booked"
    (visit,) = scenario.expect.records
    assert visit.fields["service"] == "cleaning"
    assert any(move.until is not None for move in scenario.script or [])
    again = await replayed(stage, scenario)
    assert again.passed, [s for s in again.scores if not s.passed]
    booked = [r for r in again.transcript.records if r.kind == "appointment"]
    assert [r.fields["time"] for r in booked] == [visit.fields["time"]]


async def test_what_staff_wrote_instead_of_the_draft_is_expected(stage: Stage, tmp_path: Path) -> None:
    out = tmp_path / "captured-discount.yaml"
    async with stage.desk(START.replace(tzinfo=stage.business.zone), "terminal") as opened:
        live = performance_of(stage, opened)
        turn = await live.say("Can I get a discount on whitening?")
        assert turn.case is not None
        await live.staff(StaffMove(decision="edit", text="On Mondays we take ten percent off, welcome."))
        scenario = capture_case(opened.desk.database, turn.case.id, stage.business, out)
    assert scenario.expect.escalates == ["discount"]
    assert [s.words for s in scenario.expect.says] == ["On Mondays we take ten percent off, welcome."]
    staff = [move.staff for move in scenario.script or [] if move.staff is not None]
    assert [s.decision for s in staff] == ["edit"]
    again = await replayed(stage, scenario)
    failed = {s.metric for s in again.scores if not s.passed}
    assert not failed & {"played", "outcome", "records", "sayings", "escalation"}, again.scores


def test_a_case_that_is_not_stored_is_said(tmp_path: Path, stage: Stage) -> None:
    from storage import migrate

    url = f"sqlite:///{tmp_path / 'empty.db'}"
    migrate.upgrade(url)
    database = Database.open(url)
    try:
        with pytest.raises(NotFound, match="no case case-x"):
            capture_case(database, "case-x", stage.business, tmp_path / "x.yaml")
    finally:
        database.close()
