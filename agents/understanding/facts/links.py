"""Addresses on the network: e-mail, pages, the bare name of a site. Their words are nobody's name and no service."""

from __future__ import annotations

import re

from agents.understanding.contact import find_placed_emails
from agents.understanding.facts.claims import Claims
from agents.understanding.message import Message

LINK = re.compile(
    r"https?://\S{1,400}|\bwww\.\S{1,400}"
    r"|(?<![@\w.-])[a-z0-9-]{2,40}\.(?:am|ru|com|org|net|info|shop|store|io|biz|su|ge)(?![\w@.])",
    re.IGNORECASE,
)


def read_emails(claims: Claims, message: Message) -> list[str]:
    placed = find_placed_emails(message.text)
    for email, start, end in placed:
        claims.take_typed(start, end)
        claims.note_typed("emails", email, start, end)
    for link in LINK.finditer(message.text):
        claims.take_typed(link.start(), link.end())
    return list(dict.fromkeys(email for email, _, _ in placed))
