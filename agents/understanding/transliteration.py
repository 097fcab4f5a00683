"""Russian and Armenian written in Latin letters, back to their own script.

People romanise as they like ("zapisatsya", "zapisatsa", "zapisat'sya"), so a word is looked up by a phonetic key in
the vocabulary first; only a word that is not there is spelled letter by letter.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from agents.understanding.facts.parts import Stretch
from agents.understanding.wording import fold
from knowledge.kept import cache_folder, kept

Romanised = Literal["ru", "hy"]
Keys: TypeAlias = Mapping[str, tuple[str, str]]
"""Of words: by their sound, and coarser."""

_RU_KEY = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_HY_KEY = {
    "ու": "u", "և": "ev", "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "e", "թ": "t",
    "ժ": "j", "ի": "i", "լ": "l", "խ": "X", "ծ": "T", "կ": "k", "հ": "h", "ձ": "D", "ղ": "X", "ճ": "C", "մ": "m",
    "յ": "i", "ն": "n", "շ": "S", "ո": "o", "չ": "C", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t",
    "ր": "r", "ց": "T", "ւ": "v", "փ": "p", "ք": "k", "օ": "o", "ֆ": "f",
}  # fmt: skip
_RU_LATIN = [
    ("shch", "S"), ("sch", "S"), ("sh", "S"), ("w", "S"), ("zh", "j"), ("ch", "C"), ("4", "C"), ("kh", "h"), ("x", "h"),
    ("tz", "ts"), ("yu", "iu"), ("ju", "iu"), ("ya", "ia"), ("ja", "ia"), ("yo", "e"), ("jo", "e"), ("ye", "e"),
    ("je", "e"), ("c", "ts"), ("q", "k"), ("y", "i"), ("'", ""), ("6", "S"),
]  # fmt: skip
_HY_LATIN = [
    ("sh", "S"), ("ch", "C"), ("zh", "j"), ("gh", "X"), ("kh", "X"), ("ts", "T"), ("tz", "T"), ("dz", "D"), ("th", "t"),
    ("ph", "p"), ("vo", "vo"), ("ou", "u"), ("oo", "u"), ("x", "X"), ("c", "T"), ("q", "k"), ("w", "v"), ("y", "i"),
    ("'", ""), ("@", "e"), ("ye", "e"),
]  # fmt: skip
_RU_SPELL = [
    ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("zh", "ж"), ("ch", "ч"), ("kh", "х"), ("ts", "ц"), ("yu", "ю"),
    ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"), ("ye", "е"), ("iy", "ий"), ("yj", "ый"), ("a", "а"),
    ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "ж"),
    ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"),
    ("t", "т"), ("u", "у"), ("v", "в"), ("w", "ш"), ("x", "х"), ("y", "ы"), ("z", "з"), ("'", "ь"), ("4", "ч"),
]  # fmt: skip
_HY_SPELL = [
    ("sh", "շ"), ("ch", "չ"), ("zh", "ժ"), ("gh", "ղ"), ("kh", "խ"), ("ts", "ց"), ("dz", "ձ"), ("th", "թ"),
    ("ev", "և"), ("ye", "ե"), ("ou", "ու"), ("a", "ա"), ("b", "բ"), ("c", "ց"), ("d", "դ"), ("e", "ե"), ("f", "ֆ"),
    ("g", "գ"), ("h", "հ"), ("i", "ի"), ("j", "ջ"), ("k", "կ"), ("l", "լ"), ("m", "մ"), ("n", "ն"), ("o", "ո"),
    ("p", "պ"), ("q", "ք"), ("r", "ր"), ("s", "ս"), ("t", "տ"), ("u", "ու"), ("v", "վ"), ("w", "վ"), ("x", "խ"),
    ("y", "ը"), ("z", "զ"), ("'", ""), ("@", "ը"),
]  # fmt: skip


def _replace(word: str, table: list[tuple[str, str]]) -> str:
    out, i = [], 0
    while i < len(word):
        for latin, other in table:
            if word.startswith(latin, i):
                out.append(other)
                i += len(latin)
                break
        else:
            out.append(word[i])
            i += 1
    return "".join(out)


_LATIN_WORD = re.compile(r"(?!4(?:in|ic|its)\b)[A-Za-z@'4]*[A-Za-z][A-Za-z@'4]*")
"""A 4 is a letter ("4em karox"); with the ending of an hour it is four o'clock."""
_SCHWA = re.compile(r"(?<![aeiouy])y(?![aeiouy])")
"""An Armenian y beside no vowel is the schwa: "arajiny", "ynker"; beside one it is a glide: "ayo"."""
_SHORTEST_WITH_COPULA = 3
_NO_STEM_ENDS_IN = frozenset("աեէըիոօւվ")
_ENDS_IN_I = frozenset({"կարելի"})
_NATIVE_WORD = re.compile(r"[ա-և]{4,31}(?![ա-և])", re.IGNORECASE)
_SHORTEST_GROWN = 5
"""Letters of a word to which the spoken "is" has grown, with it."""
_THE_SAME_EVERYWHERE = frozenset(
    {"wifi", "visa", "mastercard", "paypal", "sms", "whatsapp", "viber", "telegram", "pdf", "qr", "pos"}
)
"""Written in Latin letters inside any language."""
_GLIDE = re.compile(r"(?<=[aeiou])y|y(?=[aou])")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound_key(word: str, language: Romanised) -> str:
    """A key that is equal for a native word and its usual Latin spellings."""
    native = any(ord(c) > 0x36F for c in word)
    if language == "ru":
        key = "".join(_RU_KEY.get(c, c) for c in word) if native else _replace(word, _RU_LATIN)
    elif native:
        key = "vo" + word[1:] if word[:1] == "ո" and word[:2] != "ու" else word
        key = "".join(_HY_KEY.get(c, c) for c in key.replace("ու", "u"))
    else:
        word = _SCHWA.sub("@", word)
        key = _replace(word.removeprefix("y") if word[:2] == "ye" else word, _HY_LATIN)
    return _DOUBLED.sub(r"\1", key)


