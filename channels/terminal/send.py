"""Replies go to whoever started the conversation."""

from __future__ import annotations

from collections.abc import Callable

from channels.port import SendReceipt, SendRequest
from channels.rendering import render
from channels.terminal.capabilities import CAPABILITIES

Show = Callable[[SendRequest, str], None]
"""Called with the request and the text to print, options as numbered lines."""


async def send_to_terminal(request: SendRequest, show: Show | None) -> SendReceipt:
    """Show the reply; without `show` the transcript alone has it."""
    if show is not None:
        show(request, "\n".join(part.text for part in render(request.outgoing, CAPABILITIES)))
    return SendReceipt(provider_message_id=f"terminal:{request.outbox_id}")
