"""What the operator may set, from environment variables `CLOSELOOP_…` or a `.env` file."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from decimal import Decimal
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from domain.errors import Permanent

DATABASE_FILE = "closeloop.db"
QUOTE_KEY_FILE = "quotes.key"


PREFIX = "CLOSELOOP_"


class Settings(BaseSettings):
    """Every setting has a default that works on one machine with no key and no network."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    """Everything we write: database, checkpoints, index. Created private to its user (0700)."""
    database_url: str = ""
    """Empty: SQLite in `data_dir`. Or `postgresql+psycopg://user:password@host/name`."""
    business: str = "clinic"
    businesses_dir: Path = Path("businesses")
    index_dir: Path | None = None
    """Where the search index of the owner's policies is kept; empty: in `data_dir`. It can be rebuilt at any time."""

    public_url: str = "http://localhost:8000"
    """Where customers reach the web server; links to quotes and calendar files begin with it."""
    quote_key: SecretStr | None = None
    """What links to quotes are made of; empty: made once and kept in `data_dir`. Whoever knows it can open every quote."""
    allowed_origins: list[str] = []
    """Other sites that may embed the chat, as JSON: ["https://shop.example"]."""
    api_key: SecretStr | None = None
    """For business events and the JSON API; without it only signed-in staff read the API, and events are closed."""
    metrics_token: SecretStr | None = None
    """Opens `/metrics` to other machines; without it they are read on this one alone."""
    telegram_token: SecretStr | None = None
    telegram_secret: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    """The Bot API's server; your own, if you run one."""

    orders_url: str = ""
    """The shop's own program, which knows orders and accounts (docs/orders.md). Empty: the business's orders.csv."""
    orders_key: SecretStr | None = None

    model: str = ""
    """A model that is asked about messages of which the local reading is unsure. Empty: none. Customers' words are sent
    to it, phone numbers and mail addresses excepted."""
    model_base_url: str = "https://api.openai.com/v1"
    """Any endpoint that speaks OpenAI's chat completions; your own, for one."""
    model_api_key: SecretStr | None = None
    model_writes: bool = False
    """Let the model reword replies, too. It sees no fact and no name; what it changes beyond wording is not sent."""
    model_deadline_seconds: float = Field(default=4.0, gt=0, le=30)
    """For one reading, retries included. Then the local reading is taken."""
    model_input_price: Decimal = Field(default=Decimal(0), ge=0)
    """Per million tokens, as is the next; in the currency of `model_max_cost_per_day`."""
    model_output_price: Decimal = Field(default=Decimal(0), ge=0)
    model_max_cost_per_day: Decimal | None = Field(default=None, ge=0)
    """What the model may cost a day (UTC), by these prices; beyond it everything is read locally."""

    burst_wait_seconds: float = Field(default=1.5, ge=0, le=10)
    """Messengers: how long a customer must be silent before the answer is made."""
    burst_longest_seconds: float = Field(default=6.0, ge=0, le=30)
    one_process: bool = False
    """Messages are taken in and answered by the same process: less memory, slower acknowledgements."""
    keep_jobs_days: int = Field(default=14, ge=1)
    """Records of finished jobs are deleted after this; conversations are not."""
    keep_visitors_days: int = Field(default=365, ge=7)
    """Web chat: whoever stays away for this long with nothing open is a new visitor the next time; so long a browser
    keeps the cookie, too. What was written is kept."""

    @field_validator("orders_url")
    @classmethod
    def _is_url_or_empty(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write a URL such as https://shop.example/api, or nothing")
        return value

    @field_validator("model_base_url", "public_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("write a URL such as http://localhost:8080/v1")
        return value

    @model_validator(mode="after")
    def _priced(self) -> Self:
        free = self.model_input_price == self.model_output_price == 0
        if self.model and self.model_max_cost_per_day is not None and free:
            raise ValueError(
                "CLOSELOOP_MODEL_MAX_COST_PER_DAY needs CLOSELOOP_MODEL_INPUT_PRICE and CLOSELOOP_MODEL_OUTPUT_PRICE"
            )
        return self

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError(
                "write sqlite:///path/to/file.db or postgresql+psycopg://user:password@host/name"
            )
        return value

    @property
    def database(self) -> str:
        """The database's URL, whichever way it was set."""
        return self.database_url or f"sqlite:///{(self.data_dir / DATABASE_FILE).resolve()}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def database_folder(self) -> Path:
        """Where the SQLite file is; `data_dir` for other databases."""
        if not self.is_sqlite:
            return self.data_dir
        return self.database_path.parent

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return Path(self.database.removeprefix("sqlite:///"))

    def index_folder(self) -> Path:
        """Where the search index is kept."""
        return self.index_dir or self.data_dir / "index"

    def wait_seconds(self, channel: str) -> float:
        """How long a burst may pause on this channel: nothing where people press Enter and watch."""
        return 0.0 if channel in ("web", "terminal") else self.burst_wait_seconds

    def read_quote_key(self) -> bytes:
        """The secret behind links to quotes, made on first use and readable by its user only.

        Raises Permanent when it can be neither read nor made.
        """
        if self.quote_key is not None and self.quote_key.get_secret_value():
            return self.quote_key.get_secret_value().encode()
        path = self.prepare_data_dir() / QUOTE_KEY_FILE
        try:
            if not path.exists():
                made = path.with_suffix(f".{os.getpid()}")
                handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(32))
                with contextlib.suppress(FileExistsError):
                    os.link(made, path)  # whole or not at all, and never over another's
                made.unlink()
            return path.read_bytes()
        except OSError as error:
            raise Permanent(f"cannot use {path} ({error.strerror}): set CLOSELOOP_QUOTE_KEY") from error

    def prepare_data_dir(self) -> Path:
        """Make `data_dir` and close it to other users. Raises Permanent when that is not possible."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.chmod(self.data_dir, 0o700)
        except OSError as error:
            raise Permanent(
                f"cannot use {self.data_dir} for data ({error.strerror}): set CLOSELOOP_DATA_DIR to a folder of your own"
            ) from error
        return self.data_dir


_FIELD = re.compile(r'field "(\w+)"')


def wrong_settings(error: ValueError) -> list[str] | None:
    """What is wrong, a line for each variable; None when the error is not about settings."""
    if isinstance(error, SettingsError):
        found = _FIELD.search(str(error))
        variable = PREFIX + (found[1].upper() if found is not None else "\u2026")
        return [f'{variable}: is no JSON list, such as ["https://shop.example"]']
    if not isinstance(error, ValidationError) or error.title != Settings.__name__:
        return None
    lines = []
    for one in error.errors(include_url=False, include_input=False):
        variable = "".join(f"{PREFIX}{str(part).upper()}: " for part in one["loc"][:1])
        lines.append(variable + str(one["msg"]).removeprefix("Value error, "))
    return lines
