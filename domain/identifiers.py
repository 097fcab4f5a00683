"""Identifiers. Everything made inside a turn is named after the turn, so that a re-run writes the same rows."""

from __future__ import annotations

import uuid


def new_id(prefix: str) -> str:
    """A fresh random identifier such as `conv-3f…`."""
    return f"{prefix}-{uuid.uuid4().hex}"


def derived_id(prefix: str, *parts: str) -> str:
    """The same identifier for the same parts, always."""
    return f"{prefix}-{uuid.uuid5(uuid.NAMESPACE_OID, chr(31).join(parts)).hex}"
