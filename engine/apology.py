"""What a customer hears when their turn failed for good: a person has it, and by when they write (R65)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from domain.availability import answer_due
from domain.business import Business
from domain.language import Language
from domain.speech import Outgoing, SpeechAct

if TYPE_CHECKING:
    from agents.writing.composer import Composer


class Apology:
    """Made of one template, so that whatever broke the turn cannot break this."""

    def __init__(self, business: Business, composer: Composer) -> None:
        self._business = business
        self._composer = composer

    def due(self, now: datetime) -> datetime:
        """When a person can be expected to have written, within opening hours."""
        return answer_due(self._business, now, self._business.escalation.person_answer_minutes)

    def words(self, language: Language | None, due: datetime, now: datetime) -> Outgoing:
        """In the conversation's language."""
        spoken = language or self._business.profile.default_language
        (message,) = self._composer.compose([SpeechAct(say="turn-failed", values={"by": due})], spoken, now)
        return message
