"""What the engine may rely on, whichever channel a message comes through (R69)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime

import pytest

from channels.port import ChannelAdapter, Presence, SendRequest
from channels.registry import CHANNELS, open_channel, open_channels
from domain.clock import VirtualClock
from domain.errors import BadRequest, BadSignature, ChannelSetupError
from domain.event import ChannelName, Event
from domain.speech import Outgoing
from tests.contract.channels.channel_samples import SAMPLES, ChannelSample
from tests.fakes.telegram import TOKEN, FakeTelegram

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram().serve() as server:
        server.open_chat(700000321)
        yield server


@pytest.fixture(params=list(CHANNELS))
def channel(request: pytest.FixtureRequest) -> ChannelName:
    name: ChannelName = request.param
    return name


@pytest.fixture
def sample(channel: ChannelName) -> ChannelSample:
    return SAMPLES[channel]


@pytest.fixture
async def adapter(
    channel: ChannelName, sample: ChannelSample, telegram: FakeTelegram
) -> AsyncIterator[ChannelAdapter]:
    opened = open_channel(channel, sample.settings(telegram), VirtualClock(NOW))
    yield opened
    await opened.close()


def read_one(adapter: ChannelAdapter, sample: ChannelSample, body: bytes) -> Event:
    [(sender, event)] = adapter.parse(body, sample.sender)
    assert sender.channel == event.channel == adapter.name
    assert event.occurred_at.utcoffset() is not None
    assert event.provider_id
    json.dumps(event.model_dump(mode="json"), ensure_ascii=False).encode("utf-8")
    return event


async def test_registered_channel_says_its_name(adapter: ChannelAdapter, channel: ChannelName) -> None:
    assert adapter.name == channel
    assert adapter.capabilities.text_max >= 640


def lets_in(adapter: ChannelAdapter, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        adapter.verify(headers, body)
    except BadSignature:
        return False
    return True


async def test_proven_request_is_let_in(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    assert lets_in(adapter, sample.good_headers, sample.write("Да", 1))
    assert lets_in(adapter, {key.title(): value for key, value in sample.good_headers.items()}, b"")


async def test_unproven_request_is_refused(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    for headers in (*sample.bad_headers, *([{}] if sample.signed else [])):
        assert not lets_in(adapter, headers, sample.write("Да", 1))


async def test_words_become_a_message(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    event = read_one(adapter, sample, sample.write("Բարեւ, есть окно? 🦷", 1))
    assert (event.kind, event.text) == ("message", "Բարեւ, есть окно? 🦷")


async def test_tapped_option_becomes_a_choice(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    event = read_one(adapter, sample, sample.choose("slot:a1"))
    assert (event.kind, event.payload["id"], event.text) == ("choice", "slot:a1", "Да")


async def test_same_body_twice_is_the_same_event(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    first, again = (read_one(adapter, sample, sample.write("Да", 1)) for _ in range(2))
    assert first == again


async def test_same_words_again_are_another_event(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    ids = {read_one(adapter, sample, sample.write("Да", number)).provider_id for number in (1, 2, 3)}
    assert len(ids) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"7", b"[]", b'"x"', b"\xff\xfe\x00", b"\x00", b'{"text": "\xd0"}', b'{"a": NaN}',
        b"[" * 200_000, b'{"a":' * 50_000, b'{"update_id": ' + b"9" * 5000 + b"}", b" " * 1_100_000,
    ],
    ids=range(14),
)  # fmt: skip
async def test_broken_body_is_a_bad_request(
    adapter: ChannelAdapter, sample: ChannelSample, body: bytes
) -> None:
    with pytest.raises(BadRequest):
        adapter.parse(body, sample.sender)


async def test_unknown_kind_is_unsupported_or_refused(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    """Our own page and terminal are told; a messenger's news is kept, because the customer did write something."""
    if not sample.signed:
        with pytest.raises(BadRequest, match=r"one of"):
            adapter.parse(sample.unknown, sample.sender)
        return
    assert read_one(adapter, sample, sample.unknown).kind == "unsupported"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\ud83d да", "да"),
        (r"да \udc00\ud83d", "да"),
        (r"\ud83e\uddb7", "🦷"),
        (r"д\u0000а", "да"),
        (r"да\u001b[31m", "да[31m"),
        (r"и\u0306", "й"),
    ],
)
async def test_dirty_text_is_cleaned(
    adapter: ChannelAdapter, sample: ChannelSample, written: str, read: str
) -> None:
    assert read_one(adapter, sample, sample.write(written, 1)).text == read