@lru_cache(maxsize=8192)
def loose_key(word: str, language: Romanised) -> str:
    """A coarser key for careless spellings: soft vowels and unstressed e/i fall together."""
    key = sound_key(word, language)
    if language == "ru":
        return _DOUBLED.sub(
            r"\1", key.replace("ia", "a").replace("iu", "u").replace("i", "e").replace("j", "z")
        )
    key = key.replace("ie", "e").replace("ia", "ea").replace("D", "T").replace("X", "h").replace("j", "C")
    return _DOUBLED.sub(r"\1", key.replace("i", "e"))


def keys_of(word: str, language: Romanised) -> tuple[str, str]:
    """By its sound, and the coarser one."""
    return sound_key(word, language), loose_key(word, language)


def kept_keys(words: Sequence[str], language: Romanised) -> Keys:
    """The keys of a language's own words, which are the same at every start: making them took a tenth of it."""
    told = hashlib.sha256(Path(__file__).read_bytes())  # by which rules keys are made
    told.update("\n".join(words).encode())

    def make(at: Path) -> None:
        made = {word: keys_of(word, language) for word in words}
        at.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")

    def load(at: Path) -> Keys:
        found: Keys = json.loads(at.read_bytes())
        return found

    return kept(f"keys-{language}-{told.hexdigest()[:24]}.json", make, load, folder=cache_folder() / "words")


def _takes_copula(stem: str) -> bool:
    """Whether the spoken "is" grows to a word: to a vowel it hardly does."""
    return len(stem) >= _SHORTEST_WITH_COPULA and (stem[-1] not in _NO_STEM_ENDS_IN or stem in _ENDS_IN_I)


