"""Russian and Armenian typed in Latin letters, back into their own script (R49, R51). Pure functions.

Chat spelling is ambiguous ("x" is խ or ղ, soft signs are left out), so the tables give a plausible spelling
and a `Spelling` built from real words repairs those words it knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

from domain.language import LANGUAGES, Language

# Longest key first: the regular expressions below try alternatives in this order.
_CYRILLIC = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ch": "ч", "sh": "ш", "ck": "к",
    "yu": "ю", "ju": "ю", "ya": "я", "ja": "я", "yo": "ё", "jo": "ё", "ye": "е", "je": "е",
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з", "'": "ь", "4": "ч", "6": "ш",
}  # fmt: skip
_ARMENIAN = {
    "dz": "ձ", "ts": "ց", "tc": "ծ", "tz": "ծ", "ch": "չ", "sh": "շ", "zh": "ժ", "gh": "ղ", "kh": "խ",
    "th": "թ", "ph": "փ", "rr": "ռ", "ev": "և", "ou": "ու",
    "a": "ա", "b": "բ", "c": "ց", "d": "դ", "e": "ե", "f": "ֆ", "g": "գ", "h": "հ", "i": "ի", "j": "ջ",
    "k": "կ", "l": "լ", "m": "մ", "n": "ն", "o": "ո", "p": "պ", "q": "ք", "r": "ր", "s": "ս", "t": "տ",
    "u": "ու", "v": "վ", "w": "վ", "x": "ղ", "y": "ը", "z": "զ", "@": "ը", "'": "",
}  # fmt: skip
_RU_TOKEN = re.compile("|".join(map(re.escape, _CYRILLIC)))
_HY_TOKEN = re.compile("|".join(map(re.escape, _ARMENIAN)))
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ@](?:[A-Za-zÀ-ɏ@'’`]|[46](?=[A-Za-z]))*")

# Letters that chat spelling does not tell apart, folded into one.
_RU_FOLD = str.maketrans({"ь": "", "ъ": "", "ё": "е", "э": "е", "й": "и", "ы": "и", "щ": "ш"})
_HY_FOLD = str.maketrans(
    {"փ": "պ", "թ": "տ", "ք": "կ", "ռ": "ր", "ծ": "ց", "ճ": "չ", "է": "ե", "օ": "ո", "ը": "", "յ": "",
     "ղ": "խ", "ժ": "ջ", "և": "եվ", "՞": "", "՛": "", "՜": ""}
)  # fmt: skip
_HY_MARKS = str.maketrans("", "", "՞՛՜")


def to_cyrillic(text: str) -> str:
    """`text` with its Latin words spelt as Russian; lower case; everything else untouched."""
    return _LATIN_WORD.sub(lambda m: _russian_word(_plain(m[0])), text)


def to_armenian(text: str) -> str:
    """`text` with its Latin words spelt as Armenian; lower case; everything else untouched."""
    return _LATIN_WORD.sub(lambda m: _armenian_word(_plain(m[0])), text)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("’", "'").replace("`", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ı", "i")


def _russian_word(word: str) -> str:
    word = re.sub(r"(?<=[aeiou])[yj](?=$|[^aeiouy])(?!n|d)", "й", word)  # moy, zdravstvujte; but mojno, nujno
    word = re.sub(r"(?:yy|yj|iy|ij)$", lambda m: "ый" if m[0][0] == "y" else "ий", word)
    word = re.sub(r"^e(?=t[oaiu])", "э", word)  # eto, eta, etot
    word = re.sub(r"(?<=[aeiuy])ts[yj]?a$", "ться", word)  # zapisatsya: the infinitive is the usual one
    return _RU_TOKEN.sub(lambda m: _CYRILLIC[m[0]], word)


def _armenian_word(word: str) -> str:
    if word in ("e", "u", "ev", "yev", "o"):
        return {"e": "է", "u": "ու", "ev": "և", "yev": "և", "o": "օ"}[word]
    word = re.sub(r"^vo", "ո", word)
    word = re.sub(r"^o", "օ", word)
    word = re.sub(r"^ye", "ե", word)
    word = re.sub(r"^x", "խ", word)
    word = re.sub(r"(?<=[aeou])y|y(?=[aeou])", "յ", word)
    return _HY_TOKEN.sub(lambda m: _ARMENIAN[m[0]], word)


def fold(text: str) -> str:
    """`text` in lower case without the differences that chat spelling loses: one key for all spellings."""
    return text.lower().translate(_RU_FOLD).translate(_HY_FOLD)


def without_marks(text: str) -> str:
    """Armenian question, stress and exclamation marks sit inside the word; comparing needs them gone."""
    return text.translate(_HY_MARKS)


class Spelling:
    """Real words by their folded form. A folded form shared by several words gives the most frequent one."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(w for text in texts for w in re.findall(r"[^\W\d_]+", without_marks(text).lower()))
        self._words: dict[str, str] = {}
        for word, _ in sorted(counts.items(), key=lambda item: (item[1], item[0])):
            if not word.isascii():
                self._words[fold(word)] = word

    def repair(self, text: str) -> str:
        """Every known word of `text` in its real spelling."""
        return re.sub(r"[^\W\d_]+", lambda m: self._words.get(fold(m[0]), m[0]), text)


