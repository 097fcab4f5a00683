"""However messages and turns interleave, none is left waiting with nobody asked to look."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.errors import TurnSuperseded
from domain.event import Event
from storage import door
from storage.tables import conversation, inbox, message, turn
from tests.contract.storage.desk import NOW, Desk, sender

MESSAGES = 60
WRITERS = 6


def test_a_claim_waits_for_a_message_that_is_being_accepted(desk: Desk) -> None:
    """That message saw a turn coming and asked for none; a turn that overlooked it would leave it for ever."""
    conversation_id = desk.write("раз").conversation_id
    (job,) = desk.jobs("turn")
    event = Event(kind="message", channel="web", provider_id="two", occurred_at=NOW, text="два")
    with desk.database.engine.connect() as accepting, ThreadPoolExecutor(1) as pool:
        door.accept(
            accepting,
            business="clinic",
            sender=sender(),
            event=event,
            now=NOW,
            jobs=desk.queue,
            wait_seconds=0,
        )
        claiming = pool.submit(desk.claim, conversation_id, job.id)
        with pytest.raises(TimeoutError):
            claiming.result(0.2)  # a claim that waits for nobody takes some milliseconds
        accepting.commit()
        turn = claiming.result(30)
    assert turn is not None
    assert [e.text for e in turn.events] == ["раз", "два"]
    assert len(desk.jobs("turn")) == 1


def test_no_message_is_left_behind_and_none_is_answered_twice(desk: Desk) -> None:
    conversation_id = desk.write("первое").conversation_id
    done = threading.Event()

    def answer() -> None:
        """What the engine does: run each job that was asked for, one at a time."""
        ran: set[str] = set()
        while True:
            last_look = done.is_set()
            jobs = [job.id for job in desk.jobs("turn") if job.id not in ran]
            for turn_id in jobs:
                ran.add(turn_id)
                while (begun := desk.claim(conversation_id, turn_id)) is not None:
                    try:
                        desk.commit(desk.draft(begun, f"вижу {len(begun.events)}"))
                    except TurnSuperseded:
                        continue
            if last_look and not jobs:
                return

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        answering = pool.submit(answer)
        list(pool.map(lambda n: desk.write(f"m{n}"), range(MESSAGES)))
        done.set()
        answering.result(60)

    assert [row for row in desk.rows(inbox) if row["turn_id"] is None] == []
    (row,) = desk.rows(conversation)
    assert (row["scheduled"], row["running_turn"]) == (None, None)
    assert {r["turn_id"] for r in desk.rows(inbox)} == {r["id"] for r in desk.rows(turn)}
    answered = [int(r["text"].removeprefix("вижу ")) for r in desk.rows(message, author="bot")]
    assert sum(answered) == MESSAGES + 1
    numbers = sorted(r["seq"] for r in desk.rows(message))
    assert numbers == list(range(1, len(numbers) + 1))
    assert row["last_seq"] == len(numbers)
