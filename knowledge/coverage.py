"""How much of what a question is about its best passage speaks of.

"Do you work with Amex?" is close in wording to "Do you work with insurance?", and yet asks about something the passages do
not know. Words that every other question has weigh little, a word that no topic knows weighs most; words count as known by
the trigrams they share, so that endings and slips cost little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log

from knowledge.transliteration import fold

KNOWN = 0.6
"""From this likeness on (Dice over trigrams) a word counts as the same."""
SHORT_LETTERS = 2
"""Words of so few letters say nothing of a topic."""
SHORT_WEIGHT = 0.1
_TIES = """a an the and or but so well then also too please just hi hello hey ok is are am was do does did can could will would
    i you we my your me us it this that there here of to in on at for with by from if
    а и но или ну вот ли же еще ещё то так это этот там тут да не ни скажите подскажите пожалуйста здравствуйте привет я мне
    меня вы вас вам у в во на с со к ко по за из от до для о об если
    իսկ էլ ու և կամ բա դե հա այ լավ ապա ասեք խնդրում եմ ես ինձ իմ դուք ձեզ ձեր մենք որ թե եթե այս այդ այն մի հետ մոտ համար
    եք ենք է են կա
    """
"""Words that tie a sentence together: knowing them says nothing."""


class Coverage:
    """Built once for the passages of a business. `texts` are what a topic says, in any languages."""

    def __init__(self, texts: Mapping[str, Iterable[str]], everyday: Sequence[str]) -> None:
        self._topics = len(texts)
        self._topics_of: dict[str, set[str]] = {}
        for topic, said in texts.items():
            for word in {w for text in said for w in _words(text)}:
                self._topics_of.setdefault(word, set()).add(topic)
        self._words_with: dict[str, list[str]] = {}
        for word in self._topics_of:
            for gram in _grams(word):
                self._words_with.setdefault(gram, []).append(word)
        self._everyday = Counter(w for text in everyday for w in set(_words(text)))
        self._known = lru_cache(maxsize=8192)(self._find)

    def of(self, question: str, topic: str) -> float:
        """0..1: the share of the question's weight that `topic` knows."""
        total = known = 0.0
        for word in _words(question):
            if word in _STILL:
                continue
            weight, likeness = self._known(word)
            total += weight
            known += weight * likeness.get(topic, 0.0)
        return known / total if total else 0.0

    def _find(self, word: str) -> tuple[float, dict[str, float]]:
        """How much `word` weighs, and how alike each topic's nearest word is."""
        grams = _grams(word)
        shared = Counter(w for gram in grams for w in self._words_with.get(gram, ()))
        likeness: dict[str, float] = {}
        for other, count in shared.items():
            dice = 2 * count / (len(grams) + len(_grams(other)))
            for topic in self._topics_of[other]:
                likeness[topic] = max(dice, likeness.get(topic, 0.0))
        near = sum(dice >= KNOWN for dice in likeness.values())
        rarity = log(1 + self._topics / (1 + near))
        if len(word) <= SHORT_LETTERS:
            return SHORT_WEIGHT * rarity, likeness
        return rarity / (1 + 2 * self._everyday[word]), likeness


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


_STILL = frozenset(_words(_TIES))


@lru_cache(maxsize=32_768)
def _grams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
