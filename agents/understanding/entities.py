"""Facts in the words: times, services, people, contacts, amounts."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from decimal import Decimal

from agents.understanding.aliases import AliasIndex, index_branches, index_practitioners, index_services
from agents.understanding.contact import find_emails, find_name, find_phones
from agents.understanding.dates.reader import read_windows
from agents.understanding.lexicon import WordList, load_lexicon, pieces_of
from agents.understanding.message import Message
from domain.business import Business
from domain.reading import Entities, Shift

_AMOUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ .,\u00a0]\d{3}){1,2}|\d{1,8}(?:[.,]\d{1,2})?)\s?(к|k|тыс\w*|тысяч\w*|հազար\w*|thousand)?\.?\s?"
    r"(драм\w*|դրամ\w*|drams?|amd|֏|руб\w*|₽|долл\w*|dollars?|usd|\$|евро|eur\w*|€)?(?![\w%])",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:№|#|\border\b|\bзаказ\w*|\bпатвер\w*|պատվեր\w*)[^\d\n]{0,14}?([A-Za-zА-Яа-я]{0,4}-?\d{3,12})\b"
    r"|(?<![\w-])([A-Z]{1,4}-\d{3,12})\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S{1,400}|\bwww\.\S{1,400}")
_MAX_SHIFT_WORDS = 8
"""A wish like "a bit later" is short; a longer message tells a story in which things were earlier or later."""
_BY_AN_HOUR = re.compile(
    r"(?:на\s+)?(?:час|полчаса|пару часов|(?:(?<!\d)\d{1,3}\s+)?часа?)\s+(?=по?позже|позже|по?раньше|раньше|позднее)"
    r"|(?<=ավելի )վաղ(?!\w)|(?<=քիչ )վաղ(?!\w)"  # "earlier", not "tomorrow"
    r"|(?:an|one|half an|(?<!\d)\d{1,3})\s+hours?\s+(?=later|earlier)|(?:մեկ|մի|կես|(?<!\d)\d{1,3})\s+ժամ\s+(?=ավելի|ուշ|շուտ)",
    re.IGNORECASE,
)
_SHIFTS: tuple[tuple[str, Shift], ...] = (
    ("shift_soonest", "soonest"), ("shift_other_day", "other_day"), ("shift_later", "later"), ("shift_earlier", "earlier"),
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,6}(?![\w.,:/-]*\d)")


class EntityReader:
    """Built once per business; deterministic and safe to share."""

    def __init__(self, business: Business) -> None:
        self.services: AliasIndex = index_services(business)
        self.practitioners: AliasIndex = index_practitioners(business)
        self.branches: AliasIndex = index_branches(business)
        self._regions = business.profile.phone_regions
        self._rules = business.profile.booking
        self._zone = business.zone

    def is_staff(self, words: list[str]) -> bool:
        """Whether the words are the name of a practitioner: one of their names, or all of them."""
        each = [set(self.practitioners.find(pieces_of(word))) for word in words]
        return bool(set.intersection(*each))

    def read(self, message: Message, now: datetime, zone: tzinfo | None = None) -> Entities:
        """Everything found. `now` is aware; windows come back in `zone`, the business's when None."""
        phones, rest = find_phones(message.native, self._regions)
        emails = find_emails(message.text)
        order_ids = [m.group(1) or m.group(2) for m in _ORDER.finditer(rest)]
        amounts, without_amounts = _find_amounts(rest)
        for order_id in order_ids:
            without_amounts = without_amounts.replace(order_id, " " * len(order_id))
        without_amounts = _LINK.sub(lambda m: " " * len(m.group()), without_amounts)
        without_amounts = _BY_AN_HOUR.sub(lambda m: " " * len(m.group()), without_amounts)
        windows = read_windows(
            without_amounts, message.language, now.astimezone(zone or self._zone), self._rules
        )
        named = find_name(message)
        pieces = pieces_of(message.native.replace(named[1], " ") if named else message.native)
        raw = pieces if message.native == message.text else pieces_of(message.text)
        lists = load_lexicon(message.language)
        online = True if lists["online"].found(pieces) is not None else None
        if online is None and lists["onsite"].found(pieces) is not None:
            online = False
        first_visit = False if lists["repeat_visit"].found(pieces) is not None else None
        if first_visit is None and lists["first_visit"].found(pieces) is not None:
            first_visit = True
        return Entities(
            windows=windows,
            services=_either(self.services, pieces, raw),
            practitioners=_either(
                self.practitioners, without_patients(pieces, lists), without_patients(raw, lists)
            ),
            branches=_either(self.branches, pieces, raw),
            phones=phones,
            emails=emails,
            name=named[0] if named else None,
            numbers=[int(m.group()) for m in _NUMBER.finditer(rest)][:20],
            amounts=amounts,
            order_ids=list(dict.fromkeys(order_ids)),
            urgent=lists["urgent"].found(pieces) is not None,
            online=online,
            first_visit=first_visit,
            shift=find_shift(message),
        )


def without_patients(pieces: list[str], lists: dict[str, WordList]) -> list[str]:
    """The words without the names of those who are to be treated: "my husband Davit", "запишите Тиграна"."""
    kept: list[str] = []
    i = 0
    while i < len(pieces):
        size = max(lists["relative"].match(pieces, i), lists["book_whom"].match(pieces, i))
        kept += pieces[i : i + size] if size else pieces[i : i + 1]
        i += size or 1
        if size and i < len(pieces) and pieces[i][0].isalpha() and not lists["relative"].match(pieces, i):
            is_service_or_day = lists["not_whom"].match(pieces, i)
            if not is_service_or_day:
                i += 1  # the name itself
    return kept


def find_shift(message: Message) -> Shift | None:
    """A later, an earlier, another day, the soonest: when the message is short and wishes nothing else by the word."""
    lists = load_lexicon(message.language)
    if any(lists["shift_same_day"].found(p) is not None for p in (message.native_pieces, message.pieces)):
        return "same_day"
    for pieces in (message.native_pieces, message.pieces):
        if len(pieces) > _MAX_SHIFT_WORDS or lists["no_shift"].found(pieces) is not None:
            return None
        for name, shift in _SHIFTS:
            if lists[name].found(pieces) is not None:
                return shift
    return None


def _either(index: AliasIndex, pieces: list[str], raw: list[str]) -> list[str]:
    """By the native words, else by the words as typed (English names inside romanised text)."""
    return index.find(pieces) or (index.find(raw) if raw != pieces else [])


def _find_amounts(text: str) -> tuple[list[Decimal], str]:
    """Sums with a currency or a "thousand", and the text with them blanked out."""
    amounts: list[Decimal] = []
    rest = text
    for match in _AMOUNT.finditer(text):
        figure, thousand, currency = match.groups()
        if not thousand and not currency:
            continue
        whole = re.fullmatch(r"\d{1,3}(?:[ .,\u00a0]\d{3})+", figure)
        value = Decimal(re.sub(r"\D", "", figure) if whole else figure.replace(",", "."))
        amounts.append(value * 1000 if thousand and value < 1000 else value)
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    return amounts[:10], rest
