"""OpenAI's chat completions on this machine: strict about requests, and as unreliable as it is told to be.

What it refuses, and in which words, follows the API's documented error bodies.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-0000"
MODEL = "reader-1"
_KNOWN = {
    "model", "messages", "response_format", "tools", "tool_choice", "parallel_tool_calls", "temperature", "top_p",
    "max_completion_tokens", "max_tokens", "stream", "n", "seed", "stop", "user", "store", "metadata", "reasoning_effort",
}  # fmt: skip
_STRICT_KEYS = {
    "type", "properties", "required", "additionalProperties", "items", "enum", "description", "pattern", "minItems",
    "maxItems", "anyOf", "$ref", "$defs", "const", "format", "title", "minimum", "maximum",
}  # fmt: skip
GOOD: dict[str, Any] = {
    "route": "faq", "second_route": "none", "sure": "sure", "option": "none", "flags": [], "service": "none",
    "time_quote": "", "service_quote": "", "name_quote": "",
}  # fmt: skip


class Refused(Exception):
    def __init__(self, status: int, message: str, *, kind: str = "invalid_request_error",
                 param: str | None = None, code: str | None = None) -> None:  # fmt: skip
        self.status = status
        self.asked_for = (
            "not supported" in message and param in ("response_format", "tools")
        ) or param == "temperature"
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


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


def check(request: dict[str, Any], headers: Any, fake: FakeOpenAI) -> str:
    """The way in which the request asks. Raises Refused."""
    if headers.get("Authorization") != f"Bearer {KEY}":
        raise Refused(401, "Incorrect API key provided: ***.", code="invalid_api_key")
    if "application/json" not in headers.get("Content-Type", ""):
        raise Refused(415, "Unsupported content type.")
    unknown = set(request) - _KNOWN
    if unknown:
        raise Refused(
            400, f"Unrecognized request argument supplied: {sorted(unknown)[0]}", param=sorted(unknown)[0]
        )
    if "model" not in request:
        raise Refused(400, "you must provide a model parameter")
    if request["model"] != MODEL:
        raise Refused(404, f"The model `{request['model']}` does not exist or you do not have access to it.",
                      code="model_not_found")  # fmt: skip
    if {"max_tokens", "max_completion_tokens"} <= set(request):
        raise Refused(
            400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
        )
    _check_messages(request.get("messages"))
    if "temperature" in fake.refuses and request.get("temperature", 1) != 1:
        raise Refused(400, "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value"
                           " is supported.", param="temperature", code="unsupported_value")  # fmt: skip
    if "tools" in request:
        if "function" in fake.refuses:
            raise Refused(400, "tools is not supported in this model.", param="tools")
        _check_tools(request)
        return "function"
    if "tool_choice" in request or "parallel_tool_calls" in request:
        raise Refused(400, "'tool_choice' is only allowed when 'tools' are specified.", param="tool_choice")
    form = request.get("response_format", {"type": "text"})
    if form.get("type") == "json_schema":
        if "json_schema" in fake.refuses:
            raise Refused(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
                          param="response_format")  # fmt: skip
        schema = form.get("json_schema") or {}
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", str(schema.get("name", ""))):
            raise Refused(
                400,
                "Missing required parameter: 'response_format.json_schema.name'.",
                param="response_format",
            )
        if schema.get("strict") is True:
            _check_strict(schema.get("schema"), "response_format")
        return "json_schema"
    if form.get("type") == "json_object":
        if "json" in fake.refuses:
            raise Refused(
                400, "'response_format.type' must be 'json_schema' or 'text'", param="response_format"
            )
        if not any("json" in str(m["content"]).lower() for m in request["messages"]):
            raise Refused(400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                               " 'json_object'.", param="messages")  # fmt: skip
        return "json"
    if form.get("type") != "text":
        raise Refused(400, f"Invalid value: '{form.get('type')}'.", param="response_format.type")
    return "text"


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        raise Refused(400, "Invalid 'messages': empty array. Expected an array with minimum length 1.", param="messages",
                      code="empty_array")  # fmt: skip
    for n, message in enumerate(messages):
        if message.get("role") not in ("system", "developer", "user", "assistant", "tool"):
            raise Refused(
                400,
                f"Invalid value: '{message.get('role')}'.",
                param=f"messages[{n}].role",
                code="invalid_value",
            )
        if not isinstance(message.get("content"), str):
            raise Refused(400, f"Invalid type for 'messages[{n}].content'.", param=f"messages[{n}].content")
    roles = [m["role"] for m in messages]
    if roles != ["system", "user"]:
        # The API would take more; our reader has no reason to send anything else.
        raise Refused(400, f"expected one system and one user message, got {roles}", param="messages")


def _check_tools(request: dict[str, Any]) -> None:
    names = []
    for tool in request["tools"]:
        function = tool.get("function", {})
        if tool.get("type") != "function" or not re.fullmatch(
            r"[a-zA-Z0-9_-]{1,64}", str(function.get("name", ""))
        ):
            raise Refused(400, "Invalid 'tools[0].function.name'.", param="tools[0].function.name")
        if function.get("strict"):
            _check_strict(function.get("parameters"), "tools[0].function.parameters")
        names.append(function["name"])
    choice = request.get("tool_choice")
    if isinstance(choice, dict) and choice.get("function", {}).get("name") not in names:
        raise Refused(400, "Tool choice not found in 'tools' parameter.", param="tool_choice")


def _check_strict(schema: Any, param: str) -> None:
    name = f"Invalid schema for {param}"
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise Refused(400, f"{name}: schema must be a JSON Schema of 'type: \"object\"'.", param=param)
    _check_node(schema, name, param)


def _check_node(node: dict[str, Any], name: str, param: str) -> None:
    extra = set(node) - _STRICT_KEYS
    if extra:
        raise Refused(400, f"{name}: In context=(), '{sorted(extra)[0]}' is not permitted.", param=param)
    if node.get("type") == "object":
        if node.get("additionalProperties") is not False:
            raise Refused(
                400,
                f"{name}: 'additionalProperties' is required to be supplied and to be false.",
                param=param,
            )
        if set(node.get("required", [])) != set(node.get("properties", {})):
            raise Refused(
                400, f"{name}: 'required' is required to include every key in properties.", param=param
            )
        for child in node["properties"].values():
            _check_node(child, name, param)
    if node.get("type") == "array":
        _check_node(node["items"], name, param)
    if "enum" in node and len(node["enum"]) != len(set(node["enum"])):
        raise Refused(400, f"{name}: enum values must be unique.", param=param)


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
                way = check(request, self.headers, fake)
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
