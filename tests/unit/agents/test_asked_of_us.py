"""Questions about the people who work here and about single days: found in the words, answered from the records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from agents.asked_of_us import ABOUT, Spoken, asked_of_us, offers_asked, spoken_of, takes_whom_we_spoke_of
from agents.front_desk.records import tell_from_records
from domain.language import Language
from domain.reading import Entities, TimeWindow
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.test_scheduler_booking import sayings

OF_DAVIT = Spoken(practitioner="davit")


def day(text: str, month: int, number: int) -> TimeWindow:
    start = datetime(2026, month, number, tzinfo=NOW.tzinfo)
    return TimeWindow(text=text, start=start, end=start + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("по каким дням принимает Нарек?", "ru"),
        ("а Нарек когда у вас бывает", "ru"),
        ("скажите график Нарека", "ru"),
        ("где принимает Нарек", "ru"),
        ("what days does Narek work", "en"),
        ("when is Narek at the clinic", "en"),
        ("where does Narek see patients?", "en"),
        ("Narek's working hours please", "en"),
        ("Նարեկը երբ է ընդունում", "hy"),
        ("որ օրերին է աշխատում Նարեկը", "hy"),
        ("Narek@ erb e yndunum", "hy"),
        ("Նարեկը որտեղ է ընդունում", "hy"),
        ("кто такой Нарек?", "ru"),
        ("who is Narek?", "en"),
    ],
)
def test_when_and_where_somebody_works_is_asked_in_many_words(clinic, text: str, language: Language) -> None:
    read = reading(text, "booking", language=language, entities=Entities(practitioners=["narek"]))
    asked = asked_of_us(read, clinic)
    assert asked is not None
    assert (asked.fact, asked.practitioner) == ("person", "narek")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("он по каким дням бывает", "ru"),
        ("а когда он работает?", "ru"),
        ("which days does he work", "en"),
        ("նա երբ է ընդունում", "hy"),
    ],
)
def test_a_pronoun_is_whoever_was_spoken_of(clinic, text: str, language: Language) -> None:
    read = reading(text, "faq", language=language)
    asked = asked_of_us(read, clinic, OF_DAVIT)
    assert asked is not None
    assert asked.practitioner == "davit"
    assert asked_of_us(read, clinic) is None


@pytest.mark.parametrize(
    "text",
    [
        "запишите меня к Нареку",
        "когда можно попасть к Нареку",
        "can I see Narek on Friday",
        "к Нареку завтра в 11",
    ],
)
def test_a_wish_for_a_visit_is_no_such_question(clinic, text: str) -> None:
    assert asked_of_us(reading(text, "booking", entities=Entities(practitioners=["narek"])), clinic) is None


def test_a_named_deed_is_done_whatever_else_is_said(clinic) -> None:
    read = reading(
        "перенесите к Нареку на день, когда он работает", "reschedule", intent="move",
        entities=Entities(practitioners=["narek"]),
    )  # fmt: skip
    assert asked_of_us(read, clinic) is None


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("а на Комитаса?", Entities(branches=["komitas"])),
        ("and at Komitas?", Entities(branches=["komitas"])),
        ("իսկ Կոմիտասում", Entities(branches=["komitas"])),
        ("а Лилит?", Entities(practitioners=["lilit"])),
        ("во вторник тоже?", Entities(windows=[day("во вторник", 12, 1)])),
    ],
)
def test_a_short_question_leans_on_what_was_told_last(clinic, text: str, entities: Entities) -> None:
    read = reading(text, "booking", entities=entities)
    told = Spoken(practitioner="davit", fact="person")
    asked = asked_of_us(read, clinic, told)
    assert asked is not None
    assert asked.practitioner == (entities.practitioners[0] if entities.practitioners else "davit")
    assert asked_of_us(read, clinic, OF_DAVIT) is None, "something else was said since"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("ну тогда в субботу", day("в субботу", 11, 28)),
        ("а в 12?", TimeWindow(text="в 12", start=NOW, end=NOW, grain="hour")),
    ],
)
def test_a_day_without_a_question_and_an_hour_are_wishes(clinic, text: str, window: TimeWindow) -> None:
    read = reading(text, "booking", entities=Entities(windows=[window]))
    assert asked_of_us(read, clinic, Spoken(practitioner="davit", fact="person")) is None


@pytest.mark.parametrize("text", ["а 13 декабря?", "and on 13 December?", "իսկ դեկտեմբերի 13-ին"])
def test_after_the_opening_hours_a_date_asks_whether_we_are_open(clinic, text: str) -> None:
    read = reading(text, "booking", entities=Entities(windows=[day("13", 12, 13)]))
    asked = asked_of_us(read, clinic, Spoken(fact="opening"))
    assert asked is not None
    assert (asked.fact, asked.day) == ("opening", date(2026, 12, 13))


def test_what_was_told_is_forgotten_after_two_hours() -> None:
    frames = {"front_desk": {ABOUT: {"topic": "opening-hours", "at": NOW.isoformat()}}}
    assert spoken_of(frames, NOW + timedelta(hours=1)).fact == "opening"
    assert spoken_of(frames, NOW + timedelta(hours=3)).fact is None


def test_whoever_is_being_booked_is_spoken_of() -> None:
    shown = [{"practitioner_id": "mariam"}, {"practitioner_id": "mariam"}]
    assert spoken_of({"scheduler": {"offered": shown}}, NOW).practitioner == "mariam"
    assert (
        spoken_of({"scheduler": {"offered": [*shown, {"practitioner_id": "ani"}]}}, NOW).practitioner is None
    )


def test_a_yes_after_somebodys_days_is_a_visit_to_them() -> None:
    told = Spoken(practitioner="davit", fact="person")
    assert takes_whom_we_spoke_of(reading("ok, book me with him", "confirm"), told)
    assert not takes_whom_we_spoke_of(reading("спасибо", "smalltalk"), told)
    assert not takes_whom_we_spoke_of(reading("да", "confirm"), OF_DAVIT)


@pytest.mark.parametrize(
    ("entities", "say", "branches"),
    [
        (Entities(practitioners=["davit"]), "person-works", ["Center", "Komitas"]),
        (Entities(practitioners=["davit"], branches=["komitas"]), "person-works", ["Komitas"]),
        (
            Entities(practitioners=["davit"], windows=[day("on Saturday", 11, 28)]),
            "person-works-on",
            ["Komitas"],
        ),
        (
            Entities(practitioners=["davit"], windows=[day("on Friday", 11, 27)]),
            "person-not-on",
            ["Center", "Komitas"],
        ),
        (
            Entities(practitioners=["ani"], windows=[day("28 December", 12, 28)]),
            "person-not-on",
            ["Center", "Komitas"],
        ),
    ],
)
def test_the_answer_is_the_part_of_the_hours_that_was_asked_for(
    dialogue, entities: Entities, say: str, branches: list[str]
) -> None:
    step = tell_from_records(dialogue.turn(reading("when does she work?", "faq", entities=entities)))
    assert step is not None
    assert sayings(step) == [say]
    assert [line.values["branch"].en for line in step.acts[0].lines] == branches
    assert step.keep_pending
    assert step.frame is not None
    assert step.frame[ABOUT]["practitioner"] == entities.practitioners[0]


def test_who_does_a_thing_is_told_by_name(dialogue) -> None:
    step = tell_from_records(
        dialogue.turn(
            reading("кто делает чистку лица?", "faq", entities=Entities(services=["facial-cleansing"]))
        )
    )
    assert step is not None
    assert sayings(step) == ["people-for"]
    assert [line.values["practitioner"].en for line in step.acts[0].lines] == ["Dr Lilit Avagyan"]


def test_a_day_we_are_closed_on_is_said_to_be_one(dialogue) -> None:
    closed = reading("31 декабря работаете?", "faq", entities=Entities(windows=[day("31 декабря", 12, 31)]))
    sunday = reading("13 декабря работаете?", "faq", entities=Entities(windows=[day("13 декабря", 12, 13)]))
    shut, open_day = tell_from_records(dialogue.turn(closed)), tell_from_records(dialogue.turn(sunday))
    assert shut is not None
    assert sayings(shut) == ["closed-on"]
    assert open_day is not None
    assert [line.say for line in open_day.acts[0].lines] == ["day-hours", "day-closed"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("чистку лица делаете?", True),
        ("do you do facials?", True),
        ("դեմքի մաքրում անում եք", True),
        ("Կայանատեղի ունեք: Ու գրանցեք մաքրման", False),
        ("Do you have parking? And book me a cleaning", False),
    ],
)
def test_whether_a_thing_is_done_here_is_asked_of_that_thing(text: str, asks: bool) -> None:
    assert offers_asked(reading(text, "faq")) is asks
