"""Every figure in a reply comes from a record, a rule or a passage of this turn; else the reply is not sent."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FIGURE = re.compile(r"\d+(?:[.,:\u00a0 ]\d+)*")
_SEPARATORS = re.compile(r"[.,:\u00a0 ]")
_LINK = re.compile(r"https?://\S+")
_ENDS_A_SENTENCE = ".,;:!?։)»\"'"
"""Marks after a link are the sentence's."""


def figures(text: str) -> set[str]:
    """The numbers in `text`, without the separators people put into them."""
    return {_SEPARATORS.sub("", f) for f in _FIGURE.findall(text)}


class Sources:
    """What a reply may quote from. Texts that stay the same are read once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._figures = {figure for text in self._texts for figure in figures(text)}

    def unsupported(self, reply: str, more: Iterable[str]) -> set[str]:
        """Numbers of `reply` that neither these texts nor `more` contain. Links count as figures of a kind and must
        be quoted whole.
        """
        missing = figures(reply) - self._figures
        links = [link.rstrip(_ENDS_A_SENTENCE) for link in _LINK.findall(reply)]
        if not missing and not links:
            return missing
        said = list(more)
        for text in said:
            missing -= figures(text)
        everything = "\n".join([*said, *self._texts]) if links else ""
        return missing | {link for link in links if link not in everything}
