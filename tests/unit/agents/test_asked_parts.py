"""Which part of a message is looked up among the rules."""

from __future__ import annotations

import pytest

from agents.front_desk.asked_parts import marked_clause
from agents.understanding.wording import plain_text
from tests.unit.agents.desk import reading


def asked_in(written: str) -> str | None:
    read = reading(plain_text(written), "faq", language="hy")
    return marked_clause(read.model_copy(update={"written": written}))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Իսկ ձեր մոտ կայանատեղի կա՞, ինձ եղբայրս է բերելու", "Իսկ ձեր մոտ կայանատեղի կա"),
        ("հղի եմ, ատամս կբուժե՞ք", "ատամս կբուժեք"),
    ],
)
def test_the_armenian_mark_tells_which_clause_asks(written, asked):
    assert asked_in(written) == asked


@pytest.mark.parametrize(
    "written",
    [
        "քարտով վճարել կարելի՞ է, եթե ապահովագրություն ունեմ",
        "ի՞նչ անեմ, ատամս ցավում է",
        "կա՞ կայանատեղի, քարտ ընդունո՞ւմ եք",
        "սայլակով կարո՞ղ եմ ներս գալ",
    ],
)
def test_a_condition_a_few_words_and_two_questions_are_looked_up_as_a_whole(written):
    assert asked_in(written) is None
