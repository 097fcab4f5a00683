"""A customer with a goal: answers what is asked, says yes only to what it wants, and types like a person."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.business import Business
from evals.playing.goal import Choose, GoalCustomer, Say, Stop, View
from evals.playing.manner import Typist, break_up
from evals.scenario import Goal, Manner
from evals.transcript import Asked
from knowledge.business_files import load_business

YES_NO = [("yes", "Yes"), ("change", "Change")]


@pytest.fixture(scope="module")
def clinic() -> Business:
    return load_business(Path("businesses/clinic"))


def slot(start: str, practitioner: str = "mariam", branch: str = "center") -> str:
    moment = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Asia/Yerevan"))
    return f"slot:{practitioner}:{branch}:{int(moment.timestamp()) // 60}"


def customer(clinic: Business, **changes: Any) -> GoalCustomer:
    goal: dict[str, Any] = {
        "opens": "I want a cleaning",
        "facts": {"day": "on Tuesday", "time": "at 10", "name": "Anna", "phone": "091 234567"},
        "wanted": {"service": "cleaning", "days": ["2026-11-24"], "at": "10:00"},
    }
    opened = GoalCustomer(Goal.model_validate(goal | changes), clinic, "en")
    opened.open()
    return opened


def view(
    field: str | None,
    kind: str = "choice",
    *,
    text: str = "",
    options: list[tuple[str, str]] | None = None,
    subject: str | None = None,
    outcome: str | None = None,
    answered: bool = True,
) -> View:
    shown = options or []
    asked = Asked(field=field, kind=kind, options=[i for i, _ in shown]) if field is not None else None
    return View([text], shown, asked, subject, outcome, answered)


def read_back(start: str, said: str = "Professional teeth cleaning, 10:00") -> View:
    return view("book_yes", "yes_no", text=said, options=YES_NO, subject=slot(start))


def test_yes_to_the_wanted_read_back(clinic: Business) -> None:
    action = customer(clinic).answer(read_back("2026-11-24T10:00"))
    assert isinstance(action, Choose)
    assert action.option_id == "yes"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2026-11-24T11:00", "Professional teeth cleaning, 11:00"),
        ("2026-12-01T10:00", "Professional teeth cleaning, 10:00"),
        ("2026-11-24T10:00", "Professional teeth cleaning, 11:00"),
        ("2026-11-24T10:00", "First consultation, 10:00"),
    ],
)
def test_no_to_any_other_and_what_is_wanted_once_more(clinic: Business, start: str, said: str) -> None:
    action = customer(clinic).answer(read_back(start, said))
    assert isinstance(action, Say)
    assert action.texts[0].startswith("no")


def test_no_to_a_wrong_time_repeats_the_time(clinic: Business) -> None:
    action = customer(clinic).answer(read_back("2026-11-24T11:00", "Professional teeth cleaning, 11:00"))
    assert action == Say(("no, on Tuesday, at 10",))


def test_picks_the_offered_time_that_is_wanted(clinic: Business) -> None:
    offered = [(slot("2026-11-24T09:00"), "9:00"), (slot("2026-11-24T10:00"), "10:00"), ("more", "Other")]
    action = customer(clinic).answer(view("slot", options=offered))
    assert isinstance(action, Choose)
    assert action.label == "10:00"


def test_says_the_wanted_time_when_it_is_not_offered_then_asks_for_others(clinic: Business) -> None:
    opened = customer(clinic)
    offered = view("slot", options=[(slot("2026-11-24T09:00"), "9:00"), ("more", "Other")])
    assert opened.answer(offered) == Say(("on Tuesday at 10",))
    opened.answer(offered)
    assert isinstance(action := opened.answer(offered), Choose)
    assert action.option_id == "more"


def test_answers_name_and_phone_as_they_are_asked(clinic: Business) -> None:
    assert customer(clinic).answer(view("contact", "contact")) == Say(("Anna, 091 234567",), sensitive=True)
    assert customer(clinic).answer(view("contact", "phone")) == Say(("091 234567",), sensitive=True)


def test_shrugs_at_what_it_has_no_fact_for(clinic: Business) -> None:
    assert customer(clinic).answer(view("budget", "text")) == Say(("not sure",))


def test_changes_its_mind_once(clinic: Business) -> None:
    opened = customer(
        clinic,
        changes=[{"when_asked": "contact", "says": "no, at 12 please", "wanted": {"at": "12:00"}}],
    )
    assert opened.answer(view("contact", "contact")) == Say(("no, at 12 please",))
    assert opened.answer(view("contact", "contact")) == Say(("Anna, 091 234567",), sensitive=True)
    assert opened.wanted is not None
    assert opened.wanted.at is not None


def test_stops_when_the_case_has_an_outcome_or_nothing_is_asked(clinic: Business) -> None:
    assert customer(clinic).answer(view(None, outcome="booked")) == Stop()
    assert customer(clinic).answer(view(None)) == Stop()


def test_gives_up_when_nobody_answers_or_patience_ends(clinic: Business) -> None:
    assert customer(clinic).answer(view("slot", answered=False)) == Stop("nobody answers")
    impatient = customer(clinic, patience=1)
    action = impatient.answer(view("budget", "text"))
    assert isinstance(action, Stop)
    assert "budget" in (action.gave_up or "")


def test_goes_silent(clinic: Business) -> None:
    assert customer(clinic, silent_after=1).answer(view("slot")) == Stop()


def test_switches_its_voice(clinic: Business) -> None:
    opened = customer(clinic, facts={"reason": {"en": "pain", "ru": "боль"}},
                      manner={"switches_to": "ru", "switches_after": 1})  # fmt: skip
    assert opened.answer(view("reason", "text")) == Say(("боль",))


def test_typing_depends_on_the_seed_alone() -> None:
    manner = Manner(typos=0.5, bursts=0.5)
    said = [("I would like to book a cleaning, please",)] * 20

    def typed(seed: int) -> list[list[str]]:
        typist = Typist(manner, seed)
        return [typist.type(texts, sensitive=False) for texts in said]

    assert typed(1) == typed(1)
    assert typed(1) != typed(2)
    assert len({tuple(t) for t in typed(1)}) > 2


def test_names_and_numbers_are_typed_with_care() -> None:
    typist = Typist(Manner(typos=1, bursts=1), 3)
    assert typist.type(("Alexander Petrosyan, 091 234567",), sensitive=True) == [
        "Alexander Petrosyan, 091 234567"
    ]


def test_a_burst_breaks_at_a_comma_and_loses_no_word() -> None:
    assert break_up("Hello there, I need a cleaning") == ["Hello there", "I need a cleaning"]
    assert " ".join(break_up("one two three four five")) == "one two three four five"
    assert break_up("too short") == ["too short"]
