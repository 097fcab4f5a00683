"""A message as words: cleaned, and folded so that spelling variants compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from domain.language import Script
from domain.text import clean_text

MAX_READ_CHARACTERS = 2000
"""Nobody books a visit in more; the rest of a longer text is not read (it is stored all the same)."""

_LONGEST_WORD = 28
_MANY_WORDS = 12
_INSIDE_WORD_MARKS = str.maketrans("", "", "՛՜՞՟\u00ad\u200b\u200c\u200d\u2060\ufe0f")
_SAME_CHARACTER = str.maketrans(
    {
        "ё": "е",
        "Ё": "Е",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "։": ":",
        "՝": ",",
    }
)


_NO_LETTER = re.compile(r"[^\w\s]")
"""What may be a stray mark: a combining or invisible one is no letter and no figure."""


def _unless_stray(mark: re.Match[str]) -> str:
    return "" if unicodedata.category(mark[0]) in ("Mn", "Me", "Cf") else mark[0]


def plain_text(raw: str) -> str:
    """`raw` cleaned for reading: compatibility forms unified, invisible and stray combining marks removed.

    Letters keep their case; linear in the length, which is cut to `MAX_READ_CHARACTERS` first.
    """
    text = clean_text(raw, limit=MAX_READ_CHARACTERS)
    text = unicodedata.normalize("NFKC", text.replace("№", "#")).translate(_INSIDE_WORD_MARKS)
    kept = text if text.isascii() else _NO_LETTER.sub(_unless_stray, text)
    return kept.replace("եւ", "և")  # one letter as people type it; compatibility forms take it apart


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form words are compared in. `եւ` and `և` are the same letter pair."""
    return text.translate(_SAME_CHARACTER).lower().replace("եւ", "և")


def fold_in_place(text: str) -> str:
    """Like `fold`, of the same length, so that places in it are places in `text`; "եւ" stays two letters."""
    same = text.translate(_SAME_CHARACTER)
    low = same.lower()
    return low if len(low) == len(same) else "".join(c if len(c.lower()) > 1 else c.lower() for c in same)


def condensed(text: str) -> str:
    """`text` without the words of a text that says the same over and over, and without the ends of endless words.

    What people write comes back as it is; what is left of the rest costs little to embed.
    """
    words = text.split()
    if any(len(word) > _LONGEST_WORD for word in words):
        words = [word[:_LONGEST_WORD] for word in words]
        text = " ".join(words)
    distinct = dict.fromkeys(words)
    if len(words) > _MANY_WORDS and len(distinct) * 2 < len(words):
        return " ".join(distinct)
    return text


_LETTERS: dict[Script, re.Pattern[str]] = {
    "cyrillic": re.compile(r"[\u0400-\u0481\u048a-\u052f]"),
    "armenian": re.compile(r"[\u0531-\u0556\u0559\u0560-\u0588\ufb13-\ufb17]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u212a]"),
}


def letters_by_script(text: str) -> dict[Script, int]:
    """How many letters of each script `text` holds."""
    counts: dict[Script, int] = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    counts["other"] = sum(map(str.isalpha, text)) - sum(counts.values())
    return counts


def common_prefix(a: str, b: str) -> int:
    """Length of the beginning `a` and `b` share."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


@lru_cache(maxsize=16384)
def same_word(a: str, b: str) -> bool:
    """Whether two folded words are forms of one word: equal, or long and different only at the end."""
    if a == b:
        return True
    short = min(len(a), len(b))
    if short < 3 or abs(len(a) - len(b)) > 5:
        return False
    shared = common_prefix(a, b)
    if short <= 4:
        return (shared >= short and abs(len(a) - len(b)) <= 3) or (
            short == 4 and shared == 3 and abs(len(a) - len(b)) <= 1
        )
    return shared >= max(4, short - 2) and max(len(a), len(b)) - shared <= 5


def is_one_edit(a: str, b: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours are swapped."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = common_prefix(a, b)
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (rest_a[1::-1] == rest_b[:2] and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


@lru_cache(maxsize=32768)
def form_of(word: str, base: str, *, strict: bool) -> bool:
    """Whether `word` is `base` with another ending. `strict`: at most its last letter may differ."""
    if word == base:
        return True
    size = len(base)
    if size < 3 or len(word) < 3 or len(word) > size + (2 if size < 4 else 4):
        return False
    shared = common_prefix(word, base)
    if size <= 4 and "а" <= base[0] <= "я" and not differ_in_endings(word[shared:], base[shared:]):
        return False  # "горит" is no form of the name Гор, nor "краска" of "кран"
    if strict and size < 4 and base.isascii() and word[shared:] not in _LATIN_ENDINGS:
        return False  # nor is "gorit" one of Gor
    if (
        size <= _FEW_LETTERS
        and base.isascii()
        and not {word[shared:], base[shared:]} <= _LATIN_ENDINGS | {""}
    ):
        return shared == size and len(word) <= shared + 3  # "room" is no form of "roof"
    if strict or size <= _FEW_LETTERS:
        return shared >= (size if size < 4 else size - 1) and len(word) <= shared + 3
    if size <= _SHORT and "а" <= base[0] <= "я":
        return shared >= size - 2 and differ_in_endings(word[shared:], base[shared:])
    if size <= _SHORT and base.isascii():
        return shared >= size - 1  # "units" are no form of "unitaz"
    return shared >= size - 2


_SHORT = 7
_FEW_LETTERS = 5
_LATIN_ENDINGS = frozenset({"", "a", "e", "i", "u", "y", "n", "s", "om", "ov", "in", "ic", "um"})
"""Of short names in romanised Russian and Armenian, and in English."""
_RUSSIAN_ENDINGS = frozenset(
    [
        "а",
        "я",
        "у",
        "ю",
        "о",
        "е",
        "ы",
        "и",
        "й",
        "ь",
        "ой",
        "ей",
        "ою",
        "ею",
        "ом",
        "ем",
        "ам",
        "ям",
        "ами",
        "ями",
        "ах",
        "ях",
        "ов",
        "ев",
        "ий",
        "ый",
        "ая",
        "ое",
        "ее",
        "ого",
        "его",
        "ому",
        "ему",
        "ым",
        "им",
        "ых",
        "их",
        "ую",
        "ть",
        "ся",
        "сь",
        "те",
        "л",
        "ла",
        "ли",
    ]
) | {""}


def differ_in_endings(word_tail: str, base_tail: str) -> bool:
    """Whether two short Russian words differ in their endings alone: "чистку" and "чистка", and not "чистый"."""
    if (base_tail, word_tail) in (("ка", "ок"), ("ка", "ек")):
        return True
    return word_tail in _RUSSIAN_ENDINGS and base_tail in _RUSSIAN_ENDINGS
