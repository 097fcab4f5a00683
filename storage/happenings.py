"""What happened in the business's own world, put into the inbox of the conversation it matters to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.event import Event
from storage.door import accept_internal
from storage.jobs import JobQueue


def tell_conversation(
    connection: sa.Connection,
    conversation_id: str,
    *,
    channel: str,
    name: str,
    data: dict[str, Any],
    happening_id: str,
    now: datetime,
    jobs: JobQueue,
) -> bool:
    """An event that asks for a turn. `happening_id` names it for good: False when it was told before."""
    event = Event(
        kind="business",
        channel=channel,
        provider_id=happening_id,
        occurred_at=now,
        payload={"name": name, "data": data},
    )
    told = accept_internal(connection, conversation_id=conversation_id, event=event, now=now, jobs=jobs)
    return not told.duplicate
