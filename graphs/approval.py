"""The approval graph: brief, decide, verify. It is the only graph that waits for people.

Thread = approval id. The row in the database is the truth about who decided what; the thread only remembers where the
question stands. An interrupt id is never stored: it changes when a node runs again, so it is looked up at resume.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any, TypedDict

import structlog
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt
from sqlalchemy import Connection

from domain.appointment import TimeSlot
from domain.approval import Approval
from domain.availability import answer_due
from domain.event import Event
from domain.identifiers import derived_id
from graphs.conversation import CompiledGraph
from graphs.dependencies import Dependencies
from storage import approvals, transcript
from storage.door import accept_internal

log = structlog.get_logger()


class ApprovalState(TypedDict, total=False):
    """Plain JSON. `card` is what a person needs to decide (R61)."""

    approval_id: str
    card: dict[str, Any]
    decision: dict[str, Any]
    verdict: str


async def brief(state: ApprovalState, runtime: Runtime[Dependencies]) -> ApprovalState:
    """Everything a person needs: why, evidence, collected fields, draft."""
    approval_id = state["approval_id"]
    approval = await runtime.context.database.read(lambda c: approvals.get(c, approval_id))
    shown = {"topic", "reason", "evidence", "fields", "draft", "difference", "version"}
    return {"card": approval.model_dump(mode="json", include=shown)}


async def decide(state: ApprovalState) -> ApprovalState:
    """Wait for a person. Nothing else happens here: this node runs again from its top when it is resumed."""
    return {"decision": interrupt({"approval_id": state["approval_id"], "card": state["card"]})}


async def verify(state: ApprovalState, runtime: Runtime[Dependencies]) -> ApprovalState:
    """Does what the draft rests on still hold? Then the decision enters the conversation as an event; else the card
    is void and a new one shows the difference. Both writes are keyed, so running this twice changes nothing.
    """
    deps = runtime.context
    approval = await deps.database.read(lambda c: approvals.get(c, state["approval_id"]))
    if approval.status in ("pending", "void"):
        return {"verdict": approval.status}
    now = deps.clock.now()
    difference = await find_difference(approval, deps)
    if difference is not None:
        again = ask_again(approval, difference, deps, now)
        await deps.database.write(
            lambda c: approvals.replace_void(c, approval, again, now=now, jobs=deps.jobs)
        )
        log.info("approval_void", approval_id=approval.id, successor=again.id)
        return {"verdict": "void"}
    await deps.database.write(lambda c: _enter(c, approval, deps, now))
    return {"verdict": "done"}


def _enter(connection: Connection, approval: Approval, deps: Dependencies, now: datetime) -> None:
    channel = transcript.channel_of(connection, approval.conversation_id)
    event = Event(
        kind="staff_decision",
        channel=channel,
        provider_id=approvals.decision_event_id(approval),
        occurred_at=approval.decided_at or now,
        payload={"approval_id": approval.id, "status": approval.status, "staff": approval.decided_by or ""},
    )
    accept_internal(
        connection, conversation_id=approval.conversation_id, event=event, now=now, jobs=deps.jobs
    )


async def find_difference(approval: Approval, deps: Dependencies) -> str | None:
    """What changed since the card was made, as `code: detail`, or None.

    `new_message`: the customer wrote something the decider had not on the screen. `slot_gone` and `price_changed`:
    a fact the draft rests on. A rejection rests on nothing.
    """
    if approval.status == "rejected":
        return None
    if approval.seen_seq is not None:
        seen = approval.seen_seq
        newer = await deps.database.read(
            lambda c: transcript.customer_wrote_after(c, approval.conversation_id, seen)
        )
        if newer is not None:
            return f"new_message: {newer}"
    price = approval.guards.get("price")
    if price is not None:
        service = deps.business.service_by_id.get(price["service_id"])
        current = str(service.price) if service is not None else "-"
        if current != price["amount"]:
            return f"price_changed: {price['amount']} → {current}"
    guard = approval.guards.get("slot")
    if guard is not None:
        slot = TimeSlot.model_validate(guard)
        if not await deps.calendar.is_free(slot, holder=approval.case_id):
            local = slot.starts_at.astimezone(deps.business.zone)
            return f"slot_gone: {local:%Y-%m-%d %H:%M}"
    return None


def ask_again(approval: Approval, difference: str, deps: Dependencies, now: datetime) -> Approval:
    """The same question with what changed; the facts that no longer hold are no longer relied on."""
    code = difference.partition(":")[0]
    gone = {"slot_gone": "slot", "price_changed": "price"}.get(code)
    guards = {k: v for k, v in approval.guards.items() if k != gone}
    if code == "price_changed":
        service_id = approval.guards["price"]["service_id"]
        service = deps.business.service_by_id.get(service_id)
        if service is not None:
            guards["price"] = {"service_id": service_id, "amount": str(service.price)}
    minutes = deps.business.escalation.person_answer_minutes
    return approval.model_copy(
        update={
            "id": derived_id("approval", approval.id, str(approval.version)),
            "status": "pending",
            "decision_text": None,
            "decided_by": None,
            "decided_at": None,
            "seen_seq": None,
            "version": 1,
            "guards": guards,
            "difference": difference,
            "draft": approval.decision_text or approval.draft,
            "created_at": now,
            "answer_due_at": max(approval.answer_due_at, answer_due(deps.business, now, minutes)),
        }
    )


def build_approval_graph(checkpointer: BaseCheckpointSaver[Any] | None = None) -> CompiledGraph:
    """Compile the graph; without a checkpointer it can be drawn but not paused."""
    graph = StateGraph(ApprovalState, context_schema=Dependencies)
    graph.add_node("brief", brief)
    graph.add_node("decide", decide)
    graph.add_node("verify", verify)
    graph.add_edge(START, "brief")
    graph.add_edge("brief", "decide")
    graph.add_edge("decide", "verify")
    graph.add_edge("verify", END)
    return graph.compile(checkpointer=checkpointer, name="approval")


class ApprovalRunner:
    """Starts and resumes approvals. Both may be repeated after a crash."""

    def __init__(self, deps: Dependencies, checkpointer: BaseCheckpointSaver[Any]) -> None:
        self._deps = deps
        self._graph = build_approval_graph(checkpointer)

    def on(self, deps: Dependencies) -> ApprovalRunner:
        """A runner of the same compiled graph with other dependencies."""
        other = copy(self)
        other._deps = deps
        return other

    async def start(self, approval_id: str) -> None:
        """Bring the approval to its interrupt. An approval that was started is left as it is."""
        state = await self._graph.aget_state(_thread(approval_id))
        if state.values and not state.next:
            return
        if state.interrupts:
            return
        await self._graph.ainvoke(
            {"approval_id": approval_id}, _thread(approval_id), context=self._deps, durability="exit"
        )

    async def resume(self, approval_id: str) -> None:
        """Let the decided approval go on from its interrupt."""
        await self.start(approval_id)
        state = await self._graph.aget_state(_thread(approval_id))
        pending = [i for i in state.interrupts if i.value.get("approval_id") == approval_id]
        if pending:
            approval = await self._deps.database.read(lambda c: approvals.get(c, approval_id))
            if approval.status == "pending":
                return
            answer = {"status": approval.status, "version": approval.version}
            await self._graph.ainvoke(
                Command(resume={pending[0].id: answer}),
                _thread(approval_id),
                context=self._deps,
                durability="exit",
            )
        elif state.next:
            await self._graph.ainvoke(None, _thread(approval_id), context=self._deps, durability="exit")


def _thread(approval_id: str) -> Any:
    return {"configurable": {"thread_id": approval_id}}
