"""One folder of owner's files -> one `Business`, or every mistake of every file at once."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from domain.business import (
    Business,
    BusinessProfile,
    Cadences,
    EscalationRules,
    EstimateRules,
    OwnIntents,
    QualificationRules,
    ServiceList,
    SupportRules,
)
from domain.errors import BusinessFileError
from domain.language import LANGUAGES, Language
from domain.order import Order
from knowledge.business_checks import check_files, check_hours
from knowledge.catalogue_files import CSV_FILE, RULES_FILE
from knowledge.default_fields import fill_in
from knowledge.default_files import ESCALATION, OPTIONAL, Layered, check_without, layer_topics, read_default
from knowledge.file_problems import Problem, explain, suggest
from knowledge.goods import Goods, check_goods, read_goods
from knowledge.order_file import ORDERS_FILE, read_orders
from knowledge.place_checks import check_place
from knowledge.pricing_checks import check_pricing
from knowledge.words_files import WordsFile, compare_words, over_defaults, read_defaults, read_words
from knowledge.yaml_lines import YamlFile, read_yaml

PROFILE_FILE = "business.yaml"
DEFAULTS = Path(__file__).resolve().parents[1] / "businesses" / "defaults"
"""What every business says and does unless its own files say otherwise."""
MODELS: dict[str, type[BaseModel]] = {
    PROFILE_FILE: BusinessProfile,
    "services.yaml": ServiceList,
    "escalation.yaml": EscalationRules,
    "qualification.yaml": QualificationRules,
    "pricing.yaml": EstimateRules,
    "support.yaml": SupportRules,
    "cadences.yaml": Cadences,
    "intents.yaml": OwnIntents,
}


def list_businesses(root: Path) -> list[str]:
    """The ids of the businesses under `root`: its folders that hold a business.yaml, sorted."""
    if not root.is_dir():
        return []
    return sorted(p.name for p in root.iterdir() if (p / PROFILE_FILE).is_file())


def load_business(folder: Path) -> Business:
    """The business in `folder`; its id is the folder's name.

    Raises BusinessFileError with one line per mistake: `services.yaml:41: services[3].price: what to do`.
    """
    if not (folder / PROFILE_FILE).is_file():
        raise BusinessFileError([_no_business(folder)])
    files = {name: _read(folder, name) for name in MODELS}
    profile_file = files[PROFILE_FILE]
    problems = [p for f in files.values() for p in f.problems]
    currency, spoken = _currency(profile_file), _languages(profile_file)
    words = [_read_words(folder, la) for la in spoken]
    derived = fill_in(files)
    _introduce(profile_file, words)
    values, mistakes = _validated(files, words, spoken, currency)
    goods = read_goods(folder, currency)
    orders, wrong_orders = _read_orders(folder, values.get(PROFILE_FILE))
    problems += [
        *mistakes,
        *(p for w in words for p in w.problems),
        *compare_words(words),
        *goods.problems,
        *_contradictions(files, words, goods, values),
        *wrong_orders,
    ]
    problems = [p for p in problems if not derived.holds(p.file, p.path)] or problems
    if problems:
        raise BusinessFileError([str(p) for p in _in_file_order(problems)])
    return Business(
        id=folder.resolve().name,
        profile=values[PROFILE_FILE],
        services=values["services.yaml"],
        escalation=values["escalation.yaml"],
        qualification=values["qualification.yaml"],
        estimates=values["pricing.yaml"],
        support=values["support.yaml"],
        cadences=values["cadences.yaml"],
        orders=tuple(orders),
        catalogue=goods.catalogue,
        own_intents=values["intents.yaml"].intents,
        words={w.language: w.source for w in words},
    )


def _validated(
    files: dict[str, YamlFile], words: list[WordsFile], spoken: list[Language], currency: str
) -> tuple[dict[str, Any], list[Problem]]:
    """What each file says, by its name, and what is wrong in those that are left out."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, model in MODELS.items():
        if not files[name].readable:
            continue
        layered = Layered(files[name].tree)
        if name == ESCALATION:
            default = read_default(DEFAULTS, ESCALATION)
            layered = layer_topics(files[name], default, words)
            problems += check_without(files[name], default)
        try:
            values[name] = model.model_validate(layered.tree, context={"languages": spoken})
        except ValidationError as errors:
            problems += [
                files[name].problem(layered.own_path(e["loc"]), explain(e, model, currency))
                for e in errors.errors(include_url=False)
            ]
    return values, problems


