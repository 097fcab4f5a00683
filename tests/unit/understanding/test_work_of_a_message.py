"""However long or odd a message is, the models read one short text of it, once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.understanding.facts.claims import Claims
from agents.understanding.parts import MAX_CORE_CHARACTERS
from agents.understanding.understander import ReadingContext, Understander
from tests.unit.understanding.conftest import NOW


@pytest.mark.parametrize(
    "text",
    ["а б " * 25_000, "z\u0301\u0302" * 20_000, "many words " * 8000, "zapisatsya na priem " * 4000, "привет😀" * 10_000],
    ids=["words", "zalgo", "English", "romanised", "emoji"],
)  # fmt: skip
def test_every_model_is_given_the_same_text(
    understander: Understander, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    understander.warm()
    given: list[str] = []
    embed = understander.embedder.embed_queries

    def note(texts: Sequence[str]) -> NDArray[np.float32]:
        given.extend(texts)
        return embed(texts)

    monkeypatch.setattr(understander.embedder, "embed_queries", note)
    understander.read([text], ReadingContext(NOW, "ru"))
    assert len(set(given)) <= 1
    assert all(len(one) <= MAX_CORE_CHARACTERS for one in given)


def test_a_fact_found_twice_at_one_place_is_noted_once(understander: Understander) -> None:
    claims = Claims(understander.prepare(["20 and 20"], ReadingContext(NOW, "en")))
    for start in (0, 0, 7):
        claims.note_typed("money", 20, start, start + 2)
    assert [(span.start, span.end) for span in claims.spans] == [(0, 2), (7, 9)]
