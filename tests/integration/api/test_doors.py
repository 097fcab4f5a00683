"""Webhooks, business events, JSON records, health, and the headers of every answer."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from tests.fakes.telegram import SECRET
from tests.fakes.web_server import API_KEY, METRICS_TOKEN, WebServer
from tests.integration.api.chat_client import talking

SIGNED = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
KEY = {"X-API-Key": API_KEY}


def update(number: int, text: str = "привет") -> dict[str, Any]:
    person = {"id": 700000000 + number, "is_bot": False, "first_name": "Ани"}
    chat = {"id": person["id"], "type": "private"}
    body = {"message_id": number, "from": person, "chat": chat, "date": 1795000000, "text": text}
    return {"update_id": number, "message": body}


def test_stored_webhook_is_answered_with_200_and_the_same_again_stores_nothing(visitor: httpx.Client) -> None:
    first = visitor.post("/webhooks/telegram", json=update(1), headers=SIGNED)
    assert (first.status_code, first.json()) == (200, {"stored": 1, "duplicates": 0})
    again = visitor.post("/webhooks/telegram", json=update(1), headers=SIGNED)
    assert (again.status_code, again.json()) == (200, {"stored": 0, "duplicates": 1})


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
def test_webhook_without_its_secret_is_refused(visitor: httpx.Client, headers: dict[str, str]) -> None:
    assert visitor.post("/webhooks/telegram", json=update(2), headers=headers).status_code == 401


@pytest.mark.parametrize("channel", ["carrier-pigeon", "web", "terminal", "whatsapp"])
def test_unknown_channel_is_missing(visitor: httpx.Client, channel: str) -> None:
    assert visitor.post(f"/webhooks/{channel}", json={}).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b'{"update_id":' + b"[" * 20_000, 400),
        (b'{"update_id": 1e999}', 400),
        (b"x" * 1_000_001, 413),
        (json.dumps(update(3, "x\ud800\x00" + "а" * 100_000)).encode(), 200),
        (b'{"update_id": 5, "some_future_thing": {"a": [1, 2]}}', 200),
    ],
)
def test_any_body_gets_a_clear_answer(visitor: httpx.Client, body: bytes, status: int) -> None:
    answer = visitor.post("/webhooks/telegram", content=body, headers=SIGNED)
    assert answer.status_code == status, answer.text
    assert answer.json()


def test_body_of_unknown_length_is_cut_off_at_the_limit(visitor: httpx.Client) -> None:
    endless = (b"x" * 10_000 for _ in range(200))
    assert visitor.post("/webhooks/telegram", content=endless, headers=SIGNED).status_code == 413


def test_business_event_is_taken_once(server: WebServer, visitor: httpx.Client) -> None:
    with talking(server) as talk:
        talk.write("привет")
        talk.hear_reply()
    event = {
        "id": "crm-1", "name": "quote_sent", "conversation_id": talk.conversation_id,
        "occurred_at": "2026-11-21T10:00:00Z", "data": {"amount": "120000"},
    }  # fmt: skip
    assert visitor.post("/api/events", json=event).status_code == 401
    assert visitor.post("/api/events", json=event, headers={"X-API-Key": "guess"}).status_code == 401
    assert visitor.post("/api/events", json=event, headers=KEY).json()["duplicate"] is False
    assert visitor.post("/api/events", json=event, headers=KEY).json()["duplicate"] is True
    missing = visitor.post("/api/events", json={**event, "id": "crm-2", "conversation_id": "x"}, headers=KEY)
    assert missing.status_code == 404
    naive = visitor.post("/api/events", json={**event, "occurred_at": "2026-11-21T10:00:00"}, headers=KEY)
    assert naive.status_code == 400
    for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        nowhere = visitor.post(
            "/api/events", json={**event, "id": "crm-3", "occurred_at": moment}, headers=KEY
        )
        assert nowhere.status_code == 400
    odd = visitor.post("/api/events", content=b'{"id":"\\ud800"}', headers=KEY)
    assert odd.status_code == 422


@pytest.mark.parametrize("path", ["appointments", "contacts", "leads", "quotes", "tickets"])
def test_records_are_for_staff_and_key_holders(visitor: httpx.Client, staff: httpx.Client, path: str) -> None:
    assert visitor.get(f"/api/{path}").status_code == 401
    assert isinstance(visitor.get(f"/api/{path}", headers=KEY).json(), list)
    assert staff.get(f"/api/{path}").status_code == 200


@pytest.mark.parametrize("limit", ["0", "501", "many"])
def test_lists_are_as_long_as_asked_and_never_endless(visitor: httpx.Client, limit: str) -> None:
    assert visitor.get("/api/contacts", params={"limit": limit}, headers=KEY).status_code == 422


def test_appointments_want_a_stretch_with_a_timezone(visitor: httpx.Client) -> None:
    naive = visitor.get("/api/appointments", params={"from": "2026-11-21T10:00:00"}, headers=KEY)
    assert naive.status_code == 400
    nowhere = {"from": "0001-01-01T00:00:00+14:00"}
    assert visitor.get("/api/appointments", params=nowhere, headers=KEY).status_code == 400
    long = {"from": "2026-01-01T00:00:00Z", "to": "2030-01-01T00:00:00Z"}
    assert visitor.get("/api/appointments", params=long, headers=KEY).status_code == 400


def test_health_ready_and_metrics(visitor: httpx.Client) -> None:
    assert visitor.get("/health").json() == {"status": "ok"}
    assert visitor.get("/ready").json() == {"status": "ready"}
    text = visitor.get("/metrics").text
    assert "closeloop_pending_approvals" in text
    assert 'closeloop_http_requests_total{method="GET",route="/health",status="200"}' in text
    assert "conv-" not in text


ELSEWHERE = {"Host": "desk.example"}
"""As a proxy on this machine passes on what the world asks."""


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        (ELSEWHERE, 401),
        ({**ELSEWHERE, "Authorization": f"Bearer {METRICS_TOKEN}"}, 200),
        ({**ELSEWHERE, "Authorization": f"bearer  {METRICS_TOKEN}"}, 200),
        ({**ELSEWHERE, "Authorization": "Bearer guess"}, 401),
        ({**ELSEWHERE, "Authorization": f"Basic {METRICS_TOKEN}"}, 401),
        ({**ELSEWHERE, "X-API-Key": API_KEY}, 401),
    ],
)
def test_metrics_are_read_on_this_machine_or_with_their_own_token(
    visitor: httpx.Client, headers: dict[str, str], status: int
) -> None:
    answer = visitor.get("/metrics", headers=headers)
    assert answer.status_code == status
    assert ("closeloop_" in answer.text) is (status == 200)


def test_the_description_of_the_doors_is_for_those_who_may_read_the_api(
    visitor: httpx.Client, staff: httpx.Client
) -> None:
    assert visitor.get("/openapi.json", headers=ELSEWHERE).status_code == 401
    for reader, headers in ((visitor, {}), (visitor, {**ELSEWHERE, **KEY}), (staff, ELSEWHERE)):
        assert "/webhooks/{channel}" in reader.get("/openapi.json", headers=headers).json()["paths"]


def test_pages_run_nothing_inline_and_load_nothing_from_elsewhere(
    visitor: httpx.Client, staff: httpx.Client
) -> None:
    for client, path in [
        (visitor, "/chat"),
        (visitor, "/inbox/login"),
        (staff, "/inbox"),
        (visitor, "/demo"),
    ]:
        page = client.get(path)
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page.text)
        scripts = re.findall(r"<script([^>]*)>", page.text)
        assert all("src=" in script or "application/json" in script for script in scripts)
        assert not re.search(r'(src|href)="(https?:)?//', page.text)


def test_widget_script_speaks_the_owners_language(visitor: httpx.Client) -> None:
    script = visitor.get("/widget.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "__WORDS__" not in script.text
    assert "Открыть чат" in script.text
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


def test_demo_is_only_for_this_machine(visitor: httpx.Client) -> None:
    assert visitor.get("/demo").status_code == 200
    assert visitor.get("/demo", headers={"Host": "evil.example"}).status_code == 404
    assert visitor.get("/inbox").status_code == 200, "the demo has signed this browser in"


def test_openapi_describes_every_machine_door(visitor: httpx.Client) -> None:
    paths = visitor.get("/openapi.json").json()["paths"]
    assert {"/webhooks/{channel}", "/chat/messages", "/chat/events", "/api/events", "/ready"} <= set(paths)
    for path, methods in paths.items():
        for method in methods.values():
            assert any("example" in str(answer) for answer in method["responses"].values()), path
