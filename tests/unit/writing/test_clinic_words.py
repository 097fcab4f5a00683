"""The clinic's words, filled with its longest real values: short, one question, buttons that fit (R62, R70)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from agents.scheduler import phrases
from agents.writing.composer import MAX_WORDS, Composer, count_words
from domain.appointment import TimeSlot
from domain.business import Business, Service
from domain.language import LANGUAGES, Language, LocalText
from domain.speech import Option, SpeechAct, Value
from knowledge.business_files import DEFAULTS, load_business
from knowledge.words_files import EVERYWHERE, WordsFile, over_defaults, read_defaults, read_words

CLINIC = Path(__file__).parents[3] / "businesses" / "clinic"
NOW = datetime(2026, 9, 21, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 30, 9, 30, tzinfo=UTC)
"""A Wednesday: the longest day and month names of the three languages meet here."""
LABEL_CHARACTERS = 20


@cache
def words_file(language: Language) -> WordsFile:
    own = read_words(CLINIC / "words" / f"{language}.ftl", language, f"{language}.ftl")
    return over_defaults(own, read_defaults(DEFAULTS, language))


MESSAGES = sorted(words_file("en").entries)
PROSE = [m for m in MESSAGES if not m.startswith("option-") and m != "assistant"]
OWNERS_FIGURES = ("escalated-", "draft-")
"""Messages in which the owner writes figures of their own: an emergency number, a term of the refund rules."""


@cache
def clinic() -> Business:
    return load_business(CLINIC)


@cache
def composer() -> Composer:
    return Composer(clinic())


def longest(texts: Iterable[LocalText], language: Language) -> LocalText:
    return max(texts, key=lambda t: (count_words(t.in_language(language)), len(t.in_language(language))))


def values_for(names: Iterable[str], language: Language) -> dict[str, Value]:
    business = clinic()
    services, branches = business.services.services, business.profile.branches
    known: dict[str, Callable[[], Value]] = {
        "service": lambda: longest((s.name for s in services if not s.needs_person), language),
        "includes": lambda: longest((s.includes for s in services), language),
        "preparation": lambda: longest((s.preparation for s in services), language),
        "bring": lambda: longest((s.bring for s in services if s.bring is not None), language),
        "practitioner": lambda: longest((p.name for p in business.profile.practitioners), language),
        "branch": lambda: longest((b.name for b in branches), language),
        "address": lambda: longest((b.address for b in branches), language),
        "directions": lambda: longest((b.directions for b in branches), language),
        "question": lambda: longest((f.question for f in business.qualification.fields), language),
        "price": lambda: phrases.price_shown(business, max(services, key=lambda s: s.price_to or s.price)),
        "deposit": lambda: phrases.deposit_shown(business, next(s for s in services if s.deposit)),
        "when": lambda: LATER,
        "old": lambda: LATER,
        "day": lambda: LATER.date(),
        "by": lambda: LATER,
        "minutes": lambda: max(s.duration_minutes for s in services),
        "hours": lambda: business.profile.booking.free_cancellation_hours,
        "late": lambda: business.profile.booking.late_minutes,
        "name": lambda: "Анна-Мария Тер-Погосян",
        "phone": lambda: "+374 91 000000",
        "words": lambda: "31 сентября после обеда",
        "text": lambda: "Отмена и перенос",
    }
    return {name: known[name]() for name in names}


def slots(service: Service, count: int = 3) -> list[TimeSlot]:
    return [
        TimeSlot(
            service_id=service.id,
            practitioner_id=service.practitioners[0],
            branch_id=clinic().profile.branches[-1].id,
            starts_at=LATER + timedelta(hours=n),
            ends_at=LATER + timedelta(hours=n, minutes=service.duration_minutes),
        )
        for n in range(count)
    ]


def lines_for(message: str, language: Language) -> list[SpeechAct]:
    if message.startswith("book-services"):
        return [
            SpeechAct(
                say="service-line", values=values_for(["service", "price", "minutes", "includes"], language)
            )
        ]
    slot = values_for(["service", "when", "practitioner", "branch"], language)
    if message == "which-appointment":
        return [SpeechAct(say="appointment-line", values=slot)] * 4
    return [SpeechAct(say="slot-line", values=slot)] * 3


def act_for(message: str, language: Language) -> SpeechAct:
    found = words_file(language).entries[message].variables - EVERYWHERE
    lines = lines_for(message, language) if "lines" in found else []
    return SpeechAct(say=message, values=values_for(found - {"lines"}, language), lines=lines)


def bookable() -> list[Service]:
    return [s for s in clinic().services.services if not s.needs_person]


def scheduler_replies() -> list[list[SpeechAct]]:
    """What the scheduler really says, act by act, for every family and service of the clinic."""
    business = clinic()
    replies: list[list[SpeechAct]] = [[phrases.ask_service(business.services.families[:4])]]
    lost = SpeechAct(say="book-time-taken", values={"when": LATER})
    full = SpeechAct(say="book-day-full", values={"day": LATER})
    for family in business.services.families:
        services = [s for s in business.family(family.id) if not s.needs_person][:4]
        if services:
            for earliest, missed in ((None, False), (LATER, False), (LATER, True)):
                replies.append(
                    [phrases.service_menu(business, services, earliest, wish_missed=missed, brief=False)]
                )
    for service in bookable():
        times = slots(service)
        moved = {"when": LATER, "service": service.name}
        for price in (True, False):
            menu = phrases.slot_menu(business, service, times, price=price)
            replies += [[menu], [lost, menu], [full, menu]]
        menu = phrases.slot_menu(business, service, times, price=False)
        replies.append([SpeechAct(say="move-choose", values=dict(moved)), menu])
        replies.append([phrases.ask_contact(business, times[0], name_known=False, phone_known=False)])
        replies.append([phrases.read_back(business, times[0], "Анна-Мария Тер-Погосян")])
        replies.append(phrases.booked(business, times[0]))
    return replies


def count_questions(text: str) -> int:
    """Sentences that ask. The Armenian mark stands inside the asked word, and one sentence may ask two words."""
    return text.count("?") + sum("՞" in sentence for sentence in text.split("։"))


def flaws(text: str, *, words: int = MAX_WORDS) -> list[str]:
    found = []
    if count_words(text) > words:
        found.append(f"{count_words(text)} words")
    if count_questions(text) > 1:
        found.append(f"{count_questions(text)} questions")
    if re.search(r"[{}$]|\bNone\b", text):
        found.append("a placeable is left")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", PROSE)
def test_message_is_short_whole_and_asks_at_most_once(message: str, language: Language) -> None:
    text = composer().say(act_for(message, language), language, NOW)
    assert text.strip() == text != ""
    assert not flaws(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_scheduler_replies_stay_within_sixty_words_and_one_question(language: Language) -> None:
    for acts in scheduler_replies():
        for reply in composer().compose(acts, language, NOW):
            assert not flaws(reply.text), reply.text
            assert all(len(label) <= LABEL_CHARACTERS for _, label in reply.options), reply.options


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_a_button(language: Language) -> None:
    said = [m for m in MESSAGES if m.startswith("option-") and m not in ("option-slot", "option-text")]
    labels = [composer().label(Option(id="x", say=m), language, NOW) for m in said]
    days = [
        Option(id="x", say="option-slot", values={"when": NOW + timedelta(days=n)}) for n in range(366)
    ]  # fmt: skip
    labels += [composer().label(option, language, NOW) for option in days]
    assert [label for label in labels if not 0 < len(label) <= LABEL_CHARACTERS] == []
    assert len(set(labels[: len(said)])) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_back_confirmation_and_preparation_keep_their_own_limits(language: Language) -> None:
    for service in bookable():
        slot = slots(service)[0]
        asked = composer().compose(
            [phrases.read_back(clinic(), slot, "Анна-Мария Тер-Погосян")], language, NOW
        )
        done, prepare = composer().compose(phrases.booked(clinic(), slot), language, NOW)
        assert not flaws(asked[0].text, words=45), asked[0].text
        assert not flaws(done.text, words=35), done.text
        assert not flaws(prepare.text), prepare.text
        assert (count_questions(asked[0].text), count_questions(done.text + prepare.text)) == (1, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reply_that_waits_for_an_answer_asks(language: Language) -> None:
    for acts in scheduler_replies():
        if acts[-1].options:
            assert count_questions(composer().compose(acts, language, NOW)[-1].text) == 1


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
            act = act_for(message, language)
            text = composer().say(
                act.model_copy(update={"values": act.values | {"minutes": minutes}}), language, NOW
            )
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
        act = act_for(message, "ru")
        text = composer().say(act.model_copy(update={"values": act.values | {"hours": hours}}), "ru", NOW)
        assert re.search(rf"(?<!\d){words}(?!\w)", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_hold_no_figures_of_their_own(language: Language) -> None:
    source = clinic().words[language]
    for block in re.split(r"\n(?=[a-z#])", source):
        if not block.startswith(("#", *OWNERS_FIGURES)):
            assert not re.search(r"\d", re.sub(r"^[a-z0-9-]+ =", "", block)), block


def test_customers_are_told_that_they_talk_to_software() -> None:
    expected: list[tuple[Language, str]] = [("ru", "программа"), ("hy", "ծրագիր"), ("en", "software")]
    for language, word in expected:
        assert word in composer().say(SpeechAct(say="greeting"), language, NOW)
