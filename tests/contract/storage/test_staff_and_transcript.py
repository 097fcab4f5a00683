"""What staff see and do; what a customer's screen follows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.errors import BadRequest, NotFound
from domain.speech import Outgoing
from storage import cases, leases, ownership, staff, staff_log, transcript
from storage.tables import conversation, staff_session
from tests.contract.storage.desk import NOW, Desk, booking, next_step, question, slot


def test_staff_reply_is_a_line_a_send_and_an_event(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn, "Передаю", hand_to_staff=True))
    sent = desk.database.write_sync(
        lambda c: ownership.staff_reply(c, turn.conversation_id, "Добрый день\x00", "Наре", NOW, desk.queue)
    )
    page = desk.database.read_sync(lambda c: transcript.conversation_page(c, turn.conversation_id, NOW))
    assert [(m.author, m.text, m.staff_name) for m in page.lines][-1] == ("staff", "Добрый день", "Наре")
    assert desk.jobs("send")[-1].subject == sent
    following = desk.claim(turn.conversation_id)
    assert following is not None
    assert [(e.kind, e.payload["staff"]) for e in following.events] == [("staff_message", "Наре")]
    assert not desk.commit(desk.draft(following)).again


def test_staff_reply_to_nobody_or_of_nothing_is_refused(desk: Desk) -> None:
    turn = desk.begin()
    with pytest.raises(NotFound):
        desk.database.write_sync(lambda c: ownership.staff_reply(c, "none", "да", "Наре", NOW, desk.queue))
    with pytest.raises(ValueError, match="empty"):
        desk.database.write_sync(
            lambda c: ownership.staff_reply(c, turn.conversation_id, " \x00", "Наре", NOW, desk.queue)
        )


def test_taking_over_and_giving_back_are_kept_in_the_audit_log(desk: Desk) -> None:
    id_ = desk.write().conversation_id
    desk.database.write_sync(lambda c: ownership.take_over(c, id_, "Наре", NOW))
    assert (desk.rows(conversation)[0]["owner"], desk.rows(conversation)[0]["owned_by"]) == ("staff", "Наре")
    desk.database.write_sync(lambda c: ownership.give_back(c, id_, "Наре", NOW))
    assert (desk.rows(conversation)[0]["owner"], desk.rows(conversation)[0]["owned_by"]) == ("bot", None)
    actions = desk.database.read_sync(lambda c: staff_log.actions_on(c, id_))
    assert [a.action for a in actions] == ["conversation.take_over", "conversation.give_back"]
    with pytest.raises(NotFound):
        desk.database.write_sync(lambda c: ownership.take_over(c, "none", "Наре", NOW))


def test_reader_that_follows_a_conversation_misses_nothing(desk: Desk) -> None:
    first = desk.write("раз", provider_id="c1")
    turn = desk.claim(first.conversation_id)
    assert turn is not None
    reply = Outgoing(text="Выберите", options=[("a", "Утро"), ("b", "Вечер")])
    desk.commit(desk.draft(turn, replies=[reply]))
    desk.write("два")
    lines = desk.database.read_sync(lambda c: transcript.messages_after(c, first.conversation_id, 0))
    assert [(line.seq, line.author, line.text) for line in lines] == [
        (1, "customer", "раз"), (2, "bot", "Выберите"), (3, "customer", "два"),
    ]  # fmt: skip
    assert (lines[0].id, lines[0].provider_id) == (first.message_id, "c1")
    assert lines[1].options == [("a", "Утро"), ("b", "Вечер")]
    after = desk.database.read_sync(lambda c: transcript.messages_after(c, first.conversation_id, 1, limit=1))
    assert [line.seq for line in after] == [2]
    last = desk.database.read_sync(lambda c: transcript.last_messages(c, first.conversation_id, limit=2))
    assert [line.seq for line in last] == [2, 3]
    assert desk.database.read_sync(lambda c: transcript.last_seq(c, first.conversation_id)) == 3
    assert desk.database.read_sync(lambda c: transcript.last_seq(c, "none")) == 0


def test_list_shows_the_latest_conversation_first_with_what_matters(desk: Desk) -> None:
    turn = desk.begin("скидку?")
    desk.commit(desk.draft(turn, "Уточню", approvals=[question(turn)]))
    desk.write("привет", who="gor", now=NOW + timedelta(minutes=1))
    first, second = desk.database.read_sync(transcript.list_conversations)
    assert (first.name, first.last_text, first.case) == ("Gor", "привет", None)
    assert (second.name, second.last_text, second.last_author) == ("Ani", "Уточню", "bot")
    assert second.case is not None
    assert second.case.next_step is not None


def test_list_holds_the_named_conversations_however_old(desk: Desk) -> None:
    whose = [
        desk.write("привет", who=who, now=NOW + timedelta(minutes=n)).conversation_id
        for n, who in enumerate(("ani", "gor", "lia"))
    ]

    def listed(*named: str) -> list[str]:
        lines = desk.database.read_sync(
            lambda c: transcript.list_conversations(c, limit=1, however_old=named)
        )
        return [line.conversation_id for line in lines]

    assert listed() == [whose[2]]
    assert listed(whose[0]) == [whose[2], whose[0]]
    assert listed(whose[2]) == [whose[2]]


def test_cases_that_wait_for_staff_come_by_their_time(desk: Desk) -> None:
    def is_left(who: str, hours: float, owner: str) -> str:
        turn = desk.begin(who=who)
        step = next_step(hours).model_copy(update={"owner": owner})
        desk.commit(desk.draft(turn, "Передаю", next_step=step))
        return turn.conversation_id

    later, sooner = is_left("ani", 5, "staff"), is_left("gor", 1, "staff")
    is_left("lia", 2, "customer")
    assert desk.database.read_sync(cases.waiting_for_staff) == [sooner, later]


def test_page_holds_case_approvals_and_visits(desk: Desk) -> None:
    turn = desk.begin("запишите")
    desk.commit(desk.draft(turn, "Готово", actions=[booking(slot())], approvals=[question(turn)]))
    page = desk.database.read_sync(lambda c: transcript.conversation_page(c, turn.conversation_id, NOW))
    assert (page.display_name, page.conversation.owner, page.last_seq) == ("Ani", "bot", 2)
    assert (len(page.approvals), len(page.appointments), len(page.lines)) == (1, 1, 2)
    assert page.case is not None
    with pytest.raises(NotFound):
        desk.database.read_sync(lambda c: transcript.conversation_page(c, "none", NOW))


@pytest.mark.parametrize("database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_page_that_follows_waits_for_changes_that_commit_late(desk: Desk) -> None:
    """On Postgres numbers are given before commit: a reader that passed one would never see it."""

    def follow() -> list[str]:
        return [e.subject for e in desk.database.read_sync(lambda c: staff_log.events_after(c, 0))]

    with desk.database.engine.connect() as slow:
        staff_log.announce(slow, "turn", "conv", "slow", NOW)
        desk.database.write_sync(lambda c: staff_log.announce(c, "turn", "conv", "quick", NOW))
        assert follow() == []
        slow.commit()
    assert follow() == ["slow", "quick"]


def test_staff_sign_in_with_the_right_password_only(desk: Desk) -> None:
    assert desk.database.read_sync(staff.count) == 0
    hashed = staff.hash_password("правильный пароль")
    assert "$argon2id$" in hashed, "with the library's own cost, whatever other tests use"
    assert "m=65536,t=3,p=4" in hashed
    member = desk.database.write_sync(
        lambda c: staff.add(c, login=" Nare ", name="Наре", password_hash=hashed, now=NOW)
    )

    def check(login: str, password: str) -> staff.StaffMember | None:
        return desk.database.read_sync(lambda c: staff.check_password(c, login, password))

    assert check("nare", "правильный пароль") == member
    assert check("nare", "неправильный") is None
    assert check("nobody", "правильный пароль") is None
    assert check("nare", "x" * 10_000) is None
    with pytest.raises(BadRequest):
        desk.database.write_sync(
            lambda c: staff.add(c, login="nare", name="N", password_hash=hashed, now=NOW)
        )
    with pytest.raises(BadRequest):
        staff.hash_password("short")


def test_session_ends_by_idleness_sign_out_new_password_and_dismissal(desk: Desk) -> None:
    member = desk.database.write_sync(
        lambda c: staff.add(c, login="nare", name="Наре", password_hash="x", now=NOW)
    )

    def sign_in() -> str:
        return desk.database.write_sync(lambda c: staff.open_session(c, member.id, NOW))

    def find(token: str, now: datetime = NOW) -> staff.StaffMember | None:
        return desk.database.read_sync(lambda c: staff.find_session(c, token, now))

    token = sign_in()
    assert find(token) == member
    assert find("guess") is None
    assert token not in str(desk.rows(staff_session))
    later = NOW + timedelta(hours=11)
    desk.database.write_sync(lambda c: staff.touch_session(c, token, later))
    assert find(token, later + staff.IDLE_END) == member
    assert find(token, later + staff.IDLE_END + timedelta(seconds=1)) is None
    desk.database.write_sync(lambda c: staff.close_session(c, token))
    assert find(token) is None
    token, idle_until = sign_in(), NOW + staff.IDLE_END
    assert desk.database.write_sync(lambda c: staff.delete_ended_sessions(c, idle_until)) == 0
    end = idle_until + timedelta(seconds=1)
    assert desk.database.write_sync(lambda c: staff.delete_ended_sessions(c, end)) == 1
    assert find(token) is None
    token = sign_in()
    assert desk.database.write_sync(lambda c: staff.set_password(c, "nare", "y"))
    assert find(token) is None
    token = sign_in()
    assert desk.database.write_sync(lambda c: staff.disable(c, "nare"))
    assert find(token) is None
    assert desk.database.read_sync(staff.list_members) == []
    assert not desk.database.write_sync(lambda c: staff.disable(c, "nobody"))


def test_dead_process_is_taken_over_by_one_other(desk: Desk) -> None:
    write, lease = desk.database.write_sync, timedelta(seconds=5)
    write(lambda c: leases.heartbeat(c, "a", NOW))
    write(lambda c: leases.heartbeat(c, "b", NOW))
    later = NOW + timedelta(seconds=6)
    write(lambda c: leases.heartbeat(c, "b", later))
    assert desk.database.read_sync(lambda c: leases.expired(c, lease, later)) == ["a"]
    assert not write(lambda c: leases.take(c, "b", lease, later))
    assert [write(lambda c: leases.take(c, "a", lease, later)) for _ in range(2)] == [True, False]
