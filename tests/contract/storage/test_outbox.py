"""Each reply is taken by one sender; how it went is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from domain.speech import Outgoing
from storage import outbox, staff_log, undelivered
from tests.contract.storage.desk import NOW, Desk


def reply(desk: Desk, *texts: str) -> tuple[str, list[str]]:
    turn = desk.begin()
    committed = desk.commit(desk.draft(turn, *(texts or ("Здравствуйте",))))
    return turn.conversation_id, committed.outbox_ids


def claim(desk: Desk, outbox_id: str) -> outbox.OutboxItem | None:
    return desk.database.write_sync(lambda c: outbox.claim(c, outbox_id, NOW))


def test_claimed_item_says_what_to_send_and_where(desk: Desk) -> None:
    conversation_id, (id_,) = reply(desk)
    item = claim(desk, id_)
    assert item == outbox.OutboxItem(
        id=id_, conversation_id=conversation_id, channel="telegram", account="default", external_id="ani",
        outgoing=Outgoing(text="Здравствуйте"), category="service", attempts=1, message_seq=2, status="sending",
    )  # fmt: skip


def test_item_is_claimed_by_one_sender(desk: Desk) -> None:
    _, (id_,) = reply(desk)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: claim(desk, id_), range(8)))
    assert sum(c is not None for c in claims) == 1
    desk.database.write_sync(lambda c: outbox.mark_sent(c, id_, provider_message_id="p1", now=NOW))
    assert claim(desk, id_) is None


def test_retry_comes_back_as_a_delayed_job_of_its_own(desk: Desk) -> None:
    conversation_id, (id_,) = reply(desk)
    claim(desk, id_)
    at = NOW + timedelta(seconds=30)
    for _ in range(2):
        desk.database.write_sync(
            lambda c: outbox.mark_retry(c, id_, at=at, error="429", now=NOW, jobs=desk.queue)
        )
    jobs = desk.jobs("send")
    assert [(j.id, j.subject, j.delay_seconds, j.partition) for j in jobs[1:]] == [
        (f"send:{id_}:1", id_, 30, conversation_id)
    ]
    again = claim(desk, id_)
    assert again is not None
    assert again.attempts == 2


def test_unknown_and_failed_are_shown_to_staff_and_not_sent_again(desk: Desk) -> None:
    conversation_id, (first, second) = reply(desk, "раз", "два")
    for id_ in (first, second):
        claim(desk, id_)
    desk.database.write_sync(lambda c: outbox.mark_failed(c, first, error="blocked", now=NOW))
    desk.database.write_sync(lambda c: outbox.mark_unknown(c, second, error="time-out", now=NOW))
    assert claim(desk, first) is None
    trouble = desk.database.read_sync(lambda c: undelivered.trouble_of(c, conversation_id))
    assert {t.outbox_id: t.status for t in trouble} == {first: "failed", second: "unknown"}
    changes = desk.database.read_sync(lambda c: staff_log.events_after(c, 0))
    assert [c.subject for c in changes if c.kind == "delivery"] == [first, second]


def test_items_whose_sender_died_are_found(desk: Desk) -> None:
    _, (id_,) = reply(desk)
    claim(desk, id_)
    assert desk.database.read_sync(lambda c: outbox.find_stuck(c, NOW - timedelta(seconds=1))) == []
    (item,) = desk.database.read_sync(lambda c: outbox.find_stuck(c, NOW))
    assert item.id == id_


def test_first_unfinished_item_keeps_the_order(desk: Desk) -> None:
    conversation_id, (first, second) = reply(desk, "раз", "два")

    def find() -> str | None:
        return desk.database.read_sync(lambda c: outbox.first_unfinished(c, conversation_id))

    assert find() == first
    claim(desk, first)
    desk.database.write_sync(lambda c: outbox.mark_sent(c, first, provider_message_id=None, now=NOW))
    assert find() == second
