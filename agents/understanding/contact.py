"""Names, phones and e-mail addresses in a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,12}(?![\w-])"
)
_PHONE_LIKE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\d\s().-]{5,20})\d(?!\w)")
_PHONE_BEGUN = re.compile(r"(?<![\w.])\+?\(?\d(?:[\d\s().-]{3,20})\d(?!\w)")
"""The same with figures missing: where a number is asked for."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME_AFTER = {
    "ru": re.compile(r"(?:меня зовут|мо[её] имя|зовут меня|на имя|запишите на имя)[\s:,-]+", re.IGNORECASE),
    "hy": re.compile(r"(?:իմ անունն է|անունս է|իմ անունը|անունս)[\s:,-]+", re.IGNORECASE),
    "en": re.compile(
        r"(?:my name is|my name's|name is|this is|i am called|under the name(?: of)?|call me)[\s:,-]+",
        re.IGNORECASE,
    ),
}
_LATIN_NAME_AFTER = re.compile(
    r"(?:menya zovut|minya zovut|moe imya|moyo imya|zovut menya|im anuny|anuns e|anuns|im anunn e|im anune)[\s:,-]+",
    re.IGNORECASE,
)
_NOT_A_PHONE = re.compile(
    r"(?:order|заказ\w*|договор\w*|чек\w*|պատվեր\w*|invoice|№|#)\W{0,3}(?:no|номер|համար)?\W{0,3}$",
    re.IGNORECASE,
)
_DATE_AND_HOUR = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})(?:\s+\d{1,2})?")
MAX_NAME_WORDS = 3
_DEAR = frozenset({"ջան", "jan", "джан"})
"""Said after a name, and no part of it."""
_FILLER_ZEROS = 6
_SHORTEST_TRY = 5


def find_emails(text: str) -> list[str]:
    """E-mail addresses, lower case, in order."""
    return list(dict.fromkeys(email for email, _, _ in find_placed_emails(text)))


def find_placed_emails(text: str) -> list[tuple[str, int, int]]:
    """E-mail addresses, lower case, with their places, half-open."""
    return [(m.group().lower(), m.start(), m.end()) for m in _EMAIL.finditer(text)]


def find_phones(text: str, regions: Sequence[str]) -> tuple[list[str], str]:
    """Valid phone numbers in E.164, and the text with them blanked out (same length)."""
    placed = find_placed_phones(text, regions)
    for _, start, end in placed:
        text = text[:start] + " " * (end - start) + text[end:]
    return list(dict.fromkeys(phone for phone, _, _ in placed)), text


def find_placed_phones(text: str, regions: Sequence[str]) -> list[tuple[str, int, int]]:
    """Valid phone numbers in E.164 with their places, half-open.

    A national number is tried in each of `regions` in turn. What is no valid number is left alone.
    """
    import phonenumbers

    found: list[tuple[str, int, int]] = []
    for match in list(_PHONE_LIKE.finditer(text))[:6]:
        written = match.group()
        digits = re.sub(r"\D", "", written)
        if (
            not 7 <= len(digits) <= 15
            or _NOT_A_PHONE.search(text[: match.start()])
            or _DATE_AND_HOUR.fullmatch(written.strip())
        ):
            continue
        for candidate, region in _readings(written, digits, regions):
            try:
                number = phonenumbers.parse(candidate, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number) and not _is_nobodys(number.national_number or 0):
                e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                found.append((e164, match.start(), match.end()))
                break
    return found


def _is_nobodys(national_number: int) -> bool:
    """91 000000: zeros to fill the field, which a numbering plan alone does not rule out."""
    return national_number % int(10**_FILLER_ZEROS) == 0


def find_bad_phone(text: str) -> tuple[str | None, str]:
    """What looks like a phone number and is none, as written, and the text with it blanked out. For answers to the
    question for a phone: elsewhere such figures are sums or codes."""
    for match in _PHONE_BEGUN.finditer(text):
        written = match.group().strip()
        digits = re.sub(r"\D", "", written)
        if (
            len(digits) >= _SHORTEST_TRY
            and not _DATE_AND_HOUR.fullmatch(written)
            and not _NOT_A_PHONE.search(text[: match.start()])
        ):
            return written, text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return None, text


def _readings(written: str, digits: str, regions: Sequence[str]) -> list[tuple[str, str | None]]:
    if written.startswith("+"):
        return [(written, None)]
    readings: list[tuple[str, str | None]] = [(written, region) for region in regions]
    if digits.startswith("00"):
        readings.append(("+" + digits[2:], None))
    elif len(digits) >= 10:
        readings.append(("+" + digits, None))
    return readings


def is_name_word(word: str, message: Message, known: Callable[[str], bool] | None = None) -> bool:
    """Whether a word could be part of a name: letters, and nothing our word lists know as something else."""
    if not 2 <= len(word) <= 25:
        return False
    lists = load_lexicon(message.language)
    folded = pieces_of(word)
    for name in (
        "notname",
        "yes",
        "no",
        "maybe",
        "thanks",
        "greet",
        "bye",
        "any",
        "person",
        "phoneintro",
        "filler",
        "stop",
        "urgent",
    ):
        if lists[name].match(folded, 0):
            return False
    return known is None or not known(word)


def _titled(words: list[str]) -> str:
    """As written, with capitals: "анна-мария" → "Анна-Мария"."""
    return " ".join(
        "-".join(p[:1].upper() + (p[1:].lower() if p.isupper() else p[1:]) for p in w.split("-"))
        for w in words
    )


def name_alone(message: Message, text: str, known: Callable[[str], bool]) -> str | None:
    """The name when `text` (phones blanked) is nothing but a name with the usual little words; else None.

    `known` tells words of our vocabulary that are not names.
    """
    if any(c.isdigit() for c in text) or any(c in "?!;%" for c in text) or len(text) > 120:
        return None
    for pattern in (_LATIN_NAME_AFTER, _NAME_AFTER[message.language]):
        text = pattern.sub(" ", text, count=1)
    lists = load_lexicon(message.language)
    names: list[str] = []
    over = False
    for match in _WORD.finditer(text):
        folded = pieces_of(match.group())
        little = ("nameintro", "phoneintro", "greet", "thanks")
        if any(lists[name].match(folded, 0) for name in little):
            over = bool(names)
            continue
        if names and folded[0] in _DEAR:
            continue
        if over or not is_name_word(match.group(), message, known):
            return None  # "Lilit is the name, I'm Gor": two people
        names.append(match.group())
    if not 1 <= len(names) <= MAX_NAME_WORDS:
        return None
    return _titled(names)
