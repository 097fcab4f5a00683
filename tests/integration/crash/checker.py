"""Compares the ledgers with the database, offline: what must be true of every history, however often it was cut."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from graphs.approval import build_approval_graph
from graphs.checkpointer import open_checkpointer
from graphs.conversation import build_conversation_graph
from tests.integration.crash.desk import checkpoints_of, settings_of
from tests.integration.crash.ledger import read_ledger
from tests.integration.crash.players import STAFF_WORDS, cast_of_the_play

__all__ = ["check"]


def check(folder: Path, url: str) -> dict[str, Any]:
    """`violations`: one line each, empty when all is well; `duplicates`: messages the messenger took again."""
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        found = [
            *_acknowledged_is_stored(connection, read_ledger(folder / "ledger.jsonl")),
            *_everything_is_answered(connection),
            *_slots_have_one_owner(connection),
            *_one_decision_wins(connection, read_ledger(folder / "ledger.jsonl")),
            *_replies_are_said_once(connection),
            *_open_cases_have_a_next_step(connection),
            *_alarms_have_a_job(connection),
            *_nothing_was_forgotten(connection),
        ]
        sends = Counter(line["outbox_id"] for line in read_ledger(folder / "sent.jsonl"))
        found += _sends_keep_order(connection, read_ledger(folder / "sent.jsonl"))
        threads = _threads(connection)
    engine.dispose()
    opened, behind = asyncio.run(_checkpoints_open(checkpoints_of(settings_of(folder, url)), threads))
    return {
        "violations": found + opened,
        "duplicates": sum(n - 1 for n in sends.values()),
        "sends": len(sends),
        "checkpoints_behind": behind,
    }


def _rows(connection: sa.Connection, sql: str, **values: Any) -> list[Any]:
    return list(connection.execute(sa.text(sql), values))


def _acknowledged_is_stored(connection: sa.Connection, lines: list[dict[str, Any]]) -> list[str]:
    """I1, I2."""
    stored = Counter(row.provider_id for row in _rows(connection, "SELECT provider_id FROM inbox"))
    acknowledged = {line["id"] for line in lines if line["what"] == "acknowledged"}
    return [f"I1 {id_} was acknowledged and is stored {stored[id_]} times" for id_ in acknowledged if stored[id_] != 1] + [
        f"I2 {id_} is stored {n} times" for id_, n in stored.items() if n > 1
    ]  # fmt: skip


def _everything_is_answered(connection: sa.Connection) -> list[str]:
    """I1: in a committed turn; or parked, with staff as the owner and a time."""
    rows = _rows(
        connection,
        "SELECT i.provider_id, i.turn_id, t.id AS committed, c.owner, k.next_what FROM inbox i"
        " JOIN conversation c ON c.id = i.conversation_id LEFT JOIN turn t ON t.id = i.turn_id"
        " LEFT JOIN customer_case k ON k.id = c.case_id",
    )
    return [
        f"I1 {row.provider_id} is in no committed turn ({row.turn_id}) and not parked"
        for row in rows
        if row.committed is None and (row.owner, row.next_what) != ("staff", "staff_contacts")
    ] + [f"I1 {row.provider_id} was parked" for row in rows if row.committed is None and row.owner == "staff"]


def _slots_have_one_owner(connection: sa.Connection) -> list[str]:
    """I4; and everybody who wanted a visit has exactly one."""
    overlaps = _rows(
        connection,
        "SELECT a.id, b.id AS other FROM appointment a JOIN appointment b ON a.practitioner_id = b.practitioner_id"
        " AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
        " WHERE a.status IN ('held','booked') AND b.status IN ('held','booked')",
    )
    found = [f"I4 {row.id} and {row.other} overlap" for row in overlaps]
    for customer in cast_of_the_play():
        visits = _rows(
            connection,
            "SELECT id, status FROM appointment WHERE conversation_id = :c AND status IN ('held','booked')",
            c=customer.conversation_id,
        )
        if [visit.status for visit in visits] != ["booked"]:
            found.append(f"I4 {customer.name} has {[visit.status for visit in visits]} instead of one visit")
    return found


def _one_decision_wins(connection: sa.Connection, lines: list[dict[str, Any]]) -> list[str]:
    """I5: staff's words once, the decision's event once, one winner, and losers were told who."""
    found = []
    clara = cast_of_the_play()[2].conversation_id
    said = _rows(connection, "SELECT text FROM message WHERE conversation_id = :c", c=clara)
    times = sum(row.text.count(STAFF_WORDS) for row in said)
    if times != 1:
        found.append(f"I5 staff's words are in the transcript {times} times")
    events = _rows(connection, "SELECT provider_id FROM inbox WHERE kind = 'staff_decision'")
    cards = _rows(connection, "SELECT id, status, decided_by, version FROM approval")
    decided = [card for card in cards if card.status == "edited"]
    if len(events) != 1 or len(decided) != 1:
        found.append(f"I5 {len(events)} decision events for {len(decided)} decided cards of {len(cards)}")
    winner_of = {card.id: card.decided_by for card in cards}
    for line in lines:
        if line["what"] in ("decided", "too late") and line["winner"] != winner_of.get(line["id"]):
            found.append(f"I5 {line} but {winner_of.get(line['id'])} decided")
    return found


def _replies_are_said_once(connection: sa.Connection) -> list[str]:
    """I3: no reply twice, no gap in the transcript, each reply of a turn sent under its own key."""
    found = []
    replies = Counter(
        (row.turn_id, row.n) for row in _rows(connection, "SELECT turn_id, n FROM message WHERE turn_id IS NOT NULL")
    )  # fmt: skip
    found += [f"I3 reply {key} is there {n} times" for key, n in replies.items() if n > 1]
    for row in _rows(
        connection,
        "SELECT c.id, c.last_seq, count(m.seq) AS lines, min(m.seq) AS first, max(m.seq) AS last FROM conversation c"
        " JOIN message m ON m.conversation_id = c.id GROUP BY c.id, c.last_seq",
    ):
        if (row.first, row.last, row.lines) != (1, row.last_seq, row.last_seq):
            found.append(f"I3 transcript of {row.id} has gaps: {row.lines} lines, {row.first}..{row.last}")
    by_turn: Counter[str] = Counter(turn_id for turn_id, _ in replies)
    for row in _rows(connection, "SELECT id, outbox_ids FROM turn"):
        ids = json.loads(row.outbox_ids) if isinstance(row.outbox_ids, str) else row.outbox_ids
        if len(ids) != by_turn[row.id]:
            found.append(f"I3 turn {row.id} has {by_turn[row.id]} replies and {len(ids)} sends")
    texts = Counter(
        (row.conversation_id, row.turn_id, row.text)
        for row in _rows(
            connection, "SELECT conversation_id, turn_id, text FROM message WHERE author = 'bot'"
        )
    )
    return found + [f"I3 turn {key[1]} says the same {n} times" for key, n in texts.items() if n > 1]


def _open_cases_have_a_next_step(connection: sa.Connection) -> list[str]:
    rows = _rows(
        connection,
        "SELECT id FROM customer_case WHERE outcome IS NULL"
        " AND (next_what IS NULL OR next_owner IS NULL OR next_due_at IS NULL)",
    )
    return [f"open case {row.id} has no next step" for row in rows]


def _alarms_have_a_job(connection: sa.Connection) -> list[str]:
    """I8: who is to ring later is looked at by then, by the job that its row names."""
    jobs = "dbos.workflow_status" if connection.dialect.name == "postgresql" else "workflow_status"
    waiting = {
        row.id
        for row in _rows(
            connection, f"SELECT workflow_uuid AS id FROM {jobs} WHERE status IN ('DELAYED','ENQUEUED')"
        )
    }
    found = []
    for row in _rows(connection, "SELECT id, status, job, due_at, job_due_at FROM timer"):
        if row.status != "scheduled":
            found += [f"I8 {row.id} is {row.status} and expects a job"] if row.job_due_at else []
        elif row.job_due_at is None or row.job_due_at > row.due_at:
            found.append(f"I8 {row.id} rings at {row.due_at} and is looked at at {row.job_due_at}")
        elif f"alarm:{row.id}:{row.job}" not in waiting:
            found.append(f"I8 the job {row.job} of {row.id} is lost")
    return found


def _nothing_was_forgotten(connection: sa.Connection) -> list[str]:
    """Every customer here answers what was asked; a turn that did not understand had lost the question (I7)."""
    found = []
    for row in _rows(connection, "SELECT id, trace FROM turn"):
        trace = json.loads(row.trace) if isinstance(row.trace, str) else row.trace
        lost = [need for need in trace.get("needs", []) if need.endswith(":repair")]
        if lost or trace.get("refused"):
            found.append(f"I7 turn {row.id} had forgotten the question: {lost} {trace.get('refused')}")
    return found


def _sends_keep_order(connection: sa.Connection, sent: list[dict[str, Any]]) -> list[str]:
    """I3, I6: everything due to the messenger was taken by it, first tries in the conversation's order."""
    rows = _rows(
        connection,
        "SELECT id, conversation_id, message_seq, status, channel FROM outbox ORDER BY message_seq",
    )
    found = [f"I1 {row.id} was never sent: {row.status}" for row in rows if row.status != "sent"]
    firsts = list(dict.fromkeys(line["outbox_id"] for line in sent))
    order: dict[str, list[str]] = {}
    for row in rows:
        if row.channel == "telegram":
            order.setdefault(row.conversation_id, []).append(row.id)
    for conversation_id, expected in order.items():
        if [id_ for id_ in firsts if id_ in set(expected)] != expected:
            found.append(f"I3 {conversation_id} was sent in another order than it was said")
    return found


