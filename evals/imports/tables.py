"""CSV and JSONL exports: whatever the columns are called."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from domain.errors import BadRequest
from evals.imports.chats import MEDIA, Chat, Export, Message, order_of, read_moment

_COLUMNS: dict[str, tuple[str, ...]] = {
    "chat": ("conversation_id", "conversation", "chat_id", "chat", "dialog_id", "dialog", "dialogue", "thread_id",
             "thread", "ticket_id", "ticket", "session_id", "session", "customer_id", "client_id", "диалог", "чат",
             "беседа", "խոսակցություն"),
    "author": ("author", "sender", "from", "role", "direction", "speaker", "who", "side", "from_name", "sender_name",
               "автор", "отправитель", "от", "кто", "направление", "հեղինակ", "ուղարկող"),
    "text": ("text", "message", "body", "content", "message_text", "msg", "utterance", "сообщение", "текст",
             "տեքստ", "հաղորդագրություն"),
    "at": ("datetime", "timestamp", "created_at", "sent_at", "date_time", "at", "time", "ts", "date", "дата и время",
           "дата", "время", "ամսաթիվ", "ժամ"),
}  # fmt: skip
_DAY = ("date", "day", "дата", "ամսաթիվ")
_CLOCK = ("time", "hour", "время", "ժամ")
_LISTS = ("messages", "turns", "utterances", "lines")


def read_csv(text: str, name: str, zone: tzinfo) -> Export:
    """A row a message. Raises BadRequest when no column holds texts or nobody is named as their author."""
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:5000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(text), dialect)
    header = [h.strip().lstrip("\ufeff") for h in next(reader, [])]
    columns = {key: _column(header, names) for key, names in _COLUMNS.items()}
    for key in ("text", "author"):
        if columns[key] is None:
            raise BadRequest(
                f"{name}:1: no column with the {key}; call one {' or '.join(_COLUMNS[key][:4])} (it has {', '.join(header)})"
            )
    day, clock = _column(header, _DAY), _column(header, _CLOCK)
    export = Export()
    rows: list[tuple[str, dict[str, Any]]] = []
    for cells in reader:
        place = f"{name}:{reader.line_num}"
        if not any(c.strip() for c in cells):
            continue
        if len(cells) < len(header):
            export.problems.append(
                f"{place}: has {len(cells)} of {len(header)} columns; complete the row or delete it"
            )
            continue
        row: dict[str, Any] = {k: cells[i].strip() for k, i in columns.items() if i is not None}
        if day is not None and clock is not None and day != clock:
            row["at"] = f"{cells[day].strip()} {cells[clock].strip()}"
        rows.append((place, row))
    return _collect(export, rows, zone)


def read_jsonl(text: str, name: str, zone: tzinfo) -> Export:
    """A line a message, or a line a conversation with a list of messages."""
    export = Export()
    rows: list[tuple[str, dict[str, Any]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            data = json.loads(line)
        except ValueError as error:
            export.problems.append(f"{place}: is no JSON ({error}); mend or delete the line")
            continue
        if not isinstance(data, dict):
            export.problems.append(f"{place}: is no object; write one message or one conversation a line")
            continue
        inner = next((data[k] for k in _LISTS if isinstance(data.get(k), list)), None)
        key = _value(data, "chat") or data.get("id")
        if inner is None:
            rows.append((place, _named(data, key)))
        else:
            rows += [(place, _named(m, key or place)) for m in inner if isinstance(m, dict)]
    return _collect(export, rows, zone)


def _named(data: dict[str, Any], key: Any) -> dict[str, Any]:
    found = {name: _value(data, name) for name in _COLUMNS}
    return found | {"chat": found["chat"] or key}


def _value(data: dict[str, Any], name: str) -> Any:
    folded = {str(k).casefold(): v for k, v in data.items()}
    return next((folded[c] for c in _COLUMNS[name] if folded.get(c) not in (None, "")), None)


def _column(header: list[str], names: Iterable[str]) -> int | None:
    folded = [h.casefold().replace(" ", "_") for h in header]
    for name in names:
        if name.replace(" ", "_") in folded:
            return folded.index(name.replace(" ", "_"))
    return None


def _collect(export: Export, rows: list[tuple[str, dict[str, Any]]], zone: tzinfo) -> Export:
    order = order_of([str(row["at"]) for _, row in rows if row.get("at")])
    if order.is_guess:
        export.notes.append(f"Dates are read with the {'month' if order.month_first else 'day'} first.")
    chats: dict[str, Chat] = {}
    for place, row in rows:
        text, author = row.get("text"), row.get("author")
        if not isinstance(author, str) or not author.strip():
            export.problems.append(f"{place}: nobody is named as its author; the line is left out")
            continue
        at = None
        if row.get("at"):
            try:
                at = read_moment(str(row["at"]), order, zone)
            except ValueError as error:
                export.problems.append(f"{place}: {error}; the message is kept without a time")
        words = text.strip() if isinstance(text, str) else ""
        key = str(row.get("chat") or "all")
        chat = chats.setdefault(key, Chat(key))
        chat.messages.append(Message(author, words or MEDIA, at, place))
    for chat in chats.values():
        if all(m.at is not None for m in chat.messages):
            chat.messages.sort(key=lambda m: m.at.timestamp() if m.at is not None else 0.0)
    export.chats += chats.values()
    return export
