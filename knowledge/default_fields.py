"""Fields that follow from others, so that a small business need not write them.

A practitioner works where and when the only branch is open, and is called by the name alone. A service is done by
everybody, is a family of its own, and its name is its label where that fits a button.
"""

from __future__ import annotations

from typing import Any

from knowledge.yaml_lines import FieldPath, YamlFile

LABEL_CHARACTERS = 20
"""The smallest button of the channels we speak on (WhatsApp)."""


class Derived:
    """What was added to each file's tree. A mistake in there is one of the field it was copied from, and told there."""

    def __init__(self) -> None:
        self._places: set[tuple[str, FieldPath]] = set()

    def put(self, file: str, entry: dict[str, Any], at: FieldPath, name: str, value: Any) -> None:
        if name not in entry:
            entry[name] = value
            self._places.add((file, (*at, name)))

    def add(self, file: str, entries: list[Any], at: FieldPath, value: Any) -> None:
        self._places.add((file, (*at, len(entries))))
        entries.append(value)

    def holds(self, file: str, path: FieldPath) -> bool:
        return any((file, path[:n]) in self._places for n in range(1, len(path) + 1))


def fill_in(files: dict[str, YamlFile]) -> Derived:
    """Add to the trees what follows; what is written, and what is written wrongly, stays."""
    derived = Derived()
    profile, services = files["business.yaml"].tree, files["services.yaml"].tree
    people: list[str] = [] if isinstance(profile, dict) else ["nobody"]  # whose file cannot be read
    if isinstance(profile, dict):
        branches = _entries(profile, "branches")
        for index, person in _entries(profile, "practitioners"):
            at: FieldPath = ("practitioners", index)
            people += [str(person["id"])] if "id" in person else []
            if "name" in person:
                derived.put("business.yaml", person, at, "title", person["name"])
            if len(branches) == 1 and isinstance(branches[0][1].get("hours"), list):
                place = branches[0][1]
                hours = [{"branch": place.get("id"), **h} for h in place["hours"] if isinstance(h, dict)]
                derived.put("business.yaml", person, at, "hours", hours)
    if isinstance(services, dict):
        families = services.setdefault("families", [])
        for index, service in _entries(services, "services"):
            at = ("services", index)
            if people:
                derived.put("services.yaml", service, at, "practitioners", list(people))
            if _fits_button(service.get("name")):
                derived.put("services.yaml", service, at, "short_name", service["name"])
            if "family" not in service and {"id", "name"} <= service.keys() and isinstance(families, list):
                derived.put("services.yaml", service, at, "family", service["id"])
                called = {"id": service["id"], "name": service.get("short_name", service["name"])}
                derived.add("services.yaml", families, ("families",), called)
    return derived


def _entries(tree: dict[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    found = tree.get(name)
    listed = found if isinstance(found, list) else []
    return [(index, entry) for index, entry in enumerate(listed) if isinstance(entry, dict)]


def _fits_button(name: Any) -> bool:
    said = list(name.values()) if isinstance(name, dict) else [name]
    return all(isinstance(text, str) and len(text) <= LABEL_CHARACTERS for text in said)
