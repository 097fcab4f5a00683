"""Several questions in one message: where one ends and the next begins, and what is no question to the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.asked_apart import asks_for_what_we_do, is_worded_so, questions_apart, questions_beside
from agents.router.routing import route
from domain.language import Language
from domain.reading import Entities, Span
from knowledge.business_files import load_business
from tests.unit.agents.desk import reading


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("parking, and can I pay by card?", "en", ["parking", "can I pay by card?"]),
        ("is there parking + do i need to stay", "en", ["is there parking", "do i need to stay"]),
        ("where are you and do you take cards", "en", ["where are you", "do you take cards"]),
        ("do you have wifi? do you take cards?", "en", ["do you have wifi?", "do you take cards?"]),
        ("у вас есть парковка и можно картой?", "ru", ["у вас есть парковка", "можно картой?"]),
        (
            "а вы работаете в воскресенье, и есть ли лифт",
            "ru",
            ["а вы работаете в воскресенье", "есть ли лифт"],
        ),
        (
            "կայանատեղի կա, ու քարտով կարող եմ վճարել",
            "hy",
            ["կայանատեղի կա", "քարտով կարող եմ վճարել"],
        ),
    ],
)
def test_each_question_of_a_message_is_looked_up_by_itself(
    text: str, language: Language, asked: list[str]
) -> None:
    assert questions_apart(reading(text, "faq", language=language, acts=["ask"])) == asked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can I bring my son and daughter?", "en"),
        ("do you take cards and cash?", "en"),
        ("hi, can I pay by card?", "en"),
        ("how much is it and do you take cards?", "en"),
        ("можно оплатить картой и наличными?", "ru"),
        ("здравствуйте, есть ли парковка?", "ru"),
        ("քարտով և կանխիկ ընդունո՞ւմ եք", "hy"),
    ],
)
def test_one_question_with_several_things_in_it_is_one(text: str, language: Language) -> None:
    assert questions_apart(reading(text, "faq", language=language, acts=["ask"])) == []


def test_at_most_three_questions_are_answered_in_one_reply() -> None:
    asked = reading("wifi? parking? cards? a lift?", "faq", language="en", acts=["ask"])
    assert questions_apart(asked) == ["wifi?", "parking?", "cards?"]


def test_whether_a_service_is_done_here_is_no_question_to_the_rules() -> None:
    cleaning = Span(fact="services", value="cleaning", text="cleanings", start=10, end=19)
    read = reading(
        "do you do cleanings and is there parking?",
        "faq",
        language="en",
        acts=["ask"],
        entities=Entities(services=["cleaning"], spans=[cleaning]),
    )
    assert asks_for_what_we_do("do you do cleanings", read)
    assert not asks_for_what_we_do("is there parking?", read)
    assert questions_apart(read) == []


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        (
            "need a shirt, size L. can you wrap it + is it ok to return it?",
            "en",
            ["can you wrap it", "is it ok to return it?"],
        ),
        ("we want ads for our cafe. do i sign a contract", "en", ["do i sign a contract"]),
        ("something came up, can i move it", "en", []),
        ("is there parking?", "en", []),
        ("hi, is there parking?", "en", []),
        ("нужна рубашка размера L. подарочная упаковка есть?", "ru", ["подарочная упаковка есть?"]),
        ("ուզում եմ վերնաշապիկ: նվերի տուփ ունեք", "hy", ["նվերի տուփ ունեք"]),
    ],
)
def test_what_is_asked_beside_something_else_is_found(
    text: str, language: Language, asked: list[str]
) -> None:
    assert questions_beside(reading(text, "sales", language=language, acts=["ask"])) == asked


def test_a_blocked_drain_and_two_questions_are_an_answer_and_somebody_who_comes() -> None:
    text = "my toilet is blocked. how fast can you get here and do you take cards"
    drain = Span(fact="services", value="drain", text="toilet is blocked", start=3, end=20)
    read = reading(
        text,
        "support.account",
        "faq",
        language="en",
        acts=["ask"],
        entities=Entities(services=["drain"], spans=[drain]),
    )
    business = load_business(Path("businesses/home_repair"))
    needs = route([], read, business=business, pending=None, active=None)
    assert needs[0].specialist == "front_desk"
    assert {n.specialist for n in needs} & {"estimator", "scheduler"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("By the way, is there parking? Peter will drive me", "en"),
        ("one more thing, do you have wifi?", "en"),
        ("Кстати, а парковка есть?", "ru"),
        ("и ещё вопрос, карты принимаете?", "ru"),
        ("Ի դեպ, կայանատեղի ունեք", "hy"),
        ("մի հարց, քարտ ընդունում եք", "hy"),
    ],
)
def test_what_only_opens_a_question_is_none_of_its_own(text: str, language: Language) -> None:
    assert questions_apart(reading(text, "faq", language=language, acts=["ask"])) == []


def test_a_mere_name_is_not_worded_as_a_question() -> None:
    assert not is_worded_so("Zebra", "en")
    assert is_worded_so("do you have wifi", "en")
    assert is_worded_so("parking?", "en")
