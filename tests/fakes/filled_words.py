"""Any message of any business, filled with the longest real values: what a customer may get at most."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from agents.writing.composer import Composer
from agents.writing.rules import count_words
from domain.business import Business, Service
from domain.language import Language, LocalText
from domain.money import Money, PriceRange
from domain.speech import SpeechAct, Value
from knowledge.business_files import list_businesses, load_business
from knowledge.words_files import EVERYWHERE

BUSINESSES = Path(__file__).parents[2] / "businesses"
NAMES = list_businesses(BUSINESSES)
NOW = datetime(2026, 9, 21, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 30, 9, 30, tzinfo=UTC)
"""A Wednesday: the longest day and month names of the three languages meet here."""
PERSON = "Анна-Мария Тер-Погосян"
_PLURALS = {"zero", "one", "two", "few", "many", "other"}
_LINES = {
    "book-services": ("service-line", 1),
    "which-appointment": ("appointment-line", 4),
    "book-slots": ("slot-line", 3),
    "sales-bundle": ("sales-bundle-line", 4),
    "sales-prices": ("sales-price-range-line", 3),
    "brief-read-back": ("brief-line", 4),
}
"""Which lines stand in a message, and how many at most: by the beginning of its name."""


@dataclass
class Template:
    """One message: its variables, the cases each of them is told apart by, and the words that stand in it."""

    id: str
    variables: set[str] = field(default_factory=set)
    cases: dict[str, set[str]] = field(default_factory=dict)
    literal: list[str] = field(default_factory=list)


class _Parts(Visitor):
    def __init__(self, template: Template) -> None:
        self._template = template

    def visit_SelectExpression(self, node: Any) -> None:
        if isinstance(node.selector, ast.VariableReference):
            keys = {getattr(v.key, "name", None) or getattr(v.key, "value", "") for v in node.variants}
            self._template.cases.setdefault(node.selector.id.name, set()).update(keys)
        self.generic_visit(node)

    def visit_VariableReference(self, node: Any) -> None:
        self._template.variables.add(node.id.name)

    def visit_TextElement(self, node: Any) -> None:
        self._template.literal.append(node.value)


@cache
def business(name: str) -> Business:
    return load_business(BUSINESSES / name)


@cache
def composer(name: str) -> Composer:
    return Composer(business(name))


@cache
def templates(name: str, language: Language) -> dict[str, Template]:
    """Every message of the business in that language, the defaults among them."""
    found = {}
    for entry in FluentParser(with_spans=False).parse(business(name).words[language]).body:
        if isinstance(entry, ast.Message):
            found[entry.id.name] = template = Template(entry.id.name)
            _Parts(template).visit(entry)
    return found


def local_texts(model: Any) -> Iterator[LocalText]:
    """Every phrase of the owner's files."""
    if isinstance(model, LocalText):
        yield model
    elif isinstance(model, dict):
        for value in model.values():
            yield from local_texts(value)
    elif isinstance(model, list | tuple):
        for value in model:
            yield from local_texts(value)
    elif hasattr(type(model), "model_fields"):
        for name in type(model).model_fields:
            yield from local_texts(getattr(model, name))


def longest(texts: Iterable[LocalText], language: Language) -> LocalText:
    return max(texts, key=lambda t: (count_words(t.in_language(language)), len(t.in_language(language))))


def bookable(ours: Business) -> list[Service]:
    return [s for s in ours.services.services if not s.needs_person]


def _questions(ours: Business) -> list[LocalText]:
    """What `ask-field` may ask: the questions of every field of every file."""
    found: list[LocalText] = []

    def walk(model: Any) -> None:
        if isinstance(model, list | tuple):
            for value in model:
                walk(value)
        elif isinstance(model, dict):
            walk(list(model.values()))
        elif hasattr(type(model), "model_fields") and not isinstance(model, LocalText):
            asked = getattr(model, "question", None)
            if isinstance(asked, LocalText):
                found.append(asked)
            walk([getattr(model, name) for name in type(model).model_fields])

    walk([ours.qualification, ours.estimates, ours.support])
    return found


