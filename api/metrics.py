"""Counters for Prometheus. No labels that grow with customers."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """One registry per application, so that several can live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
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
                self._metrics.requests.labels(route, scope["method"], str(message["status"])).inc()
                self._metrics.request_seconds.labels(route).observe(time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, send_and_count)
