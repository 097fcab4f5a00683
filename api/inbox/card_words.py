"""A card's fields and reason in the reader's language, though they were stored as ids and in the customer's words.

What the owner has named in every language is called so; an id that nobody has named is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from babel.numbers import format_decimal

from api.words import has_words, words_in
from domain.approval import Approval
from domain.business.business import Business
from domain.business.qualification import GOAL
from domain.language import Language, LocalText

_SHOWN_ELSEWHERE = frozenset({"rule", "local_time", "last_message"})
"""Written for the record: the thread above the card shows the messages and their times."""
_OWN_SUMMARIES = ("brief", "lead", "proposal", "estimate")
"""Reasons of specialists that say again what the fields say."""


def topic_name(business: Business, topic: str, language: Language) -> str:
    """As the owner calls it; specialists' own topics in our words."""
    known = next((t for t in business.escalation.topics if t.id == topic), None)
    return known.name.in_language(language) if known is not None else _ours("topic", topic, language)


def reason_of(business: Business, approval: Approval, language: Language) -> str:
    """Why a person is asked; the topic where there is no more to say."""
    if approval.reason.partition(":")[0] in _OWN_SUMMARIES:
        return topic_name(business, approval.topic, language)
    return "; ".join(translated(business, one, language) for one in approval.reason.split("; "))


def translated(business: Business, text: str, language: Language) -> str:
    """What the owner has named, in the reader's language; other words as they are."""
    named = next((one for one in _named(business) if text in (one.ru, one.hy, one.en)), None)
    return named.in_language(language) if named is not None else text


def fields_of(business: Business, approval: Approval, language: Language) -> list[tuple[str, str]]:
    """Names and values, in the order in which they were stored, without what the card says already."""
    said = {item.text for item in approval.evidence if item.kind == "customer_words"}
    rows = []
    for field, value in approval.fields.items():
        if field in _SHOWN_ELSEWHERE or value in said or (field, value) == ("night", "no"):
            continue
        rows.append((_name(business, field, language), _value(business, field, value, language)))
    return rows


def _name(business: Business, field: str, language: Language) -> str:
    kinds = {c.fact.id: c.fact.kind for c in business.support.categories if c.fact is not None}
    for ours in (field, kinds.get(field)):
        if has_words(language, f"field-{ours}"):
            return words_in(language)(f"field-{ours}")
    asked = _owners_fields(business).get(field)
    return asked.in_language(language) if asked is not None else field.replace("_", " ")


def _value(business: Business, field: str, value: str, language: Language) -> str:
    rules = business.qualification
    if field == "channel":
        return _ours("channel", value, language)
    if field == "not_told":
        return ", ".join(_name(business, one, language) for one in value.split(", "))
    if field == GOAL and (goal := rules.goal_by_id(value)) is not None:
        return goal.label.in_language(language)
    asked = next((f for f in rules.fields if f.id == field), None)
    option = next((o for o in asked.options if o.id == value), None) if asked is not None else None
    if option is not None:
        return option.label.in_language(language)
    if asked is not None and asked.kind == "money":
        return _grouped(value, language)
    if has_words(language, f"value-{value}"):
        return words_in(language)(f"value-{value}")
    return translated(business, value, language)


def _grouped(value: str, language: Language) -> str:
    try:
        return str(format_decimal(Decimal(value), locale=language))
    except InvalidOperation:
        return value


def _ours(kind: str, name: str, language: Language) -> str:
    known = has_words(language, f"{kind}-{name}")
    return words_in(language)(f"{kind}-{name}") if known else name.replace("_", " ")


def _owners_fields(business: Business) -> Mapping[str, LocalText]:
    """What the owner calls a field of a lead, an estimate or a ticket; its question where it has no name."""
    facts = [c.fact for c in business.support.categories if c.fact is not None]
    asked: dict[str, LocalText] = {f.id: f.question for f in facts if f.question is not None}
    asked |= {f.id: f.name or f.question for f in business.estimates.fields}
    return asked | {f.id: f.name or f.question for f in business.qualification.fields}


def _named(business: Business) -> Iterator[LocalText]:
    """Whatever the owner has named in every language and staff may meet on a card."""
    yield from (topic.name for topic in business.escalation.topics)
    yield from (category.name for category in business.support.categories)
    yield from (service.name for service in business.services.services)
    yield from (zone.name for zone in business.zone_by_id.values())
    yield from (exception.name for exception in business.estimates.exceptions)
    for field in business.estimates.fields:
        yield from (option.label for option in field.options)
    for category in business.support.categories:
        yield from (option.label for option in category.fact.options) if category.fact is not None else ()
