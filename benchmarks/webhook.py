"""Webhook acknowledgement p99 ÷ bare FastAPI with one durable insert, while ours answers the customers as well."""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from benchmarks.arithmetic import Pair, compare, p50, p99
from benchmarks.customers import OPENINGS
from benchmarks.finding import Finding, Plan
from benchmarks.load import connections, measure_capacity, send_at_rate
from benchmarks.servers import Server, memory_bytes, running
from benchmarks.telegram import SECRET, SECRET_HEADER, update
from benchmarks.worker import MeasurementFailed

TARGET = 1.5
PATH = "/webhooks/telegram"
CONNECTIONS = 16
CUSTOMERS = 50
"""They write without a pause, so every one of them has a turn every few seconds (the longest wait for a burst)."""
SHARE_OF_CAPACITY = 0.6
BUSY_DAY = 20.0
"""Webhooks a second of a business that answers thousands of customers a day."""
BUSIER = (2, 4.0)
"""Rounds and seconds at the paces of hundreds a second: so many webhooks come in a second that few will do."""
RAMP_SECONDS = 7.0
"""Not measured: the first turns begin when the longest wait for a burst has passed (6 s), and then never stop."""
BARE_RAMP_SECONDS = 0.5
DRAIN_SECONDS = 180.0

_UNANSWERED = (
    "SELECT (SELECT count(*) FROM conversation WHERE scheduled IS NOT NULL OR running_turn IS NOT NULL)"
    " + (SELECT count(*) FROM outbox WHERE status IN ('pending','sending','retry'))"
)


def measure(plan: Plan) -> list[Finding]:
    """One server of each kind stays up; they are loaded in turns, and ours has finished before the bare one is."""
    folder = plan.new_folder("webhook")
    database = folder / "desk" / "closeloop.db"
    plan.progress("starting two servers")
    with (
        running("benchmarks.telegram", "{port}", log=folder / "sink.log") as sink,
        running("benchmarks.bare_server", str(folder / "bare.db"), "{port}", log=folder / "bare.log") as bare,
        running(
            "benchmarks.served_desk", str(folder / "desk"), str(plan.index), "{port}",
            f"http://127.0.0.1:{sink.port}", log=folder / "desk.log",
        ) as ours,
    ):  # fmt: skip
        return _compare(plan, ours, bare, database)


def _compare(plan: Plan, ours: Server, bare: Server, database: Path) -> list[Finding]:
    """At three paces: what the bare server could take, what ours can, and an ordinary busy day; quickly, at the last
    alone. The pace that says how both servers stand is a busy day's: at the others they wait for this machine."""
    customers = Customers(plan.seed)
    idle_memory = ours.memory_bytes()
    day = Pace("webhook_ack_p99_day", BUSY_DAY, plan.choose(4, 3), float(plan.choose(16, 12)), "a busy day")
    paces, capacities = [day], {}
    if not plan.quick:
        plan.progress("the bare server's capacity")
        capacity = asyncio.run(_find_capacity(bare, customers, seconds=3.0))
        plan.progress("our capacity, and warming up")
        our_capacity = asyncio.run(_find_capacity(ours, customers, seconds=3.0))
        _drain(database)
        capacities = {"bare_capacity_per_second": capacity, "our_capacity_per_second": our_capacity}
        paces += [
            Pace("webhook_ack_p99", capacity * SHARE_OF_CAPACITY, *BUSIER,
                 f"{SHARE_OF_CAPACITY:.0%} of the bare server's {capacity:.0f}/s"),
            Pace("webhook_ack_p99_own", our_capacity * SHARE_OF_CAPACITY, *BUSIER,
                 f"{SHARE_OF_CAPACITY:.0%} of our own {our_capacity:.0f}/s"),
        ]  # fmt: skip
    findings = [_measure_at(plan, pace, ours, bare, customers, database) for pace in paces]
    findings[0].details.update(
        memory_bytes_idle=idle_memory, memory_bytes_after=ours.memory_bytes(),
        bare_memory_bytes=bare.memory_bytes(), **capacities,
    )  # fmt: skip
    if capacities:
        findings[0].notes.append(
            "capacity in the first seconds, before any turn: "
            f"{capacities['our_capacity_per_second']:.0f} webhooks/s, bare {capacities['bare_capacity_per_second']:.0f}"
        )
    return [
        *findings,
        Finding(
            name="memory_served",
            title="Memory of the served processes after that load",
            unit="MB",
            ours=ours.memory_bytes() / 2**20,
            bare=bare.memory_bytes() / 2**20,
            notes=[
                f"{idle_memory / 2**20:.0f} MB before the first message;"
                f" of which {memory_bytes(ours.pid) / 2**20:.0f} MB is the door's now"
            ],
        ),
    ]


@dataclass(frozen=True)
class Pace:
    """One operating point: `per_second` webhooks, the same for both servers."""

    name: str
    per_second: float
    rounds: int
    seconds: float
    what: str


