"""Which language a message is in; Russian and Armenian may be written in Latin letters."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from agents.understanding.wording import fold, letters_by_script
from domain.language import LANGUAGES, Language, Script

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = 1 << 14
SURE = 0.8
_FEW = 4
_HARDLY_BY_CHANCE = 4
_AMBIGUOUS = frozenset({
    "ok", "okay", "okey", "no", "da", "ne", "yes", "hi", "hey", "hello", "super", "stop", "a", "i", "botox", "k", "lol",
    "zoom", "online", "whatsapp", "viber", "telegram", "email", "wi-fi", "wifi", "plus", "hm", "hmm", "mm", "oh", "ah",
    "am", "pm", "ha", "che", "test", "spa", "laser", "vip", "pdf", "sms", "mersi", "merci", "bye", "start", "help", "info",
    "s", "m", "l", "xs", "xl", "xxl",
})  # fmt: skip
"""Latin words people write in all three languages: alone they say nothing about it."""

_TWO_CAPITALS = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")
_ENDINGS_OF_FIGURES = re.compile(r"(?<=\d)-?([a-z]{1,3})\b")
""" "11in", "9-ic", "2nd": what hangs on a figure is no word of a language."""


def ngram_buckets(word: str) -> tuple[int, ...]:
    """Hashed letter groups of one to four of a folded word with its edges."""
    return _buckets_of(word[:24])


@lru_cache(maxsize=8192)
def _buckets_of(word: str) -> tuple[int, ...]:
    padded = f"^{word}$"
    return tuple(
        zlib.crc32(padded[i : i + n].encode()) % BUCKETS
        for n in (1, 2, 3, 4)
        for i in range(len(padded) - n + 1)
    )


class LatinLanguageModel:
    """Three-way linear model over letter groups: English, romanised Russian, romanised Armenian."""

    def __init__(self, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self._weights = weights
        self._bias = bias

    @classmethod
    def load(cls) -> LatinLanguageModel:
        """The weights shipped with the package (made by `train`)."""
        import numpy as np

        with files("agents.understanding").joinpath("weights", "language.npz").open("rb") as stream:
            stored = np.load(stream)
            return cls(stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))

    def probabilities(self, words: Iterable[str]) -> dict[Language, float]:
        """How likely each language is for these folded Latin words; even when there are none."""
        import numpy as np

        buckets = [b for word in words for b in ngram_buckets(word)][:400]
        if not buckets:
            return dict.fromkeys(LANGUAGES, 1 / 3)
        logits = self._weights[buckets].mean(axis=0) + self._bias
        odds = np.exp(logits - logits.max())
        return {language: float(p) for language, p in zip(LANGUAGES, odds / odds.sum(), strict=True)}


def detect_language(
    plain: str,
    words: list[str],
    model: LatinLanguageModel,
    usual: Language,
    *,
    known_latin: frozenset[str] = frozenset(),
    of_unknown: Language | None = None,
    languages_of: Callable[[str], set[Language]] | None = None,
) -> tuple[Language, Script]:
    """Language and script of a message. `usual` is the conversation's language, for what could be any.

    `known_latin`: brand and service words that say nothing. Script "other": no letters that say anything (digits,
    emoji, a bare "ok"); callers keep the script they had.

    `of_unknown`: what a few Latin words are said to be of which `languages_of` knows none (a slip on the keyboard):
    letter groups alone would make any language of them. Words that it knows as English alone are English; those that it
    knows of the conversation's language (`usual`, when `of_unknown` is the same) are of that one.
    """
    counts = letters_by_script(plain)
    native = counts["cyrillic"] + counts["armenian"]
    if native and native * 3 >= counts["latin"]:
        return ("ru", "cyrillic") if counts["cyrillic"] >= counts["armenian"] else ("hy", "armenian")
    endings = _ENDINGS_OF_FIGURES.findall(plain.casefold())
    telling = [
        w
        for w in map(fold, words)
        if w.isascii() and w[:1].isalpha() and not (w in _AMBIGUOUS or w in known_latin or w in endings)
    ]
    if not telling:
        return usual, "other"
    if languages_of is not None:
        names = _full_names(plain, languages_of)
        telling = [w for w in telling if w not in names] or telling
    if languages_of is not None and len(telling) <= _FEW:
        known = [languages_of(word) for word in telling]
        if not any(known):
            return of_unknown or usual, "latin"
        if _is_english(telling, known):
            return "en", "latin"
        if usual == of_unknown and all(usual in languages for languages in known):
            return usual, "latin"  # "5 or 6", in an English conversation: "or" is a day in Armenian
        alone = _of_one_romanised(known)
        if alone is not None:
            return alone, "latin"
    odds = model.probabilities(telling)
    best = max(odds, key=odds.__getitem__)
    enough = SURE if len(telling) <= 2 else 0.5
    if odds[best] < enough and odds[usual] > 0.1:
        best = usual
    return best, "latin"


def _full_names(plain: str, languages_of: Callable[[str], set[Language]]) -> set[str]:
    """The words of a first name and a surname ("botox friday, Irina Volkova"): two with a capital side by side, of which
    neither is known to be English, say whose visit it is, and no language."""
    found: set[str] = set()
    for pair in _TWO_CAPITALS.finditer(plain):
        both = {fold(word) for word in pair.groups()}
        if not any("en" in languages_of(word) for word in both):
            found |= both
    return found


def _of_one_romanised(known: list[set[Language]]) -> Language | None:
    """The language that some of a few words are of alone, where none is of another alone: "skidka klini", "lift ka". Letter
    groups alone would go by the borrowed word. Beside an English word the other may be a name or a slip ("yesterday, 15
    Baghramyan", "hai good morning")."""
    alone = [language for languages in known if len(languages) == 1 for language in languages]
    romanised = {language for language in alone if language != "en"}
    if len(romanised) != 1 or "en" in alone:
        return None
    return romanised.pop()


def _is_english(words: list[str], known: list[set[Language]]) -> bool:
    """Whether a few words can be nothing else. A short word of English may well sound like one of the others ("net",
    "my"), a longer one hardly; beside one that is English alone ("December 1 or 2") it is English.
    """
    if not all("en" in languages for languages in known):
        return False
    pairs = list(zip(words, known, strict=True))
    surely = any(languages == {"en"} and len(word) >= _HARDLY_BY_CHANCE for word, languages in pairs)
    return surely or all(languages == {"en"} or len(word) >= _HARDLY_BY_CHANCE for word, languages in pairs)
