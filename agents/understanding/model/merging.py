"""A local reading and a model's answer into one reading. The model may point; the words and code decide.

Never from the model: a yes or a no, the choice in a read-back or of a time that moves a visit, an opt-out, dates,
phones, sums. A quotation that is not in the customer's words is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.understanding.model.answer import ModelAnswer, Sure
from agents.understanding.wording import plain_text
from domain.reading import Act, Entities, Flag, Reading, RouteScore
from domain.step import PendingQuestion

CONFIDENCE: dict[Sure, float] = {"sure": 0.9, "likely": 0.7, "guess": 0.35}
"""What a model's words for its sureness count as. Below the router's bar a customer is asked, not guessed for."""
_SECOND = 0.8
_MENU_FIELDS = frozenset({"service", "slot", "appointment", "change", "help", "policy"})
"""Questions whose answer only leads to the next question. All others need the customer's own words or tap."""
_PERSON = re.compile(r"(?:^|[:._-])person(?:$|[:._-])")
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*){0,2}")

ReadFacts = Callable[[str], Entities]


def merge(
    local: Reading, answer: ModelAnswer, *, pending: PendingQuestion | None, read_facts: ReadFacts
) -> Reading:
    """The reading to go on with. `read_facts` is what our own grammars find in a quotation."""
    flags = list(dict.fromkeys([*local.flags, *answer.flags]))
    sureness = CONFIDENCE[answer.sure]
    if answer.sure == "guess" or sureness <= local.confidence:
        why = [*local.why, f"asked a model, no surer: {answer.route}"]
        return local.model_copy(update={"flags": flags, "why": why})
    routes = [RouteScore(route=answer.route, confidence=sureness)]
    if answer.second_route is not None:
        routes.append(RouteScore(route=answer.second_route, confidence=round(sureness * _SECOND, 4)))
    return local.model_copy(
        update={
            "routes": routes,
            "intent": _intent(local, answer),
            "acts": _acts(local, answer, flags),
            "flags": flags,
            "choice": _choice(answer, pending),
            "entities": _entities(local, answer, pending, read_facts),
            "source": "model",
            "why": [*local.why, f"asked a model: {answer.route}, {answer.sure}"],
        }
    )


def quoted(quote: str, text: str) -> str | None:
    """`quote` when these very words stand in `text`, else None. Case and spaces do not count."""
    wanted = " ".join(plain_text(quote).split())
    if not wanted:
        return None
    there = " ".join(text.split())
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", there, re.IGNORECASE)
    return found.group() if found is not None else None


def _intent(local: Reading, answer: ModelAnswer) -> str | None:
    if answer.route == local.route and local.intent is not None:
        return local.intent
    return {"quote": "price", "faq": "policy"}.get(answer.route)


def _acts(local: Reading, answer: ModelAnswer, flags: list[Flag]) -> list[Act]:
    agreed = answer.route == local.route
    acts = [act for act in local.acts if agreed or act not in ("confirm", "deny")]
    if answer.route == "human":
        acts.append("ask_human")
    if "anger" in flags or answer.route == "support.complaint":
        acts.append("complain")
    return list(dict.fromkeys(acts))


def _choice(answer: ModelAnswer, pending: PendingQuestion | None) -> str | None:
    """The option of a menu. A model never says yes, never picks a time that moves a visit, calls no person."""
    if answer.option is None or pending is None or pending.kind != "choice":
        return None
    if pending.field not in _MENU_FIELDS or answer.option > len(pending.options):
        return None
    chosen = pending.options[answer.option - 1].id
    return None if _PERSON.search(chosen) else chosen


def _entities(
    local: Reading, answer: ModelAnswer, pending: PendingQuestion | None, read_facts: ReadFacts
) -> Entities:
    found, text = local.entities, local.text
    update: dict[str, object] = {}
    when = quoted(answer.time_quote, text)
    if when is not None and len(found.windows) != 1:
        windows = read_facts(when).windows
        if windows:
            update["windows"] = windows
    what = quoted(answer.service_quote, text)
    if what is not None and not found.services:
        services = read_facts(what).services or ([answer.service] if answer.service else [])
        if services:
            update["services"] = services
    name = quoted(answer.name_quote, text)
    asked_name = pending is not None and pending.kind in ("contact", "name")
    if name is not None and asked_name and found.name is None and _NAME.fullmatch(name):
        update["name"] = name
    return found.model_copy(update=update) if update else found
