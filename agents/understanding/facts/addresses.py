"""Streets with house numbers: "Туманяна 15", "Թումանյան 15, բն. 4", "Komitas 24/3", "ул. Баграмяна, д. 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part

MAX_ADDRESSES = 3
_MOST_NAME_WORDS = 3
_MOST_REST = 4
_LONGEST_HOUSE = 4
_SURNAME = re.compile(r"(?:[яа]н(?:а|ца|ц)?|յան(?:ի|ց|ցի)?|(?:y|i)an(?:a|i|ts)?)$")
"""Streets of Armenia are called after people: a surname before a number is one."""
_LETTERS = frozenset("абвгдabcdաբգ")


class AddressReader:
    """Reads the parts of one message."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def find(self, free: Sequence[bool]) -> list[tuple[int, int]]:
        """Places of addresses in the parts, half-open, in order."""
        found: list[tuple[int, int]] = []
        if all(part.kind != "figure" for part in self._parts):
            return found  # every address has a number
        i = 0
        while i < len(self._parts) and len(found) < MAX_ADDRESSES:
            end = self._read(i) if free[i] else None
            if end is None or not all(free[i:end]):
                i += 1
                continue
            found.append((i, end))
            i = end
        return found

    def _read(self, i: int) -> int | None:
        return self._marked_before(i) or self._quarter(i) or self._number_first(i) or self._named(i)

    def _quarter(self, i: int) -> int | None:
        """2 квартал, дом 15; 2-րդ թաղամաս, շենք 15; квартал 8, д. 3: parts of town that have numbers."""
        parts = self._parts
        word = load_table("places", "quarters").find(parts, i)
        if word is not None:
            number = self._skip(word[1], ",", "№")
            if number >= len(parts) or parts[number].kind != "figure" or len(parts[number].word) > 2:
                return None
            return self._house(self._number_end(number))
        if parts[i].kind != "figure" or len(parts[i].word) > 2:
            return None
        for j in (i + 1, i + 2, i + 3):
            word = load_table("places", "quarters").find(parts, j)
            if word is not None:
                between = parts[i + 1 : j]
                ending = all(p.touching and len(p.word) <= 3 for p in between)
                return self._house(word[1]) if ending else None
        return None

    def _marked_before(self, i: int) -> int | None:
        """ул. Баграмяна, д. 5"""
        mark = load_table("places", "marks_before").find(self._parts, i)
        if mark is None:
            return None
        j = self._skip(mark[1], ".")
        for k in range(j + 1, min(j + _MOST_NAME_WORDS, len(self._parts)) + 1):
            if not all(self._is_name(n) for n in range(j, k)):
                return None
            end = self._house(k)
            if end is not None:
                return end
        return None

    def _number_first(self, i: int) -> int | None:
        """24 Baker Street"""
        if (
            self._parts[i].kind != "figure"
            or self._parts[i].touching
            or len(self._parts[i].word) > _LONGEST_HOUSE
        ):
            return None
        j = self._number_end(i)
        for k in range(j + 1, min(j + _MOST_NAME_WORDS, len(self._parts)) + 1):
            if not all(self._is_name(n) and self._parts[n].raw.isascii() for n in range(j, k)):
                return None
            mark = load_table("places", "marks_after").find(self._parts, k)
            if mark is not None and self._is_capital(j):
                return self._rest(mark[1])
        return None

    def _named(self, i: int) -> int | None:
        """Тигран Меца 5, Թումանյան փողոց 15, Komitas 24/3"""
        known = load_table("places", "streets").find(self._parts, i)
        surname = self._is_surname(i)
        ends = [known[1]] if known is not None else [i + 1]
        if self._is_capital(i):
            ends += [
                k
                for k in range(i + 2, i + _MOST_NAME_WORDS + 1)
                if all(self._is_name(n) for n in range(i, min(k, len(self._parts))))
            ]
        for j in ends:
            mark = load_table("places", "marks_after").find(self._parts, j)
            if mark is not None and (known or self._is_capital(i) or surname):
                end = self._house(self._skip(mark[1], "."))
                if end is not None:
                    return end
        if known is None and not surname:
            return self._with_house_word(i, i + 1) or self._with_flat(i) if self._is_capital(i) else None
        return self._house(ends[0])

    def _with_house_word(self, i: int, j: int) -> int | None:
        """ "Норки дом 5": any name, when the number is said to be a house's."""
        j = self._skip(j, ",")
        if j >= len(self._parts) or load_table("places", "house").find(self._parts, j) is None:
            return None
        if len(self._parts[j].word) > 2 and not self._parts[j].word.startswith(
            ("дом", "стр", "տուն", "շենք", "house", "buil", "bl")
        ):
            return None
        return self._house(j)

    def _with_flat(self, i: int) -> int | None:
        """ "Խուդյակովի 45 բն 12": any name with a number, when a flat's stands behind it."""
        parts = self._parts
        for k in range(i + 1, min(i + _MOST_NAME_WORDS, len(parts) - 1) + 1):
            if parts[k].kind == "figure" and len(parts[k].word) <= _LONGEST_HOUSE:
                end = self._number_end(k)
                rest = self._rest(end)
                return rest if rest > end else None
            if not self._is_name(k):
                return None
        return None

    def _is_surname(self, i: int) -> bool:
        part = self._parts[i]
        if (
            part.kind != "word"
            or len(part.word) < 5
            or not (_SURNAME.search(part.word) or _SURNAME.search(part.raw))
        ):
            return False
        if i == 0:
            return True
        before = self._parts[i - 1]
        titled = load_table("places", "persons").find_back(self._parts, i) is not None
        return (
            not titled
            and not (before.kind == "word" and self._is_capital(i - 1) and i > 1)
            and before.word != "."
        )

    def _is_capital(self, i: int) -> bool:
        return i < len(self._parts) and self._parts[i].kind == "word" and self._parts[i].written[:1].isupper()

    def _is_name(self, i: int) -> bool:
        return i < len(self._parts) and self._parts[i].kind == "word" and len(self._parts[i].word) > 1

    def _skip(self, i: int, *marks: str) -> int:
        while i < len(self._parts) and self._parts[i].word in marks:
            i += 1
        return i

    def _house(self, i: int) -> int | None:
        """The end of the house number that begins at `i`, with what follows it; None when there is none."""
        parts = self._parts
        i = self._skip(i, ",")
        word = load_table("places", "house").find(parts, i)
        if word is not None:
            i = self._skip(word[1], ".", ":")
        if i >= len(parts) or parts[i].kind != "figure" or len(parts[i].word) > _LONGEST_HOUSE:
            return None
        if parts[i].word.startswith("0"):
            return None
        end = self._number_end(i)
        if word is None and self._is_something_else(i, end):
            return None
        return self._rest(end)

    def _is_something_else(self, start: int, end: int) -> bool:
        """An hour, a date, a sum or a count behind the name of a street or branch."""
        parts = self._parts
        if end >= len(parts):
            return False
        following = parts[end]
        if (
            following.touching
            and following.word in (":", ".")
            and end + 1 < len(parts)
            and parts[end + 1].touching
        ):
            return parts[end + 1].kind == "figure"
        if following.word in ("%", "-") or (following.kind == "figure" and not following.touching):
            return True
        tables = (
            ("units", "not_counted"),
            ("units", "lengths"),
            ("units", "measures"),
            ("money", "currencies"),
            ("numbers", "scales"),
            ("numbers", "endings"),
        )
        rest = load_table("places", "rest").find(parts, end)
        if rest is not None:
            return False
        return any(load_table(topic, name).find(parts, end) is not None for topic, name in tables)

    def _number_end(self, i: int) -> int:
        """Past "24/3", "15а", "7к2", "12-4"."""
        parts, j = self._parts, i + 1
        while j < len(parts) and parts[j].touching:
            glued = j + 1 < len(parts) and parts[j + 1].touching and parts[j + 1].kind == "figure"
            if parts[j].word in ("/", "к", "k") and glued and len(parts[j + 1].word) <= _LONGEST_HOUSE:
                j += 2
            elif parts[j].kind == "word" and parts[j].raw in _LETTERS:
                j += 1
            else:
                break
        return j

    def _rest(self, end: int) -> int:
        """Past the flat, the entrance, the floor."""
        parts = self._parts
        for _ in range(_MOST_REST):
            j = self._skip(end, ",")
            word = load_table("places", "rest").find(parts, j)
            if word is None:
                return end
            j = self._skip(word[1], ".", "#", ":")
            if j < len(parts) and parts[j].kind == "figure" and len(parts[j].word) <= _LONGEST_HOUSE:
                end = self._number_end(j)
            else:
                return end
        return end
