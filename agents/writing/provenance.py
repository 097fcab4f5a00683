"""Every figure in a reply comes from a record, a rule or a passage of this turn; else the reply is not sent."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FIGURE = re.compile(r"\d+(?:[.,:\u00a0 ]\d+)*")


def figures(text: str) -> set[str]:
    """The numbers in `text`, without the separators people put into them."""
    return {re.sub(r"[.,:\u00a0 ]", "", f) for f in _FIGURE.findall(text)}


def unsupported_figures(reply: str, sources: Iterable[str]) -> set[str]:
    """Numbers of `reply` that no source contains. Links count as figures of a kind and must be quoted whole."""
    supported: set[str] = set()
    joined: list[str] = []
    for source in sources:
        supported |= figures(source)
        joined.append(source)
    missing = {f for f in figures(reply) if f not in supported}
    everything = "\n".join(joined)
    links = re.findall(r"https?://\S+", reply)
    return missing | {link for link in links if link not in everything}
