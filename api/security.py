"""Headers every response carries. Pages run no inline script or style, and load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'; "
    "frame-ancestors {ancestors}"
)
_DOCS_POLICY = b"default-src 'none'; frame-ancestors 'none'"
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
WITH_DATA = (
    (b"content-security-policy", _DOCS_POLICY),
    (b"cross-origin-resource-policy", b"same-origin"),
    *_ALWAYS,
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
        ancestors = self._chat_ancestors if path == "/chat" else "'self'"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"] = list(message.get("headers", ()))
                present = {name.lower(): value for name, value in own}
                html = present.get(b"content-type", b"").startswith(b"text/html")
                for name, value in (
                    (
                        b"content-security-policy",
                        _POLICY.format(ancestors=ancestors).encode() if html else _DOCS_POLICY,
                    ),
                    (
                        b"cross-origin-resource-policy",
                        b"cross-origin" if path == "/widget.js" else b"same-origin",
                    ),
                    *_ALWAYS,
                ):
                    if name not in present:
                        own.append((name, value))
                if not path.startswith("/static/") and b"cache-control" not in present:
                    own.append((b"cache-control", b"no-store"))
            await send(message)

        await self._app(scope, receive, send_with_headers)
