"""The brief of a proposal: asked, restated, signed off; nothing is stored without the yes (R46, R47)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agents.need import Need
from agents.sales.agent import decide
from agents.sales.frame import LeadFrame
from domain.business import Business
from domain.reading import Act, Entities, MoneyRange, Reading, Route, TimeWindow
from domain.step import PendingQuestion, Step, StoreRecord
from graphs.decision import merge_steps
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
WISH = "Пришлите коммерческое предложение: интернет-магазин на 200 товаров, три языка, оплата картой"


@pytest.fixture
def desk(agency: Business) -> Dialogue:
    return Dialogue(business=agency, now=NOW, calendar=MemoryCalendar(agency, NOW))


def money(amount: int) -> list[MoneyRange]:
    return [MoneyRange(text=f"{amount} драмов", low=Decimal(amount), high=Decimal(amount))]


def by(days: int) -> list[TimeWindow]:
    return [TimeWindow(text=f"через {days} дней", end=NOW.replace(hour=0) + timedelta(days=days + 1))]


def heard(
    text: str, *routes: Route, choice: str | None = None, acts: list[Act] | None = None, **facts: object
) -> Reading:
    return reading(text, *(routes or ("sales",)), choice=choice, acts=acts, entities=Entities(**facts))  # type: ignore[arg-type]


async def say(desk: Dialogue, text: str, *routes: Route, **more: object) -> Step:
    return desk.keep(await decide(desk.turn(heard(text, *routes, **more))))  # type: ignore[arg-type]


async def to_read_back(desk: Dialogue) -> Step:
    await say(desk, WISH)
    await say(desk, "", windows=by(50))
    await say(desk, "", money=money(900_000))
    return await say(desk, "решаю я", "confirm")


def brief(step: Step) -> StoreRecord | None:
    return next((a for a in step.actions if isinstance(a, StoreRecord) and a.tool == "crm.brief"), None)


def field(step: Step) -> str | None:
    return step.pending.field if step.pending is not None else None


async def test_a_wish_that_describes_the_task_is_its_scope(desk: Dialogue) -> None:
    assert field(await say(desk, WISH)) == "deadline"
    assert LeadFrame.of(desk.frame).value("scope") == WISH


async def test_a_bare_wish_is_asked_for_the_task_first(desk: Dialogue) -> None:
    assert field(await say(desk, "Пришлите КП")) == "scope"


@pytest.mark.parametrize("text", ["Логотип для кафе", "Կայք ռեստորանի համար", "Logo for cafes"])
async def test_a_short_answer_that_names_the_wish_is_the_task(desk: Dialogue, text: str) -> None:
    await say(desk, "Пришлите КП")
    assert field(await say(desk, text)) != "scope"
    assert LeadFrame.of(desk.frame).value("scope") == text


@pytest.mark.parametrize(
    ("text", "more"), [("Сначала сайт", {}), ("Бюджет 900000 драмов", {"money": money(900_000)})]
)
async def test_the_wish_alone_or_a_sum_is_not_the_task(
    desk: Dialogue, text: str, more: dict[str, Any]
) -> None:
    await say(desk, "Пришлите КП")
    assert field(await say(desk, text, **more)) == "scope"


async def test_everything_is_restated_in_the_customers_words_before_anything_is_stored(
    desk: Dialogue,
) -> None:
    step = await to_read_back(desk)
    assert field(step) == "brief_yes"
    assert [str(line.values["value"]) for line in step.acts[-1].lines[:3]] == [
        WISH,
        "через 50 дней",
        "900000 драмов",
    ]
    assert step.actions == []


async def test_yes_stores_the_brief_and_puts_it_before_the_team_with_a_draft(desk: Dialogue) -> None:
    await to_read_back(desk)
    step = await say(desk, "да", "confirm", choice="yes", acts=["confirm"])
    record = brief(step)
    assert record is not None
    assert step.outcome == "handed_over"
    assert {"scope", "deadline", "budget", "decision_maker", "price_range", "signed_at"} <= set(record.fields)
    assert step.escalation is not None
    assert (step.escalation.topic, step.escalation.draft_acts[0].say) == ("brief", "draft-brief-price")
    assert step.acts[0].values["by"] == step.promises[0].due_at == record.due_at


async def test_second_thoughts_change_one_field_and_keep_the_others(desk: Dialogue) -> None:
    await to_read_back(desk)
    step = await say(desk, "нет, бюджет 700 тысяч", "decline", acts=["deny"], money=money(700_000))
    assert field(step) == "brief_yes"
    frame = LeadFrame.of(desk.frame)
    assert (frame.facts["budget"].number, frame.value("scope")) == (Decimal(700_000), WISH)
    assert brief(step) is None


async def test_change_asks_which_field_and_then_only_that(desk: Dialogue) -> None:
    await to_read_back(desk)
    step = await say(desk, "", "confirm", choice="change")
    assert [o.id for o in step.acts[-1].options] == [
        "change:scope", "change:deadline", "change:budget", "change:decision_maker",
    ]  # fmt: skip
    assert field(await say(desk, "", "confirm", choice="change:deadline")) == "deadline"
    assert field(await say(desk, "", windows=by(80))) == "brief_yes"


async def test_no_to_the_change_as_well_drops_the_brief(desk: Dialogue) -> None:
    await to_read_back(desk)
    await say(desk, "нет", "decline", acts=["deny"])
    step = await say(desk, "не надо", "decline", acts=["deny"])
    assert (step.outcome, brief(step)) == ("closed_by_customer", None)


async def test_a_side_question_is_followed_by_the_read_back_again(desk: Dialogue) -> None:
    await to_read_back(desk)
    again = await decide(desk.turn(heard("а договор будет?", "faq"), resuming=True))
    assert field(again) == "brief_yes"


@pytest.mark.parametrize("spoiled", ["nothing asked", "another brief", "no yes", "a model's yes"])
async def test_a_brief_without_a_yes_to_that_very_read_back_is_refused(desk: Dialogue, spoiled: str) -> None:
    await to_read_back(desk)
    asked, yes = desk.pending, heard("да", "confirm", choice="yes", acts=["confirm"])
    step = await decide(desk.turn(yes))
    assert merged(step, asked, yes).refused == []
    if spoiled == "nothing asked":
        asked = None
    elif spoiled == "another brief":
        asked = asked.model_copy(update={"subject": "0" * 16}) if asked else None
    elif spoiled == "no yes":
        yes = yes.model_copy(update={"choice": None})
    else:
        yes = yes.model_copy(update={"source": "model"})
    refused = merged(step, asked, yes)
    assert refused.refused == ["a brief without an explicit yes"]
    assert not any(isinstance(a, StoreRecord) and a.tool == "crm.brief" for a in refused.actions)


def merged(step: Step, asked: PendingQuestion | None, read: Reading):  # type: ignore[no-untyped-def]
    return merge_steps([(Need("sales", "answer"), step)], asked=asked, reading=read, frames={})
