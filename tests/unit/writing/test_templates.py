"""Messages are filled as Fluent itself would, whatever is kept between two of them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from agents.writing.templates import MissingWords, Templates
from domain.language import LANGUAGES, Language
from knowledge.business_files import load_business

SOURCE = """
plain = Здравствуйте
put = { $name }, ждём вас { $when }
twice = { $name } и { $name }
chosen = { $mode ->
    [online] Онлайн, { $when }
   *[other] { $branch }, { $when }
}
counted = { $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[other] { $people } человек
}: { $name }
many = Всего { $sum } и { $name }
-brand = Ромашка
of-term = { -brand }: { $name }
of-other = { plain }, { $name }
everywhere = { $assistant } из { $business }: { $name }
put = this one comes too late
nothing =
    .only = an attribute
"""
EVERYWHERE = {"business": "Ромашка", "assistant": "Ассистент", "does": "booking"}


class Names(Visitor):
    """Names of the values a message uses, and the words it chooses by."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.chosen: dict[str, list[str]] = {}

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.used.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        if isinstance(node.selector, ast.VariableReference):
            keys = [v.key.name for v in node.variants if isinstance(v.key, ast.Identifier)]
            self.chosen.setdefault(node.selector.id.name, []).extend(keys)
        self.generic_visit(node)


def by_fluent(source: str, language: Language, message_id: str, values: dict[str, str | int]) -> str:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    pattern = bundle.get_message(message_id).value
    assert pattern is not None
    text, problems = bundle.format_pattern(pattern, EVERYWHERE | values)
    assert not problems
    return str(text)


@pytest.fixture
def templates() -> Templates:
    return Templates("ru", SOURCE, EVERYWHERE)


@pytest.mark.parametrize(
    ("message_id", "given"),
    [
        ("plain", {}),
        ("put", {"name": ["Анна", "", "{ $when }"], "when": ["завтра", "\n• в 10:00"]}),
        ("twice", {"name": ["Анна", "Давид"]}),
        ("chosen", {"mode": ["online", "here", ""], "branch": ["Комитас"], "when": ["завтра", "в среду"]}),
        ("counted", {"people": [1, 3, 21, 1500], "name": ["Анна", "Давид"]}),
        ("many", {"sum": [1000, 22000, "22 000 ֏"], "name": ["Анна"]}),
        ("of-term", {"name": ["Анна", "Давид"]}),
        ("of-other", {"name": ["Анна", "Давид"]}),
        ("everywhere", {"name": ["Анна", "Давид"]}),
    ],
)
def test_what_is_filled_is_what_fluent_says(
    templates: Templates, message_id: str, given: dict[str, list[str | int]]
) -> None:
    for _ in range(2):
        for row in product(*given.values()):
            values = dict(zip(given, row, strict=True))
            assert templates.fill(message_id, values) == by_fluent(SOURCE, "ru", message_id, values)


@pytest.mark.parametrize("name", ["clinic", "home_repair", "shop", "agency"])
def test_every_message_of_every_business_is_filled_as_fluent_does(name: str) -> None:
    business = load_business(Path("businesses") / name)
    for language in LANGUAGES:
        source = business.words[language]
        bundle = FluentBundle([language], use_isolating=False)
        resource = FluentResource(source)
        bundle.add_resource(resource)
        templates = Templates(language, source, EVERYWHERE)
        for node in resource.body:
            if not isinstance(node, ast.Message) or node.value is None:
                continue
            names = Names()
            names.visit(node)
            used = sorted(names.used - EVERYWHERE.keys())
            rows: list[dict[str, str | int]] = [
                {n: f"‹{n}›" for n in used},
                dict.fromkeys(used, 1),
                dict.fromkeys(used, 1200),
            ]
            rows += [
                {n: key if n == chosen else f"‹{n} {key}›" for n in used}
                for chosen, keys in names.chosen.items()
                for key in keys
            ]
            for values in rows:
                pattern = bundle.get_message(node.id.name).value
                assert pattern is not None
                text, problems = bundle.format_pattern(pattern, EVERYWHERE | values)
                assert not problems
                assert templates.fill(node.id.name, values) == text


@pytest.mark.parametrize("message_id", ["unknown", "put", "nothing"])
def test_words_that_lack_something_are_named(templates: Templates, message_id: str) -> None:
    for _ in range(2):
        with pytest.raises(MissingWords, match=f"words/ru.ftl: .*{message_id}"):
            templates.fill(message_id, {"name": "Анна"})


def test_which_messages_there_are(templates: Templates) -> None:
    assert "plain" in templates
    assert "unknown" not in templates
