"""The three languages, and the scripts people write them in."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

Language = Literal["ru", "hy", "en"]
Script = Literal["cyrillic", "armenian", "latin", "other"]
"""`latin` with language ru or hy means romanised text."""

LANGUAGES: tuple[Language, ...] = get_args(Language)


class LocalText(BaseModel):
    """One phrase in every language the business speaks; in another one, that of the first it does speak.

    Which it speaks is `languages` in the validation's context; without it all of them are needed. A business that
    speaks one may write plain text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ru: str
    hy: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _unspoken(cls, given: Any, info: ValidationInfo) -> Any:
        spoken: list[str] = (info.context or {}).get("languages") or list(LANGUAGES)
        if isinstance(given, str) and len(spoken) == 1:
            given = {spoken[0]: given}
        if not isinstance(given, dict):
            return given
        said = next((given[la] for la in spoken if isinstance(given.get(la), str)), None)
        others = [la for la in LANGUAGES if la not in spoken]
        return given | ({la: said for la in others if la not in given} if said is not None else {})

    def in_language(self, language: Language) -> str:
        text: str = getattr(self, language)
        return text
