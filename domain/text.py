"""Text from outside, made safe to store, embed and show. Nothing is refused here: it is cleaned."""

from __future__ import annotations

import unicodedata

MAX_MESSAGE_CHARACTERS = 4000
"""The web chat's limit and the smallest of the messengers' inbound ones; longer text is cut (channels.md)."""

_KEEP_CONTROLS = {"\n", "\t"}


def clean_text(raw: str, *, limit: int = MAX_MESSAGE_CHARACTERS) -> str:
    """`raw` without NUL, control characters and lone surrogates, NFC, stripped, at most `limit` characters.

    Lone surrogates cannot be encoded as UTF-8 and crash checkpoint stores; NUL ends strings in C libraries
    and is refused by Postgres.
    """
    head = raw[: limit * 4]
    if head.isprintable() or head.replace("\n", "").replace("\t", "").isprintable():
        # Nothing in it to take out: what is printable is neither control, surrogate, private nor unassigned.
        return unicodedata.normalize("NFC", head).strip()[:limit]
    whole = head.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    kept = "".join(
        c for c in whole if c in _KEEP_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")
    )
    return unicodedata.normalize("NFC", kept).strip()[:limit]
