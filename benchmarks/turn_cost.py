"""CPU per turn ÷ bare LangGraph: whole bookings through the real desk, against as many turns of an empty graph.

They take turns message by message. A graph that runs turn after turn without a pause finds the processor's caches full of
itself, and costs a quarter less; no desk is written to like that. What it costs so is told beside it.
"""

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
from benchmarks.customers import OPENINGS, Customer, Exchange, book
from benchmarks.desks import measured_desk
from benchmarks.finding import Finding, Plan
from benchmarks.worker import Round, Worker

TARGET = 4.0
IDLE_SECONDS = 2.0
SETTLE_SECONDS = 0.05
"""After a reply the durable engine still writes that the job is done; that belongs to the turn."""


@asynccontextmanager
async def bookings(options: dict[str, Any]) -> AsyncIterator[Round]:
    """Rounds of one message each, of one booking a `number`, by a new customer; answers the round's CPU milliseconds, and
    whether the booking goes on.
    """
    async with measured_desk(
        Path(options["folder"]), Path(options["index"]), inline=options["inline"]
    ) as measured:
        meter = measured.meter
        exchanges: dict[int, AsyncIterator[Exchange]] = {}

        def meters() -> tuple[float, float, float]:
            return process_time(), meter.graph_seconds, meter.embedding_seconds

        async def do_round(request: dict[str, Any]) -> dict[str, Any]:
            if "idle_seconds" in request:
                cpu, began = process_time(), perf_counter()
                await asyncio.sleep(request["idle_seconds"])
                return {"share": (process_time() - cpu) / (perf_counter() - began)}
            number = request["number"]
            if number not in exchanges:
                customer = Customer(measured, number, random.Random(options["seed"] + number))  # noqa: S311
                exchanges[number] = book(customer)
            started, before, embedded_before = perf_counter(), meters(), meter.embedded
            exchange = await anext(exchanges[number], None)
            if not options["inline"]:
                await asyncio.sleep(SETTLE_SECONDS)
            whole, graph, embedding = ((b - a) * 1000 for a, b in zip(before, meters(), strict=True))
            return {
                "goes_on": exchange is not None,
                "turns": int(exchange is not None),
                "with_model": int(meter.embedded > embedded_before),
                "whole_ms": whole,
                "graph_ms": graph,
                "embedding_ms": embedding,
                "wall_ms": (perf_counter() - started) * 1000,
            }

        yield do_round


def measure(plan: Plan) -> list[Finding]:
    """The durable desk, the bare graph, and the desk without its engine take turns, one message each."""
    rounds = plan.choose(20, 10)
    shared = {"index": str(plan.index), "seed": plan.seed}
    durable_options = {**shared, "folder": str(plan.new_folder("turn-durable")), "inline": False}
    inline_options = {**shared, "folder": str(plan.new_folder("turn-inline")), "inline": True}
    bare_options = {"folder": str(plan.new_folder("turn-bare"))}
    plan.progress("opening two desks and the bare graph")
    durable_rounds, inline_rounds, bare_rounds, unpaused, first = [], [], [], [], []
    idle: list[float] = []
    with (
        Worker(bookings, durable_options) as durable,
        Worker(bookings, inline_options) as inline,
        Worker(lean_turns, bare_options) as bare,
    ):
        # The first customer of each kind makes the owner's words of a language ready to be filled, once in a process.
        for number in range(-len(OPENINGS), rounds):
            plan.progress(f"booking {max(number, 0)} of {rounds}")
            durable_sum, inline_sum, empty = _book_beside(durable, inline, bare, number + len(OPENINGS))
            again = bare.round(thread=f"unpaused-{number}", turns=durable_sum["turns"])
            if number < 0:
                first.append(durable_sum["whole_ms"] / durable_sum["turns"])
            else:
                durable_rounds.append(durable_sum)
                inline_rounds.append(inline_sum)
                bare_rounds.append(empty)
                unpaused.extend(again["cpu_ms"])
            if number >= 0 and number % 5 == 4:
                idle.append(durable.round(idle_seconds=IDLE_SECONDS)["share"])
    for done_round in durable_rounds:
        done_round["idle_ms"] = mean(idle) * done_round["wall_ms"]
    return [_finding(plan, durable_rounds, inline_rounds, bare_rounds, mean(unpaused), first)]


def _book_beside(
    durable: Worker, inline: Worker, bare: Worker, number: int
) -> tuple[dict[str, float], dict[str, float], list[float]]:
    """One booking at each desk, and of the bare graph a turn behind every message of the durable desk's: what the desks
    counted in all, and the milliseconds of each bare turn.
    """
    sums: dict[Worker, dict[str, float]] = {durable: {}, inline: {}}
    going_on = [durable, inline]
    if number % 2:
        # Nothing is always the one that follows a pause.
        going_on.reverse()
    empty: list[float] = []
    while going_on:
        for desk in list(going_on):
            done = desk.round(number=number)
            if not done.pop("goes_on"):
                going_on.remove(desk)
            elif desk is durable:
                empty += bare.round(thread=f"case-{number}", turns=1)["cpu_ms"]
            for name, value in done.items():
                sums[desk][name] = sums[desk].get(name, 0) + value
    return sums[durable], sums[inline], empty


def _finding(
    plan: Plan,
    durable: list[dict[str, float]],
    inline: list[dict[str, float]],
    bare: list[list[float]],
    unpaused_ms: float,
    first: list[float],
) -> Finding:
    def ratio(rounds: list[dict[str, float]], *parts: str) -> dict[str, float]:
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
    bare_ms = mean([mean(empty) for empty in bare])
    whole = compare(
        [Pair([r["whole_ms"] / r["turns"]], [mean(empty)]) for r, empty in zip(durable, bare, strict=True)],
        mean,
        seed=plan.seed,
    )
    notes = [
        f"{len(durable)} bookings of {turns / len(durable):.1f} messages; {share:.0%} of the messages needed the"
        f" embedding model; bare graph: {len(NODES)} empty nodes, a step of LangGraph each, on the same event loop;"
        " the desk's nodes, as many, share one step while nobody listens to them (graphs/straight.py)",
        f"bare turns one after another without a pause: {unpaused_ms:.2f} ms each; to those ours are"
        f" {parts['whole']['cpu_ms'] / unpaused_ms:.2f}",
        f"the first booking of each kind, before these and not counted: {first[0]:.0f} ms a turn, then"
        f" {', '.join(f'{each:.1f}' for each in first[1:])}",
        *(f"{name.replace('_', ' ')}: {p['cpu_ms']:.1f} ms, {p['ratio']:.2f} ({p['low']:.2f}-{p['high']:.2f})"
          for name, p in parts.items()),
    ]  # fmt: skip
    return Finding(
        name="turn_cpu",
        title="CPU per turn ÷ bare LangGraph",
        unit="ms",
        ours=parts["whole"]["cpu_ms"],
        bare=bare_ms,
        ratio=whole,
        target=TARGET,
        details={
            "pairs": len(durable), "turns": turns, "share_with_embedding": share, "parts": parts,
            "bare_unpaused_ms": unpaused_ms,
            "first_bookings_ms": first,
            "wall_ms_per_turn": sum(r["wall_ms"] for r in durable) / turns,
            "idle_cpu_share": sum(r["idle_ms"] for r in durable) / sum(r["wall_ms"] for r in durable),
        },
        notes=notes,
    )  # fmt: skip
