"""Requests at a rate, as many senders would make them, over a fixed number of connections.

Every request has its moment from the start, whatever the answers before it did; its latency counts from that moment,
so a slow answer cannot hide the ones that had to wait behind it. Where nothing kept it but this process, which woke too
late (by a millisecond on an idle machine), it counts from then: messengers run elsewhere.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter

from benchmarks.worker import MeasurementFailed

NextBody = Callable[[], bytes]


class Connection:
    """One HTTP/1.1 connection that posts JSON and reads the answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        self._reader = reader
        self._writer = writer
        self._head = head

    async def post(self, body: bytes) -> None:
        """Raises MeasurementFailed for any answer but 200."""
        self._writer.write(self._head + b"content-length: %d\r\n\r\n" % len(body) + body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        at = lower.index(b"content-length:")
        length = int(lower[at + 15 : lower.index(b"\r\n", at)])
        answer = await self._reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise MeasurementFailed(f"a webhook was not stored: {head[:60]!r} {answer[:200]!r}")

    def close(self) -> None:
        self._writer.close()


@asynccontextmanager
async def connections(
    port: int, path: str, headers: dict[str, str], count: int
) -> AsyncIterator[list[Connection]]:
    """`count` open connections to 127.0.0.1:`port`."""
    lines = [f"POST {path} HTTP/1.1", f"host: 127.0.0.1:{port}", "content-type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    head = ("\r\n".join(lines) + "\r\n").encode("ascii")
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(count):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            connection = Connection(reader, writer, head)
            stack.callback(connection.close)
            opened.append(connection)
        yield opened


async def measure_capacity(senders: list[Connection], next_body: NextBody, *, seconds: float) -> float:
    """Requests a second when every connection asks again as soon as it is answered."""
    deadline = perf_counter() + seconds
    done = 0

    async def send(connection: Connection) -> None:
        nonlocal done
        while perf_counter() < deadline:
            await connection.post(next_body())
            done += 1

    began = perf_counter()
    await asyncio.gather(*(send(connection) for connection in senders))
    return done / (perf_counter() - began)


async def send_at_rate(
    senders: list[Connection],
    next_body: NextBody,
    *,
    per_second: float,
    ramp_seconds: float,
    seconds: float,
    rng: random.Random,
) -> list[float]:
    """Latencies in milliseconds of requests with random gaps (Poisson) of `per_second` on average; those of the
    first `ramp_seconds` are not reported.
    """
    schedule = iter(list(moments(per_second, ramp_seconds + seconds, rng)))
    latencies: list[float] = []
    began = perf_counter()

    async def send(connection: Connection) -> None:
        for moment in schedule:
            due = began + moment
            early = due - perf_counter()
            if early > 0:
                await asyncio.sleep(early)
                due = perf_counter()
            await connection.post(next_body())
            if moment >= ramp_seconds:
                latencies.append((perf_counter() - due) * 1000)

    await asyncio.gather(*(send(connection) for connection in senders))
    return latencies


def moments(per_second: float, seconds: float, rng: random.Random) -> Iterator[float]:
    """The seconds, from 0 up to `seconds`, at which requests are due."""
    at = rng.expovariate(per_second)
    while at < seconds:
        yield at
        at += rng.expovariate(per_second)
