"""The web chat over its WebSocket, against a running server."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.fakes.web_server import WebServer
from tests.integration.api.chat_client import talking


def test_message_is_acknowledged_before_it_is_answered(server: WebServer) -> None:
    with talking(server) as talk:
        client_id = talk.write("Добрый день")
        ack = talk.hear()
        assert (ack["type"], ack["client_id"], ack["seq"]) == ("ack", client_id, 1)
        own = talk.hear("message")
        assert (own["message_id"], own["client_id"]) == (ack["message_id"], client_id)
        reply = talk.hear_reply()
        assert reply["author"]["kind"] == "bot"
        assert (reply["seq"], reply["text"]) == (2, "Слышу: Добрый день")


def test_same_client_message_twice_is_one_turn(server: WebServer) -> None:
    """R69."""
    with talking(server) as talk:
        talk.write("раз", "the-same-client-id")
        first = talk.hear("ack")
        talk.hear_reply()
        talk.write("раз", "the-same-client-id")
        again = talk.hear("ack")
        assert (again["message_id"], again["seq"]) == (first["message_id"], first["seq"])
        talk.write("два")
        assert talk.hear_reply()["text"] == "Слышу: два"


def test_quick_reply_is_recorded_with_the_label_we_sent(server: WebServer) -> None:
    with talking(server) as talk:
        talk.write("Есть окно завтра?")
        choices = talk.hear_reply()["quick_replies"]
        assert len(choices) == 3
        talk.send(
            {
                "v": 1,
                "type": "choice",
                "client_id": "choice-0001",
                "id": choices[1]["id"],
                "title": "Я соврал",
            }
        )
        assert talk.hear_reply()["text"] == f"Записала: {choices[1]['title']}"


def test_reconnect_replays_what_was_missed_and_nothing_else(server: WebServer) -> None:
    with talking(server) as talk:
        talk.write("первое")
        seen = talk.hear_reply()["seq"]
        talk.write("второе")
        talk.hear("ack")
        cookie = talk.cookie
    with talking(server, cookie=cookie, after_seq=seen) as back:
        texts = [back.hear("message")["text"], back.hear("message")["text"]]
        assert texts == ["второе", "Слышу: второе"]
        assert back.welcome["session_token"] == "", "the page's token stays in its cookie"


def test_two_pages_of_one_visitor_see_the_same_lines(server: WebServer) -> None:
    with talking(server) as phone, talking(server, cookie=phone.cookie) as laptop:
        phone.write("с телефона")
        assert laptop.hear("message")["text"] == "с телефона"
        assert laptop.hear_reply()["text"] == phone.hear_reply()["text"]


def test_widget_keeps_its_visitor_by_token(server: WebServer) -> None:
    with talking(server, query="?embed=1") as talk:
        token = talk.welcome["session_token"]
        assert len(token) >= 22
        talk.write("из виджета")
        talk.hear_reply()
        assert talk.cookie == ""
    with talking(server, query="?embed=1", token=token) as back:
        assert back.welcome["last_seq"] == 2
        assert back.hear("message")["text"] == "из виджета"


def test_unknown_token_is_told_so_and_gets_nobodys_messages(server: WebServer) -> None:
    with talking(server, query="?embed=1", token="A" * 43) as talk:
        assert talk.welcome == {"v": 1, "type": "error", "code": "session_expired", "fatal": True}


def test_forged_cookie_gets_a_conversation_of_its_own(server: WebServer) -> None:
    with talking(server) as owner:
        owner.write("секрет")
        owner.hear_reply()
    with talking(server, cookie="closeloop_visitor=" + "B" * 43) as thief:
        assert thief.welcome["last_seq"] == 0
        assert thief.cookie != ""


def test_foreign_page_is_refused(server: WebServer) -> None:
    with pytest.raises(InvalidStatus) as refused, talking(server, origin="https://evil.example"):
        pass
    assert refused.value.response.status_code == 403
    with talking(server, origin=server.url) as own:
        assert own.welcome["type"] == "welcome"


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{not json", "bad_json"),
        ("[]", "bad_json"),
        ('{"v":1,"type":"dance"}', "unknown_type"),
        ('{"v":9,"type":"message"}', "bad_version"),
        ('{"v":1,"type":"message","client_id":"client-0001"}', "bad_frame"),
        ('{"v":1,"type":"message","client_id":"client-0001","text":"\\u0000\\ud800"}', "empty_text"),
        (
            '{"v":1,"type":"message","client_id":"client-0001","text":"' + "а" * 100_000 + '"}',
            "text_too_long",
        ),
        ('{"v":1,"type":"hello","after_seq":0}', "unexpected"),
    ],
)
def test_bad_frame_gets_an_error_and_the_connection_survives(
    server: WebServer, frame: str, code: str
) -> None:
    with talking(server) as talk:
        talk.send(frame)
        assert talk.hear("error")["code"] == code
        talk.write("всё ещё здесь")
        assert talk.hear("ack")["seq"] == 1


def test_frame_larger_than_any_body_ends_the_connection_unread(server: WebServer) -> None:
    with talking(server) as talk:
        with suppress(ConnectionClosed):
            talk.send("x" * 1_000_001)
        with pytest.raises(ConnectionClosed) as closed:
            talk.hear()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_binary_rubbish_before_hello_does_not_end_the_connection(server: WebServer) -> None:
    with talking(server, hello=False) as talk:
        talk.socket.send(b"\xff\xfe\x00")
        assert talk.hear("error")["code"] == "bad_json"
        talk.write("слишком рано")
        assert talk.hear("error")["code"] == "hello_first"
        assert talk.say_hello()["type"] == "welcome"


def test_lone_surrogates_and_nul_are_cleaned_not_refused(server: WebServer) -> None:
    with talking(server) as talk:
        talk.send('{"v":1,"type":"message","client_id":"client-0001","text":"при\\ud800вет\\u0000!"}')
        talk.hear("ack")
        assert talk.hear("message")["text"] == "привет!"


def test_flood_is_slowed_down_and_told_when_to_try_again(server: WebServer) -> None:
    with talking(server) as talk:
        for number in range(16):
            talk.write(f"флуд {number}")
        error = talk.hear("error")
        assert error["code"] == "rate_limited"
        assert 0 < error["retry_after_ms"] <= 300_000
        assert json.dumps(error)
