"""The provenance gate: a rewording may change how a reply sounds, and nothing of what it says (R65, R66).

It proves little words, not meaning: every word of a rewording stands in the reply itself, is one that states nothing, or
may stand for one that was there (`lexicon/`); what turns a statement round occurs as often as before; facts are places
that stay where and beside what they were. Whatever is not proved is not sent.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.writing.masking import Masked, places, without_places
from agents.writing.rules import MAX_WORDS, asks, count_questions, count_words, sentences
from domain.language import Language

LEXICON = Path(__file__).parent / "lexicon"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACCENTS = re.compile("[՛՜՞]")
_LETTERS = {"ru": "а-яёА-ЯЁ", "hy": "\u0531-\u0556\u0561-\u0587", "en": "A-Za-z"}
_POINTS = r"\s.,!?:;—–\-()'’\"{}\d\u055a-\u055f\u0589\u2024…"


@dataclass(frozen=True)
class Lexicon:
    """Words of one language: those that state nothing (`free`), that turn a statement round (`hard`), and the one name of
    words that may stand for one another (`kind`)."""

    free: frozenset[str]
    hard: frozenset[str]
    kind: dict[str, str]

    def kinds(self, words: Iterable[str]) -> list[str]:
        """What the words state: one name for words that may stand for one another; free ones are left out."""
        return [self.kind.get(w, w) for w in words if w not in self.free]


@cache
def lexicon(language: Language) -> Lexicon:
    """The file of that language, read once."""
    found = tomllib.loads((LEXICON / f"{language}.toml").read_text(encoding="utf-8"))
    alike = {word: group.split()[0] for group in found["alike"] for word in group.split()}
    return Lexicon(frozenset(found["free"].split()), frozenset(found["hard"].split()), alike)


def words_in(text: str) -> list[str]:
    """The words without places, in small letters; the Armenian marks that stand inside a word are none of it."""
    bare = _ACCENTS.sub("", without_places(text)).replace("’", "'")
    return [word.casefold() for word in _WORD.findall(bare)]


def why_not(masked: Masked, reworded: str, language: Language) -> str | None:
    """Why `reworded` may not be sent in the place of the reply; None when it may. Pure; never raises."""
    ours = lexicon(language)
    plain = masked.text
    if not reworded.strip() or len(reworded) > 1.6 * len(plain) + 40:
        return "length"
    if places(reworded) != places(plain):
        return "facts"
    if re.search(r"\d", without_places(reworded)) or re.search(r"[{}]", without_places(reworded)):
        return "figure"
    foreign = re.sub(f"[{_LETTERS[language]}{_POINTS}]", "", reworded)
    if any(char not in plain for char in foreign):
        return "letters"
    if count_words(masked.unmask(reworded)) > max(MAX_WORDS, count_words(masked.unmask(plain))):
        return "length"
    if count_questions(reworded) != count_questions(plain):
        return "questions"
    return _words_differ(plain, reworded, ours) or _facts_moved(plain, reworded, ours)


def _words_differ(plain: str, reworded: str, ours: Lexicon) -> str | None:
    had, has = _split(plain), _split(reworded)
    for kind in ("says", "asks"):
        before = Counter(w for s in had[kind] for w in words_in(s) if _is_hard(w, ours))
        after = Counter(w for s in has[kind] for w in words_in(s) if _is_hard(w, ours))
        if before != after:
            return "turned"
    stated = Counter(k for s in had["says"] for k in ours.kinds(words_in(s)))
    asked = {k for s in had["asks"] for k in ours.kinds(words_in(s))}
    if Counter(k for s in has["says"] for k in ours.kinds(words_in(s))) - stated:
        return "words"  # a new one, or one more often: what was said once of one thing is now said of another
    now_asked = {k for s in has["asks"] for k in ours.kinds(words_in(s))}
    if now_asked - asked - set(stated) or (asked and not now_asked & asked):
        return "question"
    if len(has["says"]) > len(had["says"]) + 1:
        return "sentences"
    said = {k for s in [*has["says"], *has["asks"]] for k in ours.kinds(words_in(s))}
    for sentence in had["says"]:
        kinds = set(ours.kinds(words_in(sentence)))
        if kinds and len(kinds & said) * 2 <= len(kinds):
            return "dropped"
    return None


def _facts_moved(plain: str, reworded: str, ours: Lexicon) -> str | None:
    """A fact stays in a sentence that says the same of it: an old time is no new one."""
    before = {tuple(places(s)): sorted(set(ours.kinds(words_in(s)))) for s in _segments(plain) if places(s)}
    for sentence in _segments(reworded):
        here = tuple(places(sentence))
        if here and before.get(here) != sorted(set(ours.kinds(words_in(sentence)))):
            return "moved"
    return None


def _segments(text: str) -> list[str]:
    return [s for s in sentences(text) if s.strip()]


def _split(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"says": [], "asks": []}
    for sentence in _segments(text):
        found["asks" if asks(sentence) else "says"].append(sentence)
    return found


def _is_hard(word: str, ours: Lexicon) -> bool:
    return word in ours.hard or word.endswith("n't")
