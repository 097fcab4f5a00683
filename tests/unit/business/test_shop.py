"""The shop's own files: nothing to book, complete in three languages, and in agreement with each other."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from agents.writing.required import missing_words
from domain.business import Business
from domain.language import LANGUAGES, Language
from knowledge.business_files import load_business
from knowledge.passage import Passage
from knowledge.policies import read_policies
from tests.unit.business.test_clinic import figures, format_message

SHOP = Path(__file__).parents[3] / "businesses" / "shop"
Policies = dict[tuple[str, str], Passage]


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(SHOP)


@pytest.fixture(scope="module")
def policies() -> Policies:
    return {(p.topic, p.language): p for p in read_policies(SHOP / "policies", today=date(2026, 11, 21))}


def test_a_business_may_have_nothing_to_book(shop: Business) -> None:
    assert not shop.books
    assert list(missing_words(shop)) == []


def test_order_numbers_have_a_form(shop: Business) -> None:
    assert re.fullmatch(str(shop.profile.order_id_pattern), "TS-10482")


def test_no_alias_mixes_alphabets_inside_a_word(shop: Business) -> None:
    aliases = [a for z in shop.profile.zones for a in z.aliases]
    aliases += [a for b in shop.profile.branches for a in b.aliases]
    aliases += [w for t in shop.escalation.topics for w in t.words]
    for alias in aliases:
        for word in re.findall(r"[^\W\d_]+", alias):
            assert len({unicodedata.name(c).split()[0] for c in word}) == 1, alias


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_announced_shortly_with_its_time(shop: Business, language: Language) -> None:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(shop.words[language]))
    for topic in shop.escalation.topics:
        said = format_message(bundle, topic.say, by="17:30")
        assert "17:30" in said
        assert len(said.split()) <= 45, topic.id
        assert said.count("?") + said.count("՞") <= 1
        assert len(format_message(bundle, topic.draft).split()) <= 60, topic.id


def test_every_policy_is_short_and_asked_in_several_ways_in_every_language(policies: Policies) -> None:
    topics = {topic for topic, _ in policies}
    assert len(topics) >= 22
    assert set(policies) == {(topic, language) for topic in topics for language in LANGUAGES}
    for passage in policies.values():
        assert len(passage.text.split()) <= 45, passage.id
        assert 3 <= len(passage.questions) <= 8, passage.id
        assert not passage.text.rstrip().endswith("?"), passage.id


def test_translations_of_a_policy_give_the_same_figures(policies: Policies) -> None:
    for topic in {t for t, _ in policies}:
        for part in ("text", "detail"):
            found = {la: figures(getattr(policies[topic, la], part)) for la in LANGUAGES}
            assert found["ru"] == found["hy"] == found["en"], (topic, part, found)


def test_armenian_policies_use_armenian_punctuation(policies: Policies) -> None:
    for passage in policies.values():
        if passage.language == "hy":
            said = re.sub(r"\d+:\d+", "", " ".join((passage.text, passage.detail, *passage.questions)))
            assert not re.search(r"[?:;!]", said), passage.id
            assert passage.text.endswith("։"), passage.id
