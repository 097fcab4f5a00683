"""The business of a dialogue, as a folder of owner's files that the ordinary loader reads.

Words, escalation and cadences are the clinic's; what is sold, who is booked, hours and policies are made.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from domain.language import LANGUAGES, Language
from evals.public.replay.dialogue import Dialogue, same_name
from evals.public.replay.domains import Domain, domain_of

SERVICE = "visit"
BRANCH = "main"
LONGEST_MINUTES = 30
_KEPT = ("escalation.yaml", "support.yaml", "cadences.yaml", "pricing.yaml")
_OPENS, _CLOSES = time(9), time(20)
_TITLES = re.compile(r"\b(?:dr|md|m\.d|dds|d\.d\.s|phd|ph\.d|ms|mr|mrs|jr|sr)\b\.?", re.IGNORECASE)
_PLACE_WORDS = re.compile(
    r"\b(?:salon|shop|barber|barbershop|apartments?|dental|clinic|center|centre|studio|spa|hotel|restaurant)\b",
    re.IGNORECASE,
)
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WHERE: dict[Language, tuple[str, str, str, str]] = {
    "en": ("America/Los_Angeles", "US", "USD", "+1 415 555 0100"),
    "ru": ("Asia/Yerevan", "AM", "AMD", "+374 10 000 041"),
    "hy": ("Asia/Yerevan", "AM", "AMD", "+374 10 000 041"),
}
_POLICIES: dict[Language, dict[str, tuple[str, str]]] = {
    "en": {
        "directions": ("Where we are", "We are at 10 Main Street, on the ground floor, next to the park."),
        "opening-hours": ("Opening hours", "We are open every day, in the daytime and in the evening."),
        "cancellation": (
            "Changing a visit",
            "You can move or cancel a visit without charge at any time before it.",
        ),
    },
    "ru": {
        "directions": ("Где мы находимся", "Мы на Главной улице, 10, первый этаж, рядом с парком."),
        "opening-hours": ("Часы работы", "Мы открыты каждый день, днём и вечером."),
        "cancellation": (
            "Перенос и отмена",
            "Перенести или отменить визит можно бесплатно в любое время до него.",
        ),
    },
    "hy": {
        "directions": ("Որտեղ ենք գտնվում", "Մենք Գլխավոր փողոց 10-ում ենք՝ առաջին հարկում, այգու կողքին։"),
        "opening-hours": ("Աշխատանքային ժամեր", "Մենք բաց ենք ամեն օր՝ ցերեկը և երեկոյան։"),
        "cancellation": (
            "Փոփոխում և չեղարկում",
            "Այցը կարելի է անվճար տեղափոխել կամ չեղարկել մինչև դրա սկիզբը։",
        ),
    },
}


@dataclass(frozen=True)
class MadeBusiness:
    """`practitioner_of`: the data's provider name -> id."""

    id: str
    practitioner_of: dict[str, str]
    minutes: int


def write_business(dialogue: Dialogue, folder: Path, clinic: Path) -> MadeBusiness:
    """Write the folder `folder/<id>` for this dialogue, replacing an earlier one. `clinic` is the model's folder."""
    domain = domain_of(dialogue.domain)
    business_id = re.sub(r"[^a-z0-9]+", "-", dialogue.domain.casefold()).strip("-")[:20] or "visits"
    home = folder / f"{business_id}-{dialogue.language}"
    called = _name_of(domain)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(clinic / "words", home / "words")
    _rename(home / "words", clinic, called)
    for name in _KEPT:
        shutil.copyfile(clinic / name, home / name)
    providers = dialogue.providers or [domain.name[dialogue.language]]
    practitioner_of = {name: f"p{number}" for number, name in enumerate(providers, 1)}
    minutes = _minutes(dialogue)
    _write(home / "business.yaml", _profile(dialogue, domain, practitioner_of))
    _write(home / "services.yaml", _services(domain, list(practitioner_of.values()), minutes))
    _write(home / "qualification.yaml", _qualification())
    for topic, (title, text) in _POLICIES[dialogue.language].items():
        path = home / "policies" / dialogue.language / f"{topic}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\nid: {topic}\ntitle: {title}\nquestions:\n  - {title}?\n---\n\n{text}\n", encoding="utf-8"
        )
    return MadeBusiness(home.name, practitioner_of, minutes)


def _profile(dialogue: Dialogue, domain: Domain, practitioner_of: dict[str, str]) -> dict[str, Any]:
    zone, country, currency, phone = _WHERE[dialogue.language]
    opens, closes = _hours(dialogue)
    hours = {"days": _DAYS, "opens": opens, "closes": closes}
    return {
        "name": _name_of(domain),
        "assistant": {
            "ru": "автоматический помощник (программа, не человек)",
            "hy": "ավտոմատ օգնականը (ծրագիր է, ոչ թե մարդ)",
            "en": "the automated assistant (software, not a person)",
        },
        "timezone": zone,
        "country": country,
        "currency": currency,
        "languages": list(LANGUAGES),
        "default_language": dialogue.language,
        "phone_regions": [country],
        "branches": [
            {
                "id": BRANCH,
                "name": {"ru": "Главный", "hy": "Գլխավոր", "en": "Main"},
                "address": {"ru": "Главная улица, 10", "hy": "Գլխավոր փող․ 10", "en": "10 Main Street"},
                "directions": {"ru": "Рядом с парком.", "hy": "Այգու կողքին։", "en": "Next to the park."},
                "phone": phone,
                "hours": [hours],
            }
        ],
        "practitioners": [
            {
                "id": practitioner_id,
                "name": _in_all(provider),
                "title": _in_all(provider),
                "aliases": aliases_of(provider, places=domain.places),
                "hours": [{"branch": BRANCH, **hours}],
            }
            for provider, practitioner_id in practitioner_of.items()
        ],
        "booking": {"slot_step_minutes": _step(dialogue), "notice_minutes": 0, "horizon_days": 60},
        "public_holidays": False,
    }


