"""The owner's messages of one language, filled with values.

Fluent resolves a message part by part, anew for every reply. Most values are words that are only put somewhere: the
message is resolved once around places for them, and filled in after. What a message chooses by ("one", "online") and
numbers, which each language writes its own way, are resolved with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.errors import Permanent
from domain.language import Language

MOST_MADE = 2048
_OPENS, _CLOSES = "\ue000", "\ue001"
"""Around the name of a value, where it will stand; letters of no script."""

Values = Mapping[str, str | int]
Key = tuple[str, tuple[str, ...], tuple[str | int | None, ...]]
"""A message, the names of its values, and the values it looks at; None: any words."""


class MissingWords(Permanent):
    """The business's words lack a message the front desk needs; `./closeloop check` names it."""


class Templates:
    """Fluent source, and values that every message may use. Immutable."""

    def __init__(self, language: Language, source: str, everywhere: Values) -> None:
        from fluent.runtime import FluentBundle, FluentResource

        resource = FluentResource(source)
        self._language = language
        self._everywhere = dict(everywhere)
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(resource)
        self._nodes: dict[str, Any] = {}
        for node in reversed(resource.body):  # of two messages of one name Fluent takes the first
            if hasattr(node, "id"):
                self._nodes[node.id.name] = node
        self._weighed: dict[str, frozenset[str] | None] = {}
        self._around: dict[Key, list[str]] = {}

    def __contains__(self, message_id: object) -> bool:
        return isinstance(message_id, str) and self._bundle.has_message(message_id)

    def fill(self, message_id: str, values: Values) -> str:
        """The message in words. Raises MissingWords when it does not exist or misses a value."""
        weighed = self._weighed_by(message_id)
        if weighed is None:
            return self._resolved(message_id, values)
        looked_at = [
            value if name in weighed or not isinstance(value, str) else None for name, value in values.items()
        ]
        key = (message_id, tuple(values), tuple(looked_at))
        parts = self._around.get(key)
        if parts is None:
            marked = {
                name: f"{_OPENS}{name}{_CLOSES}" if seen is None else seen
                for name, seen in zip(values, looked_at, strict=True)
            }
            parts = _parts_of(self._resolved(message_id, marked))
            if len(self._around) >= MOST_MADE:
                self._around.clear()
            self._around[key] = parts
        if len(parts) == 1:
            return parts[0]
        return "".join(str(values[part]) if place % 2 else part for place, part in enumerate(parts))

    def _resolved(self, message_id: str, values: Values) -> str:
        if message_id not in self:
            raise MissingWords(f"words/{self._language}.ftl: there is no message {message_id!r}")
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:
            raise MissingWords(f"words/{self._language}.ftl: {message_id} has no text")
        text, problems = self._bundle.format_pattern(pattern, self._everywhere | dict(values))
        if problems:
            raise MissingWords(f"words/{self._language}.ftl: {message_id}: {problems[0]}")
        return str(text)

    def _weighed_by(self, message_id: str) -> frozenset[str] | None:
        """Names of the values that the message looks at, instead of only putting them somewhere; None: it leans on other
        messages or functions, and is always resolved as a whole.
        """
        if message_id not in self._weighed:
            node = self._nodes.get(message_id)
            self._weighed[message_id] = None if node is None else _weighed_in(node)
        return self._weighed[message_id]


def _weighed_in(message: Any) -> frozenset[str] | None:
    from fluent.syntax import ast

    names: set[str] = set()
    patterns = [message.value] if message.value is not None else []
    while patterns:
        for element in patterns.pop().elements:
            inside = element
            while isinstance(inside, ast.Placeable):
                inside = inside.expression
            if isinstance(inside, ast.SelectExpression):
                if not isinstance(inside.selector, ast.VariableReference):
                    return None
                names.add(inside.selector.id.name)
                patterns += [variant.value for variant in inside.variants]
            elif not isinstance(inside, (ast.TextElement, ast.VariableReference, ast.Literal)):
                return None
    return frozenset(names)


def _parts_of(marked: str) -> list[str]:
    """Text, name, text, name, …, text."""
    first, *others = marked.split(_OPENS)
    return [first, *(part for other in others for part in other.split(_CLOSES, 1))]
