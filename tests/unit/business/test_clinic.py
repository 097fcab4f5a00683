"""The clinic's own files: complete in three languages, bookable, and in agreement with its policies."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from domain.availability import SlotQuery, find_slots
from domain.business import Business
from domain.language import LANGUAGES, Language
from knowledge.business_checks import LABEL_CHARACTERS
from knowledge.business_files import load_business
from knowledge.passage import Passage
from knowledge.policies import read_policies
from tests.unit.business.test_every_business import figures

CLINIC = Path(__file__).parents[3] / "businesses" / "clinic"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def clinic() -> Business:
    return load_business(CLINIC)


@pytest.fixture(scope="module")
def policies() -> dict[tuple[str, str], Passage]:
    return {(p.topic, p.language): p for p in read_policies(CLINIC / "policies", today=TODAY)}


def test_every_label_fits_a_button(clinic: Business) -> None:
    labels = [s.short_name for s in clinic.services.services]
    labels += [o.label for f in clinic.qualification.fields for o in f.options]
    labels += [o.label for f in clinic.estimates.fields for o in f.options]
    labels += [o.label for o in clinic.qualification.goals]
    labels += [f.name for f in clinic.services.families] + [b.name for b in clinic.profile.branches]
    for label in labels:
        assert all(len(label.in_language(la)) <= LABEL_CHARACTERS for la in LANGUAGES), label


def test_every_service_has_names_customers_use(clinic: Business) -> None:
    for service in clinic.services.services:
        for language in LANGUAGES:
            aliases: list[str] = getattr(service.aliases, language)
            assert len(aliases) >= 3, (service.id, language)
            assert len(aliases) == len(set(aliases)), (service.id, language)


def test_package_costs_less_than_its_parts(clinic: Business) -> None:
    price = {s.id: s.price for s in clinic.services.services}
    assert price["checkup-package"] < price["consultation-first"] + price["cleaning"]


def test_consultation_family_has_one_service_of_each_visit(clinic: Business) -> None:
    assert [s.visit for s in clinic.family("consultation")] == ["first", "repeat", "package"]


def test_every_practitioner_does_something_and_every_service_fits_their_hours(clinic: Business) -> None:
    used = {p for s in clinic.services.services for p in s.practitioners}
    assert used == set(clinic.practitioner_by_id)
    for service in clinic.services.services:
        for person in service.practitioners:
            longest = max(
                (h.closes.hour - h.opens.hour) * 60 + h.closes.minute - h.opens.minute
                for h in clinic.practitioner_by_id[person].hours
            )
            assert longest >= service.duration_minutes


def test_every_service_has_free_times_within_a_week(clinic: Business) -> None:
    start = datetime(2026, 11, 21, 8, tzinfo=UTC)
    for service in clinic.services.services:
        query = SlotQuery(service_id=service.id, start=start, end=start + timedelta(days=7))
        days = {slot.starts_at.date() for slot in find_slots(clinic, query, [], start)}
        assert len(days) >= 3, service.id


def test_armenian_questions_have_their_mark(policies: dict[tuple[str, str], Passage]) -> None:
    asked = [q for (_, la), p in policies.items() if la == "hy" for q in p.questions]
    assert all("՞" in q for q in asked if not q.startswith(_STATEMENTS))


_STATEMENTS = ("Տասը րոպե կուշանամ", "Մտափոխվել եմ", "Ուզում եմ մայրիկիս", "Չեմ ուզում")


@pytest.mark.parametrize("language", LANGUAGES)
def test_policies_agree_with_the_booking_rules(
    clinic: Business, policies: dict[tuple[str, str], Passage], language: Language
) -> None:
    rules = clinic.profile.booking
    said = {topic: figures(p.text) for (topic, la), p in policies.items() if la == language}
    assert str(rules.free_cancellation_hours) in said["cancellation"]
    assert str(rules.late_minutes) in said["lateness"]
    assert str(rules.deposit_percent) in said["deposit"]
    deposit = {s.id: s.price * rules.deposit_percent / 100 for s in clinic.services.services if s.deposit}
    assert {"whitening", "checkup-package", "vip-day"} == set(deposit)
    assert str(int(deposit["whitening"])) in said["deposit"]
    assert str(int(deposit["checkup-package"])) in said["deposit"]
    assert str(clinic.escalation.refund_limit) in said["refunds"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_policies_agree_with_the_price_list(
    clinic: Business, policies: dict[tuple[str, str], Passage], language: Language
) -> None:
    services = clinic.service_by_id
    said = {t: figures(p.text + " " + p.detail) for (t, la), p in policies.items() if la == language}

    def has(topic: str, *values: Decimal | int) -> bool:
        return {str(v) for v in values} <= set(said[topic])

    first, repeat, child = (
        services[i] for i in ("consultation-first", "consultation-repeat", "child-checkup")
    )
    assert has("first-visit", first.price, first.duration_minutes)
    assert has("online-consultation", repeat.price, repeat.duration_minutes)
    assert repeat.online
    assert has("children", child.price, child.duration_minutes)
    package = services["checkup-package"].price
    assert has("discounts", package, first.price + services["cleaning"].price)


@pytest.mark.parametrize("language", LANGUAGES)
def test_policies_agree_with_the_hours_and_addresses(
    clinic: Business, policies: dict[tuple[str, str], Passage], language: Language
) -> None:
    spoken = re.findall(r"(\d+):(\d\d)–(\d+):(\d\d)", policies["opening-hours", language].text)
    written = [
        (str(h.opens.hour), f"{h.opens:%M}", str(h.closes.hour), f"{h.closes:%M}")
        for branch in clinic.profile.branches
        for h in branch.hours
    ]
    assert spoken == written
    directions = policies["directions", language]
    for branch in clinic.profile.branches:
        assert re.findall(r"\d+/\d+", branch.address.in_language(language))[0] in directions.text
        assert branch.phone in directions.detail
        assert branch.name.in_language(language) in directions.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_policy_of_holidays_agrees_with_the_closed_days(
    clinic: Business, policies: dict[tuple[str, str], Passage], language: Language
) -> None:
    closed = clinic.profile.closed
    assert (closed[0], closed[-1], len(closed)) == (date(2026, 12, 31), date(2027, 1, 7), 8)
    opened = clinic.profile.open_despite_holiday
    assert opened == [date(2027, 1, 28)]
    assert figures(policies["holidays", language].text) == sorted(["31", "7", "8", "28"])
