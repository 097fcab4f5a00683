"""`closeloop channel`: what is told to Telegram, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.channel import describe, run_connect, run_status, webhook_url
from domain.errors import BadRequest, Permanent
from tests.fakes.telegram import SECRET, TOKEN, FakeTelegram

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeTelegram]:
    fake = FakeTelegram()
    monkeypatch.chdir(tmp_path)
    with fake.serve():
        monkeypatch.setenv("CLOSELOOP_TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("CLOSELOOP_TELEGRAM_SECRET", SECRET)
        monkeypatch.setenv("CLOSELOOP_TELEGRAM_API", fake.base_url)
        yield fake


def test_connecting_tells_the_address_and_the_secret_and_keeps_what_waits(
    telegram: FakeTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    telegram.chats.waiting = 3
    run_connect("telegram", "https://desk.example")
    webhook = telegram.chats.webhook
    assert webhook is not None
    assert (webhook["url"], webhook["secret_token"]) == ("https://desk.example/webhooks/telegram", SECRET)
    assert not webhook.get("drop_pending_updates")
    said = capsys.readouterr().out
    assert "@fake_desk_bot" in said
    assert "kept: 3" in said
    assert SECRET not in said
    assert TOKEN not in said


def test_status_says_whether_it_is_connected(
    telegram: FakeTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    run_status()
    assert "not connected" in capsys.readouterr().out
    run_connect("telegram", "https://desk.example/")
    run_status()
    assert "No delivery has failed." in capsys.readouterr().out


def test_a_wrong_token_is_said_in_plain_words(
    telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOSELOOP_TELEGRAM_TOKEN", "1:another")
    with pytest.raises(Permanent, match="check CLOSELOOP_TELEGRAM_TOKEN"):
        run_status()


@pytest.mark.parametrize("url", ["http://desk.example", "desk.example", "https://desk.example/else"])
def test_an_address_telegram_could_not_use_is_refused(url: str) -> None:
    with pytest.raises(BadRequest):
        webhook_url(url)


def test_failed_deliveries_are_told_with_their_age() -> None:
    info = {
        "username": "b", "url": "https://desk.example/webhooks/telegram", "pending_update_count": 2,
        "last_error_date": int(NOW.timestamp()) - 600, "last_error_message": "Connection refused",
    }  # fmt: skip
    said = "\n".join(describe(info, NOW))
    assert "10 minutes ago: Connection refused" in said
    assert "2 messages wait" in said
