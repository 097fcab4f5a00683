"""The three languages, and the scripts people write them in."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

Language = Literal["ru", "hy", "en"]
Script = Literal["cyrillic", "armenian", "latin", "other"]
"""`latin` with language ru or hy means romanised text."""

LANGUAGES: tuple[Language, ...] = get_args(Language)


class LocalText(BaseModel):
    """One phrase in every language the business speaks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ru: str
    hy: str
    en: str

    def in_language(self, language: Language) -> str:
        text: str = getattr(self, language)
        return text
