"""OpenAI's chat completions on this machine: strict about requests, and as unreliable as it is told to be.

What it refuses is in `openai_requests`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.fakes.openai_requests import KEY, MODEL, Refused, check

__all__ = ["GOOD", "KEY", "MODEL", "FakeOpenAI", "serve_openai"]

GOOD: dict[str, Any] = {
    "route": "faq", "second_route": "none", "sure": "sure", "option": "none", "flags": [], "service": "none",
    "time_quote": "", "service_quote": "", "name_quote": "",
}  # fmt: skip


@dataclass
class FakeOpenAI:
    """`behaves` names the misbehaviour ("" is none); `answer` is what the model says when asked properly.

    `behaves` may be a list: one entry a request, the last one for all that follow. `refuses`: ways of asking, and `temperature`,
    that are rejected as an old model or another server does.
    """

    behaves: str | list[str] = ""
    answer: dict[str, Any] | Callable[[dict[str, Any]], dict[str, Any]] = field(
        default_factory=lambda: dict(GOOD)
    )
    refuses: set[str] = field(default_factory=set)
    retry_after: str = "0"
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What was wrong with requests, in the fake's words. Empty for a correct client."""
    hanging: int = 0
    """Requests that it took and says nothing to."""
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_behaviour(self) -> str:
        with self.lock:
            if isinstance(self.behaves, str):
                return self.behaves
            return self.behaves.pop(0) if len(self.behaves) > 1 else self.behaves[0]


def completion(message: dict[str, Any], finish: str = "stop", *, tokens: int = 60) -> dict[str, Any]:
    usage = {"prompt_tokens": 700, "completion_tokens": tokens, "total_tokens": 700 + tokens}
    full = {"role": "assistant", "content": None, "refusal": None} | message
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": MODEL, "system_fingerprint": None,
        "choices": [{"index": 0, "finish_reason": finish, "logprobs": None, "message": full}], "usage": usage,
    }  # fmt: skip


def said(way: str, content: str) -> dict[str, Any]:
    if way != "function":
        return completion({"content": content})
    call = {"id": "call_1", "type": "function", "function": {"name": "reading", "arguments": content}}
    return completion({"tool_calls": [call]}, "tool_calls")


def error(status: int, message: str, kind: str, code: str | None = None) -> tuple[int, bytes]:
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return status, json.dumps(body).encode()


_STATUSES: dict[str, tuple[int, bytes]] = {
    "401": error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
    "403": error(403, "Country, region, or territory not supported", "request_forbidden", "unsupported_country_region_territory"),
    "404": error(404, "The model `x` does not exist", "invalid_request_error", "model_not_found"),
    "429": error(429, "Rate limit reached for requests", "requests", "rate_limit_exceeded"),
    "429 date": error(429, "Rate limit reached for requests", "requests", "rate_limit_exceeded"),
    "500": error(500, "The server had an error while processing your request", "server_error"),
    "503": error(503, "That model is currently overloaded with other requests.", "server_error"),
    "filter": error(400, "The response was filtered", "invalid_request_error", "content_filter"),
    "html": (200, b"<html><body>502 Bad Gateway</body></html>"),
}  # fmt: skip


def misbehaved(name: str, way: str, good: dict[str, Any]) -> bytes | None:
    """The 200 answer of a misbehaviour; None when `name` is not one of those."""
    text = json.dumps(good, ensure_ascii=False)
    bodies: dict[str, Callable[[], dict[str, Any]]] = {
        "refusal": lambda: completion({"refusal": "I'm sorry, I cannot assist with that request."}),
        "empty": lambda: completion({"content": ""}),
        "null": lambda: completion({"content": None}),
        "no choices": lambda: completion({}) | {"choices": []},
        "garbage": lambda: said(way, '{"route": "faq", "second_'),
        "prose": lambda: said(way, "The customer would like to book."),
        "wrong keys": lambda: said(way, json.dumps({"intent": "booking", "confidence": 1})),
        "unknown value": lambda: said(way, json.dumps(good | {"route": "give_refund"})),
        "list": lambda: said(way, "[]"),
        "endless": lambda: completion({"content": text[:-2] + "a" * 1500}, "length", tokens=400),
        "filtered": lambda: completion({"content": ""}, "content_filter"),
        "10 MB": lambda: said(way, text + " " * 10_000_000),
    }  # fmt: skip
    made = bodies.get(name)
    return json.dumps(made()).encode() if made is not None else None


@contextmanager
def serve_openai(**state: Any) -> Iterator[FakeOpenAI]:
    """The fake at `url`, until the block ends."""
    fake = FakeOpenAI(**state)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.path != "/v1/chat/completions":
                return self._send(404, b'{"error": {"message": "Invalid URL"}}')
            request = json.loads(raw)
            fake.asked.append(request)
            try:
                way = check(request, self.headers, fake.refuses)
            except Refused as refused:
                if not refused.asked_for:
                    fake.problems.append(str(refused.body["error"]["message"]))
                return self._send(refused.status, json.dumps(refused.body).encode())
            good = fake.answer(request) if callable(fake.answer) else fake.answer
            self._behave(fake.next_behaviour(), way, good)

        def _behave(self, name: str, way: str, good: dict[str, Any]) -> None:
            if name in _STATUSES:
                status, body = _STATUSES[name]
                return self._send(status, body, html=name == "html", retry=_retry(name, fake))
            if name == f"no {way}":
                return self._send(500, b'{"error": {"message": "unsupported", "type": "server_error"}}')
            if name == "function returns nothing" and way == "function":
                return self._send(200, json.dumps(completion({"content": None})).encode())
            body = (
                misbehaved(name, way, good)
                or json.dumps(said(way, json.dumps(good, ensure_ascii=False))).encode()
            )
            if name == "hang":
                fake.hanging += 1
                fake.stop.wait(30)
                fake.hanging -= 1
                self.close_connection = True
            elif name == "hang up":
                self.connection.close()
                self.close_connection = True
            elif name in ("cut", "trickle"):
                self._part(name, body)
            else:
                self._send(200, body)

        def _part(self, name: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.close_connection = True
            if name == "cut":
                self.wfile.write(body[: len(body) // 2])
                return
            ends = time.monotonic() + 30
            for byte in body:
                if fake.stop.wait(0.05) or time.monotonic() > ends:
                    return
                try:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                except OSError:
                    return

        def _send(self, status: int, body: bytes, *, html: bool = False, retry: str | None = None) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "text/html" if html else "application/json")
                self.send_header("Content-Length", str(len(body)))
                if retry is not None:
                    self.send_header("Retry-After", retry)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.stop.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _retry(name: str, fake: FakeOpenAI) -> str | None:
    if name == "429":
        return fake.retry_after
    if name == "429 date":
        until = datetime.now(UTC) + timedelta(seconds=float(fake.retry_after))
        return format_datetime(until, usegmt=True)
    return None
