"""The one source of policies, as specialists see it (R66)."""

from __future__ import annotations

from typing import Protocol

from domain.language import Language
from domain.step import PolicyPassage


class PolicyPort(Protocol):
    """Search in the owner's policies."""

    async def search(self, question: str, *, language: Language, k: int = 3) -> list[PolicyPassage]:
        """Best passages first, in the asker's language; `confident` says whether the first may be said as it is."""
        ...

    async def passage(self, topic: str, *, language: Language) -> PolicyPassage | None:
        """The passage of that topic in that language."""
        ...
