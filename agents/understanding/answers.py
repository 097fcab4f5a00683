"""Which of the offered options was meant: by number, by ordinal word, by time, or by words of its label."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from agents.understanding.dates.reader import read_windows
from agents.understanding.lexicon import WordList, load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.word_tables import read_table
from agents.understanding.wording import fold, is_one_edit, same_word
from domain.business.booking import BookingRules
from domain.language import LANGUAGES, Language, LocalText
from domain.reading import TimeWindow
from domain.speech import Option

MAX_ANSWER_WORDS = 9
"""A longer message says more than which option was meant."""

_YES_ID = re.compile(r"(?:^|[:._-])(?:yes|confirm|ok|accept|agree)(?:$|[:._-])")
_NO_ID = re.compile(r"(?:^|[:._-])(?:no|decline|reject|refuse|keep)(?:$|[:._-])")
_MESSAGE = re.compile(r"^([a-z][\w-]*) = (.+)$", re.MULTILINE)
_PLACEABLE = re.compile(r"\{[^{}]*\}")
_ENDINGS = frozenset(
    {"й", "я", "е", "ый", "ой", "ая", "ое", "ий", "го", "րդ", "րդը", "ին", "ը", "st", "nd", "rd", "th"}
)
_BREAKS = frozenset(",.:-")
_ENDS_OF_A_PART = _BREAKS | frozenset("!;։՝")
_MOST_WITH_A_QUESTION = 18
_MOST_BEFORE_A_QUESTION = 5
_SUM_FIGURES = 3
_ORDINALS = range(1, 5)
_FEWEST_TO_COMPARE = 2
_LONG_ENOUGH_FOR_A_SLIP = 5
_LONG_FILLER = 7
"""A shorter word beside an option may be another word than the polite one that it resembles."""
_WAYS_OUT = frozenset({"more", "waitlist", "person", "stop", "both"})
"""Options beside the things to choose from: "the last one" is none of them."""
_MARKS = frozenset(".,!)(-:;'\"«»№#…։՝")


@lru_cache(maxsize=1)
def load_answer_words() -> dict[str, frozenset[str]]:
    """The folded words of `answers.toml`, by what they do around an answer."""
    return {name: frozenset(words) for name, words in read_table("answers.toml").items()}


def option_of(options: list[Option], *, confirms: bool) -> str | None:
    """The id of the option that means yes (or no), if one does by its id."""
    pattern = _YES_ID if confirms else _NO_ID
    return next((o.id for o in options if pattern.search(o.id)), None)


class AnswerReader:
    """Matches short answers against the pending question's options. Never guesses between two."""

    def __init__(self, zone: ZoneInfo, rules: BookingRules, words: dict[Language, str]) -> None:
        self._zone = zone
        self._rules = rules
        self._said = {language: dict(_MESSAGE.findall(source)) for language, source in words.items()}

    def choose(self, message: Message, options: list[Option], now: datetime) -> str | None:
        """The id of the one option meant, or None when it is none, several, or there is more in the message."""
        pieces = [p for p in message.native_pieces if p not in _MARKS or p == "?"]
        if not options or not pieces or len(pieces) > MAX_ANSWER_WORDS or message.asks:
            return None
        lists = load_lexicon(message.language)
        for found in (
            self._by_extreme(pieces, lists, options, now),
            self._by_number(pieces, lists, options, message.language),
            self._by_time(message, lists, options, now),
            self._by_label(pieces, lists, options),
        ):
            if found is not None:
                return options[found].id
        return None

    def choose_by_beginning(self, message: Message, options: list[Option]) -> str | None:
        """ "The first one, initial visit": the option whose number is said in so many words before the first comma."""
        pieces = message.native_pieces
        end = next((i for i, p in enumerate(pieces) if p in _BREAKS), 0)
        beginning = [p for p in pieces[:end] if p not in _MARKS]
        if not options or not beginning or message.asks or len(pieces) > MAX_ANSWER_WORDS:
            return None
        lists = load_lexicon(message.language)
        words = load_answer_words()
        if not (words["takes_back"] | words["opposes"]).isdisjoint(pieces):
            return None
        if lists["no"].found(pieces) is not None:
            return None
        found = self._by_number(beginning, lists, options, message.language)
        return None if found is None else options[found].id

    def choose_before_question(self, message: Message, options: list[Option]) -> str | None:
        """ "The first one. Do you wrap it?", "the second, and in blue?": the option named at the beginning, by its
        number or its label, where the rest is a question about it."""
        pieces = message.native_pieces
        if not options or not message.asks or len(pieces) > _MOST_WITH_A_QUESTION:
            return None
        lists = load_lexicon(message.language)
        words = load_answer_words()
        ends = [i for i, p in enumerate(pieces) if p in _ENDS_OF_A_PART or p in words["joins"]]
        beginning = [p for p in pieces[: ends[0]] if p not in _MARKS] if ends else []
        if not 0 < len(beginning) <= _MOST_BEFORE_A_QUESTION:
            return None
        rest = [p for p in pieces[ends[0] :] if p not in _MARKS]
        if not rest or rest[0] in words["takes_back"] or self._names_another(rest, lists, len(options)):
            return None
        found = self._by_number(beginning, lists, options, message.language)
        if found is None:
            found = self._by_label(beginning, lists, options)
        return None if found is None else options[found].id

    @staticmethod
    def _names_another(rest: list[str], lists: dict[str, WordList], count: int) -> bool:
        """ "The first one, no, the second?": taken back, or another one beside it."""
        if rest[0] != "не" and lists["no"].match(rest, 0):
            return True
        return any(lists[f"ordinal{n}"].found(rest) is not None for n in range(1, min(count, 4) + 1))

    def _by_number(
        self, pieces: list[str], lists: dict[str, WordList], options: list[Option], language: Language
    ) -> int | None:
        count, last = len(options), sum(o.id not in _WAYS_OUT for o in options)
        found: set[int] = set()
        i = 0
        while i < len(pieces):
            word = pieces[i]
            if word.isdigit() and len(word) <= 2:
                if i and pieces[i - 1] in ("в", "во", "at", "ժամը", "после", "after", "к"):
                    return None  # an hour, not a number
                ending = pieces[i + 1] if i + 1 < len(pieces) and language == "hy" else ""
                if ending == "ից" or (ending == "ին" and word != "1"):
                    return None  # from three, at four o'clock; "1-ին" is the first
                found.add(int(word))
                i += 2 if i + 1 < len(pieces) and pieces[i + 1] in _ENDINGS else 1
                continue
            size, number = self._ordinal(pieces, i, lists, count, last)
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

    @staticmethod
    def _ordinal(
        pieces: list[str], i: int, lists: dict[str, WordList], count: int, last: int
    ) -> tuple[int, int | None]:
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

    def _by_extreme(
        self, pieces: list[str], lists: dict[str, WordList], options: list[Option], now: datetime
    ) -> int | None:
        """ "The earliest", "the latest one", "of those the later one": of the times shown."""
        found, i = end_of_shown(pieces, lists), 0
        if found:
            pieces = []
        while i < len(pieces):
            name = next((n for n in ("earliest", "latest") if lists[n].match(pieces, i)), None)
            size = lists[name].match(pieces, i) if name else lists["filler"].match(pieces, i)
            size = size or lists["any"].match(pieces, i)  # "whatever is the soonest"
            if not size:
                return None
            found |= {name} if name else set()
            i += size
        moments = (
            {i: m for i, option in enumerate(options) if (m := self._moment(option, now))} if found else {}
        )
        if len(found) != 1 or len(moments) < _FEWEST_TO_COMPARE:
            return None
        return (min if found == {"earliest"} else max)(moments, key=moments.__getitem__)

    def _by_time(
        self, message: Message, lists: dict[str, WordList], options: list[Option], now: datetime
    ) -> int | None:
        if not any(c.isdigit() for c in message.native) and len(message.native_pieces) > 6:
            return None
        moments = [self._moment(option, now) for option in options]
        if not any(moments):
            return None
        local = now.astimezone(self._zone)
        windows = read_windows(message.native, message.language, local, self._rules)
        if not windows:
            bare = re.fullmatch(
                r"\D{0,3}(\d{1,2})[.:\s-]?(\d{2})?\D{0,3}", _without_little_words(message.native, lists)
            )
            hour = int(bare.group(1)) if bare else 99
            hits = [
                i for i, m in enumerate(moments)
                if m and hour in (m.hour, m.hour - 12) and m.minute == int((bare and bare.group(2)) or 0)
            ]  # fmt: skip
            return hits[0] if len(hits) == 1 and hour < 25 else None
        if len(windows) != 1 or windows[0].exclude or windows[0].impossible:
            return None
        rest = pieces_of(message.native.replace(windows[0].text, " ", 1))
        if any(not lists["filler"].match([w], 0) for w in rest if w not in _MARKS):
            return None
        hits = [i for i, moment in enumerate(moments) if moment and _inside(moment, windows[0])]
        return hits[0] if len(hits) == 1 else None

    def _moment(self, option: Option, now: datetime) -> datetime | None:
        """The option's time, local: from its values, or read from its label."""
        for value in option.values.values():
            if isinstance(value, datetime):
                return value.astimezone(self._zone)
        if option.label is None or not any(c.isdigit() for c in option.label.en):
            return None
        windows = read_windows(option.label.en, "en", now.astimezone(self._zone), self._rules)
        if len(windows) != 1:
            return None
        if windows[0].start is not None:
            return windows[0].start
        if windows[0].daily_from is None:
            return None
        return datetime.combine(now.astimezone(self._zone).date(), windows[0].daily_from, tzinfo=self._zone)

    def _label(self, option: Option, language: Language) -> str:
        """The option's words in one language: a name, or the Fluent message with the names put into it."""
        names = [option.label] if option.label is not None else []
        names += [value for value in option.values.values() if isinstance(value, LocalText)]
        said = self._said.get(language, {}).get(option.say or "", "")
        return " ".join([*(name.in_language(language) for name in names), _PLACEABLE.sub(" ", said)])

    def _says_figures(self, option: Option, words: list[str]) -> bool:
        """Whether every figure of the label is said: "200 thousand" is a sum of one's own, not "200-500 thousand"."""
        labels = (pieces_of(self._label(option, language)) for language in LANGUAGES)
        return any({p for p in label if p.isdigit()} <= set(words) for label in labels)

    def _is_figures(self, option: Option) -> bool:
        """Whether a label is figures alone: "500" means a size "500", and not "more than 500 thousand"."""
        return all(p.isdigit() for p in pieces_of(self._label(option, "en")) if p not in _MARKS)

    def _by_label(self, pieces: list[str], lists: dict[str, WordList], options: list[Option]) -> int | None:
        labels = [
            [w for language in LANGUAGES for w in pieces_of(self._label(option, language))]
            for option in options
        ]
        content = [w for w in pieces if w not in _MARKS and len(w) > 1]
        telling = [w for w in content if not lists["filler"].match([w], 0)] or content
        if not telling or len(telling) > 5:
            return None
        hits = [
            i for i, label in enumerate(labels)
            if all(any(same_word(w, part) for part in label) for w in telling)
            and (not any(_is_sum(w) for w in telling) or self._says_figures(options[i], telling))
            and (not all(_is_sum(w) for w in telling) or self._is_figures(options[i]))
        ]  # fmt: skip
        return hits[0] if len(hits) == 1 else None


