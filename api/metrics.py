"""Counters for Prometheus. No labels that grow with customers."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agents.understanding.model.meter import REWORDING, WRITER

if TYPE_CHECKING:
    from engine.model_counts import ModelCounts
    from engine.notifier import Notifier
    from engine.readiness import Readiness

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """One registry per application, so that several can live in one process."""

    def __init__(self, desk: DeskNumbers | None = None) -> None:
        self.registry = CollectorRegistry()
        if desk is not None:
            self.registry.register(DeskCollector(desk))
        self.requests = Counter(
            "closeloop_http_requests",
            "Answered requests.",
            ["route", "method", "status"],
            registry=self.registry,
        )
        self.request_seconds = Histogram(
            "closeloop_http_request_seconds", "Time to the first byte of the answer.", ["route"],
            buckets=_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.events = Counter(
            "closeloop_events", "Customer events taken in.", ["channel", "result"], registry=self.registry
        )
        self.chats = Gauge(
            "closeloop_open_chats", "Chat pages connected now.", ["transport"], registry=self.registry
        )
        self.decisions = Counter(
            "closeloop_decisions",
            "Decisions staff tried to make.",
            ["decision", "result"],
            registry=self.registry,
        )
        self.pending_approvals = Gauge(
            "closeloop_pending_approvals", "Decisions that staff owe.", registry=self.registry
        )
        self.late_approvals = Gauge(
            "closeloop_late_approvals",
            "Decisions that staff owe past the promised time.",
            registry=self.registry,
        )
        self._counted: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        """Finding a labelled counter costs more than counting; routes and statuses are few."""

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """An answer whose first byte was there after `seconds`. `route` is the template, never the path."""
        key = (route, method, status)
        counted = self._counted.get(key)
        if counted is None:
            counted = self._counted[key] = (
                self.requests.labels(route, method, str(status)),
                self.request_seconds.labels(route),
            )
        counted[0].inc()
        counted[1].observe(seconds)


class DeskNumbers(Protocol):
    """What is known of the desk's own work, in whichever process it is done."""

    @property
    def notifier(self) -> Notifier: ...

    @property
    def readiness(self) -> Readiness: ...

    @property
    def model_counts(self) -> ModelCounts: ...

    def processes(self) -> dict[str, int]: ...


class DeskCollector(Collector):
    """Numbers of both processes, read when they are asked for."""

    def __init__(self, desk: DeskNumbers) -> None:
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        changes = CounterMetricFamily(
            "closeloop_changes",
            "What happened to conversations: turns answered, deliveries tried, messages in.",
            labels=["kind"],
        )
        for kind, count in sorted(self._desk.notifier.published.items()):
            changes.add_metric([kind], count)
        yield changes
        yield GaugeMetricFamily(
            "closeloop_ready", "1 when messages are answered.", value=float(self._desk.readiness.is_ready)
        )
        yield from self._model()
        memory = GaugeMetricFamily(
            "closeloop_process_resident_memory_bytes", "Resident memory.", labels=["process"]
        )
        cpu = CounterMetricFamily("closeloop_process_cpu_seconds", "CPU time.", labels=["process"])
        for name, pid in self._desk.processes().items():
            used = read_process(pid)
            if used is not None:
                memory.add_metric([name], used[0])
                cpu.add_metric([name], used[1])
        yield memory
        yield cpu

    def _model(self) -> Iterator[Metric]:
        """Nothing without a model, or before it was first asked."""
        counts = self._desk.model_counts.current
        if not counts:
            return
        results = CounterMetricFamily(
            "closeloop_model_readings", "Messages the model was asked about.", labels=["result"]
        )
        results.add_metric(["answered"], counts.get("answered", 0))
        for name, count in counts.items():
            kind = name.removeprefix("failed:")
            if kind != name:
                results.add_metric([kind], count)
        yield results
        tokens = CounterMetricFamily("closeloop_model_tokens", "Tokens used.", labels=["kind"])
        tokens.add_metric(["input"], counts.get("input_tokens", 0))
        tokens.add_metric(["output"], counts.get("output_tokens", 0))
        yield tokens
        yield CounterMetricFamily(
            "closeloop_model_requests",
            "Requests to the model, retries included.",
            value=counts.get("requests", 0),
        )
        yield CounterMetricFamily(
            "closeloop_model_cost", "What they cost by the configured prices.", value=counts.get("cost", 0)
        )
        yield from _rewording(counts)
        yield GaugeMetricFamily(
            "closeloop_model_resting",
            "1 while the model is left alone after failures.",
            value=counts.get("breaker_open", 0),
        )


def _rewording(counts: Mapping[str, float]) -> Iterator[Metric]:
    """What the model that rewords replies used, and what came of it; nothing where none does."""
    if f"{WRITER}requests" not in counts:
        return
    results = CounterMetricFamily(
        "closeloop_model_rewordings", "Replies the model was to reword.", labels=["result"]
    )
    for name, count in counts.items():
        verdict = name.removeprefix(REWORDING)
        if verdict != name:
            results.add_metric([verdict], count)
    yield results
    tokens = CounterMetricFamily("closeloop_model_writer_tokens", "Tokens of rewording.", labels=["kind"])
    tokens.add_metric(["input"], counts.get(f"{WRITER}input_tokens", 0))
    tokens.add_metric(["output"], counts.get(f"{WRITER}output_tokens", 0))
    yield tokens
    yield CounterMetricFamily(
        "closeloop_model_writer_requests",
        "Requests for rewording, retries included.",
        value=counts.get(f"{WRITER}requests", 0),
    )
    yield CounterMetricFamily(
        "closeloop_model_writer_cost",
        "What rewording cost by the configured prices.",
        value=counts.get(f"{WRITER}cost", 0),
    )


def read_process(pid: int) -> tuple[int, float] | None:
    """Resident bytes and CPU seconds of a process; None where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    ticks = int(fields[11]) + int(fields[12])
    return pages * os.sysconf("SC_PAGE_SIZE"), ticks / os.sysconf("SC_CLK_TCK")


class RequestMetrics:
    """Counts by route template (`/inbox/c/{conversation_id}`), never by path."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", None) or "unmatched"
                self._metrics.count(route, scope["method"], message["status"], time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, send_and_count)
