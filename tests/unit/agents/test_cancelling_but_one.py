"""Several visits are booked, and one of them is to stay: nothing that was to stay is read back to be cancelled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.scheduler.agent import decide
from domain.reading import Entities, Span
from tests.unit.agents.desk import Dialogue, reading, visit

pytestmark = pytest.mark.anyio


@pytest.fixture
def with_two(with_visit: Dialogue) -> Dialogue:
    """Botox and a cleaning."""
    at = with_visit.now.replace(hour=13, minute=0) + timedelta(days=2)
    botox = visit(with_visit.business, "injections-consult", at)
    cleaning = visit(with_visit.business, "cleaning", at + timedelta(days=3))
    with_visit.appointments = [botox, cleaning.model_copy(update={"id": "appt-2"})]
    return with_visit


def named(text: str, **services: str) -> Entities:
    spans = [
        Span(
            fact="services",
            value=value.replace("_", "-"),
            text=word,
            start=text.index(word),
            end=text.index(word) + len(word),
        )
        for value, word in services.items()
    ]
    return Entities(services=[span.value for span in spans], spans=spans)


@pytest.mark.parametrize(
    ("text", "botox", "cleaning"),
    [
        ("отмените ботокс, чистку оставьте", "ботокс", "чистку"),
        ("чистку оставьте а ботокс отмените", "ботокс", "чистку"),
        ("cancel the botox and keep the cleaning", "botox", "cleaning"),
        ("բոտոքսը չեղարկեք, մաքրումը թողեք", "բոտոքսը", "մաքրումը"),
    ],
)
async def test_the_one_that_is_to_stay_is_not_cancelled(with_two, text, botox, cleaning):
    facts = named(text, injections_consult=botox, cleaning=cleaning)
    step = await decide(with_two.turn(reading(text, "cancel", entities=facts)))
    assert [act.say for act in step.acts] == ["cancel-read-back-free"]
    assert step.pending is not None
    assert (step.pending.subject, step.pending.together) == ("appt-1", [])


async def test_where_the_words_do_not_tell_which_stays_it_is_asked(with_two):
    text = "отмените что-нибудь, ботокс чистка, одно оставьте"
    facts = named(text, injections_consult="ботокс", cleaning="чистка")
    step = await decide(with_two.turn(reading(text, "cancel", entities=facts)))
    assert [act.say for act in step.acts] == ["which-appointment"]
