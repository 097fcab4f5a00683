"""Links of this desk's own web server."""

from __future__ import annotations

import base64
import hashlib
import hmac

_TOKEN_BYTES = 18


class SignedQuotes:
    """See QuotePort. `key` is secret; with 144 bits of its signature a link cannot be guessed or enumerated."""

    def __init__(self, key: bytes, public_url: str) -> None:
        self._key = key
        self._base = public_url.rstrip("/")

    def token(self, quote_id: str) -> str:
        digest = hmac.new(self._key, f"quote:{quote_id}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode("ascii")

    def link(self, token: str) -> str:
        return f"{self._base}/quotes/{token}.pdf"
