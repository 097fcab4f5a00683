"""What each channel can do, as data. Nothing else may ask "is this WhatsApp?"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

TextUnit = Literal["characters", "bytes", "utf16"]
"""How a limit counts: code points, UTF-8 bytes, or UTF-16 code units (an emoji is two)."""

Support = Literal["yes", "no", "business", "coexistence"]
"""business: only on a connected business account. coexistence: only on numbers shared with the phone app."""

OutsideWindow = Literal["free_form", "template", "utility", "email", "none"]
"""What may be sent once the customer's last message is older than the window."""

OptionStyle = Literal["quick_replies", "buttons", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """One channel's limits. A count of 0 means the channel has no such thing; None means no limit is known.

    Titles are counted in characters, payloads (option ids) in `payload_unit`, media in megabytes,
    windows in hours (None: no window, the customer may be written to at any time).
    """

    text_max: int
    text_unit: TextUnit = "characters"
    buttons: int = 0
    button_title_max: int | None = None
    quick_replies: int = 0
    quick_reply_title_max: int | None = None
    list_rows: int = 0
    list_title_max: int | None = None
    payload_max: int | None = None
    payload_unit: TextUnit = "characters"
    media_image_mb: int | None = None
    media_other_mb: int | None = None
    inbound_edit: Support = "no"
    inbound_delete: Support = "no"
    reactions_in: bool = False
    human_echo: Support = "no"
    """Whether we hear what staff write in the channel's own app."""
    delivered: bool = False
    read: bool = False
    typing_seconds: int | None = None
    """How long one typing signal stays visible; None: there is no such signal."""
    mark_read: Support = "no"
    window_hours: int | None = None
    human_window_hours: int | None = None
    outside_window: OutsideWindow = "free_form"
    cost_per_message: bool = False

    def __post_init__(self) -> None:
        if self.text_max < 64:
            raise ValueError("text_max below 64 leaves no room to split a message")

    def measure_text(self, text: str) -> int:
        """The length of `text` as this channel counts it."""
        return measure(text, self.text_unit)

    def option_style(self, options: list[tuple[str, str]]) -> OptionStyle | None:
        """The first way in which the channel can show every one of these (id, title) options; None: it cannot."""
        if not options or not self._ids_fit(options):
            return None
        styles: tuple[tuple[OptionStyle, int, int | None], ...] = (
            ("quick_replies", self.quick_replies, self.quick_reply_title_max),
            ("buttons", self.buttons, self.button_title_max),
            ("list", self.list_rows, self.list_title_max),
        )
        longest = max(len(title) for _, title in options)
        for style, count, title_max in styles:
            if len(options) <= count and (title_max is None or longest <= title_max):
                return style
        return None

    def _ids_fit(self, options: list[tuple[str, str]]) -> bool:
        ids = [option_id for option_id, _ in options]
        if len(set(ids)) != len(ids) or not all(ids) or not all(title.strip() for _, title in options):
            return False
        return self.payload_max is None or max(measure(i, self.payload_unit) for i in ids) <= self.payload_max


def measure(text: str, unit: TextUnit) -> int:
    """Length of `text` in `unit`. Lone surrogates count as three bytes or one UTF-16 unit; they do not crash."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text)


def joins_previous(character: str) -> bool:
    """Whether `character` belongs to the one before it (accents, joiners, variation selectors, skin tones)."""
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
