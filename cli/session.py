"""One conversation driven line by line: what went in, and everything that came of it."""

from __future__ import annotations

from time import perf_counter
from typing import Any, cast, get_args

from domain.approval import Decision
from domain.clock import VirtualClock
from domain.errors import BadRequest, NotFound
from domain.event import Sender
from domain.identifiers import new_id
from domain.moments import parse_duration
from engine.caller import Caller
from engine.desk import Desk

STAFF = "staff"


class ChatSession:
    """A customer, their staff and a clock, on an in-process desk."""

    def __init__(self, desk: Desk, clock: VirtualClock, *, customer: str | None = None) -> None:
        self._desk = desk
        self._clock = clock
        self._caller = Caller(desk, Sender(channel="terminal", external_id=customer or new_id("customer")))

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
        provider_id = str(line.get("id") or new_id("line"))
        if "event" in line:
            if not isinstance(line["event"], dict):
                raise BadRequest('"event" is an object such as {"name": "order_delivered"}')
            await self._caller.happens(line["event"], provider_id)
        elif "button" in line:
            option_id = str(line["button"])
            await self._caller.tap(option_id, str(line.get("label") or option_id), provider_id)
        else:
            if not isinstance(line["text"], str):
                raise BadRequest('"text" is a string')
            await self._caller.say(line["text"], provider_id)

    async def _staff(self, move: Any) -> None:
        if not isinstance(move, dict) or move.get("decision") not in get_args(Decision):
            raise BadRequest(
                f'"staff" needs "approval" and "decision", one of {", ".join(get_args(Decision))}'
            )
        text, version, seen_seq = move.get("text"), move.get("version"), move.get("seen_seq")
        await self._caller.decide(
            str(move.get("approval", "")),
            cast(Decision, move["decision"]),
            text=text if isinstance(text, str) else None,
            staff=str(move.get("name", STAFF)),
            version=None if version is None else int(version),
            seen_seq=None if seen_seq is None else int(seen_seq),
        )

    async def _answer(self, turn_ms: float) -> dict[str, Any]:
        news = await self._caller.news()
        if news.page is None:
            raise NotFound(f"no conversation {self._caller.conversation_id}")
        case = news.page.case
        last = news.turns[-1].trace if news.turns else {}
        return {
            "replies": [
                {"text": line.text, "options": [{"id": i, "label": label} for i, label in line.options]}
                for line in news.lines
                if line.author in ("bot", "staff")
            ],
            "reading": last.get("reading"),
            "specialist": last.get("specialist"),
            "actions": [r.model_dump(mode="json") for t in news.turns for r in t.results],
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
                for a in news.page.approvals
            ],
            "turn_ms": turn_ms,
        }  # fmt: skip

    async def close(self) -> None:
        await self._desk.stop()
