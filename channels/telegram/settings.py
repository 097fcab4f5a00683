"""What the owner sets to connect a bot."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

_TOKEN = re.compile(r"^[A-Za-z0-9_:\-]{5,128}$")
_SECRET = re.compile(r"^[A-Za-z0-9_\-]{1,256}$")


class Settings(BaseModel):
    """`bot_token` as BotFather gave it; `webhook_secret` is ours, told to Telegram when the webhook is set.

    `base_url` names the Bot API server, for one's own server and for tests.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    bot_token: SecretStr
    webhook_secret: SecretStr
    account: str = "default"
    base_url: str = "https://api.telegram.org"
    timeout_seconds: float = Field(default=15.0, gt=0)
    connect_timeout_seconds: float = Field(default=5.0, gt=0)

    @field_validator("bot_token")
    @classmethod
    def _token_has_the_form(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.match(value.get_secret_value()):
            raise ValueError("this is not a bot token; copy the one that BotFather shows")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_the_form(cls, value: SecretStr) -> SecretStr:
        if not _SECRET.match(value.get_secret_value()):
            raise ValueError("use 1 to 256 letters, digits, _ or -")
        return value
