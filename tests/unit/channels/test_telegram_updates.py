"""Every kind of Bot API update becomes the event it means."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from channels.telegram.parse import UpdateReader
from domain.errors import BadRequest
from domain.event import Event, Sender

FIXTURES = Path(__file__).parents[2] / "fixtures" / "telegram"
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
CUSTOMER = "700000321"
BUSINESS = "business:SampleConnection01"


def read_body(body: bytes) -> list[tuple[Sender, Event]]:
    return UpdateReader("default", NOW).read(body)


def read_fixture(name: str) -> list[tuple[Sender, Event]]:
    return read_body((FIXTURES / f"{name}.json").read_bytes())


def read_message(**content: Any) -> list[tuple[Sender, Event]]:
    person = {"id": 5, "is_bot": False, "first_name": "Ani"}
    message = {
        "message_id": 1,
        "from": person,
        "chat": {"id": 5, "type": "private"},
        "date": 1795000000,
        **content,
    }
    return read_body(json.dumps({"update_id": 1, "message": message}).encode())


@pytest.mark.parametrize(
    ("name", "kind", "text", "payload"),
    [
        ("in_text", "message", "Բարեւ, ուզում եմ գրանցվել 🦷", {}),
        ("in_start", "message", "/start", {"command": "start"}),
        ("in_start_deeplink", "message", "/start", {"command": "start", "start": "ad_17"}),
        ("in_reply", "message", "Да, это время", {"reply_to": 90}),
        ("in_photo", "unsupported", "Вот такой зуб", {"type": "photo"}),
        ("in_album_part", "unsupported", "", {"type": "photo", "album": "1350001"}),
        ("in_voice", "unsupported", "", {"type": "voice"}),
        ("in_video", "unsupported", "", {"type": "video"}),
        ("in_document", "unsupported", "", {"type": "document"}),
        ("in_sticker", "unsupported", "", {"type": "sticker"}),
        ("in_location", "unsupported", "", {"type": "location"}),
        ("in_venue", "unsupported", "", {"type": "venue"}),
        ("in_contact_third_party", "unsupported", "", {"type": "contact"}),
        ("in_contact_forwarded", "unsupported", "", {"type": "contact"}),
        ("in_unknown_content", "unsupported", "", {"type": "unknown"}),
        ("in_unknown_update", "unsupported", "", {"type": "some_future_update"}),
        ("in_edited_message", "unsupported", "Лучше в субботу", {"type": "edited_message", "message_id": 18}),
        ("in_message_reaction", "unsupported", "", {"type": "reaction", "emoji": "👍", "message_id": 91}),
        ("in_my_chat_member_blocked", "business", "", {"name": "opted_out", "reason": "chat_member_kicked"}),
        (
            "in_my_chat_member_unblocked",
            "business",
            "",
            {"name": "reachable_again", "reason": "chat_member_member"},
        ),
    ],
)
def test_update_becomes_the_event_it_means(name: str, kind: str, text: str, payload: dict[str, Any]) -> None:
    [(sender, event)] = read_fixture(name)
    assert (event.kind, event.text, event.payload) == (kind, text, payload)
    assert (sender.channel, sender.account, sender.external_id) == ("telegram", "default", CUSTOMER)
    assert sender.name == "Ani Sample"
    assert sender.verified_phone is None
    assert event.occurred_at.tzinfo is not None
    assert event.occurred_at != NOW


@pytest.mark.parametrize(
    "name",
    [
        "in_group_message", "in_business_connection", "in_business_owner_greeting", "in_business_own_echo",
        "in_message_reaction_removed", "in_pinned_notice", "in_poll_answer",
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_left_out(name: str) -> None:
    assert read_fixture(name) == []


def test_tapped_button_is_a_choice_with_its_label() -> None:
    [(_, event)] = read_fixture("in_callback_query")
    assert (event.kind, event.text, event.payload["id"]) == ("choice", "Пт 14:30", "slot:a2")
    assert event.payload["callback_query_id"] == "9911000000000000011"
    assert event.occurred_at == NOW, "the date of the message is when we sent it, not when it was tapped"


def test_tapped_button_of_a_forgotten_message_is_a_choice_by_its_id() -> None:
    [(_, event)] = read_fixture("in_callback_query_inaccessible")
    assert (event.kind, event.text, event.payload["id"]) == ("choice", "slot:a1", "slot:a1")


def test_own_contact_is_a_message_with_a_verified_phone() -> None:
    [(sender, event)] = read_fixture("in_contact_own")
    assert sender.verified_phone == "+37455501021"
    assert (event.kind, event.text) == ("message", "+37455501021")


def test_business_chat_is_an_account_of_its_own() -> None:
    [(sender, event)] = read_fixture("in_business_customer")
    assert (sender.account, sender.external_id, event.kind) == (BUSINESS, CUSTOMER, "message")


def test_owner_writing_in_their_own_app_is_staff() -> None:
    [(sender, event)] = read_fixture("in_business_owner")
    assert (event.kind, event.text) == ("staff_message", "Это Лилит, отвечу сама.")
    assert event.payload == {"staff": "Lilit", "human_echo": True}
    assert (sender.account, sender.external_id, sender.name) == (BUSINESS, CUSTOMER, "Ani Sample")


def test_deleted_business_messages_are_told() -> None:
    [(_, event)] = read_fixture("in_business_deleted")
    assert event.payload == {"name": "messages_deleted", "message_ids": [27]}


def test_every_fixture_has_its_own_provider_id() -> None:
    events = [event for path in FIXTURES.glob("in_*.json") for _, event in read_fixture(path.stem)]
    assert len({event.provider_id for event in events}) == len(events) > 20


def test_text_is_cleaned_and_cut() -> None:
    assert read_message(text="a\x00b\ud83dc")[0][1].text == "abc"
    assert len(read_message(text="ж" * 100_000)[0][1].text) == 4000
    assert read_message(text=" \x00 ")[0][1].kind == "unsupported"


@pytest.mark.parametrize(
    "value",
    [
        {"message": {"chat": {"id": 5, "type": "private"}}},
        {"message": {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "date": 10**30, "text": 7}},
        {"message": {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "date": -1, "text": "x"}},
        {"message": {"chat": {"id": True, "type": "private"}, "text": "x"}},
        {"message": {"chat": [], "from": 7}},
        {"message": 7},
        {
            "callback_query": {
                "message": {"chat": {"id": 5, "type": "private"}, "reply_markup": {"inline_keyboard": 3}}
            }
        },
        {"callback_query": {"data": "x", "from": {"id": 5}}},
        {"my_chat_member": {"chat": {"id": 5, "type": "private"}, "new_chat_member": []}},
        {"message_reaction": {"chat": {"id": 5, "type": "private"}, "new_reaction": [7]}},
        {"deleted_business_messages": {"chat": {"id": 5, "type": "private"}, "message_ids": "x"}},
        {},
    ],
)
def test_odd_update_never_blocks_the_queue(value: dict[str, Any]) -> None:
    for sender, event in read_body(json.dumps({"update_id": 1, **value}).encode()):
        assert sender.external_id == "5"
        assert event.occurred_at.tzinfo is not None


@pytest.mark.parametrize("body", [b"{}", b'{"update_id": true}', b'{"update_id": "1"}', b"[]"])
def test_what_is_no_update_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        read_body(body)


def test_start_word_outside_the_allowed_alphabet_is_the_customers_text() -> None:
    [(_, event)] = read_message(text="/start <b>")
    assert (event.text, event.payload) == ("/start <b>", {})
