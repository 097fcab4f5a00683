"""Replies reach the Bot API within its limits, and every failure says what may be done about it (R69)."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import httpx
import pytest
import structlog

from channels.port import SendRequest
from channels.telegram.adapter import Adapter
from channels.telegram.bot_api import BotApi
from channels.telegram.settings import Settings
from domain.clock import VirtualClock
from domain.errors import DeliveryUnknown, SendRefused, SendRetry
from domain.speech import Outgoing
from tests.fakes.telegram import SECRET, TOKEN, FakeTelegram

pytestmark = pytest.mark.anyio

CHAT = 700000321
OPTIONS = [("slot:a1", "Пт 10:00"), ("slot:a2", "Пт 14:30"), ("slot:a3", "Сб, 28 ноября, 11:00")]


def bot_settings(base_url: str, token: str = TOKEN) -> Settings:
    return Settings.model_validate(
        {
            "bot_token": token,
            "webhook_secret": SECRET,
            "base_url": base_url,
            "timeout_seconds": 0.5,
            "connect_timeout_seconds": 0.5,
        }
    )


def reply(
    text: str = "Здравствуйте!", outbox_id: str = "out-1", chat: int | str = CHAT, **more: object
) -> SendRequest:
    return SendRequest(outbox_id, "default", str(chat), Outgoing.model_validate({"text": text, **more}))


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram().serve() as server:
        server.open_chat(CHAT)
        yield server


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Adapter]:
    telegram.calls.clear()
    telegram.chats.sent.clear()
    adapter = Adapter(bot_settings(telegram.base_url), VirtualClock(datetime(2026, 11, 21, tzinfo=UTC)))
    yield adapter
    await adapter.close()


async def test_reply_arrives_with_its_buttons(bot: Adapter, telegram: FakeTelegram) -> None:
    receipt = await bot.send(reply("Когда удобно?", options=OPTIONS))
    [((chat, message_id), message)] = telegram.chats.sent.items()
    assert receipt.provider_message_id == f"{CHAT}:{message_id}"
    assert (chat, message["text"]) == (CHAT, "Когда удобно?")
    rows = message["reply_markup"]["inline_keyboard"]
    assert [[button["callback_data"] for button in row] for row in rows] == [
        ["slot:a1", "slot:a2"],
        ["slot:a3"],
    ]


async def test_tap_comes_back_as_the_choice_and_is_answered(bot: Adapter, telegram: FakeTelegram) -> None:
    await bot.send(reply("Когда удобно?", options=OPTIONS))
    [(_, message_id)] = telegram.chats.sent
    [(sender, event)] = bot.parse(telegram.tap(CHAT, message_id, "slot:a2"))
    assert (event.kind, event.text, event.payload["id"]) == ("choice", "Пт 14:30", "slot:a2")
    await bot.acknowledge(sender, event)
    assert not telegram.chats.open_queries
    await bot.acknowledge(sender, event)
    assert telegram.calls[-1].status == 400, "a stale tap is refused by Telegram and no error for us"


async def test_long_reply_is_split_and_no_option_is_lost(bot: Adapter, telegram: FakeTelegram) -> None:
    options = [(f"o{n}", f"Очень длинное название услуги номер {n}, с подробностями") for n in range(30)]
    receipt = await bot.send(reply("Ждём вас 🦷. " * 900, options=options))
    texts = telegram.chats.texts(CHAT)
    assert len(texts) == len(receipt.parts) > 2
    assert all(title in "".join(texts) for _, title in options)


async def test_text_is_never_taken_for_markup(bot: Adapter, telegram: FakeTelegram) -> None:
    await bot.send(reply("<b>*_[x](http://y)"))
    assert "parse_mode" not in telegram.calls_of("sendMessage")[0]


async def test_too_many_requests_waits_exactly_as_told(bot: Adapter, telegram: FakeTelegram) -> None:
    telegram.fail_next(429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(SendRetry) as caught:
        await bot.send(reply())
    assert (caught.value.after_seconds, caught.value.exact) == (7.0, True)
    telegram.fail_next(429, "Too Many Requests: retry after 31")
    with pytest.raises(SendRetry) as caught:
        await bot.send(reply())
    assert caught.value.after_seconds == 31.0


@pytest.mark.parametrize(
    ("status", "description", "kind"),
    [
        (403, "Forbidden: bot was blocked by the user", "recipient"),
        (403, "Forbidden: user is deactivated", "recipient"),
        (400, "Bad Request: chat not found", "recipient"),
        (401, "Unauthorized", "account"),
        (404, "Not Found", "account"),
        (400, "Bad Request: BUSINESS_CONNECTION_INVALID", "account"),
        (400, "Bad Request: BUTTON_DATA_INVALID", "content"),
        (400, "Bad Request: message is too long", "content"),
        (418, "", "content"),
    ],
)
async def test_refusal_says_whose_matter_it_is(
    bot: Adapter, telegram: FakeTelegram, status: int, description: str, kind: str
) -> None:
    telegram.fail_next(status, description)
    with pytest.raises(SendRefused) as caught:
        await bot.send(reply())
    assert caught.value.kind == kind
    assert telegram.chats.sent == {}


async def test_stranger_and_blocked_chat_are_the_recipients_matter(
    bot: Adapter, telegram: FakeTelegram
) -> None:
    telegram.open_chat(5)
    telegram.chats.blocked.add(5)
    for chat in (5, 999, "not-a-number"):
        with pytest.raises(SendRefused) as caught:
            await bot.send(reply(chat=chat))
        assert caught.value.kind == "recipient"


async def test_wrong_token_is_the_accounts_matter(telegram: FakeTelegram) -> None:
    settings = bot_settings(telegram.base_url, token="600000901:another-token")
    adapter = Adapter(settings, VirtualClock(datetime(2026, 11, 21, tzinfo=UTC)))
    with pytest.raises(SendRefused) as caught:
        await adapter.send(reply())
    await adapter.close()
    assert caught.value.kind == "account"


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_server_error_is_tried_again(bot: Adapter, telegram: FakeTelegram, status: int) -> None:
    telegram.garble_next(b"<html>Bad Gateway</html>", status)
    with pytest.raises(SendRetry):
        await bot.send(reply())
    await bot.send(reply())
    assert len(telegram.chats.sent) == 1


async def test_missing_answer_is_unknown_and_never_a_failure(bot: Adapter, telegram: FakeTelegram) -> None:
    telegram.hang_next()
    with pytest.raises(DeliveryUnknown):
        await bot.send(reply())
    assert len(telegram.chats.sent) == 1, "it had arrived"


async def test_answer_that_is_no_answer_is_unknown(bot: Adapter, telegram: FakeTelegram) -> None:
    for raw in (b"<html>", b"[]", b'{"ok": true}', b'{"ok": true, "result": {}}'):
        telegram.garble_next(raw)
        with pytest.raises(DeliveryUnknown):
            await bot.send(reply())


async def test_unreachable_server_took_nothing() -> None:
    adapter = Adapter(bot_settings("http://127.0.0.1:9"), VirtualClock(datetime(2026, 11, 21, tzinfo=UTC)))
    with pytest.raises(SendRetry):
        await adapter.send(reply())
    await adapter.close()


async def test_broken_off_reply_goes_on_where_it_stopped(bot: Adapter, telegram: FakeTelegram) -> None:
    long = reply("Ждём вас. " * 1000, outbox_id="out-long")
    telegram.succeed_next()
    telegram.fail_next(429, "Too Many Requests: retry after 1", retry_after=1)
    with pytest.raises(SendRetry):
        await bot.send(long)
    assert len(telegram.chats.sent) == 1
    receipt = await bot.send(long)
    texts = telegram.chats.texts(CHAT)
    assert len(texts) == len(receipt.parts) == 3
    assert sum(text.count("Ждём") for text in texts) == 1000


async def test_nothing_to_say_is_refused(bot: Adapter) -> None:
    with pytest.raises(SendRefused) as caught:
        await bot.send(reply(" "))
    assert caught.value.kind == "content"


async def test_business_chat_is_answered_through_its_connection(bot: Adapter, telegram: FakeTelegram) -> None:
    telegram.chats.connections.add("Conn1")
    await bot.send(SendRequest("out-b", "business:Conn1", str(CHAT), Outgoing(text="Да, открыты.")))
    assert telegram.calls_of("sendMessage")[0]["business_connection_id"] == "Conn1"


async def test_typing_is_a_courtesy_that_never_fails(bot: Adapter, telegram: FakeTelegram) -> None:
    await bot.show_typing("default", str(CHAT))
    assert telegram.calls_of("sendChatAction") == [{"chat_id": CHAT, "action": "typing"}]
    telegram.fail_next(500)
    await bot.show_typing("default", str(CHAT))
    await bot.show_typing("default", "not-a-number")


async def test_webhook_is_set_with_the_secret(bot: Adapter, telegram: FakeTelegram) -> None:
    await bot.set_webhook("https://desk.example/webhooks/telegram")
    assert telegram.chats.webhook is not None
    assert telegram.chats.webhook["secret_token"] == SECRET
    assert "callback_query" in telegram.chats.webhook["allowed_updates"]
    with pytest.raises(SendRefused):
        await bot.set_webhook("http://desk.example/webhooks/telegram")


async def test_token_is_in_no_log_and_no_error(
    bot: Adapter, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.fail_next(400, "Bad Request: chat not found")
    with structlog.testing.capture_logs() as events, pytest.raises(SendRefused) as caught:
        await bot.send(reply())
    await bot.send(reply())
    assert "HTTP Request" in caplog.text
    for written in (caplog.text, str(events), str(caught.value)):
        assert TOKEN not in written
    assert TOKEN not in repr(bot_settings("http://x"))


async def test_shared_connection_pool_may_be_given(telegram: FakeTelegram) -> None:
    transport = httpx.ASGITransport(app=telegram.app)
    async with httpx.AsyncClient(transport=transport) as http:
        result = await BotApi(bot_settings("http://telegram.invalid"), http).call("getMe", {})
    assert result["is_bot"] is True


def test_fake_is_as_strict_as_the_real_server() -> None:
    def refused(**arguments: object) -> str:
        answer = client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": CHAT, "text": "x", **arguments})
        assert answer.status_code == 400
        return str(answer.json()["description"])

    def keyboard(**button: object) -> dict[str, object]:
        return {"inline_keyboard": [[{"text": "Да", **button}]]}

    fake = FakeTelegram()
    fake.open_chat(CHAT)
    with fake.serve(), httpx.Client(base_url=fake.base_url) as client:
        assert "too long" in refused(text="ж" * 4097)
        assert "empty" in refused(text=" ")
        assert "BUTTON_DATA_INVALID" in refused(reply_markup=keyboard(callback_data="ж" * 33))
        assert "BUTTON_DATA_INVALID" in refused(reply_markup=keyboard(callback_data=""))
        assert "unallowed" in refused(reply_markup=keyboard())
        assert "Array of Arrays" in refused(reply_markup={"inline_keyboard": [{}]})
        assert "chat_id is empty" in refused(chat_id="")
        assert "unknown" in refused(parse="x")
        form = {"chat_id": str(CHAT), "text": "x", "reply_markup": '{"inline_keyboard": []}'}
        assert client.post(f"/bot{TOKEN}/sendMessage", data=form).status_code == 200
        assert client.post("/bot1:other/getMe").status_code == 401
        assert client.post("/bot/getMe").status_code == 404
        client.post(f"/bot{TOKEN}/setWebhook", json={"url": "https://desk.example/x"})
        assert client.get(f"/bot{TOKEN}/getUpdates").status_code == 409
