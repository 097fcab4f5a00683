"""The owner's policies in the local library."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from domain.language import Language
from domain.step import PolicyPassage

if TYPE_CHECKING:
    from knowledge.library import PolicyLibrary


class LocalPolicies:
    """See PolicyPort. Embedding a question takes some 10 ms of CPU, so it leaves the event loop."""

    def __init__(self, library: PolicyLibrary, business_id: str) -> None:
        self._library = library
        self._business_id = business_id

    async def search(self, question: str, *, language: Language, k: int = 3) -> list[PolicyPassage]:
        return await asyncio.to_thread(
            self._library.search, question, business_id=self._business_id, language=language, k=k
        )

    async def passage(self, topic: str, *, language: Language) -> PolicyPassage | None:
        return self._library.passage(topic, business_id=self._business_id, language=language)
