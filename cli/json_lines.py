"""Input of one JSON object a line, as `chat --jsonl` and `read` take it."""

from __future__ import annotations

import json
from typing import Any

from domain.errors import BadRequest

_EXAMPLE = '{"text": "…"}'


def parse_line(raw: str) -> dict[str, Any]:
    """The object that `raw` holds. Raises BadRequest, which says what to write instead."""
    try:
        line = json.loads(raw)
    except ValueError as error:
        raise BadRequest(f"not JSON ({error}); write one object a line, such as {_EXAMPLE}") from error
    if not isinstance(line, dict):
        raise BadRequest(f"is no object; write one a line, such as {_EXAMPLE}")
    return line
