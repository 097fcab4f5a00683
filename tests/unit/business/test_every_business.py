"""The businesses that come with us: complete in three languages, short, and the same in each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from domain.business import Business
from domain.language import LANGUAGES, Language, LocalText
from knowledge.business_files import list_businesses, load_business
from knowledge.passage import Passage
from knowledge.policies import read_policies

ROOT = Path(__file__).parents[3] / "businesses"
TODAY = date(2026, 11, 21)
LONGEST_ANSWER, LONGEST_ANNOUNCEMENT, LONGEST_DRAFT = 45, 45, 60
"""In words."""
EMERGENCY = r"\b(10[1-4]|112)\b"

Policies = dict[tuple[str, str], Passage]


@pytest.fixture(scope="module", params=list_businesses(ROOT))
def business(request: pytest.FixtureRequest) -> Business:
    return load_business(ROOT / request.param)


@pytest.fixture(scope="module")
def policies(business: Business) -> Policies:
    return {(p.topic, p.language): p for p in read_policies(ROOT / business.id / "policies", today=TODAY)}


def local_texts(value: object) -> Iterator[LocalText]:
    if isinstance(value, LocalText):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from local_texts(item)
    elif hasattr(value, "__dict__"):
        for item in vars(value).values():
            yield from local_texts(item)


def figures(text: str) -> list[str]:
    """Every number of a text, however its thousands are grouped and its hour is padded, sorted."""
    joined = re.sub(r"(?<=\d)[ \u00a0,](?=\d{3}\b)", "", text)
    return sorted(n.lstrip("0") or "0" for n in re.findall(r"\d+", joined))


def test_every_text_is_said_in_every_language(business: Business) -> None:
    assert business.profile.languages == list(LANGUAGES)
    texts = [t for part in vars(business).values() for t in local_texts(part)]
    assert len(texts) > 20
    for text in texts:
        assert re.search(r"[а-яё]|^(VIP|AI)", text.ru.casefold() + text.ru), text
        assert re.search(r"[ա-և]", text.hy.casefold()), text
        assert not re.search(r"[а-яёա-և]", text.en.casefold()), text


def test_no_alias_mixes_alphabets_inside_a_word(business: Business) -> None:
    """A Cyrillic letter in a Latin word looks right and never matches."""
    by_language = (*business.services.services, *business.services.families)
    aliases = [a for one in by_language for la in LANGUAGES for a in getattr(one.aliases, la)]
    profile = business.profile
    aliases += [a for one in (*profile.branches, *profile.practitioners, *profile.zones) for a in one.aliases]
    aliases += [w for topic in business.escalation.topics for w in topic.words]
    for alias in aliases:
        for word in re.findall(r"[^\W\d_]+", alias):
            assert len({unicodedata.name(c).split()[0] for c in word}) == 1, alias


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_announced_shortly_with_its_time(business: Business, language: Language) -> None:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(business.words[language]))
    for topic in business.escalation.topics:
        said = format_message(bundle, topic.say, by="17:30")
        assert "17:30" in said
        assert len(said.split()) <= LONGEST_ANNOUNCEMENT, topic.id
        assert said.count("?") + said.count("՞") <= 1
        assert len(format_message(bundle, topic.draft).split()) <= LONGEST_DRAFT, topic.id
    for urgent in ("escalated-medical", "escalated-safety"):
        assert re.search(EMERGENCY, format_message(bundle, urgent, by="17:30"))


def format_message(bundle: FluentBundle, name: str, **values: str) -> str:
    pattern = bundle.get_message(name).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, values)
    assert not errors, (name, errors)
    return str(text)


def test_every_policy_is_written_in_every_language(policies: Policies) -> None:
    topics = {topic for topic, _ in policies}
    assert len(topics) >= 15
    assert set(policies) == {(topic, language) for topic in topics for language in LANGUAGES}


def test_every_policy_answer_is_short_and_asked_in_several_ways(policies: Policies) -> None:
    for passage in policies.values():
        assert len(passage.text.split()) <= LONGEST_ANSWER, passage.id
        assert len(passage.questions) >= 3, passage.id
        assert not passage.text.rstrip().endswith("?"), passage.id


def test_translations_of_a_policy_give_the_same_figures(policies: Policies) -> None:
    for topic in {t for t, _ in policies}:
        for part in ("text", "detail"):
            found = {la: figures(getattr(policies[topic, la], part)) for la in LANGUAGES}
            assert found["ru"] == found["hy"] == found["en"], (topic, part, found)


def test_armenian_policies_use_armenian_punctuation(policies: Policies) -> None:
    for passage in policies.values():
        if passage.language == "hy":
            said = re.sub(
                r"\d+:\d+|https?://\S+", "", " ".join((passage.text, passage.detail, *passage.questions))
            )
            assert not re.search(r"[?:;!]", said), passage.id
            assert passage.text.endswith("։"), passage.id
