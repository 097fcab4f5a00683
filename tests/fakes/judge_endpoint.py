"""An OpenAI-compatible endpoint on this machine that answers as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class JudgeEndpoint:
    """`answers` are contents of completions by a word of the prompt; `status` other than 200 refuses everything."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, Any]] = {}
        self.status = 200
        self.refusal = "no"
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        prompt = "\n".join(str(message["content"]) for message in request["messages"])
        content = next((filled for word, filled in self.answers.items() if word in prompt), {})
        message = {"role": "assistant", "content": json.dumps(content)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return {"id": "c-1", "object": "chat.completion", "created": 1, "model": request["model"],
                "choices": [choice], "usage": usage}  # fmt: skip


@contextmanager
def serve_judge() -> Iterator[JudgeEndpoint]:
    endpoint = JudgeEndpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = json.loads(body)
            endpoint.asked.append(request)
            endpoint.keys.append(self.headers.get("Authorization", ""))
            answer = (
                endpoint.answer(request)
                if endpoint.status == 200
                else {"error": {"message": endpoint.refusal}}
            )
            data = json.dumps(answer).encode()
            self.send_response(endpoint.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
