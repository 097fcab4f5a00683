"""What happened on a desk, as a transcript's turns and its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from agents.tools.policies import PolicyPort
from domain.approval import Approval
from domain.business import Business
from engine.caller import Caller, News
from engine.desk import Desk
from evals.transcript import (
    Asked,
    AskedOfStaff,
    Call,
    CaseState,
    Line,
    Passage,
    Promised,
    StoredRecord,
    Transcript,
    Turn,
)
from storage import approvals, dossier
from storage.dossier import Dossier, KnownVisit
from storage.quotes import StoredQuote
from storage.records import Record

HOLD_REASONS = ("hold expired", "hold released", "case closed")
"""Why a time that was only held is free again: that was never a visit."""

_FAR = timedelta(days=800)


class Recorder:
    """Turns of one conversation, numbered from 1, and what is open between them."""

    def __init__(self, desk: Desk, caller: Caller, policies: PolicyPort) -> None:
        self._desk = desk
        self._policies = policies
        self._caller = caller
        self._business: Business = desk.business
        self._asked_of_staff: dict[str, str] = {}
        self.turns: list[Turn] = []
        self.asked: Asked | None = None
        """The question that is open."""
        self.subject: str | None = None
        """What a yes to it would be to."""
        self.state: dict[str, Any] = {}
        """The graph's durable state after the last turn that left one."""
        self.news = News([], [], None)
        """As of the last recorded turn."""

    async def record(self, kind: Literal["message", "wait", "staff", "business"], turn_ms: float) -> Turn:
        """What is new since the last call, as one turn."""
        news = self.news = await self._caller.news()
        for committed in news.turns:
            if "pending" in committed.state:
                self.state = committed.state
        pending = self.state.get("pending")
        self.subject = pending.get("subject") if pending else None
        self.asked = (
            Asked(field=pending["field"], kind=pending["kind"], options=[o["id"] for o in pending["options"]])
            if pending
            else None
        )
        case = news.page.case if news.page is not None else None
        last = [turn.trace for turn in news.turns]
        turn = Turn(
            number=len(self.turns) + 1,
            kind=kind,
            at=self._local(self._desk.clock.now()),
            lines=[
                Line(author=line.author, text=line.text, at=self._local(line.at), options=line.options)
                for line in news.lines
            ],
            reading=next((t["reading"] for t in reversed(last) if t.get("reading")), None),
            specialist=next((t["specialist"] for t in reversed(last) if t.get("specialist")), None),
            needs=_all(last, "needs"),
            said=_all(last, "said"),
            refused=_all(last, "refused"),
            why=_all(last, "why"),
            passages=[passage for trace in last for passage in await self._passages(trace)],
            facts=_all(last, "facts"),
            asked=self.asked,
            calls=[Call(tool=r.tool, args=r.args, result=r.result) for t in news.turns for r in t.results],
            case=None
            if case is None
            else CaseState(
                id=case.id,
                outcome=case.outcome,
                next_step=case.next_step.model_dump(mode="json") if case.next_step else None,
            ),
            asked_of_staff=await self._questions(news),
            owner=news.page.conversation.owner if news.page is not None else "bot",
            turn_ms=turn_ms,
        )
        self.turns.append(turn)
        return turn

    async def finish(self, transcript: Transcript) -> Transcript:
        """`transcript` with the turns and with what is stored at the end."""
        start, now = transcript.started_at, self._desk.clock.now()
        found, overlaps = await self._desk.database.read(
            lambda c: (
                dossier.read_dossier(c, self._caller.conversation_id),
                dossier.overlapping_visits(c, start - _FAR, now + _FAR),
            )
        )
        self._mark_unsent(found)
        return transcript.model_copy(
            update={
                "ended_at": self._local(now),
                "turns": self.turns,
                "records": self._records(found),
                "promises": [
                    Promised(what=p.what, due_at=self._local(p.due_at), owner=p.owner, status=p.status)
                    for p in found.promises
                ],
                "overlapping_visits": len(overlaps),
                "owner": found.owner,
                "open_timers": [
                    {"id": t.id, "kind": t.kind, "subject": t.subject,
                     "due_at": self._local(t.due_at).isoformat()}
                    for t in found.timers
                ],
            }
        )  # fmt: skip

    async def _questions(self, news: News) -> list[AskedOfStaff]:
        """Approvals that are new or changed since the last turn."""
        pending = news.page.approvals if news.page is not None else []
        before = [known for known in self._asked_of_staff if known not in {a.id for a in pending}]
        others = await self._desk.database.read(lambda c: approvals.get_many(c, before)) if before else []
        changed: list[Approval] = [
            a for a in [*others, *pending] if self._asked_of_staff.get(a.id) != a.status
        ]
        self._asked_of_staff |= {a.id: a.status for a in changed}
        return [
            AskedOfStaff(id=a.id, topic=a.topic, reason=a.reason, draft=a.draft, status=a.status)
            for a in changed
        ]

    async def _passages(self, trace: dict[str, Any]) -> list[Passage]:
        """The passages of one turn with the owner's words, which the turn's row does not repeat."""
        language = (trace.get("reading") or {}).get("language") or self._business.profile.default_language
        passages = [Passage.model_validate(kept) for kept in trace.get("passages") or []]
        for passage in passages:
            found = await self._policies.passage(passage.topic, language=language)
            if found is not None and passage.id in ("", found.id):
                passage.id, passage.text = found.id, found.text
        return passages

    def _mark_unsent(self, found: Dossier) -> None:
        """Replies that the channel did not take, by their place in the transcript."""
        unsent = set(found.unsent)
        seq = 0
        for turn in self.turns:
            for line in turn.lines:
                seq += 1
                line.channel_failed = seq in unsent

    def _records(self, found: Dossier) -> list[StoredRecord]:
        person = found.contact
        known = {"name": person.name, "phone": person.phone, "email": person.email}
        contact = {field: value for field, value in known.items() if value is not None}
        contact |= {"opted_out": _yes_no(person.opted_out), "vip": _yes_no(person.vip)}
        return [
            *(self._visit(v) for v in found.visits if _is_visit(v)),
            StoredRecord(kind="contact", id=person.id, fields=contact),
            *(self._record(r) for r in found.records),
            *(self._quote(q) for q in found.quotes),
        ]

    def _visit(self, known: KnownVisit) -> StoredRecord:
        visit = known.visit
        start = self._local(visit.starts_at)
        moved = visit.status == "cancelled" and known.cancel_reason == "moved"
        fields = {
            "service": visit.service_id,
            "practitioner": visit.practitioner_id,
            "branch": visit.branch_id,
            "place": "online" if visit.online else "branch",
            "date": start.date().isoformat(),
            "time": start.strftime("%H:%M"),
            "status": "moved" if moved else visit.status,
            "price": str(visit.price.amount),
        }
        if visit.address is not None:
            fields["address"] = visit.address
        if visit.for_whom is not None:
            fields["for_whom"] = visit.for_whom
        return StoredRecord(kind="appointment", id=visit.id, fields=fields)

    def _record(self, record: Record) -> StoredRecord:
        fields = {**record.fields, "priority": record.priority, "team": record.team}
        return StoredRecord(kind=record.kind, id=record.id, fields=fields)

    def _quote(self, stored: StoredQuote) -> StoredRecord:
        quote = stored.quote
        fields = {
            "service": quote.service_id,
            "version": str(quote.version),
            "total": str(quote.low) if quote.is_exact else f"{quote.low}-{quote.high}",
            **{fact.field: fact.value for fact in quote.facts},
        }
        return StoredRecord(kind="quote", id=quote.id, fields=fields)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._business.zone)


def _is_visit(known: KnownVisit) -> bool:
    held = known.visit.status == "held"
    return not held and not (known.visit.status == "cancelled" and known.cancel_reason in HOLD_REASONS)


def _all(traces: list[dict[str, Any]], key: str) -> list[Any]:
    return [one for trace in traces for one in trace.get(key) or []]


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