def end_of_shown(pieces: list[str], lists: dict[str, WordList]) -> set[str]:
    """Which end of the times shown is meant, "earliest" or "latest": "whichever is later of these"."""
    pieces = [p for p in pieces if p not in _MARKS]
    if lists["of_shown"].found(pieces) is None or lists["no"].found(pieces) is not None:
        return set()
    ends = {"earliest": ("earliest", "shift_earlier"), "latest": ("latest", "shift_later")}
    return {end for end, names in ends.items() if any(lists[n].found(pieces) is not None for n in names)}


def _without_little_words(text: str, lists: dict[str, WordList]) -> str:
    """ "9 is fine", "давайте 10": the figures, where only agreeing and polite words stand beside them."""
    words = text.replace(",", " ").split()
    little = ("filler", "yes", "thanks", "greet")
    left = [
        w for w in words if w[:1].isdigit() or not any(lists[n].match(pieces_of(w) or [w], 0) for n in little)
    ]
    return " ".join(w for w in left if fold(w) not in load_answer_words()["copulas"]).strip()


def _is_slip_of(word: str, listed: WordList, shortest: int = _LONG_ENOUGH_FOR_A_SLIP) -> int:
    """1 when the word is one of the listed ones with a single letter amiss ("втарой"), else 0; short words are none."""
    if len(word) < shortest:
        return 0
    return int(any(abs(len(o) - len(word)) <= 1 and is_one_edit(word, o) for o in listed.words()))


def _is_sum(word: str) -> bool:
    return word.isdigit() and len(word) >= _SUM_FIGURES


def _inside(moment: datetime, window: TimeWindow) -> bool:
    if window.start is not None and moment < window.start:
        return False
    if window.end is not None and moment >= window.end:
        return False
    clock = moment.time()
    if window.daily_from is not None and clock < window.daily_from:
        return False
    to = window.daily_to
    if to is not None and window.daily_from is not None and to < window.daily_from:
        return True
    day_before = window.end is not None and window.start is None and moment < window.end - timedelta(days=1)
    return not day_before and (to is None or clock < to)
