"""Staff close a case and note a failed message: what that ends, and when it cannot be done."""

from __future__ import annotations

from datetime import timedelta

from domain.speech import Outgoing
from storage import case_closing, outbox, parking, undelivered
from storage.tables import appointment, conversation, customer_case, timer
from storage.tables import message as message_table
from tests.contract.storage.desk import NOW, Desk, booking, next_step, question, slot


def close(desk: Desk, conversation_id: str) -> bool:
    return desk.database.write_sync(
        lambda c: case_closing.close_case(c, conversation_id, staff="Нарине", now=NOW, jobs=desk.queue)
    )


def test_the_case_ends_as_resolved_and_frees_what_it_held(desk: Desk) -> None:
    turn = desk.begin()
    held = booking(slot(10), status="held", hold_minutes=15)
    desk.commit(desk.draft(turn, actions=[held], next_step=next_step()))
    assert close(desk, turn.conversation_id)
    (case,) = desk.rows(customer_case)
    assert (case["outcome"], case["next_what"], case["closed_at"]) == ("resolved", None, NOW)
    assert [r["status"] for r in desk.rows(appointment)] == ["cancelled"]
    assert not desk.rows(timer, status="scheduled", kind="next_step")


def test_the_bot_speaks_again(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn, hand_to_staff=True))
    assert close(desk, turn.conversation_id)
    (row,) = desk.rows(conversation)
    assert row["owner"] == "bot"


def test_closing_twice_does_nothing_the_second_time(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn))
    assert close(desk, turn.conversation_id)
    assert not close(desk, turn.conversation_id)


def test_a_case_with_an_undecided_question_stays_open(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn, approvals=[question(turn)]))
    assert not close(desk, turn.conversation_id)


def test_a_case_whose_answer_is_being_made_stays_open(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn))
    desk.begin()
    assert not close(desk, turn.conversation_id)


def test_a_failed_message_that_is_seen_to_is_trouble_no_more(desk: Desk) -> None:
    turn = desk.begin()
    (outbox_id,) = desk.commit(desk.draft(turn, "Здравствуйте")).outbox_ids

    def fail(connection) -> None:
        connection.execute(outbox.outbox.update().values(status="failed", error="blocked"))

    desk.database.write_sync(fail)
    assert desk.database.read_sync(lambda c: undelivered.trouble_of(c, turn.conversation_id))

    def dismiss(connection) -> bool:
        return undelivered.dismiss(
            connection, outbox_id, conversation_id=turn.conversation_id, staff="Нарине", now=NOW
        )

    assert desk.database.write_sync(dismiss)
    assert not desk.database.read_sync(lambda c: undelivered.trouble_of(c, turn.conversation_id))
    assert not desk.database.write_sync(dismiss)


def test_whoever_waits_for_a_turn_that_failed_for_good_is_told_so_in_their_language(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn))
    again = desk.begin("ещё вопрос")

    def park(connection) -> bool:
        return parking.park(
            connection, conversation_id=again.conversation_id, turn_id=again.turn_id, case_id=again.case_id,
            contact_by=NOW + timedelta(minutes=30), now=NOW, jobs=desk.queue,
            say=lambda language: Outgoing(text=f"words in {language}"),
        )  # fmt: skip

    assert desk.database.write_sync(park)
    last = max(desk.rows(message_table), key=lambda r: r["seq"])
    assert (last["author"], last["text"]) == ("bot", "words in ru")
