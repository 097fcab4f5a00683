"""Turns a second with 50 customers who each write as soon as they are answered, and what that takes."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.arithmetic import p50, p95
from benchmarks.customers import Customer, NotBooked, book
from benchmarks.desks import measured_desk
from benchmarks.finding import Finding, Plan
from benchmarks.servers import memory_bytes
from benchmarks.worker import MeasurementFailed, Round, Worker

CUSTOMERS = 50
WARM_SECONDS = 10.0
"""By then they are no longer all at the same point of their bookings."""


@asynccontextmanager
async def crowd(options: dict[str, Any]) -> AsyncIterator[Round]:
    """One round: `customers` at once for `seconds`, booking after booking, each by somebody new."""
    async with measured_desk(Path(options["folder"]), Path(options["index"])) as measured:
        numbers = itertools.count()
        seed = options["seed"]

        async def do_round(request: dict[str, Any]) -> dict[str, Any]:
            latencies: list[float] = []
            began = perf_counter()
            warm_at, end_at = began + WARM_SECONDS, began + WARM_SECONDS + request["seconds"]
            booked = gave_up = 0

            async def write_until_the_end() -> None:
                nonlocal booked, gave_up
                while perf_counter() < end_at:
                    number = next(numbers)
                    customer = Customer(measured, number, random.Random(seed + number))  # noqa: S311
                    try:
                        async for exchange in book(customer):
                            if perf_counter() > end_at:
                                return
                            if perf_counter() > warm_at:
                                latencies.append(exchange.seconds * 1000)
                    except NotBooked:
                        # All of them want the same few times: whoever loses them again and again leaves.
                        gave_up += 1
                    else:
                        booked += 1

            people = [asyncio.create_task(write_until_the_end()) for _ in range(request["customers"])]
            await asyncio.sleep(max(0.0, warm_at - perf_counter()))
            cpu, turns, embedding = process_time(), measured.meter.turns, measured.meter.embedding_seconds
            from_time = perf_counter()
            await asyncio.sleep(max(0.0, end_at - perf_counter()))
            took = perf_counter() - from_time
            cpu, turns = process_time() - cpu, measured.meter.turns - turns
            embedding = measured.meter.embedding_seconds - embedding
            await asyncio.gather(*people)
            if gave_up > booked:
                raise MeasurementFailed(
                    f"{gave_up} bookings did not come about, {booked} did: these are no bookings"
                )
            return {
                "booked": booked,
                "gave_up": gave_up,
                "turns_per_second": turns / took,
                "cpu_ms_per_turn": cpu / max(turns, 1) * 1000,
                "embedding_ms_per_turn": embedding / max(turns, 1) * 1000,
                "cores_used": cpu / took,
                "latencies_ms": latencies,
                "turns": turns,
                "memory_bytes": memory_bytes(os.getpid()),
            }

        yield do_round


def measure(plan: Plan) -> list[Finding]:
    """A closed loop: the figures say what the machine can do, not how customers arrive."""
    seconds = plan.choose(30, 12)
    options = {"folder": str(plan.new_folder("throughput")), "index": str(plan.index), "seed": plan.seed}
    plan.progress("opening the desk")
    with Worker(crowd, options) as worker:
        plan.progress(f"{CUSTOMERS} customers for {seconds} s")
        done = worker.round(customers=CUSTOMERS, seconds=seconds)
    latencies = done.pop("latencies_ms")
    if not latencies:
        raise MeasurementFailed(
            f"nobody was answered within {seconds} s: this machine is too busy to measure"
        )
    done |= {"latency_p50_ms": p50(latencies), "latency_p95_ms": p95(latencies), "customers": CUSTOMERS}
    return [
        Finding(
            name="turns_per_second",
            title=f"Turns per second, {CUSTOMERS} customers at once",
            unit="1/s",
            ours=done["turns_per_second"],
            details=done,
            notes=[
                f"answer p50 {done['latency_p50_ms']:.0f} ms, p95 {done['latency_p95_ms']:.0f} ms;"
                f" {done['cpu_ms_per_turn']:.1f} ms CPU a turn ({done['embedding_ms_per_turn']:.1f} of it the"
                f" embedding), {done['cores_used']:.2f} cores busy, {done['memory_bytes'] / 2**20:.0f} MB",
                f"{done['booked']} visits booked; {done['gave_up']} customers lost the times they chose to others again and"
                " again, and left",
            ],
        )
    ]
