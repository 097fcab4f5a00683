"""What a business sells: `catalogue.yaml` and `catalogue.csv` read together. Both, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from domain.business import BusinessProfile, EscalationRules
from domain.business.catalogue import Catalogue, CatalogueRules
from knowledge.catalogue_files import CSV_FILE, RULES_FILE, read_catalogue
from knowledge.file_problems import Problem, explain, suggest
from knowledge.yaml_lines import YamlFile, read_yaml


@dataclass
class Goods:
    """`rules_file` is None when the business sells nothing here."""

    catalogue: Catalogue | None = None
    rules: CatalogueRules | None = None
    rules_file: YamlFile | None = None
    problems: list[Problem] = field(default_factory=list)


def read_goods(folder: Path, currency: str) -> Goods:
    """The catalogue of `folder`; its mistakes are in `problems`. Never raises."""
    goods = Goods()
    has_rules, has_products = (folder / RULES_FILE).is_file(), (folder / CSV_FILE).is_file()
    if not has_rules and not has_products:
        return goods
    if not has_rules:
        text = f"is missing, but there is a {CSV_FILE}; copy one from another shop and change it"
        goods.problems.append(Problem(RULES_FILE, 1, (), text))
    else:
        goods.rules_file = read_yaml(folder / RULES_FILE, RULES_FILE)
        goods.problems += goods.rules_file.problems
        goods.rules = _rules(goods.rules_file, currency, goods.problems)
    if not has_products:
        text = f"is missing, but there is a {RULES_FILE}; save your products as {CSV_FILE}"
        goods.problems.append(Problem(CSV_FILE, 1, (), text))
        return goods
    found = read_catalogue(folder / CSV_FILE, goods.rules, currency)
    goods.problems += found.problems
    goods.catalogue = found.catalogue
    if goods.catalogue is not None and goods.rules_file is not None:
        goods.problems += _unknown_products(goods.catalogue, goods.rules_file)
    return goods


def _unknown_products(catalogue: Catalogue, file: YamlFile) -> list[Problem]:
    """Sentences of customers that stand for products which the table has not."""
    known = list(catalogue.product_by_id)
    return [
        file.problem(
            ("in_other_words", n, "products"), f'"{p}" is no product of {CSV_FILE}; {suggest(p, known)}'
        )
        for n, words in enumerate(catalogue.rules.in_other_words)
        for p in words.products
        if p not in catalogue.product_by_id
    ]


def _rules(file: YamlFile, currency: str, problems: list[Problem]) -> CatalogueRules | None:
    if not file.readable:
        return None
    try:
        return CatalogueRules.model_validate(file.tree)
    except ValidationError as errors:
        problems += [
            file.problem(e["loc"], explain(e, CatalogueRules, currency))
            for e in errors.errors(include_url=False)
        ]
        return None


def check_goods(
    goods: Goods, profile: BusinessProfile | None, escalation: EscalationRules | None
) -> list[Problem]:
    """Names in catalogue.yaml that point into other files."""
    rules, file = goods.rules, goods.rules_file
    if rules is None or file is None:
        return []
    problems: list[Problem] = []
    if escalation is not None and rules.bulk_topic is not None:
        topics = [t.id for t in escalation.topics]
        if rules.bulk_topic not in topics:
            text = f'"{rules.bulk_topic}" is no topic in escalation.yaml; {suggest(rules.bulk_topic, topics)}'
            problems.append(file.problem(("bulk_topic",), text))
    if profile is None:
        return problems
    zones = [z.id for z in profile.zones]
    for n, way in enumerate(rules.delivery):
        for at, zone in enumerate(way.zones):
            if zone not in zones:
                text = f'"{zone}" is no zone in business.yaml; {suggest(zone, zones) or "add it there under zones:"}'
                problems.append(file.problem(("delivery", n, "zones", at), text))
    served = {z for way in rules.delivery for z in way.zones}
    if rules.home_zone is not None and rules.home_zone not in served:
        text = f'"{rules.home_zone}" is delivered to by none of delivery; {suggest(rules.home_zone, sorted(served))}'
        problems.append(file.problem(("home_zone",), text))
    return problems