def _measure_at(
    plan: Plan, pace: Pace, ours: Server, bare: Server, customers: Customers, database: Path
) -> Finding:
    pairs: list[Pair] = []
    turns, cpu, door_cpu, bare_cpu, door_waits, bare_waits = 0, 0.0, 0.0, 0.0, 0.0, 0.0
    for number in range(pace.rounds):
        plan.progress(
            f"{pace.what}, round {number + 1} of {pace.rounds}: {pace.per_second:.0f} webhooks a second"
        )
        answered, cpu_before, door_before, door_waited = (
            _count_turns(database),
            ours.cpu_seconds(),
            ours.door_cpu_seconds(),
            ours.door_waiting_seconds(),
        )
        options: dict[str, Any] = {
            "rate": pace.per_second,
            "seconds": pace.seconds,
            "seed": plan.seed + number,
        }
        our_latencies = asyncio.run(_load(ours, customers, ramp=RAMP_SECONDS, **options))
        turns += _count_turns(database) - answered
        cpu += ours.cpu_seconds() - cpu_before
        door_cpu += ours.door_cpu_seconds() - door_before
        door_waits += ours.door_waiting_seconds() - door_waited
        _drain(database)
        bare_before, bare_waited = bare.cpu_seconds(), bare.door_waiting_seconds()
        bare_latencies = asyncio.run(_load(bare, customers, ramp=BARE_RAMP_SECONDS, **options))
        bare_cpu += bare.cpu_seconds() - bare_before
        bare_waits += bare.door_waiting_seconds() - bare_waited
        pairs.append(Pair(our_latencies, bare_latencies))
    loaded_seconds = pace.rounds * (RAMP_SECONDS + pace.seconds)
    our_all = [value for pair in pairs for value in pair.ours]
    bare_all = [value for pair in pairs for value in pair.bare]
    median_ratio = compare(pairs, p50, seed=plan.seed)
    sent = pace.per_second * pace.rounds
    our_sent, bare_sent = sent * (RAMP_SECONDS + pace.seconds), sent * (BARE_RAMP_SECONDS + pace.seconds)
    door_ms, bare_ms = door_cpu / our_sent * 1000, bare_cpu / bare_sent * 1000
    door_waits_ms, bare_waits_ms = door_waits / our_sent * 1000, bare_waits / bare_sent * 1000
    details: dict[str, Any] = {
        "pairs": pace.rounds, "requests": len(our_all), "rate_per_second": pace.per_second,
        "turns_per_second_meanwhile": turns / loaded_seconds, "cores_used_by_ours": cpu / loaded_seconds,
        "cores_used_by_the_door": door_cpu / loaded_seconds, "door_cpu_ms_per_ack": door_ms, "bare_cpu_ms_per_ack": bare_ms,
        "door_waits_for_cpu_ms_per_ack": door_waits_ms, "bare_waits_for_cpu_ms_per_ack": bare_waits_ms, "ours_p50_ms": p50(our_all),
        "bare_p50_ms": p50(bare_all), "p50_ratio": median_ratio.value,
        "round_p99_ms": [(p99(pair.ours), p99(pair.bare)) for pair in pairs],
    }  # fmt: skip
    return Finding(
        name=pace.name,
        title=f"Webhook ack p99 ÷ bare FastAPI + SQLite insert, {pace.what}",
        unit="ms",
        ours=p99(our_all),
        bare=p99(bare_all),
        ratio=compare(pairs, p99, seed=plan.seed, resamples=500),
        target=TARGET,
        details=details,
        notes=[
            f"{pace.per_second:.0f} webhooks/s over {CONNECTIONS} connections; ours answers"
            f" {details['turns_per_second_meanwhile']:.1f} turns/s meanwhile on {details['cores_used_by_ours']:.2f}"
            f" cores, {details['cores_used_by_the_door']:.2f} of them the door's",
            f"p50: {details['ours_p50_ms']:.1f} ms ÷ {details['bare_p50_ms']:.1f} ms = {median_ratio.value:.2f}"
            f" ({median_ratio.low:.2f}-{median_ratio.high:.2f}); CPU of an acknowledgement: {door_ms:.2f} ms in the door"
            f" ÷ {bare_ms:.2f} ms bare",
            f"waiting for a free processor, a webhook: {door_waits_ms:.2f} ms in the door ÷ {bare_waits_ms:.2f} ms bare"
            " (the bare server has the machine to itself: above half a millisecond others were at work on it)",
        ],
    )


class Customers:
    """Who writes next, and what: everybody in turn, every text once."""

    def __init__(self, seed: int) -> None:
        self._update_ids = itertools.count(900_000_000)
        self._rng = random.Random(seed)  # noqa: S311

    def next_body(self) -> bytes:
        update_id = next(self._update_ids)
        opening = self._rng.choice(OPENINGS).format(day="завтра", name="Анна", reason="")
        return update(update_id, 500_000 + update_id % CUSTOMERS, f"{opening} ({update_id})")


async def _find_capacity(server: Server, customers: Customers, *, seconds: float) -> float:
    async with connections(server.port, PATH, {SECRET_HEADER: SECRET}, CONNECTIONS) as senders:
        return await measure_capacity(senders, customers.next_body, seconds=seconds)


async def _load(
    server: Server, customers: Customers, *, rate: float, ramp: float, seconds: float, seed: int
) -> list[float]:
    rng = random.Random(seed)  # noqa: S311
    async with connections(server.port, PATH, {SECRET_HEADER: SECRET}, CONNECTIONS) as senders:
        return await send_at_rate(
            senders, customers.next_body, per_second=rate, ramp_seconds=ramp, seconds=seconds, rng=rng
        )


def _count_turns(database: Path) -> int:
    return _ask(database, "SELECT count(*) FROM turn")


def _drain(database: Path) -> None:
    """Wait until everything is answered and delivered. Raises MeasurementFailed after `DRAIN_SECONDS`."""
    deadline = monotonic() + DRAIN_SECONDS
    while _ask(database, _UNANSWERED):
        if monotonic() > deadline:
            raise MeasurementFailed(f"unanswered after {DRAIN_SECONDS:.0f} s: {_ask(database, _UNANSWERED)}")
        sleep(0.2)


def _ask(database: Path, question: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(question).fetchone()[0])
