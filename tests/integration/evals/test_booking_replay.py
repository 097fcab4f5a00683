"""A recorded dialogue of our own, in the public form, replayed at a business made for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadRequest
from evals.public.replay.dialogue import Dialogue, Taken, Wanted, read_clock, read_dialogue
from evals.public.replay.owner_files import aliases_of, write_business
from evals.public.replay.replaying import judge, replay
from evals.public.rows import Row
from evals.transcript import Call, Line, StoredRecord, Transcript, Turn
from knowledge.business_files import load_business

CLINIC = Path("businesses/clinic")


def row(**changes: Any) -> Row:
    turns = [
        ("customer", "Hello, I need a haircut at Scissors and Sons."),
        ("agent", "For which day?"),
        ("customer", "On March 6th, please, at 4 pm."),
        ("agent", "4 pm is gone. Another hour?"),
        ("customer", "Half an hour later then, 4:30 pm."),
        ("agent", "Booked."),
    ]
    data = {
        "id": "own-1", "source": "ours", "lang": "en", "domain": "hair_salon", "ref_date": "2019-03-01",
        "turns": [{"speaker": who, "text": text} for who, text in turns],
        "final_slots": {"service": "hair_salon", "provider": "Scissors and Sons", "date": "2019-03-06",
                        "time": "16:30", "said_date": ["March 6th"], "said_time": ["4:30 pm"]},
        "booking_attempts": [
            {"slots": {"stylist_name": "Scissors and Sons", "appointment_date": "2019-03-06",
                       "appointment_time": "16:00"}, "result": "fail"},
            {"slots": {"stylist_name": "Scissors and Sons", "appointment_date": "2019-03-06",
                       "appointment_time": "16:30"}, "result": "ok"},
        ],
        "outcome": "booked_after_failed_attempt",
    }  # fmt: skip
    return Row("own.jsonl", 3, data | changes)


@pytest.mark.anyio
async def test_the_recorded_customer_books_what_was_booked_then(tmp_path: Path) -> None:
    dialogue = read_dialogue(row())
    played = await replay(dialogue, businesses=tmp_path / "made", clinic=CLINIC, index=tmp_path / "index")
    said = [line.text for turn in played.transcript.turns for line in turn.lines if line.author == "customer"]
    assert said[0] == "Hello, I need a haircut at Scissors and Sons."
    assert played.right, (played.cause, said)
    assert played.fields == {"service": True, "date": True, "time": True}
    assert not played.false_booked


@pytest.mark.anyio
async def test_a_customer_whose_time_is_taken_takes_no_other(tmp_path: Path) -> None:
    attempts = row().data["booking_attempts"]
    refused = [attempts[0], attempts[1] | {"result": "fail"}]
    dialogue = read_dialogue(row(outcome="failed", booking_attempts=refused))
    played = await replay(dialogue, businesses=tmp_path / "made", clinic=CLINIC, index=tmp_path / "index")
    assert played.booked == []
    assert played.right


def test_the_made_business_is_one_that_the_ordinary_loader_reads(tmp_path: Path) -> None:
    made = write_business(read_dialogue(row()), tmp_path, CLINIC)
    business = load_business(tmp_path / made.id)
    assert [p.name.en for p in business.profile.practitioners] == ["Scissors and Sons"]
    assert business.profile.default_language == "en"
    assert "Ararat" not in business.words["en"]


def test_weekdays_are_the_first_ones_not_before_now() -> None:
    final = {"service": "doctor", "provider": "Dr. Example", "date": "Tuesday", "time": "1 pm"}
    with_now = read_dialogue(row(ref_date="Tuesday 11 am", final_slots=final, booking_attempts=[]))
    assert with_now.wanted == Wanted("Dr. Example", with_now.now.date(), time(13))
    over = read_dialogue(row(ref_date="Tuesday 2 pm", final_slots=final, booking_attempts=[]))
    assert over.wanted.day is not None
    assert (over.wanted.day - over.now.date()).days == 7
    without = read_dialogue(row(ref_date=None, final_slots=final, booking_attempts=[
        {"slots": {"Name": "Dr. Example", "Day": "Monday", "StartTimeHour": "9 am", "PatientName": "Al"},
         "result": "The doctor has a conflicting appointment at that time."}
    ]))  # fmt: skip
    assert without.now.strftime("%A") == "Sunday"
    assert without.taken == [Taken("Dr. Example", datetime.combine(date(2026, 3, 9), time(9)))]
    assert without.providers == ["Dr. Example"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": "perhaps"}, '"outcome" is'),
        ({"final_slots": None}, '"final_slots"'),
        ({"ref_date": "soon"}, '"ref_date" is'),
        ({"turns": []}, "no message of the customer"),
        ({"lang": "de"}, '"lang" is de'),
        ({"final_slots": {"date": "2019-02-31", "time": "1 pm"}}, "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_dialogue_is_said_with_its_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRequest, match=f"own.jsonl:3: .*{said}"):
        read_dialogue(row(**changes))


def test_hours_as_people_write_them() -> None:
    assert [read_clock(t) for t in ("14:30", "1 pm", "12 pm", "12 am", "11:15am")] == [
        time(14, 30), time(13), time(12), time(0), time(11, 15),
    ]  # fmt: skip


def test_doctors_are_called_by_surname_and_places_by_their_own_name() -> None:
    assert {"peter han", "dr han"} <= set(aliases_of("Family Dental: Dr. Peter Han", places=False))
    assert "shadyside" in aliases_of("Shadyside Apartments", places=True)


def _transcript(*, said: list[str], calls: list[Call], records: list[StoredRecord]) -> Transcript:
    at = datetime(2019, 3, 1, 9, tzinfo=UTC)
    line = Line(author="bot", text="…", at=at)
    turn = Turn(number=1, kind="message", at=at, lines=[line], said=said, calls=calls)
    return Transcript(
        scenario_id="own-1", voice="en", repeat=0, seed=1, started_at=at, ended_at=at, turns=[turn],
        records=records,
    )  # fmt: skip


def _judge(tmp_path: Path, dialogue: Dialogue, transcript: Transcript) -> Any:
    return judge(dialogue, write_business(dialogue, tmp_path, CLINIC), transcript, "")


def test_booked_without_a_record_is_never_right(tmp_path: Path) -> None:
    claimed = _transcript(said=["book-done"], calls=[], records=[])
    played = _judge(tmp_path, read_dialogue(row(outcome="failed")), claimed)
    assert played.false_booked == [1]
    assert not played.right


def test_a_visit_at_another_hour_is_wrong_by_that_field(tmp_path: Path) -> None:
    fields = {
        "service": "visit",
        "practitioner": "p1",
        "date": "2019-03-06",
        "time": "17:00",
        "status": "booked",
    }
    record = StoredRecord(kind="appointment", id="a", fields=fields)
    call = Call(tool="calendar.book", args={}, result={"status": "booked"})
    played = _judge(
        tmp_path, read_dialogue(row()), _transcript(said=["book-done"], calls=[call], records=[record])
    )
    assert played.cause == "booked otherwise: time"
    assert not played.right
