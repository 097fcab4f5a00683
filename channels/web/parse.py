"""A visitor's frame as an event."""

from __future__ import annotations

from datetime import datetime

from channels.web.client_frames import Choice, ClientFrame, Message
from domain.event import Event, Sender
from domain.text import clean_text


def frame_to_event(
    frame: ClientFrame, sender: Sender, received_at: datetime, *, label: str | None = None
) -> Event | None:
    """The event in `frame`; None for frames that are about the connection (`hello`, `read`).

    `label` is the text of the tapped option when the caller knows it from the transcript; it goes before what the
    page itself says. The `provider_id` holds the visitor's id, so nobody can occupy another visitor's `client_id`.
    """
    if isinstance(frame, Message):
        payload = {"reply_to": clean_text(frame.reply_to)} if frame.reply_to else {}
        return Event(
            kind="message",
            channel="web",
            provider_id=f"{sender.external_id}:{frame.client_id}",
            occurred_at=received_at,
            text=frame.text,
            payload=payload,
        )
    if isinstance(frame, Choice):
        return Event(
            kind="choice",
            channel="web",
            provider_id=f"{sender.external_id}:{frame.client_id}",
            occurred_at=received_at,
            text=clean_text(label or frame.title or "") or frame.id,
            payload={"id": frame.id},
        )
    return None
