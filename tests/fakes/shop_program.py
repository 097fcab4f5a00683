"""A shop's own program on this machine: the contract of docs/orders.md, and as unreliable as it is told to be."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from domain.order import Order

KEY = "shop-key"


@dataclass
class ShopProgram:
    """`broken`: the next so many requests are answered with 503. `seen`: method and path of every request."""

    orders: dict[str, Order]
    url: str = ""
    broken: int = 0
    garbage: bool = False
    seen: list[tuple[str, str]] = field(default_factory=list)
    done: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    """Idempotency-Key -> request and stored answer."""
    writes: int = 0

    def answer(self, method: str, path: str, body: dict[str, Any], key: str) -> tuple[int, Any]:
        self.seen.append((method, path))
        if self.broken > 0:
            self.broken -= 1
            return 503, {"error": "down"}
        parts = [unquote(p) for p in path.strip("/").split("/")]
        if method == "GET" and parts[0] == "orders" and len(parts) == 2:
            found = self._find(parts[1])
            return (404, {}) if found is None else (200, found.model_dump(mode="json"))
        if path == "/orders/search":
            mine = [o for o in self.orders.values() if o.email.casefold() == str(body["email"]).casefold()]
            mine.sort(key=lambda o: (o.placed_on, o.id), reverse=True)
            return 200, {"orders": [o.model_dump(mode="json") for o in mine[: body["limit"]]]}
        return self._write(parts, body, key, f"{path} {json.dumps(body, sort_keys=True)}")

    def _find(self, order_id: str) -> Order | None:
        return next((o for o in self.orders.values() if o.id.casefold() == order_id.casefold()), None)

    def _write(self, parts: list[str], body: dict[str, Any], key: str, request: str) -> tuple[int, Any]:
        if not key:
            return 400, {"error": "no Idempotency-Key"}
        if key in self.done:
            stored, answer = self.done[key]
            return (200, answer) if stored == request else (422, {"error": "the key of another request"})
        if parts[-1] == "return-label":
            order = self._find(parts[1])
            if order is None:
                return 404, {}
            if order.delivered_on is None:
                return 422, {"error": "not delivered"}
            answer: dict[str, Any] = {"code": f"R-{order.id}", "valid_until": "2026-12-03"}
        elif parts == ["accounts", "reset-link"]:
            answer = {"url": "https://shop.example/reset"}
        else:
            return 404, {}
        self.writes += 1
        self.done[key] = (request, answer)
        return 200, answer


@contextmanager
def run_shop(orders: list[Order]) -> Iterator[ShopProgram]:
    """The program, listening until the end of the block."""
    shop = ShopProgram({order.id: order for order in orders})

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}") if length else {}
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                status, answer = 401, {"error": "who are you?"}
            else:
                key = self.headers.get("Idempotency-Key", "")
                status, answer = shop.answer(self.command, self.path, body or {}, key)
            data = b"<html>" if shop.garbage else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _handle

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
