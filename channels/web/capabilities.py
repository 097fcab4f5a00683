"""What the web chat can show: our own page, so our own numbers."""

from __future__ import annotations

from channels.capabilities import Capabilities

CAPABILITIES = Capabilities(
    text_max=4000,
    buttons=13,
    button_title_max=40,
    quick_replies=13,
    quick_reply_title_max=40,
    list_rows=10,
    list_title_max=80,
    payload_max=256,
    typing_seconds=6,
)
