"""The chat where sockets do not pass: events one way, POST the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx
import pytest

from storage import web_sessions
from tests.fakes.web_server import WebServer
from tests.integration.api.chat_client import Frame


def frames(response: httpx.Response) -> Iterator[Frame]:
    for line in response.iter_lines():
        if line.startswith("data:"):
            yield json.loads(line[5:])


def message(text: str, client_id: str = "client-0001") -> Frame:
    return {"v": 1, "type": "message", "client_id": client_id, "text": text}


def test_same_frames_come_as_events(visitor: httpx.Client) -> None:
    with visitor.stream("GET", "/chat/events") as response:
        arriving = frames(response)
        assert next(arriving)["type"] == "welcome"
        ack = visitor.post("/chat/messages", json=message("Есть окно?")).json()
        assert (ack["type"], ack["seq"]) == ("ack", 1)
        assert next(arriving)["message_id"] == ack["message_id"]
        reply = next(frame for frame in arriving if frame["type"] == "message")
        assert len(reply["quick_replies"]) == 3


def test_stream_goes_on_after_the_last_event_seen(visitor: httpx.Client) -> None:
    with visitor.stream("GET", "/chat/events") as response:
        arriving = frames(response)
        next(arriving)
        visitor.post("/chat/messages", json=message("раз"))
        seen = next(
            frame for frame in arriving if frame["type"] == "message" and frame["author"]["kind"] == "bot"
        )
    visitor.post("/chat/messages", json=message("два", "client-0002"))
    with visitor.stream("GET", "/chat/events", headers={"Last-Event-ID": str(seen["seq"])}) as response:
        arriving = frames(response)
        assert next(arriving)["last_seq"] >= 3
        assert next(arriving)["text"] == "два"


def test_a_number_of_no_line_only_means_that_nothing_is_missed(visitor: httpx.Client) -> None:
    with visitor.stream("GET", "/chat/events", headers={"Last-Event-ID": "9" * 15}) as response:
        arriving = frames(response)
        assert next(arriving)["type"] == "welcome"
        assert visitor.post("/chat/messages", json=message("раз")).json()["type"] == "ack"
    refused = visitor.get("/chat/events?after_seq=999999999999999")
    assert (refused.status_code, "after_seq" in refused.text) == (422, True)


def test_widget_shows_its_token_in_a_header(server: WebServer) -> None:
    with httpx.Client(base_url=server.url) as widget:
        with widget.stream("GET", "/chat/events?embed=1") as response:
            token = next(frames(response))["session_token"]
            assert "set-cookie" not in response.headers
        answer = widget.post(
            "/chat/messages?embed=1", json=message("привет"), headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.json()["type"] == "ack"


def test_post_without_a_session_is_told_to_open_one(visitor: httpx.Client) -> None:
    answer = visitor.post("/chat/messages", json=message("кто я?"))
    assert (answer.status_code, answer.json()["code"]) == (401, "session_expired")


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"\xff\xfe", 400), (b"[" * 5000, 400), (b'{"v":1,"type":"?"}', 400), (b"x" * 70_000, 413)],
)
def test_bad_body_is_refused_clearly(visitor: httpx.Client, body: bytes, status: int) -> None:
    with visitor.stream("GET", "/chat/events") as response:
        next(frames(response))
        answer = visitor.post("/chat/messages", content=body)
    assert answer.status_code == status
    assert answer.json()["message"]


def test_foreign_page_cannot_post(visitor: httpx.Client) -> None:
    with visitor.stream("GET", "/chat/events") as response:
        next(frames(response))
        answer = visitor.post("/chat/messages", json=message("!"), headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_visitor_who_comes_back_another_day_is_noted_once_and_keeps_the_cookie_longer(
    server: WebServer, visitor: httpx.Client
) -> None:
    def come() -> str:
        with visitor.stream("GET", "/chat/events") as response:
            next(frames(response))
            return str(response.headers.get("set-cookie", ""))

    def last_noted() -> datetime:
        found = server.call(server.desk.database.read(lambda c: web_sessions.find(c, token)))
        assert found is not None
        return found.seen_at

    come()
    token = visitor.cookies["closeloop_visitor"]
    first = last_noted()
    assert (come(), last_noted()) == ("", first)
    yesterday = first - timedelta(days=1)
    server.call(server.desk.database.write(lambda c: web_sessions.touch(c, token, yesterday)))
    assert token in come()
    assert last_noted() > yesterday
    assert come() == ""


def test_visitor_cookie_is_out_of_reach_of_scripts_and_foreign_forms(visitor: httpx.Client) -> None:
    with visitor.stream("GET", "/chat/events") as response:
        cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
