"""WhatsApp's "Export chat" text, as iOS and Android write it."""

from __future__ import annotations

import re
from datetime import tzinfo

from evals.imports.chats import MEDIA, Chat, Export, Message, order_of, read_moment

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_WHEN = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_IOS = re.compile(rf"^\[({_WHEN})\]\s?(.*)$")
_ANDROID = re.compile(rf"^({_WHEN})\s[-–]\s(.*)$")
_LOOKS_DATED = re.compile(r"^\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_AUTHOR = re.compile(r"^([^:\n]{1,60}): ?(.*)$", re.DOTALL)
_OMITTED = re.compile(
    r"^<?(?:media omitted|без медиафайлов|медиа\s?отсутствует|attached: .+|прикреплено: .+|.*\.(?:jpg|jpeg|png|mp4|opus|pdf|webp)"
    r" \(.*\)|(?:image|video|audio|sticker|gif|document|contact card|voice message)(?: omitted)?"
    r"|(?:изображение|видео|аудио|стикер|документ|файл)(?: отсутствует| пропущен\w*)|.*(?:բաց թողնված).*)>?$",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"end-to-end encrypted|сквозн\w+ шифрован|created (?:the )?group|changed (?:the|their)|was added|joined using"
    r"|missed (?:voice|video) call|пропущенн\w+ (?:аудио|видео)|security code|код безопасности|ծայրից ծայր",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"^(?:this message was deleted|you deleted this message|сообщение удалено|данное сообщение удалено"
    r"|вы удалили данное сообщение)\.?$",
    re.IGNORECASE,
)


def is_whatsapp(text: str) -> bool:
    """Whether one of the first lines begins as WhatsApp's do."""
    return any(_head(line) is not None for line in text.splitlines()[:20])


def read_whatsapp(text: str, name: str, zone: tzinfo) -> Export:
    """One chat. Lines without a date go on with the message above; what WhatsApp itself says is left out."""
    export = Export()
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        head = _head(line)
        if head is not None:
            found.append((number, *head))
        elif found:
            before = found[-1]
            found[-1] = (before[0], before[1], f"{before[2]}\n{line.translate(_MARKS)}")
        elif line.strip():
            export.problems.append(
                f"{name}:{number}: begins no message; a line is [21.11.2026, 18:03:22] Name: text"
            )
        if head is None and found and _LOOKS_DATED.match(line.translate(_MARKS)) and len(line) < 40:
            export.problems.append(
                f"{name}:{number}: looks like the beginning of a message that was cut off; it is read as part of the "
                "message above"
            )
    order = order_of([when for _, when, _ in found])
    if order.is_guess:
        first = "month" if order.month_first else "day"
        export.notes.append(f"Dates such as {found[0][1].split(',')[0]} are read with the {first} first.")
    chat = Chat(name)
    for number, when, rest in found:
        said = _AUTHOR.match(rest)
        if said is None or _SYSTEM.search(rest):
            continue
        try:
            at = read_moment(when.replace(",", " "), order, zone)
        except ValueError as error:
            export.problems.append(f"{name}:{number}: {error}")
            continue
        words = said.group(2).strip()
        if not words or _DELETED.match(words):
            continue
        chat.messages.append(
            Message(said.group(1).strip(), MEDIA if _OMITTED.match(words) else words, at, f"{name}:{number}")
        )
    if chat.messages:
        export.chats.append(chat)
    return export


def _head(line: str) -> tuple[str, str] | None:
    clean = line.translate(_MARKS).replace("\u202f", " ").replace("\u00a0", " ")
    found = _IOS.match(clean) or _ANDROID.match(clean)
    return (found.group(1), found.group(2)) if found else None
