"""One conversation driven line by line: what went in, and everything that came of it."""

from __future__ import annotations

from time import perf_counter
from typing import Any, cast, get_args

from domain.approval import Decision
from domain.clock import VirtualClock
from domain.errors import BadRequest
from domain.event import Event, Sender
from domain.identifiers import new_id
from domain.moments import parse_duration
from domain.text import clean_text
from engine.desk import Desk
from storage import approvals, door, staff_log, transcript
from storage.turns import find_committed

STAFF = "staff"


class ChatSession:
    """A customer, their staff and a clock, on an in-process desk."""

    def __init__(self, desk: Desk, clock: VirtualClock, *, customer: str | None = None) -> None:
        self._desk = desk
        self._clock = clock
        self._sender = Sender(channel="terminal", external_id=customer or new_id("customer"))
        self._conversation_id = door.conversation_id_of(desk.business.id, self._sender)
        self._seen_seq = 0
        self._seen_event = 0

    async def handle(self, line: dict[str, Any]) -> dict[str, Any]:
        """Do what `line` says and return what came of it. Raises BadRequest, NotFound, StaleVersion."""
        began = perf_counter()
        if "text" in line or "button" in line or "event" in line:
            await self._customer(line)
        elif "advance" in line:
            await self._desk.advance(parse_duration(line["advance"]))
        elif "staff" in line:
            await self._staff(line["staff"])
        else:
            raise BadRequest('a line has "text", "button", "event", "advance" or "staff"')
        await self._desk.settle()
        return await self._answer(round((perf_counter() - began) * 1000, 1))

    async def _customer(self, line: dict[str, Any]) -> None:
        now = self._clock.now()
        provider_id = str(line.get("id") or new_id("line"))
        payload: dict[str, Any] = {}
        if "event" in line:
            happened = line["event"]
            if not isinstance(happened, dict):
                raise BadRequest('"event" is an object such as {"name": "order_delivered"}')
            kind = "unsupported" if "type" in happened else "business"
            event = Event(
                kind=kind,
                channel="terminal",
                provider_id=provider_id,
                occurred_at=now,
                payload=happened,
            )
        elif "button" in line:
            payload = {"id": str(line["button"])}
            event = Event(
                kind="choice",
                channel="terminal",
                provider_id=provider_id,
                occurred_at=now,
                text=str(line.get("label") or line["button"]),
                payload=payload,
            )
        else:
            if not isinstance(line["text"], str):
                raise BadRequest('"text" is a string')
            event = Event(
                kind="message",
                channel="terminal",
                provider_id=provider_id,
                occurred_at=now,
                text=clean_text(line["text"]),
            )
        await self._desk.receive(self._sender, event)

    async def _staff(self, move: Any) -> None:
        if not isinstance(move, dict) or move.get("decision") not in get_args(Decision):
            raise BadRequest(
                f'"staff" needs "approval" and "decision", one of {", ".join(get_args(Decision))}'
            )
        approval_id = str(move.get("approval", ""))
        approval = await self._desk.database.read(lambda c: approvals.get(c, approval_id))
        seen = await self._desk.database.read(lambda c: transcript.last_seq(c, approval.conversation_id))
        text = move.get("text")
        await self._desk.decide(
            approval_id,
            version=int(move.get("version", approval.version)),
            decision=cast(Decision, move["decision"]),
            text=clean_text(text) if isinstance(text, str) else None,
            staff=str(move.get("name", STAFF)),
            seen_seq=int(move.get("seen_seq", seen)),
        )

    async def _answer(self, turn_ms: float) -> dict[str, Any]:
        now = self._clock.now()
        lines, changes, page = await self._desk.database.read(
            lambda c: (
                transcript.messages_after(c, self._conversation_id, self._seen_seq),
                staff_log.events_after(c, self._seen_event, 500),
                transcript.conversation_page(c, self._conversation_id, now),
            )
        )
        case = page.case
        turn_ids = [
            e.subject for e in changes if e.kind == "turn" and e.conversation_id == self._conversation_id
        ]
        turns = [
            t
            for t in [
                await self._desk.database.read(lambda c, i=i: find_committed(c, i))  # type: ignore[misc]
                for i in turn_ids
            ]
            if t is not None
        ]
        self._seen_seq = lines[-1].seq if lines else self._seen_seq
        self._seen_event = changes[-1].id if changes else self._seen_event
        last = turns[-1].trace if turns else {}
        return {
            "replies": [
                {"text": line.text, "options": [{"id": i, "label": label} for i, label in line.options]}
                for line in lines
                if line.author in ("bot", "staff")
            ],
            "reading": last.get("reading"),
            "specialist": last.get("specialist"),
            "actions": [r.model_dump(mode="json") for t in turns for r in t.results],
            "case": None
            if case is None
            else {
                "id": case.id,
                "outcome": case.outcome,
                "next_step": case.next_step.model_dump(mode="json") if case.next_step else None,
            },
            "approvals": [
                {"id": a.id, "reason": a.reason, "topic": a.topic, "draft": a.draft, "fields": a.fields,
                 "difference": a.difference}
                for a in page.approvals
            ],
            "turn_ms": turn_ms,
        }  # fmt: skip

    async def close(self) -> None:
        await self._desk.stop()
