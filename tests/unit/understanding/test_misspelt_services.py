"""Services written by ear or in haste are found; words that only resemble them are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.understanding.entities import EntityReader
from agents.understanding.held_out import load_held_out
from agents.understanding.lexicon import pieces_of
from agents.understanding.misspelt import Misspelt, sound_of
from agents.understanding.vocabulary import Vocabulary
from knowledge.business_files import load_business

BUSINESSES = Path(__file__).parents[3] / "businesses"


@pytest.fixture(scope="module")
def readers() -> dict[str, tuple[EntityReader, Misspelt]]:
    made = {}
    for name in ("clinic", "home_repair"):
        business = load_business(BUSINESSES / name)
        known = Vocabulary(business).lists
        reader = EntityReader(business, known)
        made[name] = (reader, Misspelt(reader.services.words(), known))
    return made


def services(readers: dict[str, tuple[EntityReader, Misspelt]], business: str, text: str) -> list[str]:
    reader, misspelt = readers[business]
    meant = misspelt.corrected(pieces_of(text))
    return reader.services.find(meant) if meant is not None else []


@pytest.mark.parametrize(
    ("business", "text", "service"),
    [
        ("clinic", "атбеливание зубоф", "whitening"),
        ("clinic", "брикеты хачу", "braces-consult"),
        ("clinic", "имплонт скоко", "implant-consult"),
        ("clinic", "чиска скока стоит", "cleaning"),
        ("clinic", "teeth whitning", "whitening"),
        ("clinic", "ատամների սպիտկեցում", "whitening"),
        ("home_repair", "кондицонер", "ac_cleaning"),
        ("home_repair", "refrigirator broke", "fridge"),
        ("home_repair", "plummer needed", "plumber_visit"),
        ("home_repair", "халадильник", "fridge"),
    ],
)
def test_a_service_is_known_by_its_sound_or_but_for_a_slip(
    readers: dict[str, tuple[EntityReader, Misspelt]], business: str, text: str, service: str
) -> None:
    assert service in services(readers, business, text)


def test_spellings_by_ear_sound_the_same() -> None:
    assert sound_of("атбеливание") == sound_of("отбеливание")
    assert sound_of("խորհրդատվություն") == sound_of("ղորհրթատվություն")
    assert sound_of("отбеливание") != sound_of("удаление")


def test_other_peoples_words_are_hardly_ever_taken_for_a_service(
    readers: dict[str, tuple[EntityReader, Misspelt]],
) -> None:
    texts = [line.text for line in load_held_out()]
    taken = [t for t in texts for name in readers if services(readers, name, t)]
    assert len(taken) <= 0.01 * len(texts), taken
