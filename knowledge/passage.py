"""A passage: the unit that is indexed, found and said."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class Passage:
    """`topic` is shared by the translations of one passage. `text` is said to customers as it is; `detail` is
    for staff and is not searched: a question that only it answers would get the wrong answer. `valid_from` and `valid_to` are the business's local days, both inclusive.
    """

    id: str
    topic: str
    language: str
    title: str
    text: str
    detail: str = ""
    questions: tuple[str, ...] = ()
    """Questions it answers, as customers would ask them."""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def content_hash(self) -> str:
        """Changes when anything of the passage does."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    @property
    def words(self) -> str:
        """Everything the words leg of the search reads."""
        return "\n".join((self.title, self.text, *self.questions))

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and not self.has_expired_on(day)

    def has_expired_on(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day
