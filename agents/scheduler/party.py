"""Who and what comes together: two people, a parent and a child, two services at one visit to us."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agents.understanding.lexicon import load_lists, pieces_of
from agents.understanding.wording import fold
from domain.reading import Reading

_WORDS = Path(__file__).with_suffix(".toml")
_AFTER_IT = ("ից", "ic", "its")
"""Endings of "after": մաքրումից հետո."""
_NEAR = 2
"""Words that may stand between "me and" and "my son"."""
MANY = 4
"""As many people, or more, are arranged by a person."""


@dataclass(frozen=True)
class Party:
    """What a message says of visits that belong together. None: it says nothing.

    `people`: how many come; `with_kin`: nobody counted them, somebody of the writer's is named beside them. `at_once`: at the same time (True) or one after another (False). `apart`: on different
    days. `another`: the writer and somebody of theirs are spoken of. `both`, `also`, `only`, `either`: how the services that are named are meant; `rather`: one of them before the other, or instead of it. `every`, `two_things`: all, or two, of the visits that are booked; `keep`: one stays.
    """

    people: int | None = None
    at_once: bool | None = None
    apart: bool = False
    another: bool = False
    with_kin: bool = False
    both: bool = False
    also: bool = False
    only: bool = False
    either: bool = False
    rather: bool = False
    every: bool = False
    two_things: bool = False
    keep: bool = False


def read_party(reading: Reading) -> Party:
    """What the words say; a plain chosen option says nothing."""
    lists, words = load_lists(_WORDS), pieces_of(reading.text)

    def says(name: str) -> bool:
        return lists[name].found(words) is not None

    counted, named = _counted(reading, words), list(lists["kin"].places(words))
    with_kin = bool(named) and (_me_and_kin(words, named) or _kin_too(words, named))
    if named and not with_kin and (says("at_once") or says("together")):
        with_kin = any(i and lists["with"].match(words, i - 1) for i in named)  # "с подругой, вместе"
    # "Not at the same time? One after another, then."
    at_once = False if says("in_turn") else True if says("at_once") else None
    return Party(
        people=counted or (2 if with_kin else None),
        at_once=at_once,
        apart=says("apart"),
        another=bool(named) and says("me"),
        with_kin=counted is None and with_kin,
        both=says("both"),
        also=says("also"),
        only=says("only"),
        either=says("either"),
        rather=says("rather") and not says("then"),
        every=says("every"),
        two_things=says("two_things"),
        keep=says("keep"),
    )


def says_either(text: str) -> bool:
    """Whether what stands in `text` leaves a choice: "or"."""
    return load_lists(_WORDS)["either"].found(pieces_of(text)) is not None


def says_and(text: str) -> bool:
    """Whether what stands in `text` joins what is before and behind it, and says nothing else: ", and a"."""
    return (
        _is_only(pieces_of(text), "and", "beside_and")
        and load_lists(_WORDS)["and"].found(pieces_of(text)) is not None
    )


def put_off(reading: Reading) -> frozenset[str]:
    """The services that are named for another day: "a cleaning now, whitening later"; ids. "Later" stands right behind such a
    one, at the end of its clause; "whitening after the cleaning" puts nothing off."""
    listed = load_lists(_WORDS)["put_off"]
    found: set[str] = set()
    for span in reading.entities.spans:
        if span.fact != "services" or fold(span.text).endswith(_AFTER_IT):
            continue
        behind = pieces_of(reading.text[span.end :])
        at = next((i for i in range(min(_NEAR, len(behind))) if listed.match(behind, i)), None)
        if at is None or any(not p[0].isalnum() or fold(p).endswith(_AFTER_IT) for p in behind[:at]):
            continue
        rest = behind[at + listed.match(behind, at) :]
        if not rest or not rest[0][0].isalnum():
            found.add(span.value)
    return frozenset(found)


def _is_only(words: list[str], *names: str) -> bool:
    """Whether `words` are of these lists alone."""
    lists, i = load_lists(_WORDS), 0
    while i < len(words):
        size = max(lists[name].match(words, i) for name in names)
        if not size:
            return False
        i += size
    return True


def _counted(reading: Reading, words: list[str]) -> int | None:
    lists = load_lists(_WORDS)
    counted = [int(q.value) for q in reading.entities.quantities if q.unit == "person" and q.value >= 1]
    if counted:
        return counted[0]
    for name, count in (("many", MANY), ("three", 3), ("two", 2)):
        if lists[name].found(words) is not None:
            return count
    return None


def _kin_too(words: list[str], named: list[int]) -> bool:
    """ "I need a cleaning, and my husband too", "ինձ մաքրում և ամուսնուս էլ": one more, named behind what the writer
    wants. English says whose or "too": "Scissors and Sons" is a name, "a cleaning and a filling for my son" one person.
    """
    lists = load_lists(_WORDS)
    me = lists["me"].found(words)
    for i in named:
        if me is None or i <= me:
            continue
        before = [w for w in words[max(0, i - _NEAR) : i] if not lists["whose"].match([w], 0)]
        rest = words[i + 1 : i + 3]
        too = bool(rest) and (lists["also"].match(rest, 0) or lists["too"].match(rest, 0))
        told = too or not words[i].isascii() or bool(lists["whose"].match(words, i - 1))
        last = not rest or not rest[0][0].isalnum()
        if before and lists["with"].match(before, len(before) - 1) and told and (too or last):
            return True
    return False


def _me_and_kin(words: list[str], named: list[int]) -> bool:
    """ "me and my son", "мы с мужем", "ամուսնուս հետ": the writer and one more, in either order."""
    lists = load_lists(_WORDS)
    for i in named:
        before = [w for w in words[max(0, i - _NEAR - 2) : i] if not lists["whose"].match([w], 0)]
        with_me = len(before) >= 2 and lists["with"].match(before, len(before) - 1)
        if with_me and lists["me"].match(before, len(before) - 2):
            return True
        after = words[i + 1 : i + 3]
        if len(after) == 2 and lists["with"].match(after, 0) and lists["me"].match(after, 1):
            return True
        alone = lists["child"].match(words, i) and lists["we"].found(words) is None
        if after and lists["beside"].match(after, 0) and not alone:
            return True  # "երեխայիս հետ եմ գալու": who brings a child along comes alone
    return False
