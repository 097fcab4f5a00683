"""Facts in the words: times, services, people, contacts, sums, counts, orders and places."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, tzinfo

from agents.understanding.contact import find_placed_phones, is_name_word
from agents.understanding.dates.displacements import read_displacement
from agents.understanding.dates.reader import read_placed_windows
from agents.understanding.facts.addresses import AddressReader
from agents.understanding.facts.amounts import read_counts, read_measures, read_money
from agents.understanding.facts.claims import Claims
from agents.understanding.facts.first_names import are_names_as_typed
from agents.understanding.facts.links import LINK, read_emails
from agents.understanding.facts.names import NameReader
from agents.understanding.facts.orders import OrderReader
from agents.understanding.facts.own_nouns import nouns_of
from agents.understanding.facts.patients import PatientReader
from agents.understanding.facts.whereabouts import WhereaboutsReader
from agents.understanding.facts.zones import ZoneIndex
from agents.understanding.goods.reader import GoodsReader
from agents.understanding.lexicon import WordList, load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.own_names import OwnNames
from agents.understanding.past_times import is_told_of_the_past
from agents.understanding.shifts import blank_shifts, find_shift
from domain.business import Business
from domain.reading import UNITS, Entities, TimeWindow, Unit
from domain.step import Expected, PendingQuestion

_MOST_PLACE_WORDS = 12
_THEN = re.compile(r"(?<=[^\W\d_]) (?:then|тогда|ուրեմն|ապա)(?=,? \d{1,2}(?!\d))", re.IGNORECASE)
"""Between a day and its hour it says nothing: "Sunday then, 12"."""


class EntityReader:
    """Built once per business; deterministic and safe to share.

    `known` tells words of the vocabulary, which are no names.
    """

    def __init__(self, business: Business, known: Callable[[str], bool] | None = None) -> None:
        self.zones = ZoneIndex(business)
        self.goods = (
            GoodsReader(business, business.catalogue, known) if business.catalogue is not None else None
        )
        self._is_counted = nouns_of(business)
        self._orders = OrderReader(business.profile.order_id_pattern)
        self._regions = business.profile.phone_regions
        self._rules = business.profile.booking
        self._zone = business.zone
        self._known = known or (lambda word: False)
        self._own = OwnNames(business, self._known)
        self.services, self.practitioners = self._own.services, self._own.practitioners
        self.branches = self._own.branches

    def is_staff(self, words: list[str]) -> bool:
        """Whether the words are the name of a practitioner: one of their names, or all of them."""
        each = [set(self.practitioners.find(pieces_of(word))) for word in words]
        return bool(set.intersection(*each))

    def read(
        self,
        message: Message,
        now: datetime,
        zone: tzinfo | None = None,
        pending: PendingQuestion | None = None,
    ) -> Entities:
        """Everything found. `now` is aware; windows come back in `zone`, the business's when None.

        `pending`: what was asked, so that a bare answer means that ("20" to "what is your budget?").
        """
        claims = Claims(message)
        expected = pending.expects if pending is not None else None
        found = Entities(
            emails=read_emails(claims, message),
            phones=self._read_phones(claims, message),
            order_ids=self._read_orders(claims, message, expected),
        )
        codes = claims.taken_parts()
        if pending is not None and expected == "place":
            self._read_whereabouts(found, claims, message, names=pending.kind == "contact")
        found.addresses = found.addresses or _read_addresses(claims)
        found.money = read_money(claims, expected)
        measures = read_measures(claims, self._is_counted)
        found.windows = self._read_windows(claims, message, now.astimezone(zone or self._zone))
        found.quantities = [*measures, *read_counts(claims, _unit_asked(expected) if not measures else None)]
        found.zones = self._read_zones(claims)
        asked_name = pending is not None and pending.kind in ("contact", "name")
        reach = bool(found.phones or found.emails)
        introduced, found.for_whom = self._read_names(claims, message, has_phone=reach, asked=asked_name)
        found.name = introduced or found.name
        self._own.read(found, claims, message)
        if self.goods is not None:
            asked_size = pending is not None and pending.field in ("size", "instead")
            found.products, found.goods = self.goods.read(message, name=found.name, asked_size=asked_size)
            found.zones = self.goods.without_names(found.products, found.zones, claims.spans)
        found.numbers, found.ordinals = claims.numbers.named(without=codes | claims.parts_of("addresses"))
        if pending is not None and expected == "place" and not found.zones and not found.addresses:
            found.addresses = _bare_place(message, claims, figures=pending.kind == "contact")
        self._read_wishes(found, claims, message)
        found.displaced = read_displacement(message.native_pieces, message.native, message.language, now)
        if found.displaced is not None and found.shift is None and not found.windows:
            found.shift = "displaced"
        found.spans = sorted(claims.spans, key=lambda span: (span.start, span.end, span.fact))
        return found

    def _read_phones(self, claims: Claims, message: Message) -> list[str]:
        placed = find_placed_phones(message.native, self._regions)
        for phone, start, end in placed:
            claims.take_native(start, end)
            claims.note_native("phones", phone, start, end)
        return list(dict.fromkeys(phone for phone, _, _ in placed))

    def _read_orders(self, claims: Claims, message: Message, expected: Expected | None) -> list[str]:
        orders: list[str] = []
        for order in self._orders.find(message.text, asked=expected == "order_id"):
            if all(free or not _overlaps(part.first, part.last, order.start, order.end)
                   for part, free in zip(claims.parts, claims.free, strict=True)):  # fmt: skip
                claims.take_typed(order.start, order.end)
                claims.note_typed("order_ids", order.number, order.start, order.end)
                orders.append(order.number)
        return orders

    def _read_windows(self, claims: Claims, message: Message, now: datetime) -> list[TimeWindow]:
        text = LINK.sub(lambda m: " " * len(m.group()), blank_shifts(claims.rest()))
        text = _THEN.sub(lambda m: " " * len(m.group()), text)
        if message.language == "hy" and message.asks and "?" not in text:
            text = f"{text.rstrip()}?"  # the Armenian mark, which stood inside a word
        windows: list[TimeWindow] = []
        for window, start, end in read_placed_windows(text, message.language, now, self._rules):
            if are_names_as_typed([p for p in claims.parts if start <= p.start < end]):
                continue
            claims.take_native(start, end)
            if is_told_of_the_past(text, start, end, message.language):
                continue
            shown = claims.note_native("windows", _shown(window), start, end)
            windows.append(window.model_copy(update={"text": shown.strip()}))
        return windows

    def _read_whereabouts(self, found: Entities, claims: Claims, message: Message, *, names: bool) -> None:
        """Address and name, where a place was asked for: there "12/3" is a house and no date."""
        reader = WhereaboutsReader(
            claims.parts,
            [(start, end) for _, start, end in self.zones.find(claims.parts)],
            lambda word: is_name_word(word, message),
            self._is_ours,
            lambda before, part: "\n" in message.native[before.end : part.start],
        )
        there = reader.find(claims.free, names=names)
        texts = []
        for start, end in there.address:
            claims.take_parts(start, end)
            first, last = claims.parts[start].first, claims.parts[end - 1].last
            texts.append(claims.note_typed("addresses", claims.typed(first, last), first, last))
        if texts:
            found.addresses = [", ".join(texts)]
        if there.name is not None:
            found.name = NameReader(claims.parts, lambda _: True, lambda _: False).said(*there.name)
            claims.take_parts(*there.name)
            claims.note_parts("name", found.name, *there.name)

    def _read_zones(self, claims: Claims) -> list[str]:
        placed = self.zones.find(claims.parts)
        for zone, start, end in placed:
            claims.note_parts("zones", zone, start, end)
        return list(dict.fromkeys(zone for zone, _, _ in placed))

    def _read_names(
        self, claims: Claims, message: Message, *, has_phone: bool, asked: bool
    ) -> tuple[str | None, str | None]:
        """The writer's name, and that of whom the visit is for where it is somebody else."""
        reader = PatientReader(
            claims.parts, lambda word: is_name_word(word, message), self._is_ours, asked=asked
        )
        patient = reader.find_patient(claims.free)
        if patient is not None:
            claims.take_parts(patient.begins, patient.end)
            claims.note_parts("for_whom", patient.name, patient.start, patient.end)
        name = reader.find(claims.free, has_phone=has_phone)
        visitor = patient.name if patient is not None else None
        if name is None or name.name == visitor or self.zones.find(claims.parts[name.start : name.end]):
            return None, visitor
        claims.take_parts(name.begins, name.end)
        claims.note_parts("name", name.name, name.start, name.end)
        return name.name, visitor

    def _is_ours(self, word: str) -> bool:
        pieces = pieces_of(word)
        return self._known(word) or bool(self.services.find(pieces) or self.branches.find(pieces))

    def _read_wishes(self, found: Entities, claims: Claims, message: Message) -> None:
        """What single words say: urgency, online or on site, the first visit or not, a shift."""
        pieces = [part.word for part in claims.parts]
        lists = load_lexicon(message.language)

        def said(name: str, fact: str, value: object) -> bool:
            place = lists[name].found(pieces)
            if place is not None:
                claims.note_parts(fact, value, place, place + lists[name].match(pieces, place))
            return place is not None

        if lists["not_urgent"].found(pieces) is None:
            found.urgent = said("urgent", "urgent", True) or said("urgent_trouble", "urgent", True)
        if said("online", "online", True):
            found.online = True
        elif said("onsite", "online", False):
            found.online = False
        if not _denies(lists["first_visit"], lists["repeat_visit"], pieces) and said(
            "repeat_visit", "first_visit", False
        ):
            found.first_visit = False
        elif said("first_visit", "first_visit", True):
            found.first_visit = True
        found.shift = find_shift(message) or found.shift


