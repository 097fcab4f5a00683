"""What is no mistake, and yet costs customers: names nobody calls a thing by, rules nobody can find, samples left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.business import Business
from knowledge.passage import Passage

SAMPLE_PHONE = "+374 10 000001"
"""What `closeloop new` writes."""
LEAST_QUESTIONS = 3
LETTERS = {
    "ru": re.compile("[а-яё]", re.IGNORECASE),
    "hy": re.compile("[ա-և]", re.IGNORECASE),
    "en": re.compile("[a-z]", re.IGNORECASE),
}


def advise(business: Business, passages: Sequence[Passage]) -> Iterator[str]:
    """One line each, with the place and what to do."""
    spoken = business.profile.languages
    for branch in business.profile.branches:
        if branch.phone == SAMPLE_PHONE:
            yield f"business.yaml: branches: {branch.id}: the phone is still the sample's; write your own"
    for service in business.services.services:
        family = next((f for f in business.services.families if f.id == service.family), None)
        silent = [
            language
            for language in spoken
            if not getattr(service.aliases, language)
            and not (family is not None and getattr(family.aliases, language))
        ]
        if silent:
            yield (
                f"services.yaml: services: {service.id}: no aliases in {', '.join(silent)}; "
                "write how customers call it, in every case and spelling"
            )
    for passage in passages:
        if len(passage.questions) < LEAST_QUESTIONS:
            yield (
                f"policies/{passage.language}/{passage.topic}.md: questions: has {len(passage.questions)}; "
                "write three ways in which customers ask"
            )
    for passage in passages:
        if not LETTERS[passage.language].search(passage.text):
            yield (
                f"policies/{passage.language}/{passage.topic}.md: holds no letters of {passage.language}; "
                "write the answer in that language"
            )
    said = {language: {p.topic for p in passages if p.language == language} for language in spoken}
    for topic in sorted(set().union(*said.values()) if said else ()):
        for language in spoken:
            if topic not in said[language]:
                yield f"policies/{language}/{topic}.md: is missing; other languages have it"


def find_stray_rules(folder: Path) -> Iterator[str]:
    """Rules of the business in `folder` that are never read, as they stand outside `policies`."""
    for path in sorted(folder.rglob("*.md")):
        place = path.relative_to(folder)
        if place.parts[0] != "policies" and path.stem.casefold() != "readme":
            yield f"{place.as_posix()}: is not read; a rule stands in policies/<language>/{path.name}"
