"""Identifiers. Everything made inside a turn is named after the turn, so that a re-run writes the same rows."""

from __future__ import annotations

import hashlib
import uuid

_NAMESPACE = uuid.NAMESPACE_OID.bytes


def new_id(prefix: str) -> str:
    """A fresh random identifier such as `conv-3f…`."""
    return f"{prefix}-{uuid.uuid4().hex}"


def derived_id(prefix: str, *parts: str) -> str:
    """The same identifier for the same parts, always: `uuid.uuid5`, made in a third of the time."""
    named = hashlib.sha1(_NAMESPACE + chr(31).join(parts).encode(), usedforsecurity=False)
    number = bytearray(named.digest()[:16])
    # Version 5, of the variant of RFC 9562.
    number[6] = number[6] & 0x0F | 0x50
    number[8] = number[8] & 0x3F | 0x80
    return f"{prefix}-{number.hex()}"
