"""One customer of the agency, turn by turn: readings in, steps of the qualifier out."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from agents.sales.agent import decide
from domain.business import Business
from domain.reading import Act, Entities, MoneyRange, Route, TimeWindow
from domain.step import Step, StoreRecord
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan"))


def new_desk(agency: Business, at: datetime = NOW) -> Dialogue:
    """The agency's desk with nobody known."""
    return Dialogue(business=agency, now=at, calendar=MemoryCalendar(agency, at))


def sum_of(amount: int, currency: str | None = None) -> list[MoneyRange]:
    return [MoneyRange(text=str(amount), low=Decimal(amount), high=Decimal(amount), currency=currency)]


def by(days: int) -> list[TimeWindow]:
    """A deadline: the end of the day so many days from now."""
    end = NOW.replace(hour=0) + timedelta(days=days + 1)
    return [TimeWindow(text="к сроку", end=end)]


async def say(
    desk: Dialogue,
    text: str,
    *routes: Route,
    choice: str | None = None,
    acts: list[Act] | None = None,
    **facts: object,
) -> Step:
    """The step after this message; it is kept, so that the next one goes on from there."""
    read = reading(text, *(routes or ("sales",)), choice=choice, acts=acts, entities=Entities(**facts))  # type: ignore[arg-type]
    return desk.keep(await decide(desk.turn(read)))


def stored(step: Step, tool: str = "crm.lead") -> StoreRecord | None:
    return next((a for a in step.actions if isinstance(a, StoreRecord) and a.tool == tool), None)


def asked(step: Step) -> str | None:
    """The field of the open question."""
    return step.pending.field if step.pending is not None else None
