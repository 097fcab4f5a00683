"""Speech acts: what is to be said, as data. The words come from `businesses/<name>/words/<language>.ftl`.

An act's `say` is the Fluent message id; `values` are its variables, still typed, so that the composer can format
them for the language and the provenance gate can check that every figure in the reply came from here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from domain.business.booking import Weekday
from domain.language import LocalText
from domain.money import Money, PriceRange

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _revive(value: Any) -> Any:
    """A moment that went through JSON is a moment again, not its text."""
    if isinstance(value, str) and _MOMENT.match(value):
        return datetime.fromisoformat(value)
    return value


class Weekdays(BaseModel):
    """Days of the week, said short: "Mon, Wed", or "Mon–Fri" where three or more follow each other."""

    model_config = ConfigDict(frozen=True)

    days: list[Weekday]


Value = Annotated[
    LocalText | Money | PriceRange | Weekdays | datetime | date | time | int | str, BeforeValidator(_revive)
]
"""datetime is aware and is shown in the business's timezone. int is a count or a duration named by its variable
(`minutes`, `count`). str is the customer's own fact (name, phone) or an identifier, shown as it is."""


class Option(BaseModel):
    """One answer the customer may tap, or type the number of.

    The label is a name from the owner's files (`label`), or the Fluent message `say` filled with `values`.
    """

    model_config = ConfigDict(frozen=True)

    id: str = Field(max_length=64)
    """At most 64 bytes: Telegram's callback_data."""
    label: LocalText | None = None
    say: str | None = None
    values: dict[str, Value] = Field(default_factory=dict)


class SpeechAct(BaseModel):
    """One thing to say. The first act of a reply names the next step (R62)."""

    say: str
    values: dict[str, Value] = Field(default_factory=dict)
    lines: list[SpeechAct] = Field(default_factory=list)
    """Sub-acts, one a line; the template receives them as `$lines`."""
    options: list[Option] = Field(default_factory=list)
    separate: bool = False
    """Starts a message of its own (what to prepare after a booking)."""
    optional: bool = False
    """Left out first when the reply would grow beyond 60 words (R62)."""
    passage_id: str | None = None
    """The policy passage whose own customer-ready text is said instead of a template."""
    text: str | None = None
    """Words a staff member wrote or approved; said as they are."""


Register = Literal["messenger", "instagram", "structured", "step_by_step"]
"""R70: the channel's style."""


class Outgoing(BaseModel):
    """A composed reply, ready for a channel. `options` are (id, label) in order."""

    text: str
    options: list[tuple[str, str]] = Field(default_factory=list)
    author: Literal["bot", "staff"] = "bot"
    staff_name: str | None = None
    category: Literal["service", "marketing"] = "service"
