"""What our own pages say, in three languages. What is said to customers lives with each business."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from domain.errors import Permanent
from domain.language import LANGUAGES, Language

LOCALES = Path(__file__).parent / "locales"

Words = Callable[..., str]
"""Called as `words("login-locked", minutes=3)`."""

LABELS: dict[Language, dict[str, str]] = {
    "ru": {"short": "RU", "name": "Русский"},
    "hy": {"short": "ՀԱՅ", "name": "Հայերեն"},
    "en": {"short": "EN", "name": "English"},
}


class MissingWords(Permanent):
    """A page asks for a message that `locales/<language>.ftl` does not have."""


@cache
def _bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((LOCALES / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle


def has_words(language: Language, message_id: str) -> bool:
    """Whether `words_in(language)` knows the message."""
    return bool(_bundle(language).has_message(message_id))


@cache
def words_in(language: Language) -> Words:
    """The messages of one language. The returned function raises MissingWords for an unknown id."""
    bundle = _bundle(language)

    def words(message_id: str, **values: Any) -> str:
        if not bundle.has_message(message_id):
            raise MissingWords(f"{language}.ftl has no message {message_id!r}")
        pattern = bundle.get_message(message_id).value
        if pattern is None:
            raise MissingWords(f"{language}.ftl: message {message_id!r} has no text")
        text, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise MissingWords(f"{language}.ftl: {message_id}: {errors[0]}")
        return str(text)

    return words


def choose_language(asked: str | None, kept: str | None, accept: str | None, default: Language) -> Language:
    """The first that we speak of: `?lang=`, the cookie, the browser's Accept-Language, the business's default."""
    browser = [part.split(";")[0].strip()[:2].lower() for part in (accept or "").split(",")]
    for wish in (asked, kept, *browser):
        for language in LANGUAGES:
            if wish == language:
                return language
    return default
