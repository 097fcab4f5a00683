"""What a business need not write: files it leaves out, and the topics of escalation that every business has.

A file that is missing is taken whole from `defaults/`. `escalation.yaml` lies over the one there topic by topic: a topic
with an id of the defaults changes only the fields it names, its phrases are added, and a new one is one more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.file_problems import Problem, suggest
from knowledge.words_files import WordsFile
from knowledge.yaml_lines import FieldPath, YamlFile, read_yaml

OPTIONAL = (
    "escalation.yaml",
    "qualification.yaml",
    "pricing.yaml",
    "support.yaml",
    "cadences.yaml",
    "intents.yaml",
)
ESCALATION = "escalation.yaml"
_MESSAGES = {"say": "escalated", "draft": "draft"}


@dataclass
class Layered:
    """A tree that may hold values of two files, and where each of the owner's own entries stands in the owner's."""

    tree: Any
    own_topics: dict[int, int] = field(default_factory=dict)
    """Index in `tree` -> index in the owner's file. Empty when the owner wrote no list of topics."""

    def own_path(self, path: FieldPath) -> FieldPath:
        """Where the owner wrote what stands at `path` here."""
        if len(path) > 1 and path[0] == "topics" and isinstance(path[1], int) and self.own_topics:
            return ("topics", self.own_topics.get(path[1], 0), *path[2:])
        return path


def read_default(defaults: Path, name: str) -> YamlFile:
    """The file that stands in for one the business does not have."""
    return read_yaml(defaults / name, f"{defaults.name}/{name}")


def layer_topics(own: YamlFile, default: YamlFile, words: list[WordsFile]) -> Layered:
    """The owner's topics over those of every business; each with the messages that `words` have for it."""
    theirs = own.tree.get("topics", [])
    listed = own.tree.get("without") or []
    without = {str(name) for name in listed} if isinstance(listed, list) else set()
    if not isinstance(theirs, list) or not all(isinstance(t, dict) for t in theirs):
        return Layered({**default.tree, **own.tree})
    said = {str(p).casefold() for topic in theirs for p in _phrases(topic)}
    topics: list[tuple[dict[str, Any], int | None]] = [
        ({**topic, "words": [p for p in _phrases(topic) if str(p).casefold() not in said]}, None)
        for topic in default.tree["topics"]
        if topic["id"] not in without
    ]
    after = min(1, len(topics))  # danger to life comes before anything of the owner's
    for index, topic in enumerate(theirs):
        known = next((i for i, (t, _) in enumerate(topics) if t["id"] == topic.get("id")), None)
        if known is None:
            topics.insert(after, (topic, index))
            after += 1
            continue
        base = topics[known][0]
        words_of_both = [*_phrases(topic), *base["words"]]
        topics[known] = (base | topic | ({"words": words_of_both} if _has_list(topic) else {}), index)
        after = known + 1
    tree = {**default.tree, **own.tree, "topics": [_with_messages(t, words) for t, _ in topics]}
    return Layered(tree, {at: index for at, (_, index) in enumerate(topics) if index is not None})


def check_without(own: YamlFile, default: YamlFile) -> Iterator[Problem]:
    """Names under `without` that no business has anyway."""
    listed = own.tree.get("without") if isinstance(own.tree, dict) else None
    known = [str(t["id"]) for t in default.tree["topics"]]
    for index, name in enumerate(listed if isinstance(listed, list) else []):
        if name not in known:
            yield own.problem(
                ("without", index), f'"{name}" is no topic of {default.name}; {suggest(str(name), known)}'
            )


def _has_list(topic: dict[str, Any]) -> bool:
    return isinstance(topic.get("words", []), list)


def _phrases(topic: dict[str, Any]) -> list[Any]:
    found = topic.get("words")
    return found if isinstance(found, list) else []


def _with_messages(topic: dict[str, Any], words: list[WordsFile]) -> dict[str, Any]:
    """The topic with its own messages where the words have them, else those of any question for a person."""
    found = dict(topic)
    for name, prefix in _MESSAGES.items():
        own = f"{prefix}-{topic.get('id')}"
        has_own = bool(words) and all(own in w.entries for w in words)
        found.setdefault(name, own if has_own else f"{prefix}-other")
    return found
