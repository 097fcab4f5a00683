"""One line of the terminal conversation as an event.

`{"text": "…"}` the customer's words, `{"button": "id"}` a tapped option, `{"event": {"name": …}}` something that
happened outside. `"id"` names the line: the same id twice is the same event. Other keys are the caller's own.
"""

from __future__ import annotations

from datetime import datetime

from channels.bodies import read_object, take_object, take_text
from domain.errors import BadRequest
from domain.event import Event
from domain.text import clean_text

_FORMS = '{"text": …}, {"button": …} or {"event": {"name": …}}'


def parse_line(body: bytes, *, fresh_id: str, received_at: datetime) -> Event:
    """The event in the line. `fresh_id` names a line that has no id of its own. Raises BadRequest."""
    line = read_object(body)
    given = line.get("id")
    line_id = clean_text(str(given), limit=128) if isinstance(given, str | int) else ""
    provider_id = f"line:{line_id or fresh_id}"
    if isinstance(line.get("text"), str):
        text = take_text(line, "text", limit=4000)
        if not text:
            raise BadRequest("the text has no characters to show")
        return Event(
            kind="message", channel="terminal", provider_id=provider_id, occurred_at=received_at, text=text
        )
    if button := take_text(line, "button"):
        return Event(
            kind="choice",
            channel="terminal",
            provider_id=provider_id,
            occurred_at=received_at,
            text=take_text(line, "label") or button,
            payload={"id": button},
        )
    happened = take_object(line, "event")
    if happened is not None and take_text(happened, "name"):
        return Event(
            kind="business",
            channel="terminal",
            provider_id=provider_id,
            occurred_at=received_at,
            payload=happened,
        )
    raise BadRequest(f"a line is one of {_FORMS}")
