"""Codes of countries and currencies in `business.yaml`: a code that nobody knows would be misread without a word."""

from __future__ import annotations

from collections.abc import Iterator

from babel.core import get_global
from babel.numbers import list_currencies
from phonenumbers import SUPPORTED_REGIONS

from domain.business import BusinessProfile
from knowledge.file_problems import Problem
from knowledge.yaml_lines import YamlFile

UNKNOWN_PLACE = "ZZ"
"""How the tables of the world spell "nowhere known"."""


def is_country(code: str) -> bool:
    """Whether two capital letters stand for a country."""
    return code != UNKNOWN_PLACE and code in get_global("territory_zones")


def check_place(file: YamlFile, profile: BusinessProfile) -> Iterator[Problem]:
    """Country, currency and the countries whose phone numbers are read."""
    if not is_country(profile.country):
        yield file.problem(("country",), f'"{profile.country}" is no country; write two letters like AM')
    if profile.currency not in list_currencies():
        yield file.problem(
            ("currency",), f'"{profile.currency}" is no currency; write three letters like AMD'
        )
    for index, region in enumerate(profile.phone_regions):
        if region not in SUPPORTED_REGIONS:
            yield file.problem(
                ("phone_regions", index),
                f'"{region}" has no phone numbers; write two capital letters like AM',
            )
