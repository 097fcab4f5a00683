"""A composed reply, cut to what one channel can show. No word and no option is ever lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels.capabilities import Capabilities, OptionStyle, joins_previous
from domain.speech import Outgoing
from domain.text import clean_text

_NO_CUT = 1_000_000
_BREAKS = (
    re.compile(r"\n[ \t]*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?…։।]+[)\"'»”’]*(?=\s)"),
    re.compile(r"[,;:՝](?=\s)"),
    re.compile(r"(?=\s)"),
)
"""Where a text may be parted, best first: paragraph, line, sentence, clause, word."""
_LEAST_FILL = 0.3
"""A better break is taken only if it leaves the part at least this full."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message of the channel. `options` are (id, title) to tap, shown as `style`; both empty for plain text."""

    text: str
    options: tuple[tuple[str, str], ...] = ()
    style: OptionStyle | None = None


def render(outgoing: Outgoing, capabilities: Capabilities) -> list[Rendered]:
    """The messages that show `outgoing`, in order; empty only when there is nothing to say.

    Options become something to tap when the channel has room for all of them, numbered lines otherwise.
    The options stand in or under the last message.
    """
    text = clean_text(outgoing.text, limit=_NO_CUT)
    options = [(option_id, _one_line(title)) for option_id, title in outgoing.options]
    style = capabilities.option_style(options) if text else None
    if style is not None:
        *first, last = split_text(text, capabilities)
        return [*(Rendered(part) for part in first), Rendered(last, tuple(options), style)]
    parts = split_text(text, capabilities)
    lines = [f"{number}. {title or option_id}" for number, (option_id, title) in enumerate(options, 1)]
    return [Rendered(part) for part in _append_lines(parts, lines, capabilities)]


def split_text(text: str, capabilities: Capabilities) -> list[str]:
    """`text` in parts of at most `capabilities.text_max`, cut at the best place there is; no empty parts."""
    parts: list[str] = []
    rest = text.strip()
    while rest:
        if capabilities.measure_text(rest) <= capabilities.text_max:
            parts.append(rest)
            break
        cut = _best_cut(rest, _fitting_length(rest, capabilities))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def _append_lines(parts: list[str], lines: list[str], capabilities: Capabilities) -> list[str]:
    """The numbered lines behind the last part: all together if that fits, else packed into messages of their own."""
    if not lines:
        return parts
    together = "\n".join(lines)
    if parts:
        joined = f"{parts[-1]}\n\n{together}"
        if capabilities.measure_text(joined) <= capabilities.text_max:
            return [*parts[:-1], joined]
    packed: list[str] = []
    for line in lines:
        for piece in split_text(line, capabilities):
            candidate = f"{packed[-1]}\n{piece}" if packed else piece
            if packed and capabilities.measure_text(candidate) <= capabilities.text_max:
                packed[-1] = candidate
            else:
                packed.append(piece)
    return [*parts, *packed]


def _fitting_length(text: str, capabilities: Capabilities) -> int:
    """The most characters of `text` that fit; every unit counts a character as at least one."""
    low, high = 1, min(len(text), capabilities.text_max)
    while low < high:
        middle = (low + high + 1) // 2
        if capabilities.measure_text(text[:middle]) <= capabilities.text_max:
            low = middle
        else:
            high = middle - 1
    return low


def _best_cut(text: str, longest: int) -> int:
    """Where to cut `text` so that the first part has at most `longest` characters."""
    window = text[: longest + 1]
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(window) if 0 < match.end() <= longest]
        if ends and ends[-1] >= longest * _LEAST_FILL:
            return ends[-1]
    cut = longest
    while cut > 1 and (joins_previous(text[cut]) or text[cut - 1] == "\u200d"):
        cut -= 1
    return cut if cut > 1 else longest


def _one_line(title: str) -> str:
    return " ".join(clean_text(title, limit=_NO_CUT).split())
