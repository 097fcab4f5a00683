"""Whether a message speaks of a child: what a business does for children alone is meant then, and only then."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from agents.understanding.alternatives import load_alternatives
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.word_tables import read_table_at
from domain.language import Language

GROWN_UP_YEARS = 16
_WORDS = Path(__file__).with_suffix(".toml")


@lru_cache(maxsize=1)
def _ages_told() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """ "Ему шесть лет", "5 и 9 лет": years of somebody's age, which alone may be years of anything. "6 y.o.": said as one."""
    words = load_alternatives(_WORDS)
    before = (
        rf"(?:\b{words['whose']}|{words['whose_ending']}|\b\d{{1,2}} {words['and']})\W+(?:\w+\W+){{0,2}}?"
    )
    of_somebody = rf"{before}(\d{{1,2}})[- ]*{words['years']}"
    by_itself = rf"\b(\d{{1,2}})\s*-?\s*{words['years_old']}\b"
    return re.compile(of_somebody, re.IGNORECASE), re.compile(by_itself, re.IGNORECASE)


@lru_cache(maxsize=1)
def _months_told() -> re.Pattern[str]:
    return re.compile(rf"\b\d{{1,2}}\s*-?\s*{load_alternatives(_WORDS)['months_old']}\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _years_told() -> re.Pattern[str]:
    """ "6 лет": of a person, where it stands beside one or answers who comes."""
    return re.compile(rf"\b(\d{{1,2}})[- ]*{load_alternatives(_WORDS)['years']}\b", re.IGNORECASE)


_CLAUSES_LOOKED_AT = 2
_WHOSE_AND_WITH = 2
"""Words before a child: "with my"."""
_MARKS = frozenset(",.;!?\n")


@lru_cache(maxsize=1)
def _clause_ends() -> frozenset[str]:
    return _MARKS | frozenset(read_table_at(_WORDS)["joins"])


def speaks_of_child(message: Message) -> bool:
    """A child by a word for one, or by an age that is said as one."""
    if load_lexicon(message.language)["child"].found(message.native_pieces) is not None:
        return True
    if message.script == "latin" and load_lexicon("en")["child"].found(pieces_of(message.text)) is not None:
        return True
    if _months_told().search(message.text) is not None:
        return True
    ages = [age for told in _ages_told() for age in told.findall(message.text)]
    return any(int(age) < GROWN_UP_YEARS for age in ages)


def comes_along(message: Message) -> bool:
    """ "I'll be with my son", "երեխայիս հետ եմ գալու": of every child that is spoken of it is said that they are beside the
    writer, who is the one that comes."""
    words, lists, table = message.native_pieces, load_lexicon(message.language), read_table_at(_WORDS)
    places = [i for i in range(len(words)) if lists["child"].match(words, i)]

    def is_along(i: int) -> bool:
        before = words[max(i - _WHOSE_AND_WITH, 0) : i]
        behind = words[i + 1 : i + 2]
        return not {*behind}.isdisjoint(table["along_behind"]) or not {*before}.isdisjoint(
            table["along_before"]
        )

    return bool(places) and all(is_along(i) for i in places)


def tells_a_childs_age(text: str) -> bool:
    """ "She is 5 years old", "5 tarekan e": whose age it is was said before, if anywhere."""
    _, said_as_one = _ages_told()
    return any(
        int(age) < GROWN_UP_YEARS for age in [*said_as_one.findall(text), *_years_told().findall(text)]
    )


def naming_the_child(text: str, language: Language) -> str:
    """ "My 4 year old" as "my child": whoever is called by an age alone is looked for in the rules as one."""
    lists, noun = load_lexicon(language), read_table_at(_WORDS)[f"noun_{language}"][0]

    def named(told: re.Match[str]) -> str:
        behind = pieces_of(text[told.end() :])[:1]
        grown = int(told.group(1)) >= GROWN_UP_YEARS
        return told.group() if grown or (behind and lists["child"].match(behind, 0)) else noun

    return _ages_told()[1].sub(named, text)


def is_said_of_child(message: Message, start: int, end: int) -> bool:
    """Whether the clause around a place in `message.text` is about the child, and about nobody else: "a cleaning for me,
    and she needs a check-up" where a child was named."""
    parts, lists = message.parts, load_lexicon(message.language)
    inside = [i for i, part in enumerate(parts) if part.first < end and part.last > start]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    while last + 1 < len(parts) and parts[last + 1].word not in _clause_ends():
        last += 1
    for _ in range(_CLAUSES_LOOKED_AT):  # "իսկ տղայիս՝ բժշկի զննում": whose it is may stand before a mark
        while first > 0 and parts[first - 1].word not in _clause_ends():
            first -= 1
        words = [part.word for part in parts[first : last + 1]]
        if lists["myself"].found(words) is not None or lists["writer"].found(words) is not None:
            return False
        age = tells_a_childs_age(message.text[parts[first].first : parts[last].last])
        if age or lists["child"].found(words) is not None or lists["they"].found(words) is not None:
            return True
        first = max(first - 1, 0)
    return False


def speaks_of_self(message: Message) -> bool:
    """The writer is one of those who come, or may be."""
    return load_lexicon(message.language)["myself"].found(message.native_pieces) is not None
