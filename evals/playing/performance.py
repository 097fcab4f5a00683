"""What can be done in a play: the customer writes, time passes, staff act, things happen. Each becomes a turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, Literal

from agents.tools.local_stock import LocalStock
from agents.tools.policies import PolicyPort
from domain.appointment import TimeSlot
from domain.clock import VirtualClock
from domain.errors import CloseloopError
from domain.event import Sender
from engine.caller import Caller
from engine.desk import Desk
from evals.playing.desk import capabilities_of
from evals.playing.recording import Recorder
from evals.playing.world import WorldBuilder
from evals.scenario import Scenario, StaffMove
from evals.transcript import Line, Turn
from evals.voices import Voice, in_voice

THINKING = timedelta(seconds=30)
"""Between a reply and the customer's next message."""
BURST_PAUSE = timedelta(seconds=1)
STAFF = "Staff"


class CannotGoOn(CloseloopError):
    """The script asks for something that is not there: an option, a question to staff, an offered time."""


class Performance:
    """One play under way. `watch` is told every turn as it ends."""

    def __init__(
        self,
        desk: Desk,
        clock: VirtualClock,
        scenario: Scenario,
        policies: PolicyPort,
        *,
        voice: Voice,
        seed: int,
        stock: LocalStock | None = None,
        watch: Callable[[Turn], None] | None = None,
    ) -> None:
        sender = Sender(channel=scenario.channel, external_id=f"customer-{seed}")
        self.voice: Voice = voice
        self._desk = desk
        self._clock = clock
        self._scenario = scenario
        self._caller = Caller(desk, sender)
        self._capabilities = capabilities_of(scenario.channel)
        self._world = WorldBuilder(desk, sender, voice, clock.now())
        self._stock = stock
        self._watch = watch
        self._events = 0
        self._seed = seed
        self.recorder = Recorder(desk, self._caller, policies)

    async def begin(self) -> None:
        """The scenario's world. Raises SlotTaken."""
        await self._world.build(self._scenario.world)
        self.deliver(self._scenario.world.stock)

    def deliver(self, pieces: dict[str, int]) -> None:
        """The shop's stock changes; nobody says a word."""
        for sku, count in pieces.items():
            if self._stock is not None:
                self._stock.change(sku, count)

    @property
    def seen(self) -> list[Line]:
        """The last replies the customer got."""
        for turn in reversed(self.recorder.turns):
            if replies := turn.replies():
                return replies
        return []

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options of the last reply that had some, (id, label) in order."""
        for line in reversed(self.seen):
            if line.options:
                return line.options
        return []

    @property
    def outcome(self) -> str | None:
        """The current case's outcome."""
        case = self.recorder.turns[-1].case if self.recorder.turns else None
        return case.outcome if case is not None else None

    async def say(self, *texts: str) -> Turn:
        """One message, or several that come as a burst before anybody could answer."""
        began = perf_counter()
        await self._think()
        for number, text in enumerate(texts):
            if number:
                self._clock.advance(BURST_PAUSE)
            await self._caller.say(text, self._event_id())
        return await self._settle("message", began)

    async def choose(self, option_id: str, label: str) -> Turn:
        """Tap the option where the channel shows buttons; type its number where it shows numbered lines."""
        if self._capabilities.option_style(self.options) is None:
            ids = [known for known, _ in self.options]
            return await self.say(str(ids.index(option_id) + 1))
        began = perf_counter()
        await self._think()
        await self._caller.tap(option_id, label, self._event_id())
        return await self._settle("message", began)

    async def wait(self, by: timedelta) -> Turn:
        """Time passes, with every alarm on the way."""
        began = perf_counter()
        await self._desk.advance(by)
        return await self._settle("wait", began)

    async def wait_until(self, wall: datetime) -> Turn:
        """As `wait`, until the business's wall time. Raises CannotGoOn for a moment that has passed."""
        moment = wall if wall.tzinfo is not None else wall.replace(tzinfo=self._desk.business.zone)
        by = moment - self._clock.now()
        if by < timedelta(0):
            now = self._clock.now().astimezone(self._desk.business.zone)
            raise CannotGoOn(f"waits until {wall:%Y-%m-%d %H:%M}, but it is {now:%Y-%m-%d %H:%M}")
        return await self.wait(by)

    async def happens(self, what: dict[str, Any]) -> Turn:
        """Something outside, or a message that cannot be read (`{"type": "voice"}`)."""
        began = perf_counter()
        await self._caller.happens(what, self._event_id())
        return await self._settle("message" if "type" in what else "business", began)

    async def staff(self, move: StaffMove) -> Turn:
        """A person in the inbox acts. Raises CannotGoOn when nothing waits for their decision."""
        began = perf_counter()
        conversation_id = self._caller.conversation_id
        if move.decision is not None:
            page = self.recorder.news.page
            waiting = page.approvals if page is not None else []
            chosen = next((a for a in waiting if move.topic in (None, a.topic)), None)
            if chosen is None:
                topics = ", ".join(a.topic for a in waiting) or "nothing"
                wanted = f"about {move.topic} " if move.topic is not None else ""
                raise CannotGoOn(f"staff decide {wanted}but {topics} waits for them")
            text = in_voice(move.text, self.voice) if move.text is not None else None
            await self._caller.decide(chosen.id, move.decision, text=text, staff=STAFF)
        elif move.reply is not None:
            await self._desk.staff_reply(
                conversation_id, in_voice(move.reply, self.voice), STAFF, key=self._event_id()
            )
        elif move.take_over:
            await self._desk.take_over(conversation_id, STAFF)
        elif move.give_back:
            await self._desk.give_back(conversation_id, STAFF)
        return await self._settle("staff", began)

    async def take(self, number: int) -> Turn:
        """Somebody else books the n-th offered time. Raises CannotGoOn when there is none, or it is not free."""
        began = perf_counter()
        frames = self.recorder.state.get("frames") or {}
        offered = [
            TimeSlot.model_validate(slot)
            for frame in frames.values()
            for slot in frame.get("offered") or []
        ]  # fmt: skip
        shown = {option_id for option_id, _ in self.options}
        offered = [slot for slot in offered if slot.id in shown]
        if number > len(offered):
            raise CannotGoOn(f"offered time {number} is to be taken, but {len(offered)} are offered")
        if not await self._world.take(offered[number - 1]):
            raise CannotGoOn(f"offered time {number} is not free for anybody else")
        return await self._settle("business", began)

    async def _think(self) -> None:
        if self.recorder.turns:
            await self._desk.advance(THINKING)

    async def _settle(self, kind: Literal["message", "wait", "staff", "business"], began: float) -> Turn:
        await self._desk.settle()
        turn = await self.recorder.record(kind, round((perf_counter() - began) * 1000, 1))
        if self._watch is not None:
            self._watch(turn)
        return turn

    def _event_id(self) -> str:
        self._events += 1
        return f"play-{self._seed}-{self._events}"
