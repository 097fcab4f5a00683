"""What a customer says of an order: its number, an e-mail address, and the element that confirms it (R32)."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from agents.understanding.transliteration import Romanised, loose_key
from agents.understanding.wording import fold, plain_text
from domain.business import IdentityRules
from domain.order import Order
from domain.reading import Reading

_DIGITS = re.compile(r"\d+")
_PREFIXED = re.compile(r"^([A-Za-z]{1,6}-?)\\d\{(\d+)(?:,\d*)?\}$")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Element:
    """What the customer offers as a confirmation. `text` is comparable; empty when several things were offered."""

    text: str
    several: bool = False


def find_claim(reading: Reading, pattern: str | None, *, asked: bool) -> str:
    """The order number, else the e-mail address, of the message; empty when there is neither.

    `asked`: bare figures count as the number of an order, completed by the letters that all orders begin with.
    """
    if reading.entities.order_ids:
        return reading.entities.order_ids[0]
    if reading.entities.emails:
        return reading.entities.emails[0]
    if not asked or pattern is None:
        return ""
    form = _PREFIXED.match(pattern)
    if form is None:
        return ""
    prefix, length = form.group(1), int(form.group(2))
    found = [d for d in _DIGITS.findall(plain_text(reading.text)) if len(d) == length]
    return f"{prefix}{found[0]}" if len(set(found)) == 1 else ""


def find_element(reading: Reading, rules: IdentityRules, claim: str, *, asked: bool) -> Element | None:
    """What confirms the order, out of this message; None when it holds nothing of the kind.

    A phone number counts whenever it is given; bare figures, a postcode or a name only in answer to the question, or
    beside the number of the order. Several at once are guesses, and none of them.
    """
    found = reading.entities
    if rules.confirm_with == "phone_digits" and found.phones:
        if len(found.phones) > 1:
            return Element("", several=True)
        return Element(re.sub(r"\D", "", found.phones[0])[-rules.phone_digits :])
    beside_order = bool(found.order_ids or found.emails)
    if not (asked or beside_order):
        return None
    figures_of_order = [] if "@" in claim else _DIGITS.findall(claim)
    rest = _without(plain_text(reading.text), [*found.order_ids, *found.emails, claim, *figures_of_order])
    if rules.confirm_with == "name":
        return _name(reading, rest, asked=asked)
    runs = [run for run in _DIGITS.findall(rest) if rules.confirm_with != "phone_digits" or len(run) > 1]
    if rules.confirm_with == "phone_digits":
        whole = re.sub(r"\D", "", rest)
        if len(whole) >= 8 and len(runs) > 1 and max(map(len, runs)) < rules.phone_digits:
            return Element(whole[-rules.phone_digits :])  # a phone number in groups
        runs = [run[-rules.phone_digits :] for run in runs if len(run) >= rules.phone_digits]
    else:
        runs = [run for run in runs if len(run) >= 3]
    if not runs:
        return None
    return Element(runs[0]) if len(set(runs)) == 1 else Element("", several=True)


def confirms(order: Order, element: Element, rules: IdentityRules) -> bool:
    """Whether the element is the order's."""
    if element.several or not element.text:
        return False
    if rules.confirm_with == "name":
        # First and last name in any order and script; a first name alone is no confirmation.
        return " " in order.name.strip() and bool(_name_keys(order.name) & _name_keys(element.text))
    digits = re.sub(r"\D", "", order.phone)[-rules.phone_digits :]
    kept = digits if rules.confirm_with == "phone_digits" else re.sub(r"\D", "", order.postcode)
    return bool(kept) and hmac.compare_digest(kept.encode(), element.text.encode())


def subject_of(claim: str) -> str:
    """Under which name checks of this claim are counted: addresses are not kept."""
    if "@" not in claim:
        return claim.upper()
    return "email:" + hashlib.sha256(claim.casefold().encode()).hexdigest()[:24]


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        if part:
            text = re.sub(re.escape(part), " ", text, flags=re.IGNORECASE)
    return text


def _name(reading: Reading, rest: str, *, asked: bool) -> Element | None:
    if reading.entities.name:
        return Element(reading.entities.name)
    words = _WORD.findall(rest)
    return Element(" ".join(words)) if asked and 2 <= len(words) <= 3 else None


def _name_keys(name: str) -> set[str]:
    """How the name sounds, read as Russian and as Armenian."""
    words = _WORD.findall(fold(name))
    languages: tuple[Romanised, ...] = ("ru", "hy")
    return {" ".join(sorted(loose_key(w, language) for w in words)) for language in languages if words}