def _name_of(domain: Domain) -> dict[str, str]:
    return _in_all({lang: f"{domain.name[lang]} 10" for lang in LANGUAGES})


def _rename(words: Path, clinic: Path, name: dict[str, str]) -> None:
    """The model's words name it in a greeting."""
    model = yaml.safe_load((clinic / "business.yaml").read_text(encoding="utf-8"))["name"]
    for language in LANGUAGES:
        path = words / f"{language}.ftl"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(str(model[language]), name[language]), encoding="utf-8")


def _services(domain: Domain, practitioners: list[str], minutes: int) -> dict[str, Any]:
    aliases = {lang: list(domain.aliases.get(lang, ())) for lang in LANGUAGES}
    short = _in_all({lang: domain.name[lang][:20].strip() for lang in LANGUAGES})
    return {
        "families": [{"id": SERVICE, "name": short, "aliases": aliases}],
        "services": [
            {
                "id": SERVICE,
                "family": SERVICE,
                "name": _in_all(domain.name),
                "short_name": short,
                "aliases": aliases,
                "duration_minutes": minutes,
                "price": 30,
                "includes": {"ru": "всё нужное", "hy": "ամեն ինչ", "en": "everything needed"},
                "preparation": {
                    "ru": "Приходите за пять минут до начала.",
                    "hy": "Եկեք սկզբից հինգ րոպե շուտ։",
                    "en": "Come five minutes before the start.",
                },
                "practitioners": practitioners,
            }
        ],
    }


def _qualification() -> dict[str, Any]:
    question = {
        "ru": "Как вас зовут и по какому номеру с вами связаться?",
        "hy": "Ինչպե՞ս է Ձեր անունը և ի՞նչ համարով կապվենք Ձեզ հետ։",
        "en": "What is your name, and which number can we reach you on?",
    }
    return {"fields": [{"id": "contact", "question": question, "kind": "contact"}]}


def aliases_of(provider: str, *, places: bool) -> list[str]:
    """How customers call them: the whole name, its parts, without titles; a doctor by surname, a place by its own
    part of the name.
    """
    parts = [provider, *provider.split(":")]
    plain = [" ".join(_TITLES.sub(" ", p).replace(",", " ").replace(".", " ").split()) for p in parts]
    found = [*parts, *plain]
    if places:
        found += [" ".join(_PLACE_WORDS.sub(" ", p).split()) for p in plain]
    else:
        surnames = [p.split()[-1] for p in plain if 0 < len(p.split()) <= 4]
        found += [f"{title} {name}" for name in surnames for title in ("dr", "doctor", "dr.")]
        found += [name for name in surnames if len(name) > 3]
    cleaned = (" ".join(f.strip(" ,.:").split()).casefold() for f in found)
    return [a for a in dict.fromkeys(cleaned) if len(a) > 2]


def _hours(dialogue: Dialogue) -> tuple[str, str]:
    """The usual hours, wide enough for every time the dialogue speaks of; the same every day."""
    opens, closes = _OPENS, _CLOSES
    spoken = [t.start.time() for t in dialogue.taken]
    spoken += [dialogue.wanted.at] if dialogue.wanted.at is not None else []
    for at in spoken:
        opens = min(opens, at.replace(minute=0))
        end = (datetime.combine(dialogue.now.date(), at) + timedelta(hours=1)).time()
        closes = max(closes, end) if end > at else time(23, 59)
    return f"{opens:%H:%M}", f"{closes:%H:%M}"


def _minutes(dialogue: Dialogue) -> int:
    """How long a visit takes: short enough that a taken time leaves the wanted one free."""
    wanted = dialogue.wanted
    if wanted.at is None or wanted.day is None or not dialogue.books:
        return LONGEST_MINUTES
    start = datetime.combine(wanted.day, wanted.at)
    gaps = [
        abs((t.start - start).total_seconds()) / 60
        for t in dialogue.taken
        if t.provider is None or wanted.provider is None or same_name(t.provider, wanted.provider)
    ]
    return max(5, min([LONGEST_MINUTES, *(int(gap) for gap in gaps if gap)]))


def _step(dialogue: Dialogue) -> int:
    spoken = [t.start.time() for t in dialogue.taken]
    spoken += [dialogue.wanted.at] if dialogue.wanted.at is not None else []
    return 15 if all(at.minute % 15 == 0 for at in spoken) else 5


def _in_all(text: str | dict[Language, str]) -> dict[str, str]:
    return {lang: text if isinstance(text, str) else text[lang] for lang in LANGUAGES}


def _write(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
