"""Asked what there is and what it costs: the list of it, whatever the business is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from agents.scheduler.agent import decide
from agents.whole_offer import asks_of_everything, kinds_of_goods, kinds_of_services
from domain.business import Business
from domain.language import LocalText
from domain.money import Money
from domain.reading import Entities
from domain.speech import SpeechAct
from knowledge.business_files import load_business
from tests.unit.agents.desk import Dialogue, reading

pytestmark = pytest.mark.anyio
BUSINESSES = Path(__file__).parents[3] / "businesses"


@pytest.fixture(scope="module")
def repairs() -> Business:
    return load_business(BUSINESSES / "home_repair")


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(BUSINESSES / "shop")


def _english(line: SpeechAct) -> str:
    name = line.values["name"]
    assert isinstance(name, LocalText)
    return name.en


@pytest.mark.parametrize(
    "text",
    [
        "что у вас есть и сколько стоит",
        "здравствуйте, чем занимаетесь и какие расценки?",
        "скиньте прайс пожалуйста",
        "какие услуги?",
        "What do you have and how much?",
        "hi, can you send me your price list",
        "ինչ ունեք ու ինչ արժի",
        "բարի օր ինչ եք անում ու ինչ գներ ունեք",
        "գնացուցակ կուղարկեք",
        "inch uneq u inch gin",
        "chto u vas est i skolko stoit",
    ],
)
def test_words_that_name_nothing_of_it_ask_for_the_whole_offer(text: str) -> None:
    assert asks_of_everything(reading(text, "faq"))


@pytest.mark.parametrize(
    "text",
    [
        "сколько стоит",
        "есть?",
        "что у вас с парковкой и сколько стоит",
        "what do you do with my data?",
        "how much do you charge for a bathroom?",
        "ինչ ունեք մաշկի համար",
        "ինչքան է արժե դա",
        "спасибо, а когда вы открыты",
    ],
)
def test_a_thing_that_is_named_or_a_bare_question_of_price_does_not(text: str) -> None:
    assert not asks_of_everything(reading(text, "faq"))


def test_what_is_named_in_other_words_is_no_question_of_everything() -> None:
    found = Entities(services=["cleaning"])
    assert not asks_of_everything(reading("что у вас есть и сколько стоит", entities=found))


async def test_the_menu_names_every_kind_with_its_least_price(dialogue: Dialogue, clinic: Business) -> None:
    step = await decide(dialogue.turn(reading("что у вас есть и сколько стоит", "quote")))
    assert [act.say for act in step.acts] == ["offer-list"]
    lines = step.acts[0].lines
    assert len(lines) >= 6
    prices = {line.values["price"] for line in lines if "price" in line.values}
    assert prices >= {Money(amount=Decimal(n), currency="AMD") for n in (6000, 22000)}
    assert step.pending is not None
    assert step.pending.field == "service"


def test_a_price_by_the_square_metre_is_no_least_price(repairs: Business) -> None:
    says = {_english(line): line.say for line in kinds_of_services(repairs)}
    assert says["Renovation"] == "offer-line-unpriced"
    assert says["Plumbing"] == "offer-line"


def test_a_shop_with_many_kinds_prices_the_first_and_names_the_rest(shop: Business) -> None:
    lines = kinds_of_goods(shop)
    assert [line.say for line in lines][-1] == "offer-line-more"
    assert len(lines) == 9
