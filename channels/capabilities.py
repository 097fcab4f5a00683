"""What each channel can do, as data. Nothing else may ask "is this WhatsApp?"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

TextUnit = Literal["characters", "bytes", "utf16"]
"""How a limit counts: code points, UTF-8 bytes, or UTF-16 code units (an emoji is two)."""

OptionStyle = Literal["quick_replies", "buttons", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """One channel's limits. A count of 0 means the channel has no such thing; None means no limit is known.

    Titles are counted in characters, payloads (option ids) in `payload_unit`.
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
    typing_seconds: int | None = None
    """How long one typing signal stays visible; None: there is no such signal."""

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
