"""The files of `tests/data/entities`: messages with the facts in them, a third of each held out while grammars are made.

A line is `text | facts`; `-` where there is nothing to find. Every third line is held out: look at the others only when
you change a grammar, and let the held-out ones say what it was worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.business import Business
from domain.business.booking import Zone
from domain.language import Language, LocalText
from domain.reading import Entities
from tests.unit.understanding.conftest import NOW

FOLDER = Path(__file__).parents[2] / "data" / "entities"
HELD_OUT_EVERY = 3


@dataclass(frozen=True)
class Example:
    kind: str
    language: Language
    number: int
    text: str
    expected: str
    held_out: bool


def read_examples(kind: str) -> Iterator[Example]:
    """Every line of one kind of entity, in the three languages."""
    languages: tuple[Language, ...] = ("ru", "hy", "en")
    for language in languages:
        lines = (FOLDER / kind / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
        for count, (number, line) in enumerate(rows):
            text, bar, expected = line.rpartition(" | ")
            assert bar, f"{kind}/{language}.txt:{number}: no ' | '"
            yield Example(
                kind, language, number, text, expected, count % HELD_OUT_EVERY == HELD_OUT_EVERY - 1
            )


def business_of_examples(clinic: Business) -> Business:
    """The clinic, going to parts of the town, with order numbers of its own."""
    zones = [
        _zone("arabkir", "Арабкир", "Արաբկիր", "Arabkir", "Комитас", "Կոմիտաս", "Komitas", "Арабкирский"),
        _zone("kentron", "Центр", "Կենտրոն", "Center", "Кентрон", "Kentron", "Абовяна", "Туманяна", "Թումանյան", "Tumanyan",
              "Abovyan", "centre", "downtown", "Каскад"),
        _zone("avan", "Аван", "Ավան", "Avan"),
        _zone("nor_nork", "Нор Норк", "Նոր Նորք", "Nor Nork", "Новый Норк"),
        _zone("abovyan_town", "город Абовян", "Աբովյան քաղաք", "Abovyan town", served=False),
        _zone("davtashen", "Давташен", "Դավթաշեն", "Davtashen", "Davidashen"),
    ]  # fmt: skip
    profile = clinic.profile.model_copy(update={"zones": zones, "order_id_pattern": r"LM-\d{5}"})
    return clinic.model_copy(update={"profile": profile})


def _zone(zone_id: str, ru: str, hy: str, en: str, *aliases: str, served: bool = True) -> Zone:
    return Zone(id=zone_id, name=LocalText(ru=ru, hy=hy, en=en), aliases=list(aliases), served=served)


def found_in(understander: Understander, example: Example) -> str:
    """The facts of one kind, as they are written in the files."""
    entities = understander.read_facts(example.text, ReadingContext(NOW, example.language))
    return "; ".join(SHOWN[example.kind](entities)) or "-"


def _money(entities: Entities) -> list[str]:
    shown = []
    for m in entities.money:
        low, high = ("" if v is None else f"{v:f}" for v in (m.low, m.high))
        shown.append(" ".join(x for x in (low if low == high else f"{low}..{high}", m.currency) if x))
    return shown


def _quantities(entities: Entities) -> list[str]:
    return [" ".join(x for x in (f"{q.value:f}", q.unit, q.what) if x) for q in entities.quantities]


def _places(entities: Entities) -> list[str]:
    return [f"zone {z}" for z in entities.zones] + [f"address {a}" for a in entities.addresses]


SHOWN: dict[str, Callable[[Entities], list[str]]] = {
    "money": _money,
    "quantities": _quantities,
    "places": _places,
    "names": lambda entities: [entities.name] if entities.name else [],
    "orders": lambda entities: entities.order_ids,
    "contacts": lambda entities: [*entities.phones, *entities.emails],
    "urgency": lambda entities: ["yes" if entities.urgent else "no"],
}
