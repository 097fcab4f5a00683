"""Transcripts written by hand: what was said and done, turn by turn, as a play would have left it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.business import Business
from domain.language import Language
from evals.scenario import Expectation, Scenario, Voice, World
from evals.transcript import (
    AskedOfStaff,
    Call,
    CaseState,
    Line,
    Passage,
    Promised,
    StoredRecord,
    Transcript,
    Turn,
)
from knowledge.business_files import load_business

YEREVAN = ZoneInfo("Asia/Yerevan")
START = datetime(2026, 11, 24, 10, 0, tzinfo=YEREVAN)
"""A Tuesday."""
CLINIC = Path(__file__).parents[2] / "businesses" / "clinic"

Kind = Literal["message", "wait", "staff", "business"]


def load_clinic() -> Business:
    return load_business(CLINIC)


class Story:
    """A play in the making. Every message is a minute after the one before and is answered at once."""

    def __init__(self, voice: Voice = "ru", *, start: datetime = START) -> None:
        self.voice: Voice = voice
        self.now = start
        self._start = start
        self._turns: list[Turn] = []
        self._records: list[StoredRecord] = []
        self._promises: list[Promised] = []
        self.overlapping_visits = 0

    def says(self, *texts: str) -> Turn:
        """The customer's message, or a burst of them; replies are added by `bot` and `staff`."""
        return self._turn("message", [Line(author="customer", text=text, at=self.now) for text in texts])

    def waits(self, by: timedelta) -> Turn:
        self.now += by
        return self._turn("wait", [])

    def _turn(self, kind: Kind, lines: list[Line]) -> Turn:
        if kind == "message" and self._turns:
            self.now += timedelta(minutes=1)
            lines = [line.model_copy(update={"at": self.now}) for line in lines]
        turn = Turn(number=len(self._turns) + 1, kind=kind, at=self.now, lines=lines, case=self._case())
        self._turns.append(turn)
        return turn

    def _case(self) -> CaseState:
        """Open, and it is the customer's turn, until a test says otherwise."""
        if self._turns and self._turns[-1].case is not None:
            return self._turns[-1].case.model_copy()
        return CaseState(id="case-1", next_step=self.step("customer_answers", "customer", hours=2))

    def step(self, what: str, owner: str, *, hours: float) -> dict[str, Any]:
        return {"what": what, "owner": owner, "due_at": (self.now + timedelta(hours=hours)).isoformat()}

    @property
    def last(self) -> Turn:
        return self._turns[-1]

    def bot(self, text: str, *labels: str, ids: list[str] | None = None) -> Story:
        """A reply in the turn under way; `labels` are its options."""
        options = list(zip(ids or [f"option-{n}" for n in range(len(labels))], labels, strict=True))
        self.last.lines.append(Line(author="bot", text=text, at=self.now, options=options))
        return self

    def staff(self, text: str) -> Story:
        self.last.lines.append(Line(author="staff", text=text, at=self.now))
        return self

    def books(
        self,
        service: str,
        practitioner: str,
        branch: str,
        starts_at: datetime,
        *,
        minutes: int = 40,
        price: str = "10000",
        status: str = "booked",
        moves: str | None = None,
        visit_id: str = "appt-1",
        stored: bool = True,
    ) -> Story:
        slot = {
            "service_id": service,
            "practitioner_id": practitioner,
            "branch_id": branch,
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(minutes=minutes)).isoformat(),
        }
        money = {"amount": price, "currency": "AMD"}
        args = {"slot": slot, "price": money, "moves": moves, "status": status}
        result = {"appointment_id": visit_id, "status": status}
        self.last.calls.append(Call(tool="calendar.book", args=args, result=result))
        if stored and status == "booked":
            self._records = [row for row in self._records if row.id != visit_id]
            self.stored(
                "appointment",
                visit_id,
                service=service,
                practitioner=practitioner,
                branch=branch,
                date=f"{starts_at:%Y-%m-%d}",
                time=f"{starts_at:%H:%M}",
                status=status,
                price=price,
            )
        return self

    def calls(self, tool: str, **args: Any) -> Story:
        self.last.calls.append(Call(tool=tool, args=args, result={}))
        return self

    def stored(
        self,
        kind: Literal["appointment", "contact", "lead", "estimate", "ticket"],
        row_id: str,
        **fields: str,
    ) -> Story:
        self._records.append(StoredRecord(kind=kind, id=row_id, fields=fields))
        return self

    def asks_staff(self, topic: str, *, due_at: datetime | None = None, draft: str = "") -> Story:
        """A card for staff; with `due_at` its promise is on record too."""
        self.last.asked_of_staff.append(
            AskedOfStaff(id=f"card-{topic}", topic=topic, reason=topic, draft=draft, status="pending")
        )
        if due_at is not None:
            self.promised(due_at)
        return self

    def promised(self, due_at: datetime) -> Story:
        self._promises.append(Promised(what="answer", due_at=due_at, owner="staff", status="open"))
        return self

    def quotes(self, topic: str, text: str) -> Story:
        """A policy is said in the owner's words."""
        self.last.passages.append(Passage(id=f"{self.voice}/{topic}", topic=topic, text=text))
        return self.bot(text)

    def ends(self, outcome: str, **step: Any) -> Story:
        self.last.case = CaseState(id="case-1", outcome=outcome, next_step=step or None)
        return self

    def told(self) -> Transcript:
        """The transcript so far."""
        return Transcript(
            scenario_id="story",
            voice=self.voice,
            repeat=1,
            seed=1,
            started_at=self._start,
            ended_at=self.now,
            turns=self._turns,
            records=self._records,
            promises=self._promises,
            overlapping_visits=self.overlapping_visits,
        )


def scenario_of(*, world: World | None = None, voice: Voice = "ru", **expect: Any) -> Scenario:
    """A scenario that demands nothing but what `expect` says."""
    return Scenario(
        id="story",
        flow="stories",
        title="A story",
        voices=[voice],
        start=START.replace(tzinfo=None),
        requirements=["R17"],
        world=world or World(),
        script=[],
        expect=Expectation(**expect),
    )


def replying(text: str, *labels: str, language: Language = "ru", asked: str = "…") -> Story:
    """One message of a customer, and what was said to it."""
    story = Story(language)
    story.says(asked)
    return story.bot(text, *labels)
