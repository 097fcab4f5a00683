"""What is said while a visit is booked, in every business that books: short, one question, buttons that fit (R62, R70)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from agents.scheduler import phrases
from domain.appointment import TimeSlot
from domain.business import Service
from domain.language import LANGUAGES, Language
from domain.speech import SpeechAct
from tests.fakes import filled_words as filled
from tests.fakes.filled_words import LATER, NAMES, NOW, PERSON, composer, count_questions, flaws

LABEL_CHARACTERS = 20
BOOKING = [name for name in NAMES if filled.bookable(filled.business(name))]


def slots(name: str, service: Service, count: int = 3) -> list[TimeSlot]:
    return [
        TimeSlot(
            service_id=service.id,
            practitioner_id=service.practitioners[0],
            branch_id=filled.business(name).profile.branches[-1].id,
            starts_at=LATER + timedelta(hours=n),
            ends_at=LATER + timedelta(hours=n, minutes=service.duration_minutes),
        )
        for n in range(count)
    ]


def replies(name: str) -> list[list[SpeechAct]]:
    """What the scheduler says, act by act, for every family and service."""
    business = filled.business(name)
    found: list[list[SpeechAct]] = [[phrases.ask_service(business.services.families[:4])]]
    lost = SpeechAct(say="book-time-taken", values={"when": LATER})
    full = SpeechAct(say="book-day-full", values={"day": LATER})
    for family in business.services.families:
        services = [s for s in business.family(family.id) if not s.needs_person][:4]
        if services:
            for earliest, missed in ((None, False), (LATER, False), (LATER, True)):
                menu = phrases.service_menu(business, services, earliest, wish_missed=missed, brief=False)
                found.append([menu])
    for service in filled.bookable(business):
        times = slots(name, service)
        for price in (True, False):
            menu = phrases.slot_menu(business, service, times, price=price)
            found += [[menu], [lost, menu], [full, menu]]
        menu = phrases.slot_menu(business, service, times, price=False)
        found.append([SpeechAct(say="move-choose", values={"when": LATER, "service": service.name}), menu])
        found.append([phrases.ask_contact(business, times[0], name_known=False, phone_known=False)])
        found.append([phrases.read_back(business, times[0], PERSON, NOW)])
        found.append(phrases.booked(business, times[0]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BOOKING)
def test_replies_stay_within_sixty_words_and_one_question(name: str, language: Language) -> None:
    for acts in replies(name):
        for reply in composer(name).compose(acts, language, NOW):
            assert not flaws(reply.text), reply.text
            assert all(len(label) <= LABEL_CHARACTERS for _, label in reply.options), reply.options


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BOOKING)
def test_read_back_confirmation_and_preparation_keep_their_own_limits(name: str, language: Language) -> None:
    business = filled.business(name)
    for service in filled.bookable(business):
        slot = slots(name, service)[0]
        asked = composer(name).compose([phrases.read_back(business, slot, PERSON, NOW)], language, NOW)
        soon = composer(name).compose([phrases.read_back(business, slot, PERSON, LATER)], language, NOW)
        done, *after = composer(name).compose(phrases.booked(business, slot), language, NOW)
        assert not flaws(asked[0].text, words=50), asked[0].text
        assert not flaws(soon[0].text, words=50), soon[0].text
        assert not flaws(done.text, words=45), done.text
        assert count_questions(asked[0].text) == count_questions(soon[0].text) == 1
        assert count_questions(done.text + "".join(reply.text for reply in after)) == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BOOKING)
def test_reply_that_waits_for_an_answer_asks(name: str, language: Language) -> None:
    for acts in replies(name):
        if acts[-1].options:
            assert count_questions(composer(name).compose(acts, language, NOW)[-1].text) == 1


def said(message: str, language: Language, **values: int) -> str:
    act = next(filled.acts_for("clinic", message, language))
    return composer("clinic").say(act.model_copy(update={"values": act.values | values}), language, NOW)


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        (1, "1 минуту", "1 minute"),
        (2, "2 минуты", "2 minutes"),
        (5, "5 минут", "5 minutes"),
        (21, "21 минуту", "21 minutes"),
    ],
)
def test_minutes_agree_with_their_number(minutes: int, russian: str, english: str) -> None:
    for message in (
        "book-ask-contact",
        "book-ask-name",
        "book-ask-phone",
        "book-prepare",
        "book-prepare-bring",
    ):
        asked: list[tuple[Language, str]] = [("ru", russian), ("en", english)]
        for language, words in asked:
            text = said(message, language, minutes=minutes)
            assert re.search(rf"(?<!\d){words}(?!\w)", text), text


@pytest.mark.parametrize(
    ("hours", "until", "left"),
    [
        (1, "за 1 час", "1 часа"),
        (2, "за 2 часа", "2 часов"),
        (5, "за 5 часов", "5 часов"),
        (21, "за 21 час", "21 часа"),
    ],
)
def test_hours_agree_with_their_number(hours: int, until: str, left: str) -> None:
    for message, words in (
        ("book-read-back", until),
        ("cancel-read-back-free", left),
        ("cancel-read-back-late", left),
    ):
        text = said(message, "ru", hours=hours)
        assert re.search(rf"(?<!\d){words}(?!\w)", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_costs_nothing_is_called_free(language: Language) -> None:
    business = filled.business("agency")
    call = business.service_by_id["intro-call"]
    said = composer("agency").say(
        phrases.read_back(business, slots("agency", call)[0], PERSON, NOW), language, NOW
    )
    free = {"ru": "бесплатно", "hy": "անվճար", "en": "free"}[language]
    assert free in said
    assert "֏" not in said


@pytest.mark.parametrize(
    ("service", "hours_left", "terms"),
    [
        ("whitening", 25, "Отмена бесплатна не позднее чем за 24 часа до визита."),
        ("whitening", 23, "До визита меньше 24 часов: если отмените, предоплата не возвращается."),
        ("cleaning", 23, "Если планы изменятся, напишите, пожалуйста, как можно раньше."),
    ],
)
def test_terms_of_cancelling_are_those_of_this_visit_not_of_an_earlier_one(
    service: str, hours_left: int, terms: str
) -> None:
    clinic = filled.business("clinic")
    slot = slots("clinic", clinic.service_by_id[service])[0]
    asked = phrases.read_back(clinic, slot, PERSON, slot.starts_at - timedelta(hours=hours_left))
    assert terms in composer("clinic").say(asked, "ru", NOW)
