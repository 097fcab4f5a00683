"""Order numbers of the business's own pattern, however they are typed: "lm 12345", "ЛМ-12345", "LM–123 45"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

_CANDIDATE = re.compile(
    r"(?<![^\W_])[^\W\d_]{0,6}[ \t#№._/–—-]{0,3}\d{1,14}(?:[ ._/–—-]{1,2}[^\W_]{1,12}){0,4}(?![^\W_])"
)
_ZEROS = re.compile(r"(?<=\d)[OoОоՕօ](?=[\dOoОоՕօ])|(?<=\d[OoОоՕօ])[OoОоՕօ](?=\d)")
"""A letter that is meant for the figure it looks like: "1OO23"."""
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_LOOKS = str.maketrans("АВЕЗКМНОРСТУХІ", "ABE3KMHOPCTYXI")
_SOUNDS = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "ZH", "З": "Z", "И": "I", "Й": "I",
    "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F",
    "Х": "H", "Ц": "C", "Ч": "CH", "Ш": "SH", "Э": "E", "Ю": "U", "Я": "YA",
    "Ա": "A", "Բ": "B", "Գ": "G", "Դ": "D", "Ե": "E", "Զ": "Z", "Է": "E", "Ը": "E", "Թ": "T", "Ժ": "ZH", "Ի": "I",
    "Լ": "L", "Խ": "X", "Ծ": "C", "Կ": "K", "Հ": "H", "Ձ": "Z", "Ղ": "G", "Ճ": "J", "Մ": "M", "Յ": "Y", "Ն": "N",
    "Շ": "SH", "Ո": "O", "Չ": "CH", "Պ": "P", "Ջ": "J", "Ռ": "R", "Ս": "S", "Վ": "V", "Տ": "T", "Ր": "R", "Ց": "C",
    "Փ": "P", "Ք": "Q", "Օ": "O", "Ֆ": "F",
}  # fmt: skip
_SEPARATORS = ("", "-", " ", "/", "_")
_MOST_CANDIDATES = 8
_MOST_BREAKS = 2
_MOST_PIECES = 6
_NAMED = re.compile(
    r"(?:заказ\w{0,4}|order|զակազ\w{0,4}|պատվեր\w{0,5}|zakaz\w{0,3}|patver\w{0,4}|номер\w{0,2}|number|no|համար\w{0,3}|#|№|n)"
    r"[\s.:#№-]{0,4}$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\^?\(?(?:\?:)?([A-Za-z]{1,6}[-/ _]?)\(?(?:\\d|\[)")
_ANY_ORDER = re.compile(
    r"(?:№|#|\border\b|\bзаказ\w{0,4}|\bпатвер\w{0,4}|\bzakaz\w{0,3}|\bpatver\w{0,4}|պատվեր\w{0,5})[^\d\n]{0,14}?"
    r"([A-Za-zА-Яа-я]{0,4}-?\d{3,12})\b"
    r"|(?<![\w-])([A-Z]{1,4}-\d{3,12})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """`number` as the business writes it; `start` and `end` in the text as typed."""

    number: str
    start: int
    end: int


class OrderReader:
    """`pattern`: the business's `order_id_pattern`; without one, what is called an order and looks like a number."""

    def __init__(self, pattern: str | None) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE) if pattern else None
        prefix = _PREFIX.match(pattern or "")
        self._prefix = prefix.group(1).replace("\\", "") if prefix else ""
        self._upper = pattern is None or not re.search(r"(?<!\\)[a-z]", pattern)

    def find(self, text: str, *, asked: bool = False) -> list[FoundOrder]:
        """In the order of the words, each number once. `asked`: the pending question wants one, so that figures alone
        may be one whose letters were left out."""
        text = _ZEROS.sub("0", text)
        found = self._by_pattern(text, asked) if self._pattern is not None else _by_words(text)
        first: dict[str, FoundOrder] = {}
        for order in found:
            first.setdefault(order.number, order)
        return list(first.values())

    def _by_pattern(self, text: str, asked: bool) -> list[FoundOrder]:
        found: list[FoundOrder] = []
        for candidate in list(_CANDIDATE.finditer(text))[:_MOST_CANDIDATES]:
            at = candidate.start()
            while (order := self._match(text, at, candidate.end(), asked)) is not None:
                found.append(order)
                at = order.end
        return found

    def _match(self, text: str, start: int, end: int, asked: bool) -> FoundOrder | None:
        """The order in a candidate, which may hold a word too many at either side."""
        pieces = list(_PIECE.finditer(text, start, end))[:_MOST_PIECES]
        for first, last in _runs(len(pieces)):
            run = pieces[first:last]
            if not any(p.group().isdigit() for p in run):
                continue
            number = self._written([p.group() for p in run], self._said_before(text, run[0].start()) or asked)
            if number is not None:
                return FoundOrder(number, run[0].start(), run[-1].end())
        return None

    def _written(self, pieces: list[str], called_order: bool) -> str | None:
        """The pieces as the pattern wants them, if they can be put together so."""
        assert self._pattern is not None
        for letters in _letters(pieces):
            for joined in _joined(letters):
                if self._pattern.fullmatch(joined):
                    return joined.upper() if self._upper else joined
        if called_order and self._prefix and all(p.isdigit() for p in pieces):
            joined = self._prefix + "".join(pieces)
            if self._pattern.fullmatch(joined):
                return joined.upper() if self._upper else joined
        return None

    @staticmethod
    def _said_before(text: str, start: int) -> bool:
        return _NAMED.search(text[max(0, start - 24) : start]) is not None


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Runs of pieces, the longest first."""
    for size in range(count, 0, -1):
        for first in range(count - size + 1):
            yield first, first + size


def _letters(pieces: list[str]) -> Iterator[list[str]]:
    """The pieces in Latin letters: as they are, as they look, as they sound."""
    upper = [p.upper() for p in pieces]
    yield upper
    if any(not p.isascii() for p in upper):
        yield [p.translate(_LOOKS) for p in upper]
        yield ["".join(_SOUNDS.get(c, c) for c in p) for p in upper]


def _joined(pieces: list[str]) -> Iterator[str]:
    """The pieces with every usual separator between them, and none."""
    breaks = len(pieces) - 1
    if breaks > _MOST_BREAKS:
        yield from (separator.join(pieces) for separator in _SEPARATORS)
        return
    for separators in product(_SEPARATORS, repeat=breaks):
        yield "".join(p + s for p, s in zip(pieces, (*separators, ""), strict=True))


def _by_words(text: str) -> list[FoundOrder]:
    found: list[FoundOrder] = []
    for match in _ANY_ORDER.finditer(text):
        group = 1 if match.group(1) else 2
        found.append(FoundOrder(match.group(group), *match.span(group)))
    return found