def values_for(name: str, names: Iterable[str], language: Language) -> dict[str, Value]:
    """The longest real value of each variable. One that is not known here gets a price, a count or a phrase by its name."""
    ours = business(name)
    services, branches = ours.services.services, ours.profile.branches
    currency = ours.profile.currency
    leads = ours.qualification
    goals, table, fields = leads.goals, leads.score, leads.fields
    short = [LocalText(ru="Весь дом целиком", hy="Ամբողջ տունը", en="The whole house")]
    known: dict[str, Callable[[], Value]] = {
        "service": lambda: longest([s.name for s in bookable(ours)] or short, language),
        "includes": lambda: longest([s.includes for s in services] or short, language),
        "preparation": lambda: longest([s.preparation for s in services] or short, language),
        "bring": lambda: longest([s.bring for s in services if s.bring is not None] or short, language),
        "practitioner": lambda: longest([p.name for p in ours.profile.practitioners] or short, language),
        "branch": lambda: longest([b.name for b in branches] or short, language),
        "address": lambda: longest([b.address for b in branches] or short, language),
        "directions": lambda: longest([b.directions for b in branches] or short, language),
        "question": lambda: longest(_questions(ours) or short, language),
        "goal": lambda: longest([g.spoken for g in goals] or short, language),
        "factor": lambda: longest([g.factor for g in goals if g.factor is not None] or short, language),
        "case": lambda: longest([g.case for g in goals if g.case is not None] or short, language),
        "idea": lambda: longest([g.touch for g in goals if g.touch is not None] or short, language),
        "alternative": lambda: longest(
            [r.alternative for r in table if r.alternative is not None] or short, language
        ),
        "field": lambda: longest([f.name for f in fields if f.name is not None] or short, language),
        "zone": lambda: longest([z.name for z in ours.profile.zones] or short, language),
        "deposit": lambda: Money(amount=Decimal(14000), currency=currency),
        "minutes": lambda: max([s.duration_minutes for s in services] or [60]),
        "hours": lambda: ours.profile.booking.free_cancellation_hours,
        "late": lambda: ours.profile.booking.late_minutes,
        "day": lambda: LATER.date(),
        "name": lambda: PERSON,
        "phone": lambda: "+374 91 000000",
        "words": lambda: "31 сентября после обеда",
        "text": lambda: "Отмена и перенос",
        "order": lambda: "AB-10001",
        "number": lambda: "AB-10001",
        "link": lambda: "https://example.com/p/AB-10001",
        "url": lambda: "https://example.com/p/AB-10001",
    }
    price = PriceRange(
        low=Money(amount=Decimal(1_200_000), currency=currency),
        high=Money(amount=Decimal(1_500_000), currency=currency),
    )
    found: dict[str, Value] = {}
    for variable in names:
        if variable in known:
            found[variable] = known[variable]()
        elif re.search(
            r"price|total|amount|sum|cost|low|high|budget|fee|base|extra|surcharge|money", variable
        ):
            found[variable] = price
        elif re.search(r"count|percent|minutes|hours|days|stock|left|number|units|score", variable):
            found[variable] = 21
        elif re.search(r"when|old|by|until|due|moment|time|from|date|expires|at", variable):
            found[variable] = LATER
        else:
            found[variable] = longest(short, language)
    return found


def acts_for(name: str, message: str, language: Language) -> Iterator[SpeechAct]:
    """The message in every case it tells apart (plurals, kinds), with the longest values."""
    template = templates(name, language)[message]
    variables = template.variables - EVERYWHERE
    values = values_for(name, variables - {"lines"}, language)
    ways: list[list[tuple[str, Value]]] = []
    for variable, keys in sorted(template.cases.items()):
        if variable in EVERYWHERE:
            continue
        if keys <= _PLURALS | {str(n) for n in range(100)}:
            ways.append([(variable, count) for count in (1, 2, 5, 21)])
        else:
            ways.append([(variable, values[variable]), *((variable, key) for key in sorted(keys))])
    lines = list(_lines(name, message, language)) if "lines" in variables else []
    for chosen in product(*ways):
        yield SpeechAct(say=message, values=values | dict(chosen), lines=lines)


def _lines(name: str, message: str, language: Language) -> Iterator[SpeechAct]:
    known = next((line for start, line in _LINES.items() if message.startswith(start)), None)
    if known is None:
        for _ in range(3):
            yield SpeechAct(say="option-text", values=values_for(name, ["text"], language))
        return
    line, count = known
    names = templates(name, language)[line].variables
    for number in range(count):
        values = values_for(name, names, language)
        yield SpeechAct(
            say=line, values=values | ({"when": LATER + timedelta(hours=number)} if "when" in names else {})
        )


def count_questions(text: str) -> int:
    """Sentences that ask. The Armenian mark stands inside the asked word, and one sentence may ask two words."""
    return text.count("?") + sum("՞" in sentence for sentence in text.split("։"))


def flaws(text: str, *, words: int = 60) -> list[str]:
    """What R62 forbids, and what a broken template leaves behind."""
    found = []
    if count_words(text) > words:
        found.append(f"{count_words(text)} words")
    if count_questions(text) > 1:
        found.append(f"{count_questions(text)} questions")
    if re.search(r"[{}$]|\bNone\b", text):
        found.append("a placeable is left")
    if text.strip() != text or not text:
        found.append("blank at an end, or nothing at all")
    return found


_SCRIPTS = {"ru": "а-яёА-ЯЁ", "hy": "԰-֏ﬓ-ﬗ", "en": "A-Za-z"}
_AT_HOME = re.compile(
    r"\b(?:[A-Z]{2,6}|Wi-?Fi|e-?mail|email|Visa|Mastercard|Telegram|WhatsApp|Instagram|Messenger|iOS|Android|Idram"
    r"|Telcell|EasyPay|ArCa|Google|Google Ads|Meta|Facebook|ok)\b|https?://\S+|\S+@\S+"
)
"""Names and marks that are written in Latin letters in every language."""


def foreign_words(text: str, language: Language, known: frozenset[str] = frozenset()) -> list[str]:
    """Words in another language's letters, and words that mix letters of two."""
    said = _AT_HOME.sub(" ", text)
    others = "".join(letters for one, letters in _SCRIPTS.items() if one != language)
    words = [w for w in re.findall(r"[^\W\d_]+", said) if re.search(f"[{others}]", w)]
    return [w for w in words if w.casefold() not in known]
