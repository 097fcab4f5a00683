"""Events come in once, in order, and ask for exactly one turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.event import Event
from domain.turn import NewTimer
from storage import door, timers
from storage.door import conversation_id_of
from storage.tables import contact, conversation, inbox, message, timer
from tests.contract.storage.desk import NOW, Desk, sender


def test_first_message_creates_contact_conversation_line_and_turn(desk: Desk) -> None:
    accepted = desk.write("Сколько стоит консультация?")
    assert (accepted.seq, accepted.duplicate) == (1, False)
    assert accepted.message_id == f"{accepted.conversation_id}:1"
    assert accepted.conversation_id == conversation_id_of("clinic", sender())
    assert len(desk.rows(contact)) == 1
    (line,) = desk.rows(message)
    assert (line["author"], line["text"], line["seq"]) == ("customer", "Сколько стоит консультация?", 1)
    (job,) = desk.jobs()
    assert (job.name, job.subject, job.partition) == (
        "turn",
        accepted.conversation_id,
        accepted.conversation_id,
    )


def test_duplicate_event_creates_one_row_and_names_the_first(desk: Desk) -> None:
    first = desk.write("Привет", provider_id="m1")
    again = desk.write("Привет", provider_id="m1")
    assert again.duplicate
    assert (again.seq, again.message_id) == (first.seq, first.message_id)
    assert len(desk.rows(inbox)) == len(desk.rows(message)) == len(desk.jobs()) == 1


def test_same_id_on_another_account_is_another_event(desk: Desk) -> None:
    event = Event(kind="message", channel="telegram", provider_id="7", occurred_at=NOW, text="a")
    for account in ("clinic_bot", "spa_bot"):
        who = sender().model_copy(update={"channel": "telegram", "account": account})
        desk.database.write_sync(lambda c, who=who: door.accept(  # type: ignore[misc]
            c, business="clinic", sender=who, event=event, now=NOW, jobs=desk.queue, wait_seconds=0
        ))  # fmt: skip
    assert len(desk.rows(inbox)) == len(desk.rows(conversation)) == 2


def test_fifty_threads_with_the_same_event_create_one(desk: Desk) -> None:
    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(lambda _: desk.write("Привет", provider_id="m1"), range(50)))
    assert sum(not r.duplicate for r in results) == 1
    assert len({r.message_id for r in results}) == 1
    assert len(desk.rows(inbox)) == len(desk.rows(conversation)) == len(desk.jobs("turn")) == 1


def test_fifty_threads_of_a_new_customer_keep_every_message_and_ask_for_one_turn(desk: Desk) -> None:
    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(lambda n: desk.write(f"m{n}", provider_id=f"m{n}"), range(50)))
    assert sorted(r.seq or 0 for r in results) == list(range(1, 51))
    assert len(desk.rows(contact)) == len(desk.jobs("turn")) == 1
    turn = desk.claim(results[0].conversation_id)
    assert turn is not None
    by_seq = {r["inbox_seq"]: r["seq"] for r in desk.rows(message)}
    assert [by_seq[e.seq] for e in turn.events] == list(range(1, 51))


def test_a_turn_is_asked_for_again_after_the_first_has_claimed(desk: Desk) -> None:
    accepted = desk.write(wait_seconds=1.5)
    assert desk.jobs()[0].delay_seconds == 1.5
    desk.write()
    assert len(desk.jobs("turn")) == 1
    desk.claim(accepted.conversation_id)
    desk.write()
    assert len(desk.jobs("turn")) == 2


def test_impossible_characters_are_cleaned_and_never_refused(desk: Desk) -> None:
    dirty = "За\x00пись \ud83d завтра"
    accepted = desk.write(
        dirty, who="\ud83d\x00x", provider_id="id\x00\ud800", payload={"k\x00": ["\ud800v"]}
    )
    again = desk.write(dirty, who="\ud83d\x00x", provider_id="id\x00\ud800")
    other = desk.write(dirty, who="\ud83d\x00x", provider_id="id\ud800")
    assert (again.duplicate, other.duplicate) == (True, False)
    turn = desk.claim(accepted.conversation_id)
    assert turn is not None
    assert turn.events[0].text == "Запись  завтра"
    assert turn.events[0].payload == {"k": ["v"]}


def test_very_long_text_is_cut(desk: Desk) -> None:
    desk.write("я" * 100_000)
    assert len(desk.rows(message)[0]["text"]) == 4000


def test_choice_and_unsupported_become_readable_lines(desk: Desk) -> None:
    desk.write("Завтра 10:00", kind="choice", payload={"id": "slot:1"})
    desk.write("", kind="choice", payload={"id": "slot:2"})
    desk.write("", kind="unsupported", payload={"type": "voice"})
    assert [r["text"] for r in desk.rows(message)] == ["Завтра 10:00", "slot:2", "[unsupported: voice]"]


def test_customers_reply_stops_silence_alarms_only(desk: Desk) -> None:
    turn = desk.begin()
    alarms = [
        NewTimer(id=f"t-{stops}", kind="next_step", subject="s", due_at=NOW + timedelta(hours=1), stops_on_reply=stops)
        for stops in (True, False)
    ]  # fmt: skip
    desk.commit(desk.draft(turn, timers=alarms))
    desk.write()
    due = NOW + timedelta(hours=1)
    for job in desk.jobs("alarm"):
        timer_id, _, number = job.subject.rpartition(":")
        desk.database.write_sync(lambda c, t=timer_id, n=int(number): timers.look(c, t, n, due, desk.queue))  # type: ignore[misc]
    assert {r["id"]: r["status"] for r in desk.rows(timer)} == {"t-True": "cancelled", "t-False": "rung"}


def test_internal_event_asks_for_a_turn_at_once_and_writes_no_line(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn))
    event = Event(
        kind="business", channel="web", provider_id="order-7", occurred_at=NOW, payload={"name": "sent"}
    )
    for _ in range(2):
        desk.database.write_sync(lambda c: door.accept_internal(
            c, conversation_id=turn.conversation_id, event=event, now=NOW, jobs=desk.queue
        ))  # fmt: skip
    assert len(desk.jobs("turn")) == 2
    assert len(desk.rows(message)) == 1
    following = desk.claim(turn.conversation_id)
    assert following is not None
    assert [e.kind for e in following.events] == ["business"]


def test_a_customer_cannot_take_the_id_of_an_alarm(desk: Desk) -> None:
    accepted = desk.write(provider_id="timer:t:1")
    event = Event(kind="timer", channel="web", provider_id="timer:t:1", occurred_at=NOW)
    result = desk.database.write_sync(lambda c: door.accept_internal(
        c, conversation_id=accepted.conversation_id, event=event, now=NOW, jobs=desk.queue
    ))  # fmt: skip
    assert not result.duplicate


def test_internal_event_for_nobody_is_refused(desk: Desk) -> None:
    event = Event(kind="business", channel="web", provider_id="x", occurred_at=NOW)
    with pytest.raises(NotFound):
        desk.database.write_sync(
            lambda c: door.accept_internal(c, conversation_id="none", event=event, now=NOW, jobs=desk.queue)
        )


def test_message_to_staff_is_still_stored_and_still_asks_for_a_turn(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn, "Передаю администратору", hand_to_staff=True))
    assert desk.write("вы тут?").seq == 3
    assert len(desk.jobs("turn")) == 2
