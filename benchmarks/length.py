"""CPU of turn 200 ÷ turn 5: what a turn costs must not grow with the conversation."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.arithmetic import Pair, compare, middle
from benchmarks.bytes_stored import visit
from benchmarks.customers import Customer
from benchmarks.desks import measured_desk
from benchmarks.finding import Finding, Plan
from benchmarks.worker import Round, Worker

TURNS = 200
LONG_CONVERSATIONS = 3
TARGET = 1.15


@asynccontextmanager
async def conversations(options: dict[str, Any]) -> AsyncIterator[Round]:
    """A desk without the engine. Request `grow` begins a conversation and brings it to turn 200; `compare` measures
    its next visit and the second visit of a new customer with the very same words, in milliseconds a turn.

    The model's share is left out: it depends on the words alone, and the second to say them finds them remembered.
    """
    async with measured_desk(Path(options["folder"]), Path(options["index"]), inline=True) as measured:
        meter = measured.meter
        long_ones: list[Customer] = []

        async def grow(number: int) -> dict[str, Any]:
            customer = Customer(measured, number, random.Random(number))  # noqa: S311
            while len(customer.exchanges) < TURNS:
                async for _ in visit(customer):
                    pass
            long_ones.append(customer)
            return {"turns": len(customer.exchanges)}

        async def time_visit(customer: Customer, seed: int) -> list[float]:
            customer.rng = random.Random(seed)  # noqa: S311
            cpu = []
            began = process_time() - meter.embedding_seconds
            async for _ in visit(customer):
                now = process_time() - meter.embedding_seconds
                cpu.append((now - began) * 1000)
                began = process_time() - meter.embedding_seconds
            return cpu

        async def compare_visits(number: int, seed: int) -> dict[str, Any]:
            long = long_ones[number % len(long_ones)]
            # The same remainder by five: the same language.
            short = Customer(measured, 1000 + 5 * number + long.number % 5, random.Random(seed))  # noqa: S311
            async for _ in visit(short):
                pass
            early_at, late_at = len(short.exchanges) + 1, len(long.exchanges) + 1
            timed = {}
            for customer in (long, short) if number % 2 else (short, long):
                timed[customer.number] = await time_visit(customer, seed + number)
            return {
                "early_ms": timed[short.number], "late_ms": timed[long.number],
                "early_at": early_at, "late_at": late_at,
            }  # fmt: skip

        async def do_round(request: dict[str, Any]) -> dict[str, Any]:
            if "grow" in request:
                return await grow(request["grow"])
            return await compare_visits(request["compare"], options["seed"])

        yield do_round


def measure(plan: Plan) -> list[Finding]:
    """Several long conversations, and for every one of their visits a new conversation that says the same."""
    rounds, long_ones = plan.choose(15, 10), plan.choose(LONG_CONVERSATIONS, 1)
    options = {"folder": str(plan.new_folder("length")), "index": str(plan.index), "seed": plan.seed}
    pairs = []
    late_at: list[int] = []
    early_at: list[int] = []
    with Worker(conversations, options) as worker:
        for number in range(long_ones):
            plan.progress(f"conversation {number + 1} of {long_ones} up to turn {TURNS}")
            worker.round(grow=number)
        for number in range(rounds):
            plan.progress(f"visit {number + 1} of {rounds}")
            done = worker.round(compare=number)
            pairs.append(Pair(done["late_ms"], done["early_ms"]))
            late_at.append(done["late_at"])
            early_at.append(done["early_at"])
    late = middle([value for pair in pairs for value in pair.ours])
    early = middle([value for pair in pairs for value in pair.bare])
    return [
        Finding(
            name="turn_200_over_5",
            title="CPU of a turn late ÷ early in a conversation",
            unit="ms",
            ours=late,
            bare=early,
            ratio=compare(pairs, middle, seed=plan.seed),
            target=TARGET,
            details={"pairs": rounds, "late_from_turn": late_at, "early_from_turn": early_at},
            notes=[
                f"{long_ones} conversations from turn {min(late_at)} on, against new ones from turn {min(early_at)}"
                " on, the same words; medians, without the engine and the embedding"
            ],
        )
    ]
