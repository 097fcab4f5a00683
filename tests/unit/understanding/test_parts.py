"""Which parts of a message are needs of their own, and which texts are read alone: each costs milliseconds of a core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from agents.understanding.message import Message
from agents.understanding.needs import NeedReader, Needs
from domain.language import Language
from tests.fakes.embedder import TrigramEmbedder

THANKS, DOG = "The chair was nice enough", "Can I bring my dog along"
PARTS = f"{THANKS}. {DOG}"
ASKED = f"{THANKS}. {DOG}?"


class Head:
    """Gives each text the shares that are named for it, in context or alone, and notes what it read."""

    def __init__(
        self,
        whole: Mapping[str, float],
        *of_parts: Mapping[str, float],
        alone: Mapping[str, float] | None = None,
    ) -> None:
        self._shares = [whole, *of_parts]
        self._alone = alone or {}
        self.texts: list[str] = []

    def probabilities(self, texts: list[str], vectors: Any, language: str) -> list[dict[str, float]]:
        given = self._shares[: len(texts)] or [self._alone] * len(texts)
        self._shares = self._shares[len(texts) :]
        self.texts += texts
        none = {"booking": 0.0, "quote": 0.0, "reschedule": 0.0, "cancel": 0.0, "none": 0.0, "faq": 0.0}
        return [{**none, **shares} for shares in given]


class Noting(TrigramEmbedder):
    """Notes which texts were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Any:
        self.read += texts
        return super().embed_queries(texts)

    def embed_in_context(self, text: str, parts: Sequence[str]) -> Any:
        self.read.append(text)
        return super().embed_in_context(text, parts)


def read(head: Head, text: str, language: Language = "en", *, asks: bool = False) -> tuple[Needs, list[str]]:
    pieces = text.lower().split()
    message = Message(
        text=text,
        language=language,
        script="latin",
        native=text,
        pieces=pieces,
        native_pieces=pieces,
        asks=asks,
    )
    embedder = Noting()
    return NeedReader(head, embedder).read(message), embedder.read  # type: ignore[arg-type]


def routes(needs: Needs) -> set[str]:
    return {found.route for found in needs.routes}


def test_parts_of_a_message_that_is_plainly_one_thing_are_not_looked_at() -> None:
    head = Head({"faq": 0.9})
    read(head, PARTS)
    assert head.texts == [PARTS]


def test_parts_that_are_clear_where_they_stand_are_not_read_again() -> None:
    needs, embedded = read(Head({"booking": 0.8}, {"booking": 0.95}, {"faq": 0.7}), PARTS)
    assert routes(needs) == {"booking", "faq"}
    assert needs.questions == [DOG]
    assert embedded == [PARTS]


def test_question_that_the_rest_drowns_is_read_alone() -> None:
    drowned = Head({"booking": 0.97}, {"booking": 0.99}, {"booking": 0.6, "faq": 0.3}, alone={"faq": 0.9})
    needs, embedded = read(drowned, ASKED, asks=True)
    assert routes(needs) == {"booking", "faq"}
    assert embedded == [ASKED, DOG]


def test_question_in_which_there_is_no_other_need_is_not_read_alone() -> None:
    _, embedded = read(Head({"faq": 0.97}, {"faq": 0.6}, {"faq": 0.9, "booking": 0.05}), ASKED, asks=True)
    assert embedded == [ASKED]


def test_statement_beside_a_question_is_not_read_alone() -> None:
    shares = {"faq": 0.7}, {"faq": 0.6, "booking": 0.3}, {"faq": 0.9}
    _, embedded = read(Head(*shares), ASKED, asks=True)
    assert embedded == [ASKED]


@pytest.mark.parametrize(
    ("text", "language", "behind"),
    [
        ("A cleaning on Saturday, where can I park the car", "en", "where can I park the car"),
        ("Хочу на чистку, подскажите где машину поставить", "ru", "подскажите где машину поставить"),
        ("Մաքրում եմ ուզում, մեքենան որտեղ կանգնեցնեմ", "hy", "մեքենան որտեղ կանգնեցնեմ"),
    ],
)
def test_question_behind_a_comma_is_a_part_though_no_mark_ends_it(
    text: str, language: Language, behind: str
) -> None:
    drowned = {"booking": 0.97}, {"booking": 0.99}, {"booking": 0.8, "quote": 0.04}
    needs, embedded = read(Head(*drowned, alone={"out_of_scope": 0.9}), text, language)
    assert embedded == [text, behind]
    assert needs.questions == [behind]
    assert routes(needs) == {"booking", "faq"}


def test_question_beside_a_price_and_a_free_time_is_found() -> None:
    text = "How much is a cleaning, any free slot tomorrow, and do you have parking"
    head = Head({"quote": 0.9}, {"quote": 0.5, "faq": 0.3}, alone={"faq": 0.9})
    needs, _ = read(head, text)
    assert needs.questions == ["do you have parking"]
    assert routes(needs) == {"quote", "booking", "faq"}


def test_armenian_question_that_lost_its_mark_is_read_alone() -> None:
    text = "Գրանցեք ինձ հինգշաբթի։ Եվ կայանատեղի ունեք"
    drowned = Head({"booking": 0.97}, {"booking": 0.99}, {"booking": 0.8, "faq": 0.13}, alone={"faq": 0.9})
    needs, embedded = read(drowned, text, "hy", asks=True)
    assert embedded == [text, "Եվ կայանատեղի ունեք"]
    assert needs.questions == ["Եվ կայանատեղի ունեք"]


def test_unclear_parts_of_an_unclear_message_are_read_alone() -> None:
    unclear = {"faq": 0.5, "quote": 0.4}, {"quote": 0.3, "faq": 0.3}, {"faq": 0.6}
    _, embedded = read(Head(*unclear), PARTS)
    assert embedded == [PARTS, THANKS]


def test_what_asks_nothing_beside_a_plain_part_is_told_about_it() -> None:
    plain = {"faq": 0.5, "quote": 0.4}, {"quote": 0.3, "faq": 0.3}, {"faq": 0.95}
    _, embedded = read(Head(*plain), PARTS)
    assert embedded == [PARTS]
