"""Bytes stored per turn ÷ bare LangGraph with its defaults, over one conversation of 200 turns."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks.arithmetic import Interval
from benchmarks.bare_graph import PLAIN_NODES, chat_turns
from benchmarks.customers import Customer, Exchange, book, cancel
from benchmarks.desks import bytes_stored, measured_desk, sum_by_table
from benchmarks.finding import Finding, Plan
from benchmarks.worker import Round, Worker

TURNS = 200
TARGET = 0.1


async def visit(customer: Customer) -> AsyncIterator[Exchange]:
    """Books, asks, thanks and cancels: afterwards the calendar is as it was."""
    async for exchange in book(customer):
        yield exchange
    async for exchange in cancel(customer):
        yield exchange


@asynccontextmanager
async def one_long_conversation(options: dict[str, Any]) -> AsyncIterator[Round]:
    """One round: a conversation of `turns` turns on a durable desk; answers its texts and the bytes it left."""
    folder = Path(options["folder"])

    async def do_round(request: dict[str, Any]) -> dict[str, Any]:
        async with measured_desk(folder, Path(options["index"])):
            pass
        before = bytes_stored(folder)
        tables_before = sum_by_table(folder / "closeloop.db")
        async with measured_desk(folder, Path(options["index"])) as measured:
            customer = Customer(measured, 0, random.Random(options["seed"]))  # noqa: S311
            while len(customer.exchanges) < request["turns"]:
                async for _ in visit(customer):
                    if len(customer.exchanges) == request["turns"]:
                        break
        after = bytes_stored(folder)
        tables = sum_by_table(folder / "closeloop.db")
        return {
            "exchanges": [(e.text, "\n\n".join(e.replies)) for e in customer.exchanges],
            "bytes": {name: after[name] - before[name] for name in after},
            "tables": {name: size - tables_before.get(name, 0) for name, size in tables.items()},
        }

    yield do_round


def measure(plan: Plan) -> list[Finding]:
    """Counts of bytes do not jitter: one conversation of each."""
    folder = plan.new_folder("bytes")
    plan.progress(f"one conversation of {TURNS} turns")
    options = {"folder": str(folder), "index": str(plan.index), "seed": plan.seed}
    with Worker(one_long_conversation, options) as desk:
        ours = desk.round(turns=TURNS)
    plan.progress(f"the same {TURNS} turns on bare LangGraph")
    with Worker(chat_turns, {"folder": str(plan.new_folder("bytes-bare"))}) as bare:
        theirs = bare.round(turns=ours["exchanges"])
    our_bytes = sum(ours["bytes"].values()) / TURNS
    bare_bytes = theirs["bytes"] / TURNS
    text_bytes = sum(len((a + b).encode()) for a, b in ours["exchanges"]) / TURNS
    ratio = our_bytes / bare_bytes
    by_table = {name: size / TURNS for name, size in ours["tables"].items() if size > 0}
    largest = sorted(by_table.items(), key=lambda item: -item[1])[:8]
    return [
        Finding(
            name="bytes_per_turn",
            title=f"Bytes stored per turn ÷ bare LangGraph, {TURNS} turns",
            unit="B",
            ours=our_bytes,
            bare=bare_bytes,
            ratio=Interval(ratio, ratio, ratio),
            target=TARGET,
            details={
                "text_bytes_per_turn": text_bytes,
                "bytes_per_turn_by_file": {name: size / TURNS for name, size in ours["bytes"].items()},
                "bytes_per_turn_by_table": by_table,
            },
            notes=[
                f"the text itself: {text_bytes:.0f} B a turn; bare: {len(PLAIN_NODES)} nodes, default durability,"
                " history in state",
                "by file: " + ", ".join(f"{n} {size / TURNS:.0f} B" for n, size in ours["bytes"].items()),
                "largest tables with their indexes: " + ", ".join(f"{n} {size:.0f} B" for n, size in largest),
            ],
        )
    ]