def _denies(first: WordList, repeat: WordList, pieces: list[str]) -> bool:
    """ "Never been to you before", "не был у вас": "been to you before" with its "not"."""
    starts, again = first.found(pieces), repeat.found(pieces)
    return starts is not None and again is not None and starts < again < starts + first.match(pieces, starts)


def _read_addresses(claims: Claims) -> list[str]:
    addresses: list[str] = []
    for start, end in AddressReader(claims.parts).find(claims.free):
        claims.take_parts(start, end)
        first, last = claims.parts[start].first, claims.parts[end - 1].last
        addresses.append(claims.note_typed("addresses", claims.typed(first, last), first, last))
    return addresses


def _bare_place(message: Message, claims: Claims, *, figures: bool) -> list[str]:
    """The whole answer to the question for a place, when it is short and asks nothing back. `figures`: where more than
    the place was asked for, words without a number may be anything."""
    words = sum(part.kind == "word" for part in claims.parts)
    if figures and not any(part.kind == "figure" for part in claims.parts):
        return []
    if message.asks or not 0 < words <= _MOST_PLACE_WORDS or any(not free for free in claims.free):
        return []
    return [claims.note_parts("addresses", message.text, 0, len(claims.parts))]


def _unit_asked(expected: Expected | None) -> Unit | None:
    return next((unit for unit in UNITS if unit == expected), None)


def _overlaps(first: int, last: int, start: int, end: int) -> bool:
    return first < end and last > start


def _shown(window: TimeWindow) -> str:
    """A window in short: its bounds."""
    if window.impossible:
        return "impossible"
    bounds = (window.start or window.daily_from, window.end or window.daily_to)
    return "..".join("" if b is None else _moment_shown(b) for b in bounds)


def _moment_shown(bound: datetime | time) -> str:
    return bound.strftime("%Y-%m-%dT%H:%M") if isinstance(bound, datetime) else bound.isoformat()