def _contradictions(
    files: dict[str, YamlFile], words: list[WordsFile], goods: Goods, values: dict[str, Any]
) -> list[Problem]:
    """What no file alone shows: one that names what another lacks."""
    owned = files | ({RULES_FILE: goods.rules_file} if goods.rules_file is not None else {})
    problems = [
        *check_files(owned, words),
        *check_goods(goods, values.get(PROFILE_FILE), values.get(ESCALATION)),
    ]
    if (pricing := values.get("pricing.yaml")) is not None:
        problems += check_pricing(files, pricing)
    if (profile := values.get(PROFILE_FILE)) is not None:
        problems += check_hours(files[PROFILE_FILE], profile)
        problems += check_place(files[PROFILE_FILE], profile)
    return problems


def _read_orders(folder: Path, profile: BusinessProfile | None) -> tuple[list[Order], list[Problem]]:
    """The orders of the business's own file; none while currency and timezone are unknown."""
    if profile is None:
        return [], []
    return read_orders(folder / ORDERS_FILE, currency=profile.currency, zone=ZoneInfo(profile.timezone))


def _read(folder: Path, name: str) -> YamlFile:
    path = folder / name
    if path.is_file():
        return read_yaml(path, name)
    others = sorted(
        p.name
        for p in folder.iterdir()
        if p.suffix in (".yaml", ".yml")
        and p.name not in MODELS
        and p.name != RULES_FILE
        and get_close_matches(p.name, list(MODELS), n=1) == [name]
    )
    near = suggest(name, others) if others else ""
    misnamed = "did you mean" in near
    if name in OPTIONAL and not misnamed:
        return read_default(DEFAULTS, name)
    advice = f"; {near} rename it" if misnamed else "; copy it from another business and change it"
    return YamlFile(name, problems=[Problem(name, 1, (), f"is missing{advice}")])


def _read_words(folder: Path, language: Language) -> WordsFile:
    """The business's own words over the defaults; without a file of its own, the defaults alone."""
    own = read_words(folder / "words" / f"{language}.ftl", language, f"words/{language}.ftl")
    return over_defaults(own, read_defaults(DEFAULTS, language))


def _introduce(profile: YamlFile, words: list[WordsFile]) -> None:
    """Without words of its own the assistant is named after the business, and says that it is software."""
    name = profile.tree.get("name") if profile.readable else None
    if name is None or profile.tree.get("assistant") is not None:
        return
    spoken: dict[str, str] = {}
    for file in words:
        own = name.get(file.language) if isinstance(name, dict) else name
        if own and "assistant" in file.entries:
            spoken[file.language] = _rendered(file, "assistant", {"business": str(own)})
    profile.tree["assistant"] = spoken


def _rendered(file: WordsFile, message: str, values: dict[str, str]) -> str:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([file.language], use_isolating=False)
    bundle.add_resource(FluentResource(file.entries[message].source))
    pattern = bundle.get_message(message).value
    return str(bundle.format_pattern(pattern, values)[0]) if pattern is not None else ""


def _no_business(folder: Path) -> str:
    known = list_businesses(folder.parent)
    listed = (
        f"the businesses there are: {', '.join(known)}"
        if known
        else "there is no business in this folder yet"
    )
    missing = "has no business.yaml" if folder.is_dir() else "does not exist"
    return f"{folder}: {missing}; {listed}"


def _currency(profile: YamlFile) -> str:
    value = profile.tree.get("currency") if profile.readable else None
    return value if isinstance(value, str) else ""


def _languages(profile: YamlFile) -> list[Language]:
    """The languages the owner wrote that we know; wrong ones are reported by the model."""
    written = profile.tree.get("languages") if profile.readable else None
    return [cast(Language, la) for la in written if la in LANGUAGES] if isinstance(written, list) else []


def _in_file_order(problems: list[Problem]) -> list[Problem]:
    """By file as listed above, then by line; words files last."""
    order = {name: i for i, name in enumerate([*MODELS, RULES_FILE, CSV_FILE])}
    unique = list(dict.fromkeys(problems))
    return sorted(unique, key=lambda p: (order.get(p.file, len(order)), p.file, p.line))