_ENGLISH_WORDS = """the is are am was you your we my me it this that these not have has had what how why who which when
where and but with for from about can could would will does did please write order very yes there"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
MIN_TELLING_LETTERS = 4
"""Fewer are "ok", "da", "no": said in every language."""


def guess_latin(text: str, *, expected: Language | None = None) -> Language:
    """Which of the three languages Latin letters spell. `expected` wins when the words say little ("ok", "da").

    Cheap: letter trigrams of bundled everyday sentences and their romanised forms, built on first use.
    """
    model = _trigram_model()
    words = re.findall(r"[a-z']+", _plain(text))
    if expected is not None and len("".join(words)) < MIN_TELLING_LETTERS:
        return expected
    score = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        if word in _ENGLISH:
            score["en"] += 8.0
        padded = f" {word} "
        for i in range(len(padded) - 2):
            for language in LANGUAGES:
                counts, total = model[language]
                score[language] += log((counts.get(padded[i : i + 3], 0) + 0.2) / (total + 0.2 * 6000))
    if expected is not None:
        score[expected] += 2.0
    return max(LANGUAGES, key=lambda language: score[language])


@lru_cache(maxsize=1)
def _trigram_model() -> dict[Language, tuple[Counter[str], int]]:
    from knowledge.centring import generic_utterances

    model: dict[Language, tuple[Counter[str], int]] = {}
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        for sentence in generic_utterances(language):
            for form in _romanised(sentence.lower(), language):
                for word in re.findall(r"[a-z']+", form):
                    padded = f" {word} "
                    counts.update(padded[i : i + 3] for i in range(len(padded) - 2))
        model[language] = (counts, sum(counts.values()))
    return model


_FROM_CYRILLIC: dict[str, tuple[str, str]] = {
    "а": ("a", "a"), "б": ("b", "b"), "в": ("v", "v"), "г": ("g", "g"), "д": ("d", "d"), "е": ("e", "e"),
    "ё": ("yo", "e"), "ж": ("zh", "j"), "з": ("z", "z"), "и": ("i", "i"), "й": ("y", "i"), "к": ("k", "k"),
    "л": ("l", "l"), "м": ("m", "m"), "н": ("n", "n"), "о": ("o", "o"), "п": ("p", "p"), "р": ("r", "r"),
    "с": ("s", "s"), "т": ("t", "t"), "у": ("u", "u"), "ф": ("f", "f"), "х": ("kh", "h"), "ц": ("ts", "c"),
    "ч": ("ch", "ch"), "ш": ("sh", "sh"), "щ": ("shch", "sh"), "ъ": ("", ""), "ы": ("y", "i"), "ь": ("", ""),
    "э": ("e", "e"), "ю": ("yu", "u"), "я": ("ya", "ia"),
}  # fmt: skip
_FROM_ARMENIAN: dict[str, tuple[str, str]] = {
    "ու": ("u", "u"), "ա": ("a", "a"), "բ": ("b", "b"), "գ": ("g", "g"), "դ": ("d", "d"), "ե": ("e", "e"),
    "զ": ("z", "z"), "է": ("e", "e"), "ը": ("y", "@"), "թ": ("t", "th"), "ժ": ("zh", "j"), "ի": ("i", "i"),
    "լ": ("l", "l"), "խ": ("kh", "x"), "ծ": ("ts", "c"), "կ": ("k", "k"), "հ": ("h", "h"), "ձ": ("dz", "dz"),
    "ղ": ("gh", "x"), "ճ": ("ch", "ch"), "մ": ("m", "m"), "յ": ("y", "y"), "ն": ("n", "n"), "շ": ("sh", "sh"),
    "ո": ("o", "vo"), "չ": ("ch", "ch"), "պ": ("p", "p"), "ջ": ("j", "j"), "ռ": ("r", "rr"), "ս": ("s", "s"),
    "վ": ("v", "v"), "տ": ("t", "t"), "ր": ("r", "r"), "ց": ("ts", "c"), "փ": ("p", "p"), "ք": ("q", "k"),
    "և": ("ev", "ev"), "օ": ("o", "o"), "ֆ": ("f", "f"),
}  # fmt: skip


def _romanised(sentence: str, language: Language) -> list[str]:
    if language == "en":
        return [sentence, sentence]
    table = _FROM_CYRILLIC if language == "ru" else _FROM_ARMENIAN
    pattern = re.compile("|".join(table))
    bare = without_marks(sentence)

    def in_form(form: int) -> str:
        return pattern.sub(lambda letters: table[letters[0]][form], bare)

    return [in_form(0), in_form(1)]
