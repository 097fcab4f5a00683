"""Nothing leaves the server: committing the message is what makes open pages show it."""

from __future__ import annotations

from channels.port import SendReceipt, SendRequest


async def send_to_page(request: SendRequest) -> SendReceipt:
    """At once delivered to our own transcript; a page that is away reads it when it comes back."""
    return SendReceipt(provider_message_id=f"web:{request.outbox_id}")
