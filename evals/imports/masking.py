"""Personal data out of texts, before anything is stored or shown.

Placeholders say what stood there: [name], [phone], [email], [card], [address], [link], [number]. Order numbers keep
their shape, every digit a 0, so that a text about an order still reads as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agents.understanding.contact import find_emails

_LINK = re.compile(r"(?:https?://|www\.)\S+|\bt\.me/\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z0-9_.]{3,32}")
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
_DIGITS = re.compile(r"(?<![\w/.:-])\+?\(?\d(?:[\d\s().-]{5,20})\d(?!\w)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{7,}(?!\d)")
_ORDER = re.compile(
    r"(?P<word>№|#|\border\b|\binvoice\b|\bзаказ\w*|\bдоговор\w*|\bчек\w*|\bброн\w*|պատվեր\w*)"
    r"(?P<between>[^\d\n]{0,14}?)(?P<id>[A-Za-zА-Яа-я]{0,4}-?\d[\d-]{2,14})(?!\w)|(?<![\w-])(?P<plain>[A-Z]{1,4}-\d{3,12})\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{2}[./-]\d{2})(?![\d.-])")
_AMOUNT = re.compile(r"\d{1,3}(?: \d{3})+")
_WORD = r"[A-ZА-ЯЁԱ-Ֆ][\w'’-]{1,24}"
_NAME_AFTER = re.compile(
    rf"(?P<lead>\b(?i:my name is|my name's|name is|this is|call me|i am|i'm|im|меня зовут|мо[её] имя|зовут|имя|на имя|я|"
    rf"menya zovut|minya zovut|im anuny|anuns|իմ անունը|իմ անունն է|անունս|անունը|ես)(?i:\s+է)?[\s:,—-]+)"
    rf"(?P<name>{_WORD}(?:\s+{_WORD}){{0,2}})"
)
_LOWER_NAME_AFTER = re.compile(
    r"(?P<lead>(?:my name is|меня зовут|мо[её] имя|իմ անունը|իմ անունն է|անունս|menya zovut|im anuny|anuns)"
    r"(?:\s+է)?[\s:,—-]+)(?P<name>[^\W\d_]{2,24})",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    [
        "здравствуйте",
        "добрый",
        "привет",
        "хочу",
        "хотел",
        "хотела",
        "могу",
        "буду",
        "спасибо",
        "если",
        "да",
        "нет",
        "в",
        "на",
        "за",
        "мне",
        "sorry",
        "hi",
        "hello",
        "ok",
        "yes",
        "no",
        "looking",
        "interested",
        "trying",
        "late",
        "sick",
        "not",
        "so",
        "very",
        "the",
        "a",
        "an",
        "just",
        "here",
        "still",
        "going",
        "coming",
        "sure",
        "fine",
        "good",
        "afraid",
        "ուզում",
        "եմ",
        "չեմ",
        "կարող",
    ]
)
_ADDRESS = re.compile(
    r"(?:\b(?:ул|улица|улице|улицу|пр|просп|проспект|проспекте|пер|переулок|бульвар|б-р|шоссе)\b\.?\s+[А-ЯЁA-Z][\w.-]*"
    r"(?:\s+[А-ЯЁA-Z][\w.-]*)?(?:,?\s*(?:д\.?|дом)?\s*\d+[\w/]*)?(?:,?\s*(?:кв|квартира|под|подъезд|эт|этаж)\.?\s*\d+)*"
    r"|\b\d{1,5}(?:/\d+)?\s+(?:[A-Z][\w.'-]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd)\b\.?"
    r"(?:,?\s*(?:apt|apartment|flat|unit|#)\.?\s*\w+)?"
    r"|[Ա-Ֆ][ա-ևև]+(?:\s+[Ա-Ֆ][ա-ևև]+)?\s+(?:փողոց\w*|փող[.․]?|պողոտա\w*|պող[.․]?)(?:,?\s*\d+[\w/]*)?"
    r"(?:,?\s*(?:բն|բնակարան)[.․]?\s*\d+)?)"
)
_FLAT = re.compile(r"\b(?:кв|квартира|apt|apartment|flat|բնակարան|բն)\.?\s*№?\s*\d+\b", re.IGNORECASE)


def mask(text: str, names: Sequence[str] = ()) -> str:
    """`text` without personal data. `names`: people of the chat, whose names are masked wherever they stand."""
    text = _LINK.sub("[link]", text)
    for email in find_emails(text):
        text = re.sub(re.escape(email), "[email]", text, flags=re.IGNORECASE)
    text = _HANDLE.sub("[name]", text)
    text = _ORDER.sub(_keep_shape, text)
    text = _CARD.sub(lambda m: "[card]" if _is_card(m.group()) else m.group(), text)
    text = _DIGITS.sub(_mask_digits, text)
    text = _ADDRESS.sub("[address]", text)
    text = _FLAT.sub("[address]", text)
    text = _LONG_NUMBER.sub(lambda m: m.group() if set(m.group()) == {"0"} else "[number]", text)
    text = _NAME_AFTER.sub(_mask_name, text)
    text = _LOWER_NAME_AFTER.sub(_mask_name, text)
    for word in _words_of(names):
        stem = word[:-1] if len(word) > 3 and word[-1] in "аяеийоуьАЯ" else word
        text = re.sub(rf"(?<!\w){re.escape(stem)}\w{{0,3}}(?!\w)", "[name]", text, flags=re.IGNORECASE)
    return text


def _words_of(names: Iterable[str]) -> list[str]:
    """Words of people's names, longest first; short words and numbers say little and hide much. Case endings
    change the last letters, so a name is masked by its stem."""
    words = {w for name in names for w in re.findall(r"[^\W\d_]+", name) if len(w) >= 3}
    return sorted(words, key=lambda w: (-len(w), w))


def _keep_shape(found: re.Match[str]) -> str:
    plain = found.group("plain")
    if plain is not None:
        return _zeros(plain)
    return f"{found.group('word')}{found.group('between')}{_zeros(found.group('id'))}"


def _zeros(text: str) -> str:
    return re.sub(r"\d", "0", text)


def _mask_digits(found: re.Match[str]) -> str:
    written = found.group()
    digits = re.sub(r"\D", "", written)
    is_amount = _AMOUNT.fullmatch(written.strip()) is not None and len(digits) <= 7
    if is_amount or _DATE.match(written) or set(digits) == {"0"}:
        return written
    return "[phone]" if 8 <= len(digits) <= 15 else "[number]" if len(digits) > 15 else written


def _is_card(text: str) -> bool:
    """By its check digit, or by being written in fours."""
    digits = [int(c) for c in text if c.isdigit()]
    if re.fullmatch(r"\d{4}(?:[ -]\d{4}){3}", text.strip()):
        return True
    doubled = [d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(reversed(digits))]
    return len(digits) >= 15 and sum(doubled) % 10 == 0


def _mask_name(found: re.Match[str]) -> str:
    if found.group("name").split()[0].casefold() in _NO_NAMES or found.group("name").startswith("["):
        return found.group()
    return f"{found.group('lead')}[name]"
