"""Every message of every business at its longest: short, whole, one question, in one language's letters (R62, R63, R70)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.language import LANGUAGES, Language
from domain.speech import Option, SpeechAct
from knowledge.business_files import DEFAULTS
from knowledge.policies import read_policies
from knowledge.words_files import read_defaults
from tests.fakes import filled_words as filled
from tests.fakes.filled_words import BUSINESSES, NAMES, NOW, composer, flaws, foreign_words, templates

LABEL_CHARACTERS = 20
EVERY = [(name, language) for name in NAMES for language in filled.business(name).profile.languages]
OWNERS_FIGURES = ("escalated-", "draft-")
"""Messages in which the owner writes figures of their own: an emergency number, a term of the refund rules."""
NOT_SAID_ALONE = ("option-", "openings-")
"""Labels of buttons, and beginnings of replies."""
NOT_SAID = frozenset({"assistant", "day-today", "day-tomorrow", "price-free"})


def names_in(english: str) -> frozenset[str]:
    """Names of products and methods, which every language writes alike: "Air Flow"."""
    return frozenset(word.casefold() for word in re.findall(r"\b[A-Z][A-Za-z]*\b", english))


def prose(name: str, language: Language) -> Iterator[str]:
    for message in templates(name, language):
        if not message.startswith(NOT_SAID_ALONE) and message not in NOT_SAID:
            yield message


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_message_is_short_whole_and_asks_at_most_once(name: str, language: Language) -> None:
    wrong = []
    for message in prose(name, language):
        for act in filled.acts_for(name, message, language):
            text = composer(name).say(act, language, NOW)
            wrong += [f"{message}: {flaw}: {text}" for flaw in flaws(text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_message_is_in_the_letters_of_its_language_alone(name: str, language: Language) -> None:
    wrong = []
    for message, template in templates(name, language).items():
        for literal in template.literal:
            wrong += [f"{message}: {word}" for word in foreign_words(literal, language)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_owners_phrases_are_in_the_letters_of_their_language_alone(name: str, language: Language) -> None:
    ours = filled.business(name)
    files = [ours.profile, ours.services, ours.escalation, ours.qualification, ours.estimates, ours.support]
    wrong = [
        f"{word} in {text.in_language(language)!r}"
        for text in filled.local_texts(files)
        for word in foreign_words(text.in_language(language), language, names_in(text.en))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_policies_are_in_the_letters_of_their_language_alone(name: str, language: Language) -> None:
    passages = read_policies(BUSINESSES / name / "policies", today=NOW.date())
    ours = [p for p in passages if p.language == language]
    names = names_in(
        " ".join([*(p.text for p in passages if p.language == "en"), filled.business(name).profile.name.en])
    )
    wrong = [f"{p.id}: {word}" for p in ours for word in foreign_words(p.text, language, names)]
    assert ours
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_labels_fit_a_button_and_differ(name: str, language: Language) -> None:
    said = [m for m, t in templates(name, language).items() if m.startswith("option-") and not t.variables]
    labels = [composer(name).label(Option(id="x", say=m), language, NOW) for m in said]
    days = [Option(id="x", say="option-slot", values={"when": NOW + timedelta(days=n)}) for n in range(366)]
    shown = labels + [composer(name).label(option, language, NOW) for option in days]
    assert [label for label in shown if not 0 < len(label) <= LABEL_CHARACTERS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_hold_no_figures_of_their_own(language: Language) -> None:
    """A price or a term that stands in the words would pass for a record of the turn."""
    for file in read_defaults(DEFAULTS, language):
        for message, entry in file.entries.items():
            if not message.startswith(OWNERS_FIGURES):
                assert not re.search(r"\d", re.sub(r"^[a-z0-9-]+ =|\$\w+|\[\w+\]", "", entry.source)), (
                    entry.source
                )


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_customers_are_told_that_they_talk_to_software(name: str, language: Language) -> None:
    word = {"ru": "программа", "hy": "ծրագիր", "en": "software"}[language]
    assert word in composer(name).say(SpeechAct(say="greeting"), language, NOW)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_customer_is_addressed_formally(name: str, language: Language) -> None:
    informal = {
        "ru": r"\b(?:ты|тебя|тебе|тобой|твой|твоя|твоё|твои|привет|можешь|хочешь|напиши|пришли|выбери|давай)\b",
        "hy": r"(?<!\w)(?:դու|քեզ|քո|քոնը|կարո՞ղ ես|կարող ես|գրիր|ուղարկիր|ընտրիր|բարև(?! Ձեզ))(?!\w)",
        "en": r"\b(?:hey|dude|gonna|wanna)\b",
    }[language]
    wrong = []
    for message, template in templates(name, language).items():
        found = re.search(informal, " ".join(template.literal), re.IGNORECASE)
        if found and not message.startswith("option-"):
            wrong.append(f"{message}: {found[0]}")
    assert not wrong, "\n".join(wrong)
