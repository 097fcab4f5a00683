"""However long or odd a message is, the models read one short text of it, once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.understanding.facts.claims import Claims
from agents.understanding.parts import MAX_CORE_CHARACTERS
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from tests.unit.understanding.conftest import NOW


@pytest.mark.parametrize(
    "text",
    ["а б " * 25_000, "z\u0301\u0302" * 20_000, "many words " * 8000, "zapisatsya na priem " * 4000, "привет😀" * 10_000],
    ids=["words", "zalgo", "English", "romanised", "emoji"],
)  # fmt: skip
def test_every_model_is_given_the_same_text(
    understander: Understander, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    given = note_embedded(understander, monkeypatch)
    understander.read([text], ReadingContext(NOW, "ru"))
    assert len(given) <= 1
    assert all(len(one) <= MAX_CORE_CHARACTERS for one in given)


def note_embedded(understander: Understander, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The texts that are embedded from now on."""
    understander.warm()
    given: set[str] = set()
    embed, embed_in_context = understander.embedder.embed_queries, understander.embedder.embed_in_context

    def note(texts: Sequence[str]) -> NDArray[np.float32]:
        given.update(texts)
        return embed(texts)

    def note_whole(text: str, parts: Sequence[str]) -> NDArray[np.float32]:
        given.add(text)
        return embed_in_context(text, parts)

    monkeypatch.setattr(understander.embedder, "embed_queries", note)
    monkeypatch.setattr(understander.embedder, "embed_in_context", note_whole)
    return given


@pytest.mark.parametrize(
    ("text", "texts", "asks_a_rule"),
    [
        (
            "do you have anything free on Thursday for a first consultation? my friend told me about you",
            1,
            False,
        ),
        ("у вас есть место на чистку в четверг? мне о вас рассказала соседка", 1, False),
        ("is there parking near the clinic? Ann Bell will drive me in a Ford", 1, True),
        ("do you have anything free on Thursday for a first consultation? and where can I park", 1, True),
        ("есть место на чистку в четверг? и где у вас можно припарковаться", 1, True),
        ("Сколько стоит логотип? И какой у вас адрес?", 2, True),
        ("Կայանատեղի ունե՞ք։ Ու գրանցեք ատամների մաքրման հինգշաբթի", 2, True),
    ],
)
def test_a_part_of_a_message_is_read_alone_where_the_rest_drowns_it(
    understander: Understander, monkeypatch: pytest.MonkeyPatch, text: str, texts: int, asks_a_rule: bool
) -> None:
    given = note_embedded(understander, monkeypatch)
    reading = understander.read([text], ReadingContext(NOW))
    assert len(given) == texts, given
    assert reading.has("faq") == asks_a_rule


def test_a_fact_found_twice_at_one_place_is_noted_once(understander: Understander) -> None:
    claims = Claims(understander.prepare(["20 and 20"], ReadingContext(NOW, "en")))
    for start in (0, 0, 7):
        claims.note_typed("money", 20, start, start + 2)
    assert [(span.start, span.end) for span in claims.spans] == [(0, 2), (7, 9)]
