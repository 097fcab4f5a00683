"""Which language a text is written in, from its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from domain.language import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’՛՞՜-][^\W\d_]+)*")
_COMMON_ENGLISH = """
a all am an and any are at be booked branch by can could do does done first for free from great have hello here hi how i
i'll if in is it let's me minutes my new no not of ok okay old on one or our please price right sorry sure thank thanks
that the there this time to today tomorrow us visit we what when which will with would write yes you you're your yours
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december
"""
_ENGLISH = frozenset(_COMMON_ENGLISH.split())
_LETTERS: dict[Language, str] = {"ru": "cyrillic", "hy": "armenian", "en": "latin"}


def script_of(word: str) -> str | None:
    """`cyrillic`, `armenian`, `latin`, or None for a word without such letters."""
    for char in word:
        if "Ѐ" <= char <= "ӿ":
            return "cyrillic"
        if "԰" <= char <= "֏" or "ﬓ" <= char <= "ﬗ":
            return "armenian"
        if char.isascii() and char.isalpha():
            return "latin"
    return None


def words_of(text: str) -> list[str]:
    return _WORD.findall(re.sub(r"https?://\S+|\S+@\S+", " ", text))


def is_in(text: str, language: Language, known: frozenset[str] = frozenset()) -> bool:
    """Whether `text` can be read by somebody who reads `language`: most words in its script, and English words when
    the script is Latin. Text without letters is in every language. Foreign words that are `known` (in lower case) are
    nobody's fault.
    """
    wanted = _LETTERS[language]
    words = [w for w in words_of(text) if not _is_acronym(w)]
    scripts = Counter(
        script
        for w in words
        if (script := script_of(w)) is not None and (script == wanted or w.lower() not in known)
    )
    total = sum(scripts.values())
    if scripts[wanted] * 3 < total * 2:
        return False
    if language == "en" and total >= 6:
        return any(w.lower().replace("’", "'") in _ENGLISH for w in words)
    return True


def _is_acronym(word: str) -> bool:
    """VIP, ID, SMS, Wi-Fi: at home in every language."""
    return (word.isupper() and len(word) <= 6) or word.lower() in {"wi-fi", "e-mail", "email", "ok", "visa"}
