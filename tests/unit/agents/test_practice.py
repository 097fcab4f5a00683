"""What is usual here, told from what went wrong, as typed and romanised (R35)."""

from __future__ import annotations

import pytest

from agents.router.heard import Heard
from agents.router.practice import asks_of_a_practice
from domain.language import Language
from tests.unit.agents.desk import reading
from tests.unit.agents.support_customer import SHOP


@pytest.mark.parametrize(
    ("text", "native", "language", "usual"),
    [
        ("можно вернуть через месяц?", None, "ru", True),
        ("mozhno vernut cherez mesyac?", "можно вернуть через месяц?", "ru", True),
        ("can I return it in a month?", None, "en", True),
        ("կարո՞ղ եմ վերադարձնել մեկ ամսից", None, "hy", True),
        ("можно вернуть, размер не подошёл?", None, "ru", False),
        ("mozhno vernut, razmer ne podoshel?", "можно вернуть, размер не подошел?", "ru", False),
        ("why can't I return it?", None, "en", False),
        ("ինչո՞ւ չեմ կարող վերադարձնել", None, "hy", False),
    ],
)
def test_what_is_usual_is_told_from_trouble(
    text: str, native: str | None, language: Language, usual: bool
) -> None:
    read = reading(text, "support.returns", language=language, acts=["ask"])
    assert asks_of_a_practice(Heard(read.model_copy(update={"native": native}), SHOP, None, None)) is usual
