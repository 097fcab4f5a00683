"""The web chat's frames, version 1."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from channels.web.client_frames import Choice, FrameError, Hello, Message, Read, read_frame
from channels.web.parse import frame_to_event
from channels.web.server_frames import (
    Ack,
    ChatMessage,
    Error,
    Typing,
    Welcome,
    dump,
    show_error,
    show_outgoing,
)
from channels.web.verify import verify_origin
from domain.errors import BadSignature
from domain.event import Sender
from domain.speech import Outgoing

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
CLIENT_ID = "01J0SAMPLE000000000000000A"
VISITOR = Sender(channel="web", external_id="visitor-1")


def frame(**values: Any) -> bytes:
    return json.dumps({"v": 1, **values}).encode()


def test_hello_of_a_new_and_of_a_returning_visitor() -> None:
    page = {"url": "https://clinic.example/prices", "title": "Prices", "referrer": "", "more": 1}
    new = read_frame(frame(type="hello", site_key="site_1", page=page, locale="hy", tz="Asia/Yerevan"))
    assert isinstance(new, Hello)
    assert (new.session_token, new.after_seq) == (None, 0)
    back = read_frame(frame(type="hello", session_token="opaque-token", after_seq=17))
    assert isinstance(back, Hello)
    assert back.after_seq == 17


def test_message_choice_and_read() -> None:
    message = read_frame(frame(type="message", client_id=CLIENT_ID, text=" Есть окно?\x00 ", reply_to=None))
    assert isinstance(message, Message)
    assert message.text == "Есть окно?"
    choice = read_frame(frame(type="choice", client_id=CLIENT_ID, in_reply_to="msg-2", id="slot:1"))
    assert isinstance(choice, Choice)
    assert read_frame(frame(type="read", up_to_seq=21)) == Read(type="read", up_to_seq=21)


def test_half_an_emoji_is_dropped_and_the_message_kept() -> None:
    body = (
        b'{"v":1,"type":"message","client_id":"01J0SAMPLE000000000000000A","text":"\\u0434\\u0430 \\ud83d"}'
    )
    message = read_frame(body)
    assert isinstance(message, Message)
    assert message.text == "да"
    assert read_frame(body.decode()) == message


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"type": "message", "client_id": CLIENT_ID, "text": "  \x00 "}, "empty_text"),
        ({"type": "message", "client_id": CLIENT_ID, "text": "ж" * 4001}, "text_too_long"),
        ({"type": "message", "client_id": CLIENT_ID, "text": "ж" * 100_000}, "text_too_long"),
        ({"type": "message", "client_id": CLIENT_ID}, "bad_frame"),
        ({"type": "message", "client_id": CLIENT_ID, "text": 5}, "bad_frame"),
        ({"type": "message", "client_id": "short", "text": "x"}, "bad_frame"),
        ({"type": "message", "client_id": "bad id with spaces", "text": "x"}, "bad_frame"),
        ({"type": "message", "client_id": CLIENT_ID, "text": "x", "role": "staff"}, "bad_frame"),
        ({"type": "choice", "client_id": CLIENT_ID, "id": ""}, "bad_frame"),
        ({"type": "choice", "client_id": CLIENT_ID, "id": "a\x00b"}, "bad_frame"),
        ({"type": "choice", "client_id": CLIENT_ID, "id": "x" * 257}, "bad_frame"),
        ({"type": "hello", "after_seq": -1}, "bad_frame"),
        ({"type": "hello", "after_seq": "3"}, "bad_frame"),
        ({"type": "read", "up_to_seq": 10**400}, "bad_frame"),
        ({"type": "upload", "client_id": CLIENT_ID}, "unknown_type"),
        ({"type": ["message"]}, "unknown_type"),
        ({"v": 2, "type": "message"}, "bad_version"),
        ({"v": True, "type": "message"}, "bad_version"),
        ({"v": "1"}, "bad_version"),
    ],
)
def test_wrong_frame_is_refused_with_a_code(values: dict[str, Any], code: str) -> None:
    with pytest.raises(FrameError) as caught:
        read_frame(frame(**values))
    assert caught.value.code == code
    assert str(caught.value)
    assert "ж" not in str(caught.value)
    if values.get("client_id") == CLIENT_ID:
        assert caught.value.client_id == CLIENT_ID


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff\xfe{}", b'{"v":NaN}', b"[" * 100_000, b" " * 1_000_001]
)
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(FrameError) as caught:
        read_frame(body)
    assert caught.value.code == "bad_json"


def test_events_are_named_after_visitor_and_client_id() -> None:
    message = read_frame(frame(type="message", client_id=CLIENT_ID, text="Да"))
    event = frame_to_event(message, VISITOR, NOW)
    assert event is not None
    assert (event.kind, event.text, event.occurred_at) == ("message", "Да", NOW)
    assert event.provider_id == f"visitor-1:{CLIENT_ID}"
    other = frame_to_event(message, VISITOR.model_copy(update={"external_id": "visitor-2"}), NOW)
    assert other is not None
    assert other.provider_id != event.provider_id


def test_choice_says_what_was_on_the_button() -> None:
    choice = read_frame(frame(type="choice", client_id=CLIENT_ID, id="slot:1", title="Fri 10:00"))
    event = frame_to_event(choice, VISITOR, NOW)
    assert event is not None
    assert (event.kind, event.text, event.payload) == ("choice", "Fri 10:00", {"id": "slot:1"})
    known = frame_to_event(choice, VISITOR, NOW, label="Пт 10:00")
    assert known is not None
    assert known.text == "Пт 10:00"
    bare = frame_to_event(read_frame(frame(type="choice", client_id=CLIENT_ID, id="slot:1")), VISITOR, NOW)
    assert bare is not None
    assert bare.text == "slot:1"


def test_connection_frames_are_no_events() -> None:
    assert frame_to_event(read_frame(frame(type="read", up_to_seq=2)), VISITOR, NOW) is None
    assert frame_to_event(read_frame(frame(type="hello")), VISITOR, NOW) is None


def test_bot_message_carries_quick_replies() -> None:
    outgoing = Outgoing(text="Когда удобно?", options=[("slot:1", "Пт 10:00"), ("slot:2", "Пт 14:30")])
    shown = json.loads(dump(show_outgoing(outgoing, seq=19, message_id="msg-2", at=NOW, bot_name="Ресепшн")))
    assert shown == {
        "v": 1,
        "type": "message",
        "seq": 19,
        "message_id": "msg-2",
        "author": {"kind": "bot", "name": "Ресепшн"},
        "text": "Когда удобно?",
        "quick_replies": [{"id": "slot:1", "title": "Пт 10:00"}, {"id": "slot:2", "title": "Пт 14:30"}],
        "at": "2026-11-21T10:00:00.000Z",
    }


def test_staff_message_names_the_person_and_has_no_empty_fields() -> None:
    outgoing = Outgoing(text="Отвечу сама.", author="staff", staff_name="Лилит")
    shown = json.loads(dump(show_outgoing(outgoing, seq=21, message_id="msg-4", at=NOW, bot_name="Ресепшн")))
    assert shown["author"] == {"kind": "staff", "name": "Лилит"}
    assert "quick_replies" not in shown


def test_options_too_long_for_chips_are_numbered_in_the_text() -> None:
    outgoing = Outgoing(text="Что выбрать?", options=[("a", "ж" * 81), ("b", "Чистка")])
    shown = show_outgoing(outgoing, seq=1, message_id="m", at=NOW)
    assert shown.quick_replies is None
    assert shown.text.endswith("2. Чистка")


def test_other_server_frames_have_the_documented_form() -> None:
    welcome = json.loads(dump(Welcome(session_id="ws-1", session_token="t", last_seq=3)))
    assert welcome["conversation_id"] is None
    assert welcome["config"] == {"file_upload": {"enabled": False}, "prechat": [], "max_text": 4000}
    assert welcome["agent"] == {"kind": "bot"}
    ack = json.loads(dump(Ack(client_id=CLIENT_ID, message_id="m", seq=18, at=NOW)))
    assert ack["at"].endswith("Z")
    assert json.loads(dump(Typing())) == {"v": 1, "type": "typing", "author": {"kind": "bot"}, "ttl_ms": 6000}
    limited = json.loads(dump(Error(code="rate_limited", retry_after_ms=3000)))
    assert limited == {"v": 1, "type": "error", "code": "rate_limited", "retry_after_ms": 3000}
    own = ChatMessage.model_validate(
        {
            "seq": 1,
            "message_id": "m",
            "author": {"kind": "customer"},
            "text": "Да",
            "client_id": CLIENT_ID,
            "at": NOW,
        }
    )
    assert json.loads(dump(own))["client_id"] == CLIENT_ID


def test_frame_error_is_told_to_the_page() -> None:
    shown = json.loads(dump(show_error(FrameError("empty_text", "text has no characters", CLIENT_ID))))
    assert (shown["code"], shown["client_id"], shown["message"]) == (
        "empty_text",
        CLIENT_ID,
        "text has no characters",
    )


def test_only_listed_pages_may_open_the_chat() -> None:
    here = {"host": "desk.example:8000"}
    verify_origin(here, ())
    verify_origin({**here, "Origin": "http://desk.example:8000"}, ())
    verify_origin({**here, "Origin": "https://Clinic.example"}, ("https://clinic.example/",))
    verify_origin({**here, "Origin": "https://evil.example"}, ("*",))
    for origin in ("https://evil.example", "null", "https://desk.example:8000.evil.example", "http://[", ""):
        with pytest.raises(BadSignature):
            verify_origin({**here, "Origin": origin}, ("https://clinic.example",))
