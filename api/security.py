"""Headers every response carries. Pages run no inline script or style, and load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'; "
    "frame-ancestors {ancestors}"
)
WITH_DATA = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)
"""The headers of an answer that is data and no page."""


class SecurityHeaders:
    """Adds the headers to every HTTP response. `embedders` are the sites that may show the chat in a frame."""

    def __init__(self, app: ASGIApp, embedders: Iterable[str] = ()) -> None:
        self._app = app
        self._chat_ancestors = " ".join(["'self'", *embedders])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"] = list(message.get("headers", ()))
                present = {name.lower(): value for name, value in own}
                is_page = present.get(b"content-type", b"").startswith(b"text/html")
                headers = self._headers_of(path, is_page=is_page)
                own.extend((name, value) for name, value in headers.items() if name not in present)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _headers_of(self, path: str, *, is_page: bool) -> dict[bytes, bytes]:
        headers = dict(WITH_DATA)
        if is_page:
            ancestors = self._chat_ancestors if path == "/chat" else "'self'"
            headers[b"content-security-policy"] = _POLICY.format(ancestors=ancestors).encode()
        if path == "/widget.js":
            headers[b"cross-origin-resource-policy"] = b"cross-origin"
        if path.startswith("/static/"):
            del headers[b"cache-control"]
        return headers
