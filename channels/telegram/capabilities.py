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
    typing_seconds=5,
)
