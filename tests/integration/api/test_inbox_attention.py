"""What the inbox puts before staff's eyes: messages that did not go out, late steps, promises; and no doubles."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa

from api.inbox.views import read_queue
from domain.language import LANGUAGES
from domain.turn import NewCommitment, promise_of
from storage import approvals, commitments, outbox
from storage.tables import customer_case
from storage.tables import outbox as outbox_table
from tests.fakes.web_server import WebServer
from tests.integration.api.chat_client import Talk, talking
from tests.integration.api.conftest import field

BY_ID = sa.select(outbox_table.c.id, outbox_table.c.status).where(
    outbox_table.c.conversation_id == sa.bindparam("conversation")
)


def path_of(talk: Talk) -> str:
    return f"/inbox/c/{talk.conversation_id}"


def sends(server: WebServer, talk: Talk) -> dict[str, str]:
    rows = server.call(
        server.desk.database.read(lambda c: c.execute(BY_ID, {"conversation": talk.conversation_id}).all())
    )
    return {row.id: row.status for row in rows}


def break_off(server: WebServer, talk: Talk, error: str, *, unknown: bool = False) -> str:
    """As if the conversation's reply had not gone out."""
    (outbox_id,) = sends(server, talk)
    mark = outbox.mark_unknown if unknown else outbox.mark_failed
    now = server.desk.clock.now()
    server.call(server.desk.database.write(lambda c: mark(c, outbox_id, error=error, now=now)))
    return outbox_id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["recipient", "account", "content", "window", "not_set_up", "gave_up"])
def test_a_message_that_did_not_go_out_says_why(
    server: WebServer, staff: httpx.Client, language: str, code: str
) -> None:
    with talking(server) as talk:
        talk.write("Здравствуйте")
        talk.hear_reply()
        break_off(server, talk, f"{code}: Forbidden: bot was blocked by the user")
        page = staff.get(f"{path_of(talk)}?lang={language}")
        assert 'class="trouble"' in page.text
        assert "Forbidden" not in page.text, "in plain words, not the provider's"
        assert f"trouble {code}" not in page.text
        row = re.search(rf'id="row-{talk.conversation_id}" data-state="(\w+)"', staff.get("/inbox").text)
        assert row is not None
        assert row[1] == "late"


def test_staff_send_it_again_and_it_goes_out_once(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        talk.write("Здравствуйте")
        talk.hear_reply()
        outbox_id = break_off(server, talk, "time-out", unknown=True)
        page = staff.get(path_of(talk))
        form = {"csrf": field(page, "csrf"), "outbox_id": field(page, "outbox_id")}
        assert staff.post(f"{path_of(talk)}/send-again", data=form).status_code == 200
        again = staff.post(f"{path_of(talk)}/send-again", data=form)
        assert again.status_code == 409
        server.call(server.desk.settle())
        assert sends(server, talk) == {outbox_id: "sent"}
        assert 'class="trouble"' not in staff.get(path_of(talk)).text


def test_somebody_elses_message_is_not_sent_again_through_this_conversation(
    server: WebServer, staff: httpx.Client
) -> None:
    with talking(server) as talk, talking(server) as other:
        for one in (talk, other):
            one.write("Здравствуйте")
            one.hear_reply()
        outbox_id = break_off(server, other, "gave_up: …")
        form = {"csrf": field(staff.get(path_of(talk)), "csrf"), "outbox_id": outbox_id}
        assert staff.post(f"{path_of(talk)}/send-again", data=form).status_code == 409
        assert sends(server, other) == {outbox_id: "failed"}


def test_a_double_click_sends_one_message(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        talk.write("Позовите человека")
        talk.hear_reply()
        path = path_of(talk)
        staff.post(f"{path}/take-over", data={"csrf": field(staff.get(path), "csrf")})
        page = staff.get(path)
        form = {"csrf": field(page, "csrf"), "key": field(page, "key"), "text": "Да, это Анна."}
        for _ in range(2):
            assert staff.post(f"{path}/reply", data=form).status_code == 200
        assert staff.get(path).text.count("Да, это Анна.</p>") == 1
        fresh = {**form, "key": field(staff.get(path), "key")}
        staff.post(f"{path}/reply", data=fresh)
        assert staff.get(path).text.count("Да, это Анна.</p>") == 2, "said again on purpose"


def test_a_late_step_of_staff_is_highlighted_and_first(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as late, talking(server) as newer:
        late.write("Здравствуйте")
        late.hear_reply()
        overdue = server.desk.clock.now() - timedelta(hours=1)
        server.call(
            server.desk.database.write(
                lambda c: c.execute(
                    sa.update(customer_case)
                    .where(customer_case.c.conversation_id == late.conversation_id)
                    .values(next_what="staff_contacts", next_owner="staff", next_due_at=overdue)
                )
            )
        )
        newer.write("Здравствуйте")
        newer.hear_reply()
        page = staff.get("/inbox?lang=ru").text
        rows = re.findall(r'id="row-([\w-]+)" data-state="(\w+)"', page)
        states = dict(rows)
        assert states[late.conversation_id] == "late"
        order = [id_ for id_, _ in rows]
        assert order.index(late.conversation_id) < order.index(newer.conversation_id)
        assert late.conversation_id in staff.get("/inbox?box=needs_you").text
        assert "просрочено" in staff.get(path_of(late) + "?lang=ru").text


def test_what_needs_staff_is_shown_however_much_was_written_since(server: WebServer) -> None:
    with talking(server) as asked, talking(server) as idle, talking(server) as newer:
        for talk, words in ((asked, "Скидку 30 % сделаете?"), (idle, "Привет"), (newer, "Привет")):
            talk.write(words)
            talk.hear_reply()
        business, now = server.desk.business, server.desk.clock.now()
        queue = server.call(
            server.desk.database.read(lambda c: read_queue(c, business, "all", "ru", now, latest=1))
        )
        shown = {row.id for row in queue.rows}
        assert [talk.conversation_id in shown for talk in (asked, idle, newer)] == [True, False, True]


@pytest.mark.parametrize(
    ("due_in_hours", "kept", "state"),
    [(1, False, "обещано"), (1, True, "выполнено"), (-1, True, "с опозданием")],
)
def test_a_promise_shows_what_became_of_it(
    server: WebServer, staff: httpx.Client, due_in_hours: int, kept: bool, state: str
) -> None:
    with talking(server) as talk:
        talk.write("Скидку 30 % сделаете?")
        talk.hear_reply()
        now = server.desk.clock.now()

        def promise(connection: sa.Connection) -> None:
            (card,) = approvals.pending_of(connection, talk.conversation_id)
            made = NewCommitment(
                id=f"promise-{card.id}",
                what=promise_of(card.id),
                due_at=now + timedelta(hours=due_in_hours),
                owner="staff",
            )
            commitments.promise(
                connection, [made], conversation_id=talk.conversation_id, case_id=card.case_id, now=now
            )
            if kept:
                commitments.keep(connection, [card.id], now)

        server.call(server.desk.database.write(promise))
        page = staff.get(path_of(talk) + "?lang=ru").text
        side = page[page.index('class="side"') :]
        assert re.search(rf'class="promise">[^<]*скидк[^<]*<mark class="\w+">{state}<', side)