class Detransliterator:
    """Turns Latin words into native ones with the help of a vocabulary (most frequent words first)."""

    def __init__(
        self,
        language: Romanised,
        vocabulary: Iterable[str],
        keys: Keys | None = None,
        loans: Mapping[str, str] | None = None,
    ) -> None:
        """`keys`: of words whose keys are known already. `loans`: borrowed words, and the language's own that is read for
        each; a word of the vocabulary is no loan."""
        self._language: Romanised = language
        self._by_sound: dict[str, str] = {}
        self._by_loose: dict[str, str] = {}
        self._words = frozenset(vocabulary := list(vocabulary))
        known = keys or {}
        for word in vocabulary:
            sound, loose = known.get(word) or keys_of(word, language)
            self._by_sound.setdefault(sound, word)
            if len(word) > 3:
                self._by_loose.setdefault(loose, word)
        self._loans = {loan: own for loan, own in (loans or {}).items() if loan not in self._words}
        for loan, own in self._loans.items():
            self._by_sound.setdefault(sound_key(loan, language), own)

    def known(self, word: str) -> str | None:
        """The vocabulary's word that sounds like the Latin `word`."""
        # a Latin j is ж for some and й for others
        native = self._by_sound.get(sound_key(word.replace("j", "zh"), self._language))
        native = native or self._by_sound.get(sound_key(word, self._language))
        if native is None and len(word) > 3:
            native = self._by_loose.get(loose_key(word, self._language))
        return native

    def word(self, word: str) -> str:
        """`word` (folded) in its own script; words that are not Latin come back as they are."""
        if not word.isascii() or not word[:1].isalpha():
            return word
        return self.known(word) or self._spell(word)

    def _spell(self, word: str) -> str:
        if self._language == "ru":
            native = _replace(word, _RU_SPELL)
            native = re.sub(r"([аеиоуюя])ы", r"\1й", native)
            return re.sub(r"ии$", "ий", native)
        native = _replace(_GLIDE.sub("յ", word), _HY_SPELL)
        return re.sub(r"^վո", "ո", native)

    def _two_words(self, word: str) -> str | None:
        """A Latin word with the spoken "is" grown to it, as two: "petqa" is պետք ա."""
        if self._language != "hy" or len(word) <= _SHORTEST_WITH_COPULA or not word.endswith("a"):
            return None
        if self.known(word) is not None:
            return None
        stem = self._by_sound.get(sound_key(word[:-1], "hy"))
        return f"{stem} ա" if stem is not None and _takes_copula(stem) else None

    def parted(self, plain: str) -> tuple[str, list[Stretch]]:
        """`plain`, in Armenian letters, with the spoken "is" apart from the words it has grown to (տարեկանա), our own words
        for borrowed ones, and where those stand."""
        return _replaced(plain, _NATIVE_WORD, self._read_for)

    def _read_for(self, written: str) -> str | None:
        """What a word in Armenian letters is read as, where it is not read as it stands."""
        word = fold(written)
        if word in self._words:
            return None
        if word in self._loans:
            return self._loans[word]
        stem = word[:-1]
        grown = len(word) >= _SHORTEST_GROWN and word.endswith("ա") and stem in self._words
        return f"{written[:-1]} ա" if grown and _takes_copula(stem) else None

    def text(self, plain: str) -> tuple[str, list[Stretch]]:
        """Every Latin word of `plain` in the native script, and where each stands; numbers and punctuation stay."""
        return _replaced(plain, _LATIN_WORD, self._in_native_script)

    def _in_native_script(self, written: str) -> str:
        folded = fold(written)
        return folded if folded in _THE_SAME_EVERYWHERE else self._two_words(folded) or self.word(folded)


def _replaced(
    plain: str, words: re.Pattern[str], read_for: Callable[[str], str | None]
) -> tuple[str, list[Stretch]]:
    """`plain` with its `words` as `read_for` gives them (None: as they stand), and where each of those stands in both."""
    out: list[str] = []
    stretches: list[Stretch] = []
    at = length = 0
    for match in words.finditer(plain):
        read = read_for(match.group())
        if read is None:
            continue
        length += match.start() - at
        out += [plain[at : match.start()], read]
        stretches.append(Stretch(length, length + len(read), match.start(), match.end()))
        length, at = length + len(read), match.end()
    return "".join([*out, plain[at:]]), stretches
