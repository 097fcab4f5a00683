"""What no single field can tell: names that point elsewhere, names given twice, labels that do not fit a button.

The checks read the plain tree, not the models, so that one wrong price does not hide a wrong reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from domain.business import BusinessProfile
from domain.business.booking import OpeningHours
from domain.business.qualification import OPTION_KINDS
from knowledge.default_fields import LABEL_CHARACTERS
from knowledge.file_problems import Problem, suggest
from knowledge.words_files import WordsFile
from knowledge.yaml_lines import FieldPath, YamlFile

INCLUDES_WORDS = 12
STEPS_WORDS = 45

_IDS = (
    ("business.yaml", "branches[].id"),
    ("business.yaml", "practitioners[].id"),
    ("services.yaml", "families[].id"),
    ("services.yaml", "services[].id"),
    ("escalation.yaml", "topics[].id"),
    ("qualification.yaml", "goals[].id"),
    ("qualification.yaml", "fields[].id"),
    ("qualification.yaml", "score[].id"),
    ("pricing.yaml", "fields[].id"),
    ("pricing.yaml", "tables[].id"),
    ("pricing.yaml", "exceptions[].id"),
    ("business.yaml", "zones[].id"),
    ("business.yaml", "refusals[].id"),
    ("support.yaml", "categories[].id"),
    ("support.yaml", "feedback.reasons[].id"),
    ("catalogue.yaml", "categories[].id"),
    ("catalogue.yaml", "colours[].id"),
    ("catalogue.yaml", "size_tables[].id"),
    ("catalogue.yaml", "delivery[].id"),
    ("intents.yaml", "intents[].id"),
)
_REFERENCES = (
    ("business.yaml", "practitioners[].hours[].branch", "business.yaml", "branches[].id", "branch"),
    ("services.yaml", "services[].family", "services.yaml", "families[].id", "family"),
    ("services.yaml", "services[].practitioners[]", "business.yaml", "practitioners[].id", "practitioner"),
    ("qualification.yaml", "goals[].practitioner", "business.yaml", "practitioners[].id", "practitioner"),
    ("qualification.yaml", "goals[].service", "services.yaml", "services[].id", "service"),
    ("qualification.yaml", "call", "services.yaml", "services[].id", "service"),
)
_LABELS = (
    ("business.yaml", "branches[].name.*"),
    ("services.yaml", "families[].name.*"),
    ("services.yaml", "services[].short_name.*"),
    ("qualification.yaml", "goals[].label.*"),
    ("qualification.yaml", "fields[].options[].label.*"),
    ("qualification.yaml", "fields[].name.*"),
    ("pricing.yaml", "fields[].options[].label.*"),
    ("support.yaml", "categories[].fact.options[].label.*"),
    ("support.yaml", "feedback.reasons[].label.*"),
)
_QUESTIONS = (
    ("qualification.yaml", "fields[]"),
    ("pricing.yaml", "fields[]"),
    ("support.yaml", "categories[].fact"),
)
_MESSAGES = ("topics[].say", "topics[].draft")

_ID_FORM = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")


def values_at(tree: Any, pattern: str) -> Iterator[tuple[FieldPath, Any]]:
    """Every value that a pattern like `services[].name.*` names, with its path. What is not there is skipped."""
    steps = [s for s in re.split(r"\.|(\[\])", pattern) if s]
    found: list[tuple[FieldPath, Any]] = [((), tree)]
    for step in steps:
        found = [((*path, key), value) for path, here in found for key, value in _children(here, step)]
    yield from found


def _children(here: Any, step: str) -> list[tuple[str | int, Any]]:
    if step == "[]":
        return list(enumerate(here)) if isinstance(here, list) else []
    if not isinstance(here, dict):
        return []
    if step == "*":
        return list(here.items())
    return [(step, here[step])] if step in here else []


def check_files(files: dict[str, YamlFile], words: list[WordsFile]) -> Iterator[Problem]:
    """Every mistake that lies between fields or files. Unreadable files are passed over."""
    readable = {name: f for name, f in files.items() if f.readable}
    for name, pattern in _IDS:
        if name in readable:
            yield from _check_ids(readable[name], pattern)
    for name, pattern, target, target_pattern, noun in _REFERENCES:
        if name in readable and target in readable:
            known = [str(v) for _, v in values_at(readable[target].tree, target_pattern)]
            yield from _check_references(readable[name], pattern, known, f"{noun} in {target}")
    if "support.yaml" in readable:
        yield from _check_support(readable["support.yaml"])
    for name, pattern in _LABELS:
        if name in readable:
            yield from _check_labels(readable[name], pattern)
    for name, pattern in _QUESTIONS:
        if name in readable:
            yield from _check_questions(readable[name], pattern)
    if "services.yaml" in readable:
        yield from _check_services(readable["services.yaml"])
    if "escalation.yaml" in readable:
        yield from _check_topics(readable["escalation.yaml"], words)
    for file in readable.values():
        yield from _check_blank(file, file.tree, ())


def _check_ids(file: YamlFile, pattern: str) -> Iterator[Problem]:
    first: dict[str, FieldPath] = {}
    for path, value in values_at(file.tree, pattern):
        text = str(value)
        if not _ID_FORM.fullmatch(text):
            yield file.problem(
                path,
                f'cannot be "{text}"; write at most 20 small Latin letters, digits, - or _, like main-street',
            )
        elif text in first:
            yield file.problem(
                path, f'"{text}" is already taken on line {file.line_of(first[text])}; choose another'
            )
        first.setdefault(text, path)


def _check_references(file: YamlFile, pattern: str, known: list[str], noun: str) -> Iterator[Problem]:
    for path, value in values_at(file.tree, pattern):
        if known and isinstance(value, str) and value not in known:
            advice = suggest(value, known)
            if path[-1] == "family" and not advice.startswith("did you mean"):
                advice = (
                    f"write it under families: at the top, - id: {value} and its name, or delete the line"
                )
            yield file.problem(path, f'"{value}" is no {noun}; {advice}')


def _check_labels(file: YamlFile, pattern: str) -> Iterator[Problem]:
    for path, value in values_at(file.tree, pattern):
        if isinstance(value, str) and len(value) > LABEL_CHARACTERS:
            yield file.problem(
                path, f"has {len(value)} characters; a button holds {LABEL_CHARACTERS}, shorten it"
            )


def _check_questions(file: YamlFile, pattern: str) -> Iterator[Problem]:
    for path, value in values_at(file.tree, pattern):
        if not isinstance(value, dict):
            continue
        options = value.get("options") or []
        if value.get("kind") == "choice" and len(options) < 2:
            yield file.problem(path, "is a choice, but has fewer than two options; add options below it")
        shown = OPTION_KINDS if file.name == "qualification.yaml" else ("choice",)
        if value.get("kind") not in shown and options:
            yield file.problem((*path, "options"), "are never shown; write kind: choice above them")


def _check_services(file: YamlFile) -> Iterator[Problem]:
    for path, value in values_at(file.tree, "services[].includes.*"):
        if isinstance(value, str) and len(value.split()) > INCLUDES_WORDS:
            yield file.problem(path, f"has {len(value.split())} words; keep it to {INCLUDES_WORDS}")
    for path, service in values_at(file.tree, "services[]"):
        if not isinstance(service, dict):
            continue
        price, price_to = str(service.get("price")), service.get("price_to")
        if price.isdecimal() and str(price_to).isdecimal() and int(str(price_to)) <= int(price):
            yield file.problem((*path, "price_to"), f"must be more than price, which is {price}")
    used = {v for _, v in values_at(file.tree, "services[].family")}
    for path, family in values_at(file.tree, "families[].id"):
        if family not in used:
            yield file.problem(
                path, f'no service has family: {family}; add one or delete the family "{family}"'
            )


def _check_topics(file: YamlFile, words: list[WordsFile]) -> Iterator[Problem]:
    for pattern in _MESSAGES:
        for path, message in values_at(file.tree, pattern):
            for words_file in words:
                missing = isinstance(message, str) and message not in words_file.entries
                if missing and words_file.found and not words_file.broken:
                    known = [k for k in words_file.entries if k.split("-")[0] == str(message).split("-")[0]]
                    advice = suggest(str(message), known).replace("known here", "it has")
                    yield file.problem(
                        path, f'"{message}" is not in {words_file.name}; add it there; {advice}'
                    )
    taken: dict[str, str] = {}
    for path, phrase in values_at(file.tree, "topics[].words[]"):
        topic = str(file.tree["topics"][path[1]].get("id"))
        owner = taken.setdefault(str(phrase).casefold(), topic)
        if owner != topic:
            yield file.problem(path, f'"{phrase}" already raises the topic {owner}; leave it in one of them')


def _check_support(file: YamlFile) -> Iterator[Problem]:
    """Steps that are too long to read, a route that nobody takes, phrases that two categories claim."""
    for path, steps in values_at(file.tree, "categories[].self_service.steps.*"):
        if isinstance(steps, str) and len(steps.split()) > STEPS_WORDS:
            yield file.problem(path, f"has {len(steps.split())} words; keep it to {STEPS_WORDS}")
    listed = [(path, c) for path, c in values_at(file.tree, "categories[]") if isinstance(c, dict)]
    for path, written in listed[:-1]:
        if not written.get("routes") and not written.get("words"):
            yield file.problem(path, "is never chosen; add routes: [support.…] or words, or put it last")
    taken: dict[str, str] = {}
    for path, phrase in values_at(file.tree, "categories[].words[]"):
        category = str(file.tree["categories"][path[1]].get("id"))
        owner = taken.setdefault(str(phrase).casefold(), category)
        if owner != category:
            yield file.problem(
                path, f'"{phrase}" already means the category {owner}; leave it in one of them'
            )


def _check_blank(file: YamlFile, tree: Any, path: FieldPath) -> Iterator[Problem]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in children:
        if isinstance(value, str) and not value.strip():
            yield file.problem((*path, key), "is blank; write a value or delete the line")
        else:
            yield from _check_blank(file, value, (*path, key))


def check_hours(file: YamlFile, profile: BusinessProfile) -> Iterator[Problem]:
    """A practitioner is at one branch at a time, and only while it is open."""
    branches = {b.id: b for b in profile.branches}
    if profile.default_language not in profile.languages:
        yield file.problem(
            ("default_language",), f'"{profile.default_language}" is not one of languages; add it'
        )
    for index, branch in enumerate(profile.branches):
        if not re.fullmatch(r"\+\d[\d \-()]{6,18}", branch.phone):
            path: FieldPath = ("branches", index, "phone")
            yield file.problem(path, f'cannot be "{branch.phone}"; write it with the country: +374 10 000000')
        for at, hours in enumerate(branch.hours):
            path = ("branches", index, "hours", at)
            for day in _overlapping_days(hours, branch.hours[:at]):
                yield file.problem(path, f"{day} overlaps an entry above it; leave one entry for these hours")
    for index, person in enumerate(profile.practitioners):
        for at, hours in enumerate(person.hours):
            path = ("practitioners", index, "hours", at)
            home = branches.get(hours.branch)
            for day in hours.days:
                if home and not any(
                    day in o.days and o.opens <= hours.opens and hours.closes <= o.closes for o in home.hours
                ):
                    span = f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
                    yield file.problem(
                        path, f"{day} {span} is outside the hours of {home.id}; correct one of them"
                    )
            for day in _overlapping_days(hours, person.hours[:at]):
                yield file.problem(
                    path, f"{day} overlaps an entry above it; a person is in one place at a time"
                )


def _overlapping_days(hours: OpeningHours, above: Sequence[OpeningHours]) -> list[str]:
    """The days on which these hours and some of those above are both open."""
    same = [e for e in above if e.opens < hours.closes and hours.opens < e.closes]
    return [day for day in hours.days if any(day in e.days for e in same)]
