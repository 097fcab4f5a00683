"""Which option was meant by its number or its place: "2", "второй", "the last one", "միջինը"."""

from __future__ import annotations

from agents.understanding.lexicon import WordList, load_lexicon
from agents.understanding.wording import is_one_edit
from domain.language import Language
from domain.speech import Option

_ENDINGS = frozenset(
    {"й", "я", "е", "ый", "ой", "ая", "ое", "ий", "го", "րդ", "րդը", "ին", "ը", "st", "nd", "rd", "th"}
)
_OF_AN_HOUR = frozenset({"в", "во", "at", "ժամը", "после", "after", "к"})
_ORDINALS = range(1, 5)
_LONG_ENOUGH_FOR_A_SLIP = 5
_LONG_FILLER = 7
"""A shorter word beside an option may be another word than the polite one that it resembles."""
WAYS_OUT = frozenset({"more", "waitlist", "person", "stop", "both"})
"""Options beside the things to choose from: "the last one" is none of them."""
_PLACES = ("any", "last", "middle", *(f"ordinal{n}" for n in _ORDINALS), *(f"number{n}" for n in _ORDINALS))


def may_number(words: list[str], lists: dict[str, WordList]) -> bool:
    """Whether one of the words could be a number or a place at all."""
    if any(w.isdigit() for w in words) or any(lists[name].found(words) is not None for name in _PLACES):
        return True
    return any(_is_slip_of(w, lists[f"ordinal{n}"]) for w in words for n in _ORDINALS)


def find_by_number(pieces: list[str], options: list[Option], language: Language) -> int | None:
    """The index of the option whose number or place is said, with nothing but polite words beside it."""
    lists = load_lexicon(language)
    count, last = len(options), sum(o.id not in WAYS_OUT for o in options)
    found: set[int] = set()
    i = 0
    while i < len(pieces):
        word = pieces[i]
        if word.isdigit() and len(word) <= 2:
            if i and pieces[i - 1] in _OF_AN_HOUR:
                return None  # an hour, not a number
            ending = pieces[i + 1] if i + 1 < len(pieces) and language == "hy" else ""
            if ending == "ից" or (ending == "ին" and word != "1"):
                return None  # from three, at four o'clock; "1-ին" is the first
            found.add(int(word))
            i += 2 if i + 1 < len(pieces) and pieces[i + 1] in _ENDINGS else 1
            continue
        size, number = _place(pieces, i, lists, count, last)
        if number is not None:
            found.add(number)
            i += size
        elif size := lists["filler"].match(pieces, i) or _is_slip_of(word, lists["filler"], _LONG_FILLER):
            i += size
        else:
            return None
    if len(found) != 1:
        return None
    number = found.pop()
    return number - 1 if 1 <= number <= count else None


def names_another(rest: list[str], language: Language, count: int) -> bool:
    """ "The first one, no, the second?": taken back, or another one beside it."""
    lists = load_lexicon(language)
    if rest[0] != "не" and lists["no"].match(rest, 0):
        return True
    return any(lists[f"ordinal{n}"].found(rest) is not None for n in range(1, min(count, 4) + 1))


def _place(
    pieces: list[str], i: int, lists: dict[str, WordList], count: int, last: int
) -> tuple[int, int | None]:
    """How many words at `i` name a place, and which."""
    middle = (last + 1) // 2 if last % 2 else 0
    for name, number in (("any", 1), ("last", last), ("middle", middle)):
        if number and (size := lists[name].match(pieces, i)):
            return size, number
    ordinals = {number: lists[f"ordinal{number}"] for number in _ORDINALS}
    for number, listed in ordinals.items():
        if size := listed.match(pieces, i):
            return size, number
    # A slip only of what is none of the others: the Armenian third is a letter away from the second.
    slips = [number for number, listed in ordinals.items() if _is_slip_of(pieces[i], listed)]
    if len(slips) == 1:
        return 1, slips[0]
    if len(pieces) == 1:
        for number in range(1, min(count, 4) + 1):
            if size := lists[f"number{number}"].match(pieces, i):
                return size, number
    return 0, None


def _is_slip_of(word: str, listed: WordList, shortest: int = _LONG_ENOUGH_FOR_A_SLIP) -> int:
    """1 when the word is one of the listed ones with a single letter amiss ("втарой"), else 0; short words are none."""
    if len(word) < shortest:
        return 0
    return int(any(abs(len(o) - len(word)) <= 1 and is_one_edit(word, o) for o in listed.words()))