def _threads(connection: sa.Connection) -> dict[str, Any]:
    """What each graph's checkpoint must agree with."""
    states = {
        row.case_id: json.loads(row.state) if isinstance(row.state, str) else row.state
        for row in _rows(connection, "SELECT case_id, state FROM turn WHERE state IS NOT NULL")
    }
    approvals = {row.id: row.status for row in _rows(connection, "SELECT id, status FROM approval")}
    return {"cases": states, "approvals": approvals}


async def _checkpoints_open(url: str, threads: dict[str, Any]) -> tuple[list[str], int]:
    """I7: they open. How many conversations' are a turn behind the row that counts (killed before it was written)."""
    found = []
    behind = 0
    async with open_checkpointer(url) as saver:
        conversations, approvals = build_conversation_graph(saver), build_approval_graph(saver)
        for case_id, state in threads["cases"].items():
            values = (await conversations.aget_state({"configurable": {"thread_id": case_id}})).values
            behind += any(values.get(key) != value for key, value in state.items())
        for approval_id, status in threads["approvals"].items():
            snapshot = await approvals.aget_state({"configurable": {"thread_id": approval_id}})
            waits = bool(snapshot.interrupts)
            if not snapshot.values or waits != (status == "pending"):
                found.append(f"I7 approval {approval_id} is {status}, its graph waits: {waits}")
    return found, behind