async def test_text_of_100_kilobytes_is_cut_or_refused(
    adapter: ChannelAdapter, sample: ChannelSample
) -> None:
    """A page is told its limit; a messenger has already taken the text, so we keep what fits."""
    body = sample.write("ж" * 50_000, 1)
    if adapter.name == "web":
        with pytest.raises(BadRequest, match="4000"):
            adapter.parse(body, sample.sender)
        return
    assert read_one(adapter, sample, body).text == "ж" * 4000


async def test_text_of_nothing_never_becomes_an_empty_message(
    adapter: ChannelAdapter, sample: ChannelSample
) -> None:
    try:
        event = read_one(adapter, sample, sample.write(r" \u0000\ud800 ", 1))
    except BadRequest:
        return
    assert event.kind == "unsupported"


async def test_reply_beyond_every_limit_is_sent(adapter: ChannelAdapter, sample: ChannelSample) -> None:
    options = [(f"o{n}", f"Приём номер {n} у врача с очень длинным именем") for n in range(40)]
    outgoing = Outgoing(text="Ждём вас на приём 🦷. " * 700, options=options)
    receipt = await adapter.send(SendRequest("out-1", sample.account, sample.external_id, outgoing))
    assert receipt.provider_message_id


async def test_signs_of_life_never_fail(
    adapter: ChannelAdapter, sample: ChannelSample, telegram: FakeTelegram
) -> None:
    """They are a courtesy: one that the messenger refuses is noted, and the reply goes on (channels/port.py)."""
    if not isinstance(adapter, Presence):
        pytest.skip("a channel without signs of life")
    [(sender, event)] = adapter.parse(sample.choose("slot:a1"), sample.sender)
    before = len(telegram.calls)
    await asyncio.wait_for(adapter.acknowledge(sender, event), 10)
    await adapter.show_typing(sample.account, "404404")
    assert [call.method for call in telegram.calls[before:]] == ["answerCallbackQuery", "sendChatAction"]
    assert telegram.calls[-1].status == 400


async def test_web_chat_wants_a_session(telegram: FakeTelegram) -> None:
    adapter = open_channel("web", {}, VirtualClock(NOW))
    with pytest.raises(BadRequest, match="session"):
        adapter.parse(SAMPLES["web"].write("Да", 1))


async def test_terminal_line_without_an_id_is_always_new() -> None:
    adapter = open_channel("terminal", {}, VirtualClock(NOW))
    ids = {adapter.parse(b'{"text": "\xd0\xb4\xd0\xb0"}')[0][1].provider_id for _ in range(2)}
    assert len(ids) == 2


async def test_terminal_line_may_tell_what_happened_outside() -> None:
    adapter = open_channel("terminal", {}, VirtualClock(NOW))
    [(_, event)] = adapter.parse(b'{"event": {"name": "quote_sent", "amount": 5}}')
    assert (event.kind, event.payload) == ("business", {"name": "quote_sent", "amount": 5})


async def test_only_configured_channels_are_open(telegram: FakeTelegram) -> None:
    assert list(open_channels({"web": {}, "terminal": {}}, VirtualClock(NOW))) == ["web", "terminal"]
    assert open_channels({}, VirtualClock(NOW)) == {}


@pytest.mark.parametrize(
    ("configured", "says"),
    [
        ({"fax": {}}, "no channel 'fax'"),
        ({"telegram": {}}, "bot_token: Field required"),
        ({"telegram": {"bot_token": "has a space", "webhook_secret": "x"}}, "BotFather"),
        ({"telegram": {"bot_token": TOKEN, "webhook_secret": "ж"}}, "webhook_secret"),
        ({"web": {"colour": "red"}}, "colour"),
    ],
)
async def test_channel_that_cannot_be_opened_stops_start_up(
    configured: dict[str, dict[str, str]], says: str
) -> None:
    with pytest.raises(ChannelSetupError, match=says) as caught:
        open_channels(configured, VirtualClock(NOW))
    assert TOKEN not in str(caught.value)


async def test_channel_whose_code_does_not_load_stops_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHANNELS, "whatsapp", "channels.whatsapp_missing.adapter")
    with pytest.raises(ChannelSetupError, match="whatsapp: its code does not load"):
        open_channels({"whatsapp": {}}, VirtualClock(NOW))
