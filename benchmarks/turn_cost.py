"""CPU per turn ÷ bare LangGraph: whole bookings through the real desk, against as many turns of an empty graph."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.arithmetic import Pair, compare, mean
from benchmarks.bare_graph import NODES, lean_turns
from benchmarks.customers import Customer, book
from benchmarks.desks import measured_desk
from benchmarks.finding import Finding, Plan
from benchmarks.worker import Round, Worker

TARGET = 4.0
IDLE_SECONDS = 2.0
SETTLE_SECONDS = 0.3
"""After the last reply the durable engine still writes that the job is done; that belongs to the turn."""


@asynccontextmanager
async def bookings(options: dict[str, Any]) -> AsyncIterator[Round]:
    """Rounds of one whole booking each, by a new customer; answers the round's CPU milliseconds and counts."""
    async with measured_desk(
        Path(options["folder"]), Path(options["index"]), inline=options["inline"]
    ) as measured:
        meter = measured.meter

        async def do_round(request: dict[str, Any]) -> dict[str, Any]:
            if "idle_seconds" in request:
                cpu, began = process_time(), perf_counter()
                await asyncio.sleep(request["idle_seconds"])
                return {"share": (process_time() - cpu) / (perf_counter() - began)}
            number = request["number"]
            started = perf_counter()
            customer = Customer(measured, number, random.Random(options["seed"] + number))  # noqa: S311
            before = (process_time(), meter.graph_seconds, meter.embedding_seconds)
            embedded_before, with_model = meter.embedded, 0
            async for _ in book(customer):
                with_model += meter.embedded > embedded_before
                embedded_before = meter.embedded
            if not options["inline"]:
                await asyncio.sleep(SETTLE_SECONDS)
            after = (process_time(), meter.graph_seconds, meter.embedding_seconds)
            whole, graph, embedding = ((b - a) * 1000 for a, b in zip(before, after, strict=True))
            return {
                "turns": len(customer.exchanges),
                "with_model": with_model,
                "whole_ms": whole,
                "graph_ms": graph,
                "embedding_ms": embedding,
                "wall_ms": (perf_counter() - started) * 1000,
            }

        yield do_round


def measure(plan: Plan) -> list[Finding]:
    """The durable desk, the desk without its engine, and the bare graph take turns, one booking each."""
    rounds = plan.choose(20, 10)
    shared = {"index": str(plan.index), "seed": plan.seed}
    durable_options = {**shared, "folder": str(plan.new_folder("turn-durable")), "inline": False}
    inline_options = {**shared, "folder": str(plan.new_folder("turn-inline")), "inline": True}
    bare_options = {"folder": str(plan.new_folder("turn-bare"))}
    plan.progress("opening two desks and the bare graph")
    durable_rounds, inline_rounds, bare_rounds = [], [], []
    idle: list[float] = []
    with (
        Worker(bookings, durable_options) as durable,
        Worker(bookings, inline_options) as inline,
        Worker(lean_turns, bare_options) as bare,
    ):
        for number in range(-1, rounds):
            plan.progress(f"booking {max(number, 0)} of {rounds}")
            # The order turns, so that nothing is always the one that follows a pause.
            first, second = (durable, inline) if number % 2 else (inline, durable)
            done = {worker: worker.round(number=number + 1) for worker in (first, second)}
            turns = done[durable]["turns"]
            empty = bare.round(number=number + 1, turns=turns)
            if number >= 0:
                durable_rounds.append(done[durable])
                inline_rounds.append(done[inline])
                bare_rounds.append(empty["cpu_ms"])
            if number % 5 == 4:
                idle.append(durable.round(idle_seconds=IDLE_SECONDS)["share"])
    for done_round in durable_rounds:
        done_round["idle_ms"] = mean(idle) * done_round["wall_ms"]
    return [_finding(plan, durable_rounds, inline_rounds, bare_rounds)]


def _finding(
    plan: Plan,
    durable: list[dict[str, Any]],
    inline: list[dict[str, Any]],
    bare: list[list[float]],
) -> Finding:
    def ratio(rounds: list[dict[str, Any]], *parts: str) -> dict[str, float]:
        """Of the first part less the others."""
        ours = [(r[parts[0]] - sum(r[p] for p in parts[1:])) / r["turns"] for r in rounds]
        pairs = [Pair([value], [mean(empty)]) for value, empty in zip(ours, bare, strict=True)]
        found = compare(pairs, mean, seed=plan.seed)
        return {"cpu_ms": mean(ours), "ratio": found.value, "low": found.low, "high": found.high}

    parts = {
        "whole": ratio(durable, "whole_ms"),
        "whole_without_idle_polling": ratio(durable, "whole_ms", "idle_ms"),
        "whole_without_idle_polling_and_embedding": ratio(durable, "whole_ms", "idle_ms", "embedding_ms"),
        "whole_without_embedding": ratio(durable, "whole_ms", "embedding_ms"),
        "without_engine": ratio(inline, "whole_ms"),
        "without_engine_and_embedding": ratio(inline, "whole_ms", "embedding_ms"),
        "graph_only": ratio(inline, "graph_ms"),
        "graph_without_embedding": ratio(inline, "graph_ms", "embedding_ms"),
    }
    turns = sum(r["turns"] for r in durable)
    share = sum(r["with_model"] for r in durable) / turns
    whole = compare(
        [Pair([r["whole_ms"] / r["turns"]], [mean(empty)]) for r, empty in zip(durable, bare, strict=True)],
        mean,
        seed=plan.seed,
    )
    notes = [
        f"{len(durable)} bookings of {turns / len(durable):.1f} messages; {share:.0%} of the messages needed the"
        f" embedding model; bare graph: {len(NODES)} empty nodes, a step of LangGraph each, on the same event loop;"
        " the desk's nodes, as many, share one step while nobody listens to them (graphs/straight.py)",
        *(f"{name.replace('_', ' ')}: {p['cpu_ms']:.1f} ms, {p['ratio']:.2f} ({p['low']:.2f}-{p['high']:.2f})"
          for name, p in parts.items()),
    ]  # fmt: skip
    return Finding(
        name="turn_cpu",
        title="CPU per turn ÷ bare LangGraph",
        unit="ms",
        ours=parts["whole"]["cpu_ms"],
        bare=mean([mean(empty) for empty in bare]),
        ratio=whole,
        target=TARGET,
        details={
            "pairs": len(durable), "turns": turns, "share_with_embedding": share, "parts": parts,
            "wall_ms_per_turn": sum(r["wall_ms"] for r in durable) / turns,
            "idle_cpu_share": sum(r["idle_ms"] for r in durable) / sum(r["wall_ms"] for r in durable),
        },
        notes=notes,
    )  # fmt: skip
