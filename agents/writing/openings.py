"""The first words of a reply: the owner's, said once in a conversation, joined into the first sentence (R62, R65).

Chosen by code, the same for the same turn. Only replies that go on with the customer's need have one: an answer from
the rules, a confirmation, a refusal and a promise begin with what matters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from agents.writing.voice import Manner, Voice
from domain.speech import SpeechAct

OPENED = frozenset(
    [
        "ask-field",
        "book-ask-service",
        "book-services",
        "book-services-from",
        "book-slots-price",
        "book-ask-contact",
        "book-ask-name",
        "book-ask-phone",
        "book-read-back",
        "move-choose",
        "move-read-back",
        "which-appointment",
        "sales-opening",
        "sales-ask",
        "sales-close",
        "sales-close-call",
        "brief-read-back",
        "lead-stored",
        "estimate-stored",
    ]
)
"""Messages that may follow a beginning: they start with a plain word, and neither refuse nor apologise."""
NOT_SOOTHED = frozenset(
    [
        "support-sorry",
        "escalated-anger",
        "escalated-confusion",
        "escalated-safety",
        "escalated-medical",
        "escalated-waiting",
        "question-added",
        "promise-late",
        "decision-rejected",
        "opted-out",
        "staff-words",
    ]
)
"""Messages that show sympathy themselves, or where something else has to come first."""
_KEPT_CAPITAL = re.compile(r"(?:I(?:'\w+)?|Ձե[րզ]\w*|Դուք|[A-ZА-ЯЁ]{2,})(?!\w)")
_WHOLE = (".", "!", "։", "?")


class Openings:
    """The beginnings of one language. `pools` are in the owner's order; an id is the pool's name and the place in it."""

    def __init__(self, pools: Mapping[Manner, Sequence[str]]) -> None:
        self._pools = {manner: list(words) for manner, words in pools.items()}
        self._longest_first = sorted(
            (
                (len(words), f"{manner}-{place}", _beginning(words))
                for manner, pool in self._pools.items()
                for place, words in enumerate(pool)
            ),
            reverse=True,
        )

    def open(self, acts: Sequence[SpeechAct], text: str, voice: Voice) -> str:
        """`text`, the first message of a reply of `acts`, with a beginning where one is due."""
        if voice.manner is None or not _may_open(acts, voice.manner):
            return text
        if voice.manner != "sorry" and self._opened_last(voice):
            return text
        words = self._choose(voice.manner, voice)
        if words is None:
            return text
        if words.endswith(_WHOLE):
            return f"{words}\n{text}"  # line one for the mood, line two for the steps (R65)
        kept = _KEPT_CAPITAL.match(text)
        return f"{words}, {text if kept else text[:1].lower() + text[1:]}"

    def id_in(self, text: str) -> str | None:
        """Which beginning `text` has; the longest when one begins with another."""
        return next((name for _, name, words in self._longest_first if text.startswith(words)), None)

    def _opened_last(self, voice: Voice) -> bool:
        """Two replies in a row that both begin so sound like a machine; on Instagram people are that friendly."""
        last = voice.recent[-1] if voice.recent and voice.register != "instagram" else ""
        return self.id_in(last) is not None

    def _choose(self, manner: Manner, voice: Voice) -> str | None:
        used = voice.used | {self.id_in(line) for line in voice.recent}
        pool = self._pools.get(manner, [])
        free = [words for place, words in enumerate(pool) if f"{manner}-{place}" not in used]
        if not free:
            return None
        return free[int.from_bytes(blake2b(voice.seed.encode(), digest_size=4).digest(), "big") % len(free)]


def _may_open(acts: Sequence[SpeechAct], manner: Manner) -> bool:
    if not acts or acts[0].text is not None:
        return False
    return acts[0].say not in NOT_SOOTHED if manner == "sorry" else acts[0].say in OPENED


def _beginning(words: str) -> str:
    return words if words.endswith(_WHOLE) else f"{words},"
