"""The one JSON object that a model answers with: its form, and reading it."""

from __future__ import annotations

import json
from typing import Any

from agents.understanding.model.failure import ModelFailed


def strict_object(properties: dict[str, Any]) -> dict[str, Any]:
    """JSON schema within what strict structured outputs allow: every key required, no other keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def read_object(said: str, keys: set[str]) -> dict[str, Any]:
    """The object in `said`. Raises ModelFailed (`unusable`) for anything but one with exactly these keys."""
    try:
        found = json.loads(_unfenced(said))
    except (ValueError, RecursionError):
        raise ModelFailed("unusable") from None
    if not isinstance(found, dict) or set(found) != keys:
        raise ModelFailed("unusable")
    return found


def _unfenced(text: str) -> str:
    """Without the fence that some models put around JSON."""
    inner = text.strip()
    if inner.startswith("```") and inner.endswith("```") and len(inner) > 6:
        inner = inner[3:-3].strip()
        inner = inner.removeprefix("json").strip()
    return inner
