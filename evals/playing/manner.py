"""How a simulated customer types: slips, pieces, small letters. Every draw comes from the play's seed."""

from __future__ import annotations

import random

from evals.scenario import Manner

SHORTEST_FOR_SLIP = 5
FEWEST_WORDS_FOR_BURST = 4


class Typist:
    """Turns what the customer means to write into what is sent."""

    def __init__(self, manner: Manner, seed: int) -> None:
        self._manner = manner
        self._draws = random.Random(seed)  # noqa: S311 - a play that can be repeated, not a secret

    def type(self, texts: tuple[str, ...], *, sensitive: bool) -> list[str]:
        """The messages as they are sent. `sensitive` texts (names, numbers) have no slips and stay whole."""
        # Both are drawn always, so that one setting does not change the other's luck.
        slips, breaks = self._draws.random(), self._draws.random()
        sent = list(texts)
        if not sensitive and slips < self._manner.typos:
            sent = [slip(text, self._draws) for text in sent]
        if not sensitive and breaks < self._manner.bursts:
            sent = [piece for text in sent for piece in break_up(text)]
        if self._manner.lowercase:
            sent = [text.lower() for text in sent]
        return sent


def slip(text: str, draws: random.Random) -> str:
    """`text` with two neighbouring letters of one longer word exchanged; short words and figures stay."""
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) >= SHORTEST_FOR_SLIP and word.isalpha()]
    if not long:
        return text
    n = draws.choice(long)
    place = draws.randrange(1, len(words[n]) - 2)
    word = words[n]
    words[n] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return " ".join(words)


def break_up(text: str) -> list[str]:
    """`text` in two messages, at a comma or in the middle."""
    words = text.split()
    if len(words) < FEWEST_WORDS_FOR_BURST:
        return [text]
    at = next(
        (n for n, word in enumerate(words[:-1], 1) if word.endswith((",", ".", "!", "?"))), len(words) // 2
    )
    return [" ".join(words[:at]).rstrip(","), " ".join(words[at:])]
