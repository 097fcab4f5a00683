"""Exported chats as plain values, and what all readers share: moments, sides, problems."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Literal

Side = Literal["customer", "business"]

MEDIA = "[media]"
_CUSTOMER = frozenset(
    [
        "customer",
        "client",
        "user",
        "visitor",
        "guest",
        "patient",
        "buyer",
        "lead",
        "contact",
        "in",
        "incoming",
        "inbound",
        "received",
        "человек",
        "клиент",
        "пациент",
        "гость",
        "покупатель",
        "пользователь",
        "входящее",
        "հաճախորդ",
    ]
)
_BUSINESS = frozenset(
    [
        "business",
        "agent",
        "operator",
        "staff",
        "manager",
        "admin",
        "administrator",
        "bot",
        "assistant",
        "system_bot",
        "support",
        "employee",
        "us",
        "you",
        "me",
        "out",
        "outgoing",
        "outbound",
        "sent",
        "бизнес",
        "оператор",
        "менеджер",
        "администратор",
        "бот",
        "сотрудник",
        "исходящее",
        "вы",
        "я",
        "компания",
        "կառավարիչ",
        "օպերատոր",
        "դուք",
    ]
)
_DATE = re.compile(
    r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})[,\s]*(?:(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?\s*m?\.?)?",
    re.IGNORECASE,
)


@dataclass
class Message:
    """One line of a chat. `author` is as exported until the sides are known; it is never stored.

    `at` is aware, or None where the export has no time. `place` is file and line.
    """

    author: str
    text: str
    at: datetime | None
    place: str
    side: Side | None = None


@dataclass
class Chat:
    """One conversation, oldest message first."""

    key: str
    messages: list[Message] = field(default_factory=list)


@dataclass
class Export:
    """What was read from a file. `notes`: what had to be guessed."""

    chats: list[Chat] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def side_of(author: str) -> Side | None:
    """The side that a role or a direction names; None for a person's name."""
    word = author.strip().casefold()
    if word in _CUSTOMER:
        return "customer"
    return "business" if word in _BUSINESS else None


def settle_sides(export: Export, ours: frozenset[str]) -> None:
    """Give every message its side. `ours`: names that are the business's, case folded.

    Whose name is unknown is told by `ours`, then by being in most chats, then by who wrote first (the customer).
    """
    chats = [c for c in export.chats if c.messages]
    unknown: Counter[str] = Counter()
    for chat in chats:
        for author in {m.author for m in chat.messages}:
            if side_of(author) is None:
                unknown[author] += 1
    known = {a for a in unknown if a.casefold().strip() in ours}
    if not known and len(chats) > 2:
        known = {a for a, count in unknown.items() if count > len(chats) / 2}
    guessed = False
    for chat in chats:
        first = next((m.author for m in chat.messages if side_of(m.author) is None), None)
        named_ours = known & {m.author for m in chat.messages}
        roles = any(side_of(m.author) is not None for m in chat.messages)
        for message in chat.messages:
            message.side = side_of(message.author)
            if message.side is not None:
                continue
            if named_ours:
                message.side = "business" if message.author in named_ours else "customer"
            elif roles:
                others = {side_of(m.author) for m in chat.messages} - {None}
                message.side = "customer" if others == {"business"} else "business"
            else:
                message.side = "customer" if message.author == first else "business"
                guessed = True
    if guessed:
        export.notes.append(
            "Which side is the business was guessed: who wrote first is the customer. Name the business's side with --us."
        )


@dataclass(frozen=True)
class DateOrder:
    """Whether the day or the month stands first in dates such as 03/04/26."""

    month_first: bool = False
    is_guess: bool = False


def order_of(dates: list[str]) -> DateOrder:
    """The order that all dates of a file share, from those that leave no doubt."""
    firsts, seconds, slashes, halves = [], [], False, False
    for text in dates:
        found = _DATE.match(text.strip())
        if found is None or len(found.group(1)) == 4:
            continue
        firsts.append(int(found.group(1)))
        seconds.append(int(found.group(2)))
        slashes |= "/" in text
        halves |= found.group(7) is not None
    if any(n > 12 for n in firsts) or not firsts:
        return DateOrder()
    if any(n > 12 for n in seconds):
        return DateOrder(month_first=True)
    return DateOrder(month_first=slashes and halves, is_guess=slashes)


def read_moment(text: str, order: DateOrder, zone: tzinfo) -> datetime:
    """ISO, seconds since 1970 (or milliseconds), 21.11.2026 18:03, 11/21/26 6:03 PM; wall time of `zone` unless it
    says otherwise. Raises ValueError.
    """
    text = text.strip().replace("\u202f", " ").replace("\u00a0", " ")
    if re.fullmatch(r"\d{9,14}(?:\.\d+)?", text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    with suppress(ValueError):  # not ISO: one of the written forms below
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} is no time; write 2026-11-21 18:03")
    one, two, three, hour, minute, second, half = found.groups()
    if len(one) == 4:
        year, month, day = int(one), int(two), int(three)
    else:
        day, month = (int(two), int(one)) if order.month_first else (int(one), int(two))
        year = int(three) + (2000 if len(three) <= 2 else 0)
    at_hour = int(hour or 0)
    if half:
        at_hour = at_hour % 12 + (12 if half.casefold() == "p" else 0)
    return datetime(year, month, day, at_hour, int(minute or 0), int(second or 0), tzinfo=zone)
