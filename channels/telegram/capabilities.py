"""What the Bot API can show."""

from __future__ import annotations

from channels.capabilities import Capabilities

CAPABILITIES = Capabilities(
    text_max=4096,
    # Counted the way the clients count, which is never less than the server's count of characters.
    text_unit="utf16",
    buttons=100,
    # The protocol sets no limit, but phones cut what does not fit on a line: longer titles become numbered text.
    button_title_max=40,
    payload_max=64,
    payload_unit="bytes",
    media_image_mb=10,
    media_other_mb=50,
    inbound_edit="yes",
    inbound_delete="business",
    human_echo="business",
    typing_seconds=5,
    mark_read="business",
)
