"""What customers of one business ask for in words of their own trade, beside what all businesses are asked."""

from __future__ import annotations

from pydantic import Field, field_validator

from domain.business.strict import OwnerModel
from domain.language import Language
from domain.reading import Route

FEWEST_EXAMPLES = 5
MOST_EXAMPLES = 20
_LETTERS: dict[Language, tuple[str, str]] = {
    "ru": ("\u0400", "\u04ff"),
    "hy": ("\u0530", "\u058f"),
    "en": ("A", "z"),
}


class OwnIntent(OwnerModel):
    """`route` is what such a message counts as; a reading names `id` as its intent."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")
    route: Route
    examples: dict[Language, list[str]]
    """Messages as customers write them, five to twenty in each language."""

    @field_validator("examples")
    @classmethod
    def _enough_and_readable(cls, value: dict[Language, list[str]]) -> dict[Language, list[str]]:
        for language, lines in value.items():
            if not FEWEST_EXAMPLES <= len(lines) <= MOST_EXAMPLES:
                raise ValueError(
                    f"{language} has {len(lines)} examples; write {FEWEST_EXAMPLES} to {MOST_EXAMPLES} different ones"
                )
            said = [line.casefold().strip(" .!?") for line in lines]
            twice = next((line for n, line in enumerate(said) if line in said[:n]), None)
            if twice is not None:
                raise ValueError(f'{language} has "{twice}" twice; say it in other words or delete it')
            low, high = _LETTERS[language]
            wrong = next((line for line in lines if not any(low <= c <= high for c in line)), None)
            if wrong is not None:
                raise ValueError(
                    f'"{wrong}" is not written in the letters of {language}; move it or write it in them'
                )
        return value


class OwnIntents(OwnerModel):
    """`intents.yaml`; none where the file is missing."""

    intents: list[OwnIntent] = Field(default_factory=list, max_length=20)
