"""What stands at the head of the chat's page."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.chat.page import introduction
from api.pages import as_heading
from knowledge.business_files import load_business


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("«Циран»", "Циран"),
        ("студия «Нур»", "Студия «Нур»"),
        ("«Նուռ» ստուդիա", "«Նուռ» ստուդիա"),
        ("«Север» и «Юг»", "«Север» и «Юг»"),
        ("Tsiran", "Tsiran"),
        ("“Rose”", "Rose"),
    ],
)
def test_only_quotes_around_the_whole_name_are_left_out(name: str, heading: str) -> None:
    assert as_heading(name) == heading


@pytest.mark.parametrize(("business", "asked"), [("clinic", "free times"), ("shop", "goods, delivery")])
def test_free_times_are_spoken_of_only_where_something_can_be_booked(business: str, asked: str) -> None:
    assert asked in introduction(load_business(Path("businesses") / business), "en")
