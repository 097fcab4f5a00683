"""Voices: a language and how it is written, and the words of a scenario in one of them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Literal, get_args

from domain.language import Language, Script
from knowledge.file_problems import suggest

Voice = Literal["ru", "hy", "en", "ru-latn", "hy-latn"]
"""A language and how it is written: `ru-latn` is romanised Russian."""

VOICES: tuple[Voice, ...] = get_args(Voice)

_LANGUAGE_OF: dict[Voice, Language] = {"ru": "ru", "hy": "hy", "en": "en", "ru-latn": "ru", "hy-latn": "hy"}
_SHORT_DURATION = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", re.IGNORECASE)
_ISO_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)


def language_of(voice: Voice) -> Language:
    """The language of a voice, however it is written."""
    return _LANGUAGE_OF[voice]


def script_of(voice: Voice) -> Script:
    """The letters a voice is written in."""
    scripts: dict[str, Script] = {"ru": "cyrillic", "hy": "armenian"}
    return scripts.get(voice, "latin")


def in_voice(words: str | dict[Voice, str], voice: Voice) -> str:
    """The text in that voice. Raises KeyError when it is said in others only."""
    return words if isinstance(words, str) else words[voice]


def check_words(value: Any) -> Any:
    """A text, or texts by voice. Raises ValueError with what to write instead."""
    if isinstance(value, str):
        if not value.strip():
            raise ValueError("is empty; write what is said")
        return value
    if not isinstance(value, dict):
        raise ValueError("must be a text, or one text a voice on lines below it: ru: …, hy: …, en: …")
    if not value:
        raise ValueError("is empty; write what is said")
    for voice, text in value.items():
        if voice not in VOICES:
            raise ValueError(f'"{voice}" is no voice; {suggest(str(voice), list(VOICES))}')
        if not isinstance(text, str) or not text.strip():
            raise ValueError(
                f"has no text in voice {voice}; write what is said, in quotes if it holds a colon"
            )
    return value


def check_sayings(value: Any) -> Any:
    """`check_words` for one message, or for each of a burst."""
    if not isinstance(value, list):
        return check_words(value)
    if not value:
        raise ValueError("is an empty list; write the messages of the burst after '- '")
    return [check_words(one) for one in value]


def check_pick(value: Any) -> Any:
    """The number of an option, or words of its label or id."""
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and value.strip().isdigit():
        number = int(value)
    else:
        return check_words(value)
    if number < 1:
        raise ValueError("options are counted from 1")
    return number


def to_duration(value: Any) -> Any:
    """A duration as people write it. Raises ValueError."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    found = _ISO_DURATION.fullmatch(text) or _SHORT_DURATION.fullmatch(text)
    numbers = [int(n or 0) for n in found.groups()] if found else []
    if not any(numbers):
        raise ValueError(f'"{text}" is no duration; write 30m, 2h, 3d, 1d12h or PT2H')
    weeks, days, hours, minutes, seconds = numbers
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
