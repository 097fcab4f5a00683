"""A new business: made with one command, small, valid at once, and every mistake in it is explained (R76, R79)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli import new as command
from cli.check import run_check
from domain.errors import BusinessFileError
from knowledge.business_files import load_business


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of businesses of the test's own."""
    monkeypatch.setattr("cli.new.BUSINESSES", tmp_path)
    monkeypatch.setattr("cli.check.BUSINESSES", tmp_path)
    return tmp_path


def new(name: str = "barber_shop", **options: str | None) -> None:
    known: dict[str, str | None] = {
        "title": None, "like": None, "languages": "ru,hy,en", "country": "AM", "timezone": None,
    }  # fmt: skip
    command.run_new(name, **(known | options))  # type: ignore[arg-type]


def change(path: Path, old: str, text: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, text), encoding="utf-8")


@pytest.mark.parametrize("languages", ["ru,hy,en", "hy,en", "en", "ru"])
def test_new_business_is_valid_in_the_languages_it_speaks(
    root: Path, languages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    new(languages=languages)
    run_check("barber_shop")
    business = load_business(root / "barber_shop")
    assert business.profile.languages == languages.split(",")
    assert set(business.words) == set(languages.split(","))
    assert "All good." in capsys.readouterr().out
    assert {p.name for p in (root / "barber_shop" / "policies").iterdir()} == set(languages.split(","))


def test_it_is_small_commented_and_tells_the_next_steps(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new(title="Gentleman")
    files = list((root / "barber_shop").glob("*.yaml"))
    assert sorted(p.name for p in files) == ["business.yaml", "services.yaml"]
    assert all(len(p.read_text(encoding="utf-8").splitlines()) < 70 for p in files)
    assert all(p.read_text(encoding="utf-8").startswith("#") for p in files)
    told = capsys.readouterr().out
    assert "./closeloop check barber_shop" in told
    assert "./closeloop chat --business barber_shop" in told
    assert "Gentleman" in load_business(root / "barber_shop").profile.assistant.en


def test_country_gives_currency_timezone_and_holidays(root: Path) -> None:
    new(country="ge")
    profile = load_business(root / "barber_shop").profile
    assert (profile.currency, profile.timezone, profile.country) == ("GEL", "Asia/Tbilisi", "GE")


@pytest.mark.parametrize(
    ("name", "options", "advice"),
    [
        ("Barber Shop", {}, "write small Latin letters"),
        ("defaults", {}, "write small Latin letters"),
        ("barber", {"languages": "ru,fr"}, '"fr" is not known'),
        ("barber", {"languages": ""}, "at least one"),
        ("barber", {"country": "XX"}, "two letters"),
        ("barber", {"like": "clinc"}, "there is no business"),
        ("barber", {"timezone": "Yerevan"}, "write one like Asia/Yerevan"),
    ],
)
def test_wrong_wish_is_explained_and_leaves_nothing_behind(
    root: Path, name: str, options: dict[str, str], advice: str
) -> None:
    with pytest.raises(BusinessFileError) as caught:
        new(name, **options)
    assert advice in str(caught.value)
    assert list(root.iterdir()) == []


def test_business_that_exists_is_never_overwritten(root: Path) -> None:
    new()
    before = (root / "barber_shop" / "business.yaml").stat().st_mtime_ns
    with pytest.raises(BusinessFileError, match="is there already"):
        new()
    assert (root / "barber_shop" / "business.yaml").stat().st_mtime_ns == before


@pytest.mark.parametrize("title", ["Автошкола «Ширак»", "«Ширак»"])
def test_name_that_brings_quotation_marks_gets_no_second_ones(root: Path, title: str) -> None:
    new("school", title=title)
    assert load_business(root / "school").profile.name.ru == title


def test_straight_quotation_marks_in_a_name_break_nothing(root: Path) -> None:
    new("barber_shop", title='Barber "Gentleman"')
    assert load_business(root / "barber_shop").profile.name.en == "Barber 'Gentleman'"


def test_copy_of_another_business_has_its_own_name(root: Path) -> None:
    new("first", title="First")
    new("second", title="Second", like="first")
    business = load_business(root / "second")
    assert business.profile.name.ru == "Second"
    assert "Second" in business.profile.assistant.hy


FIRST_DAY = [
    ("business.yaml", "currency: AMD", "currency: dram", "currency", "write three capital letters like AMD"),
    ("business.yaml", "- id: main", "- id: Garden Street", "branches[0].id", "small Latin letters"),
    ("business.yaml", "[mon, tue, wed, thu, fri]", "[mon-fri]", "branches[0].hours[0].days[0]", "one by one"),
    ("business.yaml", "phone: +374 10 000001", "phone: 010 000001", "branches[0].phone", "with the country"),
    ("business.yaml", "opens: 10:00", "opens: 10", "branches[0].hours[0].opens", "like 09:30"),
    ("services.yaml", "price: 5000", "price: 5 000", "services[0].price", "write 5000"),
    ("services.yaml", "duration_minutes: 30", "duration_minutes: 30 min", "services[0].duration_minutes", "write 30"),
    ("services.yaml", "      en: Consultation\n", "", "services[0].name.en", "say it in this language too"),
    ("services.yaml", "ru: Консультация", "ru: Консультация по любому вопросу", "services[0].short_name", "20 characters"),
    ("business.yaml", "ru: Вход с улицы, первый этаж.", "ru: Вход: с улицы", "", "put the text in quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "written", "field", "advice"), FIRST_DAY)
def test_mistakes_of_a_first_day_are_named_once_where_they_stand(
    root: Path, file: str, old: str, written: str, field: str, advice: str
) -> None:
    new()
    change(root / "barber_shop" / file, old, written)
    with pytest.raises(BusinessFileError) as caught:
        load_business(root / "barber_shop")
    assert len(caught.value.problems) == 1, caught.value.problems
    assert re.match(rf"{file}:\d+: {re.escape(field)}", caught.value.problems[0])
    assert advice in caught.value.problems[0]


def test_check_says_what_is_worth_a_minute(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new()
    services = root / "barber_shop" / "services.yaml"
    change(services, "      hy: [խորհրդատվության, կոնսուլտացիա, xorhrdatvutyun]\n", "")
    (root / "barber_shop" / "policies" / "en" / "payment.md").unlink()
    run_check("barber_shop")
    told = capsys.readouterr().out
    assert "services: consultation: no aliases in hy" in told
    assert "policies/en/payment.md: is missing" in told
    assert "the phone is still the sample's" in told
    assert "All good." in told


def test_person_works_where_the_only_place_is_open_and_does_everything(root: Path) -> None:
    new()
    business = load_business(root / "barber_shop")
    anna = business.profile.practitioners[0]
    assert anna.title == anna.name
    assert [(h.branch, h.days[0]) for h in anna.hours] == [("main", "mon"), ("main", "sat")]
    assert all(s.practitioners == ["anna"] for s in business.services.services)
    assert [f.id for f in business.services.families] == ["consultation", "standard"]
