"""One transaction per turn, keyed by the turn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.conversation import NextStep
from domain.errors import NotFound, OwnershipChanged, SlotTaken, TurnSuperseded
from domain.speech import Outgoing
from domain.step import CancelAppointment, StoreRecord, UpdateContact
from domain.turn import NewCommitment, NewTimer
from storage import calendar, contacts, ownership, records, staff_log, turns
from storage.tables import (
    appointment,
    approval,
    commitment,
    conversation,
    customer_case,
    message,
    outbox,
    timer,
    turn,
)
from tests.contract.storage.desk import NOW, Desk, booking, next_step, question, slot


def test_commit_writes_replies_and_has_each_sent(desk: Desk) -> None:
    begun = desk.begin()
    reply = Outgoing(text="Завтра есть 10:00", options=[("slot:1", "10:00"), ("slot:2", "11:00")])
    committed = desk.commit(desk.draft(begun, replies=[reply, Outgoing(text="Ждём вас")]))
    assert committed.outbox_ids == [f"{begun.turn_id}:0", f"{begun.turn_id}:1"]
    assert [(r["seq"], r["author"], r["text"]) for r in desk.rows(message)] == [
        (1, "customer", "Здравствуйте"), (2, "bot", "Завтра есть 10:00"), (3, "bot", "Ждём вас"),
    ]  # fmt: skip
    assert [(j.id, j.partition) for j in desk.jobs("send")] == [
        (f"send:{id_}", begun.conversation_id) for id_ in committed.outbox_ids
    ]
    assert desk.rows(conversation)[0]["last_seq"] == 3


def test_commit_twice_writes_once_and_returns_the_stored_result(desk: Desk) -> None:
    begun = desk.begin()
    draft = desk.draft(begun, "Записала", actions=[booking()], trace={"route": "booking"})
    first = desk.commit(draft)
    again = desk.commit(draft)
    assert (first.again, again.again) == (False, True)
    assert again.model_copy(update={"again": False}) == first
    assert len(desk.rows(appointment)) == len(desk.rows(outbox)) == len(desk.rows(turn)) == 1
    assert desk.database.read_sync(lambda c: turns.find_committed(c, begun.turn_id)) == again


def test_newer_customer_message_supersedes_the_turn(desk: Desk) -> None:
    begun = desk.begin("завтра")
    desk.write("лучше в пятницу")
    with pytest.raises(TurnSuperseded):
        desk.commit(desk.draft(begun, "Завтра в 10", actions=[booking()]))
    assert desk.rows(outbox) == desk.rows(appointment) == desk.rows(turn) == []
    again = desk.claim(begun.conversation_id, begun.turn_id)
    assert again is not None
    assert [e.text for e in again.events] == ["завтра", "лучше в пятницу"]
    desk.commit(desk.draft(again, "В пятницу в 10"))
    left_over = desk.jobs("turn")[-1]
    assert left_over.id != begun.turn_id
    assert desk.claim(begun.conversation_id, left_over.id) is None


def test_commit_that_may_not_be_superseded_leaves_the_message_for_the_next_turn(desk: Desk) -> None:
    begun = desk.begin("завтра")
    desk.write("лучше в пятницу")
    desk.commit(desk.draft(begun, "Завтра в 10", supersede=False))
    following = desk.claim(begun.conversation_id)
    assert following is not None
    assert [e.text for e in following.events] == ["лучше в пятницу"]


def test_message_of_another_customer_does_not_supersede(desk: Desk) -> None:
    begun = desk.begin()
    desk.write("привет", who="gor")
    assert not desk.commit(desk.draft(begun, "Здравствуйте")).again


def test_bot_falls_silent_when_staff_took_over_meanwhile(desk: Desk) -> None:
    begun = desk.begin()
    desk.database.write_sync(lambda c: ownership.take_over(c, begun.conversation_id, "Nare", NOW))
    with pytest.raises(OwnershipChanged):
        desk.commit(desk.draft(begun, "Здравствуйте"))
    assert desk.rows(outbox) == []
    desk.commit(desk.draft(begun))
    assert desk.rows(conversation)[0]["owner"] == "staff"


def test_hand_over_lets_the_last_words_out_and_gives_the_conversation_to_staff(desk: Desk) -> None:
    begun = desk.begin("позовите человека")
    desk.commit(desk.draft(begun, "Передаю", hand_to_staff=True))
    assert desk.rows(conversation)[0]["owner"] == "staff"
    assert len(desk.rows(outbox)) == 1


def test_open_case_without_next_step_is_refused(desk: Desk) -> None:
    begun = desk.begin()
    with pytest.raises(ValueError, match="without a next step"):
        desk.commit(desk.draft(begun, next_step=None))
    assert desk.rows(customer_case) == []


def test_case_keeps_its_next_step_outcome_and_opening_time(desk: Desk) -> None:
    begun = desk.begin()
    desk.commit(desk.draft(begun, specialist="scheduler"))
    (row,) = desk.rows(customer_case)
    assert (row["next_what"], row["next_due_at"], row["outcome"]) == (
        "customer_answers", NOW + timedelta(hours=2), None,
    )  # fmt: skip
    later = NOW + timedelta(minutes=5)
    following = desk.begin("да", now=later)
    desk.commit(
        desk.draft(following, opens_case=False, outcome="booked", next_step=None, summary="записана"), later
    )
    (row,) = desk.rows(customer_case)
    assert (row["outcome"], row["closed_at"], row["opened_at"]) == ("booked", later, NOW)
    assert (row["specialist"], row["next_what"]) == ("scheduler", None)


def test_turn_without_a_case_opens_none(desk: Desk) -> None:
    begun = desk.begin("👍")
    desk.commit(desk.draft(begun, opens_case=False, next_step=None))
    assert desk.rows(customer_case) == []
    assert desk.rows(conversation)[0]["case_id"] is None


def test_only_the_latest_turn_of_a_case_keeps_its_state(desk: Desk) -> None:
    first = desk.begin()
    desk.commit(desk.draft(first))
    second = desk.begin("дальше")
    desk.commit(desk.draft(second, opens_case=False))
    assert {r["id"]: r["state"] for r in desk.rows(turn)} == {
        first.turn_id: None, second.turn_id: {"turn": second.turn_id},
    }  # fmt: skip


def test_failed_commit_leaves_nothing_behind(desk: Desk) -> None:
    desk.book(slot(10), who="gor")
    begun = desk.begin()
    with pytest.raises(SlotTaken):
        desk.commit(desk.draft(begun, "Записала", actions=[
            UpdateContact(name="Ани"), booking(slot(10)),
        ], approvals=[question(begun)]))  # fmt: skip
    assert desk.rows(outbox) == desk.rows(approval) == []
    assert desk.jobs("send") == desk.jobs("approval") == []
    assert len(desk.rows(turn)) == 1
    desk.commit(desk.draft(begun, "Это время заняли"))


def test_contact_keeps_what_the_customer_said_and_shared_phones_stay_apart(desk: Desk) -> None:
    for who, name in (("ani", "Ани"), ("gor", "Гор")):
        begun = desk.begin(who=who)
        result = desk.commit(desk.draft(begun, actions=[UpdateContact(name=name, phone="+37491123456")]))
        assert result.results[0].result["changed"] == ["name", "phone"]
    found = desk.database.read_sync(contacts.list_contacts)
    assert sorted((c.name, c.phone) for c in found) == [("Ани", "+37491123456"), ("Гор", "+37491123456")]
    begun = desk.begin("стоп")
    desk.commit(desk.draft(begun, actions=[UpdateContact(opted_out=True)]))
    found = desk.database.read_sync(contacts.list_contacts)
    assert sorted((c.name, c.opted_out) for c in found) == [("Ани", True), ("Гор", False)]


@pytest.mark.parametrize("kind", ["lead", "estimate", "ticket"])
def test_records_are_stored_by_kind(desk: Desk, kind: records.RecordKind) -> None:
    begun = desk.begin()
    action = StoreRecord(
        tool=f"crm.{kind}", fields={"goal": "whitening"}, summary="хочет отбеливание", tags=["hot"],
        priority="urgent", due_at=NOW,
    )  # fmt: skip
    committed = desk.commit(desk.draft(begun, actions=[action]))
    (stored,) = desk.database.read_sync(lambda c: records.list_records(c, kind))
    assert (stored.id, stored.fields, stored.priority) == (
        committed.results[0].result["record_id"], {"goal": "whitening"}, "urgent",
    )  # fmt: skip


def test_approval_remembers_the_last_line_and_has_its_card_prepared(desk: Desk) -> None:
    begun = desk.begin("скидку?")
    desk.commit(desk.draft(begun, "Уточню до 17:00", approvals=[question(begun)]))
    assert desk.rows(approval)[0]["after_seq"] == 2
    (job,) = desk.jobs("approval")
    assert (job.id, job.subject, job.partition) == (
        "approval:approval-1:brief", "approval-1", begun.conversation_id,
    )  # fmt: skip


def test_promises_and_alarms_are_set_and_a_later_one_replaces_the_earlier(desk: Desk) -> None:
    first = desk.begin()
    promise = NewCommitment(id="p1", what="answer", due_at=NOW + timedelta(hours=1), owner="staff")
    alarm = NewTimer(id="a1", kind="next_step", subject=first.case_id, due_at=NOW + timedelta(hours=1))
    desk.commit(desk.draft(first, commitments=[promise], timers=[alarm]))
    assert desk.rows(commitment)[0]["status"] == "open"
    assert [(j.id, j.subject, j.delay_seconds) for j in desk.jobs("alarm")] == [("alarm:a1:1", "a1:1", 3600)]
    second = desk.begin("дальше")
    moved = alarm.model_copy(update={"due_at": NOW + timedelta(hours=2)})
    desk.commit(desk.draft(second, opens_case=False, timers=[moved]))
    (row,) = desk.rows(timer)
    assert (row["due_at"], row["revision"]) == (moved.due_at, 2)
    third = desk.begin("спасибо")
    desk.commit(desk.draft(third, opens_case=False, outcome="resolved", next_step=None))
    assert [r["status"] for r in desk.rows(timer)] == ["cancelled"]
    assert desk.jobs("alarm") == []


def test_customer_cannot_cancel_or_move_somebody_elses_visit(desk: Desk) -> None:
    theirs = desk.book(slot(10), who="gor").results[0].result["appointment_id"]
    begun = desk.begin()
    for action in (CancelAppointment(appointment_id=theirs), booking(slot(12), moves=theirs)):
        with pytest.raises(NotFound):
            desk.commit(desk.draft(begun, actions=[action]))
    assert [r["status"] for r in desk.rows(appointment)] == ["booked"]


def test_cancelling_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    own = desk.book(slot(10)).results[0].result["appointment_id"]
    begun = desk.begin("отмените")
    twice = [CancelAppointment(appointment_id=own), CancelAppointment(appointment_id=own)]
    committed = desk.commit(desk.draft(begun, opens_case=False, actions=twice))
    assert [r.result["changed"] for r in committed.results] == [True, False]
    assert desk.rows(appointment)[0]["revision"] == 1


def test_cancelled_visit_takes_its_reminders_along(desk: Desk) -> None:
    begun = desk.begin()
    committed = desk.commit(desk.draft(begun, actions=[booking()]))
    visit = committed.results[0].result["appointment_id"]
    following = desk.begin("спасибо")
    reminder = NewTimer(id="r1", kind="reminder", subject=visit, due_at=NOW + timedelta(hours=20))
    desk.commit(desk.draft(following, opens_case=False, timers=[reminder]))
    last = desk.begin("отмените")
    desk.commit(desk.draft(last, opens_case=False, actions=[CancelAppointment(appointment_id=visit)]))
    assert desk.rows(timer)[0]["status"] == "cancelled"
    assert desk.jobs("alarm") == []


def test_every_commit_tells_the_staff_pages(desk: Desk) -> None:
    begun = desk.begin()
    desk.commit(desk.draft(begun))
    (change,) = desk.database.read_sync(lambda c: staff_log.events_after(c, 0))
    assert (change.kind, change.conversation_id, change.subject) == (
        "turn", begun.conversation_id, begun.turn_id,
    )  # fmt: skip
    assert desk.database.read_sync(lambda c: staff_log.events_after(c, change.id)) == []
    assert desk.database.read_sync(staff_log.last_event_id) == change.id


def test_prices_stay_exact(desk: Desk) -> None:
    desk.book(slot(10))
    (visit,) = desk.database.read_sync(
        lambda c: calendar.list_between(c, slot(0).starts_at, slot(23).starts_at)
    )
    assert str(visit.price.amount) == "15000.00"


def test_next_step_may_be_owed_by_staff(desk: Desk) -> None:
    begun = desk.begin()
    step = NextStep(what="staff_decides", owner="staff", due_at=NOW + timedelta(minutes=30))
    desk.commit(desk.draft(begun, next_step=step))
    following = desk.begin("?")
    situation = desk.database.read_sync(lambda c: turns.load_beginning(c, following, NOW).situation)
    assert situation.case is not None
    assert situation.case.next_step == step
    assert next_step() != step
