"""Whom a visit is for, beside who wrote: both names are kept, and neither is a doctor's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading
from domain.step import PendingQuestion

Read = Callable[..., Reading]
CONTACT = PendingQuestion(field="contact", kind="contact", specialist="scheduler")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ребёнка зовут Давид, я Гоар, 077 45 45 45", "Давид (Гоар)"),
        ("the child's name is David, I'm Gohar, 077 45 45 45", "David (Gohar)"),
        ("երեխու անունը Դավիթ ա, ես Գոհարն եմ, 077 45 45 45", "Դավիթ (Գոհար)"),
        ("erexu anuny Davit a, es Goharn em, 077454545", "Davit (Gohar)"),
        ("имя ребенка Анна, 077 45 45 45", "Анна"),
        ("երեխայի անունը Անի է, 077454545", "Անի"),
    ],
)
def test_the_patients_name_and_the_writers_are_both_kept(read: Read, text: str, name: str) -> None:
    found = read(text, pending=CONTACT).entities
    assert found.name == name
    assert found.practitioners == []


@pytest.mark.parametrize(
    ("text", "name"), [("меня зовут Анна, 077 45 45 45", "Анна"), ("իմ անունը Աննա է", "Աննա"), ("my name is Anna", "Anna")]
)  # fmt: skip
def test_who_writes_of_themselves_has_one_name(read: Read, text: str, name: str) -> None:
    assert read(text, pending=CONTACT).entities.name == name
