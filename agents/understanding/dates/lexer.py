"""Words to meanings: "в пятницу", "on Friday" and "ուրբաթ օրը" all become weekday 4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from agents.understanding.dates.slips import SHORTEST_SLIP, begins_misspelt, is_misspelt_number, is_two_edits
from agents.understanding.word_tables import read_table_at
from agents.understanding.wording import fold, fold_in_place, is_one_edit
from domain.language import Language

_TOKEN = re.compile(
    r"(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)"
    r"|(?:(?<!\d-)|(?<=\d{4}-))(?P<dmy>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2}))(?![\d])"
    r"|(?P<hms>\d{1,2}:\d{2}:\d{2})(?![\d:])"
    r"|(?P<hm>\d{1,2}[:.]\d{2})(?![\d])"
    r"|(?P<hh>\d{1,2}[hч]\d{2})(?!\w)"
    r"|(?<![\d-])(?P<ym>(?:19|20)\d{2}-(?:0[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])-(?:19|20)\d{2})(?![\d-])"
    r"|(?P<slash>\d{1,2}[/]\d{1,2})(?!\.?\d)"
    r"|(?P<dm>\d{1,2}\.\d{1,2})(?!\d)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
_ARMENIAN_CASES = (("ին", "at"), ("ից", "from"), ("ուց", "from"), ("ը", "to"), ("ն", "to"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """`kind` and `value` as in the dictionaries; `start`/`end` are places in the text.

    Where a dictionary joins meanings with "+", each of them stands at the place of the words.

    Kinds made here: number, hm, dmy, dm, word (not in the dictionary), mark (punctuation).
    `case`: what an Armenian ending says: "at" (-ին), "from" (-ից), "to" (-ը).
    """

    kind: str
    value: int
    name: str
    word: str
    start: int
    end: int
    case: str = ""
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dictionary:
    """`phrases` by first word, longest first; `stems` match the beginning of a word; `fuzzy`, by first letter, forgive
    one typo; `slips` are forgiven one or two where only a time can stand."""

    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    stems: dict[str, str]
    fuzzy: dict[str, list[tuple[str, str]]]
    fuzzy_stems: dict[str, list[tuple[str, str]]]
    slips: dict[str, list[tuple[str, str]]]


_MISSPELT = ("rel:", "weekday:", "part:", "month:")
_SHORTEST_MISSPELT = 5
_SHORTEST = {"part": 7, "month": 6}
"""Letters a word of that kind needs before a slip in it is forgiven: "мой" is no "май", "match" is no "march"."""
_SIDES = ("around:", "after:", "before:")
_SLIPS = ("num:", "part:", "weekday:", "month:", *_SIDES)
_LONG = 8
"""Letters of a weekday or a month in which two slips are forgiven."""
_HOUR_WORDS = frozenset({"at", "в", "к", "ժամը"})
_OWNERS = ("weekday:", "rel:")


@lru_cache(maxsize=3)
def load_dictionary(language: Language) -> Dictionary:
    """Read the language's dictionary once: every file of its folder, by name."""
    sources = sorted((Path(__file__).parent / "words" / language).glob("*.toml"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    stems: dict[str, str] = {}
    fuzzy: dict[str, list[tuple[str, str]]] = {}
    fuzzy_stems: dict[str, list[tuple[str, str]]] = {}
    slips: dict[str, list[tuple[str, str]]] = {}
    said = (pair for source in sources for pair in read_table_at(source).items())
    for meaning, spellings in said:
        for spelling in spellings:
            if meaning.startswith(_SLIPS) and " " not in spelling and len(spelling) >= SHORTEST_SLIP:
                whole = fold(spelling.rstrip("*"))
                slips.setdefault(whole[0], []).append((whole, meaning))
            if spelling.endswith("*"):
                stem = fold(spelling[:-1])
                stems.setdefault(stem, meaning)
                if meaning.startswith(("weekday:", "month:")) and len(stem) >= _SHORTEST_MISSPELT:
                    fuzzy_stems.setdefault(stem[0], []).append((stem, meaning))
                continue
            words = tuple(m.group() for m in _TOKEN.finditer(fold(spelling)))
            phrases.setdefault(words[0], []).append((words, meaning))
            if meaning.startswith(_MISSPELT) and len(words) == 1 and len(words[0]) >= _shortest(meaning):
                fuzzy.setdefault(words[0][0], []).append((words[0], meaning))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Dictionary(phrases, stems, fuzzy, fuzzy_stems, slips)


def _shortest(meaning: str) -> int:
    return _SHORTEST.get(meaning.partition(":")[0], _SHORTEST_MISSPELT)


def read_meanings(text: str, language: Language) -> list[Meaning]:
    """`text` (native script) as meanings, in order. Linear in its length. Several readers ask about each message: the
    last answers are kept."""
    return list(_meanings_of(text, language))


@lru_cache(maxsize=16)
def _meanings_of(text: str, language: Language) -> tuple[Meaning, ...]:
    dictionary = load_dictionary(language)
    found = _tokens(fold_in_place(text), dictionary)
    words = [token.word for token in found]
    meanings: list[Meaning] = []
    i = 0
    while i < len(found):
        size, meaning = _look_up(dictionary, language, words, i)
        if meaning is None and found[i].group == "word":
            name = text[found[i].start].isupper()
            meaning = _slip(dictionary, words, i, meanings[-1].kind if meanings else "", name=name)
        start, end = found[i].start, found[i + size - 1].end
        if meaning is not None:
            case = _case(words[i + size - 1]) if language == "hy" else ""
            for said in meaning.split("+"):  # "tonight" is today and the evening
                kind, _, value = said.partition(":")
                number = int(value) if value.lstrip("-").isdigit() else 0
                meanings.append(Meaning(kind, number, value, words[i], start, end, case))
        else:
            size, made = _read_figure(found, words, i)
            meanings.append(made)
        i += size
    return tuple(meanings)


class _Token(NamedTuple):
    word: str
    group: str
    start: int
    end: int


def _tokens(folded: str, dictionary: Dictionary) -> list[_Token]:
    """Words, figures and marks. "Monday's out" is two words before the last, "Monday is"."""
    tokens: list[_Token] = []
    for m in _TOKEN.finditer(folded):
        word = fold(m.group())
        group = "dmy" if m.lastgroup == "sep" else m.lastgroup or "mark"
        if word.endswith("'s") and word not in dictionary.phrases:
            named = dictionary.phrases.get(word[:-2], ())
            if any(len(phrase) == 1 and meaning.startswith(_OWNERS) for phrase, meaning in named):
                tokens += [
                    _Token(word[:-2], group, m.start(), m.end() - 2),
                    _Token("is", group, m.end() - 1, m.end()),
                ]
                continue
        tokens.append(_Token(word, group, m.start(), m.end()))
    return tokens


def _slip(dictionary: Dictionary, words: list[str], i: int, before: str, *, name: bool) -> str | None:
    """A short word with one slip in it, where only a time can stand: an hour behind "at", a part of the day beside a
    day. A longer one with two. `name`: it begins with a capital."""
    word = words[i]
    if len(word) < SHORTEST_SLIP:
        return None
    near = dictionary.slips.get(word[0], ())
    if before in ("weekday", "rel", "month"):
        for right, meaning in near:
            if meaning.startswith("part:") and is_one_edit(word, right):
                return meaning
    if i + 1 < len(words) and words[i + 1][0].isdigit():
        for right, meaning in near:
            if meaning.startswith(_SIDES) and is_one_edit(word, right):
                return meaning
    hour = before in ("at", "toward") and words[i - 1] in _HOUR_WORDS
    if hour and not name:
        for right, meaning in near:
            if meaning.startswith("num:") and is_misspelt_number(word, right):
                return meaning
    if len(word) >= _LONG - 1:
        for right, meaning in near:
            if (
                len(right) >= _LONG
                and meaning.startswith(("weekday:", "month:"))
                and is_two_edits(word, right)
            ):
                return meaning
    return None


def _look_up(dictionary: Dictionary, language: Language, words: list[str], i: int) -> tuple[int, str | None]:
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    for phrase, meaning in dictionary.phrases.get(word, ()):
        size = len(phrase)
        if size == 1 or (phrase[1] == following and tuple(words[i : i + size]) == phrase):
            return size, meaning
    return 1, _spelled(language, word) if word[0].isalpha() else None


@lru_cache(maxsize=8192)
def _spelled(language: Language, word: str) -> str | None:
    """What a word that is no phrase means, by its beginning or but for a typo. Kept: the same words come again."""
    dictionary = load_dictionary(language)
    for n in range(len(word), 2, -1):
        if (stem := word[:n]) in dictionary.stems and len(word) - n <= 6:
            return dictionary.stems[stem]
    if len(word) >= 5:
        for right, meaning in dictionary.fuzzy.get(word[0], ()):
            if is_one_edit(word, right):
                return meaning
        for stem, meaning in dictionary.fuzzy_stems.get(word[0], ()):
            if begins_misspelt(word, stem):
                return meaning
    return None


def _read_figure(found: list[_Token], words: list[str], i: int) -> tuple[int, Meaning]:
    word, group, start, end = found[i]
    if group == "number":
        # 5-ին, 25-го, 3rd: the ending belongs to the number
        k = i + 2 if i + 2 < len(words) and words[i + 1] == "-" and found[i + 1].start == end else i + 1
        ending = (
            words[k]
            if k < len(words) and words[k][0].isalpha() and (k == i + 2 or found[k].start == end)
            else ""
        )
        case = _case("x" + ending) if ending in ("ին", "ից", "ը", "ն", "ում") else ""
        size = k - i + 1 if case or ending in _ORDINAL_ENDINGS or ending == "ի" else 1
        if size > 1:
            end = found[i + size - 1].end
        name = "ordinal" if ending in _ORDINAL_ENDINGS and not case else ""
        return size, Meaning("number", int(word) if len(word) < 9 else 10**9, name, word, start, end, case)
    if group in ("iso", "dmy", "hm", "hms", "hh", "ym", "slash", "dm"):
        parts = tuple(int(p) for p in re.split(r"[./:hч-]", word))
        kind = {"iso": "dmy", "slash": "dm", "hms": "hm", "hh": "hm"}.get(group, group)
        parts = parts[:2] if kind == "hm" else parts
        if group == "iso":
            parts = parts[::-1]
        name = "dot" if "." in word else "slash" if group == "slash" else ""
        case = ""
        size = 1
        if i + 2 < len(words) and words[i + 1] == "-" and words[i + 2] in ("ին", "ից", "ը", "ն", "ի"):
            case, size = _case("x" + words[i + 2]), 3
        return size, Meaning(kind, parts[0], name, word, start, found[i + size - 1].end, case, parts)
    return 1, Meaning("word" if group == "word" else "mark", 0, "", word, start, end)


_ORDINAL_ENDINGS = frozenset({"го", "ого", "его", "е", "ое", "му", "ому", "ему", "й", "st", "nd", "rd", "th"})


def _case(word: str) -> str:
    return next(
        (case for ending, case in _ARMENIAN_CASES if word.endswith(ending) and len(word) > len(ending)), ""
    )


def feast_words() -> frozenset[str]:
    """Words of the English names of feasts: names, which tell nothing about the language of a message."""
    phrases = load_dictionary("en").phrases.values()
    named = (words for options in phrases for words, meaning in options if meaning.startswith("feast:"))
    return frozenset(word for words in named for word in words if len(word) > 3 and word.isalpha())
