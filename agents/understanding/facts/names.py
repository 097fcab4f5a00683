"""Names that customers volunteer: "меня зовут Анна", "ես Արամն եմ", "I'm Tom", "Anna here, +374…".

A name taken wrongly is worse than one asked for again, so after a weak introduction ("это …", "I'm …") the word must be a
known name, or have a capital, be no word of ours and be followed by nothing that goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.understanding.facts.first_names import is_first_name, without_article
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part

MAX_NAME_WORDS = 3
_SURNAME = re.compile(
    r"(?:[яа]н(?:ц)?|յան|(?:y|i)an(?:ts)?|ов|ова|ев|ева|ин|ина|ский|ская|ov|ova|ev|eva|in|ina|sky|skaya|ունի|uni)$"
)
_ENDS = frozenset(",.!;:)-\n")
_JOINERS = frozenset({
        "и", "and", "ու", "և", "from", "из", "here", "я", "вот", "мой", "мне", "my", "հեռ", "իմ", "тел",
    "телефон", "phone", "հեռախոս",
})  # fmt: skip


_FOR_WHOM = frozenset({"for", "для", "на", "համար"})
_FIGURES_OF_A_PHONE = 6
_PARTS_OF_A_PHONE = 9


@dataclass(frozen=True, slots=True)
class FoundName:
    """`start` and `end`: the words of the name in the parts, half-open; `begins` with what introduces it."""

    name: str
    start: int
    end: int
    begins: int


class NameReader:
    """`asked`: whose name to book under is the open question, so that "for Julia" tells it. `is_name_word`: whether a word as typed is none that our lists know as something else; `is_ours`: whether it
    is a word of the vocabulary, of a service or of a place, and so no name even with a capital."""

    def __init__(
        self,
        parts: Sequence[Part],
        is_name_word: Callable[[str], bool],
        is_ours: Callable[[str], bool],
        *,
        asked: bool = False,
    ) -> None:
        self._asked = asked
        self._parts = parts
        self._is_name_word = is_name_word
        self._is_ours = is_ours

    def find(self, free: Sequence[bool], *, has_phone: bool = False) -> FoundName | None:
        """The name that is introduced, or one alone beside a phone number or an e-mail address (`has_phone`)."""
        for strength in ("strong", "weak"):
            for i in range(len(self._parts)):
                found = self._introduced(i, strength)
                if found is not None and all(free[found.start : found.end]):
                    return found
        return self._alone(free) if has_phone else None

    def _behind_marks(self, i: int) -> int:
        while i < len(self._parts) and self._parts[i].word in (":", ",", "-", "`"):
            i += 1
        return i

    def _introduced(self, i: int, strength: str) -> FoundName | None:
        intro = load_table("names", "before").find(self._parts, i)
        if intro is not None and intro[0] == strength and not self._is_others(i):
            j = self._behind_marks(intro[1])
            end = self._name(j, certain=strength == "strong")
            if end is not None and not self._is_asked(end):
                return FoundName(self.said(j, end), j, end, i)
        if strength == "weak":
            return self._followed(i)
        return None

    def _followed(self, i: int) -> FoundName | None:
        """ "Anna here", "Արամն եմ"."""
        if not is_first_name(self._parts[i]) or self._is_others(i):
            return None
        end = self._name(i, certain=False, before_verb=True)
        if end is None or load_table("names", "after").find(self._parts, end) is None:
            return None
        starts = i == 0 or self._parts[i - 1].kind == "mark" or self._parts[i - 1].word in _GREETINGS
        return FoundName(self.said(i, end), i, end, i) if starts else None

    def _is_asked(self, end: int) -> bool:
        return end < len(self._parts) and self._parts[end].word == "?"

    def _is_others(self, i: int) -> bool:
        if self._asked and i and self._parts[i - 1].word in _FOR_WHOM:
            return False
        return load_table("names", "not_before").find_back(self._parts, i) is not None

    def _name(self, i: int, *, certain: bool, before_verb: bool = False) -> int | None:
        """The end of the name that begins at `i`."""
        if load_table("names", "me").find(self._parts, i) is not None:
            return None  # "the child's name, I'm Anahit"
        j = i
        while j < len(self._parts) and j - i < MAX_NAME_WORDS and self._fits(i, j):
            j += 1
            if (
                j + 1 < len(self._parts)
                and self._parts[j].word == "-"
                and self._parts[j].touching
                and self._fits(i, j + 1)
            ):
                j += 2
        if j == i:
            return None
        first = self._parts[i]
        if certain:
            common = self._is_ours(first.written) and not is_first_name(first)
            return None if common and first.written[:1].islower() else j
        if load_table("names", "not_names").find(self._parts, i) is not None or first.word.endswith("ում"):
            return None
        known = is_first_name(first) or (j - i > 1 and is_first_name(self._parts[j - 1]))
        if known and first.written[:1].isupper():
            return j
        if known:
            return j if before_verb or self._ends(j) else None
        shaped = j - i > 1 and _SURNAME.search(self._parts[j - 1].word) is not None
        unknown = not any(self._is_ours(p.written) for p in self._parts[i:j])
        capital = first.written[:1].isupper() and not first.written.isupper()
        if unknown and j - i > 1 and self._opens_a_phone(j):
            return j  # "im leila haddad 077 515253"
        return j if capital and unknown and (shaped or self._ends(j)) else None

    def _fits(self, start: int, i: int) -> bool:
        if i >= len(self._parts):
            return False
        part = self._parts[i]
        if part.kind != "word" or not self._is_name_word(part.written):
            return False
        if i == start:
            return True
        gap = self._parts[i - 1].kind == "word" or self._parts[i - 1].word == "-"
        follows = part.written[:1].isupper() or is_first_name(part) or _SURNAME.search(part.word) is not None
        follows = follows or (self._parts[start].written[:1].islower() and self._opens_a_phone(i + 1))
        alike = self._parts[start].written[:1].islower() or part.written[:1].isupper()
        return gap and follows and alike and load_table("names", "after").find(self._parts, i) is None

    def _ends(self, i: int) -> bool:
        if i >= len(self._parts):
            return True
        part = self._parts[i]
        return (
            part.word in _ENDS
            or part.kind == "figure"
            or part.word in _JOINERS
            or load_table("names", "after").find(self._parts, i) is not None
        )

    def _alone(self, free: Sequence[bool]) -> FoundName | None:
        """ "Анна, 091 234567", "Аван, ул. Худякова 12, Саркис 077 123456": a stretch of words that is a name alone.

        A name at the end of other words ("Центр Мария 099 …") needs its capital. The one beside the phone counts most.
        """
        best: FoundName | None = None
        for start, end in self._stretches(free):
            found = self._tail(start, end)
            if found is not None and (best is None or self._is_before_figures(end)):
                best = found
        return best

    def _stretches(self, free: Sequence[bool]) -> list[tuple[int, int]]:
        """Free words that stand together, between marks, figures and what was claimed."""
        stretches: list[tuple[int, int]] = []
        start = None
        for i in range(len(self._parts) + 1):
            here = i < len(self._parts) and free[i] and self._parts[i].kind == "word"
            if here and start is None:
                start = i
            elif not here and start is not None:
                stretches.append((start, i))
                start = None
        return stretches

    def _tail(self, start: int, end: int) -> FoundName | None:
        for first in range(max(start, end - MAX_NAME_WORDS), end):
            part = self._parts[first]
            whole = first == start
            named = is_first_name(part) or (whole and self._has_surname(first, end))
            named = named or (whole and self._are_beside_phone(first, end))
            if not named or not all(self._is_name_word(self._parts[i].written) for i in range(first, end)):
                continue
            if not whole and not (part.written[:1].isupper() and not self._is_others(first)):
                return None
            if load_table("names", "not_names").find(self._parts, first) is not None:
                continue
            return FoundName(self.said(first, end), first, end, first)
        return None

    def _has_surname(self, start: int, end: int) -> bool:
        """ "Петрова Анна", "Роза Петросян": two words and more with capitals, of which one has a surname's end."""
        parts = self._parts[start:end]
        if not any(_SURNAME.search(p.word) or _SURNAME.search(p.raw) for p in parts):
            return False
        if any(is_first_name(p) for p in parts):
            return True
        return len(parts) > 1 and all(p.written[:1].isupper() and not self._is_ours(p.written) for p in parts)

    def _are_beside_phone(self, start: int, end: int) -> bool:
        """Words that are none of ours, each with a capital or first and last name without, right behind a long row of figures or before it: "099 887766
        Liana", "…, Silva 077 808080", "Tim Grant, 077 808080"."""
        small = self._are_small_english(start, end)
        for part in self._parts[start:end]:
            written = part.written
            capital = written[:1].isupper() and not written.isupper() and len(written) > 2
            if not (capital or small) or self._is_ours(written) or self._is_ours(part.word):
                return False
        last = end >= len(self._parts) or self._parts[end].word in _ENDS
        behind = last and _figures(self._parts[max(start - 5, 0) : start]) >= _FIGURES_OF_A_PHONE
        k = end
        while k < len(self._parts) and self._parts[k].word in (",", "+", "-", ":"):
            k += 1
        return behind or self._opens_a_phone(k)

    def _are_small_english(self, start: int, end: int) -> bool:
        """ "becky shaw, 091 …": first and last name without capitals. In English alone, where all other words are known: of
        romanised ones many are not."""
        named = self._parts[start:end]
        return len(named) > 1 and all(p.written.isascii() and p.raw == p.word for p in named)

    def _opens_a_phone(self, i: int) -> bool:
        """Whether a long row of figures begins here."""
        if i >= len(self._parts) or self._parts[i].kind != "figure":
            return False
        row = 0
        for part in self._parts[i : i + _PARTS_OF_A_PHONE]:
            if part.kind == "word":
                break
            row += len(part.written) if part.kind == "figure" else 0
        return row >= _FIGURES_OF_A_PHONE

    def _is_before_figures(self, i: int) -> bool:
        return any(p.kind == "figure" for p in self._parts[i : i + 3])

    def said(self, start: int, end: int) -> str:
        """As written, with capitals and without the Armenian article: "анна-мария" is "Анна-Мария"."""
        words: list[str] = []
        for i in range(start, end):
            part = self._parts[i]
            if part.word == "-":
                words[-1] += "-"
            elif words and words[-1].endswith("-"):
                words[-1] += _titled(part.written)
            else:
                words.append(_titled(without_article(part)))
        return " ".join(words)


def _figures(parts: Sequence[Part]) -> int:
    return sum(len(p.written) for p in parts if p.kind == "figure")


def _titled(word: str) -> str:
    return word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:])


_GREETINGS = frozenset({
        "привет", "здравствуйте", "день", "утро", "вечер", "hello", "hi", "hey", "բարև", "ողջույն",
    "privet", "barev", "ձեզ", "dzez",
})  # fmt: skip
