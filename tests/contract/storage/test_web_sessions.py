"""How long a visitor of the web chat is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.event import Event, Sender
from domain.step import StoreRecord
from domain.turn import NewCommitment, NewTimer, TurnCommit, TurnInput
from storage import door, ownership, web_sessions
from storage.tables import conversation, web_session
from tests.contract.storage.desk import NOW, Desk, booking, next_step, slot

AWAY = timedelta(days=365)
LATER = NOW + AWAY + timedelta(hours=1)
CLOSED: dict[str, Any] = {"outcome": "closed_by_customer", "next_step": None}


def visits(desk: Desk) -> tuple[str, str]:
    """A new visitor's token and external id."""
    return desk.database.write_sync(lambda c: web_sessions.create(c, NOW))


def writes(desk: Desk, external_id: str) -> TurnInput:
    """The visitor's message, about to be answered."""
    event = Event(
        kind="message", channel="web", provider_id=external_id, occurred_at=NOW, text="здравствуйте"
    )
    said = desk.database.write_sync(lambda c: door.accept(
        c, business="clinic", sender=Sender(channel="web", external_id=external_id), event=event, now=NOW,
        jobs=desk.queue, wait_seconds=0,
    ))  # fmt: skip
    turn = desk.claim(said.conversation_id)
    assert turn is not None
    return turn


def forget(desk: Desk, now: Any = LATER) -> int:
    idle = desk.database.read_sync(lambda c: web_sessions.find_idle(c, now - AWAY, now))
    return desk.database.write_sync(lambda c: web_sessions.forget(c, idle, now - AWAY))


def test_a_visitor_is_known_by_the_token_only(desk: Desk) -> None:
    token, external_id = visits(desk)
    known = desk.database.read_sync(lambda c: web_sessions.find(c, token))
    assert known == web_sessions.KnownVisitor(external_id, NOW)
    assert desk.database.read_sync(lambda c: web_sessions.find(c, "guess\ud800")) is None
    assert token not in str(desk.rows(web_session))


def test_who_stayed_away_is_forgotten_and_what_they_wrote_is_not(desk: Desk) -> None:
    token, external_id = visits(desk)
    desk.commit(desk.draft(writes(desk, external_id), "Всего доброго", **CLOSED))
    assert forget(desk, NOW + AWAY) == 0
    assert forget(desk) == 1
    assert desk.database.read_sync(lambda c: web_sessions.find(c, token)) is None
    assert len(desk.rows(conversation)) == 1


def test_who_never_wrote_is_forgotten_too(desk: Desk) -> None:
    visits(desk)
    assert forget(desk) == 1


def test_who_came_back_is_kept(desk: Desk) -> None:
    token, _ = visits(desk)
    idle = desk.database.read_sync(lambda c: web_sessions.find_idle(c, LATER - AWAY, LATER))
    desk.database.write_sync(lambda c: web_sessions.touch(c, token, LATER))
    assert desk.database.write_sync(lambda c: web_sessions.forget(c, idle, LATER - AWAY)) == 0
    assert forget(desk) == 0


def test_who_is_written_to_on_a_page_that_stays_open_is_kept(desk: Desk) -> None:
    _, external_id = visits(desk)
    turn = writes(desk, external_id)
    desk.commit(desk.draft(turn, "Всего доброго", **CLOSED))
    desk.database.write_sync(
        lambda c: ownership.staff_reply(c, turn.conversation_id, "Ещё одно", "Наре", LATER, desk.queue)
    )
    assert forget(desk, LATER + timedelta(days=1)) == 0


def open_case(desk: Desk, turn: TurnInput) -> TurnCommit:
    return desk.draft(turn, "Когда вам удобно?", next_step=next_step())


def promise(desk: Desk, turn: TurnInput) -> TurnCommit:
    owed = NewCommitment(id="promise", what="call", due_at=NOW, owner="staff")
    return desk.draft(turn, "Перезвоним", commitments=[owed], **CLOSED)


def touch_to_come(desk: Desk, turn: TurnInput) -> TurnCommit:
    alarm = NewTimer(id="word", kind="follow_up", subject="case", due_at=LATER + AWAY)
    return desk.draft(turn, "Напомню через год", timers=[alarm], **CLOSED)


def place_on_the_waiting_list(desk: Desk, turn: TurnInput) -> TurnCommit:
    wait = StoreRecord(tool="crm.waitlist", fields={"sku": "jar"}, summary="waits", tags=["waitlist"])
    return desk.draft(turn, "Скажу, когда появится", actions=[wait], **CLOSED)


def visit_ahead(desk: Desk, turn: TurnInput) -> TurnCommit:
    far = slot().model_copy(
        update={"starts_at": slot().starts_at + 2 * AWAY, "ends_at": slot().ends_at + 2 * AWAY}
    )
    return desk.draft(turn, "Записала", actions=[booking(far)], outcome="booked", next_step=None)


@pytest.mark.parametrize(
    "needed", [open_case, promise, touch_to_come, place_on_the_waiting_list, visit_ahead],
    ids=lambda needed: needed.__name__,
)  # fmt: skip
def test_a_visitor_who_is_owed_something_is_kept(
    desk: Desk, needed: Callable[[Desk, TurnInput], TurnCommit]
) -> None:
    _, external_id = visits(desk)
    desk.commit(needed(desk, writes(desk, external_id)))
    assert forget(desk) == 0


def test_a_visitor_who_talks_with_a_person_is_kept(desk: Desk) -> None:
    _, external_id = visits(desk)
    turn = writes(desk, external_id)
    desk.commit(desk.draft(turn, "Передаю", **CLOSED))
    desk.database.write_sync(lambda c: ownership.take_over(c, turn.conversation_id, "Наре", NOW))
    assert forget(desk) == 0


def test_another_visitors_open_case_keeps_nobody_else(desk: Desk) -> None:
    _, busy = visits(desk)
    token, idle = visits(desk)
    desk.commit(open_case(desk, writes(desk, busy)))
    desk.commit(desk.draft(writes(desk, idle), "Всего доброго", **CLOSED))
    assert forget(desk) == 1
    assert desk.database.read_sync(lambda c: web_sessions.find(c, token)) is None
