"""Our pages' words: complete in every language, and every word a page asks for exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from api.words import LOCALES, MissingWords, choose_language, words_in
from domain.language import LANGUAGES, Language

API = Path(__file__).parents[3] / "api"


def messages(language: Language) -> dict[str, set[str]]:
    """Message id -> its variables."""
    resource = FluentParser().parse((LOCALES / f"{language}.ftl").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{language}: {entry.id.name} twice"
            source = str(entry.to_json())
            found[entry.id.name] = set(re.findall(r"'VariableReference'.*?'name': '(\w+)'", source))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: Language) -> None:
    assert messages(language).keys() == messages("en").keys()


def test_every_word_asked_for_by_a_template_or_a_page_exists() -> None:
    known = messages("en").keys()
    sources = [*API.rglob("*.html"), *API.rglob("*.py")]
    asked = {
        name
        for source in sources
        if source.parent.name != "quotes"  # in the customer's words, which agents/writing/required.toml lists
        for name in re.findall(r"words\(\s*['\"]([a-z_0-9-]+)['\"]\s*[,)]", source.read_text())
    }
    assert asked
    assert asked <= known, asked - known


@pytest.mark.parametrize(("minutes", "words"), [(1, "1 минуту"), (3, "3 минуты"), (15, "15 минут")])
def test_russian_counts_correctly(minutes: int, words: str) -> None:
    assert words in words_in("ru")("login-locked", minutes=minutes)


def test_unknown_word_is_an_error_and_not_an_empty_page() -> None:
    with pytest.raises(MissingWords):
        words_in("hy")("no-such-word")


@pytest.mark.parametrize(
    ("asked", "kept", "accept", "chosen"),
    [
        ("hy", "ru", "en", "hy"),
        ("xx", "ru", "en", "ru"),
        (None, None, "de-DE,hy;q=0.8,en;q=0.5", "hy"),
        (None, None, None, "ru"),
        (None, None, ";;,,", "ru"),
    ],
)
def test_language_is_asked_kept_browsers_or_the_owners(
    asked: str | None, kept: str | None, accept: str | None, chosen: str
) -> None:
    assert choose_language(asked, kept, accept, "ru") == chosen
