"""What a terminal can show: text of any length; options as numbered lines."""

from __future__ import annotations

from channels.capabilities import Capabilities

CAPABILITIES = Capabilities(text_max=100_000)
